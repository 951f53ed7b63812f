// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/train/Command.h"
#include "model/WeightArithmetic.h"

namespace handscope::train {
namespace {

struct AverageOptions {
    std::vector<std::string> models;
    std::vector<double> shares;
    std::string output;
    std::string provenance;
};

cli::ExitStatus average(const AverageOptions& options) {
    std::vector<model::Checkpoint> checkpoints;
    for (const std::string& file : options.models) {
        checkpoints.push_back(model::readCheckpoint(file));
    }
    const std::vector<double> shares =
        options.shares.empty() ? std::vector<double>(checkpoints.size(), 1.0) : options.shares;
    model::Checkpoint mean = model::meanOf(checkpoints, shares);
    mean.metadata["provenance"] =
        options.provenance.empty() ? "Mean of " + std::to_string(checkpoints.size()) +
                                         " networks; of the first: " + mean.metadata["provenance"]
                                   : options.provenance;
    model::writeSafetensors(options.output, mean);
    std::printf("The mean of %zu networks is in %s\n", checkpoints.size(), options.output.c_str());
    return cli::ExitStatus::Success;
}

}  // namespace

Command addAverageCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "average", "Writes the mean of networks whose runs began with the same weights");
    auto options = std::make_shared<AverageOptions>();
    command->add_option("models", options->models, "checkpoints of one shape")
        ->required()
        ->expected(2, 1000);
    command->add_option("-o,--out", options->output, "safetensors file to write")->required();
    command->add_option("--shares", options->shares,
                        "a number for each, in their order; equal ones otherwise");
    command->add_option("--provenance", options->provenance, "free text kept in the checkpoint");
    return [options] { return average(*options); };
}

}  // namespace handscope::train
