// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FoldedNetwork.h"

#include <algorithm>
#include <limits>

#include "model/engine/FoldedBlock.h"
#include "model/engine/FusedSteps.h"

namespace handscope::model {
namespace {

bool allFinite(const StmNetworkImpl& network) {
    const auto isFinite = [](const torch::Tensor& tensor) {
        return torch::isfinite(tensor).all().item<bool>();
    };
    const auto parameters = network.parameters();
    const auto buffers = network.buffers();
    return std::all_of(parameters.begin(), parameters.end(), isFinite) &&
           std::all_of(buffers.begin(), buffers.end(), isFinite);
}

class FoldedNetwork final : public ForwardPass {
public:
    FoldedNetwork(const StmNetworkImpl& network, torch::ScalarType type)
        : type_(type),
          finite_(allFinite(network)),
          stem_(fold(network.conv1, network.bn1), 2, {3, 3}, Convolution::Then::Relu, type),
          fcWeight_(network.fc->weight.detach().to(torch::kFloat32).clone()),
          fcBias_(network.fc->bias.detach().to(torch::kFloat32).clone()) {
        blocks_.reserve(network.blocks.size());
        for (const auto& [name, block] : network.blocks) {
            blocks_.emplace_back(name, FoldedBlock(*block, network.config(), type));
        }
    }

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override {
        const auto segments = clips.size(1);
        auto x = poolStem(stem_(interleavePlanes(clips.flatten(0, 1), type_)));
        for (auto& [name, block] : blocks_) {
            x = block.forward(x, segments, probeOf(probes, name), historyOf(history, name));
        }
        const auto features = meanOverPositions(x).view({clips.size(0), segments, -1});
        return scoresOfEachClip(features, fcWeight_, fcBias_) + notANumber(clips);
    }

    std::string summary() const override {
        return type_ == torch::kBFloat16 ? "folded, bf16" : "folded, fp32";
    }

private:
    /// 0 for each clip, or NaN where the network as written might give that: the kernels' maxima
    /// may pass over it. [N, 1, 1]
    torch::Tensor notANumber(const torch::Tensor& clips) const {
        const auto sums = clips.sum(torch::IntArrayRef({1, 2, 3, 4}));
        return (finite_ ? sums * 0 : sums * std::numeric_limits<float>::quiet_NaN())
            .reshape({-1, 1, 1});
    }

    torch::ScalarType type_;
    bool finite_;
    Convolution stem_;
    std::vector<std::pair<std::string, FoldedBlock>> blocks_;
    torch::Tensor fcWeight_;
    torch::Tensor fcBias_;
};

}  // namespace

std::unique_ptr<ForwardPass> foldNetwork(const StmNetworkImpl& network, Precision precision) {
    // Not inference tensors: what a later caller does with them is its own affair.
    const torch::NoGradGuard noGradients;
    const bool bf16 = processorPrecision(precision) == Precision::BFloat16;
    return std::make_unique<FoldedNetwork>(network, bf16 ? torch::kBFloat16 : torch::kFloat32);
}

}  // namespace handscope::model
