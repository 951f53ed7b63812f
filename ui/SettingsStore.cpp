// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SettingsStore.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <utility>

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class SettingsStoreText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::SettingsStore)
};

/// Moves the file out of the way; false when it could not be moved.
bool setAside(const QString& file) {
    const QString aside = file + QStringLiteral(".corrupt");
    QFile::remove(aside);
    return QFile::rename(file, aside);
}

}  // namespace

SettingsStore::SettingsStore(std::unique_ptr<QSettings> settings)
    : settings_(settings ? std::move(settings) : std::make_unique<QSettings>()) {
    // Qt reads sections when they are first asked for, so all of them are asked for here.
    static_cast<void>(settings_->allKeys());
    if (settings_->status() != QSettings::FormatError) {
        return;
    }
    const QString file = settings_->fileName();
    const QSettings::Format format = settings_->format();
    settings_.reset();
    const bool moved = setAside(file);
    settings_ = std::make_unique<QSettings>(file, format);
    problem_ = Problem{
        SettingsStoreText::tr("The settings file cannot be read: %1.").arg(file),
        SettingsStoreText::tr(
            "A settings file as Handscope writes it was expected; the defaults are used instead."),
        moved ? SettingsStoreText::tr("Nothing needs to be done. The old file is kept as %1.")
                    .arg(file + QStringLiteral(".corrupt"))
              : SettingsStoreText::tr("Remove that file, or make its folder writable.")};
}

QString SettingsStore::text(const QString& key, const QString& fallback) const {
    const QVariant value = settings_->value(key);
    return value.typeId() == QMetaType::QString ? value.toString() : fallback;
}

int SettingsStore::integer(const QString& key, int fallback, int low, int high) const {
    bool valid = false;
    const int value = settings_->value(key).toInt(&valid);
    return valid && value >= low && value <= high ? value : fallback;
}

bool SettingsStore::flag(const QString& key, bool fallback) const {
    const QString value = settings_->value(key).toString();
    if (value == QLatin1String("true")) {
        return true;
    }
    return value == QLatin1String("false") ? false : fallback;
}

QByteArray SettingsStore::bytes(const QString& key) const {
    const QVariant value = settings_->value(key);
    return value.typeId() == QMetaType::QByteArray ? value.toByteArray() : QByteArray();
}

QVariantMap SettingsStore::map(const QString& key) const {
    return settings_->value(key).toMap();
}

void SettingsStore::set(const QString& key, const QVariant& value) {
    settings_->setValue(key, value);
}

Preferences SettingsStore::preferences() const {
    return readPreferences(*settings_);
}

void SettingsStore::setPreferences(const Preferences& preferences) {
    writePreferences(*settings_, preferences);
}

MapChoices SettingsStore::mapChoices() const {
    const MapChoices defaults;
    return {text("map/block"),
            text("map/tap"),
            text("map/colours"),
            mapScalingFromName(text("map/scaling")),
            colourLimitsFromText(text("map/limits")),
            integer("map/opacity", defaults.opacity, 0, 100),
            flag("map/alone", defaults.alone),
            flag("map/smooth", defaults.smooth)};
}

void SettingsStore::setMapChoices(const MapChoices& choices) {
    set("map/block", choices.block);
    set("map/tap", choices.tap);
    set("map/colours", choices.colours);
    set("map/scaling", mapScalingName(choices.scaling));
    set("map/limits", colourLimitsText(choices.limits));
    set("map/opacity", choices.opacity);
    set("map/alone", choices.alone);
    set("map/smooth", choices.smooth);
}

QVector<SourceChoice> SettingsStore::recentSources() const {
    QVector<SourceChoice> sources;
    // The file's own count is not believed.
    const int count = std::min(settings_->beginReadArray("source/recent"), kRecentSources);
    for (int index = 0; index < count; ++index) {
        settings_->setArrayIndex(index);
        SourceChoice source{.address = text("address"),
                            .formatOptions = {},
                            .title = text("title"),
                            .stableId = text("stableId"),
                            .opensFurther = settings_->value("opensFurther").toBool()};
        const QVariantMap options = settings_->value("options").toMap();
        for (auto option = options.begin(); option != options.end(); ++option) {
            source.formatOptions.insert(option.key(), option.value().toString());
        }
        if (!source.address.isEmpty() && !source.isStandardInput()) {
            sources.append(source);
        }
    }
    settings_->endArray();
    return sources;
}

void SettingsStore::setRecentSources(const QVector<SourceChoice>& sources) {
    settings_->remove("source/recent");
    settings_->beginWriteArray("source/recent");
    for (int index = 0; index < std::min<int>(kRecentSources, static_cast<int>(sources.size()));
         ++index) {
        const SourceChoice& source = sources[index];
        settings_->setArrayIndex(index);
        settings_->setValue("address", source.address);
        settings_->setValue("title", source.title);
        settings_->setValue("stableId", source.stableId);
        settings_->setValue("opensFurther", source.opensFurther);
        QVariantMap options;
        for (auto option = source.formatOptions.begin(); option != source.formatOptions.end();
             ++option) {
            options.insert(option.key(), option.value());
        }
        settings_->setValue("options", options);
    }
    settings_->endArray();
}

std::optional<Problem> SettingsStore::sync() {
    settings_->sync();
    if (settings_->status() == QSettings::NoError) {
        return std::nullopt;
    }
    return Problem{
        SettingsStoreText::tr("The settings cannot be written: %1.").arg(settings_->fileName()),
        SettingsStoreText::tr("Expected a file that may be written, and a disk with room."),
        SettingsStoreText::tr("Make room, or check the file's permissions, and set it again.")};
}

}  // namespace handscope::ui
