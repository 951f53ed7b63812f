// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace handscope::app {

/// Writes float32 values as NumPy's `.npy` (format 1.0, little-endian, C order).
/// Throws model::ModelError when the file cannot be written whole; what stood there before stays
/// then.
void writeNpy(const std::filesystem::path& file, std::span<const float> values,
              const std::vector<std::int64_t>& shape);

}  // namespace handscope::app
