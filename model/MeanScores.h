// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace handscope::model {

/// Adds up answers that count alike: probabilities, a class each.
class MeanScores {
public:
    void add(const std::vector<float>& probabilities) {
        sums_.resize(probabilities.size());
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i] += static_cast<double>(probabilities[i]);
        }
        ++count_;
    }

    /// Empty before the first answer.
    std::vector<float> mean() const {
        std::vector<float> result;
        for (const double sum : sums_) {
            result.push_back(static_cast<float>(sum / static_cast<double>(count_)));
        }
        return result;
    }

private:
    std::vector<double> sums_;
    std::int64_t count_ = 0;
};

}  // namespace handscope::model
