// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/BulkLabeller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <sstream>
#include <thread>

#include "app/labelling/ShardRecords.h"
#include "app/platform/FileHash.h"
#include "model/ModelError.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/LabelSamples.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using test::kBundledClip;
using ::testing::HasSubstr;

/// Notes what it hears; `afterFirstFrame` runs once a recording has begun.
class NotingObserver : public LabelObserver {
public:
    std::function<void(std::size_t)> afterFirstFrame;
    std::set<std::size_t> unwanted;
    std::vector<std::size_t> ends;

    bool began(std::size_t index) override {
        const std::lock_guard lock(mutex_);
        return !unwanted.contains(index);
    }
    bool advanced(std::size_t index, double share, double, std::size_t) override {
        EXPECT_LE(share, 1.0);
        const std::lock_guard lock(mutex_);
        if (afterFirstFrame && begun_.insert(index).second) {
            afterFirstFrame(index);
        }
        return !unwanted.contains(index);
    }
    void ended(std::size_t index, const LabelOutcome&) override {
        const std::lock_guard lock(mutex_);
        ends.push_back(index);
    }

private:
    std::mutex mutex_;
    std::set<std::size_t> begun_;
};

class BulkLabellerTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::vector<ListedRecording> recordings;
    BulkSettings settings{.label = {},
                          .model = {.name = "fake", .sha256 = std::string(64, 'f')},
                          .formats = {LabelFormat::Json, LabelFormat::WebVtt}};
    NotingObserver observer;
    bool networkFails = false;
    std::string gesture = "Thumb Up";

    void addClip(const std::string& name) {
        fs::copy_file(kBundledClip, folder.file(name));
        recordings.push_back({.file = folder.file(name), .name = name});
    }

    ResultFolder results() { return ResultFolder(folder.path() / "out"); }

    std::vector<LabelOutcome> label(const ResultFolder& into, const std::stop_token& stop = {}) {
        pipeline::WindowBatcher batcher(
            std::make_shared<test::FakeClassifier>(
                std::vector<std::string>{gesture, "No gesture"}, 8,
                [this](const model::Clip&) {
                    if (networkFails) {
                        throw model::ModelError("The network failed.", "Expected scores.", "Wait.");
                    }
                    return std::vector<float>{0.9F, 0.1F};
                }),
            4);
        return labelInBulk(recordings, batcher, into, settings, observer, stop);
    }
};

TEST_F(BulkLabellerTest, LabelsAllAndKeepsThemTheNextTime) {
    addClip("a.mp4");
    addClip("b.mp4");
    settings.jobs = 3;
    const ResultFolder into = results();
    for (const LabelOutcome& outcome : label(into)) {
        EXPECT_EQ(outcome.end, LabelEnd::Labelled) << outcome.reason;
        EXPECT_EQ(outcome.windows, 79U);  // ends at 2.0 … 21.5 s of 21.6 s
        EXPECT_EQ(outcome.segments, 1U);
    }
    EXPECT_EQ(into.find("a.mp4")->source.frames, 648);
    fs::remove(into.fileOf(LabelFormat::WebVtt, "a.mp4"));
    for (const LabelOutcome& outcome : label(into)) {
        EXPECT_EQ(outcome.end, LabelEnd::Kept);
    }
    EXPECT_TRUE(fs::exists(into.fileOf(LabelFormat::WebVtt, "a.mp4"))) << "was missing";
}

TEST_F(BulkLabellerTest, AFileThatGrowsWhileItIsReadFails) {
    addClip("a.mp4");
    observer.afterFirstFrame = [this](std::size_t) {
        std::ofstream(folder.file("a.mp4"), std::ios::app) << "more";
    };
    const ResultFolder into = results();
    const auto outcomes = label(into);
    EXPECT_EQ(outcomes[0].end, LabelEnd::Failed);
    EXPECT_THAT(outcomes[0].reason, HasSubstr("changed while it was read"));
    EXPECT_FALSE(into.find("a.mp4"));
}

TEST_F(BulkLabellerTest, WhatIsNoLongerWantedIsGivenUpAlone) {
    addClip("a.mp4");
    addClip("b.mp4");
    addClip("c.mp4");
    observer.unwanted = {0};
    observer.afterFirstFrame = [this](std::size_t index) {
        if (index == 1) {
            observer.unwanted.insert(1);
        }
    };
    const auto outcomes = label(results());
    EXPECT_EQ(outcomes[0].end, LabelEnd::Cancelled);
    EXPECT_EQ(outcomes[1].end, LabelEnd::Cancelled);
    EXPECT_EQ(outcomes[2].end, LabelEnd::Labelled);
}

