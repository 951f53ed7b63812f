// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PackBuilder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "model/ModelError.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kBundledClip;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using training::ClipPack;
using training::ItemKind;

/// Of the bundled clip: 640 × 480, 30 frames a second, 648 frames, as ffprobe says.
class PackBuilderTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    PackSettings settings{.output = folder.path() / "pack", .labels = {}, .frames = {}};
    PackList list;

    PackEntry& addPicture(const std::string& name, int level, cv::Size size = {64, 48}) {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        cv::imwrite(file.string(), cv::Mat(size, CV_8UC3, cv::Scalar(level, 128, 255 - level)));
        PackEntry entry;
        entry.file = file;
        entry.name = name;
        entry.kind = ItemKind::Picture;
        return list.entries.emplace_back(entry);
    }

    PackEntry& addClip(std::optional<double> start = {}, std::optional<double> end = {}) {
        PackEntry entry;
        entry.file = kBundledClip;
        entry.name = "demo";
        entry.startSeconds = start;
        entry.endSeconds = end;
        return list.entries.emplace_back(entry);
    }

    PackReport build() { return buildPack(list, settings, {}); }

    cv::Mat decodedFrame(const ClipPack& pack, std::size_t item, std::int64_t frame) {
        const auto bytes = pack.jpegFrames(item, frame, frame + 1).front();
        const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
        return cv::imdecode(std::vector<std::uint8_t>(begin, begin + bytes.size()),
                            cv::IMREAD_COLOR);
    }

    static std::set<std::string> namesIn(const std::filesystem::path& pack) {
        std::set<std::string> names;
        const ClipPack packed(pack);
        for (const auto& item : packed.items()) {
            names.insert(item.name);
        }
        return names;
    }

    /// What lies beside the inputs: nothing may be left behind.
    bool leftNothing() {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename().string();
            if (name == "pack" || name.starts_with(".")) {
                return false;
            }
        }
        return true;
    }
};

TEST_F(PackBuilderTest, PacksAPartOfAVideoSmallerAndWithItsRate) {
    addClip(2.0, 3.0);
    const PackReport report = build();
    EXPECT_TRUE(report.written);
    EXPECT_EQ(report.items, 1U);
    EXPECT_EQ(report.frames, 30);
    EXPECT_GT(report.bytes, 1000U);
    const ClipPack pack(settings.output);
    ASSERT_EQ(pack.items().size(), 1U);
    EXPECT_EQ(pack.items()[0].frames, 30);
    EXPECT_EQ(pack.items()[0].width, 192);
    EXPECT_EQ(pack.items()[0].height, 144);
    EXPECT_NEAR(pack.items()[0].frameRate, 30.0, 1e-3);
    EXPECT_EQ(decodedFrame(pack, 0, 29).size(), cv::Size(192, 144));
}

TEST_F(PackBuilderTest, LeavesOutFramesAboveTheRate) {
    settings.frames.maxRate = 15.0;
    addClip(0.0, 2.0);
    EXPECT_EQ(build().frames, 30);
    EXPECT_NEAR(ClipPack(settings.output).items()[0].frameRate, 15.0, 1e-3);
}

TEST_F(PackBuilderTest, KeepsAboutTheRateWhenItDoesNotDivideTheVideos) {
    settings.frames.maxRate = 12.0;
    addClip(0.0, 5.0);
    EXPECT_NEAR(static_cast<double>(build().frames), 60.0, 1.0);
}

TEST_F(PackBuilderTest, SplitsWhatIsTooLong) {
    settings.frames.maxSeconds = 1.0;
    addClip(0.0, 2.5);
    EXPECT_EQ(build().items, 3U);
    const ClipPack pack(settings.output);
    ASSERT_EQ(pack.items().size(), 3U);
    EXPECT_EQ(pack.items()[0].name, "demo#0");
    EXPECT_EQ(pack.items()[0].frames, 30);
    EXPECT_EQ(pack.items()[2].name, "demo#2");
    EXPECT_EQ(pack.items()[2].frames, 15);
}

