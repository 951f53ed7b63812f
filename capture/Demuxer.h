// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "capture/FfmpegHandles.h"
#include "capture/FrameSource.h"
#include "capture/Interruption.h"
#include "capture/SourceAddress.h"
#include "capture/StandardInput.h"

namespace handscope::capture {

/// Opens an input and gives the packets of one video stream: the first that is moving pictures, can
/// be decoded and is marked as the default, as far as there is one.
///
/// Owns the AVFormatContext. Does not decode. One thread at a time, except wake().
class Demuxer {
public:
    enum class Outcome {
        Packet,
        End,  ///< of the input, or of what can be read of it: see failure()
        Interrupted,
    };

    /// Blocks until the stream's shape is known. `interruption` must outlive this.
    /// Throws CaptureError: cannot be opened, a demuxer or protocol not allowed, no video stream,
    /// called off;
    /// SourceOptionError: an option that the input does not know, or a value that it does not take.
    Demuxer(const std::string& name, const SourceAddress& address, const SourceOptions& options,
            Interruption& interruption);

    /// Blocks for the next packet of the video stream.
    Outcome read(AVPacket& packet);

    /// Why the input ended, where that was not its ordinary end.
    const std::optional<CaptureError>& failure() const noexcept { return failure_; }

    /// Moves to a key frame at or before `seconds` as far as the index knows; false if it cannot.
    bool seek(double seconds);
    /// Moves to the first packet; false if it cannot.
    bool rewind();
    bool seekable() const noexcept;
    /// False for a raw stream, where only rewind() finds a place.
    bool hasTimestamps() const noexcept;

    /// Wakes a read() that waits for standard input. Any thread.
    void wake() noexcept;

    AVFormatContext& context() noexcept { return *context_; }
    AVStream& stream() noexcept { return *stream_; }
    const AVStream& stream() const noexcept { return *stream_; }

private:
    using OpenCallback = decltype(AVFormatContext::io_open);
    /// Lets a self-contained demuxer open the file that it was made for, and no second one.
    struct OpenGuard {
        OpenCallback open = nullptr;
        bool used = false;
    };

    std::string name_;
    Interruption& interruption_;
    std::unique_ptr<StandardInput> standardInput_;
    std::unique_ptr<OpenGuard> openGuard_;
    FormatContextHandle context_;
    AVStream* stream_ = nullptr;
    std::optional<CaptureError> failure_;

    void open(const SourceAddress& address, const SourceOptions& options);
    void configure(const SourceAddress& address, const SourceOptions& options);
    bool timesFrames() const;
    void timeByArrival();
    void chooseStream();
    [[noreturn]] void refuse(int code, const SourceAddress& address) const;
    CaptureError broken(int code) const;
};

}  // namespace handscope::capture
