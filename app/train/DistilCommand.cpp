// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <string>

#include "app/train/Command.h"
#include "app/train/DrawOptions.h"
#include "app/train/NetworkOptions.h"
#include "app/train/RunOptions.h"
#include "model/ModelError.h"
#include "model/training/Distiller.h"

namespace handscope::train {
namespace {

/// Small enough to learn on a CPU within a day.
model::StmConfig narrowNetwork() {
    model::StmConfig config;
    config.blocks = {2, 2, 2, 2};
    config.width = 0.5;
    config.input.inputSize = 80;
    return config;
}

struct DistilOptions {
    explicit DistilOptions(CLI::App& command)
        : draws(command), network(command, narrowNetwork()), run(command) {
        run.addLoader(command);
    }

    DrawOptions draws;
    NetworkOptions network;
    RunOptions run;
    training::DistilSettings settings;
};

void addRecipe(CLI::App& command, training::DistilSettings& settings) {
    const auto number = [&command](const char* name, auto& value, const char* text) {
        return command.add_option(name, value, text)->capture_default_str()->group("Recipe");
    };
    number("--steps", settings.steps, "of the optimiser")->check(CLI::PositiveNumber);
    number("--batch", settings.batch, "clips a step")->check(CLI::PositiveNumber);
    number("--fresh", settings.freshShare,
           "share of a batch: random draws that the teacher is asked about now");
    number("--varied", settings.variedShare,
           "share of a batch: mined draws varied, and asked about now");
    number("--balance", settings.balance, "of mined draws: 0 as they occur, 1 every class alike")
        ->check(CLI::Range(0.0, 1.0));
    number("--learning-rate", settings.learningRate, "at its peak; a cosine leads to zero")
        ->check(CLI::PositiveNumber);
    number("--warm-up", settings.warmUpSteps, "steps")->check(CLI::NonNegativeNumber);
    number("--weight-decay", settings.weightDecay, "of AdamW")->check(CLI::NonNegativeNumber);
    number("--clip-norm,--clip", settings.clipNorm, "largest norm of the gradient; 0: any")
        ->check(CLI::NonNegativeNumber);
    number("--dropout", settings.dropout, "before fc")->check(CLI::Range(0.0, 0.99));
    number("--probability-weight", settings.probabilityWeight, "of the loss on probabilities")
        ->check(CLI::NonNegativeNumber);
    number("--feature-weight", settings.featureWeight, "of the loss on features")
        ->check(CLI::NonNegativeNumber);
    number("--temperature", settings.temperature, "of the teacher; below 1 sharpens")
        ->check(CLI::PositiveNumber);
    number("--disguise", settings.disguise.strength,
           "strength of changed bodies, colours and light in draws that are asked about now")
        ->check(CLI::NonNegativeNumber);
    number("--blend", settings.disguise.blended,
           "chance that another video is laid over such a draw")
        ->check(CLI::Range(0.0, 1.0));
    number("--mixup", settings.mixup, "alpha of the Beta distribution; 0: none")
        ->check(CLI::Range(0.0, 2.0));
    number("--photometric", settings.photometric, "jitter that the student alone sees")
        ->check(CLI::NonNegativeNumber);
    number("--average-decay", settings.averageDecay, "of the weights' moving average");
    number("--seed", settings.seed, "of everything random");
    number("--evaluate-every", settings.evaluateEvery, "steps")->check(CLI::PositiveNumber);
    number("--checkpoint-minutes", settings.checkpointMinutes, "at most between two states");
}

cli::ExitStatus distil(const DistilOptions& options) {
    training::DistilSettings settings = options.settings;
    settings.source = options.draws.source();
    settings.network =
        options.network.config(settings.source.labels, {.output = settings.output,
                                                        .weights = settings.initialWeights,
                                                        .run = settings.initialRun});
    settings.source.onCuda = options.run.start();
    settings.loaderThreads = options.run.loaderThreads(settings.source.onCuda);
    if (options.draws.wantsPreview()) {
        options.draws.writePreview(settings.seed, settings.disguise);
        return cli::ExitStatus::Success;
    }
    const double askedShare = settings.freshShare + settings.variedShare;
    if (settings.source.teacher.empty() && (askedShare > 0.0 || settings.mined.empty())) {
        throw model::ModelError(
            "No teacher was named, but fresh and varied draws need one.",
            "Expected a TorchScript module to ask, or mined draws alone.",
            "Add --teacher FILE --trust-script, or --mined DIR --fresh 0 --varied 0.");
    }
    const RunOptions::Control control;
    const auto report = training::distil(settings, control.get());
    std::printf("%lld steps, %lld clips, %.0f s", static_cast<long long>(report.steps),
                static_cast<long long>(report.clips), report.seconds);
    if (report.balancedAgreement) {
        std::printf("; best class-balanced agreement on held-out draws %.1f %%",
                    100.0 * *report.balancedAgreement);
    }
    std::printf("\nWeights are in %s\n", settings.output.c_str());
    if (report.cancelled) {
        return reportInterruption(
            "The distillation was interrupted after " + std::to_string(report.steps) + " steps.",
            "Run the same command again: it goes on from there.");
    }
    return cli::ExitStatus::Success;
}

}  // namespace

Command addDistilCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "distil", "Trains a network on what a teacher says of unlabelled videos");
    auto options = std::make_shared<DistilOptions>(*command);
    training::DistilSettings& settings = options->settings;
    options->draws.addOutput(*command, settings.output, "folder for weights, state and curve");
    command->add_option("--mined", settings.mined, "draws that the teacher has named (from mine)");
    addHeldOut(*command, settings.heldOutPack, settings.heldOutMined);
    command->add_option(
        "--init", settings.initialWeights,
        "weights to begin with: an ImageNet ResNet, or a checkpoint, whose shape the "
        "network then has where no option says otherwise");
    command->add_option("--init-run", settings.initialRun,
                        "folder of another run: begin with its weights, or those of --init, and "
                        "its projections");
    command->add_flag("--mixed-precision", settings.mixedPrecision,
                      "bfloat16 where it gains: on CUDA, and on CPUs that have it");
    addRecipe(*command, settings);
    return [options] { return distil(*options); };
}

}  // namespace handscope::train
