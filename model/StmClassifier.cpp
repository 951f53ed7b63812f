// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmClassifier.h"

#include <algorithm>
#include <cstring>

#include "model/ClipStack.h"
#include "model/StmStream.h"
#include "model/engine/CudaPass.h"
#include "model/engine/FoldedNetwork.h"
#include "model/engine/FusedSteps.h"

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

void requireTap(const BlockDescription& block, Tap tap) {
    if (!block.has(tap)) {
        throw ModelError("Block " + block.name + " has no " + std::string(tapName(tap)) + ".",
                         "Expected a part that this block carries.",
                         "Choose another tap or another block.");
    }
}

/// What a forward pass kept, and what it averaged, at a point that it reads.
const torch::Tensor& mapAt(const Probes& probes, const TapPoint& point) {
    return probes.at(point.block).maps[static_cast<std::size_t>(point.tap)];
}
const torch::Tensor& meanAt(const Probes& probes, const TapPoint& point) {
    return probes.at(point.block).means[static_cast<std::size_t>(point.tap)];
}

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

/// Whether the processor's engine gave this map, which then needs no copy on the way.
bool isOurEngines(const torch::Tensor& map) {
    return map.is_cpu() && !map.is_contiguous() &&
           map.is_contiguous(torch::MemoryFormat::ChannelsLast) &&
           (map.scalar_type() == torch::kFloat32 || map.scalar_type() == torch::kBFloat16);
}

/// `map` [T, C, H, W] in fp32 and in that order of memory.
void copyPlain(const torch::Tensor& map, float* target) {
    constexpr std::int64_t kFew =
        65536;  // not worth LibTorch's copying, of which a stream needs many
    if (map.is_cpu() && map.is_contiguous() && map.scalar_type() == torch::kFloat32 &&
        map.numel() <= kFew) {
        std::memcpy(target, map.data_ptr<float>(), map.nbytes());
        return;
    }
    torch::from_blob(target, map.sizes()).copy_(map.to(torch::kFloat32).contiguous());
}

}  // namespace

std::vector<float> rowOf(const torch::Tensor& matrix, std::int64_t row) {
    const auto values = matrix[row].contiguous();
    const float* const data = values.data_ptr<float>();
    return {data, data + values.numel()};
}

FeatureMap plainMap(const TapPoint& point, const std::vector<torch::Tensor>& parts) {
    const torch::Tensor& first = parts.front();
    std::int64_t frames = 0;
    for (const torch::Tensor& part : parts) {
        frames += part.size(0);
    }
    const auto frameSize = first.numel() / first.size(0);
    FeatureMap map{.point = point,
                   .frames = static_cast<int>(frames),
                   .channels = static_cast<int>(first.size(1)),
                   .height = static_cast<int>(first.size(2)),
                   .width = static_cast<int>(first.size(3)),
                   .values = std::vector<float>(static_cast<std::size_t>(frames * frameSize))};
    float* target = map.values.data();
    if (std::ranges::all_of(parts, isOurEngines)) {
        separatePlanes(parts, target);
        return map;
    }
    for (const torch::Tensor& part : parts) {
        copyPlain(part, target);
        target += part.numel();
    }
    return map;
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
    fcWeight_ = network->fc->weight.detach().clone();
    fcBias_ = network->fc->bias.detach().clone();
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
    lastOutput_ = {description_.blocks.back().name, Tap::Output};
}

std::vector<float> StmClassifier::classWeights(int classIndex) const {
    requireClass(classIndex);
    return rowOf(fcWeight_, classIndex);
}

std::unique_ptr<ScoreStream> StmClassifier::openStream() {
    return config_.causal ? std::make_unique<StmStream>(*this) : nullptr;
}

const BlockDescription& StmClassifier::blockOf(const std::string& name) const {
    const BlockDescription* const block = description_.block(name);
    if (block == nullptr) {
        throw ModelError("The network has no block '" + name + "'.",
                         "Expected one of " + description_.blocks.front().name + " … " +
                             description_.blocks.back().name + ".",
                         "Choose a block of this model.");
    }
    return *block;
}

void StmClassifier::requireClass(int classIndex) const {
    if (classIndex < 0 || classIndex >= config_.classes) {
        throw ModelError("The network has no class " + std::to_string(classIndex) + ".",
                         "Expected 0 to " + std::to_string(config_.classes - 1) + ".",
                         "Choose a class of this model.");
    }
}

