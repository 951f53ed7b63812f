// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/RecordingLabeller.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "app/recording/LiveSession.h"
#include "tests/app/BrightnessNetwork.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/FakeFrameSource.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::brightnessNetwork;
using test::causalBrightnessNetwork;
using test::FakeClassifier;

constexpr int kBatch = 3;  // does not divide the number of windows

std::optional<LabelledRecording> labelled(const std::string& address,
                                          const LabelProgress& progress = {},
                                          const LabelSettings& settings = {}) {
    const auto source = capture::openSource(address);
    pipeline::WindowBatcher batcher(brightnessNetwork(), kBatch);
    return labelRecording(*source, batcher, settings, progress);
}

constexpr const char* kOneBrightStretch =
    "lavfi:color=black:size=32x32:rate=20:duration=10,"
    "drawbox=color=white:t=fill:enable='between(t,3,6)'";

TEST(RecordingLabellerTest, FindsTheStretchInWhichTheGestureShows) {
    const auto recording = labelled(kOneBrightStretch);
    ASSERT_TRUE(recording);
    EXPECT_EQ(recording->frames, 200);
    EXPECT_NEAR(recording->endSeconds, 10.0, 1e-6);
    EXPECT_EQ(recording->windows.size(), 33U);  // ends at 2.0 … 10.0
    ASSERT_EQ(recording->segments.size(), 1U);
    const LabelSegment& segment = recording->segments[0];
    EXPECT_EQ(recording->clipLabel, "Thumb Up");
    EXPECT_GT(segment.start, 2.0);
    EXPECT_LT(segment.start, 4.0);
    EXPECT_GT(segment.end, 6.0);
    EXPECT_LT(segment.end, 8.5);
    EXPECT_EQ(segment.startFrame, std::lround(segment.start * 20));
    EXPECT_EQ(segment.endFrame, std::lround(segment.end * 20) - 1);
}

TEST(RecordingLabellerTest, ARecordingInWhichNothingFiresIsNoGesture) {
    const auto recording = labelled("lavfi:color=black:size=32x32:rate=20:duration=3");
    EXPECT_TRUE(recording->segments.empty());
    EXPECT_EQ(recording->clipLabel, "No gesture");
}

TEST(RecordingLabellerTest, LabelsARecordingShorterThanAWindowByItsOneWindow) {
    const auto recording = labelled("lavfi:color=white:size=32x32:rate=20:duration=0.5");
    EXPECT_EQ(recording->windows.size(), 1U);
    EXPECT_EQ(recording->clipLabel, "Thumb Up");
}

TEST(RecordingLabellerTest, LabelsAShortVideoByItsOneWindowWhateverTheLengthOfItsSound) {
    const test::TestFolder folder;
    for (const char* const name : {"clip.mkv", "clip.mp4"}) {
        const std::string file = folder.file(name);
        ASSERT_EQ(test::runProgram("ffmpeg -v error -f lavfi -i "
                                   "color=white:size=32x32:rate=20:duration=0.5 -f lavfi -i "
                                   "sine=duration=20 -c:v mpeg4 -c:a aac '" +
                                   file + "'")
                      .status,
                  0);
        const auto recording = labelled(file);
        EXPECT_EQ(recording->windows.size(), 1U) << name;
        EXPECT_EQ(recording->clipLabel, "Thumb Up") << name;
    }
}

TEST(RecordingLabellerTest, SaysWhenAVideoEndsBeforeAWindowThatItsHeaderPromised) {
    const auto script = capture::fakeFile(10, 20.0);
    script->description.durationSeconds = 10.0;
    capture::FakeFrameSource source(script);
    pipeline::WindowBatcher batcher(brightnessNetwork(), kBatch);
    EXPECT_THROW(labelRecording(source, batcher, {}), capture::CaptureError);
}

