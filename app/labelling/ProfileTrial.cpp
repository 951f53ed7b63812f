// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ProfileTrial.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/labelling/BulkLabeller.h"
#include "app/labelling/ModelSettings.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/SameInstant.h"
#include "app/recording/ClipReader.h"
#include "app/recording/WindowReader.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

constexpr double kUnknown = -1.0;
/// Choices of windows whose scores are kept.
constexpr std::size_t kMostKept = 4;  // more than the two that are compared

/// Seconds in which both events last.
double overlap(const pipeline::GestureEvent& left, const pipeline::GestureEvent& right) {
    return std::min(left.end, right.end) - std::max(left.start, right.start);
}

struct Pair {
    std::size_t before;
    std::size_t after;
    double overlap;
};

std::vector<Pair> overlappingPairs(const std::vector<pipeline::GestureEvent>& before,
                                   const std::vector<pipeline::GestureEvent>& after) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t j = 0; j < after.size(); ++j) {
            const double shared = overlap(before[i], after[j]);
            if (before[i].label == after[j].label && shared > kSameInstant) {
                pairs.push_back({i, j, shared});
            }
        }
    }
    std::ranges::stable_sort(pairs, std::greater{}, &Pair::overlap);
    return pairs;
}

double startOf(const ComparedEvent& event) {
    const double none = std::numeric_limits<double>::infinity();
    return std::min(event.before ? event.before->start : none,
                    event.after ? event.after->start : none);
}

}  // namespace

std::optional<TrialScores> scoreRecording(const std::string& file, pipeline::WindowBatcher& batcher,
                                          const LabelSettings& settings,
                                          const std::stop_token& stop,
                                          const TrialProgress& progress,
                                          const capture::SourceOptions& options) {
    const model::ModelDescription& model = batcher.description();
    const auto windows = pipeline::windowsFor(model, settings.windowLength, settings.windowStride);
    const capture::SourceDescription source = openRecording(file, options)->description();
    const double length = source.durationSeconds.value_or(0.0);
    TrialScores scores{.windowLength = windows.length,
                       .windowStride = windows.stride,
                       .labels = model.labels,
                       .windows = {}};
    pipeline::ClipPreparer clips(pipeline::framePreparer(model.input));
    pipeline::WindowBatcher::Client client(batcher);
    std::size_t taken = 0;
    const auto takeUntil = [&](std::size_t mayWait) {
        while (client.pending() > mayWait && !stop.stop_requested()) {
            TrialScores::Scored& window = scores.windows[taken++];
            window.probabilities = client.take();
            if (progress) {
                progress(length > 0.0 ? std::clamp((window.end - scores.start) / length, 0.0, 1.0)
                                      : kUnknown);
            }
        }
    };
    const auto take = [&](pipeline::Window window) {
        if (scores.windows.empty()) {
            scores.start = source.startSeconds.value_or(window.start);
        }
        client.submit(clips.prepare(window), window.place);
        scores.windows.push_back({.start = window.start,
                                  .end = window.end,
                                  .grid = window.place.grid,
                                  .wholeRecording = window.wholeRecording,
                                  .probabilities = {}});
        takeUntil(batcher.mostPending());
        return !stop.stop_requested();
    };
    readWindows(file, windows, take, options);
    takeUntil(0);
    if (stop.stop_requested()) {
        return std::nullopt;
    }
    scores.end = std::max(scores.windows.back().end, scores.start + length);
    return scores;
}

std::vector<pipeline::GestureEvent> eventsOf(const TrialScores& scores,
                                             const pipeline::DecisionSettings& settings) {
    pipeline::DecisionLayer decision(scores.labels, settings);
    std::vector<pipeline::GestureEvent> events;
    const auto take = [&events](std::vector<pipeline::GestureEvent> ended) {
        std::ranges::move(ended, std::back_inserter(events));
    };
    const TrialScores::Scored* last = nullptr;
    for (const TrialScores::Scored& window : scores.windows) {
        if (last != nullptr && last->grid != window.grid) {
            take(decision.reset());
        }
        take(decision.push(window.start, window.end, window.probabilities, window.wholeRecording)
                 .ended);
        last = &window;
    }
    take(decision.finish().ended);
    std::ranges::stable_sort(events, {}, &pipeline::GestureEvent::start);
    return events;
}

