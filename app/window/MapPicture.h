// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "app/MapImage.h"
#include "app/inspect/MapPlane.h"
#include "capture/Frame.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Which of a window's frames a map is over.
struct MapFrame {
    capture::FramePtr frame;
    int index = 0;  ///< 0 … count − 1
    int count = 1;  ///< T
};

/// One plane of a map as the views show it. Any thread.
ui::MapImage mapPicture(MapPlane plane, const MapFrame& at, ValueRange range, ColourMap colours);

/// The point's name for people: "CSTM", "Block output", …
QString tapTitle(const model::TapPoint& point);

/// Such as "layer2.1 · CMM · mean of 128 channels"; `channel` −1 is the mean.
QString mapTitle(const model::TapPoint& point, int channel, int channels);

}  // namespace handscope::app
