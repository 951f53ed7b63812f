// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DrawRenderer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "model/training/ClipTransforms.h"

namespace handscope::training {
namespace {

namespace F = torch::nn::functional;

/// The places of the square's pixels along one side, −1 … 1 [S].
torch::Tensor pixelPlaces(int size) {
    return (torch::arange(size, torch::kFloat32) * 2 + 1) / size - 1;
}

/// Where a disguise has each pixel of the square, −1 … 1, with a 1 for shifts [S·S, 3].
torch::Tensor bentSquare(const Disguise& disguise, int size) {
    const auto across = pixelPlaces(size).view({1, size}).expand({size, size});
    const auto down = pixelPlaces(size).view({size, 1}).expand({size, size});
    const double stretch = std::sqrt(disguise.narrowing);
    auto x = across * stretch + down * disguise.shear;
    auto y = down / stretch;
    for (const Disguise::Bend& bend : disguise.bends) {
        const auto wave =
            torch::sin((across * bend.alongX + down * bend.alongY) * std::numbers::pi + bend.phase);
        x = x + wave * bend.shiftX;
        y = y + wave * bend.shiftY;
    }
    return torch::stack({x, y, torch::ones_like(x)}, -1).flatten(0, 1);
}

/// Where each pixel of the square lies in the source, in grid_sample's coordinates [n, S, S, 2].
torch::Tensor samplingGrid(const std::vector<Pose>& poses, std::span<const std::int64_t> places,
                           const DrawPlan& plan, double width, double height, int size) {
    auto affine = torch::empty({static_cast<std::int64_t>(places.size()), 2, 3});
    auto values = affine.accessor<float, 3>();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Pose& pose = poses.at(static_cast<std::size_t>(places[i]));
        const auto row = static_cast<std::int64_t>(i);
        const double across = plan.mirrored ? -1.0 : 1.0;
        const double cosine = std::cos(pose.angle) * pose.half;
        const double sine = std::sin(pose.angle) * pose.half;
        values[row][0][0] = static_cast<float>(2.0 * cosine * across / width);
        values[row][0][1] = static_cast<float>(2.0 * -sine / width);
        values[row][0][2] = static_cast<float>(2.0 * pose.x / width - 1.0);
        values[row][1][0] = static_cast<float>(2.0 * sine * across / height);
        values[row][1][1] = static_cast<float>(2.0 * cosine / height);
        values[row][1][2] = static_cast<float>(2.0 * pose.y / height - 1.0);
    }
    if (plan.disguise) {
        return torch::matmul(bentSquare(*plan.disguise, size), affine.transpose(1, 2))
            .view({-1, size, size, 2});
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
                     std::span<const std::int64_t> places, const DrawPlan& plan, int size,
                     bool zeroOutside) {
    const auto grid = samplingGrid(poses, places, plan, static_cast<double>(frames.size(3)),
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

std::vector<std::int64_t> framesAt(const std::vector<std::int64_t>& frames,
                                   std::span<const std::int64_t> places) {
    std::vector<std::int64_t> chosen;
    for (const std::int64_t place : places) {
        chosen.push_back(frames.at(static_cast<std::size_t>(place)));
    }
    return chosen;
}

/// A layer of colours times opacity, and opacity, before what is behind it.
torch::Tensor over(const torch::Tensor& layer, const torch::Tensor& behind) {
    return layer.narrow(1, 0, 3) + (1 - layer.narrow(1, 3, 1)) * behind;
}

/// How much of each pixel a veil covers [1, 1, size, size].
torch::Tensor coveredShare(const Veil& veil, int size) {
    if (!veil.edge) {
        return torch::full({1, 1, 1, 1}, veil.opacity, torch::kFloat32);
    }
    constexpr double kTenthToNineTenths = 4.394;  // of a logistic curve
    const auto places = pixelPlaces(size);
    const auto along = places.view({1, 1, 1, size}) * std::cos(veil.edge->angle) +
                       places.view({1, 1, size, 1}) * std::sin(veil.edge->angle);
    return torch::sigmoid((along - veil.edge->place) * (kTenthToNineTenths / veil.edge->softness)) *
           veil.opacity;
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

/// Frames with the colours, the light and the lens of a disguise.
torch::Tensor disguised(const torch::Tensor& frames, const Disguise& disguise) {
    const auto side = frames.size(3);
    const auto places = pixelPlaces(static_cast<int>(side));
    const auto colours =
        torch::tensor(std::vector<double>(disguise.colours.begin(), disguise.colours.end()),
                      torch::kFloat32)
            .view({3, 3, 1, 1});
    const auto shade =
        1.0 + places.view({1, side}) * disguise.shadeX + places.view({side, 1}) * disguise.shadeY;
    auto changed = (torch::conv2d(frames, colours) * shade).clamp(0, 255);
    if (disguise.sharpness < 1.0) {
        const int whole = static_cast<int>(side);
        const int kept = std::max(1, static_cast<int>(std::lround(disguise.sharpness * whole)));
        changed = cropAndResize(changed, centredCrop(whole, whole), kept);
        changed = cropAndResize(changed, centredCrop(kept, kept), whole);
    }
    return changed;
}

}  // namespace

DrawRenderer::DrawRenderer(std::shared_ptr<VideoStore> videos, std::shared_ptr<VideoStore> pictures,
                           int size)
    : videos_(std::move(videos)), pictures_(std::move(pictures)), size_(size) {}

VideoStore& DrawRenderer::picturesOrThrow() const {
    if (pictures_ == nullptr) {
        throw std::invalid_argument("a draw uses a picture, but there is no pack of pictures");
    }
    return *pictures_;
}

torch::Tensor DrawRenderer::background(const DrawPlan& plan,
                                       std::span<const std::int64_t> places) const {
    const std::vector<std::int64_t> first(places.size(), 0);
    const auto picture = picturesOrThrow().frames(*plan.background, first).to(torch::kFloat32);
    return sample(picture, plan.backgroundView, places, plan, size_, /*zeroOutside=*/false);
}

torch::Tensor DrawRenderer::scene(const DrawPlan& plan,
                                  std::span<const std::int64_t> places) const {
    if (!plan.subject) {
        return background(plan, places);
    }
    const auto wanted = framesAt(plan.frames, places);
    if (plan.background) {
        return over(cutOut(*plan.subject, wanted, plan.view, places, plan),
                    background(plan, places));
    }
    const auto frames = videos_->frames(*plan.subject, wanted).to(torch::kFloat32);
    return sample(frames, plan.view, places, plan, size_, /*zeroOutside=*/false);
}

/// A person without what was black behind: colours times opacity, and opacity [n, 4, size, size].
torch::Tensor DrawRenderer::cutOut(std::size_t item, std::span<const std::int64_t> frames,
                                   const std::vector<Pose>& view,
                                   std::span<const std::int64_t> places,
                                   const DrawPlan& plan) const {
    const auto person = videos_->frames(item, frames).to(torch::kFloat32);
    const auto alpha = opacity(person);
    return sample(torch::cat({person * alpha, alpha}, 1), view, places, plan, size_,
                  /*zeroOutside=*/true);
}

torch::Tensor DrawRenderer::veiled(const torch::Tensor& frames,
                                   std::span<const std::int64_t> places,
                                   const DrawPlan& plan) const {
    if (!plan.veil) {
        return frames;
    }
    const Veil& veil = *plan.veil;
    const std::vector<std::int64_t> first{0};
    const auto shown = veil.frames.size() == 1 ? std::span<const std::int64_t>(first) : places;
    const auto wanted = framesAt(veil.frames, shown);
    if (veil.kind == ItemKind::Cutout) {
        return over(cutOut(veil.item, wanted, veil.view, shown, plan) * veil.opacity, frames);
    }
    VideoStore& store = veil.kind == ItemKind::Picture ? picturesOrThrow() : *videos_;
    const auto layer = sample(store.frames(veil.item, wanted).to(torch::kFloat32), veil.view, shown,
                              plan, size_, /*zeroOutside=*/false);
    return frames + (layer - frames) * coveredShare(veil, size_);
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan,
                                   std::span<const std::int64_t> places) const {
    const torch::NoGradGuard noGradients;
    const auto lit = withLight(veiled(scene(plan, places), places, plan), plan);
    return plan.disguise ? disguised(lit, *plan.disguise) : lit;
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan) const {
    std::vector<std::int64_t> all(std::max(plan.view.size(), plan.backgroundView.size()));
    std::iota(all.begin(), all.end(), 0);
    return render(plan, all);
}

}  // namespace handscope::training
