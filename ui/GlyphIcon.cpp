// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/GlyphIcon.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace handscope::ui {
namespace {

/// Lines to stroke and areas to fill, on a grid of 16 × 16.
struct Drawing {
    QPainterPath lines;
    QPainterPath areas;
};

void arrowHead(QPainterPath& path, QPointF tip, QPointF first, QPointF second) {
    path.moveTo(first);
    path.lineTo(tip);
    path.lineTo(second);
}

Drawing openDrawing() {
    Drawing drawing;
    drawing.lines.addPolygon(
        QPolygonF({{2, 13}, {2, 3}, {6.5, 3}, {8, 5}, {14, 5}, {14, 13}, {2, 13}}));
    return drawing;
}

Drawing cameraDrawing() {
    Drawing drawing;
    drawing.lines.addRoundedRect(1.5, 4, 9, 8, 1.5, 1.5);
    drawing.areas.addPolygon(QPolygonF({{11.5, 8}, {15, 5}, {15, 11}, {11.5, 8}}));
    return drawing;
}

Drawing networkDrawing() {
    Drawing drawing;
    for (const double y : {3.5, 12.5}) {
        drawing.areas.addEllipse(QPointF(3, y), 1.8, 1.8);
        for (const double other : {3.5, 12.5}) {
            drawing.lines.moveTo(3, y);
            drawing.lines.lineTo(8, other);
            drawing.lines.moveTo(8, other);
            drawing.lines.lineTo(13, 8);
        }
        drawing.areas.addEllipse(QPointF(8, y), 1.8, 1.8);
    }
    drawing.areas.addEllipse(QPointF(13, 8), 1.8, 1.8);
    return drawing;
}

Drawing restartDrawing() {
    Drawing drawing;
    drawing.areas.addRect(3, 3, 2, 10);
    drawing.areas.addPolygon(QPolygonF({{13, 3}, {13, 13}, {6, 8}, {13, 3}}));
    return drawing;
}

Drawing mirrorDrawing() {
    Drawing drawing;
    drawing.lines.moveTo(8, 2);
    drawing.lines.lineTo(8, 14);
    drawing.lines.addPolygon(QPolygonF({{6, 5}, {6, 11}, {1.5, 11}, {6, 5}}));
    drawing.areas.addPolygon(QPolygonF({{10, 5}, {10, 11}, {14.5, 11}, {10, 5}}));
    return drawing;
}

Drawing exportDrawing() {
    Drawing drawing;
    drawing.lines.moveTo(8, 2);
    drawing.lines.lineTo(8, 10);
    arrowHead(drawing.lines, {8, 10}, {5, 7}, {11, 7});
    drawing.lines.addPolygon(QPolygonF({{2.5, 10}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 10}}));
    return drawing;
}

Drawing refreshDrawing() {
    Drawing drawing;
    drawing.lines.arcMoveTo(3, 3, 10, 10, 60);
    drawing.lines.arcTo(3, 3, 10, 10, 60, 300);
    arrowHead(drawing.lines, {10.5, 3.7}, {10.2, 0.9}, {7.8, 4.4});
    return drawing;
}

Drawing warningDrawing() {
    Drawing drawing;
    drawing.lines.addPolygon(QPolygonF({{8, 2}, {14.5, 13.5}, {1.5, 13.5}, {8, 2}}));
    drawing.lines.moveTo(8, 6.5);
    drawing.lines.lineTo(8, 9.5);
    drawing.areas.addEllipse(QPointF(8, 11.6), 0.6, 0.6);
    return drawing;
}

Drawing drawingOf(Glyph glyph) {
    Drawing drawing;
    switch (glyph) {
        case Glyph::Open:
            return openDrawing();
        case Glyph::Camera:
            return cameraDrawing();
        case Glyph::Network:
            return networkDrawing();
        case Glyph::Play:
            drawing.areas.addPolygon(QPolygonF({{4, 2.5}, {13, 8}, {4, 13.5}, {4, 2.5}}));
            break;
        case Glyph::Pause:
            drawing.areas.addRect(4, 3, 3, 10);
            drawing.areas.addRect(9, 3, 3, 10);
            break;
        case Glyph::Step:
            drawing.areas.addPolygon(QPolygonF({{3, 3}, {10, 8}, {3, 13}, {3, 3}}));
            drawing.areas.addRect(11, 3, 2, 10);
            break;
        case Glyph::Restart:
            return restartDrawing();
        case Glyph::Mirror:
            return mirrorDrawing();
        case Glyph::Record:
            drawing.areas.addEllipse(QPointF(8, 8), 5.0, 5.0);
            break;
        case Glyph::Export:
            return exportDrawing();
        case Glyph::Close:
            drawing.lines.moveTo(4, 4);
            drawing.lines.lineTo(12, 12);
            drawing.lines.moveTo(12, 4);
            drawing.lines.lineTo(4, 12);
            break;
        case Glyph::Refresh:
            return refreshDrawing();
        case Glyph::Warning:
            return warningDrawing();
    }
    return drawing;
}

class GlyphEngine : public QIconEngine {
public:
    explicit GlyphEngine(Glyph glyph) : glyph_(glyph), drawing_(drawingOf(glyph)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        // Asked for at each paint: the palette changes with the theme.
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role =
            mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        const QColor colour = QApplication::palette().color(group, role);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(drawing_.lines);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawPath(drawing_.areas);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return std::make_unique<GlyphEngine>(glyph_).release(); }

private:
    Glyph glyph_;
    Drawing drawing_;
};

}  // namespace

QIcon glyphIcon(Glyph glyph) {
    // QIcon takes the engine over.
    return QIcon(std::make_unique<GlyphEngine>(glyph).release());
}

}  // namespace handscope::ui
