// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>

#include "model/training/DrawRenderer.h"
#include "model/training/Miner.h"

namespace handscope::training {

/// Where frames are decoded to and draws are rendered.
torch::Device deviceOf(const DrawSource& source);

/// Throws ModelError unless there is at least one thread to make clips.
void requireLoader(int threads);

/// The packs of a DrawSource, opened, with a planner and a renderer over them. Any thread may use
/// it.
struct DrawLoader {
    /// Throws ModelError.
    explicit DrawLoader(const DrawSource& source);

    std::shared_ptr<VideoStore> videos;
    std::shared_ptr<VideoStore> pictures;  ///< null: none
    DrawPlanner planner;
    DrawRenderer renderer;

private:
    DrawLoader(const DrawSource& source, std::shared_ptr<const ClipPack> videoPack,
               std::shared_ptr<const ClipPack> picturePack);
};

}  // namespace handscope::training
