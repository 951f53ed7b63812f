// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QVector>
#include <optional>

#include "ui/decision/DecisionValues.h"

namespace handscope::ui {

/// A made-up gesture of two seconds and what these values would make of it, for a picture that
/// explains them. Points: x in seconds, y a score 0 … 1, one for each window. A value; any thread.
struct DecisionSketch {
    static constexpr double kGesture = 2.0;  ///< seconds

    double span = 0.0;          ///< seconds that are shown, from 0
    double gestureStart = 0.0;  ///< when the gesture is made
    double gestureEnd = 0.0;
    QVector<QPointF> single;  ///< the gesture's score in each window
    QVector<QPointF> first;   ///< the same, averaged
    QVector<QPointF> second;  ///< of the class that comes next, averaged
    /// The first of the windows, up to the one at which it fired, that met all conditions.
    std::optional<double> met;
    std::optional<double> fired;
    double heldUntil = 0.0;  ///< where it fired
    double ended = 0.0;      ///< likewise: the last window at or above the off-threshold
};

DecisionSketch sketchOf(const DecisionValues& values);

}  // namespace handscope::ui
