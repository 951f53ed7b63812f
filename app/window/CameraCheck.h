// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "app/pipeline/ClipPreparer.h"
#include "capture/CaptureThread.h"
#include "model/Classifier.h"
#include "ui/CameraCheckPanel.h"

namespace handscope::app {

/// Looks at some of the frames of a source: how it is lit, and what the network gets of it. Is told
/// the time; GUI thread.
class CameraCheck {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// The model's way to prepare pictures.
    void useModel(const model::InputSpec& input);
    /// Another source. The rate is judged once it has run for some seconds.
    void clear(TimePoint now);

    /// What the panel shows of this frame; nullopt where the last look was less than a fifth of a
    /// second ago.
    std::optional<ui::CameraCheckView> look(const capture::FramePtr& frame,
                                            const capture::SourceDescription& source,
                                            const capture::CaptureCounts& counts, TimePoint now);

private:
    model::InputSpec input_;
    pipeline::FramePreparer preparer_;
    TimePoint begun_;
    TimePoint looked_;
};

/// The prepared frame as a picture, every value where it was.
QImage seenPicture(const model::PreparedFrame& frame, const model::InputSpec& input);

}  // namespace handscope::app
