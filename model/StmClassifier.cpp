// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmClassifier.h"

#include <algorithm>
#include <cstring>

#include "model/TorchErrors.h"

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

std::vector<float> row(const torch::Tensor& matrix, std::int64_t index) {
    const auto values = matrix[index].contiguous();
    const float* const data = values.data_ptr<float>();
    return {data, data + values.numel()};
}

/// The part of one clip in a tapped tensor [N·T, C, H, W].
FeatureMap mapOfClip(const TapPoint& point, const torch::Tensor& folded, std::int64_t clip,
                     std::int64_t segments) {
    const auto part =
        folded.narrow(0, clip * segments, segments).to(torch::kCPU, torch::kFloat32).contiguous();
    const float* const data = part.data_ptr<float>();
    return {.point = point,
            .frames = static_cast<int>(part.size(0)),
            .channels = static_cast<int>(part.size(1)),
            .height = static_cast<int>(part.size(2)),
            .width = static_cast<int>(part.size(3)),
            .values = {data, data + part.numel()}};
}

}  // namespace

torch::Tensor stackClips(std::span<const Clip> clips, const InputSpec& spec) {
    const auto side = static_cast<std::int64_t>(spec.inputSize);
    const auto frameSize = static_cast<std::size_t>(3 * side * side);
    auto batch =
        torch::empty({static_cast<std::int64_t>(clips.size()), spec.segments, 3, side, side});
    float* target = batch.data_ptr<float>();
    for (const Clip& clip : clips) {
        const bool whole = std::all_of(clip.begin(), clip.end(), [&](const PreparedFrame& frame) {
            return frame != nullptr && frame->size() == frameSize;
        });
        if (clip.size() != static_cast<std::size_t>(spec.segments) || !whole) {
            throw ModelError(
                "A clip of " + std::to_string(clip.size()) + " frames does not fit the network.",
                "Expected " + std::to_string(spec.segments) + " frames of 3 × " +
                    std::to_string(side) + " × " + std::to_string(side) + " values.",
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
                             bool strict)
    : device_(device) {
    const StmConfig config = StmConfig::fromCheckpoint(checkpoint);
    network_ = StmNetwork(config);
    std::vector<std::string> notes = loadWeights(*network_, checkpoint, strict);
    network_->eval();
    network_->to(device_);
    const NetworkCounts counts = countNetwork(*network_);
    description_ = {.name = std::move(name),
                    .kind = "stm",
                    .architecture = config.summary(),
                    .provenance = config.provenance,
                    .device = device_.str(),
                    .labels = config.labels,
                    .input = config.input,
                    .blocks = {},
                    .parameters = counts.parameters,
                    .macs = counts.paperCount,
                    .notes = std::move(notes)};
    for (const auto& block : config.blockNames()) {
        description_.blocks.push_back({block, tapsOf(config.modulesOf(block))});
    }
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
            network_->config().stageChannels(stage) * (mute.point == MutePoint::Branch ? 4 : 1);
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
    try {
        Probes probes = makeProbes(request);
        const auto batch = stackClips(clips, description_.input);
        const c10::InferenceMode inference;
        const auto logits = network_(batch.to(device_), probes.empty() ? nullptr : &probes)
                                .to(torch::kCPU, torch::kFloat32);
        requireFinite(logits);
        const auto probabilities = torch::softmax(logits, 1);
        std::vector<Prediction> predictions;
        for (std::int64_t i = 0; i < batch.size(0); ++i) {
            Prediction prediction{
                .probabilities = row(probabilities, i), .logits = row(logits, i), .maps = {}};
            for (const TapPoint& point : request.taps) {
                const auto& tapped =
                    probes.at(point.block).maps[static_cast<std::size_t>(point.tap)];
                prediction.maps.push_back(mapOfClip(point, tapped, i, batch.size(1)));
            }
            predictions.push_back(std::move(prediction));
        }
        return predictions;
    } catch (const ModelError&) {
        throw;
    } catch (const std::exception& error) {
        throw ModelError("The network's forward pass failed (" + reasonOf(error) + ").",
                         "Expected a clip's scores.",
                         "If memory ran out, use a smaller model or the CPU.");
    }
}

}  // namespace handscope::model
