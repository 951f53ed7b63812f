// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/ClipScores.h"

#include "app/pipeline/ClipPreparer.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/StreamFeeder.h"
#include "app/recording/ClipReader.h"
#include "app/recording/WindowReader.h"
#include "model/MeanScores.h"

namespace handscope::app {
namespace {

std::vector<float> scoreByStream(const std::string& file, model::Classifier& classifier,
                                 const capture::SourceOptions& options) {
    const model::ModelDescription& model = classifier.description();
    const auto feeder = pipeline::StreamFeeder::open(classifier);
    pipeline::ClipPreparer clips(pipeline::framePreparer(model.input));
    model::MeanScores scores;
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
