// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>

#include "capture/Decoder.h"
#include "capture/Demuxer.h"
#include "capture/FrameConverter.h"
#include "capture/FrameSource.h"
#include "capture/Interruption.h"
#include "capture/PtsRepair.h"

namespace handscope::capture {

/// FrameSource over FFmpeg: demuxes, decodes, gives every picture a PTS and converts it.
/// Owns the whole chain. Threads as FrameSource says.
class FfmpegSource : public FrameSource {
public:
    /// As openSource().
    FfmpegSource(const std::string& address, const SourceOptions& options);

    const SourceDescription& description() const noexcept override { return description_; }
    FramePtr read() override;
    void seek(double seconds) override;
    void interrupt() noexcept override;
    DecodeCounts counts() const noexcept override;

private:
    struct Decoded {
        PictureHandle picture;
        FrameTime time;
    };

    SourceAddress parsed_;
    Interruption interruption_;
    Demuxer demuxer_;
    Decoder decoder_;
    FrameConverter converter_;
    SourceDescription description_;
    double framePeriod_;
    PtsRepair ptsRepair_;
    Orientation streamOrientation_;
    PacketHandle packet_;
    std::deque<Decoded> ready_;  ///< decoded by a seek, to be read next; two at most
    bool breakPending_ = false;  ///< the next frame read is the first after a seek
    std::int64_t epoch_ = 0;     ///< of the last frame
    bool keyFrameWanted_ = false;
    std::atomic<std::int64_t> frames_{0};

    void describe(const std::string& address);
    std::optional<Decoded> decodeNext();
    void feedDecoder();
    FrameTime timeOf(const AVFrame& picture);
    FramePtr publish(const Decoded& decoded);
    void restartDecoding(double expectedStart, bool keyFrameWanted);
    bool decodeUpTo(double seconds, bool startIsKnown);
};

}  // namespace handscope::capture
