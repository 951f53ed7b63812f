// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PackList.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/CsvTable.h"
#include "app/recording/PictureSize.h"
#include "capture/CaptureError.h"
#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using training::ItemKind;

class PackListTest : public ::testing::Test {
protected:
    test::TestFolder folder;

    std::filesystem::path write(const std::string& name, const std::string& text = "x") {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

    PackList read(const std::string& text, const PackListRules& rules = {}) {
        return readPackList(write("list.csv", text), rules);
    }
};

TEST_F(PackListTest, ReadsColumnsByNameAndPassesOverOthers) {
    write("a.mp4");
    write("deep/b.mp4");
    const PackList list = read(
        "\xEF\xBB\xBF"
        "origin;file;label;start_s;end_s;kind\r\n"
        "web;a.mp4;Thumb Up;1.5;3;person\r\n"
        "web;deep/b.mp4;;;;cutout\r\n");
    ASSERT_EQ(list.entries.size(), 2U);
    EXPECT_TRUE(list.problems.empty());
    EXPECT_EQ(list.entries[0].name, "a.mp4@1.50-3.00");
    EXPECT_EQ(list.entries[0].label, "Thumb Up");
    EXPECT_EQ(list.entries[0].startSeconds, 1.5);
    EXPECT_EQ(list.entries[0].endSeconds, 3.0);
    EXPECT_EQ(list.entries[0].kind, ItemKind::Clip);
    EXPECT_EQ(list.entries[1].file, folder.path() / "deep/b.mp4");
    EXPECT_EQ(list.entries[1].name, "deep/b.mp4");
    EXPECT_EQ(list.entries[1].label, "");
    EXPECT_EQ(list.entries[1].kind, ItemKind::Cutout);
    EXPECT_FALSE(list.entries[1].startSeconds);
}

TEST_F(PackListTest, TakesColumnsWithoutANameOrOfOneName) {
    write("a.mp4");
    const PackList list = read("file;label;;;note;note\na.mp4;Thumb Up;;;x;y\n");
    EXPECT_TRUE(list.problems.empty());
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].label, "Thumb Up");
}

TEST_F(PackListTest, TakesQuotedFieldsAndACommaBetweenThem) {
    write("a,b.mp4");
    const PackList list = read("clip,label,name\n\"a,b.mp4\",\"say \"\"hi\"\"\",first\n");
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].label, "say \"hi\"");
    EXPECT_EQ(list.entries[0].name, "first");
    EXPECT_EQ(list.entries[0].file, folder.path() / "a,b.mp4");
}

TEST_F(PackListTest, TakesWholeFilesWhenSegmentsAreNotWanted) {
    write("a.mp4");
    const PackList list =
        read("clip;start_s;end_s\na.mp4;5;7\n", {.root = {}, .useSegments = false});
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].name, "a.mp4");
    EXPECT_FALSE(list.entries[0].startSeconds);
    EXPECT_FALSE(list.entries[0].endSeconds);
}

TEST_F(PackListTest, NamesEachBadLineOnceAndKeepsTheRest) {
    write("a.mp4");
    const PackList list = read(
        "clip;kind;start_s;end_s\n"
        "missing.mp4;clip;;\n"
        "a.mp4;hologram;;\n"
        "a.mp4;clip;two;\n"
        "a.mp4;clip;3;2\n"
        "a.mp4;clip\n"
        ";clip;;\n"
        "a.mp4;picture;;\n");
    EXPECT_EQ(list.entries.size(), 1U);
    ASSERT_EQ(list.problems.size(), 6U);
    EXPECT_THAT(list.problems[0].name, HasSubstr("list.csv line 2"));
    EXPECT_THAT(list.problems[0].reason, HasSubstr("missing.mp4"));
    EXPECT_THAT(list.problems[1].reason, HasSubstr("hologram"));
    EXPECT_THAT(list.problems[2].reason, HasSubstr("two"));
    EXPECT_THAT(list.problems[3].reason, HasSubstr("not after"));
    EXPECT_THAT(list.problems[4].reason, HasSubstr("2 columns"));
    EXPECT_THAT(list.problems[5].reason, HasSubstr("no file"));
}

TEST_F(PackListTest, RefusesPathsOutsideItsFolderUnlessToldTo) {
    const auto outside = write("outside.mp4");
    std::filesystem::create_directories(folder.path() / "lists");
    const std::string relative = "clip\n../outside.mp4\n";
    const auto list = write("lists/list.csv", relative);
    EXPECT_THROW(readPackList(list, {}), model::ModelError);
    EXPECT_EQ(readPackList(list, {.root = {}, .allowOutside = true}).entries.size(), 1U);
    const auto absolute = write("lists/absolute.csv", "clip\n" + outside.string() + "\n");
    EXPECT_THROW(readPackList(absolute, {}), model::ModelError);
    EXPECT_EQ(readPackList(absolute, {.root = folder.path()}).entries.size(), 1U);
    std::filesystem::create_symlink(outside, folder.path() / "lists/link.mp4");
    const auto linked = write("lists/linked.csv", "clip\nlink.mp4\n");
    EXPECT_THROW(readPackList(linked, {}), model::ModelError);
}

