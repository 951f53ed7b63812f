// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingsController.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/CsvTable.h"
#include "app/labelling/ResultFolder.h"
#include "app/review/CorrectionFile.h"
#include "app/window/OpenRecordings.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"
#include "ui/recordings/RecordingModel.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using test::kBundledClip;
using test::kPatience;

/// A result with two segments for the bundled clip: 648 frames, 30 a second.
LabelDocument clipDocument() {
    LabelDocument document;
    document.toolVersion = "0.1.0";
    document.source = {.name = "demo.mp4",
                       .path = kBundledClip,
                       .bytes = fs::file_size(kBundledClip),
                       .sha256 = std::string(64, '0'),
                       .width = 640,
                       .height = 480,
                       .frames = 648,
                       .start = 0.0,
                       .end = 21.6};
    document.model = {.name = "model", .sha256 = std::string(64, '1')};
    document.clipLabel = "Thumb Up";
    const auto segment = [](const char* label, double start, double end, float margin) {
        return LabelSegment{.label = label,
                            .start = start,
                            .end = end,
                            .startFrame = static_cast<std::int64_t>(30 * start),
                            .endFrame = static_cast<std::int64_t>(30 * end) - 1,
                            .fired = end,
                            .meanScore = 0.5F,
                            .peakScore = 0.75F,
                            .runnerUp = "Stop Sign",
                            .runnerUpScore = 0.75F - margin};
    };
    document.segments = {segment("Thumb Up", 2.0, 4.0, 0.5F),
                         segment("Swiping Left", 6.0, 8.0, 0.125F)};
    return document;
}

class RecordingsControllerTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    ui::MainWindow window{std::make_unique<QSettings>(
        QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat)};
    RecordingsController controller{window};
    ui::RecordingsPage& page = window.recordings();
    const fs::path out = folder.file("out");

    void SetUp() override {
        window.resize(1280, 800);
        window.show();
        window.showPage(ui::MainWindow::Page::Recordings);
        controller.useModel(QString::fromStdString(test::kBundledModel),
                            {"Thumb Up", "Swiping Left", "Stop Sign", "No gesture"});
        fs::create_directories(out);
    }

    void chooseFolder() { Q_EMIT page.outputFolderChosen(QString::fromStdString(out.string())); }

    bool waitForRows(int count) {
        const auto* const table = page.findChild<QTableView*>("recordings.table");
        return QTest::qWaitFor([&] { return table->model()->rowCount() == count; }, kPatience);
    }

    void writeResult() { ResultFolder(out).write(clipDocument(), {}); }

    bool waitForFile(const fs::path& file, bool there = true) {
        return QTest::qWaitFor([&] { return fs::exists(file) == there; }, kPatience);
    }

    /// The result in the folder, opened for review.
    /// Rows 0 (demo.mp4) and 1 (other.mp4).
    void chooseFolderOfTwo() {
        LabelDocument other = clipDocument();
        other.source.name = "other.mp4";
        ResultFolder(out).write(other, {});
        writeResult();
        chooseFolder();
        ASSERT_TRUE(waitForRows(2));
    }

    void openResult() {
        if (!fs::exists(out / "demo.mp4.json")) {
            writeResult();
        }
        chooseFolder();
        ASSERT_TRUE(waitForRows(1));
        Q_EMIT page.recordingOpened(0);
        ASSERT_TRUE(QTest::qWaitFor([&] { return page.openRecording() == 0; }, kPatience));
    }

    /// Time and frame of the picture shown, as the page words them.
    bool waitForPosition(const char* part) {
        const auto* const position = page.findChild<QLabel*>("review.position");
        return QTest::qWaitFor([&] { return position->text().contains(part); }, kPatience);
    }

    LoadedCorrections saved() {
        const fs::path result = out / "demo.mp4.json";
        return readCorrections(result, readLabelDocument(result));
    }

    /// Another model's result takes the place of one that a person had corrected.
    template <typename Correction>
    void replaceCorrected(const Correction& correct) {
        writeResult();
        LoadedCorrections before = saved();
        correct(before.corrections);
        KnownCorrections known;
        writeCorrections(out / "demo.mp4.json", before.result, before.corrections, known);
        LabelDocument anew = clipDocument();
        anew.model.name = "another";
        ResultFolder(out).write(anew, {});
    }

    bool waitForSaved(const std::function<bool(const Corrections&)>& isRight) {
        return QTest::qWaitFor([&] { return isRight(saved().corrections); }, kPatience);
    }
};

TEST_F(RecordingsControllerTest, LabelsWhatWasAddedIntoTheFolder) {
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    std::ofstream(folder.file("broken.mp4")) << "no video";
    chooseFolder();
    Q_EMIT page.filesAdded({QString::fromStdString(folder.file("clip.mp4")),
                            QString::fromStdString(folder.file("broken.mp4"))});
    ASSERT_TRUE(waitForRows(2));
    Q_EMIT page.startRequested();
    ASSERT_TRUE(waitForFile(out / "labels.csv"));
    EXPECT_EQ(readLabelDocument(out / "clip.mp4.json").source.frames, 648);
    EXPECT_FALSE(fs::exists(out / "broken.mp4.json"));
}

