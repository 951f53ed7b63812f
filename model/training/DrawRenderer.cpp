// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DrawRenderer.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace handscope::training {
namespace {

namespace F = torch::nn::functional;

/// Where each pixel of the square lies in the source, in grid_sample's coordinates [n, S, S, 2].
torch::Tensor samplingGrid(const std::vector<Pose>& poses, std::span<const std::int64_t> places,
                           bool mirrored, double width, double height, int size) {
    auto affine = torch::empty({static_cast<std::int64_t>(places.size()), 2, 3});
    auto values = affine.accessor<float, 3>();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Pose& pose = poses.at(static_cast<std::size_t>(places[i]));
        const auto row = static_cast<std::int64_t>(i);
        const double across = mirrored ? -1.0 : 1.0;
        const double cosine = std::cos(pose.angle) * pose.half;
        const double sine = std::sin(pose.angle) * pose.half;
        values[row][0][0] = static_cast<float>(2.0 * cosine * across / width);
        values[row][0][1] = static_cast<float>(2.0 * -sine / width);
        values[row][0][2] = static_cast<float>(2.0 * pose.x / width - 1.0);
        values[row][1][0] = static_cast<float>(2.0 * sine * across / height);
        values[row][1][1] = static_cast<float>(2.0 * cosine / height);
        values[row][1][2] = static_cast<float>(2.0 * pose.y / height - 1.0);
    }
    return torch::affine_grid_generator(
        affine, {static_cast<std::int64_t>(places.size()), 1, size, size}, /*align_corners=*/false);
}

/// Averages over whole pixels first where the square would skip some: bilinear sampling alone
/// would flicker.
torch::Tensor shrunk(const torch::Tensor& frames, double half, int size) {
    const auto factor = static_cast<std::int64_t>(2.0 * half / size / 0.8);
    if (factor < 2) {
        return frames;
    }
    return torch::avg_pool2d(frames, factor, factor, 0, /*ceil_mode=*/true);
}

torch::Tensor sample(const torch::Tensor& frames, const std::vector<Pose>& poses,
                     std::span<const std::int64_t> places, bool mirrored, int size,
                     bool zeroOutside) {
    const auto grid = samplingGrid(poses, places, mirrored, static_cast<double>(frames.size(3)),
                                   static_cast<double>(frames.size(2)), size);
    auto options = F::GridSampleFuncOptions().mode(torch::kBilinear).align_corners(false);
    if (zeroOutside) {
        options.padding_mode(torch::kZeros);
    } else {
        options.padding_mode(torch::kReflection);
    }
    return F::grid_sample(shrunk(frames, poses.front().half, size), grid, options);
}

/// How much of each pixel belongs to a person cut out before black [n, 1, H, W]. Dark spots within
/// the person are closed.
torch::Tensor opacity(const torch::Tensor& frames) {
    constexpr double kBlack = 14.0;  // compression leaves black at up to this
    constexpr double kSoftness = 24.0;
    constexpr std::int64_t kClosing = 5;
    const auto alpha =
        ((std::get<0>(frames.max(1, /*keepdim=*/true)) - kBlack) / kSoftness).clamp(0, 1);
    const auto widened = torch::max_pool2d(alpha, kClosing, 1, kClosing / 2);
    return -torch::max_pool2d(-widened, kClosing, 1, kClosing / 2);
}

torch::Tensor withLight(const torch::Tensor& frames, const DrawPlan& plan) {
    const auto gain = torch::tensor({plan.gain[0], plan.gain[1], plan.gain[2]}, torch::kFloat32)
                          .view({1, 3, 1, 1});
    auto lit = (frames / 255.0).clamp(0, 1).pow(plan.gamma) * 255.0 * gain;
    const auto grey = lit.mean(1, /*keepdim=*/true);
    lit = grey + (lit - grey) * plan.saturation;
    constexpr double kMiddle = 110.0;
    lit = (lit - kMiddle) * plan.contrast + kMiddle + plan.brightness;
    return lit.clamp(0, 255);
}

}  // namespace

DrawRenderer::DrawRenderer(std::shared_ptr<VideoStore> videos, std::shared_ptr<VideoStore> pictures,
                           int size)
    : videos_(std::move(videos)), pictures_(std::move(pictures)), size_(size) {}

torch::Tensor DrawRenderer::background(const DrawPlan& plan,
                                       std::span<const std::int64_t> places) const {
    if (pictures_ == nullptr) {
        throw std::invalid_argument("a draw uses a background, but there is no pack of pictures");
    }
    const std::vector<std::int64_t> first(places.size(), 0);
    const auto picture = pictures_->frames(*plan.background, first).to(torch::kFloat32);
    return sample(picture, plan.backgroundView, places, plan.mirrored, size_,
                  /*zeroOutside=*/false);
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan,
                                   std::span<const std::int64_t> places) const {
    const torch::NoGradGuard noGradients;
    if (!plan.subject) {
        return withLight(background(plan, places), plan);
    }
    std::vector<std::int64_t> wanted;
    for (const std::int64_t place : places) {
        wanted.push_back(plan.frames.at(static_cast<std::size_t>(place)));
    }
    const auto frames = videos_->frames(*plan.subject, wanted).to(torch::kFloat32);
    if (!plan.background) {
        return withLight(sample(frames, plan.view, places, plan.mirrored, size_, false), plan);
    }
    const auto alpha = opacity(frames);
    const auto layered = sample(torch::cat({frames * alpha, alpha}, 1), plan.view, places,
                                plan.mirrored, size_, /*zeroOutside=*/true);
    const auto covered = layered.narrow(1, 3, 1);
    return withLight(layered.narrow(1, 0, 3) + (1 - covered) * background(plan, places), plan);
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan) const {
    std::vector<std::int64_t> all(std::max(plan.view.size(), plan.backgroundView.size()));
    std::iota(all.begin(), all.end(), 0);
    return render(plan, all);
}

}  // namespace handscope::training
