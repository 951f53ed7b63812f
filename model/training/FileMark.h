// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace handscope::training {

/// A file's name and a ContentMark of its bytes, since weights are called the same in every run;
/// empty for no file. Reads the file. Throws ModelError when that fails.
std::string fileMark(const std::filesystem::path& file);

}  // namespace handscope::training
