// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkLayout.h"

#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr double kMargin = 4.0;
constexpr double kModuleGap = 8.0;  // between CSTM and CMM
constexpr double kLane = 12.0;      // to either side of the modules, for the lines past them
constexpr double kRail = 4.0;       // from a node to the line across
constexpr double kFan = 9.0;        // below the input, above the captions of CSTM and CMM
constexpr double kJoin = 24.0;      // below CSTM and CMM, with the plus
constexpr double kStageGap = 8.0;
constexpr double kEntry = 14.0;  // of the arrows at both ends of the network

/// The heights at which things stand, the same in all columns.
struct Rows {
    double side = 0.0;
    double stage = 0.0;
    double title = 0.0;
    double input = 0.0;
    double captions = 0.0;
    double modules = 0.0;
    double output = 0.0;
    double bottom = 0.0;

    double inputMiddle() const { return input + side / 2.0; }
    double outputMiddle() const { return output + side / 2.0; }
    double rail() const { return input + side + kRail; }
    double meeting() const { return modules + side + kRail; }
    double sum() const { return meeting() + 4.0 + NetworkLayout::kSumRadius; }
};

Rows rowsFor(double room, double line) {
    Rows rows;
    const double needed = NetworkLayout::neededHeight(line);
    // Even, so that its middle is on a pixel, too.
    rows.side =
        2.0 * std::floor(std::clamp(NetworkLayout::kSmallestSide + (room - needed) / 3.0,
                                    NetworkLayout::kSmallestSide, NetworkLayout::kLargestSide) /
                         2.0);
    const double height = needed + 3.0 * (rows.side - NetworkLayout::kSmallestSide);
    rows.stage = kMargin + std::floor(std::max(0.0, room - height) / 2.0);
    rows.title = rows.stage + line + 3.0;
    rows.input = rows.title + line + 2.0;
    rows.captions = rows.input + rows.side + kFan;
    rows.modules = rows.captions + line + 1.0;
    rows.output = rows.modules + rows.side + kJoin;
    rows.bottom = rows.output + rows.side + kMargin;
    return rows;
}

QString stageOf(const QString& block) {
    return block.section(QLatin1Char('.'), 0, 0);
}

/// Builds one column after the other, from the left.
class Builder {
public:
    Builder(NetworkLayout& layout, const Rows& rows, double line)
        : layout_(layout), rows_(rows), line_(line) {}

    void addStem() {
        layout_.stem = QRectF(kMargin, rows_.input, std::ceil(4.4 * line_), rows_.side);
        x_ = layout_.stem.right() + kEntry;
    }

    void addBlock(const BlockChoice& block) {
        const QString stage = stageOf(block.name);
        if (layout_.stages.isEmpty() || layout_.stages.back().name != stage) {
            if (!layout_.stages.isEmpty()) {
                x_ += kStageGap;
            }
            const QRectF frame(x_, rows_.stage, 0.0, rows_.bottom - rows_.stage);
            layout_.stages.append({stage, frame, {}, 0});
        }
        const QRectF place(x_, rows_.input, 2.0 * (rows_.side + kLane) + kModuleGap,
                           rows_.output + rows_.side - rows_.input);
        NetworkColumn column;
        column.block = block.name;
        column.title = QRectF(place.left(), rows_.title, place.width(), line_);
        addNodesAndLines(column, block.taps, place);
        layout_.columns.append(column);
        x_ = place.right();
        NetworkStage& current = layout_.stages.back();
        ++current.blocks;
        current.frame.setRight(x_);
        current.title =
            QRectF(current.frame.left(), rows_.stage, current.frame.width(), line_ + 2.0);
    }

    void finish() {
        layout_.classifier = QRectF(x_ + kEntry, rows_.output, std::ceil(5.2 * line_), rows_.side);
        layout_.columns.back().onward = {
            {lastExit_, QPointF(layout_.classifier.left(), rows_.outputMiddle())}};
        layout_.width = layout_.classifier.right() + kMargin;
        layout_.height = rows_.bottom + kMargin;
    }

private:
    NetworkLayout& layout_;
    const Rows& rows_;
    double line_;
    double x_ = 0.0;
    QPointF lastExit_;

    QRectF addNode(const NetworkColumn& column, const QString& tap, int row, double middle,
                   double top) {
        const double side = rows_.side;
        const QRectF square(std::floor(middle - side / 2.0), top, side, side);
        QRectF caption(square.left() - kModuleGap / 2.0, rows_.captions, side + kModuleGap, line_);
        if (row == 0) {  // the shortcut leaves below, the line from before comes from the left
            caption = QRectF(square.right() + 4.0, square.center().y() - line_ / 2.0, side, line_);
        } else if (row == 2) {
            caption =
                QRectF(square.left() - 4.0 - side, square.center().y() - line_ / 2.0, side, line_);
        }
        layout_.nodes.append(
            {{column.block, tap}, static_cast<int>(layout_.columns.size()), row, square, caption});
        return square;
    }

    QVector<QPolygonF> linesThrough(const QRectF& module, double middle) const {
        const double x = module.center().x();
        QPolygonF to{QPointF(x, rows_.rail()), QPointF(x, rows_.captions)};
        QPolygonF from{QPointF(x, module.bottom()), QPointF(x, rows_.meeting())};
        if (x != middle) {
            to.prepend(QPointF(middle, rows_.rail()));
            from.append(QPointF(middle, rows_.meeting()));
        }
        return {to, from};
    }

