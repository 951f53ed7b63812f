// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>

#include "model/Classifier.h"
#include "model/ForwardPass.h"
#include "model/LoadClassifier.h"
#include "model/TorchErrors.h"

namespace handscope::model {

/// An STM network in evaluation mode behind the Classifier interface.
///
/// Owns the network, in the form that its engine computes. One thread at a time may call classify()
/// and the streams; classWeights() and description() any thread.
class StmClassifier : public Classifier {
public:
    /// `name` is for people. Throws ModelError when the checkpoint does not make a network.
    StmClassifier(const Checkpoint& checkpoint, std::string name, torch::Device device,
                  const LoadOptions& options);

    const ModelDescription& description() const noexcept override { return description_; }
    std::vector<Prediction> classify(std::span<const Clip> clips,
                                     const ClassifyRequest& request) override;
    std::vector<float> classWeights(int classIndex) const override;
    std::unique_ptr<ScoreStream> openStream() override;

    /// For the streams: what computes, and what a request asks of it.
    ForwardPass& forwardPass() noexcept { return *pass_; }
    const StmConfig& config() const noexcept { return config_; }
    /// Where the last block leaves what evidence is found in.
    const TapPoint& lastOutput() const noexcept { return lastOutput_; }
    /// Throws ModelError for blocks, taps, channels and classes that the network does not have.
    Probes makeProbes(const ClassifyRequest& request) const;
    /// Where a forward pass reads this point: what enters a block is what leaves the one before it.
    TapPoint readAt(const TapPoint& point) const;
    /// In the order of `classes`, from the last block's output in the frames that count for the
    /// scores [T, C, H, W].
    std::vector<ClassEvidence> evidence(const std::vector<int>& classes,
                                        const torch::Tensor& features) const;

private:
    StmConfig config_;
    ModelDescription description_;
    TapPoint lastOutput_;
    torch::Tensor fcWeight_;  ///< [classes, C], fp32 on the CPU
    torch::Tensor fcBias_;    ///< [classes]
    std::unique_ptr<ForwardPass> pass_;

    const BlockDescription& blockOf(const std::string& name) const;
    void requireClass(int classIndex) const;
    void addMute(const Mute& mute, BlockProbe& probe) const;
};

/// Values of one row of a matrix.
std::vector<float> rowOf(const torch::Tensor& matrix, std::int64_t row);

/// Maps [T, C, H, W] of one size, in any type and on any device, as one of plain numbers: their
/// frames one after the other.
FeatureMap plainMap(const TapPoint& point, const std::vector<torch::Tensor>& parts);

/// What `run` returns. What leaves it becomes a ModelError.
template <typename Run>
auto translatingForwardErrors(const Run& run) {
    try {
        return run();
    } catch (const ModelError&) {
        throw;
    } catch (const std::exception& error) {
        throw ModelError("The network's forward pass failed (" + reasonOf(error) + ").",
                         "Expected a clip's scores.",
                         "If memory ran out, use a smaller model or the CPU.");
    }
}

/// Throws ModelError when a score is NaN or infinite.
void requireFinite(const torch::Tensor& scores);

}  // namespace handscope::model