TEST(RecordingLabellerTest, WhatFiresAfterTheLastFrameIsOfTheLastFrame) {
    // 40 dark frames, and one bright one that the file lets stand for five seconds.
    const test::TestFolder folder;
    const std::string file = folder.file("clip.gif");
    ASSERT_EQ(test::runProgram("ffmpeg -v error -f lavfi -i \"color=black:size=32x32:rate=20:"
                               "duration=2.05,drawbox=color=white:t=fill:enable='gte(t,1.99)'\" "
                               "-final_delay 500 '" +
                               file + "'")
                  .status,
              0);
    LabelSettings settings;
    settings.decision.onThreshold = 0.95;  // bright from end to end
    const auto recording = labelled(file, {}, settings);
    ASSERT_EQ(recording->frames, 41);
    EXPECT_NEAR(recording->endSeconds, 7.0, 1e-3);
    ASSERT_EQ(recording->segments.size(), 1U);
    EXPECT_GT(recording->segments[0].start, 2.01) << "after the last frame's time";
    EXPECT_EQ(recording->segments[0].startFrame, 40);
    EXPECT_EQ(recording->segments[0].endFrame, 40);
}

TEST(RecordingLabellerTest, ALastFrameAfterAGapStandsAsLongAsTheFileSays) {
    const auto recording =
        labelled("lavfi:color=white:size=32x32:rate=20:duration=2.05,setpts='PTS+gte(N,40)*5/TB'");
    ASSERT_EQ(recording->frames, 41);
    EXPECT_NEAR(recording->endSeconds, 7.05, 1e-6) << "not for as long as the gap before it";
    EXPECT_LE(recording->windows.back().end, 7.05);
}

/// A short video whose last frame is said to stand for three weeks.
std::string endlessLastFrame(const test::TestFolder& folder) {
    const std::string plain = folder.file("plain.mp4");
    const std::string file = folder.file("endless.mp4");
    EXPECT_EQ(test::runProgram("ffmpeg -v error -f lavfi -i color=white:size=32x32:rate=10:"
                               "duration=3 -c:v mpeg4 -video_track_timescale 1000 '" +
                               plain + "' && ffmpeg -v error -i '" + plain +
                               "' -c copy -bsf:v \"setts=pts=PTS:dts=DTS:duration="
                               "if(gte(N\\,29)\\,2000000000\\,DURATION)\" "
                               "-video_track_timescale 1000 '" +
                               file + "'")
                  .status,
              0);
    return file;
}

TEST(RecordingLabellerTest, ALastFrameStandsNoLongerThanAGapMayBe) {
    const test::TestFolder folder;
    const auto recording = labelled(endlessLastFrame(folder));
    ASSERT_EQ(recording->frames, 30);
    EXPECT_NEAR(recording->endSeconds, 2.9 + 10.0, 1e-6);
    EXPECT_LE(recording->windows.back().end, 12.9 + 1e-6);
}

TEST(RecordingLabellerTest, StopsAmongTheWindowsOfTheLastFrame) {
    const test::TestFolder folder;
    std::size_t asked = 0;
    std::size_t askedAtTheEnd = 0;
    EXPECT_FALSE(labelled(endlessLastFrame(folder), [&](double seconds, std::size_t) {
        ++asked;
        askedAtTheEnd += seconds > 2.85 ? 1 : 0;
        return askedAtTheEnd < 5;  // once for the frame itself
    }));
    EXPECT_EQ(askedAtTheEnd, 5U);
    EXPECT_GE(asked, 34U);
}

