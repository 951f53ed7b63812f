// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder.
#pragma once

#include <array>
#include <string>
#include <vector>

/// How a checkpoint's metadata are written: every value is a text.
namespace handscope::model::metadata {

/// What to do about metadata that make no network.
inline constexpr const char* kRepair =
    "Use a checkpoint that Handscope wrote, or correct the metadata.";

/// Throws ModelError.
[[noreturn]] void refuse(const std::string& key, const std::string& value,
                         const std::string& expected);

std::vector<std::string> split(const std::string& text, char separator);
std::string join(const std::vector<std::string>& parts, const std::string& separator);

/// The shortest text that reads back as the same number.
std::string number(double value);
/// Joined by commas.
std::string counts(const std::array<int, 4>& values);
std::string triple(const std::array<float, 3>& values);

/// Each throws ModelError for what is none.
double toNumber(const std::string& key, const std::string& text);
int toWhole(const std::string& key, const std::string& text);
std::array<float, 3> toTriple(const std::string& key, const std::string& text);
bool toFlag(const std::string& key, const std::string& value);

}  // namespace handscope::model::metadata
