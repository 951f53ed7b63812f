// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmClassifier.h"

#include <algorithm>
#include <cstring>

#include "model/StmStream.h"
#include "model/engine/CudaPass.h"
#include "model/engine/FoldedNetwork.h"

namespace handscope::model {
namespace {

std::vector<Tap> tapsOf(const BlockModules& modules) {
    std::vector<Tap> taps{Tap::Input};
    if (modules.cstm) {
        taps.push_back(Tap::Cstm);
    }
    if (modules.cmm) {
        taps.push_back(Tap::Cmm);
    }
    taps.push_back(Tap::Output);
    return taps;
}

/// The network as it is written, in fp32, on any device.
class PlainPass : public ForwardPass {
public:
    PlainPass(StmNetwork network, torch::Device device)
        : network_(std::move(network)), device_(device) {
        network_->to(device_);
    }

    torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                              StreamHistory* history) override {
        return network_->frameScores(clips.to(device_), probes, history)
            .to(torch::kCPU, torch::kFloat32);
    }

    std::string summary() const override { return {}; }

private:
    StmNetwork network_;
    torch::Device device_;
};

std::unique_ptr<ForwardPass> makePass(const StmNetwork& network, torch::Device device,
                                      const LoadOptions& options) {
    if (options.engine == Engine::Plain) {
        return std::make_unique<PlainPass>(network, device);
    }
    if (device.is_cuda()) {
        return cudaPass(network, device, options.precision);
    }
    return foldNetwork(*network, options.precision);
}

}  // namespace

std::vector<float> rowOf(const torch::Tensor& matrix, std::int64_t row) {
    const auto values = matrix[row].contiguous();
    const float* const data = values.data_ptr<float>();
    return {data, data + values.numel()};
}

FeatureMap plainMap(const TapPoint& point, const torch::Tensor& map) {
    const auto part =
        map.to(torch::kCPU, torch::kFloat32).contiguous(torch::MemoryFormat::Contiguous);
    const float* const data = part.data_ptr<float>();
    return {.point = point,
            .frames = static_cast<int>(part.size(0)),
            .channels = static_cast<int>(part.size(1)),
            .height = static_cast<int>(part.size(2)),
            .width = static_cast<int>(part.size(3)),
            .values = {data, data + part.numel()}};
}

torch::Tensor stackClips(std::span<const Clip> clips, const InputSpec& spec, std::size_t segments) {
    const auto side = static_cast<std::int64_t>(spec.inputSize);
    const auto frameSize = static_cast<std::size_t>(3 * side * side);
    auto batch = torch::empty({static_cast<std::int64_t>(clips.size()),
                               static_cast<std::int64_t>(segments), 3, side, side});
    float* target = batch.data_ptr<float>();
    for (const Clip& clip : clips) {
        const bool whole = std::all_of(clip.begin(), clip.end(), [&](const PreparedFrame& frame) {
            return frame != nullptr && frame->size() == frameSize;
        });
        if (clip.size() != segments || !whole) {
            throw ModelError(
                "A clip of " + std::to_string(clip.size()) + " frames does not fit the network.",
                "Expected " + std::to_string(segments) + " frames of 3 × " + std::to_string(side) +
                    " × " + std::to_string(side) + " values.",
                "Prepare the frames with this model's input specification.");
        }
        for (const PreparedFrame& frame : clip) {
            std::memcpy(target, frame->data(), frameSize * sizeof(float));
            target += frameSize;
        }
    }
    return batch;
}

void requireFinite(const torch::Tensor& scores) {
    if (!torch::isfinite(scores).all().item<bool>()) {
        throw ModelError("The network gave scores that are no finite numbers.",
                         "Expected a finite score for each class.",
                         "The weights or the pictures hold NaN or overflow: fetch or export the "
                         "model again.");
    }
}

StmClassifier::StmClassifier(const Checkpoint& checkpoint, std::string name, torch::Device device,
                             const LoadOptions& options)
    : config_(StmConfig::fromCheckpoint(checkpoint)) {
    StmNetwork network(config_);
    std::vector<std::string> notes = loadWeights(*network, checkpoint, options.strict);
    network->eval();
    const NetworkCounts counts = countNetwork(*network);
    pass_ = makePass(network, device, options);
    description_ = {.name = std::move(name),
                    .kind = "stm",
                    .architecture = config_.summary(),
                    .provenance = config_.provenance,
                    .device = device.str(),
                    .engine = pass_->summary(),
                    .causal = config_.causal,
                    .frameRate = config_.causal ? config_.frameRate : 0.0,
                    .labels = config_.labels,
                    .input = config_.input,
                    .blocks = {},
                    .parameters = counts.parameters,
                    .macs = counts.paperCount,
                    .notes = std::move(notes)};
    for (const auto& block : config_.blockNames()) {
        description_.blocks.push_back({block, tapsOf(config_.modulesOf(block))});
    }
}

