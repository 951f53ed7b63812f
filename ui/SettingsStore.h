// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QVector>
#include <memory>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/MapControls.h"
#include "ui/Preferences.h"

namespace handscope::ui {

/// What the window remembers from one run to the next, read so that no content of the file can do
/// harm: a value of the wrong kind or size is its default.
///
/// Owns the QSettings. A file that is not a settings file is set aside under the name
/// "<file>.corrupt" and a new one begun. GUI thread.
class SettingsStore {
public:
    static constexpr int kRecentSources = 8;

    /// nullptr: the application's default settings.
    explicit SettingsStore(std::unique_ptr<QSettings> settings);

    /// Set when the file was corrupt.
    const std::optional<Problem>& problem() const noexcept { return problem_; }

    QString text(const QString& key, const QString& fallback = {}) const;
    /// Values outside low … high are the fallback.
    int integer(const QString& key, int fallback, int low, int high) const;
    bool flag(const QString& key, bool fallback) const;
    QByteArray bytes(const QString& key) const;
    QVariantMap map(const QString& key) const;
    void set(const QString& key, const QVariant& value);

    Preferences preferences() const;
    void setPreferences(const Preferences& preferences);

    MapChoices mapChoices() const;
    void setMapChoices(const MapChoices& choices);

    /// The newest first.
    QVector<SourceChoice> recentSources() const;
    void setRecentSources(const QVector<SourceChoice>& sources);

    /// Writes now. Returns why that failed.
    std::optional<Problem> sync();

private:
    std::unique_ptr<QSettings> settings_;
    std::optional<Problem> problem_;
};

}  // namespace handscope::ui
