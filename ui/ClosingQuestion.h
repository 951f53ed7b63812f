// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace handscope::ui {

/// Asks whether the labelling of recordings is to be stopped so that the window can close. Returns
/// at once, and asks once at a time; `stopAndClose` is called if that is the answer. To keep
/// labelling is the default and what closing the question means. GUI thread.
void askToStopAndClose(QWidget* window, const std::function<void()>& stopAndClose);

}  // namespace handscope::ui
