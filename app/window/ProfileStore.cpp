// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ProfileStore.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".json";
constexpr std::uintmax_t kLargest = 1 << 20;  // bytes; a profile has a few hundred
/// Of a file name without its extension: systems allow 255 bytes with all that is added.
constexpr std::size_t kLongestFileName = 200;
/// What the live windows can be set to; they keep the frames of one window in memory.
constexpr double kLongestWindow = 60.0;  // seconds
constexpr double kShortestStride = 0.01;

/// Where translators find these texts.
class ProfileStoreText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::ProfileStore)
};

void requireName(const std::string& name) {
    const auto refuse = [&name](const char* why) {
        throw model::ModelError("“" + name + "” cannot be the name of a profile: " + why + ".",
                                "Expected a name of its own.", "Choose another name.");
    };
    if (trimmed(name) != name || name.empty()) {
        refuse("it is empty or has blanks at its ends");
    }
    if (name == ProfileStore::kDefault) {
        refuse("the built-in profile is called that");
    }
    if (ProfileStore::fileNameOf(name).size() > kLongestFileName) {
        refuse("it is too long");
    }
}

/// Throws model::ModelError.
SettingsProfile readUsable(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file, error);
    if (error || bytes > kLargest) {
        throw model::ModelError(file.string() + " is not a profile: it is too large or no file.",
                                "Expected at most 1 MiB.", "Choose another file.");
    }
    SettingsProfile profile = readProfile(file);
    if (!ProfileStore::canRun(profile.settings)) {
        throw model::ModelError(file.string() + " has windows that cannot be run.",
                                "Expected at most 60 s, and 0.01 s or more between two.",
                                "Correct window_seconds and stride_seconds there.");
    }
    profile.name = trimmed(profile.name);
    return profile;
}

struct Candidates {
    std::vector<fs::path> files;  ///< by name
    std::size_t leftOut = 0;
};

Candidates candidatesIn(const fs::path& folder) {
    Candidates candidates;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->path().extension() == kExtension && entry->is_regular_file(ignored)) {
            candidates.files.push_back(entry->path());
        }
    }
    std::ranges::sort(candidates.files);
    if (candidates.files.size() > ProfileStore::kMostProfiles) {
        candidates.leftOut = candidates.files.size() - ProfileStore::kMostProfiles;
        candidates.files.resize(ProfileStore::kMostProfiles);
    }
    return candidates;
}

}  // namespace

ProfileStore::ProfileStore(fs::path folder) : folder_(std::move(folder)) {}

fs::path ProfileStore::standardFolder() {
    const QString config = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return fs::path(config.toStdString()) / "profiles";
}

bool ProfileStore::canRun(const LabelSettings& settings) noexcept {
    return settings.windowLength <= kLongestWindow && settings.windowStride <= kLongestWindow &&
           settings.windowStride >= kShortestStride;
}

std::string ProfileStore::fileNameOf(const std::string& name) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string file;
    for (const char character : name) {
        const auto byte = static_cast<unsigned char>(character);
        const bool isPlain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                             (byte >= 'a' && byte <= 'z') || byte == ' ' || byte == '-' ||
                             byte == '_' || byte >= 0x80;
        if (isPlain) {
            file += character;
        } else {
            file += '%';
            file += kHex[byte >> 4];
            file += kHex[byte & 15];
        }
    }
    return file + kExtension;
}

std::optional<ui::Problem> ProfileStore::load() {
    entries_.clear();
    const Candidates found = candidatesIn(folder_);
    std::vector<std::string> unusable;
    std::string firstReason;
    const auto pass = [&](const fs::path& file, const std::string& reason) {
        firstReason = unusable.empty() ? reason : firstReason;
        unusable.push_back(file.filename().string());
    };
    for (const fs::path& file : found.files) {
        try {
            SettingsProfile profile = readUsable(file);
            requireName(profile.name);
            if (!entries_.try_emplace(profile.name, Entry{file, profile.settings}).second) {
                pass(file, "Another profile has the same name.");
            }
        } catch (const model::ModelError& error) {
            pass(file, error.whatHappened());
        }
    }
    if (unusable.empty() && found.leftOut == 0) {
        return std::nullopt;
    }
    const QString folder = QString::fromStdString(folder_.string());
    if (unusable.empty()) {
        return ui::Problem{
            ProfileStoreText::tr("%1 profiles were not read.").arg(found.leftOut),
            ProfileStoreText::tr("Expected at most %1.").arg(kMostProfiles),
            ProfileStoreText::tr("Move some of the files in %1 elsewhere.").arg(folder)};
    }
    return ui::Problem{
        ProfileStoreText::tr("Profiles that could not be read: %1 (%2 and so on). %3")
            .arg(unusable.size())
            .arg(QString::fromStdString(unusable.front()), QString::fromStdString(firstReason)),
        ProfileStoreText::tr("Expected profiles as Handscope saves them; these files are left as "
                             "they are."),
        ProfileStoreText::tr("Correct them, or move them out of %1.").arg(folder)};
}

