// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Evaluator.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <list>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "model/MeanScores.h"
#include "model/ModelError.h"
#include "model/TorchErrors.h"
#include "model/training/EvaluationViews.h"
#include "model/training/Prefetcher.h"
#include "model/training/RunLog.h"

namespace handscope::training {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatch = 8;         // clips a forward pass
constexpr std::int64_t kClipsAhead = 64;  // clips that wait decoded, about
constexpr int kMostThreads = 4;           // that decode

/// The classifier's index of each of the pack's labels.
std::vector<int> matchedLabels(const ClipPack& pack, const std::vector<std::string>& labels) {
    std::vector<int> matched;
    for (const std::string& label : pack.labels()) {
        const auto found = std::find(labels.begin(), labels.end(), label);
        if (found == labels.end()) {
            throw model::ModelError(
                "The model does not know the label '" + label + "' of the pack " +
                    pack.folder().string() + ".",
                "Expected the model's " + std::to_string(labels.size()) +
                    " labels, or a part of them, spelled alike.",
                "Evaluate with a model that was trained on these labels, or make the pack with the "
                "model's.");
        }
        matched.push_back(static_cast<int>(found - labels.begin()));
    }
    return matched;
}

std::vector<std::size_t> labelledClips(const ClipPack& pack) {
    std::vector<std::size_t> clips;
    for (std::size_t i = 0; i < pack.items().size(); ++i) {
        if (pack.items()[i].kind == ItemKind::Clip && pack.items()[i].label) {
            clips.push_back(i);
        }
    }
    if (clips.empty()) {
        throw model::ModelError("The pack " + pack.folder().string() + " holds no labelled clip.",
                                "Expected clips whose label is known, to compare with.",
                                "Make a pack from a list with labels.");
    }
    return clips;
}

/// Shows clips to the classifier, in full batches where it takes whole clips, and adds up the
/// answers of each item.
class Counter {
public:
    Counter(model::Classifier& classifier, Evaluation& evaluation)
        : classifier_(classifier), stream_(classifier.openStream()), evaluation_(evaluation) {}

    void add(int label, std::vector<model::Clip> clips) {
        waiting_.push_back({.label = label, .missing = clips.size()});
        for (model::Clip& clip : clips) {
            if (stream_ != nullptr) {
                const int segments = classifier_.description().input.segments;
                answer(meanOverClip(*stream_, clip, static_cast<std::size_t>(segments)));
                continue;
            }
            batch_.push_back(std::move(clip));
            if (batch_.size() == kBatch) {
                flush();
            }
        }
    }

    void flush() {
        if (batch_.empty()) {
            return;
        }
        for (const model::Prediction& prediction : classifier_.classify(batch_, {})) {
            answer(prediction.probabilities);
        }
        batch_.clear();
    }

private:
    struct Item {
        int label = 0;
        std::size_t missing = 0;  ///< answers
        model::MeanScores scores{};
    };

    model::Classifier& classifier_;
    std::unique_ptr<model::ScoreStream> stream_;  ///< of a causal model
    Evaluation& evaluation_;
    std::vector<model::Clip> batch_;
    std::list<Item> waiting_;  ///< answers come in their order

    void answer(const std::vector<float>& probabilities) {
        Item& item = waiting_.front();
        item.scores.add(probabilities);
        if (--item.missing > 0) {
            return;
        }
        evaluation_.add(item.label, item.scores.mean());
        waiting_.pop_front();
    }
};

/// A line now and then.
class Progress {
public:
    Progress(const RunControl& control, std::size_t clips) : control_(control), clips_(clips) {}

    void tell(const EvaluationRun& run, bool last) {
        const auto now = Clock::now();
        if (!last && now - told_ < kBetweenProgress) {
            return;
        }
        told_ = now;
        const double seconds = std::chrono::duration<double>(now - begin_).count();
        const std::size_t done =
            static_cast<std::size_t>(run.evaluation.clips()) + run.skipped.size();
        const double rate = seconds > 0.0 ? static_cast<double>(done) / seconds : 0.0;
        std::array<char, 160> text{};
        std::snprintf(text.data(), text.size(), "%zu of %zu clips, top-1 %.1f %%, %.1f clips/s, ",
                      done, clips_, 100.0 * run.evaluation.top1().value(), rate);
        const double left = static_cast<double>(clips_ - done) / rate;
        control_.progress(text.data() + (last ? durationText(seconds) + " in all"
                                              : durationText(left) + " left"));
    }

private:
    const RunControl& control_;
    std::size_t clips_;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point told_ = begin_;
};

EvaluationRun run(const std::shared_ptr<const ClipPack>& pack, model::Classifier& classifier,
                  const TestProtocol& protocol, bool skipBad, const RunControl& control) {
    const model::ModelDescription& description = classifier.description();
    const std::vector<int> labels = matchedLabels(*pack, description.labels);
    const std::vector<std::size_t> clips = labelledClips(*pack);
    EvaluationViews maker(pack, description, protocol, skipBad);

    const std::int64_t views = std::int64_t{protocol.crops} * protocol.samplings;
    const std::int64_t ahead = std::max<std::int64_t>(2, kClipsAhead / views);
    const int spare = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
    Prefetcher<Views> prefetcher(
        [&](std::int64_t index) {
            const auto place = static_cast<std::size_t>(index);
            return place < clips.size() ? maker.views(clips[place]) : Views{};
        },
        /*first=*/0, std::min(kMostThreads, spare), ahead);

    EvaluationRun result{.evaluation = Evaluation(description.labels), .skipped = {}};
    Counter counter(classifier, result.evaluation);
    Progress progress(control, clips.size());
    for (const std::size_t item : clips) {
        if (control.cancelled()) {
            result.cancelled = true;
            break;
        }
        Views shown = prefetcher.next();
        if (shown.failure.empty()) {
            const auto label = static_cast<std::size_t>(*pack->items()[item].label);
            counter.add(labels.at(label), std::move(shown.clips));
        } else {
            result.skipped.push_back(pack->items()[item].name + ": " + shown.failure);
        }
        progress.tell(result, /*last=*/false);
    }
    if (!result.cancelled) {
        counter.flush();
    }
    progress.tell(result, /*last=*/true);
    return result;
}

}  // namespace

EvaluationRun evaluate(const std::shared_ptr<const ClipPack>& pack, model::Classifier& classifier,
                       const TestProtocol& protocol, bool skipBad, const RunControl& control) {
    if (protocol.crops < 1 || protocol.samplings < 1) {
        throw std::invalid_argument("a clip must be shown once at least");
    }
    try {
        return run(pack, classifier, protocol, skipBad, control);
    } catch (const c10::Error& error) {
        throw model::ModelError(
            "The evaluation failed: " + model::reasonOf(error) + ".",
            "Expected clips that fit the memory.",
            "Close other programs, or report this with the pack and the model.");
    }
}

}  // namespace handscope::training
