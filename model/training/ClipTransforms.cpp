// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/ClipTransforms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace handscope::training {
namespace {

constexpr std::array<double, 4> kScales{1.0, 0.875, 0.75, 0.66};
constexpr std::int64_t kMaxDistort = 1;  ///< steps in kScales between width and height

/// A place of a crop in quarters of the room that it leaves.
struct Place {
    int right = 0;
    int down = 0;
};
constexpr std::array<Place, 13> kPlaces{{{0, 0},
                                         {4, 0},
                                         {0, 4},
                                         {4, 4},
                                         {2, 2},
                                         {0, 2},
                                         {4, 2},
                                         {2, 4},
                                         {2, 0},
                                         {1, 1},
                                         {3, 1},
                                         {1, 3},
                                         {3, 3}}};

constexpr double kStrongest = 0.4;
constexpr double kStrongestGain = 0.1;

/// The frame at `place` (0 to 1) of each part.
template <typename PlaceInPart>
std::vector<std::int64_t> frameIndices(std::int64_t frames, int segments, PlaceInPart place) {
    if (frames < 1 || segments < 1) {
        throw std::invalid_argument("a clip needs a frame and a segment");
    }
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < segments; ++i) {
        const std::int64_t index =
            frames < segments ? i
                              : static_cast<std::int64_t>((static_cast<double>(i) + place()) *
                                                          static_cast<double>(frames) / segments);
        indices.push_back(std::min(index, frames - 1));
    }
    return indices;
}

/// Grey [..., 1, H, W] of RGB (ITU-R BT.601).
torch::Tensor greyOf(const torch::Tensor& frames) {
    return frames.narrow(-3, 0, 1) * 0.299 + frames.narrow(-3, 1, 1) * 0.587 +
           frames.narrow(-3, 2, 1) * 0.114;
}

/// [3, 1, 1] on the device of `like`.
torch::Tensor perChannel(const std::array<float, 3>& values, const torch::Tensor& like) {
    return onto(like.device(),
                torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({3, 1, 1}));
}

}  // namespace

torch::Tensor onto(torch::Device device, const torch::Tensor& host) {
    return host.to(device, host.scalar_type(), /*non_blocking=*/true);
}

std::vector<std::int64_t> middleFrameIndices(std::int64_t frames, int segments) {
    return frameIndices(frames, segments, [] { return 0.5; });
}

std::vector<std::int64_t> randomFrameIndices(std::int64_t frames, int segments,
                                             RandomStream& random) {
    return frameIndices(frames, segments, [&] { return random.uniform(); });
}

std::vector<std::int64_t> framesAtRate(std::int64_t frames, double clipRate, double rate,
                                       double phase) {
    constexpr double kJestersRate = 12.0;
    const double framesApart = (clipRate > 0.0 ? clipRate : kJestersRate) / rate;
    std::vector<std::int64_t> chosen;
    double place = phase * framesApart;
    do {
        chosen.push_back(std::min(static_cast<std::int64_t>(place), frames - 1));
        place = (static_cast<double>(chosen.size()) + phase) * framesApart;
    } while (place < static_cast<double>(frames));
    return chosen;
}

CropBox cornerCrop(int width, int height, RandomStream& random) {
    const double side = std::min(width, height);
    std::vector<std::pair<double, double>> sizes;
    for (std::size_t i = 0; i < kScales.size(); ++i) {
        for (std::size_t j = 0; j < kScales.size(); ++j) {
            if (std::abs(static_cast<std::int64_t>(i) - static_cast<std::int64_t>(j)) <=
                kMaxDistort) {
                sizes.emplace_back(std::floor(side * kScales[i]), std::floor(side * kScales[j]));
            }
        }
    }
    const auto drawn = [&random](const auto& choices) {
        const auto count = static_cast<std::int64_t>(choices.size());
        return choices[static_cast<std::size_t>(random.below(count))];
    };
    const auto [cropWidth, cropHeight] = drawn(sizes);
    const Place place = drawn(kPlaces);
    return {.left = (width - cropWidth) * place.right / 4.0,
            .top = (height - cropHeight) * place.down / 4.0,
            .width = cropWidth,
            .height = cropHeight};
}

