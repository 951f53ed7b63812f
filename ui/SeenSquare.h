// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace handscope::ui {

/// A small picture, enlarged by whole pixels, so that nothing is seen in it that is not there. GUI
/// thread.
class SeenSquare : public QWidget {
    Q_OBJECT

public:
    explicit SeenSquare(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);

    QSize sizeHint() const override { return {224, 224}; }
    QSize minimumSizeHint() const override { return {60, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage picture_;
};

}  // namespace handscope::ui
