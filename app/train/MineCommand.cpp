// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <string>

#include "app/train/Command.h"
#include "app/train/DrawOptions.h"
#include "app/train/RunOptions.h"
#include "model/ModelError.h"

namespace handscope::train {
namespace {

struct MineOptions {
    explicit MineOptions(CLI::App& command) : draws(command), run(command) {
        run.addLoader(command);
    }

    DrawOptions draws;
    RunOptions run;
    training::MineSettings settings;
    bool withoutFeatures = false;
};

cli::ExitStatus mine(const MineOptions& options) {
    training::MineSettings settings = options.settings;
    settings.source = options.draws.source();
    settings.keepFeatures = !options.withoutFeatures;
    settings.source.onCuda = options.run.start();
    settings.loaderThreads = options.run.loaderThreads(settings.source.onCuda);
    if (options.draws.wantsPreview()) {
        options.draws.writePreview(settings.seed, /*disguise=*/{});
        return cli::ExitStatus::Success;
    }
    if (settings.source.teacher.empty()) {
        throw model::ModelError("No teacher was named.", "Expected a TorchScript module to ask.",
                                "Add --teacher FILE --trust-script.");
    }
    const RunOptions::Control control;
    const auto report = training::mine(settings, control.get());
    std::printf("%lld draws tried; kept:\n", static_cast<long long>(report.tried));
    for (std::size_t i = 0; i < report.kept.size(); ++i) {
        std::printf("%8lld  %s\n", static_cast<long long>(report.kept[i]),
                    settings.source.labels[i].c_str());
    }
    if (report.cancelled) {
        return reportInterruption(
            "The mining was interrupted after " + std::to_string(report.tried) + " draws.",
            "Run the same command again: it goes on.");
    }
    return cli::ExitStatus::Success;
}

}  // namespace

Command addMineCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "mine", "Draws windows from unlabelled videos and keeps what a teacher says of them");
    auto options = std::make_shared<MineOptions>(*command);
    training::MineSettings& settings = options->settings;
    options->draws.addOutput(*command, settings.output, "folder for the mined draws");
    command->add_option("--draws", settings.draws, "to try at most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--per-class", settings.perClass, "kept of each class at most; 0: no limit")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--min-confidence", settings.minimumConfidence,
                     "of the teacher in its first class; less is not kept")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        ->add_option("--varied", settings.variedShare,
                     "share of the draws: kept ones of the rarest classes, varied")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_flag("--without-features", options->withoutFeatures,
                      "keep the probabilities alone: enough for held-out draws");
    command->add_option("--batch", settings.batch, "draws that the teacher is asked about at once")
        ->capture_default_str();
    command->add_option("--seed", settings.seed, "of the draws")->capture_default_str();
    return [options] { return mine(*options); };
}

}  // namespace handscope::train