TEST_F(BulkLabellerTest, AnExportThatWasRefusedIsAFailureThoughTheLabelsAreThere) {
    addClip("a.mp4");
    std::ofstream(folder.file("b.mp4")) << "no video";
    recordings.push_back({.file = folder.file("b.mp4"), .name = "b.mp4"});
    addClip("c.mp4");
    observer.unwanted = {2};
    gesture = "Thumb\n\nUp";  // a blank line ends a cue
    const ResultFolder into = results();
    const auto outcomes = label(into);
    EXPECT_EQ(outcomes[0].end, LabelEnd::Labelled);
    EXPECT_TRUE(into.find("a.mp4"));
    EXPECT_FALSE(fs::exists(into.fileOf(LabelFormat::WebVtt, "a.mp4")));
    const auto failed = failuresOf(outcomes);
    ASSERT_EQ(failed.size(), 2U);
    EXPECT_EQ(failed[0].name, "a.mp4");
    EXPECT_THAT(failed[0].reason, HasSubstr("a blank line"));
    EXPECT_EQ(failed[1].name, "b.mp4");
}

TEST_F(BulkLabellerTest, StopsSoonWhenAsked) {
    addClip("a.mp4");
    addClip("b.mp4");
    std::stop_source stop;
    observer.afterFirstFrame = [&](std::size_t) { stop.request_stop(); };
    for (const LabelOutcome& outcome : label(results(), stop.get_token())) {
        EXPECT_EQ(outcome.end, LabelEnd::Cancelled);
    }
}

TEST_F(BulkLabellerTest, StopsAllThatAreAtWorkWhenAnotherThreadAsks) {
    for (const char* const name : {"a.mp4", "b.mp4", "c.mp4", "d.mp4"}) {
        addClip(name);
    }
    settings.jobs = 3;
    std::stop_source stop;
    std::counting_semaphore<> begun(0);
    std::latch asked(1);
    observer.afterFirstFrame = [&](std::size_t) {
        begun.release();
        asked.wait();  // whatever has begun is at work when it is asked
    };
    const std::jthread asker([&] {
        begun.acquire();
        stop.request_stop();
        asked.count_down();
    });
    // Should none have begun.
    const std::shared_ptr<void> atEnd(nullptr, [&](void*) { begun.release(); });
    const ResultFolder into = results();
    for (const LabelOutcome& outcome : label(into, stop.get_token())) {
        EXPECT_EQ(outcome.end, LabelEnd::Cancelled) << outcome.name << outcome.reason;
        EXPECT_FALSE(into.find(outcome.name)) << outcome.name;
    }
}

TEST_F(BulkLabellerTest, ANetworkThatFailsEndsTheRun) {
    for (const char* const name : {"a.mp4", "b.mp4", "c.mp4", "d.mp4"}) {
        addClip(name);
    }
    settings.jobs = 3;
    networkFails = true;
    const ResultFolder into = results();
    EXPECT_THROW(label(into), model::ModelError);
    EXPECT_THAT(resultNames(into.path()), ::testing::IsEmpty());
}

TEST_F(BulkLabellerTest, AResultThatIsDamagedIsMadeAnew) {
    addClip("a.mp4");
    const ResultFolder into = results();
    label(into);
    std::ofstream(into.fileOf(LabelFormat::Json, "a.mp4")) << "{";
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::None);
    EXPECT_EQ(label(into)[0].end, LabelEnd::Labelled);
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Same);
}

// What two processors round apart must not stand in one set as if one had made it.
TEST_F(BulkLabellerTest, AResultOfAnotherEngineIsOfAnotherMaking) {
    addClip("a.mp4");
    const ResultFolder into = results();
    settings.model.engine = "folded, bf16";
    label(into);
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Same);
    settings.model.engine = "folded, fp32";
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Other);
    settings.model.engine.clear();
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Same) << "not known";
}

TEST_F(BulkLabellerTest, CorrectionsOfAVideoThatWasReplacedAreSetAside) {
    addClip("a.mp4");
    const ResultFolder into = results();
    label(into);
    const std::string corrections = folder.file("out/a.mp4.corrections.json");
    std::ofstream(corrections) << "what a person said";
    recordings[0].anew = true;
    settings.model.name = "another";
    ASSERT_EQ(label(into)[0].end, LabelEnd::Labelled);
    EXPECT_TRUE(fs::exists(corrections)) << "it is the same video";
    std::ofstream(folder.file("a.mp4"), std::ios::app) << "another end";
    ASSERT_EQ(label(into)[0].end, LabelEnd::Labelled);
    EXPECT_FALSE(fs::exists(corrections));
    EXPECT_TRUE(fs::exists(corrections + "~"));
}

