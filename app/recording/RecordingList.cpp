// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/RecordingList.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "app/ListedPath.h"
#include "capture/CaptureError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

/// Collects a list: each name once, and what is wrong with the rest.
class ListCollector {
public:
    explicit ListCollector(const fs::path& leaveOut, ListProgress progress = {})
        : progress_(std::move(progress)) {
        std::error_code ignored;
        leaveOut_ = leaveOut.empty() ? leaveOut : fs::weakly_canonical(leaveOut, ignored);
    }

    /// `name`: what the file is called if it is one.
    void addPath(const fs::path& path, const std::string& name) {
        if (!goesOn()) {
            return;
        }
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (fs::is_directory(status)) {
            walk(path);
        } else {
            ++files_;
            addIfFile({.file = path, .name = name}, status, error);
        }
    }

    void addAgain(const ListedRecording& recording) {
        std::error_code error;
        const fs::file_status status = fs::status(recording.file, error);
        if (fs::is_directory(status)) {
            refuse(recording.file.string(), "it is a folder now");
        } else {
            addIfFile(recording, status, error);
        }
    }

    void addFile(const ListedRecording& recording) {
        std::error_code error;
        if (!isUtf8(recording.name)) {
            refuse(printable(recording.name), "its name is not UTF-8; rename it");
        } else if (!isUtf8(fs::absolute(recording.file, error).string())) {
            refuse(recording.name, "the name of a folder that it is in is not UTF-8; rename that");
        } else if (fs::file_size(recording.file, error) == 0 && !error) {
            if (!recording.found || looksLikeVideo(recording.file)) {
                refuse(recording.name, "it is empty");
            }
        } else {
            addUsable(recording);
        }
    }

    void addLinks(std::size_t count) noexcept { links_ += count; }

    bool isStopped() const noexcept { return stopped_; }

    void refuse(const std::string& name, const std::string& reason) {
        unusable_.push_back({.name = name, .reason = reason});
    }

    RecordingList take() {
        RecordingList list;
        for (auto& [name, recording] : recordings_) {
            list.recordings.push_back(std::move(recording));
        }
        list.unusable = std::move(unusable_);
        list.links = links_;
        return list;
    }

private:
    std::map<std::string, ListedRecording> recordings_;
    std::vector<UnusableFile> unusable_;
    fs::path leaveOut_;
    ListProgress progress_;  ///< may be empty
    std::size_t files_ = 0;  ///< met
    std::size_t links_ = 0;  ///< met and not followed
    bool stopped_ = false;

    bool goesOn() {
        stopped_ = stopped_ || (progress_ && !progress_(files_));
        return !stopped_;
    }

    static std::string printable(std::string name) {
        std::ranges::replace_if(
            name, [](unsigned char byte) { return byte >= 0x80; }, '?');
        return name;
    }

    /// `error`: why there is no status. What is no file is refused.
    void addIfFile(const ListedRecording& recording, const fs::file_status& status,
                   const std::error_code& error) {
        const std::string path = recording.file.string();
        if (!fs::exists(status)) {
            refuse(path, error && error.value() != ENOENT && error.value() != ENOTDIR
                             ? "it cannot be reached (" + error.message() + ")"
                             : "there is no such file or folder");
        } else if (!fs::is_regular_file(status)) {
            refuse(path, "it is a device, a pipe or a socket, not a file");
        } else {
            addFile(recording);
        }
    }

    void addUsable(const ListedRecording& recording) {
        const auto [place, isNew] = recordings_.try_emplace(recording.name, recording);
        std::error_code error;
        if (!isNew && !fs::equivalent(place->second.file, recording.file, error)) {
            throw capture::CaptureError(
                "Two files would get the same result name: " + place->second.file.string() +
                    " and " + recording.file.string() + ".",
                "Expected names that differ.", "Label them in two runs with two output folders.");
        }
    }

