// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/LabelFiles.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

LabelledRecording twoSegments() {
    LabelledRecording recording;
    recording.frames = 300;
    recording.endSeconds = 10.0;
    recording.clipLabel = "Thumb Up";
    recording.segments = {{.event = {.label = "Swiping, Left",
                                     .start = 1.0,
                                     .end = 2.5,
                                     .meanScore = 0.75F,
                                     .peakScore = 0.875F,
                                     .runnerUp = "a \"quoted\"\nname",
                                     .closed = true},
                           .startFrame = 30,
                           .endFrame = 74},
                          {.event = {.label = "Thumb Up",
                                     .start = 5.0,
                                     .end = 6.0,
                                     .meanScore = 0.5F,
                                     .peakScore = 0.9375F,
                                     .runnerUp = "Stop Sign",
                                     .closed = true},
                           .startFrame = 150,
                           .endFrame = 179}};
    recording.windows = {{.start = 0.0, .end = 2.0, .probabilities = {0.25F, 0.75F}}};
    return recording;
}

TEST(LabelFilesTest, TheJsonTellsSegmentsInSecondsAndFrames) {
    LabelOrigin origin;
    origin.sourceName = "clip.mp4";
    origin.sourceSha256 = "0123";
    const auto json = nlohmann::json::parse(labelsAsJson(twoSegments(), origin, false));
    EXPECT_EQ(json["format"], "handscope-labels-1");
    EXPECT_EQ(json["source"]["name"], "clip.mp4");
    EXPECT_EQ(json["clip_label"], "Thumb Up");
    ASSERT_EQ(json["segments"].size(), 2U);
    EXPECT_EQ(json["segments"][0]["start_frame"], 30);
    EXPECT_EQ(json["segments"][0]["end_seconds"], 2.5);
    EXPECT_EQ(json["segments"][0]["runner_up"], "a \"quoted\"\nname");
    EXPECT_EQ(json["settings"]["decision"]["on_threshold"], 0.6);
    EXPECT_FALSE(json.contains("windows"));
}

TEST(LabelFilesTest, TheJsonHoldsTheScoresOfEachWindowOnRequest) {
    LabelOrigin origin;
    origin.labels = {"a", "b"};
    const auto json = nlohmann::json::parse(labelsAsJson(twoSegments(), origin, true));
    EXPECT_EQ(json["labels"], (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(json["windows"][0]["scores"], (std::vector<double>{0.25, 0.75}));
}

TEST(LabelFilesTest, ANameThatIsNotUtf8GivesValidJson) {
    LabelOrigin origin;
    origin.sourceName = "clip\xff.mp4";
    EXPECT_TRUE(nlohmann::json::accept(labelsAsJson(twoSegments(), origin, false)));
}

TEST(LabelFilesTest, TheTableQuotesSeparatorsQuotesAndLineEnds) {
    EXPECT_EQ(labelCsvLines(twoSegments(), "a,b.mp4"),
              "\"a,b.mp4\",\"Swiping, Left\",1.000000,2.500000,30,74,0.750000,0.875000,"
              "\"a \"\"quoted\"\"\nname\"\r\n"
              "\"a,b.mp4\",Thumb Up,5.000000,6.000000,150,179,0.500000,0.937500,Stop Sign\r\n");
}

TEST(LabelFilesTest, ARecordingWithoutSegmentsHasOneLine) {
    LabelledRecording recording;
    recording.frames = 60;
    recording.endSeconds = 2.0;
    recording.clipLabel = "No gesture";
    EXPECT_EQ(labelCsvLines(recording, "a.mp4"), "a.mp4,No gesture,0.000000,2.000000,0,59,,,\r\n");
}

TEST(LabelFilesTest, TextAppearsWholeOrNotAtAll) {
    const testing::TestFolder folder;
    writeTextAtomically(folder.file("a.json"), "first");
    writeTextAtomically(folder.file("a.json"), "second");
    std::ifstream stream(folder.file("a.json"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "second");
    EXPECT_THROW(writeTextAtomically(folder.file("missing/a.json"), "x"), model::ModelError);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace handscope::app
