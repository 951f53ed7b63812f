// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/FlowPage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/inspect/maps/MapCell.h"
#include "ui/inspect/maps/MapRow.h"

namespace handscope::ui {
namespace {

constexpr int kWheelSize = 44;

/// The frame as a picture of its own: nothing lies over it.
MapImage frameAlone(const MapImage& map) {
    MapImage picture;
    picture.colours = map.frame;
    picture.square = QRectF(map.frame.rect());
    return picture;
}

/// The flow hides the part of the frame that it is of: its brightness means speed.
MapImage flowAlone(const FlowPictures& pictures) {
    MapImage picture;
    if (pictures.flow.isNull()) {
        return picture;
    }
    picture.frame = pictures.map.frame;
    picture.square = pictures.flowPart.isEmpty() ? QRectF(picture.frame.rect()) : pictures.flowPart;
    picture.colours = pictures.flow;
    picture.values = pictures.speeds;
    picture.width = pictures.width;
    picture.height = pictures.height;
    return picture;
}

}  // namespace

FlowPage::FlowPage(QWidget* parent)
    : QWidget(parent),
      row_(new MapRow(QStringLiteral("stage.flow"),
                      {tr("Frame"), tr("Optical flow"), tr("CMM of the frame")}, this)),
      wheel_(new QLabel(this)),
      wheelText_(new QLabel(this)) {
    row_->column(1)->view()->setPlaceholder(
        tr("This frame has no flow: the other frame is not in the window."));
    wheel_->setObjectName(QStringLiteral("stage.flow.wheel"));
    wheel_->setAccessibleName(tr("Wheel of directions"));
    wheel_->setFixedSize(kWheelSize, kWheelSize);
    wheel_->setScaledContents(true);
    wheelText_->setObjectName(QStringLiteral("stage.flow.wheelText"));
    wheelText_->setAccessibleName(tr("What the colours of the flow mean"));
    wheelText_->setTextFormat(Qt::PlainText);
    wheelText_->setWordWrap(true);
    auto* legend = new QHBoxLayout;
    legend->setSpacing(8);
    legend->addWidget(wheel_);
    legend->addWidget(wheelText_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(row_, 1);
    layout->addLayout(legend);
    showFlow({});
}

void FlowPage::showFlow(const FlowPictures& pictures) {
    pictures_ = pictures;
    const MapImage& map = pictures.map;
    const bool shown = !isEmpty();
    row_->column(0)->setMap(frameAlone(map), shown ? frameText(map) : QString());
    row_->column(1)->setMap(flowAlone(pictures),
                            shown ? tr("Optical flow, pixels a step") : QString());
    row_->column(2)->setMap(map, map.title);
    showWheel();
}

void FlowPage::showWheel() {
    const bool shown = !isEmpty() && !pictures_.flow.isNull() && !pictures_.wheel.isNull();
    wheel_->setVisible(shown);
    wheelText_->setVisible(shown);
    if (!shown) {
        return;
    }
    wheel_->setPixmap(QPixmap::fromImage(pictures_.wheel.mirrored(mirrored_, false)));
    wheelText_->setText(
        tr("The hue is the direction of motion, as on the wheel; its strength is the speed, at "
           "most %1 pixels a step.")
            .arg(QString::number(pictures_.largestSpeed, 'f', 1)));
    wheel_->setToolTip(wheelText_->text());
}

void FlowPage::setOpacity(double opacity) {
    // The frame has nothing over it, and the flow nothing that could be seen through it.
    row_->setOpacity(1.0);
    row_->column(2)->view()->setOpacity(opacity);
}

void FlowPage::setSmooth(bool smooth) {
    row_->column(2)->view()->setSmooth(smooth);
}

void FlowPage::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
    row_->setMirrored(mirrored);
    showWheel();
}

}  // namespace handscope::ui
