// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/LiveSession.h"

#include "app/pipeline/FramePreparation.h"

namespace handscope::app {
namespace {

pipeline::InferenceSettings forSource(pipeline::InferenceSettings settings,
                                      const capture::SourceDescription& source) {
    settings.mayBeShort = !source.live;
    return settings;
}

}  // namespace

LiveSession::LiveSession(std::unique_ptr<capture::FrameSource> source,
                         std::shared_ptr<model::Classifier> classifier,
                         const SessionSettings& settings, Callbacks callbacks)
    : ring_(std::make_shared<pipeline::FrameRing>(kRingFrames)),
      capture_(std::move(source), ring_, settings.pacing,
               {.onFrame = std::move(callbacks.onFrame), .onEnd = std::move(callbacks.onSourceEnd)},
               settings.loop, settings.startPaused),
      inference_(classifier, pipeline::framePreparer(classifier->description().input), ring_,
                 forSource(settings.inference, capture_.description()),
                 std::move(callbacks.onUpdatePending)) {}

}  // namespace handscope::app
