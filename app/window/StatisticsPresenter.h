// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "app/pipeline/InferenceThread.h"
#include "app/pipeline/LatencyWindow.h"
#include "capture/CaptureThread.h"
#include "capture/RateMeter.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Gathers what the statistics panel shows. Is told the time; GUI thread.
class StatisticsPresenter {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// Another session has begun.
    void clear();

    void take(const pipeline::PipelineUpdate& update);
    void framePainted(TimePoint now) { display_.add(now); }

    /// The prediction taken last is on the screen: its age since the capture of the newest frame
    /// that it needed is one sample of the latency.
    void predictionPainted(TimePoint now);

    ui::StatisticsView view(const capture::CaptureCounts& capture, TimePoint now) const;

private:
    pipeline::InferenceCounts inference_;
    pipeline::StageTimes stages_;
    capture::RateMeter display_;
    pipeline::LatencyWindow latency_;
    std::optional<TimePoint> waitingForPaint_;
    double paint_ = 0.0;  ///< milliseconds from the decision to the painted label
};

}  // namespace handscope::app
