// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <memory>
#include <span>

#include "app/bench/NetworkBenches.h"
#include "app/pipeline/Percentile.h"
#include "model/ModelError.h"

namespace handscope::bench {
namespace {

constexpr double kBoundOfABlock = 15.0;    // percent of a pass
constexpr double kBoundOfAllMeans = 30.0;  // percent of a pass
constexpr int kMostClasses = 3;

/// One line of the table: what a pass is asked for beside the scores.
struct Question {
    std::string name;
    model::ClassifyRequest request;
    std::optional<double> bound{};  ///< percent of a pass above the pass alone
    bool isABlock = false;
};

std::vector<model::TapPoint> pointsOf(const model::BlockDescription& block) {
    std::vector<model::TapPoint> points;
    for (const model::Tap tap : block.taps) {
        points.push_back({block.name, tap});
    }
    return points;
}

std::vector<Question> questionsTo(const model::ModelDescription& description) {
    std::vector<Question> questions{{"scores alone", {}}};
    model::ClassifyRequest means;
    for (const model::BlockDescription& block : description.blocks) {
        const auto points = pointsOf(block);
        questions.push_back({.name = "maps of " + block.name,
                             .request = {.taps = points, .mutes = {}},
                             .bound = kBoundOfABlock,
                             .isABlock = true});
        means.means.insert(means.means.end(), points.begin(), points.end());
    }
    questions.push_back({"means of all blocks", means, kBoundOfAllMeans});
    model::ClassifyRequest evidence;
    const int classes = std::min(kMostClasses, static_cast<int>(description.labels.size()));
    for (int k = 0; k < classes; ++k) {
        evidence.evidence.push_back(k);
    }
    questions.push_back({"evidence of " + std::to_string(classes) + " classes", evidence});
    return questions;
}

/// One pass of one question: a clip, or, of a causal network, one more frame of a video.
class QuestionPass {
public:
    QuestionPass(model::Classifier& classifier, const model::Clip& clip, const Question& question)
        : classifier_(classifier),
          clip_(clip),
          request_(question.request),
          stream_(classifier.openStream()) {
        if (stream_) {
            stream_->push(clip_, request_);
        }
    }

    model::Prediction operator()() {
        if (!stream_) {
            return classifier_.classifyOne(clip_, request_);
        }
        next_ = (next_ + 1) % clip_.size();
        return stream_->push(std::span(clip_).subspan(next_, 1), request_);
    }

private:
    model::Classifier& classifier_;
    const model::Clip& clip_;
    model::ClassifyRequest request_;
    std::unique_ptr<model::ScoreStream> stream_;
    std::size_t next_ = 0;
};

double millionsOfValues(const model::Prediction& prediction) {
    std::size_t values = 0;
    for (const auto* const maps : {&prediction.maps, &prediction.means}) {
        for (const model::FeatureMap& map : *maps) {
            values += map.values.size();
        }
    }
    for (const model::ClassEvidence& evidence : prediction.evidence) {
        values += evidence.map.values.size();
    }
    return static_cast<double>(values) / 1e6;
}

/// How much longer a pass took than the one of the same round that gave scores alone, in percent
/// of that: the median over the rounds.
double percentAbove(const Timing& timing, const Timing& alone) {
    std::vector<double> percent;
    for (std::size_t i = 0; i < timing.repetitions.size(); ++i) {
        percent.push_back(100.0 * (timing.repetitions[i] / alone.repetitions[i] - 1.0));
    }
    return pipeline::median(std::move(percent));
}

std::string withOneDecimal(double value) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f", value);
    return text;
}

/// How much more of the processor's time a pass took, in percent: other programs disturb that less.
/// Threads that wait for each other use it too.
double processorPercentAbove(const Timing& timing, const Timing& alone) {
    return alone.processorTime > 0.0 ? 100.0 * (timing.processorTime / alone.processorTime - 1.0)
                                     : 0.0;
}

/// Which block's maps cost most, and what those of the one in the middle do.
std::string summaryOf(std::vector<std::pair<double, std::string>> blocks) {
    std::ranges::sort(blocks);
    const auto& [most, name] = blocks.back();
    const auto& [middle, other] = blocks[(blocks.size() - 1) / 2];
    return "Of one block's maps those of " + name.substr(name.rfind(' ') + 1) + " cost most, " +
           withOneDecimal(most) + " % of a pass; the median is " + withOneDecimal(middle) + " %.";
}

}  // namespace

void benchMaps(const NetworkChoice& network, const Meter& meter, Report& report) {
    const auto classifier = openNetwork(network);
    const model::ModelDescription& description = classifier->description();
    if (description.blocks.empty()) {
        throw model::ModelError("The model " + description.name + " gives no feature maps.",
                                "Expected an STM network, whose blocks can be looked into.",
                                "Name an STM checkpoint, or none for one with random weights.");
    }
    const model::Clip clip = randomClips(description.input, 1).front();
    const auto questions = questionsTo(description);
    std::vector<std::unique_ptr<QuestionPass>> passes;
    std::vector<std::function<void()>> works;
    std::vector<double> values;
    for (const Question& question : questions) {
        meter.checkStop();
        passes.push_back(std::make_unique<QuestionPass>(*classifier, clip, question));
        values.push_back(millionsOfValues((*passes.back())()));
        works.push_back([pass = passes.back().get()] { (*pass)(); });
    }
    const auto timings = meter.measureInTurns("maps", works);
    std::vector<std::pair<double, std::string>> blocks;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const Question& question = questions[i];
        const double above = percentAbove(timings[i], timings.front());
        report.rows.push_back(networkCells(question.name, description) +
                              Row{{"values_millions", "M values", values[i], 2}} +
                              timingCells(timings[i], "pass") +
                              Row{{"percent_above", "% above", above},
                                  {"processor_percent_above", "% above in CPU time",
                                   processorPercentAbove(timings[i], timings.front())},
                                  {"percent_bound", "bound", std::monostate{}, 0}});
        if (question.bound) {
            report.rows.back().back().value = *question.bound;
        }
        if (question.isABlock) {
            blocks.emplace_back(above, question.name);
        }
    }
    report.notes = {
        std::string("A pass is ") +
            (description.causal ? "one new frame of a stream, answered for the last " +
                                      std::to_string(description.input.segments) + " frames."
                                : "one clip.") +
            " All lines are measured in turns, one pass each, " +
            std::to_string(timings.front().repetitions.size()) +
            " times; the share is the median of each round's own. On a busy machine trust CPU time "
            "with --threads 1.",
        summaryOf(std::move(blocks))};
}

}  // namespace handscope::bench
