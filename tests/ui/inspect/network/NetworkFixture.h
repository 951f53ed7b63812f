// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/InspectTypes.h"

/// Networks and pictures to draw.
namespace handscope::ui {

/// ResNet-50's: 3, 4, 6 and 3 blocks, each with all four taps.
QVector<BlockChoice> sixteenBlocks();

inline const CutName kCmmCut{"layer2.1", "cmm", -1};
inline const CutName kBranchCut{"layer4.0", "branch", -1};

/// One picture a tap, as large as STM's maps are (56 cells a side, halved from stage to stage),
/// of noise.
QVector<NodePicture> noisePictures(const QVector<BlockChoice>& blocks);

}  // namespace handscope::ui
