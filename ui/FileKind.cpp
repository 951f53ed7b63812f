// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/FileKind.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace handscope::ui {
namespace {

FileKind kindOfJson(const QString& path) {
    constexpr qint64 kMostBytes = 1 << 20;  // descriptions and profiles have some thousands
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return FileKind::Model;
    }
    const QJsonObject said = QJsonDocument::fromJson(file.read(kMostBytes)).object();
    const QString format = said.value(QLatin1String("format")).toString();
    if (format.startsWith(QLatin1String("handscope-torchscript-"))) {
        return FileKind::Model;
    }
    return format.startsWith(QLatin1String("handscope-profile-")) ? FileKind::Profile
                                                                  : FileKind::OtherJson;
}

}  // namespace

FileKind fileKindOf(const QString& path) {
    static const QStringList checkpoints{"safetensors", "pth", "pt"};
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (file.isDir()) {
        return FileKind::Folder;
    }
    if (checkpoints.contains(suffix)) {
        return FileKind::Model;
    }
    if (suffix == QLatin1String("json")) {
        return kindOfJson(path);
    }
    return suffix == QLatin1String("handscope-moment") ? FileKind::Moment : FileKind::Video;
}

}  // namespace handscope::ui