    void addNodesAndLines(NetworkColumn& column, const QStringList& taps, const QRectF& place) {
        const double middle = place.center().x();
        const QString input = QStringLiteral("input");
        const QString cstm = QStringLiteral("cstm");
        const QString cmm = QStringLiteral("cmm");
        const QString output = QStringLiteral("output");

        const bool withInput = taps.contains(input);
        QPointF entry(middle, rows_.inputMiddle());
        if (withInput) {
            const QRectF square = addNode(column, input, 0, middle, rows_.input);
            entry.setX(square.left());
        }
        connectTo(entry);
        const QPointF parting(middle, rows_.rail());
        if (withInput) {
            column.trunk = {QPointF(middle, layout_.nodes.back().square.bottom()), parting};
        } else {  // the line that comes goes on to there
            lastLine().append(parting);
        }

        const bool both = taps.contains(cstm) && taps.contains(cmm);
        const double offset = both ? (rows_.side + kModuleGap) / 2.0 : 0.0;
        if (taps.contains(cstm)) {
            column.cstm =
                linesThrough(addNode(column, cstm, 1, middle - offset, rows_.modules), middle);
        }
        if (taps.contains(cmm)) {
            column.cmm =
                linesThrough(addNode(column, cmm, 1, middle + offset, rows_.modules), middle);
        }
        const bool none = column.cstm.isEmpty() && column.cmm.isEmpty();
        column.sum = QPointF(middle, rows_.sum());
        column.branch = {{QPointF(middle, none ? rows_.rail() : rows_.meeting()),
                          QPointF(middle, rows_.sum() - NetworkLayout::kSumRadius)}};
        const double lane = place.left() + kLane / 2.0;
        column.shortcut = {{QPointF(middle, rows_.rail()), QPointF(lane, rows_.rail()),
                            QPointF(lane, rows_.sum()),
                            QPointF(middle - NetworkLayout::kSumRadius, rows_.sum())}};

        QPointF end(middle, rows_.outputMiddle());
        lastExit_ = end;
        if (taps.contains(output)) {
            const QRectF square = addNode(column, output, 2, middle, rows_.output);
            end.setY(square.top());
            lastExit_.setX(square.right());
        }
        column.result = {{QPointF(middle, rows_.sum() + NetworkLayout::kSumRadius), end}};
    }

    /// What leads to the block that is being built.
    QPolygonF& lastLine() {
        return layout_.columns.isEmpty() ? layout_.entry : layout_.columns.back().onward;
    }

    /// From the end of the block before, or from the stem.
    void connectTo(const QPointF& entry) {
        if (layout_.columns.isEmpty()) {
            layout_.entry = {{QPointF(layout_.stem.right(), entry.y()), entry}};
            return;
        }
        const double gutter = layout_.columns.back().title.right() - kLane / 2.0;
        layout_.columns.back().onward = {
            {lastExit_, QPointF(gutter, lastExit_.y()), QPointF(gutter, entry.y()), entry}};
    }
};

}  // namespace

double NetworkLayout::neededHeight(double lineHeight) {
    // What stands above one another in rowsFor(), with the smallest nodes.
    return 3.0 * kSmallestSide + 3.0 * lineHeight + 6.0 + kFan + kJoin + 3.0 * kMargin;
}

NetworkLayout NetworkLayout::of(const QVector<BlockChoice>& blocks, double room,
                                double lineHeight) {
    NetworkLayout layout;
    if (blocks.isEmpty()) {
        return layout;
    }
    const Rows rows = rowsFor(room, lineHeight);
    Builder builder(layout, rows, lineHeight);
    builder.addStem();
    for (const BlockChoice& block : blocks) {
        builder.addBlock(block);
    }
    builder.finish();
    return layout;
}

int NetworkLayout::nodeAt(const QPointF& point) const {
    for (int node = 0; node < nodes.size(); ++node) {
        if (nodes[node].square.contains(point)) {
            return node;
        }
    }
    return -1;
}

int NetworkLayout::nodeOf(const TapName& name) const {
    for (int node = 0; node < nodes.size(); ++node) {
        if (nodes[node].name == name) {
            return node;
        }
    }
    return -1;
}

int NetworkLayout::beside(int node, int step) const {
    for (int other = node + step; other >= 0 && other < nodes.size(); other += step) {
        if (nodes[other].row == nodes[node].row) {
            return other;
        }
    }
    return node;
}

int NetworkLayout::below(int node, int step) const {
    int found = node;
    for (int other = node + step; other >= 0 && other < nodes.size(); other += step) {
        if (nodes[other].column != nodes[node].column ||
            (found != node && nodes[other].row != nodes[found].row)) {
            break;
        }
        if (nodes[other].row != nodes[node].row && (found == node || step < 0)) {
            found = other;
        }
    }
    return found;
}

int NetworkLayout::inBlock(int node, int step) const {
    int found = node;
    for (int other = 0; other < nodes.size(); ++other) {
        if (nodes[other].column != nodes[node].column + step) {
            continue;
        }
        found = other;
        if (nodes[other].name.tap == nodes[node].name.tap) {
            break;
        }
    }
    return found;
}

}  // namespace handscope::ui
