// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "app/session/SessionRecording.h"
#include "tests/session/SessionSamples.h"
#include "tests/support/ChildProcess.h"
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

std::filesystem::path onlyFolderIn(const std::filesystem::path& parent) {
    return std::filesystem::directory_iterator(parent)->path();
}

/// Every line is whole: it ends with a line end, and has all of its parts.
void expectWholeLines(const std::filesystem::path& folder, std::size_t atLeast) {
    const std::string csv = test::textOf(folder / "scores.csv");
    const std::string jsonl = test::textOf(folder / "events.jsonl");
    ASSERT_FALSE(csv.empty());
    ASSERT_FALSE(jsonl.empty());
    EXPECT_EQ(csv.back(), '\n');
    EXPECT_EQ(jsonl.back(), '\n');
    const auto rows = linesOf(folder / "scores.csv");
    EXPECT_GE(rows.size(), atLeast);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        EXPECT_EQ(std::ranges::count(rows[i], ','), 3) << rows[i];
    }
    for (const std::string& line : linesOf(folder / "events.jsonl")) {
        EXPECT_TRUE(nlohmann::json::accept(line)) << line;
    }
}

/// Ten seconds of a session, pushed as fast as they are written.
void record(SessionRecording& recording) {
    for (int i = 0; i < 250; ++i) {
        recording.push(noiseFrame(7.0 + i / 25.0, 128, 96, static_cast<std::uint32_t>(i)));
        recording.addScores(7.0 + i / 25.0, {0.5F, 0.25F, 0.25F});
        recording.addEvent(sessionEvent(7.0, 7.0 + i / 25.0, 7.0 + i / 25.0, i % 2 == 1));
    }
}

TEST(SessionRecordingEndsTest, AKilledProgramLeavesWhatHappened) {
    const TestFolder folder;
    const int status = test::statusOfChild([&] {
        SessionRecording recording(sessionSettings(folder.path()));
        record(recording);
        while (recording.counts().recorded < 250 || recording.counts().events < 250) {
            std::this_thread::yield();
        }
        return ::kill(::getpid(), SIGKILL);
    });
    EXPECT_EQ(status, -1);
    const auto recorded = onlyFolderIn(folder.path());
    EXPECT_GE(timesIn(recorded / "video.mp4").size(), 200U);
    expectWholeLines(recorded, 251);
    const auto session = sessionJson(recorded);
    EXPECT_EQ(session["finished"], false);
    EXPECT_EQ(session["start_pts"], 7.0);
    EXPECT_TRUE(session["counts"].is_null()) << "nobody had counted yet";
    EXPECT_EQ(session["videos"][0]["file"], "video.mp4");
}

TEST(SessionRecordingEndsTest, AKillInTheMiddleLeavesWholeLines) {
    const TestFolder folder;
    const int status = test::statusOfChild([&] {
        SessionRecording recording(sessionSettings(folder.path()));
        std::jthread others([&] { record(recording); });
        while (recording.counts().events < 40) {
            std::this_thread::yield();
        }
        return ::kill(::getpid(), SIGKILL);
    });
    EXPECT_EQ(status, -1);
    expectWholeLines(onlyFolderIn(folder.path()), 30);
}

TEST(SessionRecordingEndsTest, AFullDiskEndsItAndKeepsWhatThereIs) {
    const TestFolder folder;
    const int status = test::statusOfChild([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{400'000, 400'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        std::atomic<int> reports{0};
        SessionRecording recording(sessionSettings(folder.path()),
                                   [&](const capture::CaptureError& error) {
                                       reports += error.whatToDo().empty() ? 100 : 1;
                                   });
        record(recording);
        while (reports == 0) {
            std::this_thread::yield();
        }
        recording.push(noiseFrame(30.0, 128, 96, 1));  // harmless
        recording.addScores(30.0, {0.5F, 0.25F, 0.25F});
        const auto error = recording.finish();
        const auto counts = recording.counts();
        return error && reports == 1 && counts.recorded + counts.dropped + counts.skipped == 251
                   ? 0
                   : 1;
    });
    EXPECT_EQ(status, 0);
    const auto recorded = onlyFolderIn(folder.path());
    EXPECT_GE(timesIn(recorded / "video.mp4").size(), 10U);
    expectWholeLines(recorded, 10);
    const auto session = sessionJson(recorded);
    EXPECT_EQ(session["finished"], false);
    EXPECT_THAT(session["error"].get<std::string>(), ::testing::HasSubstr("cannot be written"));
    EXPECT_GT(session["counts"]["frames_dropped"].get<int>(), 0);
}

TEST(SessionRecordingEndsTest, AFolderThatGoesAwayIsReported) {
    const TestFolder folder;
    std::atomic<int> reports{0};
    SessionRecording recording(sessionSettings(folder.path()),
                               [&](const capture::CaptureError&) { ++reports; });
    recording.push(noiseFrame(0.0, 64, 48, 1));
    while (recording.counts().recorded < 1) {
        std::this_thread::yield();
    }
    std::filesystem::remove_all(recording.folder());
    recording.push(noiseFrame(0.1, 48, 64, 1));
    const auto error = recording.finish();
    ASSERT_TRUE(error);
    EXPECT_EQ(reports, 1);
    EXPECT_FALSE(recording.finish() == std::nullopt) << "it still says so";
}

TEST(SessionRecordingEndsTest, RefusesAPlaceThatIsNoFolder) {
    const TestFolder folder;
    std::ofstream(folder.file("file")) << "x";
    EXPECT_THROW(SessionRecording(sessionSettings(folder.path() / "file")), capture::CaptureError);
}

}  // namespace
}  // namespace handscope::app