TEST_F(PackListTest, NeedsAColumnOfFiles) {
    EXPECT_THROW(read("label;start_s\nThumb Up;1\n"), model::ModelError);
    EXPECT_THROW(read(""), model::ModelError);
    EXPECT_THROW(read("clip\n\"never ends\n"), model::ModelError);
    EXPECT_THROW(readPackList(folder.path() / "none.csv", {}), model::ModelError);
}

TEST_F(PackListTest, ReadsJestersListsWithAndWithoutLabels) {
    write("frames/7/00001.jpg");
    write("frames/12/00001.jpg");
    const auto list = write("train.csv", "7;Swiping Left\n12\n99;No gesture\n1;2;3\n");
    const PackList read = readJesterList(list, folder.path() / "frames", false);
    ASSERT_EQ(read.entries.size(), 2U);
    EXPECT_TRUE(read.entries[0].isFrameFolder);
    EXPECT_EQ(read.entries[0].label, "Swiping Left");
    EXPECT_EQ(read.entries[1].label, "");
    ASSERT_EQ(read.problems.size(), 2U);
    EXPECT_THAT(read.problems[0].name, HasSubstr("99 (train.csv line 3)"));
    const auto hostile = write("hostile.csv", "../..;No gesture\n");
    EXPECT_THROW(readJesterList(hostile, folder.path() / "frames", false), model::ModelError);
}

TEST_F(PackListTest, FindsVideosAndPicturesWhereTheyAreWanted) {
    write("in/a.mp4");
    write("in/deep/b.PNG");
    write("in/notes.txt");
    const auto odd = write("odd.bin");
    EXPECT_EQ(findPackEntries({folder.path() / "in"}, /*pictures=*/false).entries.size(), 1U);
    const PackList list = findPackEntries({folder.path() / "in", odd}, /*pictures=*/true);
    ASSERT_EQ(list.entries.size(), 3U);
    EXPECT_EQ(list.entries[1].name, "deep/b.PNG");
    EXPECT_EQ(list.entries[1].kind, ItemKind::Picture);
    EXPECT_EQ(list.entries[2].name, "odd.bin");
    EXPECT_EQ(list.entries[2].kind, ItemKind::Clip);
    EXPECT_EQ(findPackEntries({folder.path() / "none"}, true).problems.size(), 1U);
}

class CsvTableTest : public ::testing::Test {};

TEST_F(CsvTableTest, KeepsLineEndsInQuotesAndCountsLines) {
    const CsvTable table = CsvTable::parse("a\tb\n\n\"x\ny\"\tz\nlast\t\n", "t");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_THAT(table.rows[1].fields, ElementsAre("x\ny", "z"));
    EXPECT_EQ(table.rows[1].line, 3U);
    EXPECT_THAT(table.rows[2].fields, ElementsAre("last", ""));
    EXPECT_EQ(table.rows[2].line, 5U);
}

TEST_F(CsvTableTest, KnowsCounts) {
    EXPECT_EQ(countIn("0"), 0);
    EXPECT_EQ(countIn("12"), 12);
    EXPECT_EQ(countIn("1e3"), 1000);
    EXPECT_EQ(countIn("1000000000000000"), 1'000'000'000'000'000);
    for (const char* const text : {"", "-1", "0.5", "2e15", "nan", "12x"}) {
        EXPECT_EQ(countIn(text), std::nullopt) << text;
    }
}

TEST_F(CsvTableTest, KnowsNumbers) {
    EXPECT_EQ(numberIn("-1.5e3"), -1500.0);
    for (const char* const text : {"", "1,5", "nan", "inf", "1 ", "0x1", "one"}) {
        EXPECT_FALSE(numberIn(text)) << text;
    }
}

class PictureSizeTest : public ::testing::Test {
protected:
    static std::vector<std::byte> bytes(std::initializer_list<int> values) {
        std::vector<std::byte> result;
        for (const int value : values) {
            result.push_back(static_cast<std::byte>(value));
        }
        return result;
    }
};

// Written out by hand after ITU-T T.81, B.2, and the PNG specification, 5.2 and 11.2.2.
TEST_F(PictureSizeTest, ReadsTheHeaderOfAJpegBehindOtherSegments) {
    const auto jpeg = bytes({0xFF, 0xD8, 0xFF, 0xE0, 0,  4, 9,    9,    0xFF, 0xFF, 0xC4, 0, 3,
                             7,    0xFF, 0xC2, 0,    17, 8, 0x01, 0x02, 0x03, 0x04, 3,    0});
    EXPECT_EQ(pictureSize(jpeg), (PictureSize{0x304, 0x102}));
    EXPECT_TRUE(isJpeg(jpeg));
}

TEST_F(PictureSizeTest, ReadsTheHeaderOfAPng) {
    const auto png = bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13,
                            'I',  'H', 'D', 'R', 0,  0,  1,  0,  0, 0, 0, 7});
    EXPECT_EQ(pictureSize(png), (PictureSize{256, 7}));
}

TEST_F(PictureSizeTest, RefusesOtherBytesAndSizesThatNoMemoryHolds) {
    EXPECT_FALSE(pictureSize({}));
    EXPECT_FALSE(pictureSize(bytes({'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0})));
    EXPECT_FALSE(pictureSize(bytes({0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF})));
    EXPECT_FALSE(pictureSize(bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13,
                                    'I',  'H', 'D', 'R', 0,  1,  0,  0,  0, 1, 0, 0})));
}

}  // namespace
}  // namespace handscope::app
