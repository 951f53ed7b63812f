// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/DeviceBench.h"

#include <chrono>
#include <iterator>

#include "app/bench/BenchClips.h"
#include "app/pipeline/Percentile.h"

namespace handscope::bench {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The clips of one call after the other, of a video that begins again when no device knows its
/// first frames any more.
class ClipSequence {
public:
    ClipSequence(const model::InputSpec& input, std::size_t batch, Sharing sharing)
        : segments_(static_cast<std::size_t>(input.segments)),
          batch_(batch),
          step_(sharing == Sharing::None ? segments_ : 1),
          video_(longVideo(input, kMostKept + 2 * batch * step_ + segments_)) {}

    std::vector<model::Clip> next() {
        if (at_ + batch_ * step_ + segments_ > video_.size()) {
            at_ = 0;
        }
        std::vector<model::Clip> clips;
        for (std::size_t i = 0; i < batch_; ++i, at_ += step_) {
            const auto first = std::next(video_.begin(), static_cast<std::ptrdiff_t>(at_));
            clips.emplace_back(first, std::next(first, static_cast<std::ptrdiff_t>(segments_)));
        }
        return clips;
    }

private:
    static constexpr std::size_t kMostKept = 512;  ///< frames that an engine may remember

    std::size_t segments_;
    std::size_t batch_;
    std::size_t step_;
    std::vector<model::PreparedFrame> video_;
    std::size_t at_ = 0;
};

}  // namespace

DeviceTiming timeOnDevice(model::Classifier& classifier, std::size_t batch, Sharing sharing,
                          double seconds, const model::Clip& reference) {
    constexpr int kWarmUps = 4;  // the first calls of a shape set up what the next ones use
    constexpr std::size_t kFewestCalls = 5;
    ClipSequence sequence(classifier.description().input, batch, sharing);
    for (int i = 0; i < kWarmUps; ++i) {
        classifier.classify(sequence.next(), {});
    }
    std::vector<double> milliseconds;
    const auto start = Clock::now();
    while (milliseconds.size() < kFewestCalls || secondsSince(start) < seconds) {
        const auto clips = sequence.next();
        const auto before = Clock::now();
        classifier.classify(clips, {});
        milliseconds.push_back(1e3 * secondsSince(before));
    }
    auto clips = sequence.next();
    clips.front() = clips.back() = reference;
    auto predictions = classifier.classify(clips, {});
    return {.batch = batch,
            .calls = milliseconds.size(),
            .milliseconds = pipeline::median(milliseconds),
            .slowest95 = pipeline::percentile(milliseconds, 0.95),
            .answers = {predictions.front().probabilities, predictions.back().probabilities}};
}

}  // namespace handscope::bench
