// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/RecordingList.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "capture/CaptureError.h"
#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

class RecordingListTest : public ::testing::Test {
protected:
    test::TestFolder folder;

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
    const auto list = listRecordings({folder.path()}).recordings;
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].name, "a/deep/c.mov");
    EXPECT_EQ(list[1].name, "a/z.mkv");
    EXPECT_EQ(list[2].name, "b.mp4");
    EXPECT_TRUE(list[0].found);
}

TEST_F(RecordingListTest, TakesANamedFileByItsOwnNameAndOnce) {
    touch("a/clip.mp4");
    const auto file = folder.path() / "a" / "clip.mp4";
    const auto list = listRecordings({file, file, folder.path() / "a"}).recordings;
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].name, "clip.mp4");
    EXPECT_FALSE(list[0].found);
}

TEST_F(RecordingListTest, RefusesTwoFilesThatWouldWriteTheSameResult) {
    touch("a/clip.mp4");
    touch("b/clip.mp4");
    EXPECT_THROW(listRecordings({folder.path() / "a", folder.path() / "b"}), capture::CaptureError);
    EXPECT_EQ(listRecordings({folder.path()}).recordings.size(), 2U);
}

TEST_F(RecordingListTest, NamesWhatCannotBeARecordingAndGoesOn) {
    touch("clip.mp4");
    std::ofstream(folder.file("empty.mp4"));
    std::ofstream(folder.file("empty.txt"));
    const auto list = listRecordings(
        {folder.path(), folder.file("missing.mp4"), "/dev/null", folder.file("clip.mp4/below")});
    ASSERT_EQ(list.recordings.size(), 1U);
    ASSERT_EQ(list.unusable.size(), 4U);
    EXPECT_EQ(list.unusable[0].name, "empty.mp4");
    EXPECT_EQ(list.unusable[0].reason, "it is empty");
    EXPECT_EQ(list.unusable[1].reason, "there is no such file or folder");
    EXPECT_EQ(list.unusable[2].reason, "it is a device, a pipe or a socket, not a file");
    EXPECT_EQ(list.unusable[3].reason, "there is no such file or folder");
}

/// Root may read everything: what a test does meanwhile it does as nobody.
class AsNobody {
public:
    AsNobody() { become(kNobody); }
    ~AsNobody() { become(0); }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;

private:
    static constexpr uid_t kNobody = 65534;
    const bool isRoot_ = ::getuid() == 0;

    void become(uid_t user) const {
        if (isRoot_) {
            EXPECT_EQ(::seteuid(user), 0);
        }
    }
};

TEST_F(RecordingListTest, NamesFoldersThatCannotBeReadAndCountsLinks) {
    namespace fs = std::filesystem;
    touch("a/clip.mp4");
    touch("locked/other.mp4");
    touch("z/last.mp4");
    fs::create_symlink(folder.path() / "a" / "clip.mp4", folder.path() / "z" / "link.mp4");
    fs::create_directory_symlink(folder.path() / "a", folder.path() / "linked");
    fs::permissions(folder.path(), fs::perms::all);
    fs::permissions(folder.path() / "locked", fs::perms::none);
    RecordingList list;
    {
        const AsNobody nobody;
        list = joined({listRecordings({folder.path()})});
    }
    fs::permissions(folder.path() / "locked", fs::perms::all);
    ASSERT_EQ(list.recordings.size(), 2U);
    EXPECT_EQ(list.recordings[0].name, "a/clip.mp4");
    EXPECT_EQ(list.recordings[1].name, "z/last.mp4");
    ASSERT_EQ(list.unusable.size(), 1U);
    EXPECT_EQ(list.unusable[0].name, folder.file("locked"));
    EXPECT_EQ(list.unusable[0].reason, "the folder cannot be read (Permission denied)");
    EXPECT_EQ(list.links, 2U);
}

TEST_F(RecordingListTest, ListsAgainWhatWasListedAndNamesWhatHasGone) {
    touch("a/clip.mp4");
    touch("a/gone.mp4");
    touch("a/replaced.mp4");
    auto listed = listRecordings({folder.path()}).recordings;
    ASSERT_EQ(listed.size(), 3U);
    listed[0].anew = true;
    std::filesystem::remove(folder.file("a/gone.mp4"));
    std::filesystem::remove(folder.file("a/replaced.mp4"));
    touch("a/replaced.mp4/other.mp4");
    const RecordingList again = listedAgain(listed);
    ASSERT_EQ(again.recordings.size(), 1U);
    EXPECT_EQ(again.recordings[0].name, "a/clip.mp4") << "as in its folder, not by itself";
    EXPECT_TRUE(again.recordings[0].found);
    EXPECT_TRUE(again.recordings[0].anew);
    ASSERT_EQ(again.unusable.size(), 2U);
    EXPECT_EQ(again.unusable[0].name, folder.file("a/gone.mp4"));
    EXPECT_EQ(again.unusable[0].reason, "there is no such file or folder");
    EXPECT_EQ(again.unusable[1].reason, "it is a folder now");
}

