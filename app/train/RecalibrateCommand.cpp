// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <string>

#include "app/train/Command.h"
#include "app/train/DrawOptions.h"
#include "app/train/RunOptions.h"
#include "model/AtomicFile.h"
#include "model/training/Recalibrator.h"
#include "model/training/RunLog.h"

namespace handscope::train {
namespace {

struct RecalibrateOptions {
    explicit RecalibrateOptions(CLI::App& command)
        : draws(command, DrawOptions::Teacher::None), run(command) {
        run.addLoader(command);
    }

    DrawOptions draws;
    RunOptions run;
    training::RecalibrationSettings settings;
    std::string output;
};

void print(const char* what, const training::Evaluation& agreement) {
    std::printf(
        "%s: %s of %lld held-out draws as the teacher, %s balanced; the first score is %s on "
        "average (calibration error %s)\n",
        what, training::percentText(agreement.top1().value()).c_str(),
        static_cast<long long>(agreement.clips()),
        training::percentText(agreement.balancedTop1()).c_str(),
        training::percentText(agreement.meanConfidence()).c_str(),
        training::percentText(agreement.calibrationError()).c_str());
}

cli::ExitStatus recalibrate(const RecalibrateOptions& options) {
    training::RecalibrationSettings settings = options.settings;
    settings.source = options.draws.source();
    settings.source.onCuda = options.run.start();
    settings.loaderThreads = options.run.loaderThreads(settings.source.onCuda);
    model::AtomicFile(options.output);  // a place that cannot be written shows before the work
    const RunOptions::Control control;
    const auto result = training::recalibrate(settings, control.get());
    if (result.cancelled) {
        return reportInterruption("The recalibration was interrupted; nothing was written.",
                                  "Run the command again: it begins anew.");
    }
    model::writeSafetensors(options.output, result.checkpoint);
    if (result.before && result.after) {
        print("before", *result.before);
        print("after", *result.after);
    }
    if (settings.clips == 0) {
        std::printf("The network with its old statistics is in %s\n", options.output.c_str());
    } else {
        std::printf("BN's statistics over %lld draws are in %s\n",
                    static_cast<long long>(settings.clips), options.output.c_str());
    }
    return cli::ExitStatus::Success;
}

}  // namespace

Command addRecalibrateCommand(CLI::App& app) {
    CLI::App* const command = app.add_subcommand("recalibrate",
                                                 "Measures BN's statistics anew on draws as they "
                                                 "come, and levels the classes or makes scores "
                                                 "surer where asked");
    auto options = std::make_shared<RecalibrateOptions>(*command);
    training::RecalibrationSettings& settings = options->settings;
    command->add_option("model", settings.model, "checkpoint, best a mean or what distil gave")
        ->required();
    command->add_option("-o,--out", options->output, "safetensors file to write")->required();
    command->add_option("--clips", settings.clips, "draws to see; 0: the statistics stay")
        ->capture_default_str();
    command->add_option("--batch", settings.batch, "draws whose statistics are taken at once")
        ->capture_default_str();
    command
        ->add_option("--logit-adjustment", settings.logitAdjustment,
                     "makes classes that the draws rarely show be named more readily: how many "
                     "times the logarithm of its mean probability a class's logit loses")
        ->capture_default_str();
    command
        ->add_option("--temperature", settings.temperature,
                     "what logits are divided by: below 1, scores grow surer; as it should be, the "
                     "first score is on average as high as it is often right")
        ->capture_default_str();
    command->add_option("--seed", settings.seed, "of the draws")->capture_default_str();
    addHeldOut(*command, settings.heldOutPack, settings.heldOutMined);
    return [options] { return recalibrate(*options); };
}

}  // namespace handscope::train
