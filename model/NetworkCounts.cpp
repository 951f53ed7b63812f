// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/NetworkCounts.h"

#include "model/StmNetwork.h"

namespace handscope::model {
namespace {

/// Walks a built network with the shape that each layer sees, and adds up its work for one frame.
class FrameCounter {
public:
    explicit FrameCounter(std::int64_t side) : side_(side) {}

    void count(const torch::nn::Conv2d& convolution) {
        const auto& weight = convolution->weight;
        const auto kernel = weight.size(2);
        side_ = (side_ + 2 * (kernel / 2) - kernel) / convolution->options.stride()->at(0) + 1;
        macs_ += weight.numel() * side_ * side_;
    }

    void count(const torch::nn::BatchNorm2d& norm) {
        normalisation_ += 2 * norm->weight.numel() * side_ * side_;
    }

    void count(const TemporalConvolution& temporal) {
        macs_ += temporal->weight.numel() * side_ * side_;
    }

    void count(const torch::nn::Linear& linear) { macs_ += linear->weight.numel(); }

    void pool() { side_ = (side_ - 1) / 2 + 1; }

    void count(const StmBlock& block) {
        const std::int64_t before = side_;
        count(block->conv1);
        count(block->bn1);
        if (block->cmm) {
            const Cmm& cmm = block->cmm;
            count(cmm->reduce);
            count(cmm->bn);
            count(cmm->motion);
            count(cmm->restore);
        }
        if (block->cstm) {
            count(block->cstm->temporal);
            count(block->cstm->spatial);
            count(block->cstm->bn);
        } else {
            count(block->conv2);
            count(block->bn2);
        }
        if (block->fuse) {
            count(block->fuse);
        }
        count(block->conv3);
        count(block->bn3);
        if (block->downsample) {
            side_ = before;
            count(block->downsample->convolution);
            count(block->downsample->bn);
        }
    }

    std::int64_t macs() const { return macs_; }
    std::int64_t normalisation() const { return normalisation_; }

private:
    std::int64_t side_;
    std::int64_t macs_ = 0;
    std::int64_t normalisation_ = 0;
};

}  // namespace

NetworkCounts countNetwork(const StmConfig& config) {
    return countNetwork(*StmNetwork(config));
}

NetworkCounts countNetwork(const StmNetworkImpl& network) {
    const InputSpec& input = network.config().input;
    FrameCounter counter(input.inputSize);
    counter.count(network.conv1);
    counter.count(network.bn1);
    counter.pool();
    for (const auto& [name, block] : network.blocks) {
        counter.count(block);
    }
    counter.count(network.fc);
    NetworkCounts counts;
    for (const auto& parameter : network.parameters()) {
        counts.parameters += parameter.numel();
    }
    counts.macs = counter.macs() * input.segments;
    counts.paperCount = counts.macs + counter.normalisation() * input.segments;
    return counts;
}

}  // namespace handscope::model
