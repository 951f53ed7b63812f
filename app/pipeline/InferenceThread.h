// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/pipeline/LatestMailbox.h"
#include "app/pipeline/MomentInspector.h"
#include "app/pipeline/WindowRunner.h"
#include "capture/FrameRing.h"
#include "capture/RateMeter.h"
#include "model/ModelError.h"

namespace handscope::pipeline {

/// Which due windows are run.
enum class WindowChoice {
    Newest,  ///< live: older ones are given up and counted as missed
    Every,   ///< recordings: none is given up
};

/// The smoothed scores of one window, for curves.
struct ScorePoint {
    double time = 0.0;  ///< end of the window, PTS seconds
    std::vector<float> smoothed;
};

struct InferenceCounts {
    std::int64_t windows = 0;  ///< run so far
    std::int64_t missed = 0;   ///< due, but given up for a newer one
    double windowsPerSecond = 0.0;
};

/// Maps with the frames that they belong to, one a time step.
struct WindowMaps {
    std::vector<capture::FramePtr> frames;
    std::vector<model::FeatureMap> maps;
};

/// What has happened since the reader last looked.
struct PipelineUpdate {
    std::optional<WindowOutcome> latest;
    /// The maps of the window run last, read anew because another request came while no frame did.
    std::optional<WindowMaps> refreshed;
    std::optional<InspectionAnswer> inspection;  ///< the newest
    std::vector<ScorePoint> scores;              ///< of every window run, in order
    std::size_t olderScores = 0;  ///< the first so many of them are from before time started anew
    std::vector<GestureEvent> events;  ///< as they fired and as they ended, in order
    InferenceCounts counts;
    bool timeStartedAnew = false;  ///< a seek or a break: earlier scores belong to another time
    bool finished = false;         ///< the source has ended and every window has been run
    std::optional<model::ModelError> error;  ///< the network failed: the thread has stopped
};

struct InferenceSettings {
    double windowLength = 2.0;   ///< seconds; see windowsFor() for what a model fixes
    double windowStride = 0.25;  ///< seconds
    WindowChoice choice = WindowChoice::Newest;
    /// Whether the source may be a recording that ends before its first window; none: it may. See
    /// WindowSampler.
    std::function<bool(const WindowSettings&)> mayBeShort = {};
    DecisionSettings decision;
    model::ClassifyRequest request;
};

/// Runs the network on sliding windows of the frames that come through a ring.
///
/// Owns its thread, the sampler and the runner; shares ring and classifier. Does not read sources
/// and knows no window system. After the ring's end the thread stays, to answer other requests for
/// maps of the last window, and about other moments. The destructor asks the thread to stop and
/// joins it, which takes at most one forward pass. Any thread may call the public functions.
class InferenceThread {
public:
    /// `onPending` runs on the inference thread when take() has something new. Throws
    /// std::invalid_argument for settings out of range.
    InferenceThread(std::shared_ptr<model::Classifier> classifier, FramePreparer preparer,
                    std::shared_ptr<capture::FrameRing> ring, const InferenceSettings& settings,
                    std::function<void()> onPending = {});

    InferenceThread(const InferenceThread&) = delete;
    InferenceThread& operator=(const InferenceThread&) = delete;

    /// Takes effect with the next window; while no frames come, the last window is read anew.
    void setRequest(model::ClassifyRequest request);
    /// Takes effect with the next window. Throws std::invalid_argument.
    void setDecision(const DecisionSettings& settings);

    /// Takes effect with the next frame: the grid starts anew, and open segments end. Seconds; a
    /// causal model's windows stay as they are (windowsFor()). Throws std::invalid_argument.
    void setWindows(double length, double stride);

    /// Looks into a moment once the window in progress is done, also after the end of the source;
    /// of several that wait, the last one counts. The answer comes with an update.
    void inspect(Inspection inspection);

    /// Never blocks.
    std::optional<PipelineUpdate> take() { return mailbox_.take(); }

    /// Asks the thread to end after the forward pass in progress. Never blocks.
    void requestStop() noexcept { thread_.request_stop(); }

    /// Blocks until every window has been run, the network has failed, or a stop has been obeyed
    /// (the ring must be closed or close later, or requestStop() must have been called).
    void waitUntilFinished();

private:
    const std::shared_ptr<model::Classifier> classifier_;
    std::shared_ptr<capture::FrameRing> ring_;
    WindowChoice choice_;
    const std::function<bool(const WindowSettings&)> mayBeShort_;
    WindowSampler sampler_;
    WindowRunner runner_;
    MomentInspector inspector_;
    std::int64_t missedBefore_ = 0;  ///< with other windows
    capture::RateMeter rate_;
    std::int64_t windows_ = 0;
    double lastPts_ = 0.0;
    double lastInterval_ = 0.0;
    double lastDuration_ = 0.0;  ///< 0: not known
    bool sawFrame_ = false;

    std::optional<Window> lastWindow_;

    std::mutex controlMutex_;  // for all that follows, up to the mailbox
    std::condition_variable_any control_;
    model::ClassifyRequest request_;
    bool requestChanged_ = false;
    bool done_ = false;
    std::optional<DecisionSettings> newDecision_;
    std::optional<WindowSettings> newWindows_;
    std::optional<Inspection> inspection_;

    LatestMailbox<PipelineUpdate> mailbox_;
    std::jthread thread_;  ///< last, so that it ends before what it uses

    void work(const std::stop_token& stop);
    void drain(const std::stop_token& stop);
    void accept(capture::FramePtr frame);
    void runDueWindows(const std::stop_token& stop);
    void runOne(Window window);
    void finish();
    void fail(const model::ModelError& error);
    void closeSegments();
    WindowSampler samplerFor(const WindowSettings& windows) const;
    void adoptWindows();
    void answerWaiting();
    void refreshMaps();
    void inspectMoment();
    enum class Run { Ended, Failed };
    void answerUntil(const std::stop_token& stop, Run run);
    void markDone();
};

}  // namespace handscope::pipeline
