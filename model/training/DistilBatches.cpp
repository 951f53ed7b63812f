// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DistilBatches.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

int historyFrames(int frames, const model::StmConfig& student) {
    return student.causal ? frames : 0;
}

std::vector<std::int64_t> placesShown(int frames, const model::StmConfig& student) {
    if (!student.causal) {
        return studentPlaces(frames, student.input.segments);
    }
    std::vector<std::int64_t> all(
        static_cast<std::size_t>(historyFrames(frames, student) + frames));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

torch::Tensor resizedTo(const torch::Tensor& frames, int side) {
    return cropAndResize(
        frames, centredCrop(static_cast<int>(frames.size(3)), static_cast<int>(frames.size(2))),
        side);
}

torch::Tensor shownClip(const DrawLoader& loader, const DrawPlan& plan,
                        const model::StmConfig& student) {
    const int frames = loader.planner.settings().frames;
    const auto whole = loader.planner.withHistory(plan, historyFrames(frames, student));
    return resizedTo(loader.renderer.render(whole, placesShown(frames, student)),
                     student.input.inputSize)
        .round()
        .clamp(0, 255)
        .to(torch::kUInt8);
}

DistilBatches::DistilBatches(const DistilSettings& settings)
    : settings_(settings),
      loader_(settings.source),
      history_(historyFrames(settings.source.draws.frames, settings.network)) {
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
    chooseFrames();
}

void DistilBatches::chooseFrames() {
    const int frames = settings_.source.draws.frames;
    studentPlaces_ = placesShown(frames, settings_.network);
    if (!settings_.network.causal) {
        windows_ = {.starts = {0}, .frames = settings_.network.input.segments};
        return;
    }
    // Mined draws alone say nothing of what comes before them.
    windows_ = {.starts = teacher_ ? std::vector<std::int64_t>{0, history_ / 2, history_}
                                   : std::vector<std::int64_t>{history_},
                .frames = frames};
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

/// The targets of a mined draw alone [1, …]; its frames are left out.
DistilBatches::Example DistilBatches::replay(std::size_t mined) const {
    Example example;
    const auto probabilities = mined_->probabilities(mined);
    example.probabilities =
        torch::tensor(std::vector<float>(probabilities.begin(), probabilities.end()),
                      torch::kFloat32)
            .unsqueeze(0);
    for (std::size_t which = 0; which < shapes_.size(); ++which) {
        example.features.push_back(
            halfTensor(mined_->feature(mined, which), shapes_[which]).unsqueeze(0));
    }
    return example;
}

std::vector<DistilBatches::Example> DistilBatches::asked(const std::vector<Question>& questions) {
    // All windows that nobody has named yet, of all clips, in one question.
    std::vector<torch::Tensor> clips;
    std::vector<torch::Tensor> unnamed;
    const bool causal = settings_.network.causal;
    for (const Question& question : questions) {
        const bool isNamed = question.mined.has_value();
        const auto plan = loader_.planner.withHistory(question.plan, history_);
        clips.push_back(isNamed && !causal ? loader_.renderer.render(plan, studentPlaces_)
                                           : loader_.renderer.render(plan));
        for (std::size_t i = 0; i < windows_.starts.size() - (isNamed ? 1 : 0); ++i) {
            unnamed.push_back(causal ? clips.back().narrow(0, windows_.starts[i], windows_.frames)
                                     : clips.back());
        }
    }
    TeacherAnswer answer;
    if (!unnamed.empty()) {
        const auto windows = torch::stack(unnamed);
        const std::lock_guard lock(teacherMutex_);
        answer = teacher_->ask(windows);
    }
    const auto places = torch::tensor(studentPlaces_, torch::kLong);
    std::vector<Example> made;
    std::int64_t next = 0;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const bool isNamed = questions[i].mined.has_value();
        const std::int64_t count = windows_.count() - (isNamed ? 1 : 0);
        Example example = isNamed ? replay(*questions[i].mined) : Example{};
        example.frames = isNamed || causal ? clips[i] : clips[i].index_select(0, places);
        if (count > 0) {
            const auto before = [&](const torch::Tensor& values, const torch::Tensor& mined) {
                const auto part = values.narrow(0, next, count);
                return mined.defined() ? torch::cat({part, mined}) : part;
            };
            example.probabilities = before(answer.probabilities, example.probabilities);
            example.features.resize(shapes_.size());
            for (std::size_t which = 0; which < shapes_.size(); ++which) {
                example.features[which] =
                    before(answer.features[which].to(torch::kHalf), example.features[which]);
            }
        }
        next += count;
        made.push_back(std::move(example));
    }
    return made;
}

std::vector<DistilBatches::Example> DistilBatches::examples(const Mix& mix, RandomStream random) {
    std::vector<Question> questions;
    RandomStream looks = random.fork(0);
    const auto ask = [&](const DrawPlan& plan) {
        questions.push_back(
            {.plan = loader_.planner.disguised(plan, settings_.disguise, looks.next()),
             .mined = {}});
    };
    for (std::int64_t i = 0; i < mix.fresh; ++i) {
        ask(loader_.planner.plan(random.next()));
    }
    for (std::int64_t i = 0; i < mix.varied; ++i) {
        const auto mined = mined_->plan(loader_.planner, chooseMined(random));
        ask(loader_.planner.vary(mined, random.next()));
    }
    for (std::int64_t i = 0; i < mix.mined; ++i) {
        const std::size_t index = chooseMined(random);
        questions.push_back({.plan = mined_->plan(loader_.planner, index), .mined = index});
    }
    return asked(questions);
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
        batch.probabilities = sharpened / sharpened.sum(-1, /*keepdim=*/true);
    }
    if (settings_.mixup > 0.0) {
        mixUp(batch, random);
    }
    batch.probabilities = batch.probabilities.flatten(0, 1);
    for (torch::Tensor& feature : batch.features) {
        feature = feature.flatten(0, 1);
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
        std::vector<Example> some;
        for (std::int64_t i = 0; mined_ && i < kAtOnce; ++i) {
            some.push_back(replay(chooseMined(random)));
        }
        if (!mined_) {
            some = examples({.fresh = kAtOnce}, random.fork(static_cast<std::uint64_t>(made)));
        }
        for (const Example& example : some) {
            for (std::size_t which = 0; which < shapes_.size(); ++which) {
                collected[which].push_back(example.features[which]);
            }
        }
    }
    std::vector<torch::Tensor> features;
    for (const auto& feature : collected) {
        features.push_back(torch::cat(feature));
    }
    return features;
}

}  // namespace handscope::training
