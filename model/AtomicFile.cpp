// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/AtomicFile.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
    throw ModelError(
        "Cannot write " + inQuotes(file.string()) + ": " + why + ".",
        "Expected a folder that can be written and has space left.",
        "Free space, or choose another place; an older file of that name is unchanged.");
}

[[noreturn]] void fail(const std::filesystem::path& file, int error) {
    fail(file, std::generic_category().message(error));
}

std::filesystem::path folderOf(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

/// Then the process's number, "-", and a count.
constexpr std::string_view kPartBeginning = ".handscope-";
constexpr std::string_view kPartEnding = ".part";

/// The name of a part file tells the process that writes it.
bool isAbandoned(const std::filesystem::path& partFile) {
    const std::string name = partFile.filename().string();
    int process = 0;
    std::from_chars(name.data() + kPartBeginning.size(), name.data() + name.size(), process);
    return process <= 0 || hasEnded(process);
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path file) : file_(std::move(file)) {
    std::error_code ignored;
    const auto status = std::filesystem::status(file_, ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        // A rename would put a file in the place of a device or a pipe.
        fail(file_, std::string("it exists and is not a regular file"));
    }
    static std::atomic<unsigned> counter = 0;
    do {
        temporary_ = folderOf(file_) / (std::string(kPartBeginning) + std::to_string(::getpid()) +
                                        "-" + std::to_string(counter++) + std::string(kPartEnding));
        descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (descriptor_ < 0 && errno == EEXIST);
    if (descriptor_ < 0) {
        fail(file_, errno);
    }
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
    }
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail(file_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void AtomicFile::commit() {
    if (::fsync(descriptor_) != 0) {
        fail(file_, errno);
    }
    // Network file systems report a full disk as late as here.
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        fail(file_, errno);
    }
    if (::rename(temporary_.c_str(), file_.c_str()) != 0) {
        fail(file_, errno);
    }
    temporary_.clear();
    // The file is whole and in place; that its folder cannot be flushed is no failure.
    const int folder = ::open(folderOf(file_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

bool isPartFile(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with(kPartBeginning) && name.ends_with(kPartEnding);
}

bool hasEnded(int process) {
    return ::kill(process, 0) != 0 && errno == ESRCH;
}

void removeAbandonedParts(const std::filesystem::path& folder, Below below) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<fs::path> parts;
    for (fs::recursive_directory_iterator entry(folder, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (below == Below::LeftAlone) {
            entry.disable_recursion_pending();
        }
        if (isPartFile(entry->path()) && isAbandoned(entry->path())) {
            parts.push_back(entry->path());
        }
    }
    for (const fs::path& part : parts) {
        fs::remove(part, error);
    }
}

void makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw ModelError("The folder " + inQuotes(folder.string()) + " cannot be made (" +
                             error.message() + ").",
                         "Expected a folder that can be written to.", "Choose another folder.");
    }
}

}  // namespace handscope::model
