// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace handscope::ui {

/// A colour map as a strip between the values that its two ends stand for. GUI thread.
class ColourBarView : public QWidget {
    Q_OBJECT

public:
    explicit ColourBarView(QWidget* parent = nullptr);

    /// `strip`: low at the left. A null strip shows nothing.
    void setColourBar(const QImage& strip, float low, float high);

    QString lowText() const { return lowText_; }
    QString highText() const { return highText_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage strip_;
    QString lowText_;
    QString highText_;
};

/// A map's value for people: three significant digits, a true minus.
QString valueText(float value);

}  // namespace handscope::ui
