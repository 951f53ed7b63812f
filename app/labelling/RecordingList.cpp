// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/RecordingList.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <system_error>

#include "capture/CaptureError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

using ByName = std::map<std::string, ListedRecording>;

void add(ByName& recordings, ListedRecording recording) {
    const auto [place, isNew] = recordings.try_emplace(recording.name, recording);
    std::error_code error;
    if (!isNew && !fs::equivalent(place->second.file, recording.file, error)) {
        throw capture::CaptureError(
            "Two files would get the same result name: " + place->second.file.string() + " and " +
                recording.file.string() + ".",
            "Expected names that differ.", "Label them in two runs with two output folders.");
    }
}

void walk(ByName& recordings, const fs::path& folder) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied,
                                             error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        std::error_code statusError;
        if (entries->is_regular_file(statusError) && !entries->is_symlink(statusError)) {
            add(recordings, {.file = entries->path(),
                             .name = entries->path().lexically_relative(folder).string(),
                             .found = true});
        }
    }
    if (error) {
        throw capture::CaptureError(
            "The folder " + folder.string() + " cannot be read (" + error.message() + ").",
            "Expected a folder that can be listed.", "Check its permissions.");
    }
}

}  // namespace

std::vector<ListedRecording> listRecordings(const std::vector<fs::path>& paths) {
    ByName recordings;
    for (const fs::path& path : paths) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            walk(recordings, path);
        } else if (fs::exists(path, error)) {
            add(recordings, {.file = path, .name = path.filename().string()});
        } else {
            throw capture::CaptureError("There is no file or folder " + path.string() + ".",
                                        "Expected a video file or a folder of them.",
                                        "Check the path.");
        }
    }
    std::vector<ListedRecording> list;
    for (auto& [name, recording] : recordings) {
        list.push_back(std::move(recording));
    }
    return list;
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
