// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "app/session/SessionRecording.h"
#include "tests/session/SessionSamples.h"
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

constexpr int kOfEach = 200;

double timeOf(int n) {
    return n / 25.0;
}

/// Several threads use one recording, as the camera's, the network's and the window's do.
class SessionRecordingThreadsTest : public ::testing::Test {
protected:
    TestFolder folder_;

    /// Frames 1 to kOfEach.
    static void pushFrames(SessionRecording& recording, int width, int height) {
        for (int i = 1; i <= kOfEach; ++i) {
            recording.push(noiseFrame(timeOf(i), width, height, static_cast<std::uint32_t>(i)));
        }
    }

    static void addAllScores(SessionRecording& recording) {
        for (int i = 1; i <= kOfEach; ++i) {
            recording.addScores(timeOf(i), {0.5F, 0.25F, 0.25F});
        }
    }

    static void addAllEvents(SessionRecording& recording) {
        for (int i = 1; i <= kOfEach; ++i) {
            recording.addEvent(sessionEvent(0.0, timeOf(i), timeOf(i), i % 2 == 0));
        }
    }
};

TEST_F(SessionRecordingThreadsTest, LosesNothingOfWhatSeveralPassOnAtOnce) {
    SessionRecording recording(sessionSettings(folder_.path()));
    recording.push(noiseFrame(0.0, 64, 48, 1));
    {
        const std::jthread camera([&] { pushFrames(recording, 64, 48); });
        const std::jthread network([&] { addAllScores(recording); });
        const std::jthread decision([&] { addAllEvents(recording); });
        while (recording.counts().windows < kOfEach || recording.seconds() <= 0.0) {
            std::this_thread::yield();
        }
    }
    EXPECT_FALSE(recording.finish());
    const auto counts = recording.counts();
    EXPECT_EQ(counts.recorded, kOfEach + 1);
    EXPECT_EQ(counts.dropped + counts.skipped, 0);
    EXPECT_EQ(counts.events, kOfEach);
    EXPECT_EQ(linesOf(recording.folder() / "scores.csv").size(), kOfEach + 1U);
    EXPECT_EQ(linesOf(recording.folder() / "events.jsonl").size(), std::size_t{kOfEach});
}

TEST_F(SessionRecordingThreadsTest, FinishesOnceThoughSeveralAskWhileOthersPassOn) {
    SessionRecording recording(sessionSettings(folder_.path()));
    recording.push(noiseFrame(0.0, 64, 48, 1));
    {
        const std::jthread camera([&] { pushFrames(recording, 64, 48); });
        const std::jthread network([&] { addAllScores(recording); });
        std::vector<std::jthread> askers;
        for (int i = 0; i < 3; ++i) {
            askers.emplace_back([&] { EXPECT_FALSE(recording.finish()); });
        }
    }
    const auto session = sessionJson(recording.folder());
    EXPECT_EQ(session["finished"], true);
    EXPECT_EQ(session["counts"]["frames_recorded"], recording.counts().recorded);
    EXPECT_GE(recording.counts().recorded, 1);
}

TEST_F(SessionRecordingThreadsTest, AnErrorIsReportedOnceAndDisturbsNobody) {
    std::atomic<int> reports{0};
    SessionRecording recording(sessionSettings(folder_.path()),
                               [&](const capture::CaptureError&) { ++reports; });
    recording.push(noiseFrame(0.0, 64, 48, 1));
    while (recording.counts().recorded < 1) {
        std::this_thread::yield();
    }
    std::filesystem::remove_all(recording.folder());
    {
        // Of another size: they begin another video, for which there is no place.
        const std::jthread camera([&] { pushFrames(recording, 48, 64); });
        const std::jthread network([&] { addAllScores(recording); });
        const std::jthread decision([&] { addAllEvents(recording); });
    }
    EXPECT_TRUE(recording.finish());
    EXPECT_EQ(reports, 1);
    const auto counts = recording.counts();
    EXPECT_EQ(counts.recorded + counts.dropped + counts.skipped, kOfEach + 1);
}

TEST_F(SessionRecordingThreadsTest, IsFinishedWhenItGoes) {
    std::filesystem::path made;
    {
        SessionRecording recording(sessionSettings(folder_.path()));
        made = recording.folder();
        recording.push(noiseFrame(0.0, 64, 48, 1));
        const std::jthread network([&] { addAllScores(recording); });
    }
    EXPECT_EQ(sessionJson(made)["finished"], true);
    EXPECT_EQ(linesOf(made / "scores.csv").size(), kOfEach + 1U);
}

}  // namespace
}  // namespace handscope::app
