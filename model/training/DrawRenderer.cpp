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
torch::Tensor pixelPlaces(int size, torch::Device device) {
    return (torch::arange(size, torch::dtype(torch::kFloat32).device(device)) * 2 + 1) / size - 1;
}

/// One row a plan, of what `values` gives for it, on the device [N, count].
template <typename Values>
torch::Tensor rowsOf(std::span<const DrawPlan> plans, torch::Device device, Values values) {
    std::vector<float> rows;
    for (const DrawPlan& plan : plans) {
        for (const double value : values(plan)) {
            rows.push_back(static_cast<float>(value));
        }
    }
    return onto(
        device,
        torch::tensor(rows, torch::kFloat32).view({static_cast<std::int64_t>(plans.size()), -1}));
}

/// What plans without a disguise are shown in: it changes nothing.
const Disguise& disguiseOf(const DrawPlan& plan) {
    static const Disguise kNone;
    return plan.disguise ? *plan.disguise : kNone;
}

/// Where the disguises have each pixel of the square, −1 … 1, with a 1 for shifts [N, S·S, 3].
torch::Tensor bentSquares(std::span<const DrawPlan> plans, int size, torch::Device device) {
    const auto places = pixelPlaces(size, device);
    const auto across = places.view({1, 1, size});
    const auto down = places.view({1, size, 1});
    std::size_t bends = 0;
    for (const DrawPlan& plan : plans) {
        bends = std::max(bends, disguiseOf(plan).bends.size());
    }
    const auto rows = rowsOf(plans, device, [bends](const DrawPlan& plan) {
        const Disguise& disguise = disguiseOf(plan);
        std::vector<double> row{std::sqrt(disguise.narrowing), disguise.shear};
        for (std::size_t i = 0; i < bends; ++i) {
            const auto bend = i < disguise.bends.size() ? disguise.bends[i] : Disguise::Bend{};
            for (const double value :
                 {bend.alongX * std::numbers::pi, bend.alongY * std::numbers::pi, bend.phase,
                  bend.shiftX, bend.shiftY}) {
                row.push_back(value);
            }
        }
        return row;
    });
    const auto column = [&rows](std::int64_t index) {
        return rows.select(1, index).view({-1, 1, 1});
    };
    auto x = across * column(0) + down * column(1);
    auto y = (down / column(0)).expand_as(x);
    for (std::int64_t first = 2; first < rows.size(1); first += 5) {
        const auto wave =
            torch::sin(across * column(first) + down * column(first + 1) + column(first + 2));
        x = x + wave * column(first + 3);
        y = y + wave * column(first + 4);
    }
    return torch::stack({x, y, torch::ones_like(x)}, -1).flatten(1, 2);
}

