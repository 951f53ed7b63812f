// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/DevicePass.h"

#include <algorithm>

namespace handscope::model {
namespace {

constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;
constexpr std::size_t kClipsAtOnce = 4;

}  // namespace

DevicePass::DevicePass(const StmNetworkImpl& network, const DevicePlace& place)
    : place_(place),
      stem_(fold(network.conv1, network.bn1), place, 2),
      fcWeight_(network.fc->weight.detach().to(place.device, torch::kFloat32)),
      fcBias_(network.fc->bias.detach().to(place.device, torch::kFloat32)) {
    for (const auto& [name, block] : network.blocks) {
        blocks_.emplace_back(name, DeviceBlock(block, place));
    }
}

torch::Tensor DevicePass::frameScores(const torch::Tensor& clips, Probes* probes,
                                      StreamHistory* history) {
    const auto frames = clips.flatten(0, 1).to(place_.device);
    const auto pictures =
        torch::empty_like(frames, frames.options().dtype(place_.type), kChannelsLast).copy_(frames);
    return scores(features(pictures, clips.size(1), probes, history), clips.size(1))
        .to(torch::kCPU);
}

torch::Tensor DevicePass::clipScores(std::span<const Clip> clips, Probes* probes,
                                     StreamHistory* history) {
    if (probes != nullptr || history != nullptr) {
        return ForwardPass::clipScores(clips, probes, history);
    }
    const auto atOnce = std::min(clips.size(), kClipsAtOnce);
    makeRoom(atOnce * clips.front().size(), clips.front().front()->size());
    if (std::exchange(unfinished_, true)) {
        slots_.forget();  // what was to go there may be missing
    }
    std::vector<torch::Tensor> parts;
    for (std::size_t first = 0; first < clips.size(); first += atOnce) {
        const auto part = clips.subspan(first, std::min(atOnce, clips.size() - first));
        parts.push_back(partScores(part, atOnce));
    }
    const auto all = torch::cat(parts).to(torch::kCPU);
    unfinished_ = false;
    return all;
}

std::string DevicePass::summary() const {
    return place_.type == torch::kHalf       ? "folded, fp16"
           : place_.type == torch::kBFloat16 ? "folded, bf16"
                                             : "folded, fp32";
}

void DevicePass::makeRoom(std::size_t frames, std::size_t values) {
    constexpr std::size_t kFewestSlots = 256;
    const auto width = static_cast<std::int64_t>(values);
    if (slots_.size() >= 2 * frames && kept_.size(1) == width) {
        return;
    }
    FrameSlots slots(std::max(kFewestSlots, 2 * frames));
    kept_ = torch::empty({static_cast<std::int64_t>(slots.size()), width},
                         torch::dtype(place_.type).device(place_.device));
    slots_ = std::move(slots);
}

torch::Tensor DevicePass::featuresOf(std::span<const PreparedFrame> frames, std::int64_t segments) {
    const auto places = slots_.place(frames);
    if (!places.fresh.empty()) {
        const auto fresh = freshOf(frames, places);
        auto planes = torch::empty(shapeOf(fresh.frames));
        copyFrames(fresh.frames, planes.data_ptr<float>());
        keep(planes.to(place_.device), torch::tensor(fresh.slots).to(place_.device));
    }
    const auto pictures = emptyPictures(frames);
    gather(torch::tensor(places.slots).to(place_.device), pictures);
    return features(pictures, segments);
}

DevicePass::Fresh DevicePass::freshOf(std::span<const PreparedFrame> frames,
                                      const FrameSlots::Places& places) {
    Fresh fresh;
    for (const std::size_t i : places.fresh) {
        fresh.frames.push_back(frames[i]);
        fresh.slots.push_back(places.slots[i]);
    }
    return fresh;
}

std::vector<std::int64_t> DevicePass::shapeOf(std::span<const PreparedFrame> frames) {
    const std::int64_t side = sideOf(*frames.front());
    return {static_cast<std::int64_t>(frames.size()), 3, side, side};
}

torch::Tensor DevicePass::emptyPictures(std::span<const PreparedFrame> frames) const {
    return torch::empty(shapeOf(frames), torch::dtype(place_.type).device(place_.device),
                        kChannelsLast);
}

void DevicePass::keep(const torch::Tensor& planes, const torch::Tensor& slots) {
    kept_.index_copy_(0, slots, planes.permute({0, 2, 3, 1}).to(place_.type).flatten(1));
}

void DevicePass::gather(const torch::Tensor& slots, const torch::Tensor& pictures) const {
    auto rows = pictures.permute({0, 2, 3, 1}).view({pictures.size(0), kept_.size(1)});
    torch::index_select_out(rows, kept_, 0, slots);
}

torch::Tensor DevicePass::features(const torch::Tensor& pictures, std::int64_t segments,
                                   Probes* probes, StreamHistory* history) {
    auto x = torch::max_pool2d(stem_(pictures).relu_(), 3, 2, 1);
    for (auto& [name, block] : blocks_) {
        x = block(x, segments, probeOf(probes, name), historyOf(history, name));
    }
    return x.mean({2, 3}, /*keepdim=*/false, torch::kFloat32);
}

torch::Tensor DevicePass::scores(const torch::Tensor& features, std::int64_t segments) const {
    return torch::addmm(fcBias_, features, fcWeight_.t())
        .view({features.size(0) / segments, segments, fcWeight_.size(0)});
}

torch::Tensor DevicePass::partScores(std::span<const Clip> part, std::size_t atOnce) {
    Clip frames;
    for (std::size_t i = 0; i < atOnce; ++i) {
        const Clip& clip = part[std::min(i, part.size() - 1)];
        frames.insert(frames.end(), clip.begin(), clip.end());
    }
    const auto segments = static_cast<std::int64_t>(part.front().size());
    const auto all = scores(featuresOf(frames, segments), segments);
    return all.narrow(0, 0, static_cast<std::int64_t>(part.size()));
}

}  // namespace handscope::model