TEST_F(RecordingListTest, RefusesANameThatIsNotUtf8) {
    touch("clip\xff.mp4");
    const auto list = listRecordings({folder.path()});
    EXPECT_TRUE(list.recordings.empty());
    ASSERT_EQ(list.unusable.size(), 1U);
    EXPECT_EQ(list.unusable[0].name, "clip?.mp4");
}

TEST_F(RecordingListTest, RefusesAFolderWhoseNameIsNotUtf8) {
    touch("folder\xff/clip.mp4");
    const auto list = listRecordings({folder.path() / "folder\xff"});
    EXPECT_TRUE(list.recordings.empty()) << "its result would have to name the folder";
    ASSERT_EQ(list.unusable.size(), 1U);
    EXPECT_EQ(list.unusable[0].name, "clip.mp4");
}

TEST_F(RecordingListTest, LeavesTheFolderOfResultsOut) {
    touch("clip.mp4");
    touch("labels/clip.mp4.vtt");
    EXPECT_EQ(listRecordings({folder.path()}, folder.path() / "labels").recordings.size(), 1U);
}

TEST_F(RecordingListTest, ReadsAListRelativeToItsFolder) {
    touch("lists/clip.mp4");
    touch("lists/more/other.mp4");
    touch("outside.mp4");
    std::ofstream(folder.file("lists/list.txt")) << "# what to label\n\nclip.mp4\r\n./more\n";
    const auto list = readRecordingList(folder.file("lists/list.txt"), false).recordings;
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].name, "clip.mp4");
    EXPECT_EQ(list[1].name, "other.mp4");
    std::ofstream(folder.file("lists/out.txt")) << "../outside.mp4\n";
    EXPECT_THROW(readRecordingList(folder.file("lists/out.txt"), false), model::ModelError);
    const auto outside = readRecordingList(folder.file("lists/out.txt"), true).recordings;
    ASSERT_EQ(outside.size(), 1U);
    EXPECT_EQ(outside[0].name, "outside.mp4") << "its result stays in the folder of results";
}

TEST_F(RecordingListTest, JoinsListsAndKeepsEachFileOnce) {
    touch("a.mp4");
    touch("b.mp4");
    const auto list = joined({listRecordings({folder.file("a.mp4")}),
                              listRecordings({folder.path(), folder.file("none")})});
    EXPECT_EQ(list.recordings.size(), 2U);
    EXPECT_EQ(list.unusable.size(), 1U);
}

TEST(ShardOf, IsFnv1aOfTheName) {
    // Test vectors of FNV-1a, 64 bits: "" and "foobar".
    constexpr std::uint64_t kEmpty = 0xcbf29ce484222325U;
    constexpr std::uint64_t kFoobar = 0x85944171f73967e8U;
    for (const int count : {1, 2, 7, 1000}) {
        EXPECT_EQ(shardOf("", count), static_cast<int>(kEmpty % count) + 1);
        EXPECT_EQ(shardOf("foobar", count), static_cast<int>(kFoobar % count) + 1);
    }
}

TEST_F(RecordingListTest, DoesNotFollowLinksOutOfTheFolder) {
    touch("a/clip.mp4");
    std::filesystem::create_directory_symlink("/", folder.path() / "a" / "root");
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "a" / "link.mp4");
    EXPECT_EQ(listRecordings({folder.path()}).recordings.size(), 1U);
}

TEST_F(RecordingListTest, StopsInTheMiddleOfAFolderWhenItIsToldTo) {
    for (const char* const name : {"a.mp4", "b.mp4", "deep/c.mp4"}) {
        touch(name);
    }
    std::vector<std::size_t> told;
    const auto all = listRecordings({folder.path()}, {}, [&told](std::size_t files) {
        told.push_back(files);
        return true;
    });
    ASSERT_TRUE(all);
    EXPECT_EQ(all->recordings.size(), 3U);
    EXPECT_EQ(told.front(), 0U);
    EXPECT_GE(told.back(), 2U);
    EXPECT_FALSE(listRecordings({folder.path()}, {}, [](std::size_t files) { return files < 2; }));
}

TEST_F(RecordingListTest, KnowsVideosByTheirExtension) {
    EXPECT_TRUE(looksLikeVideo("a.MP4"));
    EXPECT_TRUE(looksLikeVideo("a.webm"));
    EXPECT_FALSE(looksLikeVideo("labels.csv"));
    EXPECT_FALSE(looksLikeVideo("mp4"));
}

}  // namespace
}  // namespace handscope::app
