// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

/// Counts of a classifier's answers.
struct ConfusionMatrix {
    std::vector<std::string> labels;
    std::vector<std::int64_t> counts;  ///< [true label × answer], row-major

    std::int64_t at(std::size_t truth, std::size_t answer) const {
        return counts[truth * labels.size() + answer];
    }
};

/// Reads a CSV with the labels in its first row, and in each further row a label and its counts.
/// Throws model::ModelError: rows and columns that differ, fields that are no counts, over 200
/// labels.
ConfusionMatrix readConfusion(const std::filesystem::path& file);

/// Draws a heat map in which each row is scaled to its sum, with the counts in its cells.
RgbImage drawConfusion(const ConfusionMatrix& matrix, const std::string& title, int width,
                       int height);

}  // namespace handscope::app
