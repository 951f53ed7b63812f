// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::ui {

/// What the window shows, in the order of its tabs.
enum class WindowPage {
    Live,        ///< one video and what the network makes of it, with the panels around it
    Inspect,     ///< the network at work on any moment of that video
    Recordings,  ///< many recordings, and the correction of their labels
};

}  // namespace handscope::ui
