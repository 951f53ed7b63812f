// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "app/pipeline/InferenceThread.h"
#include "capture/CaptureThread.h"

namespace handscope::app {

struct SessionSettings {
    capture::CaptureThread::Options capture;
    pipeline::InferenceSettings inference;
};

/// One source running through one model: a capture thread, the ring, and an inference thread.
///
/// Owns both threads and the source; shares the classifier. Shows nothing. The destructor stops and
/// joins both threads, which takes at most one forward pass. Any thread may call the functions.
class LiveSession {
public:
    struct Callbacks {
        std::function<void(const capture::FramePtr&)> onFrame;        ///< on the capture thread
        std::function<void(const capture::CaptureEnd&)> onSourceEnd;  ///< on the capture thread
        std::function<void()> onUpdatePending;                        ///< on the inference thread
    };

    /// Starts at once.
    LiveSession(std::unique_ptr<capture::FrameSource> source,
                std::shared_ptr<model::Classifier> classifier, const SessionSettings& settings,
                Callbacks callbacks);

    capture::CaptureThread& capture() noexcept { return capture_; }
    pipeline::InferenceThread& inference() noexcept { return inference_; }

private:
    std::shared_ptr<capture::FrameRing> ring_;
    capture::CaptureThread capture_;
    pipeline::InferenceThread inference_;
};

}  // namespace handscope::app
