// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>

#include "ui/DisplayTypes.h"

namespace handscope::app {

/// An exception as the window shows it: ours in their three parts, any other as one that nobody
/// expected.
ui::Problem problemOf(const std::exception& error);

}  // namespace handscope::app
