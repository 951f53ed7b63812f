// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/Checkpoint.h"
#include "model/StmNetwork.h"

namespace handscope::training {

/// Copies what fits of an ImageNet ResNet (torchvision's names) or of a checkpoint of ours into a
/// network; the rest keeps its own initialisation. A block's 3×3 convolution and BN fit whatever
/// the block carries: `conv2`, `bn2` of a plain block are `cstm.spatial`, `cstm.bn` of one with
/// CSTM. Of `fc`, the rows of classes of the same names come along, whatever classes there are
/// beside them; where a checkpoint does not name its classes, all or none.
///
/// A wider checkpoint gives evenly spaced channels of each layer, the same ones wherever two layers
/// meet (weight selection, Xu et al. 2024, "Initializing Models with Larger Ones"); BN's statistics
/// then are a beginning only, until training has seen some batches.
///
/// Between a windowed and a causal network the temporal taps are moved: t − 1 and t keep their
/// places, and t + 1 becomes t − 2.
///
/// Returns a line a kind of tensor that was left out, and one where not all classes came along.
/// Blocks on the disk. Throws ModelError for a file that cannot be read, and where no convolution
/// of any residual block fits.
std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const std::filesystem::path& file);

/// The same with a checkpoint in memory; `name` is for the message.
std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const model::Checkpoint& checkpoint, const std::string& name);

}  // namespace handscope::training
