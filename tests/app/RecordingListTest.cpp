// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/RecordingList.h"

#include <gtest/gtest.h>

#include <fstream>

#include "capture/CaptureError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

class RecordingListTest : public ::testing::Test {
protected:
    testing::TestFolder folder;

    void touch(const std::string& name) {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "x";
    }
};

TEST_F(RecordingListTest, WalksFoldersAndSortsByName) {
    touch("b.mp4");
    touch("a/z.mkv");
    touch("a/deep/c.mov");
    const auto list = listRecordings({folder.path()});
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].name, "a/deep/c.mov");
    EXPECT_EQ(list[1].name, "a/z.mkv");
    EXPECT_EQ(list[2].name, "b.mp4");
    EXPECT_TRUE(list[0].found);
}

TEST_F(RecordingListTest, TakesANamedFileByItsOwnNameAndOnce) {
    touch("a/clip.mp4");
    const auto file = folder.path() / "a" / "clip.mp4";
    const auto list = listRecordings({file, file, folder.path() / "a"});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].name, "clip.mp4");
    EXPECT_FALSE(list[0].found);
}

TEST_F(RecordingListTest, RefusesTwoFilesThatWouldWriteTheSameResult) {
    touch("a/clip.mp4");
    touch("b/clip.mp4");
    EXPECT_THROW(listRecordings({folder.path() / "a", folder.path() / "b"}), capture::CaptureError);
    EXPECT_EQ(listRecordings({folder.path()}).size(), 2U);
}

TEST_F(RecordingListTest, NamesAPathThatIsNotThere) {
    EXPECT_THROW(listRecordings({folder.path() / "missing"}), capture::CaptureError);
}

TEST_F(RecordingListTest, DoesNotFollowLinksOutOfTheFolder) {
    touch("a/clip.mp4");
    std::filesystem::create_directory_symlink("/", folder.path() / "a" / "root");
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "a" / "link.mp4");
    EXPECT_EQ(listRecordings({folder.path()}).size(), 1U);
}

TEST_F(RecordingListTest, KnowsVideosByTheirExtension) {
    EXPECT_TRUE(looksLikeVideo("a.MP4"));
    EXPECT_TRUE(looksLikeVideo("a.webm"));
    EXPECT_FALSE(looksLikeVideo("labels.csv"));
    EXPECT_FALSE(looksLikeVideo("mp4"));
}

}  // namespace
}  // namespace handscope::app
