// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QStringList>
#include <QWidget>

namespace handscope::ui {

/// The named profiles: which one is in use, whether it was changed since it was saved, and what can
/// be done with it.
///
/// Asks for names, files and before it deletes; keeps no profile itself and waits, after a signal,
/// to be told what became of it. GUI thread.
class ProfileBar : public QWidget {
    Q_OBJECT

public:
    explicit ProfileBar(QWidget* parent = nullptr);

    /// `builtIn`: the one that can be neither overwritten nor renamed nor deleted. Emits nothing.
    void setProfiles(const QStringList& names, const QString& builtIn);
    /// Emits nothing.
    void setCurrent(const QString& name);
    QString current() const noexcept { return current_; }
    /// Those of them whose values are not the saved ones.
    void setChanged(const QStringList& names);

Q_SIGNALS:
    void profileChosen(const QString& name);
    /// Save the values under the current name.
    void saveRequested();
    void saveAsRequested(const QString& name);
    void renameRequested(const QString& name);
    void deleteRequested(const QString& name);
    /// Back to the saved values.
    void revertRequested();
    void importRequested(const QString& file);
    void exportRequested(const QString& file);

private:
    QStringList names_;
    QString builtIn_;
    QString current_;
    QStringList changed_;
    QComboBox* box_;
    QPushButton* save_;
    QPushButton* more_;
    QAction* saveAs_;
    QAction* revert_;
    QAction* rename_;
    QAction* delete_;
    QAction* import_;
    QAction* export_;

    void buildMenu();
    QAction* addAction(const char* name, const QString& text, const QString& explanation);
    void fill();
    void showState();
    bool isChanged() const { return changed_.contains(current_); }
    void save();
    void askName(bool forRename);
    void askToDelete();
    void askFile(bool forImport);
};

}  // namespace handscope::ui
