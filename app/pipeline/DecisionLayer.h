// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace handscope::pipeline {

/// When smoothed scores become an event. Times in seconds of video time.
struct DecisionSettings {
    double averaging =
        1.0;  ///< probabilities are averaged over the windows that ended in this time
    double onThreshold = 0.6;   ///< a class fires at or above this …
    double margin = 0.15;       ///< … when it leads the second class by this …
    double onDuration = 0.25;   ///< … for this long
    double offThreshold = 0.3;  ///< a class that fired re-arms when it falls below this
    double hold = 1.0;          ///< a fired label stays, and nothing else fires, for this long
    std::map<std::string, double> onThresholds;  ///< by label; the others take onThreshold
    std::set<std::string> neverFire{"No gesture", "Doing other things"};
    bool operator==(const DecisionSettings&) const = default;
};

/// A gesture that was recognised. Times are PTS in seconds.
struct GestureEvent {
    std::int64_t id = 0;  ///< counts from 0 since construction
    int classIndex = 0;
    std::string label;
    double start = 0.0;      ///< start of the first window that met the firing conditions
    double fired = 0.0;      ///< end of the window at which it fired
    double end = 0.0;        ///< end of the last window at or above the off-threshold, so far
    float meanScore = 0.0F;  ///< of the smoothed score over the segment, so far
    float peakScore = 0.0F;
    std::string runnerUp;        ///< the second class at the peak
    float runnerUpScore = 0.0F;  ///< its smoothed score there
    bool closed = false;         ///< the segment has ended: no field changes any more
};

/// What one window did to the decision.
struct Decision {
    std::vector<float> smoothed;    ///< averaged probabilities, one a class
    std::optional<int> shownClass;  ///< the class to show: a fired one that is held or still active
    std::vector<GestureEvent> fired;  ///< events that began with this window
    std::vector<GestureEvent> ended;  ///< events whose segment this window closed
};

/// Turns window scores into gesture events, by video time alone, so that the machine's speed
/// changes nothing. Pure: no clock, no thread of its own.
class DecisionLayer {
public:
    /// Throws std::invalid_argument for a negative time or a threshold outside 0…1.
    DecisionLayer(std::vector<std::string> labels, DecisionSettings settings);

    /// Windows come in the order of their ends. `wholeRecording`: the window is all the video there
    /// is, so it counts as having lasted.
    Decision push(double windowStart, double windowEnd, const std::vector<float>& probabilities,
                  bool wholeRecording = false);

    /// The video has ended: a class that met the firing conditions in every window there was fires,
    /// as it could not last longer; and all open segments are closed. Gives no scores.
    Decision finish();

    /// Forgets averages and candidates, after a break in time or where the video is left; open
    /// segments are closed and returned.
    std::vector<GestureEvent> reset();

    /// Takes effect with the next window; averages and open segments stay. Throws as the
    /// constructor.
    void setSettings(DecisionSettings settings);

    const DecisionSettings& settings() const noexcept { return settings_; }
    const std::vector<std::string>& labels() const noexcept { return labels_; }

private:
    struct Scored {
        double end;
        std::vector<float> probabilities;
    };
    /// A stretch of windows that show one class, from the first that met the firing conditions.
    struct Stretch {
        GestureEvent event;
        double firstEnd;  ///< end of its first window
        double scoreSum;
        int scoreCount;
    };

    std::vector<std::string> labels_;
    DecisionSettings settings_;
    std::deque<Scored> recent_;
    std::optional<double> firstEnd_;  ///< of the first window of all
    std::optional<Stretch> candidate_;
    std::map<int, Stretch> active_;  ///< fired and not yet re-armed, by class
    std::optional<int> heldClass_;
    double holdUntil_ = 0.0;
    std::int64_t nextId_ = 0;

    std::vector<float> smooth(double windowEnd, const std::vector<float>& probabilities);
    std::vector<GestureEvent> closeBelowOff(double windowEnd, const std::vector<float>& smoothed);
    double onThresholdOf(int classIndex) const;
    bool mayFire(int top, int second, const std::vector<float>& smoothed) const;
    std::optional<GestureEvent> fire(double windowStart, double windowEnd, bool wholeRecording,
                                     const std::vector<float>& smoothed);
    /// The candidate becomes an open segment.
    GestureEvent fireCandidate(double windowEnd);
    std::optional<int> shownClass(double windowEnd) const;
    std::vector<GestureEvent> closeAll();
};

}  // namespace handscope::pipeline
