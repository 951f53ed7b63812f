// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkPainter.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {
namespace {

constexpr double kCorner = 3.0;

/// The colours of one painting.
struct Inks {
    explicit Inks(const QPalette& palette)
        : base(palette.color(QPalette::Base)),
          frame(palette.color(QPalette::AlternateBase)),
          node(palette.color(QPalette::Button)),
          text(palette.color(QPalette::Text)),
          quiet(quietText(palette)),
          highlight(palette.color(QPalette::Highlight)),
          cut(isDark(palette) ? QColor(0xff, 0x7b, 0x72) : QColor(0xc6, 0x28, 0x28)),
          onCut(isDark(palette) ? Qt::black : Qt::white) {
        line = quiet;
        faint = quiet;
        faint.setAlpha(115);
    }

    QColor base;
    QColor frame;
    QColor node;
    QColor text;
    QColor quiet;
    QColor highlight;
    QColor cut;
    QColor onCut;
    QColor line;
    QColor faint;
};

class NetworkPainter {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::NetworkPainter)

public:
    NetworkPainter(QPainter& painter, NetworkPicture& picture, const QPalette& palette,
                   const QFont& font, double ratio)
        : painter_(painter), picture_(picture), inks_(palette), small_(font), ratio_(ratio) {
        bold_ = small_;
        bold_.setBold(true);
    }

    void paint(const QRectF& dirty) {
        const NetworkLayout& layout = picture_.layout;
        painter_.setRenderHint(QPainter::Antialiasing);
        for (const NetworkStage& stage : layout.stages) {
            if (stage.frame.intersects(dirty)) {
                paintStage(stage);
            }
        }
        paintEnds(dirty);
        for (const NetworkColumn& column : layout.columns) {
            // Its line to the next block reaches into that.
            if (column.title.left() <= dirty.right() &&
                column.title.right() + 2.0 * column.title.width() >= dirty.left()) {
                paintColumn(column);
            }
        }
        for (int node = 0; node < layout.nodes.size(); ++node) {
            const NetworkNode& place = layout.nodes[node];
            if (place.square.united(place.caption).adjusted(-6, -6, 6, 6).intersects(dirty)) {
                paintNode(node);
            }
        }
    }

private:
    QPainter& painter_;
    NetworkPicture& picture_;
    Inks inks_;
    QFont small_;
    QFont bold_;
    double ratio_;

    void paintText(const QRectF& place, int alignment, const QString& text, const QFont& font,
                   const QColor& colour) {
        painter_.setFont(font);
        painter_.setPen(colour);
        painter_.drawText(place, alignment, text);
    }