TEST_F(RecordingsControllerTest, WritesWhatIsTickedBesideTheLabels) {
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    chooseFolder();
    Q_EMIT page.filesAdded({QString::fromStdString(folder.file("clip.mp4"))});
    ASSERT_TRUE(waitForRows(1));
    page.findChild<QAction*>("queue.scores")->trigger();
    page.findChild<QAction*>("queue.srt")->trigger();
    page.findChild<QAction*>("queue.jester")->trigger();
    Q_EMIT page.startRequested();
    const std::string jester = tableNameOf(LabelFormat::Jester);
    ASSERT_TRUE(waitForFile(out / jester));
    for (const char* const name : {"clip.mp4.json", "clip.mp4.scores.csv", "clip.mp4.srt"}) {
        EXPECT_TRUE(fs::exists(out / name)) << name;
    }
    for (const char* const name : {"clip.mp4.vtt", "clip.mp4.eaf"}) {
        EXPECT_FALSE(fs::exists(out / name)) << name;
    }
    EXPECT_FALSE(fs::exists(out / tableNameOf(LabelFormat::ActivityNet)));

    // What is not written again would be of the labels before.
    auto* const start = page.findChild<QAction*>("queue.start");
    page.findChild<QAction*>("queue.scores")->trigger();
    page.findChild<QAction*>("queue.srt")->trigger();
    LabelSettings others;
    others.windowStride *= 2.0;
    controller.useSettings(others);
    Q_EMIT page.labelAgainRequested({0});
    ASSERT_TRUE(QTest::qWaitFor([&] { return start->isEnabled(); }, kPatience));
    Q_EMIT page.startRequested();
    EXPECT_TRUE(waitForFile(out / "clip.mp4.srt", /*there=*/false));
    EXPECT_TRUE(waitForFile(out / "clip.mp4.scores.csv", /*there=*/false));
}

TEST_F(RecordingsControllerTest, ACancelledRunLeavesNothingHalf) {
    for (int i = 0; i < 4; ++i) {
        fs::copy_file(kBundledClip, folder.file("clip" + std::to_string(i) + ".mp4"));
    }
    LabelQueue queue;
    queue.setModel(QString::fromStdString(test::kBundledModel));
    queue.setOutputFolder(QString::fromStdString(out.string()));
    for (int i = 0; i < 4; ++i) {
        queue.add({QString::fromStdString(folder.file("clip" + std::to_string(i) + ".mp4"))});
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return queue.rows().size() == 4; }, kPatience));
    QSignalSpy changes(&queue, &LabelQueue::rowChanged);
    queue.start();
    EXPECT_TRUE(queue.isRunning());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !changes.isEmpty(); }, kPatience));
    queue.cancel();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !queue.isRunning(); }, kPatience));
    for (const ui::RecordingRow& row : queue.rows()) {
        const bool isThere = fs::exists(out / (row.name.toStdString() + ".json"));
        EXPECT_EQ(isThere, row.state == ui::RecordingState::Done) << row.name.toStdString();
    }
}

TEST_F(RecordingsControllerTest, SaysThatTheVideoIsAnotherThanWasLabelled) {
    LabelDocument document = clipDocument();
    document.source.bytes += 1;
    ResultFolder(out).write(document, {});
    openResult();
    const auto* const problem = window.findChild<QLabel*>("problem.whatHappened");
    ASSERT_NE(problem, nullptr);
    EXPECT_TRUE(problem->text().contains("has changed since it was labelled"))
        << problem->text().toStdString();
}

class LabelQueueTest : public RecordingsControllerTest {
protected:
    LabelQueue queue;
    QSignalSpy failures{&queue, &LabelQueue::failed};

    void SetUp() override {
        RecordingsControllerTest::SetUp();
        queue.setModel(QString::fromStdString(test::kBundledModel));
    }

    void useFolder() { queue.setOutputFolder(QString::fromStdString(out.string())); }

    void add(const std::string& file) { queue.add({QString::fromStdString(file)}); }

    bool waitForCount(int count) {
        return QTest::qWaitFor([&] { return queue.rows().size() == count; }, kPatience);
    }

    ui::RecordingRow row(int index) { return queue.rows().at(index); }

    bool waitForEnd() {
        return QTest::qWaitFor([&] { return !queue.isRunning(); }, kPatience);
    }

    /// Labels a recording into the folder that holds a result of it with other settings.
    void labelOverAnEarlierResult() {
        writeResult();
        fs::copy_file(kBundledClip, folder.file("demo.mp4"));
        add(folder.file("demo.mp4"));
        ASSERT_TRUE(waitForCount(1));
        useFolder();
        queue.start();
        ASSERT_TRUE(waitForEnd());
    }
};

TEST_F(LabelQueueTest, AResultOfOtherSettingsIsReplacedWhereThatIsAskedFor) {
    writeResult();
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    ASSERT_EQ(row(0).state, ui::RecordingState::Done);
    queue.labelAgain({0});
    EXPECT_EQ(row(0).state, ui::RecordingState::Waiting);
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0).state, ui::RecordingState::Done) << row(0).message.toStdString();
    EXPECT_NE(readLabelDocument(out / "demo.mp4.json").model, clipDocument().model);
}

TEST_F(LabelQueueTest, AResultWithDamagedCorrectionsIsListedWithTheReason) {
    writeResult();
    std::ofstream(out / "demo.mp4.corrections.json") << R"({"format": "handsc)";
    std::ofstream(out / "notes.json") << "{}";
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    EXPECT_EQ(row(0).name, "demo.mp4");
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed);
    EXPECT_TRUE(row(0).message.contains("holds no corrections that can be used"))
        << row(0).message.toStdString();
    queue.setOutputFolder(QString::fromStdString(folder.file("elsewhere")));
    EXPECT_TRUE(queue.rows().isEmpty()) << "it is of that folder";
}

