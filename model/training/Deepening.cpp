// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Deepening.h"

#include <string>

#include "model/ModelError.h"
#include "model/StmNetwork.h"
#include "model/training/Initialisation.h"

namespace handscope::training {
namespace {

void requireDeeper(const std::array<int, 4>& has, const std::array<int, 4>& asked) {
    for (std::size_t stage = 0; stage < has.size(); ++stage) {
        if (asked[stage] < has[stage]) {
            throw model::ModelError(
                "Stage " + std::to_string(stage + 1) + " has " + std::to_string(has[stage]) +
                    " blocks, of which " + std::to_string(asked[stage]) + " would be left.",
                "Expected as many blocks as it has, or more.", "Give other numbers with --blocks.");
        }
    }
}

}  // namespace

model::Checkpoint deepened(const model::Checkpoint& checkpoint, const DeepeningSettings& settings) {
    model::StmConfig config = model::StmConfig::fromCheckpoint(checkpoint);
    requireDeeper(config.blocks, settings.blocks);
    config.blocks = settings.blocks;
    torch::manual_seed(settings.seed);
    model::StmNetwork network(config);
    if (settings.further) {
        initialise(*network, *settings.further, "the further weights");
    }
    initialise(*network, checkpoint, "the checkpoint");
    const torch::NoGradGuard noGradients;
    for (auto& [name, block] : network->blocks) {
        if (checkpoint.tensors.find(name + ".conv1.weight") == checkpoint.tensors.end()) {
            block->bn3->weight.fill_(settings.factor);
            block->bn3->bias.zero_();
        }
    }
    return model::toCheckpoint(*network);
}

}  // namespace handscope::training