/// Where each pixel of a square lies in the source, in grid_sample's coordinates [n, S, S, 2].
torch::Tensor samplingGrid(const std::vector<Pose>& poses, std::span<const std::int64_t> places,
                           bool isMirrored, const torch::Tensor& frames,
                           const torch::Tensor& square, int size) {
    const auto width = static_cast<double>(frames.size(3));
    const auto height = static_cast<double>(frames.size(2));
    auto affine = torch::empty({static_cast<std::int64_t>(places.size()), 2, 3});
    auto values = affine.accessor<float, 3>();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Pose& pose = poses.at(static_cast<std::size_t>(places[i]));
        const auto row = static_cast<std::int64_t>(i);
        const double across = isMirrored ? -1.0 : 1.0;
        const double cosine = std::cos(pose.angle) * pose.half;
        const double sine = std::sin(pose.angle) * pose.half;
        values[row][0][0] = static_cast<float>(2.0 * cosine * across / width);
        values[row][0][1] = static_cast<float>(2.0 * -sine / width);
        values[row][0][2] = static_cast<float>(2.0 * pose.x / width - 1.0);
        values[row][1][0] = static_cast<float>(2.0 * sine * across / height);
        values[row][1][1] = static_cast<float>(2.0 * cosine / height);
        values[row][1][2] = static_cast<float>(2.0 * pose.y / height - 1.0);
    }
    return torch::matmul(square, onto(frames.device(), affine).transpose(1, 2))
        .view({-1, size, size, 2});
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
                     std::span<const std::int64_t> places, bool isMirrored,
                     const torch::Tensor& square, int size, bool zeroOutside) {
    const auto grid = samplingGrid(poses, places, isMirrored, frames, square, size);
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
torch::Tensor coveredShare(const Veil& veil, int size, torch::Device device) {
    if (!veil.edge) {
        return torch::full({1, 1, 1, 1}, veil.opacity,
                           torch::dtype(torch::kFloat32).device(device));
    }
    constexpr double kTenthToNineTenths = 4.394;  // of a logistic curve
    const auto places = pixelPlaces(size, device);
    const auto along = places.view({1, 1, 1, size}) * std::cos(veil.edge->angle) +
                       places.view({1, 1, size, 1}) * std::sin(veil.edge->angle);
    return torch::sigmoid((along - veil.edge->place) * (kTenthToNineTenths / veil.edge->softness)) *
           veil.opacity;
}

/// Clips [N, n, 3, S, S] in the light that their plans say.
torch::Tensor withLight(const torch::Tensor& clips, std::span<const DrawPlan> plans) {
    const auto rows = rowsOf(plans, clips.device(), [](const DrawPlan& plan) {
        return std::array{plan.gamma,   plan.saturation, plan.contrast, plan.brightness,
                          plan.gain[0], plan.gain[1],    plan.gain[2]};
    });
    const auto column = [&rows](std::int64_t index) {
        return rows.select(1, index).view({-1, 1, 1, 1, 1});
    };
    const auto gain = rows.narrow(1, 4, 3).reshape({-1, 1, 3, 1, 1});
    auto lit = (clips / 255.0).clamp(0, 1).pow(column(0)) * (gain * 255.0);
    const auto grey = lit.mean(2, /*keepdim=*/true);
    lit = grey + (lit - grey) * column(1);
    constexpr double kMiddle = 110.0;
    lit = (lit - kMiddle) * column(2) + (column(3) + kMiddle);
    return lit.clamp(0, 255);
}

/// Clips with the colours, the light and the lens of their disguises.
torch::Tensor disguised(const torch::Tensor& clips, std::span<const DrawPlan> plans) {
    const auto side = clips.size(4);
    const auto places = pixelPlaces(static_cast<int>(side), clips.device());
    const auto rows = rowsOf(plans, clips.device(), [](const DrawPlan& plan) {
        const Disguise& disguise = disguiseOf(plan);
        std::vector<double> row(disguise.colours.begin(), disguise.colours.end());
        row.push_back(disguise.shadeX);
        row.push_back(disguise.shadeY);
        return row;
    });
    const auto colours = rows.narrow(1, 0, 9).reshape({-1, 1, 3, 3});
    const auto shade = 1.0 + places.view({1, side}) * rows.select(1, 9).view({-1, 1, 1, 1, 1}) +
                       places.view({side, 1}) * rows.select(1, 10).view({-1, 1, 1, 1, 1});
    auto changed =
        (torch::matmul(colours, clips.flatten(3)).view(clips.sizes()) * shade).clamp(0, 255);
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const double sharpness = disguiseOf(plans[i]).sharpness;
        if (sharpness < 1.0) {
            const int whole = static_cast<int>(side);
            const int kept = std::max(1, static_cast<int>(std::lround(sharpness * whole)));
            auto clip = changed[static_cast<std::int64_t>(i)];
            const auto blurred = cropAndResize(clip, centredCrop(whole, whole), kept);
            clip.copy_(cropAndResize(blurred, centredCrop(kept, kept), whole));
        }
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

torch::Tensor DrawRenderer::sampled(const torch::Tensor& frames, const std::vector<Pose>& view,
                                    const Shot& shot, bool zeroOutside) const {
    return sample(frames, view, shot.places, shot.plan.mirrored, shot.square, size_, zeroOutside);
}

torch::Tensor DrawRenderer::background(const Shot& shot) const {
    const std::vector<std::int64_t> first(shot.places.size(), 0);
    const auto picture = picturesOrThrow().frames(*shot.plan.background, first).to(torch::kFloat32);
    return sampled(picture, shot.plan.backgroundView, shot, /*zeroOutside=*/false);
}

torch::Tensor DrawRenderer::scene(const Shot& shot) const {
    const DrawPlan& plan = shot.plan;
    if (!plan.subject) {
        return background(shot);
    }
    const auto wanted = framesAt(plan.frames, shot.places);
    if (plan.background) {
        return over(cutOut(*plan.subject, wanted, plan.view, shot), background(shot));
    }
    const auto frames = videos_->frames(*plan.subject, wanted).to(torch::kFloat32);
    return sampled(frames, plan.view, shot, /*zeroOutside=*/false);
}

/// A person without what was black behind: colours times opacity, and opacity [n, 4, size, size].
torch::Tensor DrawRenderer::cutOut(std::size_t item, std::span<const std::int64_t> frames,
                                   const std::vector<Pose>& view, const Shot& shot) const {
    const auto person = videos_->frames(item, frames).to(torch::kFloat32);
    const auto alpha = opacity(person);
    return sampled(torch::cat({person * alpha, alpha}, 1), view, shot, /*zeroOutside=*/true);
}

torch::Tensor DrawRenderer::veiled(const torch::Tensor& frames, const Shot& shot) const {
    if (!shot.plan.veil) {
        return frames;
    }
    const Veil& veil = *shot.plan.veil;
    const std::vector<std::int64_t> first{0};
    Shot layerShot = shot;
    if (veil.frames.size() == 1) {
        layerShot.places = first;
    }
    const auto wanted = framesAt(veil.frames, layerShot.places);
    if (veil.kind == ItemKind::Cutout) {
        return over(cutOut(veil.item, wanted, veil.view, layerShot) * veil.opacity, frames);
    }
    VideoStore& store = veil.kind == ItemKind::Picture ? picturesOrThrow() : *videos_;
    const auto layer = sampled(store.frames(veil.item, wanted).to(torch::kFloat32), veil.view,
                               layerShot, /*zeroOutside=*/false);
    return frames + (layer - frames) * coveredShare(veil, size_, frames.device());
}

torch::Device DrawRenderer::device() const {
    return videos_ != nullptr ? videos_->device() : picturesOrThrow().device();
}

torch::Tensor DrawRenderer::renderTogether(std::span<const DrawPlan> plans,
                                           std::span<const std::int64_t> places) const {
    const torch::NoGradGuard noGradients;
    const auto squares = bentSquares(plans, size_, device());
    std::vector<torch::Tensor> scenes;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const Shot shot{
            .plan = plans[i], .places = places, .square = squares[static_cast<std::int64_t>(i)]};
        scenes.push_back(veiled(scene(shot), shot));
    }
    const auto lit = withLight(torch::stack(scenes), plans);
    const bool anyDisguise =
        std::ranges::any_of(plans, [](const DrawPlan& plan) { return plan.disguise.has_value(); });
    return anyDisguise ? disguised(lit, plans) : lit;
}

torch::Tensor DrawRenderer::render(std::span<const DrawPlan> plans,
                                   std::span<const std::int64_t> places) const {
    if (device().is_cuda()) {
        return renderTogether(plans, places);
    }
    std::vector<torch::Tensor> clips;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        clips.push_back(renderTogether(plans.subspan(i, 1), places));
    }
    return torch::cat(clips);
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan,
                                   std::span<const std::int64_t> places) const {
    return render(std::span(&plan, 1), places)[0];
}

torch::Tensor DrawRenderer::render(std::span<const DrawPlan> plans) const {
    const DrawPlan& first = plans.front();
    std::vector<std::int64_t> all(std::max(first.view.size(), first.backgroundView.size()));
    std::iota(all.begin(), all.end(), 0);
    return render(plans, all);
}

torch::Tensor DrawRenderer::render(const DrawPlan& plan) const {
    return render(std::span(&plan, 1))[0];
}

}  // namespace handscope::training
