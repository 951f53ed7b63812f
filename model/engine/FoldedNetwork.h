// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>

#include "model/ForwardPass.h"
#include "model/engine/Precision.h"

namespace handscope::model {

/// The form of a trained network that computes on the processor: BN folded into the convolutions,
/// channels-last throughout, bf16 or fp32 (Auto: nativePrecision()), the steps between the
/// convolutions fused. It answers taps, cuts and history as the network does, to rounding.
///
/// Copies what it needs: `network` may go. Throws ModelError for Float16.
std::unique_ptr<ForwardPass> foldNetwork(const StmNetworkImpl& network, Precision precision);

}  // namespace handscope::model
