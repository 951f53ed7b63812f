// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FrameConverter.h"

#include <cmath>
#include <cstring>
#include <new>
#include <opencv2/core.hpp>
#include <string>

extern "C" {
#include <libavutil/hwcontext.h>
#include <libavutil/pixdesc.h>
}

#include "capture/CaptureError.h"

namespace handscope::capture {
namespace {

constexpr double kMaxAspectRatio = 8.0;
constexpr int kRowAlignment = 64;

/// The "yuvj" formats are the plain ones at full range; swscale wants to be told so.
AVPixelFormat withoutRange(AVPixelFormat format) {
    switch (format) {
        case AV_PIX_FMT_YUVJ411P:
            return AV_PIX_FMT_YUV411P;
        case AV_PIX_FMT_YUVJ420P:
            return AV_PIX_FMT_YUV420P;
        case AV_PIX_FMT_YUVJ422P:
            return AV_PIX_FMT_YUV422P;
        case AV_PIX_FMT_YUVJ440P:
            return AV_PIX_FMT_YUV440P;
        case AV_PIX_FMT_YUVJ444P:
            return AV_PIX_FMT_YUV444P;
        default:
            return format;
    }
}

/// FFmpeg passes some numbers of a file on in its enums unchecked; as an enum such a value must not
/// even be read.
template <typename Enum>
int numberOf(const Enum& value) {
    static_assert(sizeof(Enum) == sizeof(int));
    int number = 0;
    std::memcpy(&number, &value, sizeof number);
    return number;
}

int matrixOf(const AVFrame& picture) {
    switch (numberOf(picture.colorspace)) {
        case AVCOL_SPC_BT709:
            return SWS_CS_ITU709;
        case AVCOL_SPC_FCC:
            return SWS_CS_FCC;
        case AVCOL_SPC_BT470BG:
        case AVCOL_SPC_SMPTE170M:
            return SWS_CS_ITU601;
        case AVCOL_SPC_SMPTE240M:
            return SWS_CS_SMPTE240M;
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL:
            return SWS_CS_BT2020;
        default:
            return picture.width > 1024 || picture.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    }
}

cv::Mat upright(cv::Mat picture, Orientation orientation) {
    if (orientation.mirrored) {
        cv::Mat mirrored;
        cv::flip(picture, mirrored, 1);
        picture = mirrored;
    }
    constexpr int kCodes[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                              cv::ROTATE_90_COUNTERCLOCKWISE};
    if (orientation.clockwiseQuarterTurns > 0) {
        cv::Mat turned;
        cv::rotate(picture, turned, kCodes[orientation.clockwiseQuarterTurns - 1]);
        picture = turned;
    }
    return picture;
}

[[noreturn]] void refusePicture(const std::string& what) {
    throw CaptureError("A picture cannot be converted to RGB: " + what + ".",
                       "Expected a common pixel format and size.",
                       "Convert the video, for example to H.264 with 4:2:0 pixels.");
}

/// A picture that lies in a device's memory, as a grabbed screen may, in this process's.
PictureHandle fetched(const AVFrame& picture) {
    PictureHandle here(av_frame_alloc());
    if (!here) {
        throw std::bad_alloc();
    }
    int code = av_hwframe_transfer_data(here.get(), &picture, 0);
    code = code < 0 ? code : av_frame_copy_props(here.get(), &picture);
    if (code < 0) {
        refusePicture("it cannot be fetched from the device (" + ffmpegErrorText(code) + ")");
    }
    return here;
}

/// Without colour, where nothing told is the full range (as swscale takes it by itself): JPEG and
/// infrared cameras say nothing of it.
bool isGrey(AVPixelFormat format) {
    const AVPixFmtDescriptor* const kind = av_pix_fmt_desc_get(format);
    constexpr std::uint64_t kColoured = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL;
    return kind != nullptr && kind->nb_components <= 2 && (kind->flags & kColoured) == 0 &&
           kind->comp[0].depth >= 8 && kind->comp[0].depth <= 16;
}

}  // namespace

PictureSize squarePixelSize(PictureSize coded, AVRational sampleAspectRatio) {
    if (sampleAspectRatio.num <= 0 || sampleAspectRatio.den <= 0) {
        return coded;
    }
    const double ratio = av_q2d(sampleAspectRatio);
    if (ratio > kMaxAspectRatio || ratio < 1.0 / kMaxAspectRatio) {
        return coded;
    }
    PictureSize square = coded;
    if (ratio > 1.0) {
        square.width = static_cast<int>(std::lround(coded.width * ratio));
    } else {
        square.height = static_cast<int>(std::lround(coded.height / ratio));
    }
    const bool huge = static_cast<std::int64_t>(square.width) * square.height > kMaxPixels;
    return huge ? coded : square;
}

FrameConverter::Shape FrameConverter::shapeOf(const AVFrame& picture,
                                              AVRational sampleAspectRatio) {
    const auto told = static_cast<AVPixelFormat>(picture.format);
    const AVPixelFormat plain = withoutRange(told);
    Shape shape;
    shape.from = {picture.width, picture.height};
    shape.to = squarePixelSize(shape.from, sampleAspectRatio);
    shape.format = plain;
    shape.matrix = matrixOf(picture);
    const int range = numberOf(picture.color_range);
    shape.fullRange =
        plain != told || range == AVCOL_RANGE_JPEG || (isGrey(plain) && range != AVCOL_RANGE_MPEG);
    return shape;
}

void FrameConverter::prepare(const Shape& shape) {
    if (scaler_ && shape == shape_) {
        return;
    }
    const auto format = static_cast<AVPixelFormat>(shape.format);
    if (shape.from.width <= 0 || shape.from.height <= 0 || sws_isSupportedInput(format) == 0) {
        const char* name = av_get_pix_fmt_name(format);
        refusePicture(std::to_string(shape.from.width) + "×" + std::to_string(shape.from.height) +
                      " pixels of format '" + (name != nullptr ? name : "unknown") + "'");
    }
    constexpr int kQuality = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;
    scaler_.reset(sws_getContext(shape.from.width, shape.from.height, format, shape.to.width,
                                 shape.to.height, AV_PIX_FMT_RGB24, kQuality, nullptr, nullptr,
                                 nullptr));
    if (!scaler_) {
        refusePicture("FFmpeg has no scaler for it");
    }
    // Fails for RGB sources alone, which need no matrix.
    constexpr int kUnit = 1 << 16;
    sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(shape.matrix),
                             shape.fullRange ? 1 : 0, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
                             kUnit, kUnit);
    rgb_.reset(av_frame_alloc());
    if (!rgb_) {
        throw std::bad_alloc();
    }
    rgb_->format = AV_PIX_FMT_RGB24;
    rgb_->width = shape.to.width;
    rgb_->height = shape.to.height;
    if (av_frame_get_buffer(rgb_.get(), kRowAlignment) < 0) {
        throw std::bad_alloc();
    }
    shape_ = shape;
}

RgbPicture FrameConverter::convert(const AVFrame& picture, AVRational sampleAspectRatio,
                                   Orientation orientation) {
    if (picture.hw_frames_ctx != nullptr) {
        return convert(*fetched(picture), sampleAspectRatio, orientation);
    }
    prepare(shapeOf(picture, sampleAspectRatio));
    const int rows = sws_scale(scaler_.get(), picture.data, picture.linesize, 0, picture.height,
                               rgb_->data, rgb_->linesize);
    if (rows < 0) {
        refusePicture(ffmpegErrorText(rows));
    }
    const cv::Mat scaled(rgb_->height, rgb_->width, CV_8UC3, rgb_->data[0],
                         static_cast<std::size_t>(rgb_->linesize[0]));
    const cv::Mat turned = upright(scaled, orientation);
    RgbPicture result;
    result.size = {turned.cols, turned.rows};
    result.pixels.resize(turned.total() * turned.elemSize());
    turned.copyTo(cv::Mat(turned.rows, turned.cols, CV_8UC3, result.pixels.data()));
    return result;
}

}  // namespace handscope::capture
