// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/PictureCheck.h"

#include <algorithm>

namespace handscope::pipeline {
namespace {

constexpr int kEvery = 8;  // pixels
constexpr int kBright = 250;

}  // namespace

PictureLight lightOf(const capture::Frame& frame) {
    double sum = 0.0;
    double bright = 0.0;
    double seen = 0.0;
    for (int y = kEvery / 2; y < frame.height; y += kEvery) {
        const std::uint8_t* const row =
            frame.pixels.data() + frame.stride() * static_cast<std::size_t>(y);
        for (int x = kEvery / 2; x < frame.width; x += kEvery) {
            const std::uint8_t* const pixel = row + static_cast<std::ptrdiff_t>(x) * 3;
            const double luma = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
            sum += luma;
            bright += *std::max_element(pixel, pixel + 3) >= kBright ? 1.0 : 0.0;
            seen += 1.0;
        }
    }
    if (seen == 0.0) {
        return {};
    }
    return {.brightness = sum / seen / 255.0, .brightShare = bright / seen};
}

}  // namespace handscope::pipeline
