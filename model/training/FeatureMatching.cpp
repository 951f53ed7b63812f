// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/FeatureMatching.h"

#include <algorithm>

namespace handscope::training {
namespace {

constexpr std::size_t kClip = 1;    ///< dimensions of [C]
constexpr std::size_t kFrames = 2;  ///< of [t, C]
constexpr std::size_t kMaps = 4;    ///< of [t, C, h, w]

std::int64_t channelsOf(const std::vector<std::int64_t>& shape) {
    return shape[shape.size() == kClip ? 0 : 1];
}

/// Side of the maps that leave a stage (0 … 3).
std::int64_t sideAfter(int stage, int inputSize) {
    std::int64_t side = inputSize;
    for (int halving = 0; halving < stage + 2; ++halving) {
        side = (side + 1) / 2;
    }
    return side;
}

/// The deepest stage whose maps are no smaller than the teacher's.
int stageFor(const std::vector<std::vector<std::int64_t>>& shapes, int inputSize) {
    std::int64_t largest = 1;
    for (const auto& shape : shapes) {
        if (shape.size() == kMaps) {
            largest = std::max({largest, shape[2], shape[3]});
        }
    }
    int stage = 3;
    while (stage > 0 && sideAfter(stage, inputSize) < largest) {
        --stage;
    }
    return stage;
}

std::string lastBlockOf(const model::StmConfig& config, int stage) {
    return "layer" + std::to_string(stage + 1) + "." +
           std::to_string(config.blocks[static_cast<std::size_t>(stage)] - 1);
}

/// [N·T, …] seen as [N, T, …].
torch::Tensor unfolded(const torch::Tensor& x, std::int64_t clips) {
    auto shape = x.sizes().vec();
    shape[0] /= clips;
    shape.insert(shape.begin(), clips);
    return x.reshape(shape);
}

/// [N, frames, …] → [N·W, T, …].
torch::Tensor windowed(const torch::Tensor& frames, const TeacherWindows& windows) {
    std::vector<torch::Tensor> parts;
    for (const std::int64_t start : windows.starts) {
        parts.push_back(frames.narrow(1, start, windows.frames));
    }
    return parts.size() == 1 ? parts.front() : torch::stack(parts, 1).flatten(0, 1);
}

}  // namespace

FeatureMatchingImpl::FeatureMatchingImpl(const std::vector<std::vector<std::int64_t>>& shapes,
                                         const model::StmConfig& student)
    : shapes_(shapes) {
    const int stage = stageFor(shapes, student.input.inputSize);
    lastBlock_ = lastBlockOf(student, 3);
    mapBlock_ = lastBlockOf(student, stage);
    const std::int64_t pooledChannels = std::int64_t{4} * student.stageChannels(3);
    const std::int64_t mapChannels = std::int64_t{4} * student.stageChannels(stage);
    for (std::size_t which = 0; which < shapes.size(); ++which) {
        const std::int64_t channels = channelsOf(shapes[which]);
        const std::string name = std::to_string(which);
        linear_.emplace_back(nullptr);
        pointwise_.emplace_back(nullptr);
        if (shapes[which].size() == kMaps) {
            pointwise_.back() = register_module(
                "maps" + name,
                torch::nn::Conv2d(torch::nn::Conv2dOptions(mapChannels, channels, 1)));
        } else {
            linear_.back() =
                register_module("linear" + name, torch::nn::Linear(pooledChannels, channels));
        }
        const auto statistics = shapes[which].size() == kClip
                                    ? std::vector<std::int64_t>{channels}
                                    : std::vector<std::int64_t>{shapes[which][0], channels};
        mean_.push_back(register_buffer("mean" + name, torch::zeros(statistics)));
        deviation_.push_back(register_buffer("deviation" + name, torch::ones(statistics)));
    }
}

void FeatureMatchingImpl::standardiseBy(const std::vector<torch::Tensor>& sample) {
    constexpr double kShare = 0.05;  // of the mean deviation: what hardly moves must not blow up
    constexpr double kLeast = 1e-6;  // where nothing moves at all
    const torch::NoGradGuard noGradients;
    for (std::size_t which = 0; which < shapes_.size(); ++which) {
        auto values = sample[which].to(torch::kFloat32);
        if (shapes_[which].size() == kMaps) {
            values = values.flatten(3).transpose(1, 3).flatten(0, 1).transpose(1, 2);
        }
        mean_[which].copy_(values.mean(0));
        const auto deviation = values.std(0);
        deviation_[which].copy_((deviation + kShare * deviation.mean()).clamp_min(kLeast));
    }
}

StudentFeatures FeatureMatchingImpl::observe(model::StmNetworkImpl& student,
                                             const torch::Tensor& clips,
                                             const TeacherWindows& windows) const {
    constexpr auto kOutput = static_cast<std::size_t>(model::Tap::Output);
    model::Probes probes;
    probes[lastBlock_].wanted[kOutput] = true;
    probes[mapBlock_].wanted[kOutput] = true;
    StudentFeatures features;
    const auto scores = student.frameScores(clips, &probes);
    const auto pooled = unfolded(probes[lastBlock_].maps[kOutput].mean({2, 3}), clips.size(0));
    const auto maps = unfolded(probes[mapBlock_].maps[kOutput], clips.size(0));
    std::vector<torch::Tensor> logits;
    for (const std::int64_t start : windows.starts) {
        logits.push_back(
            model::meanScores(student.config(), scores.narrow(1, start, windows.frames)));
    }
    features.logits = torch::stack(logits, 1).flatten(0, 1);
    features.pooled = windowed(pooled, windows);
    features.maps = windowed(maps, windows);
    return features;
}

torch::Tensor FeatureMatchingImpl::standardised(std::size_t which,
                                                const torch::Tensor& feature) const {
    auto shape = mean_[which].sizes().vec();
    shape.insert(shape.begin(), 1);
    shape.resize(static_cast<std::size_t>(feature.dim()), 1);
    return (feature.to(torch::kFloat32) - mean_[which].view(shape)) / deviation_[which].view(shape);
}

/// The student's counterpart of a feature, brought to the teacher's number of frames and size.
torch::Tensor FeatureMatchingImpl::projected(std::size_t which, const StudentFeatures& student) {
    const auto& shape = shapes_[which];
    if (shape.size() == kClip) {
        return linear_[which](student.pooled.mean(1));
    }
    if (shape.size() == kFrames) {
        auto frames = student.pooled;
        if (frames.size(1) != shape[0]) {
            frames = torch::adaptive_avg_pool1d(frames.transpose(1, 2), shape[0]).transpose(1, 2);
        }
        return linear_[which](frames);
    }
    const auto clips = student.maps.size(0);
    auto maps = torch::adaptive_avg_pool2d(student.maps.flatten(0, 1), {shape[2], shape[3]});
    maps = unfolded(pointwise_[which](maps), clips);
    if (maps.size(1) != shape[0]) {
        maps = torch::adaptive_avg_pool3d(maps.transpose(1, 2), {shape[0], shape[2], shape[3]})
                   .transpose(1, 2);
    }
    return maps;
}

torch::Tensor FeatureMatchingImpl::loss(const StudentFeatures& student,
                                        const std::vector<torch::Tensor>& teacher) {
    auto total = torch::zeros({}, torch::dtype(torch::kFloat32).device(student.logits.device()));
    for (std::size_t which = 0; which < shapes_.size(); ++which) {
        const auto error =
            projected(which, student).to(torch::kFloat32) - standardised(which, teacher[which]);
        total = total + error.square().mean();
        if (shapes_[which].size() == kFrames) {
            // What lasts through the clip names it; alone it would drown in what varies.
            total = total + error.mean(1).square().mean();
        }
    }
    return shapes_.empty() ? total : total / static_cast<double>(shapes_.size());
}

}  // namespace handscope::training
