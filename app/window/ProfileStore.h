// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/SettingsProfile.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// The profiles of a person: a file each ("handscope-profile-1") in one folder, and the built-in
/// "Default", which has no file and never changes.
///
/// A file that cannot be used is told of once and left alone: nothing is ever written over it.
/// Every function that reads or writes blocks on the disk. One thread at a time.
class ProfileStore {
public:
    static constexpr std::size_t kMostProfiles = 200;
    static constexpr const char* kDefault = "Default";

    /// The folder is made when it is first needed.
    explicit ProfileStore(std::filesystem::path folder);

    /// The platform's folder for them.
    static std::filesystem::path standardFolder();

    /// Reads the folder anew, 200 files at most. Says which could not be used.
    std::optional<ui::Problem> load();

    /// "Default" first, the others by name.
    std::vector<SettingsProfile> profiles() const;

    /// All of these throw model::ModelError for a name that cannot be one (empty, "Default", too
    /// long), for one that is not there or is taken, and where the disk refuses.

    /// Adds the profile, or replaces the one of its name.
    void save(const SettingsProfile& profile);
    void rename(const std::string& from, const std::string& to);
    void remove(const std::string& name);
    /// Reads the file and adds what it holds, under another name where its own is taken. Returns
    /// the name.
    std::string import(const std::filesystem::path& file);

    /// Whether the live windows can be set so.
    static bool canRun(const LabelSettings& settings) noexcept;

    /// The file name for a profile's name: another one for every name.
    static std::string fileNameOf(const std::string& name);

private:
    struct Entry {
        std::filesystem::path file;
        LabelSettings settings;
    };

    std::filesystem::path folder_;
    std::map<std::string, Entry> entries_;  ///< by name, without "Default"

    Entry& entryOf(const std::string& name);
    std::filesystem::path freeFile(const std::string& name) const;
    std::string freeName(const std::string& wanted) const;
    void write(const SettingsProfile& profile, const std::filesystem::path& file) const;
};

}  // namespace handscope::app
