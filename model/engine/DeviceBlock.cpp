// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/DeviceBlock.h"

#include <array>

namespace handscope::model {

DeviceConvolution::DeviceConvolution(const FoldedWeights& folded, const DevicePlace& place,
                                     std::int64_t stride)
    : weight_(folded.weight.detach()
                  .to(place.device, place.type)
                  .contiguous(torch::MemoryFormat::ChannelsLast)),
      bias_(folded.bias.defined() ? folded.bias.detach().to(place.device, place.type)
                                  : torch::Tensor()),
      stride_(stride) {}

torch::Tensor DeviceConvolution::operator()(const torch::Tensor& x) const {
    const std::array<std::int64_t, 2> stride{stride_, stride_};
    const std::array<std::int64_t, 2> padding{weight_.size(2) / 2, weight_.size(3) / 2};
    return torch::conv2d(x, weight_, bias_, torch::IntArrayRef(stride),
                         torch::IntArrayRef(padding));
}

DeviceBlock::DeviceBlock(const StmBlock& block, const DevicePlace& place)
    : conv1_(fold(block->conv1, block->bn1), place),
      spatial_(block->cstm ? fold(block->cstm->spatial, block->cstm->bn)
                           : fold(block->conv2, block->bn2),
               place, block->stride),
      conv3_(fold(block->conv3, block->bn3), place) {
    if (block->cstm) {
        temporal_ = block->cstm->temporal;
        temporal_->to(place.device, place.type);
    }
    if (block->cmm) {
        cmm_ = block->cmm;
        cmm_->to(place.device, torch::kFloat32);
    }
    if (block->fuse) {
        fuse_.emplace(FoldedWeights{block->fuse->weight, {}}, place);
    }
    if (block->downsample) {
        projection_.emplace(fold(block->downsample->convolution, block->downsample->bn), place,
                            block->stride);
    }
}

torch::Tensor DeviceBlock::operator()(const torch::Tensor& x, std::int64_t segments,
                                      BlockProbe* probe, BlockHistory* history) {
    if (probe != nullptr) {
        probe->read(Tap::Input, x);
    }
    auto branch = conv3_(fused(conv1_(x).relu_(), segments, probe, history));
    if (probe != nullptr) {
        branch = probe->cut(MutePoint::Branch, branch);
    }
    auto output = branch.add_(projection_ ? (*projection_)(x) : x).relu_();
    if (probe != nullptr) {
        probe->read(Tap::Output, output);
    }
    return output;
}

torch::Tensor DeviceBlock::fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                                 BlockHistory* history) {
    auto* const past = history == nullptr ? nullptr : &history->temporal;
    auto joined = spatial_(temporal_ ? temporal_->forward(x, segments, past) : x).relu_();
    if (probe != nullptr) {
        joined = probe->cut(MutePoint::Cstm, joined);
        probe->read(Tap::Cstm, joined);
    }
    if (!cmm_) {
        return joined;
    }
    auto motion = cmm_(x.to(torch::kFloat32), segments, history).to(x.scalar_type());
    if (probe != nullptr) {
        motion = probe->cut(MutePoint::Cmm, motion);
        probe->read(Tap::Cmm, motion);
    }
    return fuse_ ? (*fuse_)(torch::cat({joined, motion}, 1)) : joined + motion;
}

}  // namespace handscope::model
