// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ResultFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "app/JsonFields.h"
#include "model/AtomicFile.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kShardFolder = ".shards";
constexpr const char* kMergedFolder = ".shards-merged";
constexpr const char* kShardFormat = "handscope-shard-1";
constexpr const char* kFailedFile = "failed.csv";

std::string failedTable(const std::vector<UnusableFile>& failed) {
    std::string text = "file,reason\r\n";
    for (const UnusableFile& file : failed) {
        text += csvField(file.name) + "," + csvField(file.reason) + "\r\n";
    }
    return text;
}

ShardRecord shardRecordFrom(const JsonFields& fields) {
    if (fields.text("format") != kShardFormat) {
        fields.refuse("format", std::string("is not ") + kShardFormat);
    }
    constexpr std::int64_t kMost = 1'000'000;
    ShardRecord record;
    record.shard.index = static_cast<int>(std::min(fields.count("shard"), kMost));
    record.shard.count = static_cast<int>(std::min(fields.count("of"), kMost));
    if (record.shard.index < 1 || record.shard.index > record.shard.count) {
        fields.refuse("shard", "is not within 1 to of");
    }
    for (const auto& name : fields.array("labelled")) {
        record.labelled.push_back(name.get<std::string>());
    }
    for (const auto& failure : fields.array("failed")) {
        const JsonFields entry(failure, "failed[]");
        record.failed.push_back({.name = entry.text("file"), .reason = entry.text("reason")});
    }
    return record;
}

fs::path shardRecordFile(const fs::path& folder, const Shard& shard) {
    return folder / kShardFolder / (std::to_string(shard.index) + ".json");
}

ShardRecord readShardRecord(const fs::path& file) {
    try {
        const auto json = nlohmann::json::parse(readSmallText(file));
        return shardRecordFrom(JsonFields(json));
    } catch (const nlohmann::json::exception& error) {
        throw model::ModelError(file.string() + " is no shard's record (" + error.what() + ").",
                                "Expected what a shard wrote at its end.", "Run that shard again.");
    } catch (const JsonFault& fault) {
        throw model::ModelError(file.string() + " is no shard's record: " + fault.what() + ".",
                                "Expected what a shard wrote at its end.", "Run that shard again.");
    }
}

/// What the folder itself holds of shards, no recording's.
bool isOfShards(const std::string& name) {
    return name.starts_with(std::string(kShardFolder) + "/") ||
           name.starts_with(std::string(kMergedFolder) + "/");
}

/// Why a result cannot lie where its recording's name says; nullopt where it can.
std::optional<std::string> refusedPlace(const std::string& name) {
    constexpr std::size_t kLongestFileName = 255;  // bytes, of Linux's usual file systems
    constexpr std::size_t kLongestEnding = kCorrectionsEnding.size();
    if (fs::path(name).filename().string().size() + kLongestEnding > kLongestFileName) {
        return "its name is too long for those of its results; rename it";
    }
    const std::string result = name + extensionOf(LabelFormat::Json);
    if (isOfShards(result)) {
        return "its result would lie among what shards keep; rename its folder";
    }
    for (const LabelFormat format : kLabelFormats) {
        if (!isOneARecording(format) && result == tableNameOf(format)) {
            return "its result would take the place of " + result + "; rename it";
        }
    }
    return std::nullopt;
}

/// Why a format cannot hold a recording; nullopt where it can.
std::optional<std::string> refusalOf(LabelFormat format, const LabelDocument& document) {
    try {
        isOneARecording(format) ? exportOne(format, document) : exportAll(format, {document});
        return std::nullopt;
    } catch (const model::ModelError& error) {
        return error.whatHappened();
    }
}

}  // namespace

std::optional<Shard> Shard::parse(const std::string& text) {
    constexpr int kMost = 100'000;
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto index = std::from_chars(text.data(), end, shard.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') {
        return std::nullopt;
    }
    const auto count = std::from_chars(index.ptr + 1, end, shard.count);
    const bool sound = count.ec == std::errc() && count.ptr == end && shard.index >= 1 &&
                       shard.index <= shard.count && shard.count <= kMost;
    return sound ? std::optional(shard) : std::nullopt;
}

ResultFolder::ResultFolder(fs::path folder, Use use) : folder_(std::move(folder)) {
    model::makeFolder(folder_);
    model::AtomicFile(folder_ / kFailedFile);  // says at once that nothing can be written
    hold(use);
    if (use == Use::Alone) {
        model::removeAbandonedParts(folder_, model::Below::Included);
    }
}

ResultFolder::~ResultFolder() {
    if (lock_ >= 0) {
        ::close(lock_);
    }
}

