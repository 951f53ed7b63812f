// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DistilBatches.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/CheckpointRefusal.h"
#include "model/training/ClipTransforms.h"
#include "model/training/Mixup.h"
#include "model/training/Prefetcher.h"

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
        mined_.emplace(settings.mined, fingerprint(), settings.source.labels);
        mined_->requireTeacherHigh(settings.source.teacherHigh);
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
                         classes, deviceOf(settings.source));
        const bool differ = mined_ && shapes_ != teacher_->featureShapes();
        // Draws that are only varied need no features of their own.
        if (differ && shapes_.empty() && mix().mined > 0) {
            throw model::ModelError(
                "The mined draws were kept without features, which a share of each batch needs.",
                "Expected features, or no mined draw taken as it is.",
                "Mine without --without-features, or set --fresh and --varied so that they sum to "
                "1.");
        }
        if (differ && !shapes_.empty()) {
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
    const auto device = deviceOf(settings_.source);
    const auto probabilities = mined_->probabilities(mined);
    example.probabilities =
        torch::tensor(std::vector<float>(probabilities.begin(), probabilities.end()),
                      torch::kFloat32)
            .unsqueeze(0);
    example.probabilities = onto(device, example.probabilities);
    for (std::size_t which = 0; which < shapes_.size(); ++which) {
        example.features.push_back(
            onto(device, halfTensor(mined_->feature(mined, which), shapes_[which]).unsqueeze(0)));
    }
    return example;
}

/// Each question's frames; of a named one only what a windowed student is shown.
std::vector<torch::Tensor> DistilBatches::rendered(const std::vector<Question>& questions) const {
    std::vector<torch::Tensor> clips(questions.size());
    for (const bool areAll : {true, false}) {
        std::vector<DrawPlan> plans;
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            if (areAll == (settings_.network.causal || !questions[i].mined)) {
                plans.push_back(loader_.planner.withHistory(questions[i].plan, history_));
                which.push_back(i);
            }
        }
        if (plans.empty()) {
            continue;
        }
        const auto made = areAll ? loader_.renderer.render(plans)
                                 : loader_.renderer.render(plans, studentPlaces_);
        for (std::size_t i = 0; i < which.size(); ++i) {
            clips[which[i]] = made[static_cast<std::int64_t>(i)];
        }
    }
    return clips;
}

std::vector<DistilBatches::Example> DistilBatches::asked(const std::vector<Question>& questions) {
    // All windows that nobody has named yet, of all clips, in one question.
    const std::vector<torch::Tensor> clips = rendered(questions);
    std::vector<torch::Tensor> unnamed;
    const bool causal = settings_.network.causal;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const std::size_t count = windows_.starts.size() - (questions[i].mined ? 1 : 0);
        for (std::size_t window = 0; window < count; ++window) {
            unnamed.push_back(causal ? clips[i].narrow(0, windows_.starts[window], windows_.frames)
                                     : clips[i]);
        }
    }
    TeacherAnswer answer;
    if (!unnamed.empty()) {
        answer = teacher_->ask(torch::stack(unnamed));
    }
    const auto device = deviceOf(settings_.source);
    const auto places = onto(device, torch::tensor(studentPlaces_, torch::kLong));
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

DistilBatches::Mix DistilBatches::mix() const {
    const auto part = [this](double share) {
        return static_cast<std::int64_t>(std::lround(share * settings_.batch));
    };
    Mix mix{.fresh = settings_.batch, .varied = 0, .mined = 0};
    if (mined_) {
        mix.fresh = part(settings_.freshShare);
        mix.varied = std::min(part(settings_.variedShare), settings_.batch - mix.fresh);
        mix.mined = settings_.batch - mix.fresh - mix.varied;
    }
    return mix;
}

DistilBatch DistilBatches::make(std::int64_t step) {
    at::set_num_threads(1);  // for this loader's thread alone
    const torch::NoGradGuard noGradients;
    const RandomStream random = RandomStream(settings_.seed).fork(static_cast<std::uint64_t>(step));
    RandomStream jitter = random.fork(1);
    return collate(examples(mix(), random.fork(0)), jitter);
}

DistilBatch DistilBatches::collate(const std::vector<Example>& examples,
                                   RandomStream& random) const {
    std::vector<torch::Tensor> clips;
    std::vector<torch::Tensor> probabilities;
    std::vector<std::vector<torch::Tensor>> features(shapes_.size());
    for (const Example& example : examples) {
        clips.push_back(example.frames);
        probabilities.push_back(example.probabilities);
        for (std::size_t which = 0; which < shapes_.size(); ++which) {
            features[which].push_back(example.features[which]);
        }
    }
    const int side = settings_.network.input.inputSize;
    const auto shown = resizedTo(torch::cat(clips), side)
                           .view({static_cast<std::int64_t>(clips.size()), -1, 3, side, side});
    DistilBatch batch{.clips = normalised(photometricJitter(shown, settings_.photometric, random),
                                          settings_.network.input),
                      .probabilities = torch::stack(probabilities),
                      .features = {}};
    for (const auto& feature : features) {
        batch.features.push_back(torch::stack(feature));
    }
    if (settings_.temperature != 1.0) {
        constexpr double kLeast = 1e-30;  // a logarithm of nothing is none
        batch.probabilities = torch::softmax(
            batch.probabilities.clamp_min(kLeast).log() / settings_.temperature, /*dim=*/-1);
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
    const auto collect = [&](const Example& example) {
        for (std::size_t which = 0; which < shapes_.size(); ++which) {
            collected[which].push_back(example.features[which]);
        }
    };
    if (mined_ && !mined_->featureShapes().empty()) {
        for (std::int64_t made = 0; made < count; ++made) {
            collect(replay(chooseMined(random)));
        }
    } else {
        constexpr std::int64_t kAtOnce = 16;
        Prefetcher<std::vector<Example>> asking(
            [&](std::int64_t part) {
                at::set_num_threads(1);  // for this loader's thread alone
                const torch::NoGradGuard noGradientsHere;
                return examples({.fresh = kAtOnce},
                                random.fork(static_cast<std::uint64_t>(part * kAtOnce)));
            },
            0, settings_.loaderThreads, settings_.loaderThreads);
        for (std::int64_t made = 0; made < count; made += kAtOnce) {
            std::ranges::for_each(asking.next(), collect);
        }
    }
    std::vector<torch::Tensor> features;
    for (const auto& feature : collected) {
        features.push_back(torch::cat(feature));
    }
    return features;
}

}  // namespace handscope::training
