// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/train/CheckpointOutput.h"
#include "app/train/Command.h"
#include "model/training/Deepening.h"

namespace handscope::train {
namespace {

struct DeepenOptions {
    explicit DeepenOptions(CLI::App& command) : output(command) {}

    CheckpointOutput output;
    std::string model;
    std::string further;
    std::vector<int> blocks;
    double factor = 0.0;
    std::uint64_t seed = 1;
};

cli::ExitStatus deepen(const DeepenOptions& options) {
    training::DeepeningSettings settings{
        .blocks = {}, .further = {}, .factor = options.factor, .seed = options.seed};
    std::ranges::copy(options.blocks, settings.blocks.begin());
    if (!options.further.empty()) {
        settings.further = model::readCheckpoint(options.further);
    }
    return options.output.write(training::deepened(model::readCheckpoint(options.model), settings),
                                "The deeper network");
}

}  // namespace

Command addDeepenCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "deepen", "Writes a deeper network that says the same, for training to go on from");
    auto options = std::make_shared<DeepenOptions>(*command);
    command->add_option("model", options->model, "checkpoint")->required();
    command
        ->add_option("--blocks", options->blocks,
                     "residual blocks in each of the four stages, such as 3,4,6,3")
        ->required()
        ->delimiter(',')
        ->expected(4)
        ->check(CLI::Range(1, 100));
    command->add_option("--further", options->further,
                        "an ImageNet ResNet, from which the new blocks take what fits");
    command
        ->add_option("--factor", options->factor,
                     "of the new blocks' last BN: 0 says the same, and the blocks learn slowly; "
                     "0.1 says nearly the same, and they learn at once")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "of what is drawn at random in the new blocks")
        ->capture_default_str();
    return [options] { return deepen(*options); };
}

}  // namespace handscope::train
