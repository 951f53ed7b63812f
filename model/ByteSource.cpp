// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ByteSource.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

constexpr const char* kCheckPath = "Check the path and its permissions.";

std::string reasonOf(int error) {
    return std::generic_category().message(error);
}

}  // namespace

std::vector<std::byte> ByteSource::read(std::uint64_t offset, std::uint64_t count) const {
    if (offset > size() || count > size() - offset) {
        refuseCheckpoint(
            name_, "it ends before byte " + std::to_string(offset) + " + " + std::to_string(count),
            "a whole file", "Copy or download the file again.");
    }
    std::vector<std::byte> bytes(count);
    if (count > 0) {
        readInto(offset, bytes);
    }
    return bytes;
}

FileSource::FileSource(const std::filesystem::path& file) : ByteSource(file.string()) {
    // O_NONBLOCK: a pipe without a writer would otherwise block in open().
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor_ < 0) {
        refuseCheckpoint(name(), reasonOf(errno), "a checkpoint file that can be read", kCheckPath);
    }
    struct stat status {};
    std::string unfit;
    if (::fstat(descriptor_, &status) != 0) {
        unfit = reasonOf(errno);
    } else if (S_ISDIR(status.st_mode)) {
        unfit = "it is a folder";
    } else if (!S_ISREG(status.st_mode)) {
        unfit = "it is not a regular file";
    } else if (static_cast<std::uint64_t>(status.st_size) > kLargestFile) {
        unfit = "it has " + std::to_string(status.st_size) + " bytes";
    }
    if (!unfit.empty()) {
        ::close(descriptor_);
        refuseCheckpoint(
            name(), unfit,
            "a checkpoint in a regular file of at most " + std::to_string(kLargestFile) + " bytes",
            kCheckPath);
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
}

FileSource::~FileSource() {
    ::close(descriptor_);
}

void FileSource::readInto(std::uint64_t offset, std::span<std::byte> destination) const {
    while (!destination.empty()) {
        const ssize_t count = ::pread(descriptor_, destination.data(), destination.size(),
                                      static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            refuseCheckpoint(
                name(), count < 0 ? reasonOf(errno) : "it became shorter while it was read",
                "a file that stays as it is", "Wait until the file is whole, then try again.");
        }
        destination = destination.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

void MemorySource::readInto(std::uint64_t offset, std::span<std::byte> destination) const {
    std::ranges::copy(bytes_.subspan(offset, destination.size()), destination.begin());
}

}  // namespace handscope::model
