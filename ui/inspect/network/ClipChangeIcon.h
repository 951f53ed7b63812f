// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// What is done to the order of the frames, as a drawing in the palette's own text colour: it
/// follows light and dark and is sharp at any scale. GUI thread.
QIcon clipChangeIcon(ClipChange change);

}  // namespace handscope::ui
