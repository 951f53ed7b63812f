// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionRecording.h"

#include <gmock/gmock.h>

#include <regex>

#include "app/recording/LiveSession.h"
#include "app/recording/WindowReader.h"
#include "tests/capture/MediaTool.h"
#include "tests/session/SessionSamples.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::linesOf;
using test::noiseFrame;
using test::sessionEvent;
using test::sessionJson;
using test::sessionSettings;
using test::TestFolder;
using test::timesIn;
using ::testing::ElementsAre;

constexpr double kTick = 1.0 / 60000.0;

TEST(SessionRecordingTest, WritesWhatHappened) {
    const TestFolder folder;
    auto settings = sessionSettings(folder.path() / "made" / "too");
    settings.settings.windowLength = 1.5;
    SessionRecording recording(settings);
    const std::vector<double> uneven{100.0, 100.04, 100.1, 100.5, 102.25};
    for (std::size_t i = 0; i < uneven.size(); ++i) {
        recording.push(noiseFrame(uneven[i], 64, 48, static_cast<std::uint32_t>(i)));
    }
    recording.addScores(102.0, {0.25F, 0.5F, 0.125F});
    recording.addScores(102.25, {0.75F, 0.2F, 0.05F});
    recording.addEvent(sessionEvent(100.25, 102.0, 102.0, false));
    recording.addEvent(sessionEvent(100.25, 102.0, 102.25, true));
    EXPECT_FALSE(recording.finish());

    EXPECT_TRUE(std::regex_match(recording.folder().filename().string(),
                                 std::regex("handscope-\\d{8}-\\d{6}")));
    const auto frames = capture::probeFrames((recording.folder() / "video.mp4").string());
    const auto times = timesIn(recording.folder() / "video.mp4");
    ASSERT_EQ(times.size(), uneven.size());
    for (std::size_t i = 0; i < uneven.size(); ++i) {
        EXPECT_NEAR(times[i], uneven[i] - 100.0, kTick);
        EXPECT_NEAR(frames.at(i).bestEffort.value_or(-1.0), uneven[i] - 100.0, kTick);
    }
    EXPECT_THAT(linesOf(recording.folder() / "scores.csv"),
                ElementsAre("time,Thumb Up,No gesture,\"Pull, slowly\"\r",
                            "2.000000,0.250000,0.500000,0.125000\r",
                            "2.250000,0.750000,0.200000,0.050000\r"));
    const auto events = linesOf(recording.folder() / "events.jsonl");
    ASSERT_EQ(events.size(), 2U);
    const auto fired = nlohmann::json::parse(events[0]);
    EXPECT_EQ(fired["event"], "fired");
    EXPECT_DOUBLE_EQ(fired["start_seconds"], 0.25);
    EXPECT_DOUBLE_EQ(fired["fired_seconds"], 2.0);
    const auto ended = nlohmann::json::parse(events[1]);
    EXPECT_EQ(ended["event"], "ended");
    EXPECT_DOUBLE_EQ(ended["end_seconds"], 2.25);

    const auto session = sessionJson(recording.folder());
    EXPECT_EQ(session["format"], "handscope-session-1");
    EXPECT_EQ(session["finished"], true);
    EXPECT_EQ(session["source"], "v4l2:/dev/video0");
    EXPECT_EQ(session["start_pts"], 100.0);
    EXPECT_EQ(session["model"]["name"], "net.safetensors");
    EXPECT_EQ(session["settings"]["window_seconds"], 1.5);
    EXPECT_EQ(session["videos"][0]["frames"], 5);
    EXPECT_EQ(session["counts"]["frames_recorded"], 5);
    EXPECT_EQ(session["counts"]["windows"], 2);
    EXPECT_EQ(recording.counts().recorded, 5);
    EXPECT_NEAR(recording.seconds(), 2.25, 1e-9);
}

TEST(SessionRecordingTest, WhatGoesOnEndsWithTheRecording) {
    const TestFolder folder;
    SessionRecording recording(sessionSettings(folder.path()));
    recording.push(noiseFrame(7.0, 64, 48, 1));
    recording.addEvent(sessionEvent(7.0, 7.5, 7.5, false));
    recording.addEvent(sessionEvent(7.0, 7.5, 8.25, false));
    auto other = sessionEvent(7.0, 7.75, 7.75, false);
    other.id = 5;
    recording.addEvent(other);
    other.closed = true;
    recording.addEvent(other);
    EXPECT_FALSE(recording.finish());
    const auto lines = linesOf(recording.folder() / "events.jsonl");
    ASSERT_EQ(lines.size(), 5U);
    const auto last = nlohmann::json::parse(lines[4]);
    EXPECT_EQ(last["event"], "ended");
    EXPECT_EQ(last["id"], 4);
    EXPECT_EQ(sessionJson(recording.folder())["counts"]["event_lines"], 5);
}