TEST_F(PackBuilderTest, KeepsColoursAndNeverEnlarges) {
    addPicture("small.png", 200);
    addPicture("large.png", 10, {640, 320});
    build();
    const ClipPack pack(settings.output);
    ASSERT_EQ(pack.items().size(), 2U);
    EXPECT_EQ(pack.items()[0].name, "large.png");
    EXPECT_EQ(pack.items()[0].width, 288);
    EXPECT_EQ(pack.items()[0].height, 144);
    EXPECT_EQ(pack.items()[0].kind, ItemKind::Picture);
    EXPECT_EQ(pack.items()[0].frameRate, 0.0);
    EXPECT_EQ(pack.items()[1].width, 64);
    const auto pixel = decodedFrame(pack, 1, 0).at<cv::Vec3b>(20, 20);
    EXPECT_NEAR(pixel[0], 200, 4);
    EXPECT_NEAR(pixel[1], 128, 4);
    EXPECT_NEAR(pixel[2], 55, 4);
}

TEST_F(PackBuilderTest, CopiesTheFilesOfFrameFoldersByteForByte) {
    for (const char* const name : {"7/00002.jpg", "7/00001.jpg", "7/00010.jpg"}) {
        addPicture(name, name[6], {176, 200});
    }
    list.entries.clear();
    PackEntry entry;
    entry.file = folder.path() / "7";
    entry.name = "7";
    entry.isFrameFolder = true;
    entry.label = "Thumb Up";
    list.entries.push_back(entry);
    build();
    const ClipPack pack(settings.output);
    ASSERT_EQ(pack.items()[0].frames, 3);
    EXPECT_EQ(pack.items()[0].width, 176);
    EXPECT_EQ(pack.items()[0].height, 200);
    EXPECT_EQ(pack.items()[0].frameRate, 12.0);
    EXPECT_EQ(pack.items()[0].label, 0);
    std::ifstream stream(folder.file("7/00010.jpg"), std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(stream), {}};
    const auto packed = pack.jpegFrames(0, 2, 3).front();
    EXPECT_EQ(file, std::string(reinterpret_cast<const char*>(packed.data()), packed.size()));
}

TEST_F(PackBuilderTest, MakesFrameFoldersSmallerWhereThatIsAskedFor) {
    addPicture("7/00001.jpg", 5, {176, 200});
    list.entries.front().file = folder.path() / "7";
    list.entries.front().isFrameFolder = true;
    settings.frames.shortSide = 88;
    build();
    const ClipPack pack(settings.output);
    EXPECT_EQ(pack.items()[0].width, 88);
    EXPECT_EQ(decodedFrame(pack, 0, 0).size(), cv::Size(88, 100));
}

TEST_F(PackBuilderTest, PacksEqualFilesOnce) {
    addPicture("a.png", 1);
    addPicture("b.png", 1);
    addPicture("c.png", 2);
    const PackReport report = build();
    EXPECT_EQ(report.items, 2U);
    EXPECT_EQ(report.duplicates, 1U);
    EXPECT_THAT(namesIn(settings.output), ElementsAre("a.png", "c.png"));
}

TEST_F(PackBuilderTest, NamesEqualFilesWithDifferentLabels) {
    addPicture("a.png", 1).label = "Thumb Up";
    addPicture("b.png", 1).label = "Thumb Down";
    settings.skipBad = true;
    const PackReport report = build();
    ASSERT_EQ(report.problems.size(), 1U);
    EXPECT_EQ(report.problems[0].name, "b.png");
    EXPECT_THAT(report.problems[0].reason, HasSubstr("a.png"));
}

TEST_F(PackBuilderTest, GivesNamesThatRepeatANumber) {
    addPicture("a.png", 1);
    addPicture("b.png", 2).name = "a.png";
    build();
    EXPECT_THAT(namesIn(settings.output), ElementsAre("a.png", "a.png~2"));
}

TEST_F(PackBuilderTest, SplitsIntoTwoPacksThatShareNothing) {
    for (int i = 0; i < 9; ++i) {
        addPicture("p" + std::to_string(i) + ".png", 20 * i).label = i % 2 == 0 ? "even" : "odd";
    }
    addPicture("q.png", 20 * 1).label = "odd";  // the content of p1
    settings.share = PackShare::parse("2/4");
    build();
    EXPECT_THAT(namesIn(settings.output), ElementsAre("p1.png", "p5.png"));
    PackSettings others = settings;
    others.output = folder.path() / "others";
    others.share->others = true;
    EXPECT_EQ(buildPack(list, others, {}).items, 7U);
    EXPECT_FALSE(namesIn(others.output).contains("q.png"));
    EXPECT_EQ(ClipPack(settings.output).labels(), ClipPack(others.output).labels());
}