TEST_F(LabelQueueTest, WithoutAModelStartSaysSo) {
    LabelQueue without;
    QSignalSpy refused(&without, &LabelQueue::failed);
    without.setOutputFolder(QString::fromStdString(out.string()));
    without.add({QString::fromStdString(kBundledClip)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return without.rows().size() == 1; }, kPatience));
    without.start();
    EXPECT_FALSE(without.isRunning());
    EXPECT_EQ(refused.count(), 1);
}

TEST_F(LabelQueueTest, WhoChangesTheirMindAboutLabellingAgainHasTheOldResult) {
    writeResult();
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    const ui::RecordingRow before = row(0);
    ASSERT_EQ(before.state, ui::RecordingState::Done);
    queue.labelAgain({0});
    ASSERT_EQ(queue.openRecordings().size(), 1U);
    EXPECT_TRUE(queue.openRecordings()[0].recording.anew);
    queue.cancel({0});
    EXPECT_EQ(row(0), before);
    EXPECT_TRUE(queue.openRecordings().empty());
    queue.labelAgain({0});
    queue.start();
    ASSERT_TRUE(queue.isRunning());
    queue.cancel({0});
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0), before) << "the run does not call it cancelled later";
    EXPECT_TRUE(queue.openRecordings().empty());
    EXPECT_EQ(readLabelDocument(out / "demo.mp4.json").model, clipDocument().model);
}

TEST_F(LabelQueueTest, AResultStandsWhoseLabellingAgainFails) {
    LabelDocument document = clipDocument();
    document.source.path = folder.file("demo.mp4");
    fs::copy_file(kBundledClip, document.source.path);
    ResultFolder(out).write(document, {});
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    queue.labelAgain({0});
    fs::remove(document.source.path);
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0).state, ui::RecordingState::Done) << "it can be opened";
    EXPECT_EQ(row(0).segments, 2);
    EXPECT_TRUE(row(0).message.startsWith("It could not be labelled again: "))
        << row(0).message.toStdString();
    EXPECT_EQ(readLabelDocument(out / "demo.mp4.json"), document);
}

TEST_F(LabelQueueTest, AResultStandsWhoseLabellingAgainWasCancelledInAnEarlierRun) {
    writeResult();
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    const std::vector<OpenRecording> saved{
        {.recording = {.file = kBundledClip, .name = "demo.mp4", .anew = true}, .cancelled = true}};
    QSignalSpy listed(&queue, &LabelQueue::rowsChanged);
    queue.restore(saved);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !listed.isEmpty(); }, kPatience));
    ASSERT_EQ(queue.rows().size(), 1);
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_TRUE(queue.openRecordings().empty());
}

TEST_F(LabelQueueTest, WhatCannotBeReachedNowStaysOpenUntilItIsCleared) {
    const std::string first = folder.file("disk/a.mp4");
    const std::vector<OpenRecording> saved{
        {.recording = {.file = first, .name = "a.mp4", .found = true, .anew = true}},
        {.recording = {.file = folder.file("disk/b.mp4"), .name = "b.mp4"}, .cancelled = true}};
    queue.restore(saved);
    ASSERT_TRUE(waitForCount(2));
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed);
    EXPECT_TRUE(row(0).message.startsWith(QString::fromStdString(first + ": ")))
        << row(0).message.toStdString();
    EXPECT_EQ(toSettings(queue.openRecordings()).toStdString(), toSettings(saved).toStdString());
    fs::create_directories(folder.file("disk"));
    fs::copy_file(kBundledClip, first);
    add(first);
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return row(0).state == ui::RecordingState::Waiting; }, kPatience));
    EXPECT_EQ(queue.rows().size(), 2);
    EXPECT_EQ(queue.openRecordings().size(), 2U);
    queue.clearEnded();
    ASSERT_EQ(queue.openRecordings().size(), 1U);
    EXPECT_EQ(queue.openRecordings()[0].recording.name, "a.mp4");
}

TEST_F(LabelQueueTest, TheResultOfWhatCannotBeReachedIsThereToReview) {
    LabelDocument document = clipDocument();
    document.source.path = folder.file("gone.mp4");
    ResultFolder(out).write(document, {});
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    const std::vector<OpenRecording> saved{
        {.recording = {.file = folder.file("gone.mp4"), .name = "demo.mp4", .anew = true}}};
    QSignalSpy listed(&queue, &LabelQueue::rowsChanged);
    queue.restore(saved);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !listed.isEmpty(); }, kPatience));
    ASSERT_EQ(queue.rows().size(), 1);
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_EQ(toSettings(queue.openRecordings()).toStdString(), toSettings(saved).toStdString());

    LabelQueue later;  // its folder is chosen when the recording is listed already
    later.restore(saved);
    ASSERT_TRUE(QTest::qWaitFor([&] { return later.rows().size() == 1; }, kPatience));
    EXPECT_EQ(later.rows().at(0).state, ui::RecordingState::Failed);
    later.setOutputFolder(QString::fromStdString(out.string()));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return later.rows().at(0).state == ui::RecordingState::Done; }, kPatience));
    EXPECT_EQ(later.rows().size(), 1);
}

TEST_F(LabelQueueTest, AResultOfOtherSettingsStandsWhereNobodyAsked) {
    ASSERT_NO_FATAL_FAILURE(labelOverAnEarlierResult());
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed);
    EXPECT_EQ(readLabelDocument(out / "demo.mp4.json").model, clipDocument().model);
    EXPECT_NE(readSmallText(out / "failed.csv").find("demo.mp4"), std::string::npos);
}

