// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "ui/inspect/maps/StageChoices.h"

namespace handscope::ui {

/// What there is to choose from.
struct StageFacts {
    QVector<BlockChoice> blocks;  ///< empty: no network
    int segments = 0;             ///< T; 0: not known
    int firstFrame = 1;           ///< to begin with, 1 … T
    QStringList labels;
    TapName picked;
    int channelCount = 0;  ///< of the picked tap; 0: not known
};

/// The choices nearest to those wanted that there are. What is not known yet stays as it is wanted.
/// Pure; any thread.
StageChoices possibleChoices(StageChoices wanted, const StageFacts& facts);

/// Contributions to a logit are of the last block's output only: fc reads nothing else.
bool hasContributions(const StageFacts& facts);

/// Which of the choices a view makes use of.
struct StageUses {
    bool colours = false;
    bool scaling = false;
    bool channel = false;
    bool order = false;
    bool label = false;
    bool other = false;
    bool frame = true;
    bool opacity = false;
    bool alone = false;
    bool smooth = true;
    bool pin = false;
};

StageUses usesOf(const StageChoices& choices);

}  // namespace handscope::ui
