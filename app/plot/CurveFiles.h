// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

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

/// The mean over up to `points` values around each.
std::vector<double> movingMean(const std::vector<double>& values, int points);

}  // namespace handscope::app
