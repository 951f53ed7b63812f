// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <cstdint>
#include <optional>

#include "model/StmNetwork.h"
#include "model/engine/Convolution.h"

namespace handscope::model {

/// Where a network computes, and in which type.
struct DevicePlace {
    torch::Device device;
    torch::ScalarType type;
};

/// A convolution that keeps the size, but for its stride: LibTorch's operator, on any device.
/// Owns its weights.
class DeviceConvolution {
public:
    /// Undefined bias: none.
    DeviceConvolution(const FoldedWeights& folded, const DevicePlace& place,
                      std::int64_t stride = 1);

    torch::Tensor operator()(const torch::Tensor& x) const;

private:
    torch::Tensor weight_;
    torch::Tensor bias_;
    std::int64_t stride_;
};

/// A block of a trained network with BN folded, on any device. CMM stays fp32, since what counts is
/// how little two of its maps differ.
///
/// Takes CSTM's temporal kernel and CMM over from the network: they change type and device. One
/// thread at a time may call it.
class DeviceBlock {
public:
    DeviceBlock(const StmBlock& block, const DevicePlace& place);

    /// As StmBlockImpl::forward().
    torch::Tensor operator()(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                             BlockHistory* history);

private:
    /// What enters conv3, from what leaves conv1.
    torch::Tensor fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                        BlockHistory* history);

    DeviceConvolution conv1_;
    TemporalConvolution temporal_{nullptr};  ///< null without CSTM
    DeviceConvolution spatial_;
    Cmm cmm_{nullptr};
    std::optional<DeviceConvolution> fuse_;  ///< only for Fusion::Concat
    DeviceConvolution conv3_;
    std::optional<DeviceConvolution> projection_;
};

}  // namespace handscope::model