    void walk(const fs::path& folder) {
        std::error_code error;
        fs::recursive_directory_iterator entries(folder, error);
        for (; !error && entries != fs::recursive_directory_iterator() && goesOn();
             entries.increment(error)) {
            std::error_code statusError;
            const fs::file_status status = entries->symlink_status(statusError);
            if (fs::is_symlink(status)) {
                ++links_;
            } else if (fs::is_directory(status)) {
                if (!mayEnter(entries->path())) {
                    entries.disable_recursion_pending();
                }
            } else if (fs::is_regular_file(status)) {
                ++files_;
                addFile({.file = entries->path(),
                         .name = entries->path().lexically_relative(folder).generic_string(),
                         .found = true});
            } else if (statusError) {
                refuse(entries->path().string(),
                       "it cannot be reached (" + statusError.message() + ")");
            }
        }
        if (error) {
            refuseFolder(folder, error);
        }
    }

    /// Names a folder that cannot be read.
    bool mayEnter(const fs::path& folder) {
        std::error_code error;
        if (!leaveOut_.empty() && fs::weakly_canonical(folder, error) == leaveOut_) {
            return false;
        }
        const fs::directory_iterator entries(folder, error);
        if (error) {
            refuseFolder(folder, error);
        }
        return !error;
    }

    void refuseFolder(const fs::path& folder, const std::error_code& error) {
        refuse(folder.string(), "the folder cannot be read (" + error.message() + ")");
    }
};

/// The name of what a list calls `line`: within the folder of results, wherever the file lies.
std::string nameListed(const std::string& line) {
    fs::path name;
    for (const fs::path& part : fs::path(line).lexically_normal().relative_path()) {
        if (part != "..") {
            name /= part;
        }
    }
    return name.generic_string();
}

}  // namespace

RecordingList listRecordings(const std::vector<fs::path>& paths, const fs::path& leaveOut) {
    return *listRecordings(paths, leaveOut, {});
}

std::optional<RecordingList> listRecordings(const std::vector<fs::path>& paths,
                                            const fs::path& leaveOut,
                                            const ListProgress& progress) {
    ListCollector collector(leaveOut, progress);
    for (const fs::path& path : paths) {
        collector.addPath(path, path.filename().string());
        if (collector.isStopped()) {
            return std::nullopt;
        }
    }
    return collector.take();
}

RecordingList readRecordingList(const fs::path& list, bool allowOutside, const fs::path& leaveOut) {
    ListCollector collector(leaveOut);
    std::istringstream lines(readSmallText(list));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line = trimmed(line);
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const std::string where = list.filename().string() + " line " + std::to_string(number);
        collector.addPath(resolveListed(line, folderOfList(list), allowOutside, where),
                          nameListed(line));
    }
    return collector.take();
}

RecordingList joined(const std::vector<RecordingList>& lists) {
    ListCollector collector{{}};
    for (const RecordingList& list : lists) {
        collector.addLinks(list.links);
        for (const UnusableFile& file : list.unusable) {
            collector.refuse(file.name, file.reason);
        }
        for (const ListedRecording& recording : list.recordings) {
            collector.addFile(recording);
        }
    }
    return collector.take();
}

RecordingList listedAgain(const std::vector<ListedRecording>& recordings) {
    ListCollector collector{{}};
    for (const ListedRecording& recording : recordings) {
        collector.addAgain(recording);
    }
    return collector.take();
}

int shardOf(std::string_view name, int count) noexcept {
    std::uint64_t hash = 14695981039346656037U;
    for (const char character : name) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
    }
    return static_cast<int>(hash % static_cast<std::uint64_t>(count)) + 1;
}

bool isUtf8(std::string_view text) {
    try {
        return !nlohmann::json(text).dump().empty();
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

bool looksLikeVideo(const fs::path& file) {
    static const std::set<std::string> kExtensions{
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts",
        ".mts", ".wmv", ".flv", ".3gp", ".ogv",  ".gif", ".mxf", ".y4m",  ".mjpeg"};
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return kExtensions.contains(extension);
}

}  // namespace handscope::app
