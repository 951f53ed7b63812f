// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/SettingsProfile.h"

#include "app/CsvTable.h"
#include "app/labelling/SettingsJson.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr const char* kProfileFormat = "handscope-profile-1";

}  // namespace

std::string toJson(const SettingsProfile& profile) {
    const nlohmann::ordered_json json{{"format", kProfileFormat},
                                      {"name", profile.name},
                                      {"settings", settingsJson(profile.settings)}};
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

SettingsProfile profileFrom(const std::string& text, const std::string& what) {
    const auto refuse = [&what](const std::string& why) {
        return model::ModelError(what + " is not a profile: " + why + ".",
                                 std::string("Expected the format ") + kProfileFormat + ".",
                                 "Save the profile again, or name another.");
    };
    try {
        const auto json = nlohmann::json::parse(text);
        const JsonFields fields(json);
        if (fields.text("format") != kProfileFormat) {
            fields.refuse("format", std::string("is not ") + kProfileFormat);
        }
        return {.name = fields.text("name"), .settings = settingsFrom(fields.object("settings"))};
    } catch (const nlohmann::json::exception&) {
        throw refuse("it is no JSON text");
    } catch (const JsonFault& fault) {
        throw refuse(fault.what());
    }
}

SettingsProfile readProfile(const std::filesystem::path& file) {
    return profileFrom(readSmallText(file), file.string());
}

}  // namespace handscope::app
