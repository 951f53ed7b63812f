// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handscope::training {

/// A proportion with its 95 % Wilson score interval.
struct Proportion {
    std::int64_t right = 0;
    std::int64_t of = 0;
    double value() const noexcept {
        return of == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(of);
    }
    /// 0 and 1 where there is nothing to count.
    double low() const noexcept;
    double high() const noexcept;
};

/// The clips whose top probability lies above `low`, or at 0, and at or below `high`.
struct CalibrationBin {
    double low = 0.0;
    double high = 0.0;
    Proportion right;
    double confidence = 0.0;  ///< mean of their top probabilities; 0 where there is no clip
};

/// Counts what a classifier said of clips whose label is known. No LibTorch; one thread.
class Evaluation {
public:
    explicit Evaluation(std::vector<std::string> labels);

    /// `probabilities`: one a class. Of equal ones the first counts as the higher. Throws
    /// std::invalid_argument for another size or label, and for what is no finite number.
    void add(int label, std::span<const float> probabilities);

    const std::vector<std::string>& labels() const noexcept { return labels_; }
    std::int64_t clips() const noexcept { return top1_.of; }
    Proportion top1() const noexcept { return top1_; }
    Proportion top5() const noexcept { return top5_; }
    /// Mean of the recalls of the classes that occur.
    double balancedTop1() const;
    /// Recall of one class.
    Proportion recall(int label) const;
    /// Of the clips that were called `label`, those that are.
    Proportion precision(int label) const;
    /// Rows: the label; columns: what was said.
    std::int64_t confusion(int label, int said) const;
    /// 15 equal bins of the top probability, from 0 to 1.
    std::vector<CalibrationBin> calibration() const;
    /// Expected calibration error over these bins (Guo et al. 2017).
    double calibrationError() const;
    /// Mean of the top probabilities; 0 without clips.
    double meanConfidence() const;

    /// Everything above as JSON, and as CSV: a line a class (label, clips, recall and its interval,
    /// precision), the confusion matrix with labels as header and first column, and a line a bin
    /// (bounds, count, mean confidence, accuracy); empty where there is nothing to divide by.
    std::string asJson() const;
    std::string perClassCsv() const;
    std::string confusionCsv() const;
    std::string calibrationCsv() const;

private:
    static constexpr int kBins = 15;
    struct Bin {
        std::int64_t count = 0;
        std::int64_t right = 0;
        double confidence = 0.0;  ///< sum
    };

    std::vector<std::string> labels_;
    std::vector<std::int64_t> confusion_;
    std::vector<Bin> bins_;
    Proportion top1_;
    Proportion top5_;

    std::size_t index(int label) const;
};

}  // namespace handscope::training
