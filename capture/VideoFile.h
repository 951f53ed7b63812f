// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "capture/CaptureError.h"
#include "capture/FfmpegHandles.h"
#include "capture/VideoWriter.h"

namespace handscope::capture {

/// The error of a video that cannot be written.
CaptureError cannotWriteVideo(const std::filesystem::path& file, const std::string& why);

/// The file below a VideoWriter: where FFmpeg's bytes go, and what name they bear meanwhile.
///
/// Owns the descriptor. Knows nothing of formats. One thread.
class VideoFile {
public:
    /// Throws CaptureError when it cannot be made, where something stands that is not a file, and,
    /// for a file that is kept, where there is one already.
    VideoFile(std::filesystem::path file, UnfinishedVideo unfinished);
    /// Without commit(), removes the file or leaves it, as the constructor was told.
    ~VideoFile();
    VideoFile(const VideoFile&) = delete;
    VideoFile& operator=(const VideoFile&) = delete;

    const std::filesystem::path& path() const noexcept { return file_; }
    AVIOContext* io() noexcept { return io_.get(); }

    /// Throws what the disk has refused so far: FFmpeg's own code for it says less.
    void throwIfRefused() const;

    /// What has been written so far can be read; what follows, once it is whole.
    void markWhole();
    /// After an error: cuts off what came after the last mark.
    void cutToMark() noexcept;

    /// Flushes to the disk, closes, and gives the file its name. Throws CaptureError.
    void commit();

private:
    std::filesystem::path file_;
    std::filesystem::path written_;  ///< the name that it bears until commit()
    bool removed_;                   ///< by the destructor
    int descriptor_ = -1;
    std::int64_t whole_ = 0;  ///< bytes up to the mark
    int error_ = 0;           ///< errno of the first write that failed
    IoContextHandle io_;

    /// `Byte` is const from FFmpeg 7 on.
    template <typename Byte>
    static int writeBytes(void* self, Byte* bytes, int count) noexcept;
    static std::int64_t seek(void* self, std::int64_t offset, int whence) noexcept;
};

}  // namespace handscope::capture
