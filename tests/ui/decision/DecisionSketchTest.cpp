// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionSketch.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace handscope::ui {
namespace {

double peak(const QVector<QPointF>& points) {
    return std::max_element(points.begin(), points.end(),
                            [](QPointF left, QPointF right) { return left.y() < right.y(); })
        ->y();
}

TEST(DecisionSketchTest, TheDefaultsFireOnceTheGestureIsSeenAndEndAfterIt) {
    const DecisionSketch sketch = sketchOf({});
    ASSERT_TRUE(sketch.fired);
    EXPECT_GT(*sketch.fired, sketch.gestureStart + 1.0);
    EXPECT_LT(*sketch.fired, sketch.gestureEnd + 1.0);
    EXPECT_DOUBLE_EQ(*sketch.fired - *sketch.met, 0.25);
    EXPECT_DOUBLE_EQ(sketch.heldUntil, *sketch.fired + 1.0);
    EXPECT_GT(sketch.ended, *sketch.fired);
    EXPECT_GE(sketch.span, sketch.heldUntil);
    EXPECT_GE(sketch.span, sketch.ended);
}

TEST(DecisionSketchTest, AWindowAsLongAsTheGestureSeesItWholeOnce) {
    DecisionValues values;
    values.averaging = 0.0;
    const DecisionSketch sketch = sketchOf(values);
    // The window that ends with the gesture holds nothing else.
    const auto best =
        std::max_element(sketch.first.begin(), sketch.first.end(),
                         [](QPointF left, QPointF right) { return left.y() < right.y(); });
    EXPECT_DOUBLE_EQ(best->x(), sketch.gestureEnd);
    EXPECT_EQ(sketch.first, sketch.single) << "the mean of one window is that window";
}

TEST(DecisionSketchTest, LongerAveragesAreLower) {
    DecisionValues values;
    values.averaging = 0.5;
    const double quick = peak(sketchOf(values).first);
    values.averaging = 3.0;
    EXPECT_LT(peak(sketchOf(values).first), quick);
}

TEST(DecisionSketchTest, ADotForEachWindow) {
    DecisionValues values;
    values.windowGrid = 0.5;
    const DecisionSketch sketch = sketchOf(values);
    for (qsizetype i = 0; i < sketch.first.size(); ++i) {
        EXPECT_DOUBLE_EQ(sketch.first[i].x(), 0.5 * static_cast<double>(i));
    }
}

TEST(DecisionSketchTest, WhatCannotBeReachedDoesNotFire) {
    DecisionValues values;
    values.onThreshold = 1.0;
    EXPECT_FALSE(sketchOf(values).fired);
    values = {};
    values.margin = 1.0;
    EXPECT_FALSE(sketchOf(values).fired);
    values = {};
    values.onDuration = 10.0;
    EXPECT_FALSE(sketchOf(values).fired);
}

TEST(DecisionSketchTest, AHighOffThresholdEndsItSooner) {
    DecisionValues values;
    values.offThreshold = 0.1;
    const double late = sketchOf(values).ended;
    values.offThreshold = 0.6;
    EXPECT_LT(sketchOf(values).ended, late);
}

TEST(DecisionSketchTest, StaysSmallForTheShortestGrid) {
    DecisionValues values;
    values.windowGrid = 1e-6;
    values.windowLength = 60.0;
    EXPECT_LE(sketchOf(values).first.size(), 601);
}

}  // namespace
}  // namespace handscope::ui
