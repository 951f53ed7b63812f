// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceChooser.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMap>
#include <QMimeData>
#include <QUrl>

#include "ui/FileKind.h"
#include "ui/SourceDialog.h"

namespace handscope::ui {
namespace {

const char* const kLastModel = "model/last";

/// The files among what was dropped. Of many JSON files only the first are looked into, so that a
/// drop never takes long.
QMap<FileKind, QStringList> filesByKind(const QList<QUrl>& urls) {
    constexpr int kMostJsonFiles = 8;
    QMap<FileKind, QStringList> files;
    int jsonFiles = 0;
    for (const QUrl& url : urls) {
        const QString path = url.toLocalFile();
        const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        if (url.isLocalFile() && (!isJson || ++jsonFiles <= kMostJsonFiles)) {
            files[fileKindOf(path)] << path;
        }
    }
    return files;
}

/// The first that is no file; empty where there is none.
QString addressAmong(const QList<QUrl>& urls) {
    for (const QUrl& url : urls) {
        if (!url.isLocalFile()) {
            return url.toString();
        }
    }
    return {};
}

/// Whoever drops a description together with its program means the description.
QString modelAmong(const QStringList& models) {
    for (const QString& path : models) {
        if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
            return path;
        }
    }
    return models.value(0);
}

/// A camera stays the same under another number, and another camera under the same number is
/// another source. An address of which no camera was known is the source's whose camera it is.
bool isReplacedBy(const SourceChoice& other, const SourceChoice& chosen) {
    return other.stableId.isEmpty() ? other.address == chosen.address
                                    : other.stableId == chosen.stableId;
}

/// Opens a file dialog that does not block and forgets itself.
QFileDialog* openFileDialog(QWidget* window, const QString& title, const QString& folder,
                            const QString& filter) {
    auto* dialog = new QFileDialog(window, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->open();
    return dialog;
}

}  // namespace

SourceChooser::SourceChooser(SettingsStore& settings, QWidget* window)
    : settings_(settings), window_(window), recent_(settings.recentSources()) {}

void SourceChooser::openVideoFile() {
    const QString last = lastSource().address;
    const QString folder = last.startsWith(QLatin1Char('/')) ? QFileInfo(last).path() : QString();
    const QString filter =
        tr("Videos (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;All files "
           "(*)");
    auto* dialog = openFileDialog(window_, tr("Open a video"), folder, filter);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        choose({file, {}, {}, {}});
    });
}

void SourceChooser::openModelFile() {
    const QString last = lastModel();
    const QString folder = last.isEmpty() ? QString() : QFileInfo(last).path();
    const QString filter = tr("Models (*.safetensors *.pth *.json);;All files (*)");
    auto* dialog = openFileDialog(window_, tr("Open a model"), folder, filter);
    connect(dialog, &QFileDialog::fileSelected, this, &SourceChooser::modelChosen);
}

