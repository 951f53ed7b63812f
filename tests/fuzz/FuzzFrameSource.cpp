// SPDX-License-Identifier: GPL-3.0-or-later
// Opens any bytes as a video file, reads some frames, seeks, and reads again. Nothing but
// CaptureError may leave the source, and every frame must be what its header promises.
#include <sys/mman.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "capture/FrameSource.h"

extern "C" {
void av_log_set_level(int level);
}

namespace {

using namespace handscope::capture;

constexpr int kFrames = 12;
constexpr int kQuiet = -8;  // AV_LOG_QUIET

/// The bytes as a file in memory.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size)
        : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
        if (descriptor_ < 0 || ::write(descriptor_, data, size) != static_cast<ssize_t>(size)) {
            std::abort();
        }
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

void readSome(FrameSource& source) {
    for (int i = 0; i < kFrames; ++i) {
        const FramePtr frame = source.read();
        if (!frame) {
            return;
        }
        const auto bytes = frame->stride() * static_cast<std::size_t>(frame->height);
        if (frame->width <= 0 || frame->height <= 0 || frame->pixels.size() != bytes ||
            !std::isfinite(frame->pts)) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    av_log_set_level(kQuiet);
    spdlog::set_level(spdlog::level::off);
    const MemoryFile file(data, size);
    SourceOptions options;
    options.decoderThreads = 1;
    try {
        const auto source = openSource(file.path(), options);
        readSome(*source);
        if (source->description().seekable) {
            source->seek(source->description().durationSeconds.value_or(1.0) / 2.0);
            readSome(*source);
        }
    } catch (const CaptureError&) {
        // what a broken file is answered with
    }
    return 0;
}
