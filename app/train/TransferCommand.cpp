// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <string>

#include "app/train/Command.h"
#include "model/WeightArithmetic.h"

namespace handscope::train {
namespace {

struct TransferOptions {
    std::string network;
    std::string before;
    std::string after;
    std::string output;
    std::string provenance;
};

cli::ExitStatus transfer(const TransferOptions& options) {
    model::Checkpoint sum = model::withLearned(model::readCheckpoint(options.network),
                                               model::readCheckpoint(options.before),
                                               model::readCheckpoint(options.after));
    if (!options.provenance.empty()) {
        sum.metadata["provenance"] = options.provenance;
    }
    model::writeSafetensors(options.output, sum);
    std::printf("The network with what the other run learned is in %s\n", options.output.c_str());
    return cli::ExitStatus::Success;
}

}  // namespace

Command addTransferCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "transfer", "Adds to a network what another has learned since it was made from it");
    auto options = std::make_shared<TransferOptions>();
    command->add_option("model", options->network, "checkpoint to add to, causal for one")
        ->required();
    command->add_option("--before", options->before, "the other network as it was then")
        ->required();
    command->add_option("--after", options->after, "the other network as it is now")->required();
    command->add_option("-o,--out", options->output, "safetensors file to write")->required();
    command->add_option("--provenance", options->provenance, "free text kept in the checkpoint");
    return [options] { return transfer(*options); };
}

}  // namespace handscope::train