std::unique_ptr<ScoreStream> StmClassifier::openStream() {
    return config_.causal ? std::make_unique<StmStream>(*this) : nullptr;
}

Probes StmClassifier::makeProbes(const ClassifyRequest& request) const {
    const auto blockOf = [this](const std::string& name) -> const BlockDescription& {
        const auto found =
            std::find_if(description_.blocks.begin(), description_.blocks.end(),
                         [&](const BlockDescription& block) { return block.name == name; });
        if (found == description_.blocks.end()) {
            throw ModelError("The network has no block '" + name + "'.",
                             "Expected one of " + description_.blocks.front().name + " … " +
                                 description_.blocks.back().name + ".",
                             "Choose a block of this model.");
        }
        return *found;
    };
    const auto requireTap = [](const BlockDescription& block, Tap tap) {
        if (std::find(block.taps.begin(), block.taps.end(), tap) == block.taps.end()) {
            throw ModelError("Block " + block.name + " has no " + std::string(tapName(tap)) + ".",
                             "Expected a part that this block carries.",
                             "Choose another tap or another block.");
        }
    };
    Probes probes;
    for (const TapPoint& point : request.taps) {
        requireTap(blockOf(point.block), point.tap);
        probes[point.block].wanted[static_cast<std::size_t>(point.tap)] = true;
    }
    for (const Mute& mute : request.mutes) {
        const BlockDescription& block = blockOf(mute.block);
        if (mute.point != MutePoint::Branch) {
            requireTap(block, mute.point == MutePoint::Cstm ? Tap::Cstm : Tap::Cmm);
        }
        const auto stage = static_cast<int>(mute.block.at(5) - '1');
        const int channels =
            config_.stageChannels(stage) * (mute.point == MutePoint::Branch ? 4 : 1);
        if (mute.channel != Mute::kAllChannels && (mute.channel < 0 || mute.channel >= channels)) {
            throw ModelError("Block " + mute.block + " has no channel " +
                                 std::to_string(mute.channel) + " there.",
                             "Expected 0 to " + std::to_string(channels - 1) + ".",
                             "Choose another channel.");
        }
        auto& cuts = probes[mute.block].mutes;
        if (mute.channel == Mute::kAllChannels) {
            cuts[mute.point].clear();
            continue;
        }
        const bool wholeAlready = cuts.contains(mute.point) && cuts[mute.point].empty();
        if (!wholeAlready) {
            cuts[mute.point].push_back(mute.channel);
        }
    }
    return probes;
}

std::vector<Prediction> StmClassifier::classify(std::span<const Clip> clips,
                                                const ClassifyRequest& request) {
    if (clips.empty()) {
        return {};
    }
    return translatingForwardErrors([&] {
        Probes probes = makeProbes(request);
        const auto segments = config_.causal ? std::max<std::size_t>(1, clips.front().size())
                                             : static_cast<std::size_t>(config_.input.segments);
        const auto batch = stackClips(clips, config_.input, segments);
        const c10::InferenceMode inference;
        const auto logits = meanScores(
            config_, pass_->frameScores(batch, probes.empty() ? nullptr : &probes, nullptr));
        requireFinite(logits);
        const auto probabilities = torch::softmax(logits, 1);
        std::vector<Prediction> predictions;
        for (std::int64_t i = 0; i < batch.size(0); ++i) {
            Prediction prediction{
                .probabilities = rowOf(probabilities, i), .logits = rowOf(logits, i), .maps = {}};
            for (const TapPoint& point : request.taps) {
                const auto& tapped =
                    probes.at(point.block).maps[static_cast<std::size_t>(point.tap)];
                prediction.maps.push_back(
                    plainMap(point, tapped.narrow(0, i * batch.size(1), batch.size(1))));
            }
            predictions.push_back(std::move(prediction));
        }
        return predictions;
    });
}

}  // namespace handscope::model
