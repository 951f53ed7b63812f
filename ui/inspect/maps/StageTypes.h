// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QVector>
#include <vector>

#include "ui/DisplayTypes.h"

/// What the large view of the Inspect page is given to show, beside InspectTypes.h: plain values.
namespace handscope::ui {

/// How the values of a map are spread over the range of its colours.
struct HistogramData {
    QVector<double> counts;  ///< of bins of the same width; empty: not known
    double low = 0.0;        ///< lower end of the first bin
    double high = 1.0;       ///< upper end of the last one
    double mean = 0.0;       ///< of all values, also those outside the range
    double zeroShare = 0.0;  ///< of values that are exactly zero, 0 … 1
};

/// Frame t, how it moves, and CMM at the same t.
struct FlowPictures {
    MapImage map;               ///< CMM's, over the frame; its frame is the first of the pictures
    QImage flow;                ///< hue: direction; null where frame t has no flow
    QRectF flowPart;            ///< of the frame, in its pixels; empty: all of it
    std::vector<float> speeds;  ///< [height × width], pixels a step; for the value under the mouse
    int width = 0;              ///< of `speeds`; 0: not given
    int height = 0;
    QImage wheel;               ///< the hue of each direction
    double largestSpeed = 0.0;  ///< pixels a step; the speed at the rim of the wheel
};

}  // namespace handscope::ui
