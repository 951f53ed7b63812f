// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>
#include <QWidget>

namespace handscope::ui {

/// A stage on the way from capture to the painted label.
struct Stage {
    QString name;
    double milliseconds = 0.0;
};

/// Where the time between capture and label goes: one bar, a stretch for each stage as long as it
/// took, its name and time where they fit. GUI thread.
class StageStrip : public QWidget {
    Q_OBJECT

public:
    explicit StageStrip(QWidget* parent = nullptr);

    void setStages(const QVector<Stage>& stages);

    /// Where a stage is painted; for tests.
    QRectF stretchOf(int stage) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<Stage> stages_;

    double total() const;
    QString textOf(const Stage& stage) const;
};

}  // namespace handscope::ui