TEST(SessionRecordingTest, NotesSettingsThatAreChangedOnTheWay) {
    const TestFolder folder;
    auto settings = sessionSettings(folder.path());
    SessionRecording recording(settings);
    recording.push(noiseFrame(10.0, 64, 48, 1));
    recording.addSettings(settings.settings);  // no change
    recording.push(noiseFrame(10.5, 64, 48, 2));
    settings.settings.decision.onThreshold = 0.8;
    recording.addSettings(settings.settings);
    settings.settings.decision.onThreshold = 0.7;  // a slider on its way
    recording.addSettings(settings.settings);
    recording.push(noiseFrame(11.0, 64, 48, 3));
    settings.settings.windowLength = 1.0;
    recording.addSettings(settings.settings);
    EXPECT_FALSE(recording.finish());

    const auto session = sessionJson(recording.folder());
    EXPECT_EQ(session["settings"]["window_seconds"], 2.0);
    const auto changes = session["settings_changes"];
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_NEAR(changes[0]["time"].get<double>(), 0.5, 1e-9);
    EXPECT_NEAR(changes[0]["settings"]["decision"]["on_threshold"].get<double>(), 0.7, 1e-6);
    EXPECT_EQ(changes[0]["settings"]["window_seconds"], 2.0);
    EXPECT_NEAR(changes[1]["time"].get<double>(), 1.0, 1e-9);
    EXPECT_EQ(changes[1]["settings"]["window_seconds"], 1.0);
}

TEST(SessionRecordingTest, ANewSizeBeginsAnotherVideo) {
    const TestFolder folder;
    SessionRecording recording(sessionSettings(folder.path()));
    for (int i = 0; i < 30; ++i) {
        const bool turned = i >= 10 && i < 20;
        recording.push(noiseFrame(5.0 + i * 0.1, turned ? 48 : 64, turned ? 64 : 48,
                                  static_cast<std::uint32_t>(i)));
    }
    EXPECT_FALSE(recording.finish());
    const auto videos = sessionJson(recording.folder())["videos"];
    ASSERT_EQ(videos.size(), 3U);
    const std::vector<std::string> names{"video.mp4", "video-2.mp4", "video-3.mp4"};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(videos[i]["file"], names[i]);
        EXPECT_NEAR(videos[i]["offset_seconds"].get<double>(), static_cast<double>(i), 1e-9);
        EXPECT_EQ(videos[i]["width"], i == 1 ? 48 : 64);
        const auto times = timesIn(recording.folder() / names[i]);
        ASSERT_EQ(times.size(), 10U);
        EXPECT_NEAR(times.front(), 0.0, 1e-9);
        EXPECT_NEAR(times.back(), 0.9, 0.0011);
    }
}

TEST(SessionRecordingTest, TimeGoesOnAfterABreak) {
    const TestFolder folder;
    SessionRecording recording(sessionSettings(folder.path()));
    for (int i = 0; i < 10; ++i) {
        recording.push(noiseFrame(50.0 + i * 0.1, 64, 48, 1));
    }
    for (int i = 0; i < 10; ++i) {
        recording.push(noiseFrame(20.0 + i * 0.1, 64, 48, 2, i == 0));
    }
    recording.addScores(50.5, {1.0F, 0.0F, 0.0F});  // the network is behind the camera
    recording.addScores(20.5, {0.0F, 1.0F, 0.0F});
    EXPECT_FALSE(recording.finish());
    EXPECT_EQ(timesIn(recording.folder() / "video.mp4").size(), 20U);
    const auto lines = linesOf(recording.folder() / "scores.csv");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[1].starts_with("0.500000,"));
    EXPECT_TRUE(lines[2].starts_with("1.500000,"));
}

TEST(SessionRecordingTest, ABreakDoesNotPartTheTimesOfAnEvent) {
    const TestFolder folder;
    SessionRecording recording(sessionSettings(folder.path()));
    for (int i = 0; i < 10; ++i) {
        recording.push(noiseFrame(50.0 + i * 0.1, 64, 48, 1));
    }
    recording.addEvent(sessionEvent(50.2, 50.8, 50.8, false));
    for (int i = 0; i < 3; ++i) {  // back to where the event began
        recording.push(noiseFrame(50.1 + i * 0.1, 64, 48, 2, i == 0));
    }
    recording.addEvent(sessionEvent(50.2, 50.8, 50.9, true));
    auto firedBefore = sessionEvent(50.2, 50.8, 50.9, true);
    firedBefore.id = 5;
    recording.addEvent(firedBefore);
    EXPECT_FALSE(recording.finish());
    const auto lines = linesOf(recording.folder() / "events.jsonl");
    ASSERT_EQ(lines.size(), 3U);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto event = nlohmann::json::parse(lines[i]);
        EXPECT_NEAR(event["start_seconds"].get<double>(), 0.2, 1e-6) << lines[i];
        EXPECT_NEAR(event["fired_seconds"].get<double>(), 0.8, 1e-6) << lines[i];
        EXPECT_NEAR(event["end_seconds"].get<double>(), i == 0 ? 0.8 : 0.9, 1e-6) << lines[i];
    }
}

