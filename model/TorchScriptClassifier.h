// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/script.h>

#include <filesystem>

#include "model/Classifier.h"

namespace handscope::model {

/// What the `.json` beside a TorchScript classifier says (format `handscope-torchscript-1`).
struct ScriptDescription {
    std::filesystem::path module;  ///< in the same folder as the description
    InputSpec input;
    bool channelsFirst = false;       ///< layout NCTHW instead of NTCHW
    bool givesProbabilities = false;  ///< otherwise logits
    std::vector<std::string> labels;
};

/// Throws ModelError; reads the description only, never the module.
ScriptDescription readScriptDescription(const std::filesystem::path& file);

/// Any TorchScript classifier from clips to logits or probabilities. It has no taps, no
/// evidence and no surgery.
///
/// Owns the module. One thread at a time may call classify().
class TorchScriptClassifier : public Classifier {
public:
    /// Runs the module once on a black clip to see that its answer has the shape that the
    /// description promises. Throws ModelError.
    TorchScriptClassifier(const ScriptDescription& script, std::string name, torch::Device device);

    const ModelDescription& description() const noexcept override { return description_; }
    std::vector<Prediction> classify(std::span<const Clip> clips,
                                     const ClassifyRequest& request) override;

private:
    ModelDescription description_;
    torch::Device device_;
    bool channelsFirst_;
    bool givesProbabilities_;
    torch::jit::Module module_;

    torch::Tensor forward(torch::Tensor batch);
};

}  // namespace handscope::model
