// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace handscope::ui {

/// The scores of all classes over a stretch of video, and what of them is worth drawing at a given
/// width.
///
/// Owns its copy of the scores, in the order of time whatever the order they were told in. Made for
/// about an hour at 4 points a second: a question looks at every point of the stretch that it asks
/// about. Plain data; one thread.
class StripScores {
public:
    struct Point {
        double seconds = 0.0;
        float score = 0.0F;
    };
    /// Points to be joined by a line.
    using Run = std::vector<Point>;

    /// Forgets all points.
    void setClassCount(int count);
    /// Points further apart than this are not joined: nobody knows what was between them.
    void setGap(double seconds);

    /// A moment that is known already is told anew. Scores that are not one a class are passed
    /// over.
    void append(double seconds, const std::vector<float>& scores);
    void forgetBefore(double seconds);
    void clear();

    std::size_t size() const noexcept { return times_.size(); }

    /// The classes that are first somewhere between `from` and `to`, at most `count`: those with
    /// the highest scores while first, highest first.
    std::vector<int> leaders(double from, double to, int count) const;

    /// One a class, of the last point at or before `seconds`; empty where there is none or it is
    /// further away than the gap.
    std::span<const float> at(double seconds) const;

    /// The curve of a class from the last point before `from` to the first after `to`. In each of
    /// `columns` stretches of time it keeps the highest point, so that no peak is lost however many
    /// points there are; dips that are narrower than a column are.
    std::vector<Run> curve(int classIndex, double from, double to, int columns) const;

private:
    std::size_t classes_ = 0;
    double gap_ = 1.0;
    std::vector<double> times_;  ///< ascending
    std::vector<float> scores_;  ///< [points × classes], row-major
    std::vector<int> first_;     ///< of each point, the class with the highest score

    std::size_t firstAtOrAfter(double seconds) const;
};

}  // namespace handscope::ui
