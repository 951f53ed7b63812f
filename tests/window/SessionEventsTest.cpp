// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionEvents.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

pipeline::GestureEvent gesture(std::int64_t id, bool closed, double end = 0.0) {
    pipeline::GestureEvent event;
    event.id = id;
    event.end = end;
    event.closed = closed;
    return event;
}

class SessionEventsTest : public ::testing::Test {
protected:
    SessionEvents events;

    /// The number that an event gets.
    std::int64_t take(std::int64_t id, bool closed) { return events.take(gesture(id, closed)).id; }
};

TEST_F(SessionEventsTest, TheFirstSessionKeepsItsNumbers) {
    events.beginSession();
    EXPECT_EQ(take(0, false), 0);
    EXPECT_EQ(take(0, true), 0);
    EXPECT_EQ(take(1, false), 1);
}

TEST_F(SessionEventsTest, NumbersGoOnOverSessions) {
    events.beginSession();
    take(0, true);
    take(1, true);
    events.beginSession();
    EXPECT_EQ(take(0, false), 2);
    EXPECT_EQ(take(1, false), 3);
    EXPECT_EQ(take(0, true), 2) << "which ends under the number that it began with";
    events.beginSession();
    EXPECT_EQ(take(0, false), 4);
}

TEST_F(SessionEventsTest, ASessionWithoutEventsTakesNoNumber) {
    events.beginSession();
    take(0, true);
    events.beginSession();
    events.beginSession();
    EXPECT_EQ(take(0, true), 1);
}

TEST_F(SessionEventsTest, AllButItsNumberIsAsTheSessionToldIt) {
    pipeline::GestureEvent told = gesture(0, false, 2.5);
    told.label = "Thumb Up";
    told.classIndex = 3;
    const pipeline::GestureEvent taken = events.take(told);
    EXPECT_EQ(taken.label, "Thumb Up");
    EXPECT_EQ(taken.classIndex, 3);
    EXPECT_EQ(taken.end, 2.5);
    EXPECT_FALSE(taken.closed);
}

TEST_F(SessionEventsTest, EndsWhatAVanishedSessionLeftOpenAsItWasToldLast) {
    events.beginSession();
    take(0, true);
    events.beginSession();
    events.take(gesture(1, false, 7.0));
    events.take(gesture(0, false, 5.0));
    events.take(gesture(2, false, 7.5));
    events.take(gesture(2, true, 8.0));
    events.take(gesture(0, false, 6.0));
    const auto ended = events.endAll();
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_EQ(ended[0].id, 1);
    EXPECT_EQ(ended[0].end, 6.0);
    EXPECT_TRUE(ended[0].closed);
    EXPECT_EQ(ended[1].id, 2);
    EXPECT_EQ(ended[1].end, 7.0);
    EXPECT_TRUE(ended[1].closed);
}

TEST_F(SessionEventsTest, EndsThemOnce) {
    take(0, false);
    EXPECT_EQ(events.endAll().size(), 1U);
    EXPECT_TRUE(events.endAll().empty());
    events.beginSession();
    EXPECT_EQ(take(0, false), 1) << "its number is taken all the same";
}

}  // namespace
}  // namespace handscope::app
