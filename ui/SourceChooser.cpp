// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceChooser.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include "ui/SourceDialog.h"

namespace handscope::ui {
namespace {

const char* const kLastModel = "model/last";

bool isModel(const QString& path) {
    static const QStringList suffixes{"safetensors", "pth", "pt", "json"};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

/// A camera stays the same under another number, and another camera under the same number is
/// another source.
bool isSameSource(const SourceChoice& one, const SourceChoice& other) {
    return one.stableId == other.stableId &&
           (!one.stableId.isEmpty() || one.address == other.address);
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
            text = isFile ? QFileInfo(source.address).fileName() : source.address;
        }
        QAction* action =
            recentMenu_->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(source.address);
        connect(action, &QAction::triggered, this, [this, source] { choose(source); });
    }
}

bool SourceChooser::canTake(const QMimeData& data) {
    return data.hasUrls() && !data.urls().isEmpty();
}

void SourceChooser::take(const QMimeData& data) {
    if (!canTake(data)) {
        return;
    }
    const QUrl url = data.urls().front();
    const QString address = url.isLocalFile() ? url.toLocalFile() : url.toString();
    if (url.isLocalFile() && isModel(address)) {
        Q_EMIT modelChosen(address);
    } else if (url.isLocalFile() && address.endsWith(QLatin1String(".handscope-moment"))) {
        Q_EMIT momentChosen(address);
    } else {
        choose({address, {}, {}, {}});
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
    recent_.removeIf([&](const SourceChoice& other) { return isSameSource(other, chosen); });
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
