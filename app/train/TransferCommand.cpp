// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>

#include "app/train/CheckpointOutput.h"
#include "app/train/Command.h"
#include "model/WeightArithmetic.h"

namespace handscope::train {
namespace {

struct TransferOptions {
    explicit TransferOptions(CLI::App& command) : output(command) {}

    CheckpointOutput output;
    std::string network;
    std::string before;
    std::string after;
};

cli::ExitStatus transfer(const TransferOptions& options) {
    return options.output.write(model::withLearned(model::readCheckpoint(options.network),
                                                   model::readCheckpoint(options.before),
                                                   model::readCheckpoint(options.after)),
                                "The network with what the other run learned");
}

}  // namespace

Command addTransferCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "transfer", "Adds to a network what another has learned since it was made from it");
    auto options = std::make_shared<TransferOptions>(*command);
    command->add_option("model", options->network, "checkpoint to add to, causal for one")
        ->required();
    command->add_option("--before", options->before, "the other network as it was then")
        ->required();
    command->add_option("--after", options->after, "the other network as it is now")->required();
    return [options] { return transfer(*options); };
}

}  // namespace handscope::train
