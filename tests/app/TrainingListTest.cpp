// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/TrainingList.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <limits>

#include "app/CsvTable.h"
#include "app/recording/PackFrames.h"
#include "app/recording/PackList.h"
#include "model/ModelError.h"
#include "tests/app/ReviewDocument.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using handscope::test::emptyDocument;
using handscope::test::tenASecond;
using handscope::test::threeSegments;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TrainingListTest : public ::testing::Test {
protected:
    handscope::test::TestFolder folder_;
    TrainingListSettings settings_{.folder = folder_.path(), .labels = {}};
    LabelDocument document_ = threeSegments();

    void SetUp() override { nameFile("hand.mp4"); }

    /// Makes an empty file of that name and lets the result be of it.
    void nameFile(const std::string& name) {
        std::ofstream(folder_.file(name)) << "x";
        document_.source.name = name;
        document_.source.path = folder_.file(name);
    }

    TrainingRecording recording() const {
        return {.source = document_.source,
                .corrections = Corrections(document_, tenASecond(document_.source.frames))};
    }

    PackList packed(const TrainingList& list, bool allowOutside = false) const {
        writeTextAtomically(folder_.file("list.csv"), list.text);
        return readPackList(folder_.file("list.csv"), {.root = {}, .allowOutside = allowOutside});
    }

    PackList packed(const TrainingRecording& one, bool allowOutside = false) const {
        return packed(makeTrainingList({one}, settings_), allowOutside);
    }

    std::string refusal(const TrainingRecording& one) const {
        try {
            makeTrainingList({one}, settings_);
        } catch (const model::ModelError& error) {
            return error.what();
        }
        return {};
    }
};

TEST_F(TrainingListTest, HoldsWhatAPersonConfirmedInSecondsFromTheFilesBeginning) {
    TrainingRecording one = recording();
    one.corrections.accept(0);
    one.corrections.nudge(2, SegmentEdge::Start, 2);
    one.corrections.add(90, 99, "Stop Sign");
    const PackList list = packed(one);
    EXPECT_TRUE(list.problems.empty());
    ASSERT_EQ(list.entries.size(), 3U);
    EXPECT_EQ(list.entries[0].label, "Thumb Up");
    EXPECT_EQ(list.entries[0].file, folder_.path() / "hand.mp4");
    EXPECT_EQ(list.entries[0].name, "hand.mp4@0.96-2.93");
    EXPECT_NEAR(list.entries[0].startSeconds.value_or(-1.0), 0.96, 1e-9);
    EXPECT_NEAR(list.entries[0].endSeconds.value_or(-1.0), 2.93, 1e-9);
    EXPECT_EQ(list.entries[1].label, "Thumb Down");
    EXPECT_NEAR(list.entries[1].startSeconds.value_or(-1.0), 6.2, 1e-9);
    EXPECT_EQ(list.entries[2].label, "Stop Sign");
    EXPECT_NEAR(list.entries[2].startSeconds.value_or(-1.0), 9.0, 1e-9);
    EXPECT_FALSE(list.entries[2].endSeconds);
}

TEST_F(TrainingListTest, IsTextThatPeopleCanRead) {
    TrainingRecording one = recording();
    one.corrections.add(0, 4, "Stop Sign");
    EXPECT_EQ(makeTrainingList({one}, settings_).text,
              "file;label;start_s;end_s;name\n"
              "hand.mp4;Stop Sign;0.000000;0.500000;hand.mp4\n");
}

TEST_F(TrainingListTest, CountsFromWhereTheContainerSaysThatItBegins) {
    TrainingRecording one = recording();
    one.corrections.add(10, 14, "Stop Sign");
    one.startSeconds = 4.8;
    EXPECT_NEAR(packed(one).entries[0].startSeconds.value_or(-1.0), 1.2, 1e-9);
    one.startSeconds = 7.0;
    EXPECT_EQ(makeTrainingList({one}, settings_).text.find("-"), std::string::npos);
}

