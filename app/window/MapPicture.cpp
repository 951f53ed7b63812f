// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MapPicture.h"

#include <QCoreApplication>
#include <utility>

#include "app/pipeline/FramePreparation.h"
#include "app/window/QtImages.h"
#include "ui/MapControls.h"

namespace handscope::app {
namespace {

constexpr int kBarWidth = 256;

/// Where translators find these texts.
class MapPictureText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::MapPicture)
};

}  // namespace

ui::MapImage mapPicture(MapPlane plane, const MapFrame& at, ValueRange range, ColourMap colours) {
    const auto square = pipeline::centredSquare(at.frame->width, at.frame->height);
    ui::MapImage view;
    view.frame = toImage(at.frame);
    view.square = QRectF(square.left, square.top, square.side, square.side);
    view.colours = toImage(colourise(plane.values, plane.width, plane.height, range, colours));
    view.colourBar = toImage(colourBar(colours, kBarWidth, 1));
    view.values = std::move(plane.values);
    view.width = plane.width;
    view.height = plane.height;
    view.low = range.low;
    view.high = range.high;
    view.pts = at.frame->pts;
    view.frameIndex = at.index + 1;
    view.frameCount = at.count;
    return view;
}

QString tapTitle(const model::TapPoint& point) {
    return ui::tapTitle(QString::fromUtf8(model::tapName(point.tap).data()));
}

QString mapTitle(const model::TapPoint& point, int channel, int channels) {
    const QString part = channel < 0
                             ? MapPictureText::tr("mean of %1 channels").arg(channels)
                             : MapPictureText::tr("channel %1 of %2").arg(channel).arg(channels);
    return QString::fromStdString(point.block) + " · " + tapTitle(point) + " · " + part;
}

}  // namespace handscope::app
