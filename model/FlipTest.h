// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "model/Classifier.h"

namespace handscope::model {

/// A classifier that asks another about each clip and about its mirror image, swaps left and right
/// back in the second answer, and gives the mean: of the logits, or of the probabilities where
/// there are no logits. Known as flip test, or as test-time augmentation by flipping. A clip and
/// its mirror image then get the same answer, but for left and right. It costs twice the time.
///
/// Maps are of the clip as it is; evidence is the mean of both, the second flipped back, so that
/// its mean plus the bias remains the logit; cuts hold for both. What description() says is the
/// other's, with `flipTest` set. Streams are two of the other's. Threads as the other. Throws
/// ModelError where LabelSymmetry does not know what each label becomes in a mirror.
std::unique_ptr<Classifier> flipTested(std::unique_ptr<Classifier> classifier);

}  // namespace handscope::model
