// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ClipChangeIcon.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <memory>
#include <utility>

#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

void line(QPainterPath& path, QPointF from, QPointF to) {
    path.moveTo(from);
    path.lineTo(to);
}

/// Three frames and the direction in which they are shown, on a grid of 16 × 16.
QPainterPath framesDrawing(bool forward) {
    QPainterPath path;
    for (const double x : {1.5, 6.0, 10.5}) {
        path.addRect(x, 2.5, 4.0, 5.0);
    }
    const double tip = forward ? 14.5 : 1.5;
    const double back = forward ? -3.0 : 3.0;
    line(path, {forward ? 1.5 : 14.5, 12.0}, {tip, 12.0});
    line(path, {tip + back, 9.8}, {tip, 12.0});
    line(path, {tip, 12.0}, {tip + back, 14.2});
    return path;
}

/// A snowflake.
QPainterPath frozenDrawing() {
    QPainterPath arm;
    line(arm, {0.0, 0.0}, {0.0, -6.5});
    line(arm, {-1.8, -5.6}, {0.0, -3.8});
    line(arm, {0.0, -3.8}, {1.8, -5.6});
    QPainterPath path;
    for (int turn = 0; turn < 6; ++turn) {
        path.addPath(QTransform().translate(8.0, 8.0).rotate(60.0 * turn).map(arm));
    }
    return path;
}

/// Two arrows that change places.
QPainterPath shuffledDrawing() {
    QPainterPath path;
    for (const double side : {-1.0, 1.0}) {
        const double end = 8.0 - side * 4.0;
        path.moveTo(1.5, 8.0 + side * 4.0);
        path.lineTo(4.0, 8.0 + side * 4.0);
        path.lineTo(10.5, end);
        path.lineTo(14.5, end);
        line(path, {12.2, end - 2.2}, {14.5, end});
        line(path, {14.5, end}, {12.2, end + 2.2});
    }
    return path;
}

class ClipChangeEngine : public QIconEngine {
public:
    explicit ClipChangeEngine(QPainterPath lines) : lines_(std::move(lines)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        // Asked for at each paint: the palette changes with the theme.
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setPen(QPen(QApplication::palette().color(group, QPalette::ButtonText), 1.2,
                             Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(lines_);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override {
        return std::make_unique<ClipChangeEngine>(lines_).release();
    }

private:
    QPainterPath lines_;
};

QIcon iconOf(QPainterPath lines) {
    // QIcon takes the engine over.
    return QIcon(std::make_unique<ClipChangeEngine>(std::move(lines)).release());
}

}  // namespace

QIcon clipChangeIcon(ClipChange change) {
    switch (change) {
        case ClipChange::None:
            return iconOf(framesDrawing(true));
        case ClipChange::Reversed:
            return iconOf(framesDrawing(false));
        case ClipChange::Mirrored:
            return glyphIcon(Glyph::Mirror);
        case ClipChange::Frozen:
            return iconOf(frozenDrawing());
        case ClipChange::Shuffled:
            return iconOf(shuffledDrawing());
    }
    return {};
}

}  // namespace handscope::ui
