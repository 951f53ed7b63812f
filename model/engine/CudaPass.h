// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>

#include "model/ForwardPass.h"
#include "model/LoadClassifier.h"

namespace handscope::model {

/// The form of a trained network that computes on a GPU: BN folded into the convolutions,
/// channels-last, in fp16 (Auto), bf16 or fp32; CMM's few channels stay fp32. It answers taps, cuts
/// and history as the network does, to rounding.
///
/// Where scores alone are asked for, a frame goes to the device once and is kept there for as many
/// windows as it is in (FrameSlots). With LibTorch's CUDA at build time it goes up through pinned
/// memory while the clips before are computed, and a shape of clips that comes again is replayed as
/// a CUDA graph, once that has been found to answer as the network does. Without it, and on any
/// other device, the same operators run one by one.
///
/// Takes the network over: what it keeps of it changes its type and device.
std::unique_ptr<ForwardPass> cudaPass(const StmNetwork& network, torch::Device device,
                                      Precision precision);

}  // namespace handscope::model
