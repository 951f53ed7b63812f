// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/LineFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "capture/CaptureError.h"

namespace handscope::app {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int error) {
    throw capture::CaptureError("The file '" + file.string() + "' cannot be written: " +
                                    std::generic_category().message(error) + ".",
                                "Expected a folder that can be written to, with space left.",
                                "Free space, or choose another place.");
}

}  // namespace

LineFile::LineFile(std::filesystem::path file) : file_(std::move(file)) {
    constexpr int kMode = 0666;
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, kMode);
    if (descriptor_ < 0) {
        fail(file_, errno);
    }
}

LineFile::~LineFile() {
    ::close(descriptor_);
}

void LineFile::append(std::string_view line) {
    // One call: the system does not stop in the middle of it when the program is killed.
    ssize_t written = -1;
    do {
        written = ::write(descriptor_, line.data(), line.size());
    } while (written < 0 && errno == EINTR);
    if (written == static_cast<ssize_t>(line.size())) {
        size_ += written;
        return;
    }
    const int error = written < 0 ? errno : ENOSPC;
    if (written > 0) {
        // That this fails as well would leave a part of a line; there is nobody to tell.
        static_cast<void>(!::ftruncate(descriptor_, static_cast<off_t>(size_)));
    }
    fail(file_, error);
}

void LineFile::flush() {
    if (::fsync(descriptor_) != 0) {
        fail(file_, errno);
    }
}

}  // namespace handscope::app
