// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// Turns one frame into what the network takes; called once a frame.
using FramePreparer = std::function<model::PreparedFrame(const capture::Frame&)>;

/// Makes the clips of sliding windows. Keeps the prepared frames that the next window may share, so
/// that none is prepared twice. One thread at a time.
class ClipPreparer {
public:
    explicit ClipPreparer(FramePreparer preparer) : preparer_(std::move(preparer)) {}

    model::Clip prepare(const Window& window) { return prepare(window.frames); }
    model::Clip prepare(const std::vector<capture::FramePtr>& frames);

private:
    FramePreparer preparer_;
    std::vector<std::pair<capture::FramePtr, model::PreparedFrame>> prepared_;
};

}  // namespace handscope::pipeline