TEST_F(BulkLabellerTest, CorrectionsOfAnotherVideoAreSetAsideWithoutItsResult) {
    addClip("a.mp4");
    const ResultFolder into = results();
    label(into);
    const std::string result = into.fileOf(LabelFormat::Json, "a.mp4");
    const std::string corrections = folder.file("out/a.mp4.corrections.json");
    const auto correctionsOf = [&](const std::string& video) {
        fs::remove(result);
        std::ofstream(corrections)
            << R"({"result": {"sha256": "of a result that is gone", "video_sha256": ")" << video
            << R"("}})";
    };
    correctionsOf(into.find("a.mp4")->source.sha256);
    label(into);
    EXPECT_TRUE(fs::exists(corrections)) << "they are of this video";
    correctionsOf("another");
    label(into);
    EXPECT_FALSE(fs::exists(corrections));
    EXPECT_TRUE(fs::exists(corrections + "~"));
}

TEST_F(BulkLabellerTest, ARecordingThatWasMovedIsNotLabelledAgain) {
    addClip("a.mp4");
    const ResultFolder into = results();
    label(into);
    const std::string corrections = folder.file("out/a.mp4.corrections.json");
    const std::string result = into.fileOf(LabelFormat::Json, "a.mp4");
    std::ofstream(corrections) << R"({"result": {"sha256": ")" << fileSha256(result) << R"("}})";
    const LabelDocument before = *into.find("a.mp4");
    fs::create_directory(folder.path() / "elsewhere");
    fs::rename(folder.file("a.mp4"), folder.file("elsewhere/a.mp4"));
    recordings[0].file = folder.file("elsewhere/a.mp4");
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Moved);
    networkFails = true;
    EXPECT_EQ(label(into)[0].end, LabelEnd::Kept);
    LabelDocument after = *into.find("a.mp4");
    EXPECT_EQ(after.source.path, recordings[0].file.string());
    after.source.path = before.source.path;
    EXPECT_EQ(after, before);
    EXPECT_EQ(earlierResult(recordings[0], into, settings), EarlierResult::Same);
    std::stringstream text;
    text << std::ifstream(corrections).rdbuf();
    EXPECT_THAT(text.str(), HasSubstr(fileSha256(result))) << "they are still of this result";
}

TEST_F(BulkLabellerTest, OneWithoutAPlaceForItsResultFailsAlone) {
    addClip("a.mp4");
    fs::create_directory(folder.path() / "a.mp4.json");
    addClip("a.mp4.json/b.mp4");
    addClip("c.mp4");
    fs::create_directories(folder.path() / "out/c.mp4.json");
    addClip("d.mp4");
    const auto outcomes = label(results());
    EXPECT_EQ(outcomes[0].end, LabelEnd::Labelled);
    EXPECT_EQ(outcomes[1].end, LabelEnd::Failed);
    EXPECT_THAT(outcomes[1].reason, HasSubstr("where the folder of its result would be"));
    EXPECT_EQ(outcomes[2].end, LabelEnd::Failed);
    EXPECT_THAT(outcomes[2].reason, HasSubstr("A folder stands where its result would be"));
    EXPECT_EQ(outcomes[3].end, LabelEnd::Labelled);
}

TEST(Shard, IsReadFromItsPartAndTheirNumber) {
    EXPECT_EQ(Shard::parse("2/8"), (Shard{.index = 2, .count = 8}));
    for (const char* const text : {"", "2", "0/8", "9/8", "2/", "/8", "2/8x", "a/b", "-1/3"}) {
        EXPECT_FALSE(Shard::parse(text)) << text;
    }
}

TEST(ResultFolder, ClearsAwayWhatAKilledRunLeft) {
    const test::TestFolder folder;
    fs::create_directories(folder.path() / "sub");
    const std::string left = folder.file("sub/.handscope-999999999-0.part");  // no such process
    const std::string ours =
        folder.file("sub/.handscope-" + std::to_string(::getpid()) + "-9.part");
    std::ofstream(left) << "half";
    std::ofstream(ours) << "being written";
    const ResultFolder results(folder.path());
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(ours));
    EXPECT_THROW(ResultFolder again(folder.path()), model::ModelError) << "it is held";
}

/// A folder with a result of clip.mp4 and its subtitles.
class ResultFolderTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    ResultFolder results{folder.path()};
    LabelDocument document = test::sampleDocument();
    std::string subtitles = folder.file("clip.mp4.srt");

    void SetUp() override {
        document.source.name = "clip.mp4";
        results.write(document, "scores");
        results.writeExports(document, {LabelFormat::SubRip}, /*replace=*/false);
        ASSERT_TRUE(fs::exists(subtitles));
    }

    std::string textOf(const std::string& file) {
        std::stringstream text;
        text << std::ifstream(file).rdbuf();
        return text.str();
    }
};