TEST_F(LabelQueueTest, WhatFailedInOneFolderIsLabelledIntoAnother) {
    ASSERT_NO_FATAL_FAILURE(labelOverAnEarlierResult());
    ASSERT_EQ(row(0).state, ui::RecordingState::Failed);
    const fs::path another = folder.path() / "another";
    queue.setOutputFolder(QString::fromStdString(another.string()));
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return row(0).state == ui::RecordingState::Waiting; }, kPatience));
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_FALSE(fs::exists(another / "failed.csv"));
}

TEST_F(LabelQueueTest, WhatWasConfirmedOfAnEarlierResultIsNotToBeReviewed) {
    replaceCorrected([](Corrections& corrections) { corrections.accept(1); });
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    EXPECT_EQ(row(0).segments, 2);
    EXPECT_EQ(row(0).unreviewed, 1);
}

TEST_F(LabelQueueTest, ACopyOfAResultIsInNoTable) {
    writeResult();
    fs::create_directories(out / "kept");
    fs::copy_file(out / "demo.mp4.json", out / "kept" / "demo.mp4.json");
    fs::copy_file(kBundledClip, folder.file("other.mp4"));
    add(folder.file("other.mp4"));
    ASSERT_TRUE(waitForCount(1));
    useFolder();
    queue.start();
    ASSERT_TRUE(waitForEnd());
    const std::string table = readSmallText(out / "labels.csv");
    std::size_t rows = 0;
    for (auto at = table.find("\ndemo.mp4,"); at != std::string::npos;
         at = table.find("\ndemo.mp4,", at + 1)) {
        ++rows;
    }
    EXPECT_EQ(rows, clipDocument().segments.size()) << table;
}

TEST_F(LabelQueueTest, AnExportThatWasRefusedIsNamedThoughTheLabelsAreThere) {
    const std::string name = "a\rb.mp4";  // CSV can hold it, ELAN cannot
    fs::copy_file(kBundledClip, folder.file(name));
    add(folder.file(name));
    ASSERT_TRUE(waitForCount(1));
    useFolder();
    queue.setOutputFiles(ui::OutputFile::Elan);
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_TRUE(row(0).message.contains("control character")) << row(0).message.toStdString();
    EXPECT_NE(readSmallText(out / "failed.csv").find("control character"), std::string::npos);
}

TEST_F(LabelQueueTest, WhatWouldTakeATablesPlaceIsNotLabelled) {
    const std::string name = "labels.activitynet";
    fs::copy_file(kBundledClip, folder.file(name));
    add(folder.file(name));
    ASSERT_TRUE(waitForCount(1));
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed);
    EXPECT_EQ(row(0).message.toStdString(), refusedName(name));
    queue.clearEnded();
    queue.restore({{.recording = {.file = folder.file(name), .name = name}}});
    ASSERT_TRUE(waitForCount(1));
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed) << "nor where an earlier run took it";
}

TEST_F(LabelQueueTest, StartGoesOnWithWhatACancelledRunLeft) {
    for (const char* const name : {"a.mp4", "b.mp4"}) {
        fs::copy_file(kBundledClip, folder.file(name));
        add(folder.file(name));
    }
    ASSERT_TRUE(waitForCount(2));
    useFolder();
    QSignalSpy changes(&queue, &LabelQueue::rowChanged);
    queue.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !changes.isEmpty(); }, kPatience));
    queue.cancel();
    ASSERT_TRUE(waitForEnd());
    for (const ui::RecordingRow& left : queue.rows()) {
        EXPECT_TRUE(left.state == ui::RecordingState::Waiting ||
                    left.state == ui::RecordingState::Done)
            << static_cast<int>(left.state);
    }
    queue.start();
    ASSERT_TRUE(waitForEnd());
    for (const ui::RecordingRow& left : queue.rows()) {
        EXPECT_EQ(left.state, ui::RecordingState::Done) << left.message.toStdString();
    }
}

TEST_F(LabelQueueTest, WhatAPersonCancelledIsNotLabelledAndItsFailuresStayNamed) {
    std::ofstream(folder.file("broken.mp4")) << "no video";
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    queue.add({QString::fromStdString(folder.file("broken.mp4")),
               QString::fromStdString(folder.file("clip.mp4"))});
    ASSERT_TRUE(waitForCount(2));
    useFolder();
    queue.cancel({row(1).id});
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(0).state, ui::RecordingState::Failed);
    EXPECT_EQ(row(1).state, ui::RecordingState::Cancelled);
    queue.labelAgain({row(1).id});
    queue.start();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(row(1).state, ui::RecordingState::Done) << row(1).message.toStdString();
    EXPECT_NE(readSmallText(out / "failed.csv").find("broken.mp4"), std::string::npos)
        << "it failed in the run before, and still has no labels";
}

TEST_F(LabelQueueTest, WhatIsAddedAgainWaitsAgainUnlessItIsDone) {
    writeResult();  // of demo.mp4
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    std::ofstream(folder.file("broken.mp4")) << "no video";
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    const QStringList files{QString::fromStdString(folder.file("broken.mp4")),
                            QString::fromStdString(folder.file("clip.mp4")),
                            QString::fromStdString(folder.file("missing.mp4"))};
    queue.add(files);
    ASSERT_TRUE(waitForCount(4));
    queue.cancel({row(2).id});
    queue.start();
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(row(1).state, ui::RecordingState::Failed);
    ASSERT_EQ(row(2).state, ui::RecordingState::Cancelled);
    queue.add(files);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return row(1).state == ui::RecordingState::Waiting &&
                   row(2).state == ui::RecordingState::Waiting;
        },
        kPatience));
    EXPECT_EQ(row(1).message, "");
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_EQ(queue.rows().size(), 4) << "what is missing is listed once";
    EXPECT_EQ(row(3).state, ui::RecordingState::Failed);
}

