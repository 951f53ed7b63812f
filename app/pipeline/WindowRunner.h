// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "app/pipeline/ClipChange.h"
#include "app/pipeline/ClipPreparer.h"
#include "app/pipeline/DecisionLayer.h"
#include "app/pipeline/StreamFeeder.h"
#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// Where the time of one window went, milliseconds.
struct StageTimes {
    double capture = 0.0;  ///< conversion of the newest frame needed
    double wait = 0.0;     ///< from then to the start of the work
    double prepare = 0.0;
    double forward = 0.0;
    double decide = 0.0;
};

/// All that one window gave.
struct WindowOutcome {
    Window window;
    std::vector<float> probabilities;
    Decision decision;
    std::vector<model::FeatureMap> maps;  ///< as asked for with the request
    std::vector<model::ClassEvidence> evidence;
    StageTimes times;
};

/// Takes a window through preparation, network and decision.
///
/// Owns the decision layer, the prepared frames that the next window may share, and for a causal
/// model its stream; shares the classifier. Chooses no windows and has no thread: one thread at a
/// time may use it.
class WindowRunner {
public:
    WindowRunner(std::shared_ptr<model::Classifier> classifier, FramePreparer preparer,
                 DecisionSettings settings);

    /// Blocks for one forward pass. Windows of a causal model come from one sampler, in order, and
    /// are those of windowsFor(); a changed one stands alone, nothing has come before it. Throws
    /// model::ModelError.
    WindowOutcome run(Window window, const model::ClassifyRequest& request = {},
                      ClipChange change = ClipChange::None);

    /// Scores and maps of a window alone: the decision layer does not hear of it. As run().
    model::Prediction classify(const Window& window, const model::ClassifyRequest& request);

    DecisionLayer& decisionLayer() noexcept { return decision_; }

private:
    std::shared_ptr<model::Classifier> classifier_;
    std::unique_ptr<StreamFeeder> feeder_;  ///< of a causal model
    ClipPreparer clips_;
    DecisionLayer decision_;

    model::Prediction forward(const GridPlace& place, const model::Clip& clip,
                              const model::ClassifyRequest& request);
};

}  // namespace handscope::pipeline
