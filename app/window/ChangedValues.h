// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>
#include <map>
#include <string>
#include <vector>

#include "app/labelling/SettingsProfile.h"
#include "ui/SettingsStore.h"

namespace handscope::app {

/// The values of profiles that were changed and not saved: a person's, and those of earlier runs,
/// which the settings keep ("decision/changed").
///
/// Owns the values. Knows neither the profiles on the disk nor which one is in use: it is told. The
/// settings must outlive it. GUI thread.
class ChangedValues {
public:
    explicit ChangedValues(ui::SettingsStore& store) : store_(store) {}

    /// nullptr: those of this profile are as they were saved.
    const LabelSettings* find(const std::string& profile) const;
    /// Of the profiles with changed values, in their order.
    std::vector<std::string> profiles() const;

    void set(const std::string& profile, const LabelSettings& settings);
    void forget(const std::string& profile) { values_.erase(profile); }
    /// Whatever was changed since stays.
    void forgetSaved(const std::string& profile, const LabelSettings& saved);
    void rename(const std::string& from, const std::string& to);

    /// Reads those of earlier runs; what a person has changed since this run began counts more.
    /// Rubbish is passed over.
    void restore();
    /// Some profiles could not be read: the changed values of those that are not among `read` are
    /// for the settings alone.
    void setUnreadAside(const std::vector<SettingsProfile>& read);
    /// Forgets what is no change any more, now that these profiles are there.
    void compareWith(const std::map<std::string, LabelSettings>& saved);

    /// Writes to the settings, where something has changed: another window may have written there
    /// since. Not before restore(): until then they hold those of earlier runs.
    void remember();

private:
    ui::SettingsStore& store_;
    std::map<std::string, LabelSettings> values_;
    std::map<std::string, LabelSettings> unread_;  ///< of profiles that could not be read
    QVariantMap kept_;                             ///< in the settings, as read or written here
    bool restored_ = false;
};

}  // namespace handscope::app