TEST_F(LabelQueueTest, WhatIsAddedWhileTheFolderIsStillReadIsDoneIfItHasAResult) {
    LabelDocument document = clipDocument();
    document.source.path = folder.file("demo.mp4");
    fs::copy_file(kBundledClip, document.source.path);
    ResultFolder(out).write(document, {});
    QSignalSpy added(&queue, &LabelQueue::rowsAdded);
    useFolder();
    add(folder.file("demo.mp4"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !added.isEmpty(); }, kPatience));
    ASSERT_EQ(queue.rows().size(), 1);
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
}

TEST_F(LabelQueueTest, WhatIsAddedWhileTheLastRunIsStillReadWaitsThoughItWasCancelledThen) {
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    QSignalSpy added(&queue, &LabelQueue::rowsAdded);
    queue.restore(
        {{.recording = {.file = folder.file("clip.mp4"), .name = "clip.mp4"}, .cancelled = true}});
    add(folder.file("clip.mp4"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !added.isEmpty(); }, kPatience));
    ASSERT_EQ(queue.rows().size(), 1);
    EXPECT_EQ(row(0).state, ui::RecordingState::Waiting);
}

TEST_F(LabelQueueTest, AVideoThatWasMovedIsFoundAgainWhenItIsAdded) {
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    add(folder.file("clip.mp4"));
    ASSERT_TRUE(waitForCount(1));
    queue.cancel({row(0).id});
    fs::create_directories(folder.file("elsewhere"));
    fs::rename(folder.file("clip.mp4"), folder.file("elsewhere/clip.mp4"));
    add(folder.file("elsewhere/clip.mp4"));
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return row(0).state == ui::RecordingState::Waiting; }, kPatience));
    EXPECT_EQ(queue.rows().size(), 1);
}

TEST_F(LabelQueueTest, AResultWhoseVideoHasGoneIsNotLabelledAgain) {
    LabelDocument document = clipDocument();
    document.source.path = folder.file("gone.mp4");
    ResultFolder(out).write(document, {});
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    queue.labelAgain({0});
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    ASSERT_EQ(failures.count(), 1);
    fs::copy_file(kBundledClip, folder.file("demo.mp4"));
    add(folder.file("demo.mp4"));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            queue.labelAgain({0});
            return row(0).state == ui::RecordingState::Waiting;
        },
        kPatience))
        << "added to the queue, the video is known again";
}

TEST_F(LabelQueueTest, AnotherVideoOfTheNameOfOneThatHasGoneIsListedWithTheReason) {
    LabelDocument document = clipDocument();
    document.source.path = folder.file("gone.mp4");
    ResultFolder(out).write(document, {});
    useFolder();
    ASSERT_TRUE(waitForCount(1));
    std::ofstream(folder.file("demo.mp4")) << "another video";
    add(folder.file("demo.mp4"));
    ASSERT_TRUE(waitForCount(2));
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_EQ(row(1).state, ui::RecordingState::Failed);
    EXPECT_TRUE(row(1).message.contains("called the same")) << row(1).message.toStdString();
}

TEST_F(LabelQueueTest, AnotherFileOfTheSameNameIsListedWithTheReason) {
    for (const char* place : {"a", "b"}) {
        fs::create_directories(folder.file(place));
        fs::copy_file(kBundledClip, fs::path(folder.file(place)) / "clip.mp4");
        add((fs::path(folder.file(place)) / "clip.mp4").string());
    }
    ASSERT_TRUE(waitForCount(2));
    EXPECT_EQ(row(0).state, ui::RecordingState::Waiting);
    EXPECT_EQ(row(1).state, ui::RecordingState::Failed);
    EXPECT_TRUE(row(1).message.contains("called the same")) << row(1).message.toStdString();
    queue.clearEnded();
    ASSERT_EQ(queue.rows().size(), 1);
    EXPECT_EQ(row(0).state, ui::RecordingState::Waiting);
}

TEST_F(LabelQueueTest, InAnotherFolderNothingIsDoneYetAndBackInThisOneItIs) {
    writeResult();
    LabelDocument gone = clipDocument();
    gone.source.name = "gone.mp4";
    gone.source.path = folder.file("gone.mp4");
    ResultFolder(out).write(gone, {});
    useFolder();
    ASSERT_TRUE(waitForCount(2));
    ASSERT_EQ(row(0).state, ui::RecordingState::Done);
    fs::create_directories(folder.file("other"));
    queue.setOutputFolder(QString::fromStdString(folder.file("other")));
    ASSERT_EQ(queue.rows().size(), 1) << "the video of the other is not known";
    EXPECT_EQ(row(0).name, "demo.mp4");
    EXPECT_EQ(row(0).state, ui::RecordingState::Waiting);
    EXPECT_EQ(row(0).segments, 0);
    useFolder();
    ASSERT_TRUE(waitForCount(2));
    EXPECT_EQ(row(0).state, ui::RecordingState::Done);
    EXPECT_EQ(row(0).segments, 2);
}

