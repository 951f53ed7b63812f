// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "capture/FfmpegHandles.h"
#include "capture/Orientation.h"

namespace handscope::capture {

/// Width and height in pixels.
struct PictureSize {
    int width = 0;
    int height = 0;
    bool operator==(const PictureSize&) const = default;
};

/// A header that claims more is a lie; 8K pictures have 33 million.
inline constexpr std::int64_t kMaxPixels = 64LL * 1024 * 1024;

/// The size at which a picture has square pixels; the shorter-sampled side grows, so that nothing
/// is lost. A ratio that is unknown, absurd or makes the picture huge leaves the size alone.
PictureSize squarePixelSize(PictureSize coded, AVRational sampleAspectRatio);

/// An upright picture with square pixels: RGB, 8 bits a channel, rows packed.
struct RgbPicture {
    PictureSize size;
    std::vector<std::uint8_t> pixels;
};

/// Makes decoded pictures upright RGB with square pixels, by the colour matrix and range that they
/// carry. A picture without a matrix counts as BT.709 when wider than 1024 or higher than 576
/// pixels, else as BT.601, as players do.
///
/// Owns the scaler, which is made anew when size, format or colours change. One thread.
class FrameConverter {
public:
    /// Throws CaptureError for a picture that FFmpeg cannot convert.
    RgbPicture convert(const AVFrame& picture, AVRational sampleAspectRatio,
                       Orientation orientation);

private:
    struct Shape {
        PictureSize from;
        PictureSize to;
        int format = -1;
        int matrix = 0;
        bool fullRange = false;
        bool operator==(const Shape&) const = default;
    };

    Shape shape_;
    ScalerHandle scaler_;
    PictureHandle rgb_;  ///< padded rows: the scaler's vector code writes past the end of a row

    static Shape shapeOf(const AVFrame& picture, AVRational sampleAspectRatio);
    void prepare(const Shape& shape);
};

}  // namespace handscope::capture
