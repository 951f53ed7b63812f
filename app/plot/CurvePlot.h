// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

/// One line of a chart.
struct Curve {
    std::string name;         ///< for the legend
    std::vector<double> x;    ///< ascending
    std::vector<double> y;    ///< as many
    std::vector<double> raw;  ///< y before it was smoothed, drawn faintly; empty: y is not smoothed
};

/// One chart: curves over one pair of axes.
struct CurvePanel {
    std::string yName;
    std::vector<Curve> curves;
};

/// Charts one above the other, over a common horizontal axis.
struct CurveFigure {
    std::string title;
    std::string xName;
    std::vector<CurvePanel> panels;
};

/// What is read from training curves.
struct CurveRequest {
    std::string x = "clips";         ///< "step", "clips" or "seconds"
    std::vector<std::string> names;  ///< a panel each; empty: every value of the first file
    /// Points of the moving mean; 1: none. Curves of fewer than four times as many stay as they
    /// are.
    int smooth = 1;
};

/// Reads CSV files as training::RunLog writes them: a header of step, clips, seconds and names of
/// values, then numbers; a value may be empty. A file without a value that is asked for has no
/// curve in that panel; one must have it. Throws model::ModelError: no such file, no such column,
/// fields that are no numbers.
CurveFigure readCurves(const std::vector<std::filesystem::path>& files,
                       const CurveRequest& request);

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

/// Marks on an axis at multiples of 1, 2 or 5 times a power of ten, about `count` of them, that lie
/// within [low, high]. `low` < `high`.
std::vector<double> niceTicks(double low, double high, int count);

/// The mean over up to `points` values around each.
std::vector<double> movingMean(const std::vector<double>& values, int points);

/// Draws on a light background; `width` and `height` in pixels, at least 200.
RgbImage drawCurves(const CurveFigure& figure, int width, int height);

/// Draws a heat map in which each row is scaled to its sum, with the counts in its cells.
RgbImage drawConfusion(const ConfusionMatrix& matrix, const std::string& title, int width,
                       int height);

}  // namespace handscope::app
