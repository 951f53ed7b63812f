// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handscope::app {

/// One file to label.
struct ListedRecording {
    std::filesystem::path file;
    /// UTF-8, relative to the folder or list that was asked for, with `/` between its parts; a
    /// file's own name where the file itself was named.
    std::string name;
    bool found = false;  ///< met while walking a folder, not named by the person
    bool anew = false;   ///< its earlier result makes way, as all do with BulkSettings::overwrite
};

/// Something that was asked for and cannot be a recording.
struct UnusableFile {
    std::string name;
    std::string reason;  ///< a sentence without its full stop
};

struct RecordingList {
    std::vector<ListedRecording> recordings;  ///< by name; each file once
    std::vector<UnusableFile> unusable;       ///< in the order met
    std::size_t links = 0;                    ///< symbolic ones within folders, passed over
};

/// The files among and below `paths`. Links within folders are not followed, and the folder
/// `leaveOut` is not entered. What is missing, empty, a device or a pipe, cannot be listed, be it a
/// folder within another, or has a name that is not UTF-8 becomes unusable. Throws
/// capture::CaptureError when two different files would get the same name.
RecordingList listRecordings(const std::vector<std::filesystem::path>& paths,
                             const std::filesystem::path& leaveOut = {});

/// Asked before each path and each entry of a folder, with how many files have been met until then;
/// false stops.
using ListProgress = std::function<bool(std::size_t files)>;

/// The same; nullopt when `progress` stopped it. A folder may take its time.
std::optional<RecordingList> listRecordings(const std::vector<std::filesystem::path>& paths,
                                            const std::filesystem::path& leaveOut,
                                            const ListProgress& progress);

/// The files and folders of a list: a path a line, relative to the list's folder; empty lines and
/// those that begin with `#` do not count. A file is named as the list calls it. Throws as
/// listRecordings(), and model::ModelError for a list that cannot be read or that names a path
/// outside its folder although `allowOutside` is false.
RecordingList readRecordingList(const std::filesystem::path& list, bool allowOutside,
                                const std::filesystem::path& leaveOut = {});

/// Joins lists. Throws as listRecordings().
RecordingList joined(const std::vector<RecordingList>& lists);

/// Recordings that were listed before, as they were; what has gone or has become unusable since is
/// unusable. Throws as listRecordings().
RecordingList listedAgain(const std::vector<ListedRecording>& recordings);

/// Which of `count` shards, 1 to count, a name belongs to: FNV-1a of its bytes, 64 bits.
int shardOf(std::string_view name, int count) noexcept;

/// Whether the name's extension is one that videos usually carry.
bool looksLikeVideo(const std::filesystem::path& file);

/// Whether text can be written to JSON, CSV and XML.
bool isUtf8(std::string_view text);

}  // namespace handscope::app