void SourceChooser::openSourceDialog() {
    if (dialog_) {
        dialog_->raise();
        return;
    }
    dialog_ = new SourceDialog(window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    dialog_->setDevices(devices_);
    dialog_->setChoice(lastSource());
    connect(dialog_, &SourceDialog::devicesRequested, this, &SourceChooser::devicesRequested);
    connect(dialog_, &SourceDialog::previewRequested, this, &SourceChooser::previewRequested);
    connect(dialog_, &SourceDialog::previewClosed, this, &SourceChooser::previewClosed);
    connect(dialog_, &QDialog::accepted, this, [this] {
        const SourceChoice source = dialog_->choice();
        if (!source.address.isEmpty()) {
            choose(source);
        }
    });
    dialog_->open();
    Q_EMIT devicesRequested();
}

void SourceChooser::setDevices(const QVector<DeviceChoice>& devices) {
    devices_ = devices;
    if (dialog_) {
        dialog_->setDevices(devices);
    }
}

void SourceChooser::showPreview(const QImage& picture) {
    if (dialog_) {
        dialog_->showPreview(picture);
    }
}

void SourceChooser::showPreviewProblem(const Problem& problem) {
    if (dialog_) {
        dialog_->showPreviewProblem(problem);
    }
}

void SourceChooser::attachRecentMenu(QMenu* menu) {
    recentMenu_ = menu;
    menu->setToolTipsVisible(true);
    fillRecentMenu();
}

namespace {

/// An address as it may be seen by those who look on.
QString withoutPassword(const QString& address) {
    const qsizetype scheme = address.indexOf(QLatin1String("://"));
    if (scheme < 0) {
        return address;
    }
    const QUrl url(address);  // not valid: where its password ends is not known
    return url.isValid() ? url.toDisplayString(QUrl::RemovePassword)
                         : address.first(scheme) + QStringLiteral("://…");
}

}  // namespace

void SourceChooser::fillRecentMenu() {
    if (!recentMenu_) {
        return;
    }
    recentMenu_->clear();
    recentMenu_->setEnabled(!recent_.isEmpty());
    for (const SourceChoice& source : recent_) {
        const bool isFile = source.address.startsWith(QLatin1Char('/'));
        QString text = source.title;
        if (text.isEmpty()) {
            text = isFile ? QFileInfo(source.address).fileName() : withoutPassword(source.address);
        }
        QAction* action =
            recentMenu_->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(withoutPassword(source.address));
        connect(action, &QAction::triggered, this, [this, source] { choose(source); });
    }
}

bool SourceChooser::canTake(const QMimeData& data) {
    return data.hasUrls() && !data.urls().isEmpty();
}

void SourceChooser::take(const QMimeData& data) {
    const QMap<FileKind, QStringList> files = filesByKind(data.urls());
    takeVideos(files.value(FileKind::Video), files.value(FileKind::Folder),
               addressAmong(data.urls()));
    if (const QString model = modelAmong(files.value(FileKind::Model)); !model.isEmpty()) {
        Q_EMIT modelChosen(model);
    }
    if (const QString moment = files.value(FileKind::Moment).value(0); !moment.isEmpty()) {
        Q_EMIT momentChosen(moment);
    }
    const QStringList profiles = files.value(FileKind::Profile);
    for (const QString& profile : profiles) {
        Q_EMIT profileChosen(profile);
    }
    if (files.size() == 1 && files.contains(FileKind::OtherJson)) {
        Q_EMIT refused({tr("%1 is neither a model nor a profile.")
                            .arg(files.value(FileKind::OtherJson).front()),
                        tr("Expected of a JSON file that it describes a TorchScript model, or that "
                           "it is a profile of decision settings."),
                        tr("Drop a video, a model, a profile or a saved moment.")});
    }
}

void SourceChooser::takeVideos(const QStringList& videos, const QStringList& folders,
                               const QString& address) {
    if (videos.size() > 1 || !folders.isEmpty()) {
        Q_EMIT recordingsChosen(videos + folders);
    } else if (const QString source = videos.value(0, address); !source.isEmpty()) {
        choose({source, {}, {}, {}});
    }
}

QString SourceChooser::lastModel() const {
    return settings_.text(kLastModel);
}

void SourceChooser::choose(const SourceChoice& source) {
    // A copy: the argument may live in the list, or in the menu that is rebuilt.
    const SourceChoice chosen = source;
    remember(chosen);
    Q_EMIT sourceChosen(chosen);
}

void SourceChooser::remember(const SourceChoice& chosen) {
    if (chosen.isStandardInput()) {
        return;  // the next start has another one
    }
    recent_.removeIf([&](const SourceChoice& other) { return isReplacedBy(other, chosen); });
    recent_.prepend(chosen);
    if (recent_.size() > SettingsStore::kRecentSources) {
        recent_.resize(SettingsStore::kRecentSources);
    }
    settings_.setRecentSources(recent_);
    // Later: the menu's own action may be what called.
    QMetaObject::invokeMethod(this, &SourceChooser::fillRecentMenu, Qt::QueuedConnection);
}

void SourceChooser::rememberModel(const QString& path) {
    settings_.set(kLastModel, path);
}

}  // namespace handscope::ui