TEST_F(LabelQueueTest, AScriptThatWasReplacedSinceItWasTrustedIsNotRun) {
    std::ofstream(folder.file("module.pt")) << "a program that nobody was asked about";
    std::ofstream(folder.file("model.json"))
        << R"({"format": "handscope-torchscript-1", "module": "module.pt", "segments": 4,
               "input_size": 16, "layout": "NCTHW", "range": [0, 255], "mean": [0, 0, 0],
               "std": [1, 1, 1], "output": "logits", "labels": ["dark", "bright"]})";
    queue.setModel(QString::fromStdString(folder.file("model.json")));
    fs::copy_file(kBundledClip, folder.file("clip.mp4"));
    add(folder.file("clip.mp4"));
    ASSERT_TRUE(waitForCount(1));
    useFolder();
    queue.start();
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(failures.count(), 1);
    const auto problem = failures[0][0].value<ui::Problem>();
    EXPECT_TRUE(problem.whatHappened.contains("has changed since it was trusted"))
        << problem.whatHappened.toStdString();
}

TEST_F(RecordingsControllerTest, WhatWasNotLabelledIsThereAgainAtTheNextStart) {
    const auto settings = [this] {
        return std::make_unique<QSettings>(QString::fromStdString(folder.file("again.ini")),
                                           QSettings::IniFormat);
    };
    const auto states = [](const ui::MainWindow& shown) {
        std::map<std::string, std::string> found;  // by name
        const auto* const rows = shown.recordings().findChild<QTableView*>("recordings.table");
        for (int row = 0; row < rows->model()->rowCount(); ++row) {
            const auto text = [&](int column) {
                return rows->model()->index(row, column).data().toString().toStdString();
            };
            found[text(ui::RecordingModel::Name)] = text(ui::RecordingModel::State);
        }
        return found;
    };
    const auto waitForStates = [&](const ui::MainWindow& shown,
                                   const std::map<std::string, std::string>& expected) {
        return QTest::qWaitFor([&] { return states(shown) == expected; }, kPatience);
    };
    fs::create_directories(folder.file("videos/deep"));
    for (const char* const name :
         {"videos/deep/a.mp4", "videos/b.mp4", "videos/demo.mp4", "videos/gone.mp4"}) {
        fs::copy_file(kBundledClip, folder.file(name));
    }
    {
        ui::MainWindow first(settings());
        RecordingsController labels(first);
        Q_EMIT first.recordings().filesAdded({QString::fromStdString(folder.file("videos"))});
        ASSERT_TRUE(waitForStates(first, {{"b.mp4", "Waiting"},
                                          {"deep/a.mp4", "Waiting"},
                                          {"demo.mp4", "Waiting"},
                                          {"gone.mp4", "Waiting"}}));
        Q_EMIT first.recordings().cancelRecordingsRequested({0});
        ASSERT_EQ(states(first).at("b.mp4"), "Cancelled");
    }
    fs::remove(folder.file("videos/gone.mp4"));
    LabelDocument done = clipDocument();
    done.source.path = folder.file("videos/demo.mp4");
    ResultFolder(out).write(done, {});
    settings()->setValue("recordings/folder", QString::fromStdString(out.string()));
    {
        ui::MainWindow second(settings());
        const RecordingsController labels(second);
        EXPECT_TRUE(waitForStates(second, {{"b.mp4", "Cancelled"},
                                           {"deep/a.mp4", "Waiting"},
                                           {"demo.mp4", "Done"},
                                           {"gone.mp4", "Failed"}}));
    }
    fs::copy_file(kBundledClip, folder.file("videos/gone.mp4"));
    {
        ui::MainWindow third(settings());
        const RecordingsController labels(third);
        EXPECT_TRUE(waitForStates(third, {{"b.mp4", "Cancelled"},
                                          {"deep/a.mp4", "Waiting"},
                                          {"demo.mp4", "Done"},
                                          {"gone.mp4", "Waiting"}}))
            << "what had gone is back";
    }
    fs::remove_all(folder.file("videos"));
    {
        ui::MainWindow fourth(settings());
        const RecordingsController labels(fourth);
        ASSERT_TRUE(waitForStates(fourth, {{"b.mp4", "Failed"},
                                           {"deep/a.mp4", "Failed"},
                                           {"demo.mp4", "Done"},
                                           {"gone.mp4", "Failed"}}));
        Q_EMIT fourth.recordings().clearEndedRequested();
    }
    ui::MainWindow fifth(settings());
    const RecordingsController labels(fifth);
    EXPECT_TRUE(waitForStates(fifth, {{"demo.mp4", "Done"}})) << "the others were cleared";
}

TEST_F(RecordingsControllerTest, AWindowInWhichNothingChangedLeavesTheQueueOfAnother) {
    const auto settings = [this] {
        return std::make_unique<QSettings>(QString::fromStdString(folder.file("shared.ini")),
                                           QSettings::IniFormat);
    };
    {
        ui::MainWindow first(settings());
        const RecordingsController idle(first);
        {
            ui::MainWindow second(settings());
            const RecordingsController busy(second);
            Q_EMIT second.recordings().filesAdded({QString::fromStdString(kBundledClip)});
            const auto* const rows = second.recordings().findChild<QTableView*>("recordings.table");
            ASSERT_TRUE(QTest::qWaitFor([&] { return rows->model()->rowCount() == 1; }, kPatience));
        }
    }
    const auto kept = openRecordingsFrom(settings()->value("recordings/queue").toByteArray());
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].recording.file, kBundledClip);
}

TEST_F(RecordingsControllerTest, CorrectionsOfAnEarlierResultAreKeptBesideWhatIsLeftOfThem) {
    replaceCorrected([](Corrections& corrections) { corrections.remove(0); });
    openResult();
    const fs::path aside = out / "demo.mp4.corrections.json~";
    ASSERT_TRUE(waitForFile(aside));
    const auto kept = parseCorrections(readSmallText(aside), "aside");
    EXPECT_EQ(kept.deleted.size(), 1U) << "the new result shows it again";
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return window.statusBar()->currentMessage().contains("demo.mp4.corrections.json~"); },
        kPatience));
}