TEST_F(TrainingListTest, HoldsWhatAPersonHasConfirmedAlone) {
    TrainingRecording one = recording();
    one.corrections.accept(0);
    EXPECT_EQ(makeTrainingList({one}, settings_).segments, 1U);
    EXPECT_EQ(packed(one).entries.size(), 1U);
}

TEST_F(TrainingListTest, HoldsGapsOfReviewedRecordingsOnRequest) {
    settings_.withGaps = true;
    settings_.shortestGap = 0.9;
    TrainingRecording one = recording();
    EXPECT_EQ(makeTrainingList({one}, settings_).gaps, 0U);
    one.corrections.acceptAll();
    const TrainingList list = makeTrainingList({one}, settings_);
    EXPECT_EQ(list.segments, 3U);
    EXPECT_EQ(list.gaps, 3U);
    const PackList read = packed(list);
    ASSERT_EQ(read.entries.size(), 6U);
    EXPECT_EQ(read.entries[0].label, "No gesture");
    EXPECT_EQ(read.entries[0].startSeconds, 0.0);
    EXPECT_NEAR(read.entries[0].endSeconds.value_or(-1.0), 0.96, 1e-9) << "where the first begins";
    EXPECT_NEAR(read.entries[3].startSeconds.value_or(-1.0), 4.43, 1e-9) << "the second ends";
    EXPECT_NEAR(read.entries[3].endSeconds.value_or(-1.0), 5.96, 1e-9);
    EXPECT_NEAR(read.entries[5].startSeconds.value_or(-1.0), 7.93, 1e-9);
    EXPECT_FALSE(read.entries[5].endSeconds);
    settings_.shortestGap = 1.6;
    EXPECT_EQ(makeTrainingList({one}, settings_).gaps, 1U);
}

TEST_F(TrainingListTest, GapsLeaveToSegmentsWhatTheirSecondsCoverWhateverTheFramesAre) {
    settings_.withGaps = true;
    document_.segments.resize(1);
    document_.segments[0].start = 7.0;  // frames 10 to 28, were they even
    document_.segments[0].end = 9.0;
    TrainingRecording one{.source = document_.source, .corrections = Corrections(document_)};
    one.corrections.acceptAll();
    const PackList list = packed(one);
    ASSERT_EQ(list.entries.size(), 3U);
    EXPECT_NEAR(list.entries[0].endSeconds.value_or(-1.0), 2.0, 1e-9);
    EXPECT_NEAR(list.entries[1].startSeconds.value_or(-1.0), 2.0, 1e-9);
    EXPECT_NEAR(list.entries[2].startSeconds.value_or(-1.0), 4.0, 1e-9);
}

TEST_F(TrainingListTest, ARecordingWithoutSegmentsIsOneGapOnceReviewed) {
    settings_.withGaps = true;
    document_.segments.clear();
    TrainingRecording one = recording();
    EXPECT_EQ(makeTrainingList({one}, settings_).gaps, 0U);
    one.corrections.acceptAll();
    const PackList list = packed(one);
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].startSeconds, 0.0);
    EXPECT_FALSE(list.entries[0].endSeconds);
}

TEST_F(TrainingListTest, NamesLabelsThatAreNotKnown) {
    settings_.labels = {"Thumb Up", "Swiping Left"};
    TrainingRecording one = recording();
    one.corrections.accept(0);
    EXPECT_EQ(refusal(one), "");
    one.corrections.relabel(1, "Waving");
    one.corrections.relabel(2, "Jumping");
    EXPECT_THAT(refusal(one), HasSubstr("'Jumping' (hand.mp4), 'Waving' (hand.mp4)"));
    one.corrections.relabel(1, "Thumb Up");
    one.corrections.remove(2);
    EXPECT_EQ(refusal(one), "");
    settings_.withGaps = true;
    EXPECT_THAT(refusal(one), HasSubstr("'No gesture'"));
}