TEST_F(PackBuilderTest, SortsLabelsOfTheListAndCountsThem) {
    addPicture("a.png", 1).label = "b";
    addPicture("b.png", 2).label = "a";
    addPicture("c.png", 3).label = "b";
    addPicture("d.png", 4);
    const PackReport report = build();
    EXPECT_THAT(ClipPack(settings.output).labels(), ElementsAre("a", "b"));
    EXPECT_EQ(report.itemsOfLabel[1], (std::pair<std::string, std::size_t>("b", 2)));
    EXPECT_EQ(report.unlabelled, 1U);
}

TEST_F(PackBuilderTest, NamesAllThatIsBadAndWritesNothing) {
    addPicture("good.png", 1).label = "Thumb Up";
    addPicture("stranger.png", 2).label = "Juggling";
    for (const char* const name : {"broken.png", "broken.mp4"}) {
        std::ofstream(folder.file(name)) << "neither: " << name;
        PackEntry entry;
        entry.file = folder.path() / name;
        entry.name = name;
        entry.kind = std::string(name) == "broken.png" ? ItemKind::Picture : ItemKind::Clip;
        list.entries.push_back(entry);
    }
    list.problems.push_back({"line 4", "it names no file"});
    settings.labels = {"Thumb Up"};
    const PackReport report = build();
    EXPECT_FALSE(report.written);
    std::vector<std::string> names;
    for (const PackProblem& problem : report.problems) {
        names.push_back(problem.name);
    }
    EXPECT_THAT(names, ::testing::UnorderedElementsAre("line 4", "stranger.png", "broken.png",
                                                       "broken.mp4"));
    EXPECT_TRUE(leftNothing());
    settings.skipBad = true;
    EXPECT_EQ(build().items, 1U);
    EXPECT_EQ(ClipPack(settings.output).items().size(), 1U);
}

TEST_F(PackBuilderTest, RefusesAPartWithoutFramesAndAFolderWithoutThem) {
    addClip(1000.0, 1001.0);
    std::filesystem::create_directories(folder.path() / "empty");
    PackEntry entry;
    entry.file = folder.path() / "empty";
    entry.name = "empty";
    entry.isFrameFolder = true;
    list.entries.push_back(entry);
    EXPECT_EQ(build().problems.size(), 2U);
    EXPECT_FALSE(std::filesystem::exists(settings.output));
}

TEST_F(PackBuilderTest, LeavesNothingWhenItIsCancelled) {
    addClip(0.0, 5.0);
    int asked = 0;
    training::RunControl control;
    control.cancelled = [&] { return ++asked > 20; };
    const PackReport report = buildPack(list, settings, control);
    EXPECT_TRUE(report.cancelled);
    EXPECT_FALSE(report.written);
    EXPECT_TRUE(leftNothing());
}

TEST_F(PackBuilderTest, TouchesNoFolderThatIsInUse) {
    addPicture("a.png", 1);
    std::filesystem::create_directories(settings.output);
    std::ofstream(settings.output / "mine.txt") << "mine";
    EXPECT_THROW(build(), model::ModelError);
    std::filesystem::remove(settings.output / "mine.txt");
    EXPECT_TRUE(build().written) << "an empty one is as good as none";
}

TEST_F(PackBuilderTest, SaysWhenThereIsNothingToPack) {
    EXPECT_THROW(build(), model::ModelError);
    EXPECT_TRUE(leftNothing());
}

class PackShareTest : public ::testing::Test {};

TEST_F(PackShareTest, KnowsItsFormAlone) {
    EXPECT_TRUE(PackShare::parse("1/8"));
    EXPECT_TRUE(PackShare::parse("8/8"));
    for (const char* const text : {"", "1", "0/8", "9/8", "1/", "/8", "1/8x", "-1/8", "1/0"}) {
        EXPECT_FALSE(PackShare::parse(text)) << text;
    }
}

}  // namespace
}  // namespace handscope::app
