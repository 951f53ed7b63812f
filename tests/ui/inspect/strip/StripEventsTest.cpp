// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripEvents.h"

#include <gtest/gtest.h>

#include "StripFixture.h"

namespace handscope::ui {
namespace {

TEST(StripEventsTest, TheSameIdAgainTakesItsPlace) {
    StripEvents events;
    events.upsert(eventOf(1, 1.0, 1.2), 1.1);
    events.upsert(eventOf(1, 1.0, 2.0), 1.1);
    ASSERT_NE(events.event(1), nullptr);
    EXPECT_EQ(events.event(1)->row.end, 2.0);
    EXPECT_EQ(events.lanes().segment(1)->end, 2.0);
    EXPECT_EQ(events.event(2), nullptr);
}

TEST(StripEventsTest, OverlappingOnesStandInLanes) {
    StripEvents events;
    events.upsert(eventOf(1, 1.0, 3.0), 1.5);
    events.upsert(eventOf(2, 2.0, 4.0), 2.5);
    events.upsert(eventOf(3, 3.0, 5.0), 3.5);
    EXPECT_EQ(events.lanes().laneCount(), 2);
    EXPECT_EQ(events.lanes().laneOf(3), events.lanes().laneOf(1));
}

TEST(StripEventsTest, NeighboursGoByWhenTheyFired) {
    StripEvents events;
    EXPECT_EQ(events.neighbour(1.0, +1), nullptr);
    events.upsert(eventOf(1, 1.0, 9.0), 5.0);
    events.upsert(eventOf(2, 2.0, 4.0), 2.5);
    EXPECT_EQ(events.neighbour(0.0, +1)->row.id, 2);
    EXPECT_EQ(events.neighbour(2.5, +1)->row.id, 1) << "not the one that it stands at";
    EXPECT_EQ(events.neighbour(5.0, -1)->row.id, 2);
    EXPECT_EQ(events.neighbour(5.0, +1), nullptr);
    EXPECT_EQ(events.neighbour(2.5, -1), nullptr);
}

TEST(StripEventsTest, ForgetsWhatEndedBefore) {
    StripEvents events;
    events.upsert(eventOf(1, 1.0, 2.0), 1.5);
    events.upsert(eventOf(2, 1.0, 8.0), 1.5);
    events.forgetBefore(5.0);
    EXPECT_EQ(events.event(1), nullptr);
    EXPECT_NE(events.event(2), nullptr);
    EXPECT_EQ(events.lanes().laneCount(), 1);
}

}  // namespace
}  // namespace handscope::ui
