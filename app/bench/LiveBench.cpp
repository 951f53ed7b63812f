// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>

#include "app/bench/BenchNetwork.h"
#include "app/bench/VideoBenches.h"
#include "app/pipeline/Percentile.h"
#include "app/recording/LiveSession.h"

namespace handscope::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kQuickSeconds = 2.6;  // a window and a few strides

/// Wakes the thread that measures. Any thread may notify.
class Signal {
public:
    void notify() {
        {
            const std::lock_guard lock(mutex_);
            pending_ = true;
        }
        wake_.notify_one();
    }

    /// Blocks until notify(), `deadline` or a stop; false after the last two.
    bool wait(const std::stop_token& stop, Clock::time_point deadline) {
        std::unique_lock lock(mutex_);
        const bool notified = wake_.wait_until(lock, stop, deadline, [this] { return pending_; });
        pending_ = false;
        return notified;
    }

private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool pending_ = false;
};

/// What a run has shown.
struct Observation {
    std::vector<double> latencies;  ///< capture of the newest frame to here, milliseconds
    std::vector<double> prepare;
    std::vector<double> forward;
    pipeline::InferenceCounts counts;
    bool ended = false;  ///< the source, or the network
    std::optional<model::ModelError> error;

    void take(const pipeline::PipelineUpdate& update) {
        if (update.latest) {
            const auto age = Clock::now() - update.latest->window.newestCapture;
            latencies.push_back(std::chrono::duration<double, std::milli>(age).count());
            prepare.push_back(update.latest->times.prepare);
            forward.push_back(update.latest->times.forward);
        }
        counts.windows = std::max(counts.windows, update.counts.windows);
        counts.missed = std::max(counts.missed, update.counts.missed);
        ended = update.finished || update.error;
        error = update.error;
    }
};

Row rowOf(const LiveBench& settings, const Observation& seen, const capture::CaptureCounts& frames,
          double seconds) {
    const auto rate = [&](std::int64_t count) { return static_cast<double>(count) / seconds; };
    return {{"name", "source", std::filesystem::path(settings.source).filename().string()},
            {"model", "network", settings.classifier->description().name},
            {"engine", "engine", engineName(settings.classifier->description())},
            {"seconds", "s", seconds},
            {"frames", "frames", frames.captured},
            {"frames_dropped", "dropped", frames.dropped},
            {"frames_late", "late", frames.late},
            {"windows", "windows", seen.counts.windows},
            {"windows_missed", "missed", seen.counts.missed},
            {"windows_per_second", "", rate(seen.counts.windows)},
            {"latency_p50_milliseconds", "p50 ms", pipeline::percentile(seen.latencies, 0.50)},
            {"latency_p95_milliseconds", "p95 ms", pipeline::percentile(seen.latencies, 0.95)},
            {"latency_p99_milliseconds", "p99 ms", pipeline::percentile(seen.latencies, 0.99)},
            {"latencies", "", static_cast<std::int64_t>(seen.latencies.size())},
            {"prepare_median_milliseconds", "prepare ms", pipeline::median(seen.prepare)},
            {"forward_median_milliseconds", "forward ms", pipeline::median(seen.forward)}};
}

}  // namespace

void benchLive(const LiveBench& settings, const Meter& meter, Report& report) {
    Signal signal;
    const std::stop_token& stop = meter.stopToken();
    auto source = capture::openSource(settings.source);
    const bool loop = !source->description().live && source->description().seekable;
    const double planned = meter.effort().quick ? kQuickSeconds : meter.effort().seconds;
    spdlog::info("{}: {:.0f} s in real time", settings.source, planned);
    const auto begin = Clock::now();
    const auto deadline =
        begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(planned));
    Observation seen;
    capture::CaptureCounts frames;
    std::optional<capture::CaptureError> sourceError;  // of the capture thread, until it is joined
    {
        app::LiveSession session(
            std::move(source), settings.classifier,
            {.capture = {.pacing = capture::Pacing::RealTime, .loop = loop},
             .inference = {.windowLength = settings.settings.windowLength,
                           .windowStride = settings.settings.windowStride,
                           .decision = settings.settings.decision,
                           .request = {}}},
            {.onFrame = {},
             .onSourceEnd = [&](const capture::CaptureEnd& end) { sourceError = end.error; },
             .onUpdatePending = [&signal] { signal.notify(); }});
        while (!seen.ended && signal.wait(stop, deadline)) {
            if (const auto update = session.inference().take()) {
                seen.take(*update);
            }
        }
        frames = session.capture().counts();
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    if (seen.error) {
        throw *seen.error;
    }
    if (sourceError) {
        throw *sourceError;
    }
    report.rows.push_back(rowOf(settings, seen, frames, seconds));
    report.notes = {
        "Played in real time; from the capture of the newest frame that a window needs "
        "to its decision in the thread that shows it."};
    meter.checkStop();
}

}  // namespace handscope::bench
