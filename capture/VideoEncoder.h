// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/FfmpegHandles.h"
#include "capture/Frame.h"
#include "capture/VideoWriter.h"

namespace handscope::capture {

/// Turns RGB frames into packets of one video stream.
///
/// Owns the encoder, the scaler and the picture between them. Frames come in the order of their
/// ticks and packets leave in the same order: no picture is stored before an earlier one. A key
/// frame stands every two seconds of video. One thread.
class VideoEncoder {
public:
    static constexpr int kTicksASecond = 60000;  ///< whole periods of all common frame rates

    /// `container` must be able to hold the encoder's stream. Throws CaptureError when no encoder
    /// opens.
    VideoEncoder(int width, int height, const VideoWriterOptions& options,
                 const AVOutputFormat& container);

    /// `ticks` later than the frame before.
    void send(const Frame& frame, std::int64_t ticks);
    /// No more frames come: the packets that are left follow.
    void end();
    /// False when a frame, or the end, is needed first.
    bool receive(AVPacket& packet);

    const AVCodecContext& context() const noexcept { return *context_; }
    const char* name() const noexcept { return context_->codec->name; }

private:
    int width_;  ///< of the frames; the video's is even
    int height_;
    int matrix_;  ///< swscale's number of the colour matrix
    CodecContextHandle context_;
    ScalerHandle scaler_;
    PictureHandle picture_;
    std::vector<std::uint8_t> padded_;  ///< a frame of odd size with its edge repeated
    std::int64_t nextKeyTicks_ = 0;

    void open(const VideoWriterOptions& options, const AVOutputFormat& container);
    CodecContextHandle opened(const AVCodec& codec, const VideoWriterOptions& options,
                              bool globalHeader) const;
    void prepareScaler();
    const std::uint8_t* evenPixels(const Frame& frame);
};

}  // namespace handscope::capture
