// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/StandardInput.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "capture/CaptureError.h"

namespace handscope::capture {
namespace {
constexpr int kInputBufferBytes = 32 * 1024;

bool isRegularFile(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}
}  // namespace

StandardInput::StandardInput(int descriptor)
    : descriptor_(descriptor), event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    const auto readPacket = [](void* self, std::uint8_t* buffer, int size) {
        return static_cast<StandardInput*>(self)->read(buffer, size);
    };
    const auto seekTo = [](void* self, std::int64_t offset, int whence) {
        return static_cast<StandardInput*>(self)->seek(offset, whence);
    };
    auto* buffer = static_cast<unsigned char*>(av_malloc(kInputBufferBytes));
    if (buffer != nullptr && event_ >= 0) {
        context_.reset(avio_alloc_context(buffer, kInputBufferBytes, 0, this, readPacket, nullptr,
                                          isRegularFile(descriptor) ? +seekTo : nullptr));
    }
    if (!context_) {
        av_free(buffer);
        if (event_ >= 0) {
            ::close(event_);
        }
        throw CaptureError("Standard input cannot be read.",
                           "Expected a free file descriptor and some memory.",
                           "Close other programs and try again.");
    }
}

StandardInput::~StandardInput() {
    ::close(event_);
}

void StandardInput::wake() noexcept {
    const std::uint64_t one = 1;
    // A full counter means that the event is set already.
    [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
}

int StandardInput::read(std::uint8_t* buffer, int size) noexcept {
    for (;;) {
        pollfd waits[] = {{event_, POLLIN, 0}, {descriptor_, POLLIN, 0}};
        if (::poll(waits, 2, -1) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return AVERROR(errno);
        }
        if (waits[0].revents != 0) {
            return AVERROR_EXIT;
        }
        const auto count = ::read(descriptor_, buffer, static_cast<std::size_t>(size));
        if (count > 0) {
            return static_cast<int>(count);
        }
        if (count == 0) {
            return AVERROR_EOF;
        }
        if (errno != EINTR && errno != EAGAIN) {
            return AVERROR(errno);
        }
    }
}

std::int64_t StandardInput::seek(std::int64_t offset, int whence) noexcept {
    if ((whence & AVSEEK_SIZE) != 0) {
        struct stat status {};
        return ::fstat(descriptor_, &status) == 0 ? status.st_size : AVERROR(errno);
    }
    const auto position = ::lseek(descriptor_, offset, whence & ~AVSEEK_FORCE);
    return position >= 0 ? position : AVERROR(errno);
}

}  // namespace handscope::capture
