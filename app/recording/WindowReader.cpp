// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/WindowReader.h"

#include <optional>
#include <utility>

#include "app/recording/ClipReader.h"

namespace handscope::app {

void readWindows(const std::string& file, const pipeline::WindowSettings& settings,
                 const std::function<bool(pipeline::Window)>& take,
                 const capture::SourceOptions& options) {
    const auto source = openRecording(file, options);
    pipeline::WindowSampler sampler(settings,
                                    pipeline::mayEndWithinAWindow(source->description(), settings));
    bool given = false;
    const auto takeDue = [&] {
        while (auto window = sampler.takeNext()) {
            given = true;
            if (!take(std::move(*window))) {
                return false;
            }
        }
        return true;
    };
    std::optional<double> last;
    double interval = 0.0;
    double told = 0.0;
    while (capture::FramePtr frame = source->read()) {
        const double pts = frame->pts;
        told = frame->duration;
        if (!sampler.push(std::move(frame)) && last && pts > *last) {
            interval = pts - *last;
        }
        last = pts;
        if (!takeDue()) {
            return;
        }
    }
    if (!last) {
        throw noFrames(file);
    }
    sampler.finish(*last + pipeline::lastFrameSeconds(told, interval));
    takeDue();
    if (!given) {
        throw capture::CaptureError(
            "The times of " + file + " break before a window is full.",
            "Expected " + std::to_string(settings.length) + " seconds without a break.",
            "Write the file anew with another tool.");
    }
}

}  // namespace handscope::app