    void paintStage(const NetworkStage& stage) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(inks_.frame);
        painter_.drawRoundedRect(stage.frame, 5.0, 5.0);
        // "stage 2" of "layer2": as the papers count.
        QString number = stage.name;
        while (!number.isEmpty() && !number.front().isDigit()) {
            number.remove(0, 1);
        }
        const QString title = number.isEmpty() ? stage.name : tr("stage %1").arg(number);
        const QString text = stage.blocks == 1 ? tr("%1 · 1 block").arg(title)
                                               : tr("%1 · %2 blocks").arg(title).arg(stage.blocks);
        // In sight as long as anything of its stage is.
        QRectF place = stage.title.adjusted(6.0, 0.0, -6.0, 0.0);
        const double width = QFontMetricsF(bold_).horizontalAdvance(text) + 2.0;
        place.setLeft(std::max(place.left(), std::min(picture_.left + 6.0, place.right() - width)));
        paintText(place, Qt::AlignLeft | Qt::AlignVCenter, text, bold_, inks_.text);
    }

    void paintEnds(const QRectF& dirty) {
        const NetworkLayout& layout = picture_.layout;
        for (const bool stem : {true, false}) {
            const QRectF& place = stem ? layout.stem : layout.classifier;
            if (!place.adjusted(-20, 0, 20, 0).intersects(dirty)) {
                continue;
            }
            painter_.setPen(QPen(inks_.quiet, 1.0));
            painter_.setBrush(inks_.node);
            painter_.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
            paintText(place, Qt::AlignCenter,
                      stem ? tr("conv1,\npool") : tr("mean,\nfc →\nclasses"), small_, inks_.text);
        }
        paintLine(layout.entry, true, inks_.line);
    }

    void paintLine(const QPolygonF& line, bool arrow, const QColor& colour) {
        if (line.size() < 2) {
            return;
        }
        painter_.setPen(QPen(colour, 1.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawPolyline(line);
        if (arrow) {
            const QPointF tip = line.back();
            const QPointF from = line[line.size() - 2];
            const double length = std::hypot(tip.x() - from.x(), tip.y() - from.y());
            const QPointF along = (tip - from) / std::max(length, 1e-6);
            const QPointF across(-along.y(), along.x());
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(colour);
            painter_.drawPolygon(QPolygonF(
                {tip, tip - along * 5.0 + across * 3.0, tip - along * 5.0 - across * 3.0}));
        }
    }

    void paintColumn(const NetworkColumn& column) {
        paintText(column.title, Qt::AlignCenter, column.block, small_, inks_.quiet);
        const bool branch = picture_.isCut(column.block, QStringLiteral("branch"));
        const auto colourOf = [&](const char* point) {
            return branch || picture_.isCut(column.block, QString::fromLatin1(point)) ? inks_.faint
                                                                                      : inks_.line;
        };
        for (const QPolygonF& line : column.cstm) {
            paintLine(line, false, colourOf("cstm"));
        }
        for (const QPolygonF& line : column.cmm) {
            paintLine(line, false, colourOf("cmm"));
        }
        paintLine(column.trunk, false, inks_.line);
        paintLine(column.branch, false, branch ? inks_.faint : inks_.line);
        paintLine(column.shortcut, true, inks_.line);
        paintLine(column.result, true, inks_.line);
        paintLine(column.onward, true, inks_.line);
        paintSum(column.sum);
        if (branch) {
            paintCross(QRectF(column.branch.back() - QPointF(4.0, 8.0), QSizeF(8.0, 8.0)), 1.8);
        }
    }

    void paintSum(const QPointF& middle) {
        constexpr double kRadius = NetworkLayout::kSumRadius;
        painter_.setPen(QPen(inks_.line, 1.2));
        painter_.setBrush(inks_.base);
        painter_.drawEllipse(middle, kRadius, kRadius);
        painter_.drawLine(middle - QPointF(3.0, 0.0), middle + QPointF(3.0, 0.0));
        painter_.drawLine(middle - QPointF(0.0, 3.0), middle + QPointF(0.0, 3.0));
    }

    void paintCross(const QRectF& place, double width) {
        painter_.setPen(QPen(inks_.cut, width, Qt::SolidLine, Qt::RoundCap));
        painter_.drawLine(place.topLeft(), place.bottomRight());
        painter_.drawLine(place.topRight(), place.bottomLeft());
    }

    void paintNode(int node) {
        const NetworkNode& place = picture_.layout.nodes[node];
        NodeState& state = picture_.states[node];
        const bool picked = place.name == picture_.picked;
        paintSquare(place.square, state);
        if (state.cut) {
            paintCross(place.square.adjusted(5.0, 5.0, -5.0, -5.0), 2.2);
        }
        if (state.channelsCut > 0) {
            paintBadge(place.square, state.channelsCut);
        }
        if (picked) {
            outline(place.square, 1.5, QPen(inks_.highlight, 3.0));
        } else if (node == picture_.hovered) {
            outline(place.square, 1.0, QPen(inks_.highlight, 1.5));
        }
        if (node == picture_.focused) {
            // Inside, on a line of its own: it is seen on whatever the map's colours are.
            outline(place.square, -3.0, QPen(inks_.base, 1.5));
            outline(place.square, -3.0, QPen(inks_.text, 1.5, Qt::DotLine));
        }
        const int row = place.row;
        paintText(place.caption,
                  (row == 0   ? Qt::AlignLeft
                   : row == 2 ? Qt::AlignRight
                              : Qt::AlignHCenter) |
                      Qt::AlignVCenter,
                  row == 0   ? tr("In")
                  : row == 2 ? tr("Out")
                             : pointText(place.name.tap),
                  picked ? bold_ : small_, state.cut ? inks_.faint : inks_.text);
    }

    void outline(const QRectF& square, double away, const QPen& pen) {
        painter_.setPen(pen);
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRoundedRect(square.adjusted(-away, -away, away, away), kCorner, kCorner);
    }

    void paintSquare(const QRectF& square, NodeState& state) {
        if (state.picture.isNull()) {
            painter_.setPen(QPen(inks_.quiet, 1.0, Qt::DashLine));
            painter_.setBrush(inks_.node);
            painter_.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
            return;
        }
        if (state.scaled.isNull()) {
            const int side = static_cast<int>(std::lround(square.width() * ratio_));
            const bool enlarged =
                side >= 2 * std::max(state.picture.width(), state.picture.height());
            state.scaled = QPixmap::fromImage(
                state.picture.scaled(side, side, Qt::IgnoreAspectRatio,
                                     enlarged ? Qt::FastTransformation : Qt::SmoothTransformation));
            state.scaled.setDevicePixelRatio(ratio_);
        }
        if (state.cut) {
            painter_.fillRect(square, inks_.node);
            painter_.setOpacity(0.25);
        }
        painter_.drawPixmap(square.topLeft(), state.scaled);
        painter_.setOpacity(1.0);
    }

    void paintBadge(const QRectF& square, int count) {
        const QString text = QString::number(count);
        const QFontMetricsF metrics(bold_);
        const double height = metrics.height();
        const double width = std::max(height, metrics.horizontalAdvance(text) + 6.0);
        const QRectF place(square.right() - width + 4.0, square.top() - 4.0, width, height);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(inks_.cut);
        painter_.drawRoundedRect(place, height / 2.0, height / 2.0);
        paintText(place, Qt::AlignCenter, text, bold_, inks_.onCut);
    }
};

}  // namespace

void paintNetwork(QPainter& painter, const QRectF& dirty, NetworkPicture& picture,
                  const QPalette& palette, const QFont& font, double ratio) {
    NetworkPainter(painter, picture, palette, font, ratio).paint(dirty);
}

}  // namespace handscope::ui
