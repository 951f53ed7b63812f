// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

#include "capture/FfmpegHandles.h"

namespace handscope::capture {

/// Turns packets of one stream into pictures.
///
/// Owns the AVCodecContext. A packet that the decoder refuses is counted and left behind. One
/// thread decodes; any thread may read the counts.
class Decoder {
public:
    enum class Outcome { Picture, NeedsPacket, End };

    /// `threads`: 0 lets FFmpeg choose. `lowDelay`: no picture is held back to keep threads busy.
    /// Throws CaptureError when FFmpeg has no decoder for the stream.
    Decoder(const AVStream& stream, int threads, bool lowDelay);

    /// After send(nullptr): the pictures still held, then End.
    Outcome receive(AVFrame& picture);
    /// Takes a packet, or nullptr at the end of the stream. To be called after NeedsPacket.
    void send(const AVPacket* packet);
    /// Forgets what is held, as after a seek; decoding may go on even after End.
    void flush();

    const char* codecName() const noexcept { return context_->codec->name; }
    std::int64_t packets() const noexcept { return packets_; }
    std::int64_t corruptPackets() const noexcept { return corruptPackets_; }

private:
    CodecContextHandle context_;
    bool draining_ = false;
    std::atomic<std::int64_t> packets_{0};
    std::atomic<std::int64_t> corruptPackets_{0};
};

}  // namespace handscope::capture
