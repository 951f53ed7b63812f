// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/OpenRecordings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>

namespace handscope::app {
namespace {

bool staysInFolder(const std::filesystem::path& name) {
    return !name.empty() && name.is_relative() &&
           std::find(name.begin(), name.end(), std::filesystem::path("..")) == name.end();
}

}  // namespace

QByteArray toSettings(const std::vector<OpenRecording>& recordings) {
    QJsonArray saved;
    for (const auto& [recording, cancelled] : recordings) {
        saved.append(QJsonObject{{"file", QString::fromStdString(recording.file.string())},
                                 {"name", QString::fromStdString(recording.name)},
                                 {"found", recording.found},
                                 {"anew", recording.anew},
                                 {"cancelled", cancelled}});
    }
    return QJsonDocument(saved).toJson(QJsonDocument::Compact);
}

std::vector<OpenRecording> openRecordingsFrom(const QByteArray& saved) {
    std::vector<OpenRecording> recordings;
    const QJsonArray entries = QJsonDocument::fromJson(saved).array();
    for (const auto& saidToBeOne : entries) {
        const QJsonObject entry = saidToBeOne.toObject();
        const std::string file = entry["file"].toString().toStdString();
        const std::string name = entry["name"].toString().toStdString();
        if (!file.empty() && staysInFolder(name)) {
            recordings.push_back({.recording = {.file = file,
                                                .name = name,
                                                .found = entry["found"].toBool(),
                                                .anew = entry["anew"].toBool()},
                                  .cancelled = entry["cancelled"].toBool()});
        }
    }
    return recordings;
}

}  // namespace handscope::app
