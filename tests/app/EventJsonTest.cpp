// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/EventJson.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace handscope::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

TEST(EventJsonTest, TellsTheTimeOfDayWhereThereIsOne) {
    const pipeline::GestureEvent event{.id = 3, .label = "Thumb Up"};
    const auto live = nlohmann::json::parse(eventAsJson(event, "2026-11-28T12:34:56.007Z"));
    EXPECT_EQ(live["at"], "2026-11-28T12:34:56.007Z");
    EXPECT_EQ(live["id"], 3);
    EXPECT_FALSE(nlohmann::json::parse(eventAsJson(event)).contains("at"));
}

TEST(EventJsonTest, TheTimeOfDayIsUtcToTheMillisecond) {
    EXPECT_EQ(timeOfDay(system_clock::time_point(milliseconds(0))), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(timeOfDay(system_clock::time_point(milliseconds(1'795'869'296'007))),
              "2026-11-28T12:34:56.007Z");
    EXPECT_EQ(timeOfDay(system_clock::time_point(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace handscope::app
