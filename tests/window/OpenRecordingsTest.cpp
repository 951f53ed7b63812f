// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/OpenRecordings.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(OpenRecordings, ComeBackFromTheSettingsAsTheyWere) {
    const std::vector<OpenRecording> open{
        {.recording = {.file = "/videos/session 1/한글 \"a\".mp4",
                       .name = "session 1/한글 \"a\".mp4",
                       .found = true},
         .cancelled = true},
        {.recording = {.file = "/videos/b.mp4", .name = "b.mp4", .anew = true}}};
    const auto again = openRecordingsFrom(toSettings(open));
    ASSERT_EQ(again.size(), open.size());
    for (std::size_t i = 0; i < open.size(); ++i) {
        EXPECT_EQ(again[i].recording.file, open[i].recording.file);
        EXPECT_EQ(again[i].recording.name, open[i].recording.name);
        EXPECT_EQ(again[i].recording.found, open[i].recording.found);
        EXPECT_EQ(again[i].recording.anew, open[i].recording.anew);
        EXPECT_EQ(again[i].cancelled, open[i].cancelled);
    }
}

TEST(OpenRecordings, RubbishIsPassedOver) {
    for (const char* const rubbish :
         {"", "no JSON", "{}", "[1, null, \"text\", []]", R"([{"file": 1, "name": "a"}])",
          R"([{"file": "/a.mp4"}])", R"([{"file": "/a.mp4", "name": "../a.mp4"}])",
          R"([{"file": "/a.mp4", "name": "a/../../b.mp4"}])",
          R"([{"file": "/a.mp4", "name": "/etc/a.mp4"}])"}) {
        EXPECT_TRUE(openRecordingsFrom(rubbish).empty()) << rubbish;
    }
    EXPECT_EQ(openRecordingsFrom(R"([7, {"file": "/a.mp4", "name": "a.mp4", "cancelled": "yes"}])")
                  .size(),
              1U);
}

}  // namespace
}  // namespace handscope::app
