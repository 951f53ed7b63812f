// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace handscope::ui {

/// Shows name, version (the application's) and licence; returns at once. GUI thread.
void showAboutBox(QWidget* parent);

}  // namespace handscope::ui
