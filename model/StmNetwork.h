// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "model/Classifier.h"
#include "model/NetworkCounts.h"
#include "model/StmConfig.h"

namespace handscope::model {

/// [N·T, C, H, W] → its mean over channels, fp32 [N·T, 1, H, W].
torch::Tensor meanOverChannels(const torch::Tensor& map);

/// What a forward pass should read from, and cut in, one block.
struct BlockProbe {
    std::array<bool, 4> wanted{};        ///< by Tap
    std::array<torch::Tensor, 4> maps;   ///< filled by the forward pass, [N·T, C, H, W]
    std::array<bool, 4> averaged{};      ///< by Tap: the mean over channels is wanted
    std::array<torch::Tensor, 4> means;  ///< filled by the forward pass, fp32 [N·T, 1, H, W]
    std::map<MutePoint, std::vector<std::int64_t>> mutes;  ///< channels; empty: the whole point

    bool keeps(Tap tap) const { return wanted[static_cast<std::size_t>(tap)]; }
    bool reads(Tap tap) const { return keeps(tap) || averaged[static_cast<std::size_t>(tap)]; }

    /// Keeps what is asked for of `value`: the tensor itself, which must not be written to after
    /// that, and the mean, by `average`, while the values are still in the cache.
    template <typename Average>
    void read(Tap tap, const torch::Tensor& value, const Average& average) {
        const auto index = static_cast<std::size_t>(tap);
        if (wanted[index]) {
            maps[index] = value;
        }
        if (averaged[index]) {
            means[index] = average(value);
        }
    }
    void read(Tap tap, const torch::Tensor& value) { read(tap, value, meanOverChannels); }

    /// `value` with the channels cut at `point` zeroed; the same tensor where nothing is cut.
    torch::Tensor cut(MutePoint point, const torch::Tensor& value) const;
};

/// Probes by block name. Blocks without an entry pay for nothing.
using Probes = std::map<std::string, BlockProbe>;

/// What a forward pass should do at a block: null for nothing. `probes` may be null.
BlockProbe* probeOf(Probes* probes, const std::string& block);

/// What a causal block remembers of the frames that it has seen; undefined tensors before the
/// first.
struct BlockHistory {
    torch::Tensor temporal;  ///< what entered CSTM at t − 2 and t − 1 [N, 2, C, H, W]
    torch::Tensor reduced;   ///< CMM's r at t − 1 [N, 1, C/16, H, W]
};

/// By block name. Empty: nothing has been seen since the last reset.
using StreamHistory = std::map<std::string, BlockHistory>;

/// A block's part of a stream's history; null where there is none.
BlockHistory* historyOf(StreamHistory* history, const std::string& block);

/// Depthwise (or dense) temporal convolution of kernel 3 (paper, section 3.1). Taps read t − 1, t,
/// t + 1, with zeros beyond both ends; in the causal form t − 2, t − 1, t, with zeros before the
/// first frame.
class TemporalConvolutionImpl : public torch::nn::Module {
public:
    TemporalConvolutionImpl(int channels, TemporalKernel kernel, bool causal);

    /// [N·T, C, H, W] → the same. `history` (the causal form's last two inputs) may be null; it is
    /// read and brought up to date.
    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments, torch::Tensor* history);

    torch::Tensor weight;  ///< [C, 1, 3], or [C, C, 3] for the dense kernel

private:
    TemporalKernel kernel_;
    bool causal_;

    torch::Tensor convolve(const torch::Tensor& x, std::int64_t segments);
};
TORCH_MODULE(TemporalConvolution);

/// Channel-wise SpatioTemporal Module (paper, section 3.1): [N·T, C, H, W] → [N·T, C, H/s, W/s].
class CstmImpl : public torch::nn::Module {
public:
    CstmImpl(int channels, int stride, TemporalKernel kernel, bool causal);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments, BlockHistory* history);

    TemporalConvolution temporal{nullptr};
    torch::nn::Conv2d spatial{nullptr};
    torch::nn::BatchNorm2d bn{nullptr};
};
TORCH_MODULE(Cstm);

/// Channel-wise Motion Module (paper, section 3.2): [N·T, C, H, W] → [N·T, C, H/s, W/s]. Step t
/// shows k_{t+1} − r_t and the last one zero; in the causal form k_t − r_{t−1} and the first zero.
class CmmImpl : public torch::nn::Module {
public:
    CmmImpl(int channels, int stride, bool causal);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments, BlockHistory* history);

    torch::nn::Conv2d reduce{nullptr};
    torch::nn::BatchNorm2d bn{nullptr};
    torch::nn::Conv2d motion{nullptr};  ///< depthwise
    torch::nn::Conv2d restore{nullptr};
    int stride = 1;

