// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::ui {

/// Sends Qt's own messages to spdlog's default logger, each at its level and with its category.
/// Call once, before the QApplication is made; the messages then come from any thread.
void routeQtLog();

}  // namespace handscope::ui
