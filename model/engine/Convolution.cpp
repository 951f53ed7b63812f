// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Convolution.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <optional>

namespace handscope::model {
namespace {

/// A stream's single frame, its longer catch-up, and a window each have a size of their own.
constexpr std::size_t kMostSizes = 3;

/// LibTorch's operators on weights laid out beforehand. They are no part of its C++ interface, so
/// they are asked for by name, and absent where it was built without oneDNN.
struct PackedOperators {
    c10::OperatorHandle pack;
    c10::OperatorHandle run;
};

const std::optional<PackedOperators>& packedOperators() {
    static const auto kOperators = []() -> std::optional<PackedOperators> {
        auto& dispatcher = c10::Dispatcher::singleton();
        const auto pack = dispatcher.findSchema({"mkldnn_prepacked::conv2d_prepack", ""});
        const auto run = dispatcher.findSchema({"mkldnn_prepacked::conv2d_run", ""});
        if (!at::hasMKLDNN() || !pack || !run) {
            return std::nullopt;
        }
        return PackedOperators{*pack, *run};
    }();
    return kOperators;
}

c10::IValue call(const c10::OperatorHandle& handle, torch::jit::Stack arguments) {
    handle.callBoxed(&arguments);
    return std::move(arguments.front());
}

}  // namespace

FoldedWeights fold(const torch::nn::Conv2d& convolution, const torch::nn::BatchNorm2d& bn) {
    const torch::NoGradGuard noGradients;
    const auto factor = bn->weight.to(torch::kDouble) /
                        (bn->running_var.to(torch::kDouble) + bn->options.eps()).sqrt();
    const auto weight = convolution->weight.to(torch::kDouble) * factor.reshape({-1, 1, 1, 1});
    const auto bias = bn->bias.to(torch::kDouble) - bn->running_mean.to(torch::kDouble) * factor;
    return {weight.to(torch::kFloat32), bias.to(torch::kFloat32)};
}

Convolution::Convolution(const FoldedWeights& folded, std::int64_t stride,
                         std::array<std::int64_t, 2> padding, Then then, torch::ScalarType type)
    : weight_(folded.weight.detach().to(type).contiguous(torch::MemoryFormat::ChannelsLast)),
      bias_(folded.bias.detach().to(torch::kFloat32)),
      stride_(stride),
      padding_(padding),
      then_(then),
      packs_(packedOperators() ? Packs::Unknown : Packs::No) {}

const c10::IValue& Convolution::packedFor(const Size& size) {
    const auto found = std::find_if(packed_.begin(), packed_.end(),
                                    [&](const Packed& packed) { return packed.size == size; });
    if (found != packed_.end()) {
        std::rotate(found, found + 1, packed_.end());
        return packed_.back().weights;
    }
    const std::vector<std::int64_t> inputSize{size[0], weight_.size(1), size[1], size[2]};
    const std::vector<std::int64_t> stride{stride_, stride_};
    const std::vector<std::int64_t> padding{padding_[0], padding_[1]};
    const std::vector<std::int64_t> dilation{1, 1};
    auto weights = call(packedOperators()->pack,
                        {weight_, bias_, stride, padding, dilation, std::int64_t{1}, inputSize,
                         std::string("none")});
    if (packed_.size() == kMostSizes) {
        packed_.erase(packed_.begin());
    }
    packed_.push_back({size, std::move(weights)});
    return packed_.back().weights;
}

torch::Tensor Convolution::computePacked(const torch::Tensor& x) {
    const auto& weights = packedFor({x.size(0), x.size(2), x.size(3)});
    auto y = call(packedOperators()->run, {x, weights}).toTensor();
    // Not fused by the operator ("relu" instead of "none"): oneDNN 2.6's kernels for small matrices
    // then read their attributes after those were freed, and answer with garbage or throw.
    return then_ == Then::Relu ? y.relu_() : y;
}

torch::Tensor Convolution::computeUnpacked(const torch::Tensor& x) const {
    // In fp32 whatever the type: LibTorch's own convolution in bf16 is slower still.
    const auto y = torch::conv2d(x.to(torch::kFloat32), weight_.to(torch::kFloat32), bias_, stride_,
                                 torch::IntArrayRef(padding_));
    return (then_ == Then::Relu ? y.relu() : y).to(x.scalar_type());
}

torch::Tensor Convolution::operator()(const torch::Tensor& x) {
    torch::Tensor y;
    if (packs_ == Packs::Yes) {
        y = computePacked(x);
    } else if (packs_ == Packs::Unknown) {
        try {
            y = computePacked(x);
            packs_ = Packs::Yes;
        } catch (const std::exception&) {  // LibTorch's or oneDNN's own
            // A processor, or a release of LibTorch, whose oneDNN does not do this type.
            packs_ = Packs::No;
            packed_.clear();
        }
    }
    if (!y.defined()) {
        y = computeUnpacked(x);
    }
    return y.contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace handscope::model
