// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace handscope::ui {

/// The icon with left and right exchanged, as sharp as it is and following the theme as it does.
/// GUI thread.
QIcon flippedIcon(const QIcon& icon);

}  // namespace handscope::ui
