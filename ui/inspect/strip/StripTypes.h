// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace handscope::ui {

/// A small picture of the video at a moment; all of a strip have one size.
struct StripThumbnail {
    double seconds = 0.0;
    QImage picture;
};

}  // namespace handscope::ui
