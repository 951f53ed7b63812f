// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/DecisionLayer.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/pipeline/SameInstant.h"

namespace handscope::pipeline {
namespace {

void validate(const DecisionSettings& settings) {
    const auto outside = [](double threshold) { return !(threshold >= 0.0 && threshold <= 1.0); };
    const bool badTimes =
        !(settings.averaging >= 0.0) || !(settings.onDuration >= 0.0) || !(settings.hold >= 0.0);
    const bool badThresholds =
        outside(settings.onThreshold) || outside(settings.offThreshold) ||
        outside(settings.margin) ||
        std::any_of(settings.onThresholds.begin(), settings.onThresholds.end(),
                    [&](const auto& entry) { return outside(entry.second); });
    if (badTimes || badThresholds) {
        throw std::invalid_argument("decision times must be positive and thresholds within 0 to 1");
    }
}

/// The best and the second best class; the same one where there is only one.
std::pair<int, int> topTwo(const std::vector<float>& scores) {
    int top = 0;
    int second = scores.size() > 1 ? 1 : 0;
    for (int i = 1; i < static_cast<int>(scores.size()); ++i) {
        const float score = scores[static_cast<std::size_t>(i)];
        if (score > scores[static_cast<std::size_t>(top)]) {
            second = std::exchange(top, i);
        } else if (i != second && score > scores[static_cast<std::size_t>(second)]) {
            second = i;
        }
    }
    return {top, second};
}

}  // namespace

DecisionLayer::DecisionLayer(std::vector<std::string> labels, DecisionSettings settings)
    : labels_(std::move(labels)) {
    setSettings(std::move(settings));
}

void DecisionLayer::setSettings(DecisionSettings settings) {
    validate(settings);
    settings_ = std::move(settings);
}

Decision DecisionLayer::push(double windowStart, double windowEnd,
                             const std::vector<float>& probabilities, bool wholeRecording) {
    if (probabilities.size() != labels_.size() || probabilities.empty()) {
        throw std::invalid_argument("one probability for each label is needed");
    }
    if (!firstEnd_) {
        firstEnd_ = windowEnd;
    }
    Decision decision;
    decision.smoothed = smooth(windowEnd, probabilities);
    decision.ended = closeBelowOff(windowEnd, decision.smoothed);
    if (auto event = fire(windowStart, windowEnd, wholeRecording, decision.smoothed)) {
        decision.fired.push_back(std::move(*event));
    }
    decision.shownClass = shownClass(windowEnd);
    return decision;
}

Decision DecisionLayer::finish() {
    Decision decision;
    if (candidate_ && candidate_->firstEnd == firstEnd_) {
        decision.fired.push_back(fireCandidate(candidate_->event.end));
    }
    decision.ended = closeAll();
    return decision;
}

std::vector<GestureEvent> DecisionLayer::reset() {
    recent_.clear();
    candidate_.reset();
    heldClass_.reset();
    return closeAll();
}

std::vector<float> DecisionLayer::smooth(double windowEnd,
                                         const std::vector<float>& probabilities) {
    recent_.push_back({windowEnd, probabilities});
    while (recent_.size() > 1 &&
           recent_.front().end <= windowEnd - settings_.averaging + kSameInstant) {
        recent_.pop_front();
    }
    std::vector<float> mean(labels_.size(), 0.0F);
    for (const Scored& scored : recent_) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += scored.probabilities[i];
        }
    }
    for (float& value : mean) {
        value /= static_cast<float>(recent_.size());
    }
    return mean;
}

std::vector<GestureEvent> DecisionLayer::closeBelowOff(double windowEnd,
                                                       const std::vector<float>& smoothed) {
    std::vector<GestureEvent> ended;
    for (auto item = active_.begin(); item != active_.end();) {
        Stretch& stretch = item->second;
        const float score = smoothed[static_cast<std::size_t>(item->first)];
        // A class that fires early on would end at once otherwise, and fire again.
        const double off = std::min(settings_.offThreshold, onThresholdOf(item->first));
        if (!(score >= off)) {
            stretch.event.closed = true;
            ended.push_back(std::move(stretch.event));
            item = active_.erase(item);
            continue;
        }
        stretch.event.end = windowEnd;
        stretch.scoreSum += score;
        ++stretch.scoreCount;
        stretch.event.meanScore = static_cast<float>(stretch.scoreSum / stretch.scoreCount);
        if (score > stretch.event.peakScore) {
            stretch.event.peakScore = score;
            const auto [top, second] = topTwo(smoothed);
            const auto other = static_cast<std::size_t>(top == item->first ? second : top);
            stretch.event.runnerUp = labels_[other];
            stretch.event.runnerUpScore = smoothed[other];
        }
        ++item;
    }
    return ended;
}

