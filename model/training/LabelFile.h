// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace handscope::training {

/// The labels of a data set: a label a line, in their order; white space around them and empty
/// lines do not count. Throws ModelError for a file that cannot be read or is larger than a list of
/// labels can be, without labels, or with one that repeats.
std::vector<std::string> readLabels(const std::filesystem::path& file);

}  // namespace handscope::training