TEST(SessionRecordingTest, WhatCameBeforeTheFirstFrameIsKept) {
    const TestFolder folder;
    SessionRecording recording(sessionSettings(folder.path()));
    recording.addScores(9.75, {1.0F, 0.0F, 0.0F});
    recording.push(noiseFrame(10.0, 64, 48, 1));
    recording.addScores(10.0, {0.0F, 1.0F, 0.0F});
    recording.addScores(10.0, {0.0F});  // of another model
    recording.finish();
    recording.push(noiseFrame(11.0, 64, 48, 1));
    recording.addScores(11.0, {0.0F, 1.0F, 0.0F});
    const auto lines = linesOf(recording.folder() / "scores.csv");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[1].starts_with("-0.250000,"));
    EXPECT_EQ(recording.counts().recorded, 1);
}

TEST(SessionRecordingTest, CountsEveryFrameThatTheEncoderWasTooSlowFor) {
    const TestFolder folder;
    auto settings = sessionSettings(folder.path());
    settings.queueFrames = 1;
    SessionRecording recording(settings);
    constexpr int kPushed = 200;
    const auto frame = noiseFrame(0.0, 640, 480, 3);
    for (int i = 0; i < kPushed; ++i) {
        auto copy = std::make_shared<capture::Frame>(*frame);
        copy->pts = 3.0 + i / 1000.0;
        recording.push(std::move(copy));
    }
    EXPECT_FALSE(recording.finish());
    const auto counts = recording.counts();
    EXPECT_GT(counts.dropped, 0);
    EXPECT_EQ(counts.recorded + counts.dropped + counts.skipped, kPushed);
    const auto times = timesIn(recording.folder() / "video.mp4");
    EXPECT_EQ(static_cast<std::int64_t>(times.size()), counts.recorded);
    EXPECT_NEAR(times.front(), 0.0, kTick) << "the first frame, from which times count, is kept";
    EXPECT_EQ(sessionJson(recording.folder())["counts"]["frames_dropped"], counts.dropped);
}

TEST(SessionRecordingTest, EachHasAFolderOfItsOwn) {
    const TestFolder folder;
    std::vector<std::filesystem::path> folders;
    for (int i = 0; i < 3; ++i) {
        SessionRecording recording(sessionSettings(folder.path()));
        folders.push_back(recording.folder());
    }
    EXPECT_NE(folders[0], folders[1]);
    EXPECT_NE(folders[1], folders[2]);
    EXPECT_EQ(sessionJson(folders[2])["videos"].size(), 0U) << "nothing came, and that is valid";
}

TEST(SessionRecordingTest, ARecordedSessionIsARecordingLikeAnyOther) {
    const TestFolder folder;
    auto settings = sessionSettings(folder.path());
    settings.labels = {"Thumb Up", "No gesture"};
    SessionRecording recording(settings);
    const auto classifier =
        std::make_shared<test::FakeClassifier>(settings.labels, 8, [](const model::Clip&) {
            return std::vector<float>{0.9F, 0.1F};
        });
    {
        LiveSession session(
            capture::openSource("lavfi:testsrc=size=64x48:rate=20:duration=5"), classifier,
            {.capture = {.pacing = capture::Pacing::AsFast},
             .inference = {.choice = pipeline::WindowChoice::Every, .decision = {}, .request = {}}},
            {.onFrame = [&](const capture::FramePtr& frame) { recording.push(frame); },
             .onSourceEnd = {},
             .onUpdatePending = {}});
        session.inference().waitUntilFinished();
        const auto update = session.inference().take();
        ASSERT_TRUE(update);
        for (const auto& point : update->scores) {
            recording.addScores(point.time, point.smoothed);
        }
        for (const auto& event : update->events) {
            recording.addEvent(event);
        }
    }
    EXPECT_FALSE(recording.finish());
    std::size_t windows = 0;
    double lastEnd = 0.0;
    readWindows((recording.folder() / "video.mp4").string(), {},
                [&](const pipeline::Window& window) {
                    ++windows;
                    lastEnd = window.end;
                    return true;
                });
    EXPECT_EQ(windows, 13U);
    const auto rows = linesOf(recording.folder() / "scores.csv");
    EXPECT_EQ(rows.size(), 1 + windows);
    EXPECT_NEAR(std::stod(rows.back()), lastEnd, 1e-4);
    EXPECT_EQ(linesOf(recording.folder() / "events.jsonl").size(), 2U) << "fired and ended";
}

}  // namespace
}  // namespace handscope::app
