// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "app/train/Command.h"
#include "app/train/NetworkOptions.h"
#include "app/train/RunOptions.h"
#include "model/training/ClipPack.h"
#include "model/training/Trainer.h"

namespace handscope::train {
namespace {

constexpr const char* kRecipe = "Recipe (defaults: the paper's)";
constexpr const char* kAugmentation = "Augmentation beside the corner crop with scale jitter";

struct TrainOptions {
    training::TrainSettings settings;
    std::string trainPack;
    std::string validationPack;
    std::string output;
    std::string initialWeights;
    std::optional<NetworkOptions> network;
    std::optional<RunOptions> run;
    bool mixedPrecision = false;
    bool fullPrecision = false;
    double cacheGigabytes = 4.0;
};

training::TrainSettings settingsOf(const TrainOptions& options) {
    training::TrainSettings settings = options.settings;
    settings.trainPack = options.trainPack;
    settings.validationPack = options.validationPack;
    settings.output = options.output;
    settings.initialWeights = options.initialWeights;
    settings.network = options.network->config(
        training::ClipPack(settings.trainPack).labels(),
        {.output = settings.output, .weights = settings.initialWeights, .run = {}});
    settings.onCuda = options.run->start();
    settings.mixedPrecision = options.mixedPrecision || (settings.onCuda && !options.fullPrecision);
    settings.loaderThreads = options.run->loaderThreads(settings.onCuda);
    settings.cacheBytes = static_cast<std::uint64_t>(options.cacheGigabytes * 1e9);
    return settings;
}

void print(const training::TrainReport& report, const TrainOptions& options) {
    for (const std::string& item : report.skipped) {
        spdlog::warn("Skipped {}", item);
    }
    std::printf("%lld steps, %lld clips, %.0f s\n", static_cast<long long>(report.steps),
                static_cast<long long>(report.clips), report.seconds);
    if (report.validationTop1) {
        std::printf("validation top-1 %.2f %%\n", 100.0 * *report.validationTop1);
    }
    if (report.bestTop1) {
        std::printf("best top-1 %.2f %%, %s/best.safetensors\n", 100.0 * *report.bestTop1,
                    options.output.c_str());
    }
    std::printf("last weights %s/last.safetensors\n", options.output.c_str());
}

cli::ExitStatus train(const TrainOptions& options) {
    const training::TrainSettings settings = settingsOf(options);
    const RunOptions::Control control;
    const training::TrainReport report = training::train(settings, control.get());
    if (report.cancelled) {
        return reportInterruption(
            "The training was interrupted after " + std::to_string(report.steps) + " steps.",
            "Run the same command again: it goes on from there.");
    }
    print(report, options);
    return cli::ExitStatus::Success;
}

void addRecipe(CLI::App& command, training::TrainSettings& settings) {
    const auto option = [&command](const std::string& name, auto& value, const std::string& text) {
        return command.add_option(name, value, text)->capture_default_str()->group(kRecipe);
    };
    option("--epochs", settings.epochs, "passes over the clips")->check(CLI::Range(1, 1'000'000));
    option("--batch", settings.batch, "clips a step (paper: 64 at T = 8, 32 at T = 16)")
        ->check(CLI::Range(1, 100'000));
    option("--learning-rate", settings.learningRate, "at the start")->check(CLI::PositiveNumber);
    option("--milestones", settings.milestones, "epochs after which it falls")->delimiter(',');
    option("--milestone-factor", settings.milestoneFactor, "by which it falls")
        ->check(CLI::PositiveNumber);
    option("--warm-up", settings.warmUpEpochs, "epochs in which it rises from zero")
        ->check(CLI::NonNegativeNumber);
    option("--momentum", settings.momentum, "of SGD")->check(CLI::Range(0.0, 0.9999));
    option("--weight-decay", settings.weightDecay, "of all weights")->check(CLI::NonNegativeNumber);
    option("--dropout", settings.dropout, "before the last layer")->check(CLI::Range(0.0, 0.99));
    option("--clip-norm", settings.clipNorm, "largest norm of the gradient; 0: any")
        ->check(CLI::NonNegativeNumber);
    option("--seed", settings.seed, "equal seeds give equal runs on one machine");
    option("--step-limit", settings.stepLimit, "end after so many steps; 0: after the epochs")
        ->check(CLI::NonNegativeNumber);
}

void addAugmentation(CLI::App& command, training::TrainSettings& settings) {
    command
        .add_flag("--mirror", settings.mirror,
                  "mirror half of the clips, with the mirrored gesture's label (Jester's labels)")
        ->group(kAugmentation);
    command
        .add_flag("--reverse", settings.reverse,
                  "play half of them backwards, with the opposite gesture's label")
        ->group(kAugmentation);
    command.add_option("--photometric", settings.photometric, "strength of the light's jitter")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str()
        ->group(kAugmentation);
    command.add_option("--mixup", settings.mixup, "alpha of the Beta distribution; 0: none")
        ->check(CLI::Range(0.0, 2.0))
        ->capture_default_str()
        ->group(kAugmentation);
}

}  // namespace

Command addTrainCommand(CLI::App& app) {
    auto options = std::make_shared<TrainOptions>();
    CLI::App* const command = app.add_subcommand(
        "train", "Trains a network on labelled clips; the same command again goes on");
    command->add_option("--train", options->trainPack, "pack of labelled clips")->required();
    command->add_option("--validation", options->validationPack, "pack to choose the weights by");
    command->add_option("-o,--out", options->output, "folder for weights, curve and state")
        ->required();
    command->add_option(
        "--init", options->initialWeights,
        "weights to start from: an ImageNet ResNet, or a checkpoint, whose shape the "
        "network then has where no option says otherwise");
    options->network.emplace(*command, options->settings.network);
    addRecipe(*command, options->settings);
    addAugmentation(*command, options->settings);
    command
        ->add_option("--checkpoint-minutes", options->settings.checkpointMinutes,
                     "between saves within an epoch")
        ->check(CLI::Range(0, 100'000))
        ->capture_default_str();
    command
        ->add_option("--curve-steps", options->settings.curveSteps,
                     "between lines of curve.csv within an epoch")
        ->check(CLI::Range(1, 1'000'000'000))
        ->capture_default_str();
    command->add_flag("--skip-bad", options->settings.skipBad,
                      "name and leave out items that cannot be used");
    options->run.emplace(*command).addLoader(*command);
    CLI::Option* const full = command->add_flag("--full-precision", options->fullPrecision,
                                                "on CUDA, no bfloat16 where it gains");
    command
        ->add_flag("--mixed-precision", options->mixedPrecision,
                   "on a CPU too: it gains on those that compute in bfloat16")
        ->excludes(full);
    command->add_option("--cache", options->cacheGigabytes, "decoded frames kept in memory, GB")
        ->check(CLI::Range(0.0, 10'000.0))
        ->capture_default_str();
    return [options] { return train(*options); };
}

}  // namespace handscope::train
