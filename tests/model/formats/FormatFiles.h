// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/TestFolder.h"

namespace handscope::test {

inline std::filesystem::path writeFile(const std::filesystem::path& file,
                                       const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

inline std::string readFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace handscope::test
