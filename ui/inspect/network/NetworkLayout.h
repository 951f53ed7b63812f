// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <QVector>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// Where a tap stands in the drawing of the network.
struct NetworkNode {
    TapName name;
    int column = 0;       ///< of its block, from the left
    QRectF square;        ///< of its picture
    QRectF caption;       ///< where its short name stands
    bool beside = false;  ///< the caption stands to the right; otherwise above
};

/// A block of the network, drawn from top to bottom: its input, CSTM and CMM side by side, its
/// output. What it lacks leaves no gap in the lines.
struct NetworkColumn {
    QString block;
    QRectF title;
    QPolygonF shortcut;       ///< from the input past CSTM and CMM to the sum
    QVector<QPolygonF> cstm;  ///< the lines to and from CSTM; empty without it
    QVector<QPolygonF> cmm;   ///< the lines to and from CMM; empty without it
    QPolygonF branch;         ///< from where CSTM and CMM meet to the sum
    QPointF sum;              ///< the middle of the plus
    QPolygonF result;         ///< from the sum to the output
    QPolygonF onward;         ///< to the next block, or to the classifier
};

/// Where everything of the drawing of a network stands, in pixels of the whole drawing. Knows
/// neither pictures nor colours. A value; any thread.
struct NetworkLayout {
    QVector<NetworkNode> nodes;  ///< block by block, in each from the input to the output
    QVector<NetworkColumn> columns;
    struct Stage {
        QString name;  ///< "layer2"
        QRectF frame;
        int blocks = 0;
    };
    QVector<Stage> stages;
    QRectF stem;        ///< "conv1, pool"
    QPolygonF entry;    ///< from the stem to the first block
    QRectF classifier;  ///< "mean, fc → classes"
    double width = 0.0;
    double side = 0.0;  ///< of a node

    static constexpr double kSmallestSide = 36.0;
    static constexpr double kSum = 5.5;  ///< radius of the plus

    /// As large as `height` allows, with text lines of `lineHeight` pixels; never smaller than
    /// kSmallestSide, so the drawing may be higher than `height`. See neededHeight().
    static NetworkLayout of(const QVector<BlockChoice>& blocks, double height, double lineHeight);
    /// Of the smallest drawing.
    static double neededHeight(double lineHeight);

    /// −1 when there is none.
    int nodeAt(const QPointF& point) const;
    int nodeOf(const TapName& name) const;
    /// The node that one gets to from there: `blocks` columns to the right (at the same place in
    /// the block where it has one), `taps` nodes further in the block. The same node at the end.
    int neighbour(int node, int blocks, int taps) const;
};

}  // namespace handscope::ui
