// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/Classifier.h"
#include "model/training/ClipPack.h"
#include "model/training/Evaluation.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// How a clip is shown to the network (paper, section 4.2 and table 5).
struct TestProtocol {
    int crops = 1;  ///< 1: the largest centred square; more: squares spread along the longer side
    /// 1: the middle frame of each segment; more: random frames of each. For a causal model: at its
    /// frame rate, and at that rate from random instants.
    int samplings = 1;
    std::uint64_t seed = 1;

    static TestProtocol fast() { return {}; }
    static TestProtocol accurate() { return {.crops = 3, .samplings = 10}; }
};

struct EvaluationRun {
    Evaluation evaluation;
    std::vector<std::string> skipped;  ///< "name: reason" of items that could not be decoded
    bool cancelled = false;            ///< the counts are of the clips until then
};

/// Shows every labelled clip of a pack to a classifier and counts, by the classifier's labels, in
/// the pack's order. A clip's answer is the mean of the probabilities of its crops × samplings; a
/// causal model's for each of them is the mean over the clip (meanOverClip()).
/// What is drawn depends on the seed and the item alone. The pack's labels must be the
/// classifier's, or a part of them by name. Blocks; frames are decoded on threads of its own.
/// Throws ModelError; with `skipBad`, items that cannot be decoded are listed instead.
EvaluationRun evaluate(const std::shared_ptr<const ClipPack>& pack, model::Classifier& classifier,
                       const TestProtocol& protocol, bool skipBad, const RunControl& control);

}  // namespace handscope::training
