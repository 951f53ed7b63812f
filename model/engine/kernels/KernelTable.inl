// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels as compiled for one set of instructions. See Lanes.inl for how this is included.
#include "model/engine/kernels/Lanes.inl"
// Lanes.inl comes first.
#include "model/engine/kernels/MotionSteps.inl"
#include "model/engine/kernels/Steps.inl"

namespace handscope::model::kernels {
namespace {

template <typename Element>
constexpr Kernels<Element> kTable{.temporalTaps = &temporalTaps<Element>,
                                  .reduce = &reduce<Element>,
                                  .addMotion = &addMotion<Element>,
                                  .sumAndRelu = &sumAndRelu<Element>,
                                  .stemPool = &stemPool<Element>,
                                  .mean = &mean<Element>,
                                  .meanOfChannels = &meanOfChannels<Element>,
                                  .planes = &planes<Element>,
                                  .interleave = &interleave<Element>};

}  // namespace
}  // namespace handscope::model::kernels