void ResultFolder::hold(Use use) {
    lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int kind = use == Use::Alone ? LOCK_EX : LOCK_SH;
    // A file system that knows no locks is no reason to stop.
    if (lock_ >= 0 && ::flock(lock_, kind | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(std::exchange(lock_, -1));
        throw model::ModelError("Another run is writing to " + folder_.string() + ".",
                                "Expected to be the only one, or one of its shards.",
                                "Wait for it to end, or choose another folder.");
    }
}

fs::path ResultFolder::fileOf(LabelFormat format, const std::string& name) const {
    return folder_ / (isOneARecording(format) ? name + extensionOf(format) : tableNameOf(format));
}

fs::path ResultFolder::scoresFileOf(const std::string& name) const {
    return folder_ / (name + ".scores.csv");
}

std::optional<LabelDocument> ResultFolder::find(const std::string& name) const {
    const fs::path file = fileOf(LabelFormat::Json, name);
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return std::nullopt;
    }
    try {
        return readLabelDocument(file);
    } catch (const model::ModelError&) {
        return std::nullopt;
    }
}

bool ResultFolder::holdsForeign(const std::string& name) const {
    const fs::path file = fileOf(LabelFormat::Json, name);
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return false;
    }
    std::ifstream stream(file);
    const auto json = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) {
        return false;
    }
    return !json.is_object() || json.value("format", nlohmann::json()) != kLabelsFormat;
}

void ResultFolder::write(const LabelDocument& document, const std::string& scores) const {
    const fs::path file = fileOf(LabelFormat::Json, document.source.name);
    model::makeFolder(file.parent_path());
    if (!scores.empty()) {
        writeTextAtomically(scoresFileOf(document.source.name), scores);
    }
    writeTextAtomically(file, toJson(document));
}

void ResultFolder::removeExports(const std::string& name, bool keepScores) const {
    if (!find(name)) {
        return;  // what lies here is not ours
    }
    std::error_code ignored;
    for (const LabelFormat format : kLabelFormats) {
        if (format != LabelFormat::Json && isOneARecording(format)) {
            fs::remove(fileOf(format, name), ignored);
        }
    }
    if (!keepScores) {
        fs::remove(scoresFileOf(name), ignored);
    }
}

void ResultFolder::setCorrectionsAside(const std::string& name) const {
    const fs::path file = folder_ / (name + std::string(kCorrectionsEnding));
    if (find(name + std::string(fs::path(kCorrectionsEnding).stem()))) {
        return;  // it is the result of a recording of that name
    }
    std::error_code error;
    fs::rename(file, file.string() + "~", error);
    if (error && error != std::errc::no_such_file_or_directory) {
        throw model::ModelError(
            "The corrections " + file.string() + " cannot be renamed (" + error.message() + ").",
            "Expected to set them aside, as they are of another video.",
            "Move them elsewhere, or choose another folder.");
    }
}

std::string ResultFolder::writeExports(const LabelDocument& document,
                                       const std::vector<LabelFormat>& formats,
                                       bool replace) const {
    std::string refusals;
    for (const LabelFormat format : formats) {
        const fs::path file = fileOf(format, document.source.name);
        std::error_code error;
        if (format == LabelFormat::Json || !isOneARecording(format) ||
            (!replace && fs::exists(file, error))) {
            continue;
        }
        if (const auto refusal = refusalOf(format, document)) {
            refusals += (refusals.empty() ? "" : " ") + *refusal;
            fs::remove(file, error);  // of an earlier result
        } else {
            writeTextAtomically(file, exportOne(format, document));
        }
    }
    return refusals;
}

std::vector<UnusableFile> ResultFolder::writeTables(const std::vector<LabelDocument>& documents,
                                                    std::vector<UnusableFile> failed,
                                                    const std::vector<LabelFormat>& formats) const {
    for (const LabelFormat format : formats) {
        if (isOneARecording(format)) {
            continue;
        }
        std::vector<LabelDocument> taken;
        for (const LabelDocument& document : documents) {
            if (const auto refusal = refusalOf(format, document)) {
                failed.push_back({.name = document.source.name, .reason = *refusal});
            } else {
                taken.push_back(document);
            }
        }
        writeTextAtomically(fileOf(format, {}), exportAll(format, taken));
    }
    std::ranges::stable_sort(failed, {}, &UnusableFile::name);
    if (failed.empty()) {
        std::error_code ignored;
        fs::remove(folder_ / kFailedFile, ignored);
    } else {
        writeTextAtomically(folder_ / kFailedFile, failedTable(failed));
    }
    return failed;
}

void ResultFolder::beginShard(const Shard& shard) const {
    std::error_code ignored;
    fs::remove(shardRecordFile(folder_, shard), ignored);
}

