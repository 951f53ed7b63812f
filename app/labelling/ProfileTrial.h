// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/pipeline/WindowBatcher.h"
#include "capture/FrameSource.h"
#include "model/Classifier.h"

namespace handscope::app {

/// The scores of a recording's windows, from which any decision settings can be tried.
struct TrialScores {
    struct Scored {
        double start = 0.0;  ///< PTS seconds
        double end = 0.0;
        std::int64_t grid = 0;  ///< another number where time started anew
        bool wholeRecording = false;
        std::vector<float> probabilities;
    };

    double windowLength = 0.0;  ///< as the model ran them, seconds
    double windowStride = 0.0;
    double start = 0.0;  ///< PTS of the recording's beginning
    double end = 0.0;    ///< PTS at which its last window ends
    std::vector<std::string> labels;
    std::vector<Scored> windows;
};

/// How far it is: 0 … 1; below 0 where the recording's length is not known.
using TrialProgress = std::function<void(double share)>;

/// Scores every window of a recording, in the batches in which labelling runs them. Blocks; nullopt
/// when stopped. Throws capture::CaptureError and model::ModelError.
std::optional<TrialScores> scoreRecording(const std::string& file, pipeline::WindowBatcher& batcher,
                                          const LabelSettings& settings,
                                          const std::stop_token& stop = {},
                                          const TrialProgress& progress = {},
                                          const capture::SourceOptions& options = {});

/// The events that these decision settings make of the scores, by start: those that labelling would
/// write as segments.
std::vector<pipeline::GestureEvent> eventsOf(const TrialScores& scores,
                                             const pipeline::DecisionSettings& settings);

/// What other settings make of an event.
enum class EventChange { Same, Moved, Gone, New };

struct ComparedEvent {
    EventChange change = EventChange::Same;
    std::optional<pipeline::GestureEvent> before;
    std::optional<pipeline::GestureEvent> after;
};

/// Pairs events of one label that overlap, those that overlap most first, each with one other at
/// most. A pair is the same when both of its ends differ by `tolerance` seconds at most. By start.
std::vector<ComparedEvent> compareEvents(const std::vector<pipeline::GestureEvent>& before,
                                         const std::vector<pipeline::GestureEvent>& after,
                                         double tolerance);

/// Two settings on one recording.
struct TrialComparison {
    double start = 0.0;  ///< PTS of the recording's beginning
    double end = 0.0;
    std::vector<ComparedEvent> events;
};

/// Tries settings on one recording. The network runs once for each choice of windows; what it said
/// is kept for the last few of them, so that other decision settings take milliseconds.
///
/// Owns the scores; has the network loaded while it needs it, and no longer. One thread at a time.
class ProfileTrial {
public:
    using Network = std::function<std::shared_ptr<model::Classifier>()>;

    /// `options`: with which the file is opened.
    ProfileTrial(std::string file, Network network, capture::SourceOptions options = {});

    /// Blocks; nullopt when stopped. Throws what scoreRecording() and the network's loading throw.
    std::optional<TrialComparison> compare(const LabelSettings& before, const LabelSettings& after,
                                           const std::stop_token& stop = {},
                                           const TrialProgress& progress = {});

    /// Lengths and strides of the windows whose scores are kept, as the model runs them; seconds.
    std::set<std::pair<double, double>> scored() const;

private:
    std::string file_;
    Network network_;
    capture::SourceOptions options_;
    std::optional<model::ModelDescription> model_;  ///< once it has been loaded
    std::deque<TrialScores> kept_;                  ///< the newest last

    const TrialScores* find(const LabelSettings& settings) const;
    bool score(const std::vector<LabelSettings>& wanted, const std::stop_token& stop,
               const TrialProgress& progress);
};

}  // namespace handscope::app
