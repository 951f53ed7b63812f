// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/train/CheckpointOutput.h"
#include "app/train/Command.h"
#include "model/WeightArithmetic.h"

namespace handscope::train {
namespace {

struct AverageOptions {
    explicit AverageOptions(CLI::App& command) : output(command) {}

    CheckpointOutput output;
    std::vector<std::string> models;
    std::vector<double> shares;
};

cli::ExitStatus average(const AverageOptions& options) {
    std::vector<model::Checkpoint> checkpoints;
    for (const std::string& file : options.models) {
        checkpoints.push_back(model::readCheckpoint(file));
    }
    const std::vector<double> shares =
        options.shares.empty() ? std::vector<double>(checkpoints.size(), 1.0) : options.shares;
    model::Checkpoint mean = model::meanOf(checkpoints, shares);
    const std::string count = std::to_string(checkpoints.size()) + " networks";
    std::string& provenance = mean.metadata["provenance"];
    provenance = "Mean of " + count + "; of the first: " + provenance;
    return options.output.write(std::move(mean), "The mean of " + count);
}

}  // namespace

Command addAverageCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "average", "Writes the mean of networks whose runs began with the same weights");
    auto options = std::make_shared<AverageOptions>(*command);
    command->add_option("models", options->models, "checkpoints of one shape")
        ->required()
        ->expected(2, 1000);
    command->add_option("--shares", options->shares,
                        "a number for each, in their order; equal ones otherwise");
    return [options] { return average(*options); };
}

}  // namespace handscope::train
