// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DistilBatches.h"

#include <algorithm>
#include <cmath>

#include "model/CheckpointRefusal.h"
#include "model/training/ClipTransforms.h"
#include "model/training/Mixup.h"

namespace handscope::training {
namespace {

torch::Tensor halfTensor(const std::vector<std::byte>& bytes,
                         const std::vector<std::int64_t>& shape) {
    return torch::from_blob(const_cast<std::byte*>(bytes.data()), shape, torch::kHalf).clone();
}

}  // namespace

std::vector<std::int64_t> studentPlaces(int frames, int segments) {
    return middleFrameIndices(frames, segments);
}

torch::Tensor resizedTo(const torch::Tensor& frames, int side) {
    return cropAndResize(
        frames, centredCrop(static_cast<int>(frames.size(3)), static_cast<int>(frames.size(2))),
        side);
}

DistilBatches::DistilBatches(const DistilSettings& settings)
    : settings_(settings),
      loader_(settings.source),
      studentPlaces_(studentPlaces(settings.source.draws.frames, settings.network.input.segments)) {
    const auto classes = static_cast<std::int64_t>(settings.source.labels.size());
    if (!settings.mined.empty()) {
        mined_.emplace(settings.mined, fingerprint(), classes);
        mined_->requireDraws();
        shapes_ = mined_->featureShapes();
        double weight = 0.0;
        for (const auto& draws : mined_->byClass()) {
            weight += draws.empty()
                          ? 0.0
                          : std::pow(static_cast<double>(draws.size()), 1.0 - settings.balance);
            cumulativeClassWeight_.push_back(weight);
        }
    }
    if (settings.freshShare + settings.variedShare > 0.0 || !mined_) {
        teacher_.emplace(settings.source.teacher,
                         TeacherInput{.frames = settings.source.draws.frames,
                                      .size = settings.source.draws.size,
                                      .high = settings.source.teacherHigh},
                         classes, settings.onCuda ? torch::Device(torch::kCUDA) : torch::kCPU);
        if (mined_ && shapes_ != teacher_->featureShapes()) {
            throw model::ModelError("The mined draws carry other features than the teacher gives.",
                                    "Expected draws that this teacher has named.",
                                    "Mine again with it, or set --fresh 0 --varied 0.");
        }
        shapes_ = teacher_->featureShapes();
    }
}

std::size_t DistilBatches::chooseMined(RandomStream& random) const {
    const double at = random.uniform(0, cumulativeClassWeight_.back());
    const auto chosen = std::min(std::ranges::upper_bound(cumulativeClassWeight_, at),
                                 cumulativeClassWeight_.end() - 1);
    const auto& draws =
        mined_->byClass().at(static_cast<std::size_t>(chosen - cumulativeClassWeight_.begin()));
    return draws.at(
        static_cast<std::size_t>(random.below(static_cast<std::int64_t>(draws.size()))));
}

DistilBatches::Example DistilBatches::replay(RandomStream& random) const {
    const std::size_t index = chooseMined(random);
    Example example;
    example.frames = loader_.renderer.render(mined_->plan(loader_.planner, index), studentPlaces_);
    const auto probabilities = mined_->probabilities(index);
    example.probabilities = torch::tensor(
        std::vector<float>(probabilities.begin(), probabilities.end()), torch::kFloat32);
    for (std::size_t which = 0; which < shapes_.size(); ++which) {
        example.features.push_back(halfTensor(mined_->feature(index, which), shapes_[which]));
    }
    return example;
}

std::vector<DistilBatches::Example> DistilBatches::asked(const std::vector<DrawPlan>& plans) {
    if (plans.empty()) {
        return {};
    }
    std::vector<torch::Tensor> clips;
    for (const DrawPlan& plan : plans) {
        clips.push_back(loader_.renderer.render(plan));
    }
    const auto batch = torch::stack(clips);
    TeacherAnswer answer;
    {
        const std::lock_guard lock(teacherMutex_);
        answer = teacher_->ask(batch);
    }
    const auto places = torch::tensor(studentPlaces_, torch::kLong);
    std::vector<Example> made;
    for (std::int64_t i = 0; i < batch.size(0); ++i) {
        Example example{.frames = batch[i].index_select(0, places),
                        .probabilities = answer.probabilities[i],
                        .features = {}};
        for (const torch::Tensor& feature : answer.features) {
            example.features.push_back(feature[i].to(torch::kHalf));
        }
        made.push_back(std::move(example));
    }
    return made;
}

std::vector<DistilBatches::Example> DistilBatches::examples(const Mix& mix, RandomStream random) {
    std::vector<DrawPlan> plans;
    for (std::int64_t i = 0; i < mix.fresh; ++i) {
        plans.push_back(loader_.planner.plan(random.next()));
    }
    for (std::int64_t i = 0; i < mix.varied; ++i) {
        const auto mined = mined_->plan(loader_.planner, chooseMined(random));
        plans.push_back(loader_.planner.vary(mined, random.next()));
    }
    std::vector<Example> made = asked(plans);
    for (std::int64_t i = 0; i < mix.mined; ++i) {
        made.push_back(replay(random));
    }
    return made;
}

DistilBatch DistilBatches::make(std::int64_t step) {
    at::set_num_threads(1);  // for this loader's thread alone
    const torch::NoGradGuard noGradients;
    const RandomStream random = RandomStream(settings_.seed).fork(static_cast<std::uint64_t>(step));
    const auto part = [this](double share) {
        return static_cast<std::int64_t>(std::lround(share * settings_.batch));
    };
    Mix mix{.fresh = settings_.batch, .varied = 0, .mined = 0};
    if (mined_) {
        mix.fresh = part(settings_.freshShare);
        mix.varied = std::min(part(settings_.variedShare), settings_.batch - mix.fresh);
        mix.mined = settings_.batch - mix.fresh - mix.varied;
    }
    RandomStream jitter = random.fork(1);
    return collate(examples(mix, random.fork(0)), jitter);
}

DistilBatch DistilBatches::collate(const std::vector<Example>& examples,
                                   RandomStream& random) const {
    std::vector<torch::Tensor> clips;
    std::vector<torch::Tensor> probabilities;
    std::vector<std::vector<torch::Tensor>> features(shapes_.size());
    for (const Example& example : examples) {
        const auto frames =
            photometricJitter(resizedTo(example.frames, settings_.network.input.inputSize),
                              settings_.photometric, random);
        clips.push_back(normalised(frames, settings_.network.input));
        probabilities.push_back(example.probabilities);
        for (std::size_t which = 0; which < shapes_.size(); ++which) {
            features[which].push_back(example.features[which]);
        }
    }
    DistilBatch batch{
        .clips = torch::stack(clips), .probabilities = torch::stack(probabilities), .features = {}};
    for (const auto& feature : features) {
        batch.features.push_back(torch::stack(feature));
    }
    if (settings_.temperature != 1.0) {
        const auto sharpened = batch.probabilities.pow(1.0 / settings_.temperature);
        batch.probabilities = sharpened / sharpened.sum(1, /*keepdim=*/true);
    }
    if (settings_.mixup > 0.0) {
        mixUp(batch, random);
    }
    return batch;
}

/// Each clip with its neighbour in the batch, targets alike (Zhang et al. 2018).
void DistilBatches::mixUp(DistilBatch& batch, RandomStream& random) const {
    const double share = symmetricBeta(settings_.mixup, random);
    const auto mix = [share](const torch::Tensor& values) {
        return (values.to(torch::kFloat32) * share +
                values.roll(1, 0).to(torch::kFloat32) * (1.0 - share));
    };
    batch.clips = mix(batch.clips);
    batch.probabilities = mix(batch.probabilities);
    for (torch::Tensor& feature : batch.features) {
        feature = mix(feature);
    }
}

std::vector<torch::Tensor> DistilBatches::sampleFeatures(std::int64_t count) {
    const torch::NoGradGuard noGradients;
    RandomStream random = RandomStream(settings_.seed).fork(~std::uint64_t{0});
    std::vector<std::vector<torch::Tensor>> collected(shapes_.size());
    constexpr std::int64_t kAtOnce = 16;
    for (std::int64_t made = 0; made < count; made += kAtOnce) {
        const Mix mix = mined_ ? Mix{.mined = kAtOnce} : Mix{.fresh = kAtOnce};
        for (const Example& example :
             examples(mix, random.fork(static_cast<std::uint64_t>(made)))) {
            for (std::size_t which = 0; which < shapes_.size(); ++which) {
                collected[which].push_back(example.features[which]);
            }
        }
    }
    std::vector<torch::Tensor> features;
    for (const auto& feature : collected) {
        features.push_back(torch::stack(feature));
    }
    return features;
}

}  // namespace handscope::training
