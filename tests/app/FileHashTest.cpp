// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/FileHash.h"

#include <gtest/gtest.h>

#include <fstream>
#include <system_error>

#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

TEST(FileHashTest, IsSha256) {
    const test::TestFolder folder;
    std::ofstream(folder.file("abc")) << "abc";
    std::ofstream(folder.file("empty"));
    std::ofstream(folder.file("million")) << std::string(1'000'000, 'a');
    // The examples of FIPS 180-2.
    EXPECT_EQ(fileSha256(folder.file("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(fileSha256(folder.file("empty")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(fileSha256(folder.file("million")),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(FileHashTest, ReportsWhatCannotBeRead) {
    EXPECT_THROW(fileSha256("/no/such/file"), std::system_error);
    EXPECT_THROW(fileSha256("/"), std::system_error);
}

}  // namespace
}  // namespace handscope::app
