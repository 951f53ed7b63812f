// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// Settings under a name, as people keep and pass on: format "handscope-profile-1".
struct SettingsProfile {
    std::string name;
    LabelSettings settings;
    bool operator==(const SettingsProfile&) const = default;
};

std::string toJson(const SettingsProfile& profile);

/// The inverse. Throws model::ModelError for a text that is no profile; `what` is what that calls
/// it.
SettingsProfile profileFrom(const std::string& text, const std::string& what);

/// Throws model::ModelError for a file that is no profile.
SettingsProfile readProfile(const std::filesystem::path& file);

}  // namespace handscope::app