std::vector<SettingsProfile> ProfileStore::profiles() const {
    std::vector<SettingsProfile> profiles{{.name = kDefault, .settings = {}}};
    for (const auto& [name, entry] : entries_) {
        profiles.push_back({.name = name, .settings = entry.settings});
    }
    return profiles;
}

ProfileStore::Entry& ProfileStore::entryOf(const std::string& name) {
    const auto found = entries_.find(name);
    if (found == entries_.end()) {
        throw model::ModelError("There is no saved profile “" + name + "”.",
                                "Expected one of those in the list.", "Choose another one.");
    }
    return found->second;
}

/// A file name that nothing has, so that no file that could not be read is written over.
fs::path ProfileStore::freeFile(const std::string& name) const {
    const fs::path wanted = folder_ / fileNameOf(name);
    fs::path file = wanted;
    std::error_code error;
    for (int number = 2; fs::exists(fs::symlink_status(file, error)); ++number) {
        // fileNameOf() makes no "~".
        file = wanted.parent_path() /
               (wanted.stem().string() + "~" + std::to_string(number) + kExtension);
    }
    return file;
}

std::string ProfileStore::freeName(const std::string& wanted) const {
    const std::string base = wanted.empty() ? "Imported" : wanted;
    std::string name = base;
    for (int number = 2; name == kDefault || entries_.contains(name); ++number) {
        name = base + " (" + std::to_string(number) + ")";
    }
    return name;
}

void ProfileStore::write(const SettingsProfile& profile, const fs::path& file) const {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) {
        throw model::ModelError(
            "The folder " + folder_.string() + " cannot be made (" + error.message() + ").",
            "Expected a folder that can be written to.", "Make it, or its parent writable.");
    }
    writeTextAtomically(file, toJson(profile));
}

void ProfileStore::save(const SettingsProfile& profile) {
    requireName(profile.name);
    const auto found = entries_.find(profile.name);
    if (found != entries_.end()) {
        write(profile, found->second.file);
        found->second.settings = profile.settings;
        return;
    }
    if (entries_.size() >= kMostProfiles) {
        throw model::ModelError("There are " + std::to_string(kMostProfiles) + " profiles already.",
                                "Expected at most so many.", "Delete one first.");
    }
    const fs::path file = freeFile(profile.name);
    write(profile, file);
    entries_.insert({profile.name, {file, profile.settings}});
}

void ProfileStore::rename(const std::string& from, const std::string& to) {
    const Entry entry = entryOf(from);
    requireName(to);
    if (to == from) {
        return;
    }
    if (entries_.contains(to)) {
        throw model::ModelError("There is a profile “" + to + "” already.",
                                "Expected a name of its own.", "Choose another name.");
    }
    const fs::path file = freeFile(to);
    write({.name = to, .settings = entry.settings}, file);
    entries_.insert({to, {file, entry.settings}});
    remove(from);
}

void ProfileStore::remove(const std::string& name) {
    const fs::path file = entryOf(name).file;
    std::error_code error;
    fs::remove(file, error);
    if (error) {
        throw model::ModelError(
            "The profile “" + name + "” was not deleted (" + error.message() + ").",
            "Expected that " + file.string() + " can be removed.", "Make its folder writable.");
    }
    entries_.erase(name);
}

std::string ProfileStore::import(const fs::path& file) {
    SettingsProfile profile = readUsable(file);
    profile.name = freeName(profile.name);
    save(profile);
    return profile.name;
}

}  // namespace handscope::app
