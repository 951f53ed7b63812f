// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include "model/Classifier.h"
#include "model/StmNetwork.h"

namespace handscope::model {

/// An STM network in evaluation mode behind the Classifier interface.
///
/// Owns the network. One thread at a time may call classify().
class StmClassifier : public Classifier {
public:
    /// `name` is for people. Throws ModelError when the checkpoint does not make a network.
    StmClassifier(const Checkpoint& checkpoint, std::string name, torch::Device device,
                  bool strict);

    const ModelDescription& description() const noexcept override { return description_; }
    std::vector<Prediction> classify(std::span<const Clip> clips,
                                     const ClassifyRequest& request) override;

private:
    ModelDescription description_;
    torch::Device device_;
    StmNetwork network_{nullptr};

    Probes makeProbes(const ClassifyRequest& request) const;
};

/// [N, T, 3, S, S] on the CPU, from prepared frames. Throws ModelError for clips of another shape.
torch::Tensor stackClips(std::span<const Clip> clips, const InputSpec& spec);

/// Throws ModelError when a score is NaN or infinite.
void requireFinite(const torch::Tensor& scores);

}  // namespace handscope::model
