// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

/// The clips of which a classifier was so sure.
struct ReliabilityBin {
    double low = 0.0;  ///< bounds of its confidence, 0 … 1
    double high = 1.0;
    std::int64_t count = 0;
    double confidence = 0.0;  ///< mean; 0 where there is no clip
    double accuracy = 0.0;    ///< likewise
};

/// How sure a classifier was and how often it was right.
struct ReliabilityTable {
    std::vector<ReliabilityBin> bins;  ///< ascending

    std::int64_t clips() const;
    /// Expected calibration error: between confidence and accuracy, over all clips.
    double error() const;
};

/// Reads a CSV as training::Evaluation writes it: a header of low, high, count, mean_confidence and
/// accuracy, then a line a bin, the last two empty where it has no clip. Throws model::ModelError:
/// another header, no bins or over 100, fields that are no shares and counts, bins that overlap.
ReliabilityTable readReliability(const std::filesystem::path& file);

/// Draws the accuracy of each bin as a bar beside the diagonal on which a calibrated classifier
/// would be, and how many clips it has below. `width` and `height` in pixels, at least 200.
RgbImage drawReliability(const ReliabilityTable& table, const std::string& title, int width,
                         int height);

}  // namespace handscope::app