TEST(RecordingLabellerTest, ARecordingThatIsMostlyDamagedFailsAndLittleDamageIsCounted) {
    const test::TestFolder folder;
    const std::string file = folder.file("clip.mkv");
    ASSERT_EQ(test::runProgram("ffmpeg -v error -f lavfi -i color=white:size=32x32:rate=20:"
                               "duration=1 -c:v png '" +
                               file + "'")
                  .status,
              0);
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    const auto damage = [&bytes](int pictures) {
        for (std::size_t at = bytes.find("IHDR"); pictures > 0 && at != std::string::npos;
             at = bytes.find("IHDR", at)) {
            bytes[at] = 'X';
            --pictures;
        }
    };
    damage(2);
    std::ofstream(folder.file("little.mkv"), std::ios::binary) << bytes;
    EXPECT_EQ(labelled(folder.file("little.mkv"))->corruptPackets, 2);
    damage(10);  // 12 of 20
    std::ofstream(folder.file("most.mkv"), std::ios::binary) << bytes;
    EXPECT_THROW(labelled(folder.file("most.mkv")), capture::CaptureError);
}

TEST(RecordingLabellerTest, StopsWhenAsked) {
    double last = 0.0;
    EXPECT_FALSE(labelled(kOneBrightStretch, [&](double seconds, std::size_t) {
        last = seconds;
        return seconds < 1.0;
    }));
    EXPECT_NEAR(last, 1.0, 0.051);
}

TEST(RecordingLabellerTest, CountsTheWindowsThatHaveTheirScores) {
    std::size_t most = 0;
    const auto recording = labelled(kOneBrightStretch, [&](double, std::size_t windows) {
        EXPECT_GE(windows, most);
        most = windows;
        return true;
    });
    EXPECT_GT(most, 20U);
    EXPECT_LE(most, recording->windows.size());
}

TEST(RecordingLabellerTest, LabelsWithACausalModelOnTheWindowsThatItFixes) {
    const auto source = capture::openSource(kOneBrightStretch);
    const auto network = causalBrightnessNetwork();
    pipeline::WindowBatcher batcher(network, kBatch);
    const auto recording = labelRecording(*source, batcher, {});
    ASSERT_EQ(recording->windows.size(), 73U);  // ends at 1.0, 1.125 … 10.0
    EXPECT_NEAR(recording->windows[1].end, 1.125, 1e-9);
    ASSERT_EQ(recording->segments.size(), 1U);
    EXPECT_EQ(recording->clipLabel, "Thumb Up");
    EXPECT_EQ(network->calls(), 0);
}

class LiveAndBulkTest : public ::testing::TestWithParam<std::shared_ptr<FakeClassifier> (*)()> {};

TEST_P(LiveAndBulkTest, GiveTheSameEventsWhereNoWindowWasMissed) {
    const auto read = capture::openSource(kOneBrightStretch);
    pipeline::WindowBatcher batcher(GetParam()(), kBatch);
    const auto inBulk = labelRecording(*read, batcher, {});
    LiveSession session(
        capture::openSource(kOneBrightStretch), GetParam()(),
        {.capture = {.pacing = capture::Pacing::AsFast},
         .inference = {.choice = pipeline::WindowChoice::Every, .decision = {}, .request = {}}},
        {});
    session.inference().waitUntilFinished();
    const auto update = session.inference().take();
    ASSERT_TRUE(update);
    EXPECT_EQ(update->counts.missed, 0);
    std::vector<pipeline::GestureEvent> ended;
    for (const auto& event : update->events) {
        if (event.closed) {
            ended.push_back(event);
        }
    }
    ASSERT_EQ(ended.size(), inBulk->segments.size());
    for (std::size_t i = 0; i < ended.size(); ++i) {
        EXPECT_EQ(ended[i].label, inBulk->segments[i].label);
        EXPECT_DOUBLE_EQ(ended[i].start, inBulk->segments[i].start);
        EXPECT_DOUBLE_EQ(ended[i].end, inBulk->segments[i].end);
        EXPECT_FLOAT_EQ(ended[i].meanScore, inBulk->segments[i].meanScore);
    }
}

INSTANTIATE_TEST_SUITE_P(Forms, LiveAndBulkTest,
                         ::testing::Values(&brightnessNetwork, &causalBrightnessNetwork));

}  // namespace
}  // namespace handscope::app
