// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the training folder: includes LibTorch.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/Classifier.h"
#include "model/training/ClipPack.h"
#include "model/training/Evaluator.h"
#include "model/training/VideoStore.h"

namespace handscope::training {

/// What the network is shown of one item; no clips and a reason where that failed.
struct Views {
    std::vector<model::Clip> clips;
    std::string failure;
};

/// Makes the clips of an item: crops × samplings. A windowed model is shown one frame of each
/// segment, a causal one the whole clip at its own frame rate. Any thread may call it.
class EvaluationViews {
public:
    EvaluationViews(std::shared_ptr<const ClipPack> pack, const model::ModelDescription& model,
                    const TestProtocol& protocol, bool skipBad);

    /// Throws ModelError for frames that cannot be decoded, unless bad items are skipped.
    Views views(std::size_t item);

private:
    VideoStore store_;
    model::InputSpec spec_;
    double rate_;  ///< of a causal model, frames a second; 0 for a windowed one
    TestProtocol protocol_;
    bool skipBad_;

    std::vector<std::vector<std::int64_t>> sampledFrames(std::size_t item) const;
    std::vector<model::Clip> clipsOf(const torch::Tensor& frames,
                                     const std::vector<std::int64_t>& needed,
                                     const std::vector<std::vector<std::int64_t>>& samplings) const;
};

}  // namespace handscope::training
