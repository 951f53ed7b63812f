// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/EvaluationViews.h"

#include <algorithm>

#include "model/ModelError.h"
#include "model/training/ClipTransforms.h"
#include "model/training/RandomStream.h"

namespace handscope::training {
namespace {

std::vector<model::PreparedFrame> preparedFrames(const torch::Tensor& values) {
    const auto contiguous = values.contiguous();
    const auto size = static_cast<std::size_t>(contiguous[0].numel());
    std::vector<model::PreparedFrame> prepared;
    for (std::int64_t i = 0; i < contiguous.size(0); ++i) {
        const float* const data = contiguous.data_ptr<float>() + static_cast<std::size_t>(i) * size;
        prepared.push_back(std::make_shared<const std::vector<float>>(data, data + size));
    }
    return prepared;
}

}  // namespace

EvaluationViews::EvaluationViews(std::shared_ptr<const ClipPack> pack,
                                 const model::ModelDescription& model, const TestProtocol& protocol,
                                 bool skipBad)
    : store_(std::move(pack), /*cacheBytes=*/0),
      spec_(model.input),
      rate_(model.causal ? model.frameRate : 0.0),
      protocol_(protocol),
      skipBad_(skipBad) {}

Views EvaluationViews::views(std::size_t item) {
    const auto samplings = sampledFrames(item);
    std::vector<std::int64_t> needed;
    for (const auto& sampling : samplings) {
        needed.insert(needed.end(), sampling.begin(), sampling.end());
    }
    std::sort(needed.begin(), needed.end());
    needed.erase(std::unique(needed.begin(), needed.end()), needed.end());

    const c10::InferenceMode inference;
    torch::Tensor frames;
    try {
        frames = store_.frames(item, needed);
    } catch (const model::ModelError& error) {
        if (!skipBad_) {
            throw;
        }
        return {.clips = {}, .failure = error.whatHappened()};
    }
    return {.clips = clipsOf(frames, needed, samplings), .failure = {}};
}

std::vector<std::vector<std::int64_t>> EvaluationViews::sampledFrames(std::size_t item) const {
    const PackItem& entry = store_.pack().items()[item];
    constexpr double kMiddle = 0.5;
    if (protocol_.samplings == 1) {
        return {rate_ > 0.0 ? framesAtRate(entry.frames, entry.frameRate, rate_, kMiddle)
                            : middleFrameIndices(entry.frames, spec_.segments)};
    }
    RandomStream random = RandomStream(protocol_.seed).fork(item);
    std::vector<std::vector<std::int64_t>> samplings;
    for (int i = 0; i < protocol_.samplings; ++i) {
        samplings.push_back(
            rate_ > 0.0 ? framesAtRate(entry.frames, entry.frameRate, rate_, random.uniform(0, 1))
                        : randomFrameIndices(entry.frames, spec_.segments, random));
    }
    return samplings;
}

/// Every frame is prepared once a crop; the clips share them.
std::vector<model::Clip> EvaluationViews::clipsOf(
    const torch::Tensor& frames, const std::vector<std::int64_t>& needed,
    const std::vector<std::vector<std::int64_t>>& samplings) const {
    std::vector<model::Clip> clips;
    const auto boxes = testCrops(static_cast<int>(frames.size(3)), static_cast<int>(frames.size(2)),
                                 protocol_.crops);
    for (const CropBox& box : boxes) {
        const auto prepared =
            preparedFrames(normalised(cropAndResize(frames, box, spec_.inputSize), spec_));
        for (const auto& sampling : samplings) {
            model::Clip& clip = clips.emplace_back();
            for (const std::int64_t index : sampling) {
                const auto place = std::lower_bound(needed.begin(), needed.end(), index);
                clip.push_back(prepared[static_cast<std::size_t>(place - needed.begin())]);
            }
        }
    }
    return clips;
}

}  // namespace handscope::training
