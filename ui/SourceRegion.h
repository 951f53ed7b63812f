// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QScreen>
#include <optional>

#include "ui/DisplayTypes.h"

/// Rectangles of an X11 display, in the X server's pixels, and how FFmpeg is asked for them.
namespace handscope::ui {

/// What is to be watched of a display.
struct ScreenRegion {
    QString display;  ///< such as ":0.0"
    QRect rectangle;  ///< in the X server's pixels
    int rate = 15;    ///< frames a second
    bool operator==(const ScreenRegion&) const = default;
};

/// FFmpeg's x11grab with "video_size" and "framerate".
SourceChoice choiceOf(const ScreenRegion& region);
/// The other way; nullopt for anything that choiceOf() does not make.
std::optional<ScreenRegion> regionOf(const SourceChoice& choice);

/// Whether X11 takes the name for that of a display.
bool isDisplayName(const QString& display);
/// The same display, whether or not they name its first screen.
bool isSameDisplay(const QString& one, const QString& other);

/// From a screen's logical pixels (as Qt counts them, from the screen's top left) to the X
/// server's. Qt scales what lies on a screen, but not the place where the screen begins.
QRect nativeRectangle(const QRect& logical, QPoint screenBegins, double devicePixelRatio);

/// The whole screen in the X server's pixels.
QRect nativeGeometry(const QScreen& screen);
/// The rectangle around all screens.
QRect nativeDesktop();

}  // namespace handscope::ui