CropBox centredCrop(int width, int height) {
    return testCrops(width, height, 1).front();
}

std::vector<CropBox> testCrops(int width, int height, int count) {
    const int side = std::min(width, height);
    std::vector<CropBox> boxes;
    for (int i = 0; i < count; ++i) {
        // Whole pixels, the centre as the live view has it: rounded down.
        const auto offset = [&](int room) {
            return static_cast<double>(count == 1 ? room / 2 : room * i / (count - 1));
        };
        boxes.push_back({.left = offset(width - side),
                         .top = offset(height - side),
                         .width = static_cast<double>(side),
                         .height = static_cast<double>(side)});
    }
    return boxes;
}

torch::Tensor cropAndResize(const torch::Tensor& frames, const CropBox& box, int side) {
    const auto span = [](double begin, double length, std::int64_t size) {
        const std::int64_t first = std::clamp<std::int64_t>(std::llround(begin), 0, size - 1);
        const std::int64_t last =
            std::clamp<std::int64_t>(std::llround(begin + length), first + 1, size);
        return std::pair{first, last};
    };
    const auto [top, bottom] = span(box.top, box.height, frames.size(-2));
    const auto [left, right] = span(box.left, box.width, frames.size(-1));
    const auto cut =
        frames.slice(-2, top, bottom).slice(-1, left, right).to(torch::kFloat32).contiguous();
    if (bottom - top == side && right - left == side) {
        return cut;
    }
    namespace F = torch::nn::functional;
    return F::interpolate(cut, F::InterpolateFuncOptions()
                                   .size(std::vector<std::int64_t>{side, side})
                                   .mode(torch::kBilinear)
                                   .align_corners(false)
                                   .antialias(true));
}

torch::Tensor photometricJitter(const torch::Tensor& frames, double strength,
                                RandomStream& random) {
    const auto pixels = frames.to(torch::kFloat32);
    if (strength <= 0.0) {
        return pixels;
    }
    constexpr std::int64_t kClips = 5;  // dimensions
    const bool isOne = frames.dim() < kClips;
    auto result = isOne ? pixels.unsqueeze(0) : pixels;
    const auto factor = [&](double strongest) {
        return std::max(0.0, 1.0 + strength * random.uniform(-strongest, strongest));
    };
    std::vector<float> values;  // of each clip
    for (std::int64_t clip = 0; clip < result.size(0); ++clip) {
        const double brightness = factor(kStrongest);
        values.push_back(static_cast<float>(factor(kStrongest)));
        values.push_back(static_cast<float>(factor(kStrongest)));
        for (int channel = 0; channel < 3; ++channel) {
            values.push_back(static_cast<float>(brightness * factor(kStrongestGain)));
        }
    }
    const auto rows =
        onto(result.device(), torch::tensor(values, torch::kFloat32).view({result.size(0), -1}));
    const auto contrast = rows.select(1, 0).view({-1, 1, 1, 1, 1});
    const auto saturation = rows.select(1, 1).view({-1, 1, 1, 1, 1});
    result = result * rows.narrow(1, 2, 3).reshape({-1, 1, 3, 1, 1});
    const auto grey = greyOf(result);
    const auto mean = grey.mean({1, 2, 3, 4}, /*keepdim=*/true);
    // Saturation moves a colour from its grey, contrast moves it from the clip's mean grey.
    result = (result - grey) * saturation + grey;
    result = ((result - mean) * contrast + mean).clamp(0.0, 255.0);
    return isOne ? result.squeeze(0) : result;
}

torch::Tensor normalised(const torch::Tensor& frames, const model::InputSpec& spec) {
    std::array<float, 3> scale{};
    std::array<float, 3> shift{};
    for (std::size_t channel = 0; channel < scale.size(); ++channel) {
        scale[channel] = (spec.high - spec.low) / 255.0F / spec.std[channel];
        shift[channel] = (spec.low - spec.mean[channel]) / spec.std[channel];
    }
    const auto pixels = frames.to(torch::kFloat32);
    return pixels * perChannel(scale, pixels) + perChannel(shift, pixels);
}

}  // namespace handscope::training
