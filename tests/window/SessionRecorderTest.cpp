// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionRecorder.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "tests/session/SessionSamples.h"
#include "tests/support/Patience.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

class SessionRecorderTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::unique_ptr<SessionRecorder> recorder = std::make_unique<SessionRecorder>();
    QSignalSpy changes{recorder.get(), &SessionRecorder::changed};
    QSignalSpy failures{recorder.get(), &SessionRecorder::failed};
    std::function<void(const capture::FramePtr&)> take = recorder->frameTaker();

    QString modelFile() const {
        const std::string file = folder.file("net.safetensors");
        std::ofstream(file) << "no network";
        return QString::fromStdString(file);
    }
    std::filesystem::path target() const {
        std::filesystem::create_directories(folder.path() / "recordings");
        return folder.path() / "recordings";
    }
    /// The one recording that was made.
    std::filesystem::path made() const {
        std::filesystem::path found;
        for (const auto& entry : std::filesystem::directory_iterator(target())) {
            EXPECT_TRUE(found.empty());
            found = entry.path();
        }
        return found;
    }
    void start() {
        recorder->start(test::sessionSettings(target()), modelFile());
        ASSERT_TRUE(changes.wait(kPatience));
        ASSERT_TRUE(changes.last()[0].toBool());
        ASSERT_TRUE(recorder->isRecording());
    }
    void record(int frames) {
        for (int i = 0; i < frames; ++i) {
            take(test::noiseFrame(50.0 + 0.1 * i, 64, 48, static_cast<std::uint32_t>(i)));
        }
    }
};

TEST_F(SessionRecorderTest, RecordsWhatRunsBetweenStartAndStop) {
    record(3);  // too early
    start();
    record(10);
    recorder->addScores(50.5, {0.5F, 0.25F, 0.25F});
    recorder->addEvent(test::sessionEvent(50.1, 50.4, 50.8, true));
    recorder->stop();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !changes.last()[0].toBool(); }, kPatience));
    EXPECT_FALSE(recorder->isRecording());
    EXPECT_TRUE(changes.last()[1].toString().contains(QString::fromStdString(made().string())));
    record(3);  // too late
    EXPECT_EQ(test::timesIn(made() / "video.mp4").size(), 10U);
    EXPECT_EQ(test::linesOf(made() / "events.jsonl").size(), 1U);
    EXPECT_EQ(test::linesOf(made() / "scores.csv").size(), 2U);
    EXPECT_NE(test::sessionJson(made())["model"]["sha256"], std::string(64, 'a'))
        << "that of the file";
    EXPECT_TRUE(failures.isEmpty());
}

TEST_F(SessionRecorderTest, NotesSettingsThatChangeAsSoonAsItIsAskedToRecord) {
    auto settings = test::sessionSettings(target());
    recorder->start(settings, modelFile());
    settings.settings.windowLength = 1.0;
    recorder->addSettings(settings.settings);
    ASSERT_TRUE(changes.wait(kPatience));
    record(1);
    recorder->stop();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !changes.last()[0].toBool(); }, kPatience));
    const auto noted = test::sessionJson(made())["settings_changes"];
    ASSERT_EQ(noted.size(), 1U);
    EXPECT_EQ(noted[0]["settings"]["window_seconds"], 1.0);
}

TEST_F(SessionRecorderTest, TellsHowLongItHasBeenRecording) {
    start();
    record(10);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            recorder->addScores(50.9, {0.5F, 0.25F, 0.25F});
            return changes.size() >= 2;
        },
        kPatience));
    EXPECT_TRUE(changes.last()[0].toBool());
    EXPECT_TRUE(changes.last()[1].toString().contains("Recording, 1 s"))
        << changes.last()[1].toString().toStdString();
}

TEST_F(SessionRecorderTest, AFolderThatCannotBeMadeIsTold) {
    recorder->start(test::sessionSettings(folder.path() / "net.safetensors" / "below"),
                    modelFile());
    ASSERT_TRUE(failures.wait(kPatience));
    const auto problem = failures[0][0].value<ui::Problem>();
    EXPECT_FALSE(problem.whatHappened.isEmpty());
    EXPECT_FALSE(problem.whatWasExpected.isEmpty());
    EXPECT_FALSE(problem.whatToDo.isEmpty());
    ASSERT_FALSE(changes.isEmpty());
    EXPECT_FALSE(changes.last()[0].toBool()) << "the button goes back";
    EXPECT_FALSE(recorder->isRecording());
}

TEST_F(SessionRecorderTest, AModelThatIsGoneIsTold) {
    recorder->start(test::sessionSettings(target()), "/no/such/net.safetensors");
    ASSERT_TRUE(failures.wait(kPatience));
    EXPECT_TRUE(std::filesystem::is_empty(target()));
}

TEST_F(SessionRecorderTest, ARecordingUnderWayIsFinishedWhenItGoes) {
    start();
    record(10);
    recorder.reset();
    EXPECT_EQ(test::timesIn(made() / "video.mp4").size(), 10U) << "though frames could come";
    EXPECT_TRUE(test::sessionJson(made())["finished"].get<bool>());
    record(3);
}

TEST_F(SessionRecorderTest, StoppingWithoutARecordingSaysNothing) {
    recorder->stop();
    start();  // what the stop had to say would come before
    EXPECT_EQ(changes.count(), 1);
}

}  // namespace
}  // namespace handscope::app
