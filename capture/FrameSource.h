// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "capture/CaptureError.h"
#include "capture/Frame.h"

namespace handscope::capture {

/// What a source says of itself once it is open.
struct SourceDescription {
    std::string address;  ///< as it was asked for
    std::string format;  ///< FFmpeg's name of the demuxer or device, such as "mov,mp4,…" or "v4l2"
    std::string codec;   ///< FFmpeg's name of the decoder
    int width = 0;       ///< of the frames delivered: upright, square pixels
    int height = 0;
    double frameRate = 0.0;                 ///< nominal frames a second; 0 when unknown or variable
    std::optional<double> startSeconds;     ///< PTS of the first frame, where the container says so
    std::optional<double> durationSeconds;  ///< where the container says so
    std::optional<double> streamSeconds;    ///< the same of the video alone, without longer sound
    bool live = false;  ///< a device or stream: it sets the pace itself and cannot be paused
    bool seekable = false;
};

/// What went by while decoding.
struct DecodeCounts {
    std::int64_t packets = 0;  ///< of the chosen video stream
    std::int64_t corruptPackets =
        0;                    ///< refused by the decoder; their frames are lost, the run goes on
    std::int64_t frames = 0;  ///< delivered by read()
};

/// How a source is opened.
struct SourceOptions {
    /// FFmpeg options for the demuxer or device ("video_size", "framerate", …).
    std::map<std::string, std::string> formatOptions;
    /// Protocols that FFmpeg may open, beside those that the address itself asks for by its scheme.
    std::vector<std::string> extraProtocols;
    /// Lets playlists and other demuxers that open further files run (concat, hls, image2, …).
    bool allowNestedFiles = false;
    /// Standard input is a camera's pipe: its pictures are shown as they come, none is waited for.
    bool live = false;
    /// Threads for the decoder; 0 lets FFmpeg choose.
    int decoderThreads = 0;
    /// Calls an attempt to open it off: what waits for an answer then ends soon, with a
    /// CaptureError (a look-up of a name alone takes its time). Nothing to a source that is open.
    std::stop_token stop{};
};

/// Gives the frames of one camera, file, screen or stream in presentation order.
///
/// Owns the FFmpeg contexts. Does not pace, queue or drop: read() gives every decodable frame as
/// fast as the source allows (CaptureThread paces and queues). One thread calls read() and seek();
/// any thread may call interrupt(), counts() and description().
class FrameSource {
public:
    virtual ~FrameSource() = default;

    virtual const SourceDescription& description() const noexcept = 0;

    /// Blocks for the next frame; nullptr at the end of the source, or after interrupt().
    /// Throws CaptureError when the source breaks beyond a corrupt packet (unplugged, I/O error).
    virtual FramePtr read() = 0;

    /// Moves so that the next frame read is the last one at or before `seconds` (in PTS); that
    /// frame carries `discontinuity`. Before the first frame means the first frame. Throws
    /// CaptureError where the source cannot seek.
    virtual void seek(double seconds) = 0;

    /// Makes a blocked read() return nullptr soon, and every later one at once. Any thread.
    virtual void interrupt() noexcept = 0;

    virtual DecodeCounts counts() const noexcept = 0;
};

/// Opens a source. `address` is a file's path, "v4l2:/dev/video0", "x11grab::99.0+10,20", another
/// of FFmpeg's devices with its address (videoInputDevices()), "lavfi:testsrc=size=64x48:rate=15",
/// a URL whose protocol is known to be safe for video ("rtsp://", "rtmp://", "http://", "https://",
/// "udp://", "tcp://"), or "-" for standard input.
/// Blocks until the first frame's shape is known; `options.stop` ends that sooner.
/// Throws CaptureError: no such file, no video stream, a demuxer or protocol that is not allowed, …
/// and SourceOptionError for options that the source does not take.
std::unique_ptr<FrameSource> openSource(const std::string& address,
                                        const SourceOptions& options = {});

}  // namespace handscope::capture