void StmClassifier::addMute(const Mute& mute, BlockProbe& probe) const {
    const BlockDescription& block = blockOf(mute.block);
    if (mute.point != MutePoint::Branch) {
        requireTap(block, mute.point == MutePoint::Cstm ? Tap::Cstm : Tap::Cmm);
    }
    const auto stage = static_cast<int>(mute.block.at(5) - '1');
    const int channels = config_.stageChannels(stage) * (mute.point == MutePoint::Branch ? 4 : 1);
    if (mute.channel != Mute::kAllChannels && (mute.channel < 0 || mute.channel >= channels)) {
        throw ModelError(
            "Block " + mute.block + " has no channel " + std::to_string(mute.channel) + " there.",
            "Expected 0 to " + std::to_string(channels - 1) + ".", "Choose another channel.");
    }
    auto& cuts = probe.mutes;
    if (mute.channel == Mute::kAllChannels) {
        cuts[mute.point].clear();
        return;
    }
    const bool wholeAlready = cuts.contains(mute.point) && cuts[mute.point].empty();
    if (!wholeAlready) {
        cuts[mute.point].push_back(mute.channel);
    }
}

Probes StmClassifier::makeProbes(const ClassifyRequest& request) const {
    Probes probes;
    for (const TapPoint& point : request.taps) {
        requireTap(blockOf(point.block), point.tap);
        const TapPoint at = readAt(point);
        probes[at.block].wanted[static_cast<std::size_t>(at.tap)] = true;
    }
    for (const TapPoint& point : request.means) {
        requireTap(blockOf(point.block), point.tap);
        const TapPoint at = readAt(point);
        probes[at.block].averaged[static_cast<std::size_t>(at.tap)] = true;
    }
    for (const Mute& mute : request.mutes) {
        addMute(mute, probes[mute.block]);
    }
    for (const int classIndex : request.evidence) {
        requireClass(classIndex);
        probes[lastOutput_.block].wanted[static_cast<std::size_t>(lastOutput_.tap)] = true;
    }
    return probes;
}

TapPoint StmClassifier::readAt(const TapPoint& point) const {
    const BlockDescription& block = blockOf(point.block);
    if (point.tap != Tap::Input || &block == &description_.blocks.front()) {
        return point;
    }
    return {std::prev(&block)->name, Tap::Output};
}

std::vector<ClassEvidence> StmClassifier::evidence(const std::vector<int>& classes,
                                                   const torch::Tensor& features) const {
    std::vector<ClassEvidence> found;
    if (classes.empty()) {
        return found;
    }
    const std::vector<std::int64_t> rows(classes.begin(), classes.end());
    const auto weights =
        fcWeight_.index_select(0, torch::tensor(rows, torch::kLong)).to(features.device());
    // [T, H, W, C] · [C, classes]; a convolution might round more coarsely.
    const auto maps = features.to(torch::kFloat32)
                          .permute({0, 2, 3, 1})
                          .matmul(weights.t())
                          .permute({3, 0, 1, 2})
                          .unsqueeze(2)
                          .to(torch::kCPU);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        found.push_back({.classIndex = classes[i],
                         .bias = fcBias_[classes[i]].item<float>(),
                         .map = plainMap(lastOutput_, {maps[static_cast<std::int64_t>(i)]})});
    }
    return found;
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
        requireClips(clips, config_.input, segments);
        const c10::InferenceMode inference;
        const auto logits = meanScores(
            config_, pass_->clipScores(clips, probes.empty() ? nullptr : &probes, nullptr));
        requireFinite(logits);
        const auto probabilities = torch::softmax(logits, 1);
        const auto frames = static_cast<std::int64_t>(segments);
        const auto counted =
            config_.causal ? std::min<std::int64_t>(frames, config_.input.segments) : frames;
        std::vector<Prediction> predictions;
        for (std::int64_t i = 0; i < logits.size(0); ++i) {
            const auto ofClip = [&](const torch::Tensor& all) {
                return all.narrow(0, i * frames, frames);
            };
            Prediction prediction{
                .probabilities = rowOf(probabilities, i), .logits = rowOf(logits, i), .maps = {}};
            for (const TapPoint& point : request.taps) {
                prediction.maps.push_back(plainMap(point, {ofClip(mapAt(probes, readAt(point)))}));
            }
            for (const TapPoint& point : request.means) {
                prediction.means.push_back(
                    plainMap(point, {ofClip(meanAt(probes, readAt(point)))}));
            }
            if (!request.evidence.empty()) {
                const auto features = ofClip(mapAt(probes, lastOutput_));
                prediction.evidence =
                    evidence(request.evidence, features.narrow(0, frames - counted, counted));
            }
            predictions.push_back(std::move(prediction));
        }
        return predictions;
    });
}

}  // namespace handscope::model
