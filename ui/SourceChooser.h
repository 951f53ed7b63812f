// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QVector>

#include "ui/DisplayTypes.h"
#include "ui/SettingsStore.h"

class QMimeData;

namespace handscope::ui {

class SourceDialog;

/// All the ways to name a video or a model: dialogs, the recent list, things dropped on the window,
/// which may be of other kinds, too.
///
/// Owns the recent list and keeps it in the settings. Settings and window must outlive it. Opens no
/// source itself. GUI thread.
class SourceChooser : public QObject {
    Q_OBJECT

public:
    SourceChooser(SettingsStore& settings, QWidget* window);

    /// Each opens a window and returns at once.
    void openVideoFile();
    void openModelFile();
    void openSourceDialog();

    void setDevices(const QVector<DeviceChoice>& devices);

    /// Answers to previewRequested().
    void showPreview(const QImage& picture);
    void showPreviewProblem(const Problem& problem);

    /// Fills the menu with the recent sources and keeps it up to date.
    void attachRecentMenu(QMenu* menu);

    /// Whether something dropped could be a video or a model.
    static bool canTake(const QMimeData& data);
    /// Says of each thing that was dropped what it is for. One video or address is a source; more
    /// of them, or a folder, are recordings. Of models and moments the first is taken.
    void take(const QMimeData& data);

    /// An empty address when there is none.
    SourceChoice lastSource() const { return recent_.value(0); }
    /// To the recent list, which sourceChosen() does by itself.
    void remember(const SourceChoice& chosen);
    QString lastModel() const;
    /// For lastModel(): a model that could be loaded. One that could not must not spoil every
    /// start.
    void rememberModel(const QString& path);

Q_SIGNALS:
    void sourceChosen(const SourceChoice& source);
    void modelChosen(const QString& path);
    void momentChosen(const QString& path);
    void profileChosen(const QString& path);
    /// Files and folders to be labelled.
    void recordingsChosen(const QStringList& paths);
    /// What was dropped is of no use here.
    void refused(const handscope::ui::Problem& problem);
    void devicesRequested();
    /// The source dialog wants small pictures of it until previewClosed(), which comes before
    /// sourceChosen().
    void previewRequested(const handscope::ui::SourceChoice& choice);
    void previewClosed();

private:
    SettingsStore& settings_;
    QWidget* window_;
    QVector<SourceChoice> recent_;
    QVector<DeviceChoice> devices_;
    QPointer<SourceDialog> dialog_;
    QPointer<QMenu> recentMenu_;

    void choose(const SourceChoice& source);
    void takeVideos(const QStringList& videos, const QStringList& folders, const QString& address);
    void fillRecentMenu();
};

}  // namespace handscope::ui
