// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/bench/BenchNetwork.h"
#include "app/bench/Meter.h"
#include "app/bench/Report.h"

// Each fills `report` line by line, so that what was measured before a stop is kept. All block and
// throw Interrupted and model::ModelError.
namespace handscope::bench {

/// One network at one batch.
struct ModelBench {
    NetworkChoice network;
    int batch = 1;
    std::optional<std::filesystem::path> clips;  ///< for readClips(), instead of random ones
};
void benchModel(const ModelBench& settings, const Meter& meter, Report& report);

/// A causal network: new frames through its stream, against a window computed anew by the same
/// network and by the same network in its windowed form.
void benchStream(const NetworkChoice& network, const Meter& meter, Report& report);

/// What looking into a network costs: the maps of each block, the means of all, evidence, each
/// against the scores alone. Of a causal network a pass is one new frame through its stream.
void benchMaps(const NetworkChoice& network, const Meter& meter, Report& report);

/// The paper's table of speeds: batch 16, clips in memory.
void benchPaper(const model::LoadOptions& load, const Meter& meter, Report& report);

/// What a scaling table varies.
enum class Scale { Segments, InputSize, Batch, Threads };

/// Time against one of T, input size, batch and threads at a time, the others as `base` says.
struct ScalingBench {
    model::StmConfig base;
    int batch = 1;
    model::LoadOptions load;
    std::vector<Scale> scales{Scale::Segments, Scale::InputSize, Scale::Batch, Scale::Threads};
};
void benchScaling(const ScalingBench& settings, const Meter& meter, Report& report);

/// A scaling report for `handscope-cli plot --x step`: a column a scale, with the varied number as
/// its step. Ends with a line end.
std::string scalingCsv(const Report& report);

}  // namespace handscope::bench
