// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripScores.h"

#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

// Grid points are at least a frame apart; closer than this they are the same one.
constexpr double kSameGridPoint = 1e-3;

}  // namespace

void StripScores::setClassCount(int count) {
    classes_ = static_cast<std::size_t>(std::max(0, count));
    clear();
}

void StripScores::setGap(double seconds) {
    gap_ = std::max(0.0, seconds);
}

void StripScores::append(double seconds, const std::vector<float>& scores) {
    if (scores.size() != classes_ || scores.empty() || !std::isfinite(seconds)) {
        return;
    }
    const int first =
        static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    const std::size_t place = firstAtOrAfter(seconds - kSameGridPoint);
    const auto row = static_cast<std::ptrdiff_t>(place * classes_);
    if (place < times_.size() && times_[place] <= seconds + kSameGridPoint) {
        std::copy(scores.begin(), scores.end(), scores_.begin() + row);
        first_[place] = first;
        return;
    }
    times_.insert(times_.begin() + static_cast<std::ptrdiff_t>(place), seconds);
    first_.insert(first_.begin() + static_cast<std::ptrdiff_t>(place), first);
    scores_.insert(scores_.begin() + row, scores.begin(), scores.end());
}

void StripScores::forgetBefore(double seconds) {
    const std::size_t kept = firstAtOrAfter(seconds);
    if (kept == 0) {
        return;
    }
    times_.erase(times_.begin(), times_.begin() + static_cast<std::ptrdiff_t>(kept));
    first_.erase(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(kept));
    scores_.erase(scores_.begin(), scores_.begin() + static_cast<std::ptrdiff_t>(kept * classes_));
}

void StripScores::clear() {
    times_.clear();
    scores_.clear();
    first_.clear();
}

std::size_t StripScores::firstAtOrAfter(double seconds) const {
    return static_cast<std::size_t>(std::lower_bound(times_.begin(), times_.end(), seconds) -
                                    times_.begin());
}

std::vector<int> StripScores::leaders(double from, double to, int count) const {
    std::vector<float> peaks(classes_, -1.0F);
    for (std::size_t point = firstAtOrAfter(from); point < times_.size() && times_[point] <= to;
         ++point) {
        const auto index = static_cast<std::size_t>(first_[point]);
        peaks[index] = std::max(peaks[index], scores_[point * classes_ + index]);
    }
    std::vector<int> classes;
    for (std::size_t index = 0; index < classes_; ++index) {
        if (peaks[index] >= 0.0F) {
            classes.push_back(static_cast<int>(index));
        }
    }
    // Stable: equal peaks go by index.
    std::stable_sort(classes.begin(), classes.end(), [&](int left, int right) {
        return peaks[static_cast<std::size_t>(left)] > peaks[static_cast<std::size_t>(right)];
    });
    classes.resize(std::min(classes.size(), static_cast<std::size_t>(std::max(0, count))));
    return classes;
}

std::span<const float> StripScores::at(double seconds) const {
    const auto after = std::upper_bound(times_.begin(), times_.end(), seconds + kSameGridPoint);
    if (after == times_.begin() || seconds - *(after - 1) > gap_) {
        return {};
    }
    const auto point = static_cast<std::size_t>(after - times_.begin()) - 1;
    return std::span(scores_).subspan(point * classes_, classes_);
}

std::vector<StripScores::Run> StripScores::curve(int classIndex, double from, double to,
                                                 int columns) const {
    std::vector<Run> runs;
    if (classIndex < 0 || static_cast<std::size_t>(classIndex) >= classes_ || !(to > from) ||
        columns <= 0) {
        return runs;
    }
    // Columns stand at fixed moments, so that a curve does not flicker as it scrolls.
    const double width = (to - from) / columns;
    std::size_t point = firstAtOrAfter(from);
    point -= point > 0 ? 1 : 0;
    double number = 0.0;
    double before = 0.0;
    for (; point < times_.size(); ++point) {
        const double seconds = times_[point];
        const double column = std::floor(seconds / width);
        const Point next{seconds, scores_[point * classes_ + static_cast<std::size_t>(classIndex)]};
        if (runs.empty() || seconds - before > gap_) {
            runs.push_back({next});
        } else if (column != number) {
            runs.back().push_back(next);
        } else if (next.score > runs.back().back().score) {
            runs.back().back() = next;
        }
        number = column;
        before = seconds;
        if (seconds > to) {
            break;
        }
    }
    return runs;
}

}  // namespace handscope::ui
