// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/bench/Meter.h"
#include "app/bench/Report.h"
#include "app/labelling/LabelDocument.h"
#include "model/Classifier.h"

// Each fills `report` line by line, so that what was measured before a stop is kept. All block and
// throw Interrupted, capture::CaptureError and model::ModelError.
namespace handscope::bench {

/// Decoding of files to our frames, as fast as it goes, without the opening.
struct DecodeBench {
    std::vector<std::string> files;
    int mostFrames = 900;  ///< of each file
};
void benchDecode(const DecodeBench& settings, const Meter& meter, Report& report);

/// Frames of several sizes to the network's input.
void benchPrepare(const std::vector<int>& inputSizes, const Meter& meter, Report& report);

/// A source played in real time through the live pipeline for Effort::seconds; a file that is
/// shorter begins again.
struct LiveBench {
    std::string source;
    std::shared_ptr<model::Classifier> classifier;
    app::LabelSettings settings;
};
void benchLive(const LiveBench& settings, const Meter& meter, Report& report);

/// What `label` does, into a folder that is thrown away.
struct LabelBench {
    std::vector<std::filesystem::path> paths;  ///< files and folders
    std::shared_ptr<model::Classifier> classifier;
    app::LabelModel identity;
    app::LabelSettings settings;
    int jobs = 1;
    int repetitions = 3;
};
void benchLabel(const LabelBench& settings, const Meter& meter, Report& report);

}  // namespace handscope::bench
