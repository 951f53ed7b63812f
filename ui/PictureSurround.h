// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>

namespace handscope::ui {

/// Around a video or a map, the same in both themes: pictures are judged against a dark surround.
inline constexpr QRgb kSurround = 0xff121316;
/// Of what stands there while there is no picture.
inline constexpr QRgb kPlaceholderText = 0xffa9afb9;

}  // namespace handscope::ui
