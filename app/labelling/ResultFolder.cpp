// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ResultFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "app/labelling/ShardRecords.h"
#include "app/platform/FileHash.h"
#include "model/AtomicFile.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFailedFile = "failed.csv";
const std::string kWithinCorrected = std::string(kCorrectedFolder) + "/";
constexpr const char* kFailedHeader = "file,reason\r\n";

std::string failedTable(const std::vector<UnusableFile>& failed) {
    std::string text = kFailedHeader;
    for (const UnusableFile& file : failed) {
        text += csvField(file.name) + "," + csvField(file.reason) + "\r\n";
    }
    return text;
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

bool stands(const fs::path& file) {
    std::error_code error;
    return fs::symlink_status(file, error).type() != fs::file_type::not_found;
}

/// Whether a file holds exactly that text.
bool holds(const fs::path& file, const std::string& text) {
    std::error_code error;
    if (!fs::is_regular_file(file, error) || fs::file_size(file, error) != text.size()) {
        return false;
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string found(std::istreambuf_iterator<char>(stream), {});
    return stream && found == text;
}

/// Whether a file begins as a table of ours does, or is none.
bool isTable(const fs::path& file, const std::string& beginning) {
    std::ifstream stream(file, std::ios::binary);
    std::string found(beginning.size(), '\0');
    return !stream || (stream.read(found.data(), std::ssize(found)) && found == beginning);
}

/// How each table of a format begins.
std::string beginningOf(LabelFormat format) {
    switch (format) {
        case LabelFormat::Csv:
            return exportAll(format, {});
        case LabelFormat::ActivityNet:
            return "{\n  \"database\":";
        default:
            return {};  // a list without a header
    }
}

void replaceTable(const fs::path& file, const std::string& beginning, const std::string& text) {
    if (!isTable(file, beginning)) {
        setAside(file);
    }
    writeTextAtomically(file, text);
}

/// Discarded where there is no file, or no JSON in it.
nlohmann::ordered_json parsedFile(const fs::path& file) {
    std::ifstream stream(file);
    return nlohmann::ordered_json::parse(stream, nullptr, /*allow_exceptions=*/false);
}

/// What corrections say of the result that they were made of; empty where they say nothing.
std::string textAt(const nlohmann::ordered_json& corrections, const char* key) {
    const auto pointer = nlohmann::ordered_json::json_pointer("/result") / key;
    return !corrections.is_discarded() && corrections.contains(pointer) &&
                   corrections[pointer].is_string()
               ? corrections[pointer].get<std::string>()
               : std::string();
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
    const auto json = parsedFile(file);
    if (json.is_discarded()) {
        return false;
    }
    return !json.is_object() || json.value("format", nlohmann::ordered_json()) != kLabelsFormat;
}

void ResultFolder::write(const LabelDocument& document, const std::string& scores) const {
    const fs::path file = fileOf(LabelFormat::Json, document.source.name);
    model::makeFolder(file.parent_path());
    if (!scores.empty()) {
        writeTextAtomically(scoresFileOf(document.source.name), scores);
    }
    writeTextAtomically(file, toJson(document));
}

std::optional<std::string> ResultFolder::refusedPlaceOf(const std::string& name) const {
    const fs::path file = fileOf(LabelFormat::Json, name);
    std::error_code error;
    if (fs::is_directory(file, error)) {
        return "A folder stands where its result would be, " + file.string() + ".";
    }
    for (fs::path above = file.parent_path(); above.string().size() > folder_.string().size();
         above = above.parent_path()) {
        if (fs::exists(above, error) && !fs::is_directory(above, error)) {
            return "A file stands where the folder of its result would be, " + above.string() + ".";
        }
    }
    return std::nullopt;
}

void ResultFolder::removeExports(const std::string& name, bool keepScores) const {
    const auto earlier = find(name);
    if (!earlier) {
        return;  // what lies here is not known to be ours
    }
    std::error_code ignored;
    for (const LabelFormat format : kLabelFormats) {
        const fs::path file = fileOf(format, name);
        if (format != LabelFormat::Json && isOneARecording(format) &&
            !refusalOf(format, *earlier) && holds(file, exportOne(format, *earlier))) {
            fs::remove(file, ignored);
        }
    }
    if (!keepScores) {
        fs::remove(scoresFileOf(name), ignored);
    }
}

void ResultFolder::setOtherCorrectionsAside(const LabelSource& source) const {
    const fs::path file = correctionsOf(source.name);
    if (!stands(file) || find(source.name + std::string(fs::path(kCorrectionsEnding).stem()))) {
        return;  // or it is the result of a recording of that name
    }
    const auto corrections = parsedFile(file);
    std::string video = textAt(corrections, "video_sha256");
    if (const auto earlier = find(source.name); video.empty() && earlier) {
        video = earlier->source.sha256;  // earlier versions of Handscope did not say it
    }
    if (video != source.sha256) {
        setAside(file);
    }
}

void ResultFolder::rewrite(const LabelDocument& document) const {
    const fs::path result = fileOf(LabelFormat::Json, document.source.name);
    const fs::path file = correctionsOf(document.source.name);
    auto corrections = parsedFile(file);
    const bool areOfIt = textAt(corrections, "sha256") == fileSha256(result);
    writeTextAtomically(result, toJson(document));
    if (areOfIt) {
        corrections["result"]["sha256"] = fileSha256(result);
        writeTextAtomically(file, corrections.dump(2) + "\n");
    }
}

fs::path ResultFolder::correctionsOf(const std::string& name) const {
    return folder_ / (name + std::string(kCorrectionsEnding));
}

std::string ResultFolder::writeExports(const LabelDocument& document,
                                       const std::vector<LabelFormat>& formats,
                                       bool replace) const {
    std::string refusals;
    for (const LabelFormat format : formats) {
        const fs::path file = fileOf(format, document.source.name);
        if (format == LabelFormat::Json || !isOneARecording(format) || (!replace && stands(file))) {
            continue;
        }
        if (const auto refusal = refusalOf(format, document)) {
            refusals += (refusals.empty() ? "" : " ") + *refusal;
            continue;
        }
        const std::string text = exportOne(format, document);
        if (stands(file) && !holds(file, text)) {
            setAside(file);
        }
        writeTextAtomically(file, text);
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
        replaceTable(fileOf(format, {}), beginningOf(format), exportAll(format, taken));
    }
    std::ranges::stable_sort(failed, {}, &UnusableFile::name);
    const fs::path failedFile = folder_ / kFailedFile;
    if (!failed.empty()) {
        replaceTable(failedFile, kFailedHeader, failedTable(failed));
    } else if (isTable(failedFile, kFailedHeader)) {
        std::error_code ignored;
        fs::remove(failedFile, ignored);
    }
    return failed;
}

void ResultFolder::removeTables() const {
    for (const LabelFormat format : kLabelFormats) {
        if (!isOneARecording(format) && isTable(fileOf(format, {}), beginningOf(format))) {
            std::error_code ignored;
            fs::remove(fileOf(format, {}), ignored);
        }
    }
}

bool isCorrectedCopy(const std::string& name, const LabelDocument& document) {
    return name == kWithinCorrected + document.source.name;
}

std::size_t recordingsIn(const std::vector<UnusableFile>& failed) {
    std::set<std::string> names;
    for (const UnusableFile& file : failed) {
        names.insert(file.name);
    }
    return names.size();
}

void setAside(const fs::path& file) {
    std::error_code error;
    fs::rename(file, file.string() + "~", error);
    if (error) {
        throw model::ModelError(
            file.string() + " cannot be renamed (" + error.message() + ").",
            "Expected to set it aside under the name with a ~, as others made it or it is of "
            "another video.",
            "Move it elsewhere, or choose another folder.");
    }
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
            const bool isOfCorrectedSet = recording.starts_with(kWithinCorrected);
            // The corrected set has tables of its own.
            if (!refusedPlace(recording) &&
                !(isOfCorrectedSet && refusedPlace(recording.substr(kWithinCorrected.size())))) {
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
    if (name.starts_with(kWithinCorrected)) {
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
