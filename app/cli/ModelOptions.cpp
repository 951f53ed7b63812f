// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ModelOptions.h"

#include <system_error>

#include "app/EngineNames.h"
#include "app/labelling/ModelIdentity.h"
#include "app/platform/Logging.h"
#include "app/platform/ResourceLocation.h"
#include "model/Runtime.h"

namespace handscope::cli {

void ModelOptions::addFileTo(CLI::App& command, const std::string& otherwise, bool positional) {
    command.add_option(
        positional ? "model" : "-m,--model", file_,
        "checkpoint (.safetensors, .pth) or TorchScript description (.json); otherwise " +
            otherwise);
    flipTestOption_ =
        command.add_option("--flip-test", flipTest_, app::kFlipTestHelp)
            ->transform(CLI::CheckedTransformer(app::flipTestNames(), CLI::ignore_case));
}

void ModelOptions::addTo(CLI::App& command, bool positional) {
    addFileTo(command, "the bundled model", positional);
    command.add_flag("--trust-script", trustScript_,
                     "run a TorchScript model: it is a program with your rights");
    command.add_flag("--lenient", lenient_,
                     "accept a checkpoint with missing, surplus or mis-shaped tensors");
    addComputeTo(command);
}

void ModelOptions::addComputeTo(CLI::App& command) {
    command.add_option("--device", device_, app::kDeviceHelp)
        ->transform(CLI::CheckedTransformer(app::deviceNames(), CLI::ignore_case));
    command.add_option("--engine", engine_, app::kEngineHelp)
        ->transform(CLI::CheckedTransformer(app::engineNames(), CLI::ignore_case));
    command.add_option("--precision", precision_, app::kPrecisionHelp)
        ->transform(CLI::CheckedTransformer(app::precisionNames(), CLI::ignore_case));
    command
        .add_option("--threads", threads_,
                    "threads of the network; 0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
}

std::filesystem::path ModelOptions::file() const {
    if (!file_.empty()) {
        return file_;
    }
    if (const auto bundled = app::defaultModel()) {
        return *bundled;
    }
    throw model::ModelError("The bundled model was not found.",
                            "Expected it in share/handscope/models beside the program's folder.",
                            "Install Handscope again, or name a model with --model.");
}

app::LabelModel ModelOptions::identity() const {
    const auto chosen = file();
    std::error_code error;
    if (!std::filesystem::is_regular_file(chosen, error)) {
        throw model::ModelError("There is no model " + chosen.string() + ".",
                                "Expected a checkpoint or a TorchScript description.",
                                "Name another with --model.");
    }
    return app::labelModelOf(chosen, model::holdsFlipTest(chosen, flipTest_));
}

model::ModelDescription ModelOptions::inputDescription() const {
    const auto chosen = file();
    model::ModelDescription description;
    if (const auto question = model::inspectModelFile(chosen); question.isScript) {
        description.labels = question.labels;  // no script is causal
    } else {
        const auto config = model::StmConfig::fromCheckpoint(model::readCheckpoint(chosen));
        description.labels = config.labels;
        description.input = config.input;
        description.causal = config.causal;
        description.frameRate = config.causal ? config.frameRate : 0.0;
    }
    return description;
}

model::LoadOptions ModelOptions::loadOptions() const {
    if (engine_ == model::Engine::Plain && precision_ != model::Precision::Auto &&
        precision_ != model::Precision::Float32) {
        throw model::ModelError("--precision asks the plain engine for what it does not compute.",
                                "Expected fp32 or auto with --engine plain.",
                                "Leave one of the two out.");
    }
    return {.device = device_,
            .engine = engine_,
            .precision = precision_,
            .flipTest = flipTest_,
            .trustScript = trustScript_,
            .strict = !lenient_};
}

void ModelOptions::startRuntime() const {
    model::keepFreedMemory();
    model::setComputeThreads(threads_);
    app::warnAboutRuntime();
}

std::shared_ptr<model::Classifier> ModelOptions::load() const {
    startRuntime();
    const auto chosen = file();
    const bool isForStm =
        engine_ != model::Engine::Auto || precision_ != model::Precision::Auto || lenient_;
    if (isForStm && model::inspectModelFile(chosen).isScript) {
        throw model::ModelError(
            "--engine, --precision and --lenient do nothing with a TorchScript model.",
            "Expected them with a checkpoint of an STM network.", "Leave them out.");
    }
    return model::loadClassifier(chosen, loadOptions());
}

}  // namespace handscope::cli
