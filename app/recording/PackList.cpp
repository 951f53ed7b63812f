// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PackList.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <map>
#include <system_error>

#include "app/CsvTable.h"
#include "app/ListedPath.h"
#include "app/recording/RecordingList.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

bool looksLikePicture(const fs::path& file) {
    const std::string extension = lowerCase(file.extension().string());
    return extension == ".jpg" || extension == ".jpeg" || extension == ".png";
}

std::string lineOf(const fs::path& list, const CsvRow& row) {
    return list.filename().string() + " line " + std::to_string(row.line);
}

/// The columns of a list by their names.
class Columns {
public:
    Columns(const CsvRow& header, const fs::path& list) : count_(header.fields.size()) {
        for (std::size_t i = 0; i < header.fields.size(); ++i) {
            places_.emplace(lowerCase(header.fields[i]), i);
        }
        if (!places_.contains("clip") && !places_.contains("file")) {
            throw model::ModelError(
                "The list " + list.string() + " has no column 'clip' or 'file'.",
                "Expected a header that names one of them, such as clip;label.",
                "Add a header, or name --jester-frames for a list of Jester's.");
        }
    }

    /// Of the header, those without a name and of one name, too.
    std::size_t count() const noexcept { return count_; }

    /// The first of the columns that is there; empty where none is.
    std::string field(const CsvRow& row, std::initializer_list<const char*> names) const {
        for (const char* const name : names) {
            const auto place = places_.find(name);
            if (place != places_.end() && place->second < row.fields.size()) {
                return row.fields[place->second];
            }
        }
        return {};
    }

private:
    std::map<std::string, std::size_t> places_;
    std::size_t count_;
};

std::optional<training::ItemKind> kindOf(const std::string& text) {
    const std::string name = lowerCase(text);
    if (name.empty() || name == "scene" || name == "person") {
        return training::ItemKind::Clip;
    }
    return training::kindFromName(name);
}

std::string segmentSuffix(const PackEntry& entry) {
    if (!entry.startSeconds && !entry.endSeconds) {
        return {};
    }
    const auto text = [](const std::optional<double>& seconds) {
        char buffer[32] = "";
        if (seconds) {
            std::snprintf(buffer, sizeof(buffer), "%.2f", *seconds);
        }
        return std::string(buffer);
    };
    return "@" + text(entry.startSeconds) + "-" + text(entry.endSeconds);
}

/// Sets the entry's part of the file; says what is wrong with it, if anything is.
std::string readSegment(const Columns& columns, const CsvRow& row, PackEntry& entry) {
    const auto read = [&](std::optional<double>& value, const std::string& text) {
        value = numberIn(text);
        return text.empty() || (value && *value >= 0.0);
    };
    const std::string start = columns.field(row, {"start_s", "start_seconds"});
    const std::string end = columns.field(row, {"end_s", "end_seconds"});
    if (!read(entry.startSeconds, start) || !read(entry.endSeconds, end)) {
        return "from '" + start + "' to '" + end + "' are no seconds";
    }
    if (entry.endSeconds && *entry.endSeconds <= entry.startSeconds.value_or(0.0)) {
        return "the end " + end + " s is not after the start";
    }
    return {};
}

/// What is wrong with a row; empty when it filled the entry.
std::string readRow(const Columns& columns, const CsvRow& row, const PackListRules& rules,
                    PackEntry& entry) {
    const std::string kindText = columns.field(row, {"kind"});
    const auto kind = kindOf(kindText);
    entry.kind = kind.value_or(training::ItemKind::Clip);
    entry.label = columns.field(row, {"label"});
    const std::string given = columns.field(row, {"name"});
    std::string wrong = rules.useSegments ? readSegment(columns, row, entry) : "";
    entry.name = (given.empty() ? entry.name : given) + segmentSuffix(entry);
    if (row.fields.size() != columns.count()) {
        wrong = "the line has " + std::to_string(row.fields.size()) + " columns, the header " +
                std::to_string(columns.count());
    } else if (!kind) {
        wrong = "there is no kind '" + kindText + "' (clip, cutout, picture)";
    } else if (std::error_code error; !fs::is_regular_file(entry.file, error)) {
        wrong = "there is no file " + entry.file.string();
    }
    return wrong;
}

}  // namespace

void PackList::append(PackList other) {
    std::move(other.entries.begin(), other.entries.end(), std::back_inserter(entries));
    std::move(other.problems.begin(), other.problems.end(), std::back_inserter(problems));
}

PackList readPackList(const fs::path& list, const PackListRules& rules) {
    const CsvTable table = CsvTable::read(list);
    const Columns columns(table.rows.front(), list);
    const fs::path root = rules.root.empty() ? folderOfList(list) : rules.root;
    PackList result;
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
        const CsvRow& row = table.rows[i];
        const std::string where = lineOf(list, row);
        const std::string path = columns.field(row, {"clip", "file"});
        if (path.empty()) {
            result.problems.push_back({where, "it names no file"});
            continue;
        }
        PackEntry entry;
        entry.file = resolveListed(path, root, rules.allowOutside, where);
        entry.name = path;
        if (const std::string wrong = readRow(columns, row, rules, entry); !wrong.empty()) {
            result.problems.push_back({entry.name + " (" + where + ")", wrong});
        } else {
            result.entries.push_back(std::move(entry));
        }
    }
    return result;
}

PackList readJesterList(const fs::path& list, const fs::path& frames, bool allowOutside) {
    PackList result;
    for (const CsvRow& row : CsvTable::read(list).rows) {
        const std::string where = lineOf(list, row);
        PackEntry entry;
        entry.name = row.fields.front();
        entry.isFrameFolder = true;
        entry.label = row.fields.size() > 1 ? row.fields[1] : "";
        if (entry.name.empty() || row.fields.size() > 2) {
            result.problems.push_back({where, "it is not of the form id;Label"});
            continue;
        }
        entry.file = resolveListed(entry.name, frames, allowOutside, where);
        std::error_code error;
        if (fs::is_directory(entry.file, error)) {
            result.entries.push_back(std::move(entry));
        } else {
            result.problems.push_back(
                {entry.name + " (" + where + ")", "there is no folder " + entry.file.string()});
        }
    }
    return result;
}

PackList findPackEntries(const std::vector<fs::path>& paths, bool pictures) {
    PackList result;
    for (const fs::path& path : paths) {
        // One by one: equal names in two folders are no conflict here.
        const RecordingList list = listRecordings({path});
        for (const UnusableFile& file : list.unusable) {
            result.problems.push_back({file.name, file.reason});
        }
        for (const ListedRecording& listed : list.recordings) {
            const bool isPicture = pictures && looksLikePicture(listed.file);
            if (listed.found && !isPicture && !looksLikeVideo(listed.file)) {
                continue;
            }
            PackEntry entry;
            entry.file = listed.file;
            entry.name = listed.name;
            entry.kind = isPicture ? training::ItemKind::Picture : training::ItemKind::Clip;
            result.entries.push_back(std::move(entry));
        }
    }
    return result;
}

}  // namespace handscope::app