TEST_F(RecordingsControllerTest, ResultsInTheFolderAreThereToReview) {
    openResult();
    ASSERT_TRUE(page.selectedSegment());
    EXPECT_EQ(page.selectedSegment()->label, "Swiping Left") << "the most doubtful comes first";
    EXPECT_NEAR(page.selectedSegment()->margin, 0.125, 1e-6);
}

TEST_F(RecordingsControllerTest, TheReviewOfWhatIsLabelledAgainIsClosed) {
    openResult();
    Q_EMIT page.labelAgainRequested({0});
    EXPECT_EQ(page.openRecording(), -1);
    EXPECT_EQ(page.findChild<QTableView*>("recordings.table")->model()->rowCount(), 1);
}

TEST_F(RecordingsControllerTest, AnotherFolderClosesTheReview) {
    openResult();
    Q_EMIT page.acceptRequested(0);
    auto* const undo = page.findChild<QAction*>("review.undo");
    EXPECT_TRUE(undo->isEnabled());
    fs::create_directories(folder.file("other"));
    Q_EMIT page.outputFolderChosen(QString::fromStdString(folder.file("other")));
    EXPECT_EQ(page.openRecording(), -1);
    EXPECT_FALSE(undo->isEnabled());
    EXPECT_TRUE(waitForSaved([](const Corrections& all) { return all.unreviewed() == 1; }));
}

TEST_F(RecordingsControllerTest, ARecordingThatCannotBeOpenedLeavesNoOtherInItsPlace) {
    chooseFolderOfTwo();
    Q_EMIT page.recordingOpened(0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.openRecording() == 0; }, kPatience));
    Q_EMIT page.acceptRequested(0);
    std::ofstream(out / "other.mp4.json") << "no result";
    Q_EMIT page.recordingOpened(1);
    EXPECT_EQ(page.openRecording(), -1) << "at once";
    EXPECT_FALSE(page.findChild<QAction*>("review.undo")->isEnabled());
    const auto* const problem = window.findChild<QLabel*>("problem.whatHappened");
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return problem->text().contains("other.mp4.json"); }, kPatience))
        << problem->text().toStdString();
    EXPECT_EQ(page.openRecording(), -1);
}

TEST_F(RecordingsControllerTest, OfTwoRecordingsThatAreOpenedAtOnceTheLastOneIsShown) {
    chooseFolderOfTwo();
    for (const qint64 id : {0, 1, 0, 1}) {
        Q_EMIT page.recordingOpened(id);
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.openRecording() >= 0; }, kPatience));
    EXPECT_EQ(page.openRecording(), 1);
}

TEST_F(RecordingsControllerTest, KeepsEveryCorrectionBesideTheResult) {
    openResult();
    const std::string before = toJson(readLabelDocument(out / "demo.mp4.json"));
    Q_EMIT page.acceptRequested(0);
    Q_EMIT page.relabelRequested(1, "Stop Sign");
    Q_EMIT page.edgeMoved(1, ui::SegmentEdge::Start, 3);
    Q_EMIT page.addSegmentRequested(300, 359, "Thumb Up");
    EXPECT_TRUE(waitForSaved([](const Corrections& all) {
        return all.segments().size() == 3 && all.segments()[0].state == ReviewState::Accepted &&
               all.segments()[1].label == "Stop Sign" && all.segments()[1].startFrame == 183 &&
               all.segments()[2].startFrame == 300;
    }));
    EXPECT_EQ(toJson(readLabelDocument(out / "demo.mp4.json")), before);
}

TEST_F(RecordingsControllerTest, AcceptingAllThatIsLeftReviewsTheWholeRecording) {
    openResult();
    Q_EMIT page.relabelRequested(1, "Stop Sign");
    page.findChild<QAction*>("review.acceptAll")->trigger();
    EXPECT_TRUE(waitForSaved([](const Corrections& all) {
        return all.isWholeReviewed() && all.unreviewed() == 0 &&
               all.segments()[1].state == ReviewState::Changed;
    }));
    EXPECT_EQ(page.findChild<QLabel*>("review.counts")->text(),
              "Segments: 2, all reviewed · A goes on");
    page.findChild<QAction*>("review.acceptAll")->trigger();
    EXPECT_EQ(window.statusBar()->currentMessage(), "That would change nothing.");
    page.findChild<QAction*>("review.undo")->trigger();
    EXPECT_TRUE(waitForSaved(
        [](const Corrections& all) { return !all.isWholeReviewed() && all.unreviewed() == 1; }));
}

TEST_F(RecordingsControllerTest, WhereTheSelectedSegmentFiredIsWhatIsToBeInspected) {
    LabelDocument document = clipDocument();
    document.segments[1].fired = 7.5;
    ResultFolder(out).write(document, {});
    openResult();
    QSignalSpy wanted(&controller, &RecordingsController::inspectionWanted);
    page.findChild<QAction*>("review.inspect")->trigger();
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][0].toString().toStdString(), kBundledClip);
    EXPECT_DOUBLE_EQ(wanted[0][1].toDouble(), 7.5) << "of the most doubtful one";
}

