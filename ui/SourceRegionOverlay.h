// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QPoint>
#include <QRect>
#include <QWidget>

class QScreen;

namespace handscope::ui {

/// Covers a screen with its own picture, darkened, on which a rectangle is drawn with the mouse.
/// Escape or another button gives none; a mere click begins anew.
///
/// Owns the picture, taken when it is made. Deletes itself when it is done. GUI thread.
class SourceRegionOverlay : public QWidget {
    Q_OBJECT

public:
    /// Smaller is no rectangle but a click.
    static constexpr int kSmallest = 16;  // logical pixels

    SourceRegionOverlay(QScreen* screen, QWidget* parent);

Q_SIGNALS:
    /// In the X server's pixels.
    void selected(const QRect& rectangle);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPixmap picture_;
    QPoint screenBegins_;
    QPoint begin_;
    QRect drawn_;
    bool drawing_ = false;

    void drawTo(QPoint point);
    QRect native() const;
};

}  // namespace handscope::ui
