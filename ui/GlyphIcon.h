// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace handscope::ui {

enum class Glyph {
    Open,
    Camera,
    Network,
    Play,
    Pause,
    Step,
    Restart,
    Mirror,
    Record,
    Export,
    Close,
    Refresh,
    Warning,
};

/// An icon drawn as an outline in the palette's own text colour, so that it follows light and dark
/// and is sharp at any scale. GUI thread.
QIcon glyphIcon(Glyph glyph);

}  // namespace handscope::ui
