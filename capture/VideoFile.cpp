// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/VideoFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace handscope::capture {
namespace {

constexpr int kOutputBufferBytes = 1 << 16;

std::string messageOf(int error) {
    return std::generic_category().message(error);
}

std::filesystem::path partName(const std::filesystem::path& file) {
    std::filesystem::path part = file;
    part += ".part";
    return part;
}

CaptureError nameIsTaken(const std::filesystem::path& file, const std::string& by) {
    return {"The video '" + file.string() + "' cannot be written: there is " + by + ".",
            "Expected a name that nothing has yet.",
            "Choose another name, or move what is there away."};
}

}  // namespace

CaptureError cannotWriteVideo(const std::filesystem::path& file, const std::string& why) {
    return {"The video '" + file.string() + "' cannot be written: " + why + ".",
            "Expected a folder that can be written to, with space left.",
            "Free space, or choose another place."};
}

VideoFile::VideoFile(std::filesystem::path file, UnfinishedVideo unfinished)
    : file_(std::move(file)),
      written_(unfinished == UnfinishedVideo::Kept ? file_ : partName(file_)),
      removed_(unfinished == UnfinishedVideo::Removed) {
    std::error_code ignored;
    const auto status = std::filesystem::status(file_, ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        throw nameIsTaken(file_, "something of that name that is no regular file");
    }
    constexpr int kMode = 0666;
    const int onlyNew = unfinished == UnfinishedVideo::Kept ? O_EXCL : O_TRUNC | O_NOFOLLOW;
    descriptor_ = ::open(written_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | onlyNew, kMode);
    if (descriptor_ < 0 && errno == EEXIST) {
        throw nameIsTaken(file_, "a file of that name already");
    }
    if (descriptor_ < 0) {
        throw cannotWriteVideo(file_, messageOf(errno));
    }
    auto* const buffer = static_cast<unsigned char*>(av_malloc(kOutputBufferBytes));
    constexpr int kForWriting = 1;
    io_.reset(avio_alloc_context(buffer, kOutputBufferBytes, kForWriting, this, nullptr,
                                 &VideoFile::writeBytes, &VideoFile::seek));
    if (!io_) {
        av_free(buffer);
        ::close(descriptor_);
        throw std::bad_alloc();
    }
}

VideoFile::~VideoFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
    if (removed_) {
        ::unlink(written_.c_str());
    }
}

void VideoFile::throwIfRefused() const {
    if (error_ != 0) {
        throw cannotWriteVideo(file_, messageOf(error_));
    }
}

void VideoFile::markWhole() {
    whole_ = ::lseek(descriptor_, 0, SEEK_CUR);
}

void VideoFile::cutToMark() noexcept {
    if (whole_ > 0) {
        // Where this fails too, readers meet a part that is not whole, and say so.
        static_cast<void>(!::ftruncate(descriptor_, static_cast<off_t>(whole_)));
    }
}

void VideoFile::commit() {
    avio_flush(io_.get());
    throwIfRefused();
    if (::fsync(descriptor_) != 0) {
        throw cannotWriteVideo(file_, messageOf(errno));
    }
    // Network file systems report a full disk as late as here.
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        throw cannotWriteVideo(file_, messageOf(errno));
    }
    if (written_ != file_ && ::rename(written_.c_str(), file_.c_str()) != 0) {
        throw cannotWriteVideo(file_, messageOf(errno));
    }
    removed_ = false;
}

template <typename Byte>
int VideoFile::writeBytes(void* self, Byte* bytes, int count) noexcept {
    auto& file = *static_cast<VideoFile*>(self);
    int done = 0;
    while (done < count) {
        const ssize_t written =
            ::write(file.descriptor_, bytes + done, static_cast<std::size_t>(count - done));
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            file.error_ = file.error_ == 0 ? errno : file.error_;
            return AVERROR(errno);
        }
        done += static_cast<int>(written);
    }
    return count;
}

std::int64_t VideoFile::seek(void* self, std::int64_t offset, int whence) noexcept {
    const auto& file = *static_cast<VideoFile*>(self);
    if (whence == AVSEEK_SIZE) {
        struct stat status {};
        return ::fstat(file.descriptor_, &status) == 0 ? static_cast<std::int64_t>(status.st_size)
                                                       : AVERROR(errno);
    }
    const off_t position = ::lseek(file.descriptor_, static_cast<off_t>(offset), whence);
    return position >= 0 ? static_cast<std::int64_t>(position) : AVERROR(errno);
}

}  // namespace handscope::capture