TEST_F(TrainingListTest, HostileNamesAndLabelsComeBackAsTheyWere) {
    for (const std::string name :
         {"a;b.mp4", "a,b.mp4", "a\tb.mp4", "say \"hi\".mp4", "two\nlines.mp4", "cr\r\nlf.mp4",
          " blanks ", "\"", "\"\"", "-o.mp4", "file;label", "☝.mp4", "'", "=1+1.mp4", "\\"}) {
        SCOPED_TRACE(name);
        nameFile(name);
        TrainingRecording one = recording();
        one.corrections.relabel(0, name + ";label");
        one.corrections.relabel(1, " " + name + " ");
        const PackList list = packed(one);
        EXPECT_TRUE(list.problems.empty());
        ASSERT_EQ(list.entries.size(), 2U);
        EXPECT_EQ(list.entries[0].file, folder_.path() / name);
        EXPECT_EQ(list.entries[0].label, name + ";label");
        EXPECT_EQ(list.entries[0].name, name + "@0.96-2.93");
        EXPECT_EQ(list.entries[1].label, " " + name + " ");
    }
}

TEST_F(TrainingListTest, NamesFilesBelowItsFolderByTheRestOfTheirPath) {
    std::filesystem::create_directories(folder_.path() / "lists");
    std::filesystem::create_directories(folder_.path() / "videos");
    std::ofstream(folder_.path() / "videos/a.mp4") << "x";
    document_.source.path = folder_.file("lists/../videos/./a.mp4");
    TrainingRecording one = recording();
    one.corrections.accept(0);
    TrainingList list = makeTrainingList({one}, settings_);
    EXPECT_EQ(list.outside, 0U);
    EXPECT_THAT(list.text, HasSubstr("\nvideos/a.mp4;"));
    EXPECT_EQ(packed(list).entries.size(), 1U);
}

TEST_F(TrainingListTest, NamesFilesOutsideItsFolderByTheirWholePath) {
    const handscope::test::TestFolder elsewhere;
    std::ofstream(elsewhere.file("a.mp4")) << "x";
    for (const bool linked : {false, true}) {
        document_.source.path = elsewhere.file("a.mp4");
        if (linked) {
            std::filesystem::create_symlink(elsewhere.file("a.mp4"), folder_.path() / "link.mp4");
            document_.source.path = folder_.file("link.mp4");
        }
        TrainingRecording one = recording();
        one.corrections.accept(0);
        const TrainingList list = makeTrainingList({one}, settings_);
        EXPECT_EQ(list.outside, 1U);
        EXPECT_THROW(packed(list), model::ModelError);
        const PackList read = packed(list, /*allowOutside=*/true);
        ASSERT_EQ(read.entries.size(), 1U);
        EXPECT_EQ(read.entries[0].file, elsewhere.file("a.mp4"));
    }
}

TEST_F(TrainingListTest, TakesAResultThatNamesNoFile) {
    document_.source.path.clear();
    TrainingRecording one = recording();
    one.corrections.accept(0);
    EXPECT_EQ(packed(one, /*allowOutside=*/true).problems.size(), 1U);
}

// ffprobe: 30 frames a second, 648 frames.
TEST_F(TrainingListTest, PacksExactlyTheFramesOfASegment) {
    constexpr std::int64_t kFrames = 648;
    document_ = emptyDocument(kFrames);
    document_.source.path =
        std::string(HANDSCOPE_SOURCE_DIR) + "/resources/clip/handscope-demo.mp4";
    document_.source.start = 0.0;
    document_.source.end = kFrames / 30.0;
    std::vector<double> times;
    for (std::int64_t i = 0; i < kFrames; ++i) {
        times.push_back(static_cast<double>(i) / 30.0);
    }
    TrainingRecording one{.source = document_.source, .corrections = Corrections(document_, times)};
    one.corrections.add(31, 47, "Thumb Up");
    one.corrections.add(100, 100, "Thumb Up");
    one.corrections.add(647, 647, "Thumb Up");
    std::vector<std::size_t> frames;
    const PackFrameReader reader({}, [] { return false; });
    for (const PackEntry& entry : packed(one, /*allowOutside=*/true).entries) {
        reader.read(entry,
                    [&](const PackedFrames& part, bool) { frames.push_back(part.frames.size()); });
    }
    EXPECT_THAT(frames, ElementsAre(17U, 1U, 1U));
}

}  // namespace
}  // namespace handscope::app
