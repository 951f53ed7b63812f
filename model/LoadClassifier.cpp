// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/LoadClassifier.h"

#include "model/FlipTest.h"
#include "model/Runtime.h"
#include "model/StmClassifier.h"
#include "model/TorchErrors.h"
#include "model/TorchScriptClassifier.h"

namespace handscope::model {
namespace {

torch::Device choose(Device device) {
    if (device == Device::Cuda && !cudaAvailable()) {
        throw ModelError("CUDA was asked for, but no CUDA device can be used.",
                         "Expected a GPU, its driver and a LibTorch built with CUDA.",
                         "Choose the CPU, or install those.");
    }
    return device == Device::Cpu || !cudaAvailable() ? torch::Device(torch::kCPU)
                                                     : torch::Device(torch::kCUDA, 0);
}

/// `saysModel`: what the model's file says of the flip test.
bool holds(FlipTest asked, bool saysModel) {
    return asked == FlipTest::On || (asked == FlipTest::Auto && saysModel);
}

std::unique_ptr<Classifier> stmClassifier(const Checkpoint& checkpoint, const std::string& name,
                                          torch::Device device, const LoadOptions& options) {
    auto classifier = std::make_unique<StmClassifier>(checkpoint, name, device, options);
    const bool flips = holds(options.flipTest, classifier->config().flipTest);
    return flips ? flipTested(std::move(classifier)) : std::move(classifier);
}

/// What `make` returns. Whatever leaves it that is no ModelError (LibTorch, memory, file system)
/// becomes one that begins with `failure`.
template <typename Make>
std::unique_ptr<Classifier> translatingErrors(const std::string& failure, const Make& make) {
    try {
        return make();
    } catch (const ModelError&) {
        throw;
    } catch (const std::exception& error) {
        throw ModelError(failure + " (" + reasonOf(error) + ").",
                         "Expected a model that this machine can hold and run.",
                         "Check the file, free memory, or choose another device.");
    }
}

std::unique_ptr<Classifier> load(const std::filesystem::path& file, const LoadOptions& options) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        throw ModelError("There is no model file " + file.string() +
                             (error ? " that can be reached (" + error.message() + ")." : "."),
                         "Expected a .safetensors or .pth checkpoint, or a .json description.",
                         "Check the path.");
    }
    const std::string name = file.stem().string();
    const torch::Device device = choose(options.device);
    if (!inspectModelFile(file).isScript) {
        return stmClassifier(readCheckpoint(file), name, device, options);
    }
    if (!options.trustScript) {
        throw ModelError("The model " + file.string() + " is a TorchScript program.",
                         "Expected your word that you trust it: it runs with your rights.",
                         "If you do, pass --trust-script, or agree when the window asks.");
    }
    auto script =
        std::make_unique<TorchScriptClassifier>(readScriptDescription(file), name, device);
    return holds(options.flipTest, /*saysModel=*/false) ? flipTested(std::move(script))
                                                        : std::move(script);
}

}  // namespace

ScriptQuestion inspectModelFile(const std::filesystem::path& file) {
    if (file.extension() != ".json") {
        return {};
    }
    ScriptDescription script = readScriptDescription(file);
    return {
        .isScript = true, .module = std::move(script.module), .labels = std::move(script.labels)};
}

bool holdsFlipTest(const std::filesystem::path& file, FlipTest asked) {
    const bool saysModel = asked == FlipTest::Auto && !inspectModelFile(file).isScript &&
                           StmConfig::fromCheckpoint(readCheckpoint(file)).flipTest;
    return holds(asked, saysModel);
}

std::unique_ptr<Classifier> loadClassifier(const std::filesystem::path& file,
                                           const LoadOptions& options) {
    return translatingErrors("The model " + file.string() + " cannot be loaded",
                             [&] { return load(file, options); });
}

std::unique_ptr<Classifier> loadClassifier(const Checkpoint& checkpoint, const std::string& name,
                                           const LoadOptions& options) {
    return translatingErrors("The model " + name + " cannot be loaded", [&] {
        return stmClassifier(checkpoint, name, choose(options.device), options);
    });
}

std::unique_ptr<Classifier> randomClassifier(const StmConfig& config, std::uint64_t seed,
                                             const LoadOptions& options) {
    return translatingErrors("A network with random weights cannot be made", [&] {
        torch::manual_seed(seed);
        const StmNetwork network(config);
        return stmClassifier(toCheckpoint(*network), "random", choose(options.device), options);
    });
}

}  // namespace handscope::model
