// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "model/Checkpoint.h"

namespace handscope::training {

struct DeepeningSettings {
    std::array<int, 4> blocks{};  ///< of the four stages; none fewer than the network has
    /// An ImageNet ResNet (torchvision's names), from which the new blocks take what fits; see
    /// initialise().
    std::optional<model::Checkpoint> further;
    /// Of each new block's last BN. Zero changes nothing, and training moves it slowly: the new
    /// blocks learn in proportion to it. 0.1 or so changes little and lets them learn at once.
    double factor = 0.0;
    std::uint64_t seed = 1;  ///< of what is drawn at random in the new blocks
};

/// A deeper network that says just what `checkpoint` says (with another `factor` than zero:
/// nearly), for training to go on from (Net2Net, Chen et al. 2016): each new residual block stands
/// behind those of its stage and gives what it is given, since the BN at its end begins with the
/// factor zero.
///
/// Throws model::ModelError for a checkpoint that is no network of ours, for fewer blocks than it
/// has, and for `further` of which nothing fits.
model::Checkpoint deepened(const model::Checkpoint& checkpoint, const DeepeningSettings& settings);

}  // namespace handscope::training
