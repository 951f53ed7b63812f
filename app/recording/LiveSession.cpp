// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/LiveSession.h"

#include <algorithm>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"

namespace handscope::app {
namespace {

pipeline::InferenceSettings forSource(pipeline::InferenceSettings settings,
                                      const capture::SourceDescription& source) {
    settings.mayBeShort = [source](const pipeline::WindowSettings& windows) {
        return pipeline::mayEndWithinAWindow(source, windows);
    };
    return settings;
}

/// Twice what a window covers, so that a pass slower than the window still finds its frames;
/// bounded in memory for large pictures.
std::size_t ringFrames(const capture::SourceDescription& source,
                       const pipeline::WindowSettings& windows) {
    constexpr double kFewest = 64.0;
    constexpr double kMost = 512.0;
    constexpr double kBytes = 512e6;
    const double byTime = std::clamp(2.0 * windows.length * source.frameRate, kFewest, kMost);
    const double frameBytes = std::max(1.0, 3.0 * source.width * source.height);
    return static_cast<std::size_t>(std::max(8.0, std::min(byTime, kBytes / frameBytes)));
}

}  // namespace

LiveSession::LiveSession(std::unique_ptr<capture::FrameSource> source,
                         std::shared_ptr<model::Classifier> classifier,
                         const SessionSettings& settings, Callbacks callbacks)
    : ring_(std::make_shared<capture::FrameRing>(ringFrames(
          source->description(),
          pipeline::windowsFor(classifier->description(), settings.inference.windowLength,
                               settings.inference.windowStride)))),
      capture_(std::move(source), ring_, settings.capture,
               {.onFrame = std::move(callbacks.onFrame),
                .onLoop = {},
                .onEnd = std::move(callbacks.onSourceEnd)}),
      inference_(classifier, pipeline::framePreparer(classifier->description().input), ring_,
                 forSource(settings.inference, capture_.description()),
                 std::move(callbacks.onUpdatePending)) {}

}  // namespace handscope::app
