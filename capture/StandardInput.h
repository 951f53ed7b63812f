// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "capture/FfmpegHandles.h"

namespace handscope::capture {

/// Hands standard input to FFmpeg, so that a read that waits for a silent pipe can be woken.
///
/// Owns the AVIOContext and an event to wake it by; does not close the descriptor that it reads.
/// Seeks where the shell gave a regular file. One thread reads, any thread may call wake().
class StandardInput {
public:
    /// Throws CaptureError where the system has no more descriptors or memory.
    explicit StandardInput(int descriptor = 0);
    ~StandardInput();
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

    AVIOContext* context() const noexcept { return context_.get(); }

    /// A read that waits, and every later one, ends with AVERROR_EXIT.
    void wake() noexcept;

private:
    int descriptor_;
    int event_;
    IoContextHandle context_;

    int read(std::uint8_t* buffer, int size) noexcept;
    std::int64_t seek(std::int64_t offset, int whence) noexcept;
};

}  // namespace handscope::capture
