// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/training/ClipPack.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// What of a pack a supervised run can learn from.
struct TrainableClips {
    std::vector<std::size_t> items;    ///< of the pack, in its order
    std::vector<std::string> skipped;  ///< "name: reason"
    bool cancelled = false;            ///< the lists end early

    /// What a run depends on of them, as text.
    std::string fingerprint(const ClipPack& pack) const;
};

/// Looks at every item: it must be a clip with a label whose first and last frames can be decoded.
/// Blocks while it reads them, on `threads` threads. Throws ModelError, with all bad items by name,
/// unless `skipBad`; and always when no good one is left.
TrainableClips findTrainableClips(const ClipPack& pack, bool skipBad, int threads,
                                  const RunControl& control);

}  // namespace handscope::training