std::vector<ComparedEvent> compareEvents(const std::vector<pipeline::GestureEvent>& before,
                                         const std::vector<pipeline::GestureEvent>& after,
                                         double tolerance) {
    std::vector<ComparedEvent> compared;
    std::vector<bool> pairedBefore(before.size());
    std::vector<bool> pairedAfter(after.size());
    for (const Pair& pair : overlappingPairs(before, after)) {
        if (pairedBefore[pair.before] || pairedAfter[pair.after]) {
            continue;
        }
        pairedBefore[pair.before] = true;
        pairedAfter[pair.after] = true;
        const pipeline::GestureEvent& was = before[pair.before];
        const pipeline::GestureEvent& is = after[pair.after];
        const double moved = std::max(std::abs(was.start - is.start), std::abs(was.end - is.end));
        compared.push_back(
            {moved <= tolerance + kSameInstant ? EventChange::Same : EventChange::Moved, was, is});
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!pairedBefore[i]) {
            compared.push_back({EventChange::Gone, before[i], std::nullopt});
        }
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (!pairedAfter[i]) {
            compared.push_back({EventChange::New, std::nullopt, after[i]});
        }
    }
    std::ranges::stable_sort(compared, {}, startOf);
    return compared;
}

ProfileTrial::ProfileTrial(std::string file, Network network, capture::SourceOptions options)
    : file_(std::move(file)), network_(std::move(network)), options_(std::move(options)) {}

std::set<std::pair<double, double>> ProfileTrial::scored() const {
    std::set<std::pair<double, double>> windows;
    for (const TrialScores& scores : kept_) {
        windows.emplace(scores.windowLength, scores.windowStride);
    }
    return windows;
}

const TrialScores* ProfileTrial::find(const LabelSettings& settings) const {
    if (!model_) {
        return nullptr;
    }
    const LabelSettings asRun = settingsFor(*model_, settings);
    const auto found = std::ranges::find_if(kept_, [&](const TrialScores& scores) {
        return scores.windowLength == asRun.windowLength &&
               scores.windowStride == asRun.windowStride;
    });
    return found == kept_.end() ? nullptr : &*found;
}

/// false: stopped.
bool ProfileTrial::score(const std::vector<LabelSettings>& wanted, const std::stop_token& stop,
                         const TrialProgress& progress) {
    const auto missing = static_cast<double>(std::ranges::count_if(
        wanted, [this](const LabelSettings& settings) { return find(settings) == nullptr; }));
    if (missing == 0.0) {
        return true;
    }
    if (stop.stop_requested()) {
        return false;
    }
    const std::shared_ptr<model::Classifier> classifier = network_();
    model_ = classifier->description();
    pipeline::WindowBatcher batcher(classifier, labelBatchSize(*model_));
    double done = 0.0;
    for (const LabelSettings& settings : wanted) {
        if (find(settings) != nullptr) {
            continue;
        }
        const TrialProgress ofAll = [&](double share) {
            if (progress) {
                progress(share < 0.0 ? share : (done + share) / missing);
            }
        };
        auto scores = scoreRecording(file_, batcher, settings, stop, ofAll, options_);
        if (!scores) {
            return false;
        }
        kept_.push_back(std::move(*scores));
        if (kept_.size() > kMostKept) {
            kept_.erase(std::ranges::find_if(kept_, [&](const TrialScores& earlier) {
                return std::ranges::none_of(
                    wanted, [&](const LabelSettings& one) { return find(one) == &earlier; });
            }));
        }
        done += 1.0;
    }
    return true;
}

std::optional<TrialComparison> ProfileTrial::compare(const LabelSettings& before,
                                                     const LabelSettings& after,
                                                     const std::stop_token& stop,
                                                     const TrialProgress& progress) {
    if (!score({before, after}, stop, progress) || stop.stop_requested()) {
        return std::nullopt;
    }
    const TrialScores& was = *find(before);
    const TrialScores& is = *find(after);
    const double tolerance = std::max(was.windowStride, is.windowStride);
    return TrialComparison{.start = is.start,
                           .end = std::max(was.end, is.end),
                           .events = compareEvents(eventsOf(was, before.decision),
                                                   eventsOf(is, after.decision), tolerance)};
}

}  // namespace handscope::app
