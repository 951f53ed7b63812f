// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Decoder.h"

#include <new>
#include <string>

#include "capture/CaptureError.h"
#include "capture/FrameConverter.h"

namespace handscope::capture {
namespace {
/// More errors than this in a row, without a packet between them, and the decoder is stuck:
/// FFmpeg's frame threads report at most one each.
constexpr int kMaxErrorsInARow = 64;
}  // namespace

Decoder::Decoder(const AVStream& stream, int threads, bool lowDelay) {
    const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
    if (codec == nullptr) {
        throw CaptureError("This FFmpeg cannot decode '" +
                               std::string(avcodec_get_name(stream.codecpar->codec_id)) + "'.",
                           "Expected video such as H.264, HEVC, AV1 or VP9.",
                           "Convert the file, or install an FFmpeg with that decoder.");
    }
    context_.reset(avcodec_alloc_context3(codec));
    if (!context_ || avcodec_parameters_to_context(context_.get(), stream.codecpar) < 0) {
        throw std::bad_alloc();
    }
    context_->pkt_timebase = stream.time_base;
    context_->max_pixels = kMaxPixels;
    context_->thread_count = threads;
    context_->thread_type = lowDelay ? FF_THREAD_SLICE : FF_THREAD_FRAME | FF_THREAD_SLICE;
    if (const int code = avcodec_open2(context_.get(), codec, nullptr); code < 0) {
        throw CaptureError("The decoder '" + std::string(codec->name) +
                               "' cannot start: " + ffmpegErrorText(code) + ".",
                           "Expected a stream with valid parameters.",
                           "Check that the file is complete.");
    }
}

Decoder::Outcome Decoder::receive(AVFrame& picture) {
    for (int errors = 0; errors < kMaxErrorsInARow; ++errors) {
        const int code = avcodec_receive_frame(context_.get(), &picture);
        if (code >= 0) {
            return Outcome::Picture;
        }
        if (code == AVERROR_EOF) {
            return Outcome::End;
        }
        if (code == AVERROR(EAGAIN)) {
            // A decoder that was told the end and yet asks for more has nothing left.
            return draining_ ? Outcome::End : Outcome::NeedsPacket;
        }
        ++corruptPackets_;  // a decoder with frame threads reports the packet here, some calls late
    }
    return draining_ ? Outcome::End : Outcome::NeedsPacket;
}

void Decoder::send(const AVPacket* packet) {
    draining_ = packet == nullptr;
    if (packet != nullptr) {
        ++packets_;
        if (packet->size == 0) {
            return;  // "nothing new to show"; the decoder would take it for the end
        }
    }
    const int code = avcodec_send_packet(context_.get(), packet);
    if (code < 0 && code != AVERROR_EOF) {
        ++corruptPackets_;
    }
}

void Decoder::flush() {
    avcodec_flush_buffers(context_.get());
    draining_ = false;
}

}  // namespace handscope::capture
