// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <QVector>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// Where a tap stands in the drawing of the network.
struct NetworkNode {
    TapName name;
    int column = 0;  ///< of its block, from the left
    int row = 0;     ///< 0: the input, 1: CSTM and CMM, 2: the output
    QRectF square;   ///< of its picture
    QRectF caption;  ///< where its short name stands
};

/// A block of the network, drawn from top to bottom: its input, CSTM and CMM side by side, its
/// output. A tap that it lacks leaves no gap in the lines.
struct NetworkColumn {
    QString block;
    QRectF title;
    QPolygonF trunk;          ///< from the input to where the lines part; empty without it
    QPolygonF shortcut;       ///< from there past CSTM and CMM to the sum
    QVector<QPolygonF> cstm;  ///< to and from CSTM; empty without it
    QVector<QPolygonF> cmm;   ///< to and from CMM; empty without it
    QPolygonF branch;         ///< from where CSTM and CMM meet to the sum
    QPointF sum;              ///< the middle of the plus
    QPolygonF result;         ///< from the sum to the output; its end is an arrow
    QPolygonF onward;         ///< to the next block, or to the classifier; its end is an arrow
};

/// The blocks of one stage.
struct NetworkStage {
    QString name;  ///< "layer2"
    QRectF frame;
    QRectF title;
    int blocks = 0;
};

/// Where everything of the drawing of a network stands, in pixels of the whole drawing. Knows
/// neither pictures nor colours. A value; any thread.
struct NetworkLayout {
    QVector<NetworkNode> nodes;  ///< block by block, in each from the input to the output
    QVector<NetworkColumn> columns;
    QVector<NetworkStage> stages;
    QRectF stem;        ///< "conv1, pool"
    QPolygonF entry;    ///< from the stem to the first block; its end is an arrow
    QRectF classifier;  ///< "mean, fc → classes"
    double width = 0.0;
    double height = 0.0;

    static constexpr double kSmallestSide = 36.0;
    static constexpr double kLargestSide = 72.0;
    static constexpr double kSumRadius = 5.5;

    /// As large as `room` pixels in height allow, in the middle of them, with text lines of
    /// `lineHeight` pixels. Nodes are never smaller than kSmallestSide: see neededHeight(). Taps
    /// of unknown names are left out.
    static NetworkLayout of(const QVector<BlockChoice>& blocks, double room, double lineHeight);
    static double neededHeight(double lineHeight);

    /// −1 when there is none.
    int nodeAt(const QPointF& point) const;
    int nodeOf(const TapName& name) const;
    /// The next node to the right (+1) or left (−1) in the same row; the same one at the end.
    int beside(int node, int step) const;
    /// The first node of the next row below (+1) or above (−1) in its block; the same one at the
    /// end.
    int below(int node, int step) const;
    /// The same tap `step` blocks to the right or, where that block has no such tap, its last one.
    int inBlock(int node, int step) const;
};

}  // namespace handscope::ui