TEST_F(RecordingsControllerTest, UndoTakesBackStepByStepAndTheLastOneTakesTheFileAway) {
    openResult();
    const fs::path sidecar = correctionsFileOf(out / "demo.mp4.json");
    Q_EMIT page.splitRequested(0, 90);
    ASSERT_TRUE(waitForSaved([](const Corrections& all) { return all.segments().size() == 3; }));
    Q_EMIT page.deleteRequested(1);
    ASSERT_TRUE(waitForSaved([](const Corrections& all) { return all.segments().size() == 2; }));
    Q_EMIT page.undoRequested();
    ASSERT_TRUE(waitForSaved([](const Corrections& all) { return all.segments().size() == 3; }));
    Q_EMIT page.undoRequested();
    EXPECT_TRUE(waitForFile(sidecar, false));
    Q_EMIT page.redoRequested();
    EXPECT_TRUE(waitForFile(sidecar));
}

TEST_F(RecordingsControllerTest, SaysWhyACorrectionWasNotMade) {
    openResult();
    Q_EMIT page.splitRequested(0, 500);
    EXPECT_EQ(window.statusBar()->currentMessage(), "The playhead is not within the segment.");
    EXPECT_FALSE(fs::exists(correctionsFileOf(out / "demo.mp4.json")));
}

TEST_F(RecordingsControllerTest, PlaysAndStepsAndShowsTheFrameThatIsAskedFor) {
    openResult();
    Q_EMIT page.seekRequested(10.0);
    EXPECT_TRUE(waitForPosition("300"));
    Q_EMIT page.stepRequested(1);
    EXPECT_TRUE(waitForPosition("301"));
    Q_EMIT page.stepRequested(-1);
    EXPECT_TRUE(waitForPosition("300"));
}

TEST_F(RecordingsControllerTest, ASegmentThatBeginsBetweenTwoFramesIsShownFromItsFirstFrame) {
    LabelDocument document = clipDocument();
    document.segments.resize(1);
    document.segments[0].start = 2.01;
    document.segments[0].startFrame = 61;
    ResultFolder(out).write(document, {});
    openResult();
    EXPECT_TRUE(waitForPosition("61"));
}

TEST_F(RecordingsControllerTest, ASegmentThatIsChosenInTheListIsShownFromItsFirstFrameToo) {
    LabelDocument document = clipDocument();
    document.segments[0].start = 2.01;
    document.segments[0].startFrame = 61;
    ResultFolder(out).write(document, {});
    openResult();
    ASSERT_TRUE(waitForPosition("180")) << "the more doubtful one, which is selected first";
    auto* const segments = page.findChild<QTableView*>("review.segments");
    segments->setCurrentIndex(segments->model()->index(1, 0));
    EXPECT_TRUE(waitForPosition("61"));
}

TEST_F(RecordingsControllerTest, TheListToTrainOnCountsFromTheFilesBeginning) {
    LabelDocument document = clipDocument();
    document.source.start = 1.0;  // as if nothing before could be decoded
    ResultFolder(out).write(document, {});
    openResult();
    Q_EMIT page.acceptRequested(0);
    Q_EMIT page.acceptRequested(1);
    ASSERT_TRUE(waitForSaved([](const Corrections& all) { return all.unreviewed() == 0; }));
    Q_EMIT page.exportRequested();
    ASSERT_TRUE(waitForFile(out / "corrected" / "training.csv"));
    const std::string text = readSmallText(out / "corrected" / "training.csv");
    EXPECT_NE(text.find("Thumb Up;2"), std::string::npos) << text;
}

TEST_F(RecordingsControllerTest, ExportsTheCorrectedSetAndAListToTrainOn) {
    openResult();
    Q_EMIT page.relabelRequested(1, "Stop Sign");
    Q_EMIT page.acceptRequested(0);
    ASSERT_TRUE(waitForSaved([](const Corrections& all) { return all.unreviewed() == 0; }));
    Q_EMIT page.exportRequested();
    ASSERT_TRUE(waitForFile(out / "corrected" / "training.csv"));
    const LabelDocument corrected = readLabelDocument(out / "corrected" / "demo.mp4.json");
    ASSERT_EQ(corrected.segments.size(), 2U);
    EXPECT_EQ(corrected.segments[1].label, "Stop Sign");
    for (const char* const file : {"demo.mp4.vtt", "demo.mp4.srt", "demo.mp4.eaf", "labels.csv",
                                   "labels.jester.csv", "labels.activitynet.json"}) {
        EXPECT_TRUE(fs::exists(out / "corrected" / file)) << file;
    }
    EXPECT_EQ(readLabelDocument(out / "demo.mp4.json").segments[1].label, "Swiping Left");
}

TEST_F(RecordingsControllerTest, AnExportTellsHowFarItIsAndCanBeCancelled) {
    for (int i = 0; i < 400; ++i) {
        LabelDocument document = clipDocument();
        document.source.name = "clip" + std::to_string(i) + ".mp4";
        ResultFolder(out).write(document, {});
    }
    chooseFolder();
    ASSERT_TRUE(waitForRows(400));
    auto* const action = page.findChild<QAction*>("review.export");
    const QString before = action->text();
    action->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return action->text().contains("Cancel"); }, kPatience));
    Q_EMIT page.clearEndedRequested();
    EXPECT_TRUE(action->isEnabled()) << "it goes on, and can be cancelled";
    action->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return action->text() == before; }, kPatience));
    EXPECT_FALSE(fs::exists(out / "corrected" / "training.csv"));
    Q_EMIT page.exportRequested();
    EXPECT_TRUE(waitForFile(out / "corrected" / "training.csv"));
}

}  // namespace
}  // namespace handscope::app
