// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace handscope::app {

/// SHA-256 of a file's content in lower-case hexadecimal. Blocks while it reads.
/// Throws std::system_error when the file cannot be read.
std::string fileSha256(const std::filesystem::path& file);

}  // namespace handscope::app