TEST_F(ResultFolderTest, TakesAwayTheExportsOfAResult) {
    results.removeExports("clip.mp4", /*keepScores=*/true);
    EXPECT_FALSE(fs::exists(subtitles));
    EXPECT_TRUE(fs::exists(results.scoresFileOf("clip.mp4")));
    results.removeExports("clip.mp4", /*keepScores=*/false);
    EXPECT_FALSE(fs::exists(results.scoresFileOf("clip.mp4")));
    EXPECT_TRUE(fs::exists(results.fileOf(LabelFormat::Json, "clip.mp4")));
}

TEST_F(ResultFolderTest, WhatOthersMadeOrChangedStaysUntilItsPlaceIsNeeded) {
    std::ofstream(subtitles, std::ios::app) << "by somebody else";
    const std::string theirs = textOf(subtitles);
    results.removeExports("clip.mp4", /*keepScores=*/false);
    EXPECT_EQ(textOf(subtitles), theirs);
    results.writeExports(document, {LabelFormat::SubRip}, /*replace=*/true);
    EXPECT_NE(textOf(subtitles), theirs);
    EXPECT_EQ(textOf(subtitles + "~"), theirs);
}

TEST_F(ResultFolderTest, WithoutAResultNothingIsKnownToBeOurs) {
    fs::remove(results.fileOf(LabelFormat::Json, "clip.mp4"));
    results.removeExports("clip.mp4", /*keepScores=*/false);
    EXPECT_TRUE(fs::exists(subtitles));
}

TEST_F(ResultFolderTest, ATableOfAnotherProgramMakesWayToAnotherName) {
    std::ofstream(folder.file("labels.csv")) << "id;class\n1;2\n";
    std::ofstream(folder.file("failed.csv")) << "date,reason\n";
    results.writeTables({document}, {}, {LabelFormat::Csv});
    EXPECT_EQ(textOf(folder.file("labels.csv~")), "id;class\n1;2\n");
    EXPECT_TRUE(fs::exists(folder.file("failed.csv"))) << "which is not ours";
    results.writeTables({document}, {{.name = "a", .reason = "b"}}, {LabelFormat::Csv});
    EXPECT_EQ(textOf(folder.file("failed.csv~")), "date,reason\n");
    EXPECT_EQ(textOf(folder.file("labels.csv~")), "id;class\n1;2\n") << "our own is replaced";
    results.writeTables({document}, {}, {LabelFormat::Csv});
    EXPECT_FALSE(fs::exists(folder.file("failed.csv")));
}

TEST_F(ResultFolderTest, AnyTableOfOursIsKnownByItsBeginning) {
    const std::vector<LabelFormat> all{kLabelFormats.begin(), kLabelFormats.end()};
    results.writeTables({document}, {}, all);
    results.removeTables();
    for (const char* const name : {"labels.csv", "labels.activitynet.json", "labels.jester.csv"}) {
        EXPECT_FALSE(fs::exists(folder.file(name))) << name;
    }
}

TEST(ResultFolder, ANameMustLeaveRoomForThoseOfItsResults) {
    EXPECT_FALSE(refusedName("folder/" + std::string(200, 'n') + ".mp4"));
    EXPECT_THAT(refusedName("folder/" + std::string(240, 'n') + ".mp4").value_or(""),
                ::testing::HasSubstr("too long"));
}

TEST(ResultFolder, ARecordingCannotTakeATablesPlace) {
    EXPECT_TRUE(refusedName("labels.activitynet"));
    EXPECT_FALSE(refusedName("labels"));
    EXPECT_FALSE(refusedName("clip.mp4"));
    EXPECT_THAT(refusedName("corrected/clip.mp4").value_or(""),
                ::testing::HasSubstr("where the corrected set goes"));
    EXPECT_TRUE(refusedName(".shards/1"));
    EXPECT_FALSE(refusedName(".camera/clip.mp4"));
    RecordingList list{
        .recordings = {{.file = "/v/labels.activitynet", .name = "labels.activitynet"},
                       {.file = "/v/clip.mp4", .name = "clip.mp4"}},
        .unusable = {{.name = "empty.mp4", .reason = "it is empty"}}};
    refuseNames(list);
    ASSERT_EQ(list.recordings.size(), 1U);
    EXPECT_EQ(list.recordings[0].name, "clip.mp4");
    ASSERT_EQ(list.unusable.size(), 2U);
    EXPECT_EQ(list.unusable[1].name, "labels.activitynet");
    EXPECT_EQ(list.unusable[1].reason, refusedName("labels.activitynet"));
}

}  // namespace
}  // namespace handscope::app
