// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/VideoEncoder.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <vector>

extern "C" {
#include <libavutil/opt.h>
}

namespace handscope::capture {
namespace {

constexpr int kKeySeconds = 2;
/// Key frames are asked for by time; the encoder's own distance, in frames, must not be shorter.
constexpr int kMostFramesToKey = 600;
constexpr int kNominalRate = 30;

int evenSize(int size) {
    return size + size % 2;
}

/// A size at which players that find no matrix in a file take BT.709 for granted.
bool isHighDefinition(int width, int height) {
    return width > 1024 || height > 576;
}

/// The quantiser of MPEG-4 part 2 whose steps are as wide as H.264's.
int mpeg4Quantiser(int quality) {
    constexpr double kFinestStep = 0.3125;
    return std::clamp(static_cast<int>(std::lround(kFinestStep * std::exp2(quality / 6.0))), 1, 31);
}

void setQuality(AVCodecContext& context, const VideoWriterOptions& options) {
    if (std::strcmp(context.codec->name, "libx264") == 0) {
        av_opt_set(context.priv_data, "preset", "veryfast", 0);
        av_opt_set_double(context.priv_data, "crf", options.quality, 0);
        av_opt_set_int(context.priv_data, "forced-idr", 1, 0);
        return;
    }
    if (context.codec_id == AV_CODEC_ID_MPEG4) {
        context.flags |= AV_CODEC_FLAG_QSCALE;
        context.global_quality = FF_QP2LAMBDA * mpeg4Quantiser(options.quality);
        return;
    }
    // Encoders that know no constant quality are given the bits that x264 would take or so.
    constexpr double kBitsAPixel = 0.12;
    constexpr int kUsualQuality = 23;
    context.bit_rate =
        static_cast<std::int64_t>(kBitsAPixel * kNominalRate * context.width * context.height *
                                  std::exp2((kUsualQuality - options.quality) / 6.0));
}

std::vector<const AVCodec*> candidates(const VideoWriterOptions& options,
                                       const AVOutputFormat& container) {
    std::vector<const AVCodec*> codecs;
    const auto add = [&](const AVCodec* codec) {
        if (codec != nullptr && codec->type == AVMEDIA_TYPE_VIDEO &&
            avformat_query_codec(&container, codec->id, FF_COMPLIANCE_NORMAL) == 1 &&
            std::ranges::find(codecs, codec) == codecs.end()) {
            codecs.push_back(codec);
        }
    };
    if (!options.encoder.empty()) {
        add(avcodec_find_encoder_by_name(options.encoder.c_str()));
        return codecs;
    }
    for (const char* const name : {"libx264", "libopenh264"}) {
        add(avcodec_find_encoder_by_name(name));
    }
    for (const AVCodecID id : {AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4, AV_CODEC_ID_FFV1}) {
        add(avcodec_find_encoder(id));
    }
    return codecs;
}

void require(int result, const char* what) {
    if (result < 0) {
        throw CaptureError(
            std::string("A picture cannot be ") + what + ": " + ffmpegErrorText(result) + ".",
            "Expected the encoder to take every picture of its size.",
            "Choose another quality or format.");
    }
}

}  // namespace

VideoEncoder::VideoEncoder(int width, int height, const VideoWriterOptions& options,
                           const AVOutputFormat& container)
    : width_(width),
      height_(height),
      matrix_(isHighDefinition(evenSize(width), evenSize(height)) ? SWS_CS_ITU709 : SWS_CS_ITU601) {
    open(options, container);
    prepareScaler();
}

void VideoEncoder::open(const VideoWriterOptions& options, const AVOutputFormat& container) {
    const bool globalHeader = (container.flags & AVFMT_GLOBALHEADER) != 0;
    for (const AVCodec* const codec : candidates(options, container)) {
        if ((context_ = opened(*codec, options, globalHeader))) {
            return;
        }
    }
    const std::string asked =
        options.encoder.empty() ? "" : " The encoder '" + options.encoder + "' was asked for.";
    throw CaptureError("FFmpeg has no encoder that can write " + std::to_string(width_) + "×" +
                           std::to_string(height_) + " pixels as " + container.name + "." + asked,
                       "Expected H.264 (libx264) or MPEG-4.",
                       "Install an FFmpeg with libx264, or write an .mkv.");
}

CodecContextHandle VideoEncoder::opened(const AVCodec& codec, const VideoWriterOptions& options,
                                        bool globalHeader) const {
    CodecContextHandle context(avcodec_alloc_context3(&codec));
    if (!context) {
        throw std::bad_alloc();
    }
    context->width = evenSize(width_);
    context->height = evenSize(height_);
    context->pix_fmt = AV_PIX_FMT_YUV420P;
    context->time_base = {1, kTicksASecond};
    context->framerate = {kNominalRate, 1};  // for the level alone: times decide
    context->gop_size = kMostFramesToKey;
    context->max_b_frames = 0;
    context->thread_count = options.threads;
    context->color_range = AVCOL_RANGE_MPEG;
    context->colorspace = matrix_ == SWS_CS_ITU709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    context->color_primaries = AVCOL_PRI_BT709;
    context->color_trc = AVCOL_TRC_BT709;
    if (globalHeader) {
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    setQuality(*context, options);
    return avcodec_open2(context.get(), &codec, nullptr) >= 0 ? std::move(context) : nullptr;
}

void VideoEncoder::prepareScaler() {
    constexpr int kConversion = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP;
    const int width = context_->width;
    const int height = context_->height;
    scaler_.reset(sws_getContext(width, height, AV_PIX_FMT_RGB24, width, height, context_->pix_fmt,
                                 kConversion, nullptr, nullptr, nullptr));
    picture_.reset(av_frame_alloc());
    if (!scaler_ || !picture_) {
        throw std::bad_alloc();
    }
    constexpr int kUnit = 1 << 16;
    sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(SWS_CS_DEFAULT), 1,
                             sws_getCoefficients(matrix_), 0, 0, kUnit, kUnit);
}

const std::uint8_t* VideoEncoder::evenPixels(const Frame& frame) {
    const std::size_t from = frame.stride();
    const std::size_t to = static_cast<std::size_t>(context_->width) * 3;
    if (width_ == context_->width && height_ == context_->height) {
        return frame.pixels.data();
    }
    padded_.resize(to * static_cast<std::size_t>(context_->height));
    for (int y = 0; y < context_->height; ++y) {
        const std::uint8_t* const source =
            frame.pixels.data() + static_cast<std::size_t>(std::min(y, height_ - 1)) * from;
        std::uint8_t* const target = padded_.data() + static_cast<std::size_t>(y) * to;
        std::copy_n(source, from, target);
        if (to > from) {
            std::copy_n(source + from - 3, 3, target + from);
        }
    }
    return padded_.data();
}

void VideoEncoder::send(const Frame& frame, std::int64_t ticks) {
    // A new buffer where the encoder still holds the one before.
    av_frame_unref(picture_.get());
    picture_->format = context_->pix_fmt;
    picture_->width = context_->width;
    picture_->height = context_->height;
    picture_->color_range = context_->color_range;
    picture_->colorspace = context_->colorspace;
    picture_->color_primaries = context_->color_primaries;
    picture_->color_trc = context_->color_trc;
    if (av_frame_get_buffer(picture_.get(), 0) < 0) {
        throw std::bad_alloc();
    }
    const std::uint8_t* const pixels = evenPixels(frame);
    const int stride = context_->width * 3;
    require(sws_scale(scaler_.get(), &pixels, &stride, 0, context_->height, picture_->data,
                      picture_->linesize),
            "converted");
    picture_->pts = ticks;
    const bool key = ticks >= nextKeyTicks_;
    if (key) {
        nextKeyTicks_ = ticks + std::int64_t{kKeySeconds} * kTicksASecond;
    }
    picture_->pict_type = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    require(avcodec_send_frame(context_.get(), picture_.get()), "encoded");
}

void VideoEncoder::end() {
    require(avcodec_send_frame(context_.get(), nullptr), "encoded");
}

bool VideoEncoder::receive(AVPacket& packet) {
    const int result = avcodec_receive_packet(context_.get(), &packet);
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) {
        return false;
    }
    require(result, "encoded");
    return true;
}

}  // namespace handscope::capture
