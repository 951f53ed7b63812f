// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FoldedTemporal.h"

#include "model/engine/Convolution.h"
#include "model/engine/FusedSteps.h"

namespace handscope::model {
namespace {

constexpr std::int64_t kRemembered = 2;

/// The memory of [N·T, C, H, W], channels-last, as [N, T, H·W, C].
torch::Tensor asFrames(const torch::Tensor& x, std::int64_t segments) {
    return x.permute({0, 2, 3, 1})
        .view({x.size(0) / segments, segments, x.size(2) * x.size(3), x.size(1)});
}

/// The last two frames of what was remembered and then seen: [N, 2, H·W, C].
torch::Tensor lastFrames(const torch::Tensor& history, const torch::Tensor& frames) {
    const auto segments = frames.size(1);
    if (segments >= kRemembered) {
        return frames.narrow(1, segments - kRemembered, kRemembered).clone();
    }
    const auto before = history.defined() ? history.narrow(1, segments, kRemembered - segments)
                                          : torch::zeros_like(frames);
    return torch::cat({before, frames}, 1);
}

class ChannelWise final : public FoldedTemporal {
public:
    ChannelWise(const torch::Tensor& weight, bool causal)
        : taps_(weight.detach().to(torch::kFloat32).select(1, 0).t().contiguous()),
          first_(causal ? -2 : -1) {}

    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments,
                          BlockHistory* history) override {
        const auto remembered = history == nullptr ? torch::Tensor() : history->temporal;
        auto y = torch::empty_like(x);
        mixFrames(x, segments, first_, taps_, remembered, y);
        if (history != nullptr) {
            history->temporal = lastFrames(remembered, asFrames(x, segments));
        }
        return y;
    }

private:
    torch::Tensor taps_;  ///< [3, C]
    std::int64_t first_;
};

/// Over [T, H·W] as if it were a picture, the kernel is an ordinary convolution of 3 × 1.
class Dense final : public FoldedTemporal {
public:
    Dense(const torch::Tensor& weight, bool causal, torch::ScalarType type)
        : causal_(causal),
          convolution_({weight.unsqueeze(3), torch::zeros({weight.size(0)})}, 1,
                       {causal ? 0 : 1, 0}, Convolution::Then::Nothing, type) {}

    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments,
                          BlockHistory* history) override {
        auto frames = asFrames(x, segments);
        if (causal_) {
            auto before = history == nullptr ? torch::Tensor() : history->temporal;
            if (history != nullptr) {
                history->temporal = lastFrames(before, frames);
            }
            if (!before.defined()) {
                before = torch::zeros({frames.size(0), kRemembered, frames.size(2), frames.size(3)},
                                      frames.options());
            }
            frames = torch::cat({before, frames}, 1);
        }
        return convolution_(frames.permute({0, 3, 1, 2}))
            .permute({0, 2, 3, 1})
            .reshape({x.size(0), x.size(2), x.size(3), x.size(1)})
            .permute({0, 3, 1, 2});
    }

private:
    bool causal_;
    Convolution convolution_;
};

}  // namespace

std::unique_ptr<FoldedTemporal> foldTemporal(const torch::Tensor& weight, const StmConfig& config,
                                             torch::ScalarType type) {
    if (config.temporal == TemporalKernel::Dense) {
        return std::make_unique<Dense>(weight, config.causal, type);
    }
    return std::make_unique<ChannelWise>(weight, config.causal);
}

}  // namespace handscope::model
