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
    if (probe == nullptr && !fuse_) {
        if (cmm_) {
            cmm_->addTo(spatioTemporal, x, segments, history);
        }
        return spatioTemporal;
    }
    if (probe != nullptr) {
        spatioTemporal = probe->cut(MutePoint::Cstm, spatioTemporal);
        probe->read(Tap::Cstm, spatioTemporal);
    }
    if (!cmm_) {
        return spatioTemporal.contiguous(torch::MemoryFormat::ChannelsLast);
    }
    auto motion = torch::zeros_like(spatioTemporal);
    cmm_->addTo(motion, x, segments, history);
    if (probe != nullptr) {
        motion = probe->cut(MutePoint::Cmm, motion);
        probe->read(Tap::Cmm, motion);
    }
    const auto joined = fuse_ ? torch::cat({spatioTemporal, motion}, 1) : spatioTemporal + motion;
    const auto laidOut = joined.contiguous(torch::MemoryFormat::ChannelsLast);
    return fuse_ ? (*fuse_)(laidOut) : laidOut;
}

torch::Tensor FoldedBlock::forward(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                                   BlockHistory* history) {
    if (probe != nullptr) {
        probe->read(Tap::Input, x);
    }
    const auto inside = fused(conv1_(x), segments, probe, history);
    Pointwise* const projection = projection_ ? &*projection_ : nullptr;
    torch::Tensor output;
    if (probe == nullptr || !probe->mutes.contains(MutePoint::Branch)) {
        output = conv3_.withShortcut(inside, projection, x);
    } else {
        output = probe->cut(MutePoint::Branch, conv3_(inside))
                     .contiguous(torch::MemoryFormat::ChannelsLast);
        addAndRelu(output, projection == nullptr ? x : (*projection)(x));
    }
    if (probe != nullptr) {
        probe->read(Tap::Output, output);
    }
    return output;
}

}  // namespace handscope::model