private:
    bool causal_;
};
TORCH_MODULE(Cmm);

/// The shortcut where the shape changes: a strided 1×1 convolution and BN.
class ProjectionImpl : public torch::nn::Module {
public:
    ProjectionImpl(int inputChannels, int outputChannels, int stride);
    torch::Tensor forward(const torch::Tensor& x) { return bn(convolution(x)); }

    torch::nn::Conv2d convolution{nullptr};  ///< "0" in a checkpoint
    torch::nn::BatchNorm2d bn{nullptr};      ///< "1" in a checkpoint
};
TORCH_MODULE(Projection);

/// A ResNet bottleneck whose 3×3 convolution is CSTM, CMM, both or neither (paper, figure 5).
class StmBlockImpl : public torch::nn::Module {
public:
    StmBlockImpl(int inputChannels, int channels, int stride, BlockModules modules,
                 const StmConfig& config);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                          BlockHistory* history);

    torch::nn::Conv2d conv1{nullptr};
    torch::nn::BatchNorm2d bn1{nullptr};
    torch::nn::Conv2d conv2{nullptr};  ///< only without CSTM
    torch::nn::BatchNorm2d bn2{nullptr};
    Cstm cstm{nullptr};
    Cmm cmm{nullptr};
    torch::nn::Conv2d fuse{nullptr};  ///< only for Fusion::Concat
    torch::nn::Conv2d conv3{nullptr};
    torch::nn::BatchNorm2d bn3{nullptr};
    Projection downsample{nullptr};  ///< only where the shape changes
    int stride = 1;

private:
    torch::Tensor fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                        BlockHistory* history);
};
TORCH_MODULE(StmBlock);

/// The whole network. Parameters and buffers carry the names of a checkpoint.
class StmNetworkImpl : public torch::nn::Module {
public:
    explicit StmNetworkImpl(const StmConfig& config);

    /// clips [N, T, 3, H, W], H and W from 32 up → logits [N, classes]: the mean over T of the
    /// scores of each frame (paper, section 3.4); of a causal network over the last `segments` of
    /// them. `probes` may be null.
    torch::Tensor forward(const torch::Tensor& clips, Probes* probes = nullptr);

    /// The scores of each frame [N, T, classes]. With `history` (causal networks only) the frames
    /// go on where those of the last call ended; N stays the same until it is cleared.
    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes = nullptr,
                              StreamHistory* history = nullptr);

    /// Lays the weights out channels-last, which the convolutions' outputs follow: faster wherever
    /// oneDNN or cuDNN computes.
    void useChannelsLast();

    const StmConfig& config() const noexcept { return config_; }

    torch::nn::Conv2d conv1{nullptr};
    torch::nn::BatchNorm2d bn1{nullptr};
    std::vector<std::pair<std::string, StmBlock>> blocks;
    torch::nn::Dropout dropout{nullptr};
    torch::nn::Linear fc{nullptr};

private:
    StmConfig config_;
};
TORCH_MODULE(StmNetwork);

/// The scores of a clip [N, classes] from those of its frames [N, T, classes]: their mean, of a
/// causal network over the last `segments` frames alone.
torch::Tensor meanScores(const StmConfig& config, const torch::Tensor& frameScores);

/// Copies a checkpoint's tensors into the network. With `strict`, missing, surplus and mis-shaped
/// tensors are an error that names them; without, they are left as initialised and returned as
/// notes. Throws ModelError.
[[nodiscard]] std::vector<std::string> loadWeights(StmNetworkImpl& network,
                                                   const Checkpoint& checkpoint, bool strict);

/// The network's tensors and metadata, fp32.
Checkpoint toCheckpoint(const StmNetworkImpl& network);

/// Counts a network that has been built already, for clips of its configuration's input.
NetworkCounts countNetwork(const StmNetworkImpl& network);

/// The classifier over features [N, T, C]: [N, T, classes]. A product for each clip: a BLAS may round
/// a row otherwise where it stands at another place of a larger matrix, and what a clip gets must
/// not depend on which others it is computed with.
torch::Tensor scoresOfEachClip(const torch::Tensor& features, const torch::Tensor& weight,
                               const torch::Tensor& bias);

}  // namespace handscope::model