double DecisionLayer::onThresholdOf(int classIndex) const {
    const auto own = settings_.onThresholds.find(labels_[static_cast<std::size_t>(classIndex)]);
    return own == settings_.onThresholds.end() ? settings_.onThreshold : own->second;
}

bool DecisionLayer::mayFire(int top, int second, const std::vector<float>& smoothed) const {
    const std::string& label = labels_[static_cast<std::size_t>(top)];
    const double score = smoothed[static_cast<std::size_t>(top)];
    const double lead = top == second ? 1.0 : score - smoothed[static_cast<std::size_t>(second)];
    return !settings_.neverFire.contains(label) && !active_.contains(top) &&
           score >= onThresholdOf(top) && lead >= settings_.margin;
}

std::optional<GestureEvent> DecisionLayer::fire(double windowStart, double windowEnd,
                                                bool wholeRecording,
                                                const std::vector<float>& smoothed) {
    const auto [top, second] = topTwo(smoothed);
    if (!mayFire(top, second, smoothed)) {
        candidate_.reset();
        return std::nullopt;
    }
    const float score = smoothed[static_cast<std::size_t>(top)];
    if (!candidate_ || candidate_->event.classIndex != top) {
        candidate_ = Stretch{.event = {.classIndex = top,
                                       .label = labels_[static_cast<std::size_t>(top)],
                                       .start = windowStart,
                                       .runnerUp = {}},
                             .firstEnd = windowEnd,
                             .scoreSum = 0.0,
                             .scoreCount = 0};
    }
    candidate_->event.end = windowEnd;
    candidate_->scoreSum += score;
    ++candidate_->scoreCount;
    if (score > candidate_->event.peakScore) {
        candidate_->event.peakScore = score;
        candidate_->event.runnerUp = labels_[static_cast<std::size_t>(second)];
        candidate_->event.runnerUpScore = smoothed[static_cast<std::size_t>(second)];
    }
    const bool lasted =
        wholeRecording || windowEnd - candidate_->firstEnd >= settings_.onDuration - kSameInstant;
    const bool held = heldClass_.has_value() && windowEnd < holdUntil_ - kSameInstant;
    if (!lasted || held) {
        return std::nullopt;
    }
    return fireCandidate(windowEnd);
}

GestureEvent DecisionLayer::fireCandidate(double windowEnd) {
    Stretch stretch = *std::exchange(candidate_, std::nullopt);
    stretch.event.id = nextId_++;
    stretch.event.fired = windowEnd;
    stretch.event.meanScore = static_cast<float>(stretch.scoreSum / stretch.scoreCount);
    heldClass_ = stretch.event.classIndex;
    holdUntil_ = windowEnd + settings_.hold;
    active_.insert_or_assign(stretch.event.classIndex, stretch);
    return stretch.event;
}

std::optional<int> DecisionLayer::shownClass(double windowEnd) const {
    if (heldClass_ && (windowEnd < holdUntil_ - kSameInstant || active_.contains(*heldClass_))) {
        return heldClass_;
    }
    const auto latest = std::ranges::max_element(
        active_, {}, [](const auto& entry) { return entry.second.event.fired; });
    return latest == active_.end() ? std::nullopt : std::optional(latest->first);
}

std::vector<GestureEvent> DecisionLayer::closeAll() {
    std::vector<GestureEvent> ended;
    for (auto& [classIndex, stretch] : active_) {
        stretch.event.closed = true;
        ended.push_back(std::move(stretch.event));
    }
    active_.clear();
    return ended;
}

}  // namespace handscope::pipeline
