// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "model/training/Miner.h"

namespace handscope::training {

/// A picture of what is drawn, to look at before hours go into it: `rows` draws below each other,
/// each with eight of its frames, as PNG, disguised as told. Needs no teacher.
/// Throws ModelError.
void writeDrawPreview(const DrawSource& source, std::uint64_t seed,
                      const DisguiseSettings& disguise, int rows,
                      const std::filesystem::path& file);

}  // namespace handscope::training