void ResultFolder::writeShardRecord(const ShardRecord& record) const {
    nlohmann::ordered_json json{{"format", kShardFormat},
                                {"shard", record.shard.index},
                                {"of", record.shard.count},
                                {"labelled", record.labelled},
                                {"failed", nlohmann::ordered_json::array()}};
    for (const UnusableFile& file : record.failed) {
        json["failed"].push_back({{"file", file.name}, {"reason", file.reason}});
    }
    model::makeFolder(folder_ / kShardFolder);
    writeTextAtomically(shardRecordFile(folder_, record.shard),
                        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::vector<ShardRecord> ResultFolder::readShardRecords() const {
    std::map<int, ShardRecord> records;
    std::error_code error;
    for (fs::directory_iterator entries(folder_ / kShardFolder, error);
         !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (!model::isPartFile(entries->path())) {
            ShardRecord record = readShardRecord(entries->path());
            records.insert_or_assign(record.shard.index, std::move(record));
        }
    }
    std::vector<ShardRecord> all;
    std::string missing;
    const int count = records.empty() ? 0 : records.begin()->second.shard.count;
    for (const auto& [index, record] : records) {
        if (record.shard.count != count) {
            throw model::ModelError(folder_.string() + " holds shards of " + std::to_string(count) +
                                        " and of " + std::to_string(record.shard.count) + ".",
                                    "Expected the shards of one run.",
                                    "Remove the folder .shards in it and run the shards again.");
        }
    }
    for (int index = 1; index <= count; ++index) {
        const auto found = records.find(index);
        if (found == records.end()) {
            missing += (missing.empty() ? "" : ", ") + std::to_string(index);
        } else {
            all.push_back(std::move(found->second));
        }
    }
    if (count == 0 || !missing.empty()) {
        throw model::ModelError(
            count == 0 ? "No shard has ended in " + folder_.string() + "."
                       : "Shards " + missing + " of " + std::to_string(count) + " have not ended.",
            "Expected the record of every shard.", "Run what is missing with --shard i/n.");
    }
    return all;
}

void ResultFolder::removeShardRecords() const {
    // By one rename: a kill must not leave some of them.
    std::error_code ignored;
    fs::remove_all(folder_ / kMergedFolder, ignored);
    fs::rename(folder_ / kShardFolder, folder_ / kMergedFolder, ignored);
    fs::remove_all(folder_ / kMergedFolder, ignored);
}

bool isCorrectedCopy(const std::string& name, const LabelDocument& document) {
    return name == std::string(kCorrectedFolder) + "/" + document.source.name;
}

std::vector<std::string> resultNames(const fs::path& folder, const fs::path& leaveOut) {
    std::vector<std::string> names;
    std::error_code error;
    const std::string extension = extensionOf(LabelFormat::Json);
    for (fs::recursive_directory_iterator entries(folder, error);
         !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().lexically_relative(folder).generic_string();
        std::error_code statusError;
        if (entries->is_directory(statusError) && !leaveOut.empty() &&
            fs::equivalent(entries->path(), leaveOut, statusError)) {
            entries.disable_recursion_pending();
        } else if (name.ends_with(extension) && !name.ends_with(kCorrectionsEnding) &&
                   entries->is_regular_file(statusError)) {
            std::string recording = name.substr(0, name.size() - extension.size());
            if (!refusedPlace(recording)) {
                names.push_back(std::move(recording));
            }
        }
    }
    if (error) {
        throw model::ModelError(
            "The folder " + folder.string() + " cannot be read (" + error.message() + ").",
            "Expected a folder of results.", "Check the path and its permissions.");
    }
    std::ranges::sort(names);
    return names;
}

model::ModelError noResults(const fs::path& folder) {
    return {"There are no results in " + folder.string() + ".",
            "Expected a folder that recordings were labelled into.",
            "Label recordings first, or choose another folder."};
}

std::optional<std::string> refusedName(const std::string& name) {
    if (name.starts_with(std::string(kCorrectedFolder) + "/")) {
        return "its result would lie where the corrected set goes; rename the folder " +
               std::string(kCorrectedFolder);
    }
    return refusedPlace(name);
}

void refuseNames(RecordingList& list) {
    std::erase_if(list.recordings, [&list](const ListedRecording& recording) {
        const auto reason = refusedName(recording.name);
        const bool isPassedOver = recording.found && !looksLikeVideo(recording.file);
        if (reason && !isPassedOver) {
            list.unusable.push_back({.name = recording.name, .reason = *reason});
        }
        return reason.has_value();
    });
}

}  // namespace handscope::app
