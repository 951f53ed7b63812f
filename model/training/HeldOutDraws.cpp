// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/HeldOutDraws.h"

#include "model/training/ClipTransforms.h"
#include "model/training/ContentMark.h"
#include "model/training/DistilBatches.h"

namespace handscope::training {

HeldOutDraws::HeldOutDraws(DrawSource source, const std::filesystem::path& pack,
                           const std::filesystem::path& mined, const model::StmConfig& network)
    : labels_(network.labels), input_(network.input) {
    source.videoPack = pack;
    const DrawLoader loader(source);
    const MinedSet draws(mined, loader.planner.fingerprint(), labels_);
    draws.requireDraws();
    ContentMark mark;
    mark.add(loader.planner.fingerprint() + draws.choice());
    fingerprint_ = std::to_string(draws.size()) + " draws " + mark.text();
    const auto side = static_cast<std::int64_t>(input_.inputSize);
    const auto places = placesShown(source.draws.frames, network);
    clips_ = torch::empty({static_cast<std::int64_t>(draws.size()),
                           static_cast<std::int64_t>(places.size()), 3, side, side},
                          torch::dtype(torch::kUInt8).device(deviceOf(source)));
    for (std::size_t i = 0; i < draws.size(); ++i) {
        clips_[static_cast<std::int64_t>(i)].copy_(
            shownClip(loader, draws.plan(loader.planner, i), network));
        top_.push_back(draws.topClass(i));
    }
}

Evaluation HeldOutDraws::agreement(model::StmNetworkImpl& network) const {
    constexpr std::int64_t kBatch = 16;
    const torch::NoGradGuard noGradients;
    Evaluation evaluation(labels_);
    for (std::int64_t first = 0; first < clips_.size(0); first += kBatch) {
        const auto count = std::min(kBatch, clips_.size(0) - first);
        const auto clips = normalised(
            clips_.narrow(0, first, count).to(network.fc->weight.device(), torch::kFloat32),
            input_);
        const auto scores = torch::softmax(network.forward(clips), 1).to(torch::kCPU).contiguous();
        for (std::int64_t i = 0; i < count; ++i) {
            const float* const row = scores.data_ptr<float>() + i * scores.size(1);
            evaluation.add(top_[static_cast<std::size_t>(first + i)],
                           {row, static_cast<std::size_t>(scores.size(1))});
        }
    }
    return evaluation;
}

}  // namespace handscope::training
