// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "model/Classifier.h"

namespace handscope::bench {

/// Clips of normally distributed numbers. Frames may stand in several clips.
std::vector<model::Clip> randomClips(const model::InputSpec& input, int count);

/// Clips of a safetensors file's tensor `input` [N, T, 3, S, S], F32. Throws model::ModelError for
/// a file or a shape that does not fit.
std::vector<model::Clip> readClips(const std::filesystem::path& file,
                                   const model::InputSpec& input);

/// Frames of normally distributed numbers, each in memory of its own, though only some differ.
std::vector<model::PreparedFrame> longVideo(const model::InputSpec& input, std::size_t frames);

}  // namespace handscope::bench
