// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FoldedBlock.h"

#include "model/engine/FusedSteps.h"

namespace handscope::model {
namespace {

using Then = Convolution::Then;

FoldedWeights spatialWeights(const StmBlockImpl& block) {
    return block.cstm ? fold(block.cstm->spatial, block.cstm->bn) : fold(block.conv2, block.bn2);
}

FoldedWeights withoutBias(const torch::nn::Conv2d& convolution) {
    return {convolution->weight, torch::zeros({convolution->weight.size(0)})};
}

torch::Tensor laidOut(const torch::Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

void read(BlockProbe& probe, Tap tap, const torch::Tensor& value) {
    probe.read(tap, value, fusedMeanOverChannels);
}

}  // namespace

FoldedBlock::FoldedBlock(const StmBlockImpl& block, const StmConfig& config, torch::ScalarType type)
    : conv1_(fold(block.conv1, block.bn1), 1, Then::Relu, type),
      spatial_(spatialWeights(block), block.stride, type),
      conv3_(fold(block.conv3, block.bn3), 1, Then::Nothing, type) {
    if (block.cstm) {
        temporal_ = foldTemporal(block.cstm->temporal->weight, config, type);
    }
    if (block.cmm) {
        cmm_.emplace(*block.cmm, config.causal);
    }
    if (block.fuse) {
        fuse_.emplace(withoutBias(block.fuse), 1, Then::Nothing, type);
    }
    if (block.downsample) {
        projection_.emplace(fold(block.downsample->convolution, block.downsample->bn), block.stride,
                            Then::Nothing, type);
    }
}

torch::Tensor FoldedBlock::fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                                 BlockHistory* history) {
    auto spatioTemporal = spatial_(temporal_ ? temporal_->forward(x, segments, history) : x);
    if (probe != nullptr) {
        spatioTemporal = laidOut(probe->cut(MutePoint::Cstm, spatioTemporal));
        read(*probe, Tap::Cstm, spatioTemporal);
    }
    if (!cmm_) {
        return spatioTemporal;
    }
    // What a probe keeps must not be added to.
    const bool isKept = probe != nullptr && probe->keeps(Tap::Cstm);
    const bool isLookedAt =
        probe != nullptr && (probe->reads(Tap::Cmm) || probe->mutes.contains(MutePoint::Cmm));
    if (!isLookedAt && !fuse_) {
        auto joined = isKept ? spatioTemporal.clone() : spatioTemporal;
        cmm_->addTo(joined, x, segments, history);
        return joined;
    }
    auto motion = torch::zeros_like(spatioTemporal);
    cmm_->addTo(motion, x, segments, history);
    if (isLookedAt) {
        motion = laidOut(probe->cut(MutePoint::Cmm, motion));
        read(*probe, Tap::Cmm, motion);
    }
    if (fuse_) {
        return (*fuse_)(laidOut(torch::cat({spatioTemporal, motion}, 1)));
    }
    return isKept ? laidOut(spatioTemporal + motion) : spatioTemporal.add_(motion);
}

torch::Tensor FoldedBlock::forward(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                                   BlockHistory* history) {
    if (probe != nullptr) {
        read(*probe, Tap::Input, x);
    }
    const auto inside = fused(conv1_(x), segments, probe, history);
    Pointwise* const projection = projection_ ? &*projection_ : nullptr;
    torch::Tensor output;
    if (probe == nullptr || !probe->mutes.contains(MutePoint::Branch)) {
        output = conv3_.withShortcut(inside, projection, x);
    } else {
        output = laidOut(probe->cut(MutePoint::Branch, conv3_(inside)));
        addAndRelu(output, projection == nullptr ? x : (*projection)(x));
    }
    if (probe != nullptr) {
        read(*probe, Tap::Output, output);
    }
    return output;
}

}  // namespace handscope::model
