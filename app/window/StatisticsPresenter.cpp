// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StatisticsPresenter.h"

#include <algorithm>

namespace handscope::app {

void StatisticsPresenter::clear() {
    *this = StatisticsPresenter();
}

void StatisticsPresenter::take(const pipeline::PipelineUpdate& update) {
    if (update.counts.windows >= inference_.windows) {
        inference_ = update.counts;  // an answer that is not a window's comes without counts
    }
    if (update.latest) {
        stages_ = update.latest->times;
        waitingForPaint_ = update.latest->window.newestCapture;
    }
}

void StatisticsPresenter::predictionPainted(TimePoint now) {
    if (waitingForPaint_) {
        const double latency =
            std::chrono::duration<double, std::milli>(now - *waitingForPaint_).count();
        latency_.add(latency);
        paint_ = std::max(0.0, latency - stages_.capture - stages_.wait - stages_.prepare -
                                   stages_.forward - stages_.decide);
        waitingForPaint_.reset();
    }
}

ui::StatisticsView StatisticsPresenter::view(const capture::CaptureCounts& capture,
                                             TimePoint now) const {
    ui::StatisticsView view;
    view.captureRate = capture.framesPerSecond;
    view.inferenceRate = inference_.windowsPerSecond;
    view.displayRate = display_.perSecond(now);
    view.captured = capture.captured;
    view.delivered = capture.delivered;
    view.dropped = capture.dropped;
    view.late = capture.late;
    view.corrupt = capture.corruptPackets;
    view.windows = inference_.windows;
    view.missed = inference_.missed;
    view.latencyP50 = latency_.percentile(0.50);
    view.latencyP95 = latency_.percentile(0.95);
    view.latencyP99 = latency_.percentile(0.99);
    view.capture = stages_.capture;
    view.wait = stages_.wait;
    view.prepare = stages_.prepare;
    view.forward = stages_.forward;
    view.decide = stages_.decide;
    view.paint = paint_;
    return view;
}

}  // namespace handscope::app
