// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/inspect/InspectTypes.h"

/// How taps, cuts and changes are called in front of people.
namespace handscope::ui {

/// "layer2.1 · CMM".
QString tapText(const TapName& name);

/// What is silenced: "CSTM", "CMM" or "branch".
QString pointText(const QString& point);
/// "layer2.1 · CMM", "layer2.1 · CMM, channel 12", "layer2.1 · branch".
QString cutText(const CutName& cut);

/// The point that is cut at a tap: CSTM and CMM at themselves, the branch at the block's output;
/// empty at the input, where nothing can be.
QString pointOfTap(const QString& tap);

/// "As it is", "Reversed", …
QString changeTitle(ClipChange change);
/// "as it is", "with 2 cuts", "reversed", "with 2 cuts, reversed".
QString comparedText(int cuts, ClipChange change);

}  // namespace handscope::ui
