// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CameraCheck.h"

#include <algorithm>
#include <cmath>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/PictureCheck.h"

namespace handscope::app {
namespace {

constexpr std::chrono::milliseconds kLookEvery{200};
constexpr std::chrono::seconds kSettlesWithin{3};  // exposure and rate of a camera that starts

}  // namespace

QImage seenPicture(const model::PreparedFrame& frame, const model::InputSpec& input) {
    const int side = input.inputSize;
    const auto area = static_cast<std::size_t>(side) * side;
    QImage picture(side, side, QImage::Format_RGB888);
    for (int y = 0; y < side; ++y) {
        uchar* pixel = picture.scanLine(y);
        for (int x = 0; x < side; ++x) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float value =
                    (*frame)[channel * area + static_cast<std::size_t>(y) * side + x] *
                        input.std[channel] +
                    input.mean[channel];
                const float level = (value - input.low) / (input.high - input.low) * 255.0F;
                *pixel++ = static_cast<uchar>(std::clamp(std::lround(level), 0L, 255L));
            }
        }
    }
    return picture;
}

void CameraCheck::useModel(const model::InputSpec& input) {
    input_ = input;
    preparer_ = pipeline::framePreparer(input);
}

void CameraCheck::clear(TimePoint now) {
    begun_ = now;
    looked_ = {};
}

std::optional<ui::CameraCheckView> CameraCheck::look(const capture::FramePtr& frame,
                                                     const capture::SourceDescription& source,
                                                     const capture::CaptureCounts& counts,
                                                     TimePoint now) {
    if (!preparer_ || now - looked_ < kLookEvery) {
        return std::nullopt;
    }
    looked_ = now;
    const pipeline::PictureLight light = pipeline::lightOf(*frame);
    const bool settled = now - begun_ > kSettlesWithin;
    return ui::CameraCheckView{
        .askedRate = source.frameRate,
        .deliveredRate = counts.framesPerSecond,
        .brightness = light.brightness,
        .brightShare = light.brightShare,
        .slow = source.live && settled && source.frameRate > 0.0 &&
                counts.framesPerSecond < pipeline::kSlowShare * source.frameRate,
        .dark = (light.brightness < pipeline::kDarkBrightness),
        .clipped = (light.brightShare > pipeline::kClippedShare),
        .seen = seenPicture(preparer_(*frame), input_)};
}

}  // namespace handscope::app
