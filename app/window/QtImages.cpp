// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/QtImages.h"

#include <memory>

namespace handscope::app {

QImage toImage(const capture::FramePtr& frame) {
    auto keeper = std::make_unique<capture::FramePtr>(frame);
    const QImage image(
        frame->pixels.data(), frame->width, frame->height, static_cast<qsizetype>(frame->stride()),
        QImage::Format_RGB888, [](void* kept) { delete static_cast<capture::FramePtr*>(kept); },
        keeper.get());
    if (!image.isNull()) {
        keeper.release();  // the image's clean-up owns it now
    }
    return image;
}

QImage toImage(const RgbImage& image) {
    return QImage(image.pixels.data(), image.width, image.height,
                  static_cast<qsizetype>(image.width) * 3, QImage::Format_RGB888)
        .copy();
}

}  // namespace handscope::app
