// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/bench/BenchClips.h"
#include "app/bench/Meter.h"
#include "app/bench/Report.h"
#include "model/Classifier.h"
#include "model/LoadClassifier.h"
#include "model/StmConfig.h"

namespace handscope::bench {

/// The networks of the paper's tables by name: "stm", "cstm", "cmm", or "tsn", a plain ResNet.
/// Throws std::invalid_argument for another.
model::BlockModules modulesOfVariant(const std::string& variant);

/// ResNet-50 with these modules for the paper's 174 classes, with labels.
model::StmConfig resNet50(const std::string& variant, int segments, int inputSize);

/// Gives a network labels for its classes.
void nameClasses(model::StmConfig& config);

/// The same network, so small that it runs at once: for --quick.
model::StmConfig shrunk(model::StmConfig config);

/// Which network is measured, and how it is computed.
struct NetworkChoice {
    std::optional<std::filesystem::path> file;  ///< else `config` with random weights
    model::StmConfig config;
    model::LoadOptions load;
};

/// Blocks for up to seconds. Throws model::ModelError.
std::shared_ptr<model::Classifier> openNetwork(const NetworkChoice& choice);

/// How the network is computed, such as "folded, bf16"; "as written" where it does not say.
std::string engineName(const model::ModelDescription& description);

/// What a report must say of passes over the same frames on a device: lines for people, none for a
/// CPU.
std::vector<std::string> notesOnFrames(const std::string& device);

/// The columns that name a network: what, engine, T, size.
Row networkCells(const std::string& name, const model::ModelDescription& description);

/// The columns of a timing: milliseconds (median, fastest, 95th percentile), and in the JSON how
/// often it was measured.
Row timingCells(const Timing& timing, const std::string& what);

Row operator+(Row left, const Row& right);

}  // namespace handscope::bench
