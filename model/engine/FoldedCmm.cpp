// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FoldedCmm.h"

#include "model/engine/Convolution.h"
#include "model/engine/FusedSteps.h"

namespace handscope::model {

FoldedCmm::FoldedCmm(const CmmImpl& cmm, bool causal) : stride_(cmm.stride), causal_(causal) {
    const auto reduce = fold(cmm.reduce, cmm.bn);
    reduce_ = reduce.weight.flatten(1).contiguous();
    bias_ = reduce.bias;
    motion_ = cmm.motion->weight.detach().flatten(1).t().contiguous();
    restore_ = cmm.restore->weight.detach().flatten(1).t().contiguous();
}

void FoldedCmm::addTo(torch::Tensor& output, const torch::Tensor& x, std::int64_t segments,
                      BlockHistory* history) const {
    const auto height = x.size(2);
    const auto width = x.size(3);
    const auto reduced = reduceFrames(x, reduce_, bias_);
    // The 3×3 taps repeated along a row: a register then holds several positions of few channels.
    const auto taps = motion_.repeat({1, width});
    const auto clips = reduced.view({x.size(0) / segments, segments, height + 2, width + 2, -1});
    const MotionStep step{.motion = taps, .restore = restore_, .stride = stride_};
    const auto before = history == nullptr ? torch::Tensor() : history->reduced;
    // Step t shows the difference of t and t + 1, in the causal form of t − 1 and t.
    addMotion(step, clips, before, causal_ ? -1 : 0, output);
    if (history != nullptr) {
        history->reduced = clips.narrow(1, segments - 1, 1).clone();
    }
}

}  // namespace handscope::model
