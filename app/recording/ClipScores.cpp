// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/ClipScores.h"

#include <cstdint>

#include "app/pipeline/ClipPreparer.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/StreamFeeder.h"
#include "app/recording/ClipReader.h"
#include "app/recording/WindowReader.h"

namespace handscope::app {
namespace {

/// Every answer of the stream counts alike.
class MeanScores {
public:
    void add(const std::vector<float>& probabilities) {
        sums_.resize(probabilities.size());
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i] += static_cast<double>(probabilities[i]);
        }
        ++count_;
    }

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

std::vector<float> scoreByStream(const std::string& file, model::Classifier& classifier,
                                 const capture::SourceOptions& options) {
    const model::ModelDescription& model = classifier.description();
    const auto feeder = pipeline::StreamFeeder::open(classifier);
    pipeline::ClipPreparer clips(pipeline::framePreparer(model.input));
    MeanScores scores;
    readWindows(
        file, pipeline::windowsFor(model, 0.0, 0.0),
        [&](const pipeline::Window& window) {
            scores.add(feeder->push(window.place, clips.prepare(window), {}).probabilities);
            return true;
        },
        options);
    return scores.mean();
}

std::vector<float> scoreMiddleFrames(const std::string& file, model::Classifier& classifier,
                                     const capture::SourceOptions& options) {
    const model::InputSpec& input = classifier.description().input;
    model::Clip clip;
    for (const capture::FramePtr& frame : readMiddleFrames(file, input.segments, options)) {
        clip.push_back(pipeline::prepareFrame(*frame, input));
    }
    return classifier.classifyOne(clip).probabilities;
}

}  // namespace

std::vector<float> scoreClip(const std::string& file, model::Classifier& classifier,
                             const capture::SourceOptions& options) {
    return classifier.description().causal ? scoreByStream(file, classifier, options)
                                           : scoreMiddleFrames(file, classifier, options);
}

}  // namespace handscope::app
