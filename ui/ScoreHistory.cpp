// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ScoreHistory.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace handscope::ui {

void ScoreHistory::append(double seconds, std::vector<float> scores) {
    if (!entries_.empty() && entries_.back().scores.size() != scores.size()) {
        entries_.clear();
    }
    while (!entries_.empty() && entries_.back().seconds >= seconds) {
        entries_.pop_back();
    }
    entries_.push_back({seconds, std::move(scores)});
    while (entries_.front().seconds < seconds - kSeconds) {
        entries_.pop_front();
    }
}

std::vector<int> ScoreHistory::topClasses(int count) const {
    if (entries_.empty() || count <= 0) {
        return {};
    }
    std::vector<float> peaks(entries_.back().scores.size(), 0.0F);
    for (const Entry& entry : entries_) {
        std::transform(peaks.begin(), peaks.end(), entry.scores.begin(), peaks.begin(),
                       [](float first, float second) { return std::max(first, second); });
    }
    std::vector<int> classes(peaks.size());
    std::iota(classes.begin(), classes.end(), 0);
    const auto kept = std::min<std::size_t>(static_cast<std::size_t>(count), classes.size());
    // Equal peaks go by index, so that the choice does not depend on the library's sort.
    std::partial_sort(classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(kept),
                      classes.end(), [&](int first, int second) {
                          const float a = peaks[static_cast<std::size_t>(first)];
                          const float b = peaks[static_cast<std::size_t>(second)];
                          return a != b ? a > b : first < second;
                      });
    classes.resize(kept);
    return classes;
}

}  // namespace handscope::ui
