// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "model/Checkpoint.h"
#include "model/Classifier.h"
#include "model/ModelError.h"
#include "model/StmConfig.h"

namespace handscope::model {

enum class Device { Auto, Cpu, Cuda };

/// How an STM network is computed. All answer alike, to the precision's rounding.
enum class Engine {
    Auto,    ///< Folded
    Plain,   ///< layer by layer as the network is written, in fp32
    Folded,  ///< BN folded, channels-last, fused: for inference alone
};

/// In which arithmetic the folded engine multiplies; sums are fp32 in all of them.
enum class Precision {
    Auto,  ///< bf16 where the processor multiplies it natively, fp16 on CUDA, else fp32
    Float32,
    BFloat16,
    Float16,  ///< CUDA alone
};

/// Whether the network is asked about the mirror image of each clip too, and the mean is taken
/// (flipTested()): answers are better, and take twice as long.
enum class FlipTest {
    Auto,  ///< as the model's file says (StmConfig::flipTest)
    Off,
    On,  ///< a model whose labels' mirror images are not known is refused
};

struct LoadOptions {
    Device device = Device::Auto;  ///< Auto: CUDA where there is one, else the CPU
    Engine engine = Engine::Auto;
    Precision precision = Precision::Auto;
    FlipTest flipTest = FlipTest::Auto;
    /// A TorchScript file is a program that runs with the rights of this process: without this it
    /// is refused.
    bool trustScript = false;
    /// Missing, surplus and mis-shaped tensors of a checkpoint are an error; otherwise
    /// ModelDescription::notes names them.
    bool strict = true;
};

/// Whether loading this file would run a program that it contains (a `.json` description of a
/// TorchScript module), which file that is, and what it names.
struct ScriptQuestion {
    bool isScript = false;
    std::filesystem::path module;
    std::vector<std::string> labels;
};
/// Throws ModelError for a description that cannot be read.
ScriptQuestion inspectModelFile(const std::filesystem::path& file);

/// Whether the flip test holds for this model where `asked` is asked for. Throws ModelError for a
/// file that cannot be read.
bool holdsFlipTest(const std::filesystem::path& file, FlipTest asked);

/// Loads an STM checkpoint (`.safetensors`, or PyTorch's `.pth`), or a TorchScript classifier
/// through the `.json` description beside it. Blocks for up to seconds. Throws ModelError and
/// nothing else.
std::unique_ptr<Classifier> loadClassifier(const std::filesystem::path& file,
                                           const LoadOptions& options = {});

/// An STM checkpoint in memory, called `name`. Throws ModelError and nothing else.
std::unique_ptr<Classifier> loadClassifier(const Checkpoint& checkpoint, const std::string& name,
                                           const LoadOptions& options = {});

/// A network of this shape with random weights that depend on `seed` alone: for self-checks, tests
/// and benchmarks. Throws ModelError and nothing else.
std::unique_ptr<Classifier> randomClassifier(const StmConfig& config, std::uint64_t seed,
                                             const LoadOptions& options = {});

}  // namespace handscope::model
