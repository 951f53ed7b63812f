// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ChangedValues.h"

#include <spdlog/spdlog.h>

#include <QString>
#include <algorithm>
#include <iterator>
#include <utility>

#include "app/window/ProfileStore.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr QLatin1String kChangedValues("decision/changed");

}  // namespace

const LabelSettings* ChangedValues::find(const std::string& profile) const {
    const auto found = values_.find(profile);
    return found == values_.end() ? nullptr : &found->second;
}

std::vector<std::string> ChangedValues::profiles() const {
    std::vector<std::string> names;
    for (const auto& [name, settings] : values_) {
        names.push_back(name);
    }
    return names;
}

void ChangedValues::set(const std::string& profile, const LabelSettings& settings) {
    values_[profile] = settings;
}

void ChangedValues::forgetSaved(const std::string& profile, const LabelSettings& saved) {
    const LabelSettings* const changed = find(profile);
    if (changed != nullptr && *changed == saved) {
        forget(profile);
    }
}

void ChangedValues::rename(const std::string& from, const std::string& to) {
    if (auto changed = values_.extract(from)) {
        changed.key() = to;
        values_.insert(std::move(changed));
    }
}

void ChangedValues::restore() {
    kept_ = store_.map(kChangedValues);
    for (const QVariant& change : std::as_const(kept_)) {
        try {
            const SettingsProfile profile =
                profileFrom(change.toString().toStdString(), "A changed profile");
            if (ProfileStore::canRun(profile.settings)) {
                values_.try_emplace(profile.name, profile.settings);
            }
        } catch (const model::ModelError& error) {
            spdlog::warn("{}", error.what());
        }
    }
    restored_ = true;
}

void ChangedValues::setUnreadAside(const std::vector<SettingsProfile>& read) {
    for (auto entry = values_.begin(); entry != values_.end();) {
        const auto next = std::next(entry);
        if (std::ranges::find(read, entry->first, &SettingsProfile::name) == read.end()) {
            unread_.insert(values_.extract(entry));
        }
        entry = next;
    }
}

void ChangedValues::compareWith(const std::map<std::string, LabelSettings>& saved) {
    std::erase_if(values_, [&saved](const auto& entry) {
        const auto same = saved.find(entry.first);
        return same == saved.end() || same->second == entry.second;
    });
    // A profile made since has nothing to do with one of its name that could not be read.
    std::erase_if(unread_, [&saved](const auto& entry) { return saved.contains(entry.first); });
}

void ChangedValues::remember() {
    if (!restored_) {
        return;
    }
    std::map<std::string, LabelSettings> all = values_;
    all.insert(unread_.begin(), unread_.end());
    QVariantMap changes;
    for (const auto& [name, settings] : all) {
        const SettingsProfile profile{.name = name, .settings = settings};
        changes.insert(QString::fromStdString(name), QString::fromStdString(toJson(profile)));
    }
    if (std::exchange(kept_, changes) != changes) {
        store_.set(kChangedValues, changes);
    }
}

}  // namespace handscope::app
