// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/pipeline/ClipChange.h"
#include "app/pipeline/ClipPreparer.h"
#include "model/Classifier.h"
#include "model/ModelError.h"

namespace handscope::pipeline {

/// One look at a moment: the window as it is or changed, with or without cuts.
struct InspectionPass {
    ClipChange change = ClipChange::None;
    model::ClassifyRequest request;
    bool operator==(const InspectionPass&) const = default;
};

/// A moment to look into, and how often.
struct Inspection {
    std::int64_t id = 0;  ///< comes back with the answer
    /// The T frames of a window; for a causal model more may stand before them, which it then has
    /// seen when the window begins.
    std::vector<capture::FramePtr> frames;
    std::vector<InspectionPass> passes;
};

/// What the network made of it.
struct InspectionAnswer {
    std::int64_t id = 0;
    std::vector<capture::FramePtr> frames;     ///< T of them: those that the maps belong to
    std::vector<model::Prediction> passes;     ///< one a pass; maps of T frames
    double milliseconds = 0.0;                 ///< that it took, preparation included
    std::optional<model::ModelError> error{};  ///< why there are no passes
};

/// Runs the network on moments out of their turn. What it does has no effect on events or on a
/// causal model's stream.
///
/// Owns the prepared frames that the next moment may share; shares the classifier, whose one thread
/// at a time it counts to.
class MomentInspector {
public:
    MomentInspector(std::shared_ptr<model::Classifier> classifier, FramePreparer preparer)
        : classifier_(std::move(classifier)), clips_(std::move(preparer)) {}

    /// Blocks for one forward pass a pass. Before a changed clip nothing has come that a causal
    /// model could remember; where one pass is of such a clip, all see the window alone, so that
    /// they differ by the change only. A pass that the network refuses is the answer's error.
    InspectionAnswer inspect(const Inspection& inspection);

private:
    std::shared_ptr<model::Classifier> classifier_;
    ClipPreparer clips_;

    model::Prediction run(const model::Clip& clip, const InspectionPass& pass);
};

}  // namespace handscope::pipeline
