// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

namespace handscope::capture {

struct FormatContextDeleter {
    void operator()(AVFormatContext* context) const noexcept { avformat_close_input(&context); }
};
using FormatContextHandle = std::unique_ptr<AVFormatContext, FormatContextDeleter>;

struct OutputContextDeleter {
    void operator()(AVFormatContext* context) const noexcept { avformat_free_context(context); }
};
/// What writes a file; it leaves the bytes' way to the disk (`pb`) to its owner.
using OutputContextHandle = std::unique_ptr<AVFormatContext, OutputContextDeleter>;

struct CodecContextDeleter {
    void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
using CodecContextHandle = std::unique_ptr<AVCodecContext, CodecContextDeleter>;

struct PacketDeleter {
    void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using PacketHandle = std::unique_ptr<AVPacket, PacketDeleter>;

struct PictureDeleter {
    void operator()(AVFrame* picture) const noexcept { av_frame_free(&picture); }
};
/// A decoder's or encoder's picture; our own `Frame` is what it becomes or was.
using PictureHandle = std::unique_ptr<AVFrame, PictureDeleter>;

struct ScalerDeleter {
    void operator()(SwsContext* scaler) const noexcept { sws_freeContext(scaler); }
};
using ScalerHandle = std::unique_ptr<SwsContext, ScalerDeleter>;

struct IoContextDeleter {
    void operator()(AVIOContext* context) const noexcept {
        av_freep(&context->buffer);
        avio_context_free(&context);
    }
};
using IoContextHandle = std::unique_ptr<AVIOContext, IoContextDeleter>;

struct DictionaryDeleter {
    void operator()(AVDictionary* dictionary) const noexcept { av_dict_free(&dictionary); }
};
using DictionaryHandle = std::unique_ptr<AVDictionary, DictionaryDeleter>;

struct AvFree {
    void operator()(void* memory) const noexcept { av_free(memory); }
};
/// Text that FFmpeg allocated.
using AvText = std::unique_ptr<char, AvFree>;

/// FFmpeg's own words for one of its error codes.
inline std::string ffmpegErrorText(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return text;
}

}  // namespace handscope::capture
