// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "capture/CaptureError.h"
#include "capture/Frame.h"

namespace handscope::capture {

/// What becomes of a video whose writing does not come to its end.
enum class UnfinishedVideo {
    /// Written as `FILE.part`, which goes with the writer; FILE appears whole or not at all.
    Removed,
    /// Written under its own name, which must be new, from the start: whatever happens, a kill
    /// included, what has been written stays and can be read.
    Kept,
};

struct VideoWriterOptions {
    /// As x264's constant rate factor: 0 is without loss but for the colours' 4:2:0, 18 looks like
    /// the original, 51 is worst.
    int quality = 20;
    UnfinishedVideo unfinished = UnfinishedVideo::Removed;
    /// Seconds of video after which what is written can be read: beside what waits in the encoder
    /// (about a dozen pictures), all that a kill costs.
    double fragmentSeconds = 1.0;
    int threads = 0;  ///< of the encoder; 0 lets it choose
    /// FFmpeg's name of the encoder; empty takes the first that opens of libx264, another H.264,
    /// mpeg4 and (without loss, .mkv only) ffv1.
    std::string encoder{};
};

/// Writes pictures into a video file of one stream: an .mp4 in fragments, readable up to the last
/// one however it ends, or an .mkv.
///
/// Pictures keep their times (variable rate). They are stored as 4:2:0: an odd width or height is
/// padded by repeating its last column or row, so that the video is a pixel larger. The colour
/// matrix, BT.709 for more than 1024 × 576 pixels and BT.601 else, is written into the file, so
/// that colours come back.
///
/// Owns the encoder and the file. Has no thread of its own beside the encoder's; one thread at a
/// time. All functions block on encoder and disk and throw CaptureError (full disk, a folder that
/// is gone or cannot be written to); after an error only counts and the destructor are of use.
class VideoWriter {
public:
    struct Counts {
        std::int64_t written = 0;
        std::int64_t skipped = 0;  ///< pictures that were not later than the one before
    };

    /// Opens the file and the encoder. The name's ending, .mp4 or .mkv, chooses the format. Throws
    /// CaptureError, also for another ending, a size outside 1 … 16384 and an encoder that is not
    /// there; std::invalid_argument for options out of range.
    VideoWriter(std::filesystem::path file, int width, int height,
                const VideoWriterOptions& options = {});
    /// Ends a file that is kept; removes one that is not, unless finish() has been called.
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    /// Writes a picture that is shown from `seconds` (0 or more) of the video on. Returns false,
    /// and counts, when that is not later than the one before, to the precision of the file (a
    /// millisecond in .mkv). Throws CaptureError, also for a picture of another size, which leaves
    /// the writer as it was, and std::invalid_argument for a time below 0.
    bool write(const Frame& frame, double seconds);

    /// Writes what the encoder still holds, ends the file, flushes it to the disk and gives it its
    /// name. May be called once; without a picture the file is valid and empty of pictures.
    void finish();

    Counts counts() const noexcept;
    /// FFmpeg's name of the encoder.
    const std::string& encoder() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace handscope::capture
