// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

namespace handscope::ui {

/// The scores of the last minute of video, and which classes mattered in it. Plain data; one
/// thread.
class ScoreHistory {
public:
    static constexpr double kSeconds = 60.0;

    struct Entry {
        double seconds = 0.0;
        std::vector<float> scores;  ///< one a class
    };

    /// Entries at or after `seconds` are forgotten first: a video that went back is told anew.
    /// A class count that changed forgets everything.
    void append(double seconds, std::vector<float> scores);
    void clear() { entries_.clear(); }

    const std::deque<Entry>& entries() const noexcept { return entries_; }

    /// The `count` classes with the highest peaks, highest first; fewer if there are fewer classes.
    std::vector<int> topClasses(int count) const;

private:
    std::deque<Entry> entries_;  ///< by time, ascending
};

}  // namespace handscope::ui
