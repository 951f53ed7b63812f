// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "app/MapImage.h"
#include "capture/Frame.h"

namespace handscope::app {

/// The frame as a picture without a copy: the picture keeps the frame alive.
QImage toImage(const capture::FramePtr& frame);

/// A copy.
QImage toImage(const RgbImage& image);

}  // namespace handscope::app
