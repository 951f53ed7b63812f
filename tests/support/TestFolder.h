// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace handscope::test {

/// A folder of the running test's own that goes with it.
class TestFolder {
public:
    TestFolder() {
        const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
        static int count = 0;
        std::string name = std::string("handscope-") + test->test_suite_name() + "-" +
                           test->name() + "-" + std::to_string(::getpid()) + "-" +
                           std::to_string(count++);
        for (char& character : name) {
            character = character == '/' ? '-' : character;
        }
        path_ = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(path_);
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

}  // namespace handscope::test
