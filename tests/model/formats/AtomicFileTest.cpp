// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/AtomicFile.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "FormatBytes.h"
#include "FormatFiles.h"
#include "RefusalOf.h"

namespace handscope::test {
namespace {

using model::AtomicFile;

/// Files may not grow beyond this while it lives: a full disk, for this process alone.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

class AtomicFileTest : public testing::Test {
protected:
    std::size_t filesInFolder() const {
        const std::filesystem::directory_iterator all(folder_.path());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    TestFolder folder_;
    std::string text_ = "new content";
};

TEST_F(AtomicFileTest, AppearsOnlyWhenItIsWhole) {
    const auto file = folder_ / "file";
    AtomicFile destination(file);
    destination.write(asBytes(text_));
    EXPECT_FALSE(std::filesystem::exists(file));
    destination.commit();
    EXPECT_EQ(readFile(file), text_);
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(AtomicFileTest, LeavesTheOlderFileWhenItIsNotCommitted) {
    const auto file = writeFile(folder_ / "file", "old");
    {
        AtomicFile destination(file);
        destination.write(asBytes(text_));
    }
    EXPECT_EQ(readFile(file), "old");
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(AtomicFileTest, ReplacesTheOlderFile) {
    const auto file = writeFile(folder_ / "file", "old and longer than the new one");
    AtomicFile destination(file);
    destination.write(asBytes(text_));
    destination.commit();
    EXPECT_EQ(readFile(file), text_);
}

TEST_F(AtomicFileTest, ReportsAFullDiskAndLeavesTheOlderFile) {
    const auto file = writeFile(folder_ / "file", "old");
    const std::string large(100'000, 'x');
    const auto refusal = refusalOf([&] {
        const FileSizeLimit limit(4096);
        AtomicFile destination(file);
        destination.write(asBytes(large));
        destination.commit();
    });
    expectThreeParts(refusal, file.string());
    EXPECT_EQ(readFile(file), "old");
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(AtomicFileTest, RefusesMissingFoldersAndThePlacesOfOtherThings) {
    expectThreeParts(refusalOf([&] { AtomicFile(folder_ / "missing/file"); }), "missing/file");
    expectThreeParts(refusalOf([&] { AtomicFile(folder_.path()); }), "not a regular file");
    expectThreeParts(refusalOf([&] { AtomicFile("/dev/null"); }), "'/dev/null'");
}

TEST_F(AtomicFileTest, TwoWritersOfOneFileDoNotMix) {
    const auto file = folder_ / "file";
    AtomicFile first(file);
    AtomicFile second(file);
    first.write(asBytes("first"));
    second.write(asBytes(text_));
    first.commit();
    second.commit();
    EXPECT_EQ(readFile(file), text_);
    EXPECT_EQ(filesInFolder(), 1U);
}

}  // namespace
}  // namespace handscope::test
