// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ProfileBar.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QSignalBlocker>

#include "ui/decision/ProfileNameDialog.h"

namespace handscope::ui {

ProfileBar::ProfileBar(QWidget* parent)
    : QWidget(parent),
      box_(new QComboBox(this)),
      save_(new QPushButton(tr("Save"), this)),
      more_(new QPushButton(tr("More"), this)) {
    box_->setObjectName(QStringLiteral("profile.box"));
    box_->setAccessibleName(tr("Profile"));
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(12);
    save_->setObjectName(QStringLiteral("profile.save"));
    save_->setAccessibleName(tr("Save"));
    more_->setObjectName(QStringLiteral("profile.more"));
    more_->setAccessibleName(tr("More about profiles"));
    more_->setToolTip(tr("Save under another name, rename, delete, import and export"));
    buildMenu();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(box_, 1);
    layout->addWidget(save_);
    layout->addWidget(more_);
    connect(box_, &QComboBox::activated, this, [this](int index) {
        const QString name = box_->itemData(index).toString();
        if (name != current_) {
            setCurrent(name);
            Q_EMIT profileChosen(name);
        }
    });
    connect(save_, &QPushButton::clicked, this, &ProfileBar::save);
    showState();
}

QAction* ProfileBar::addAction(const char* name, const QString& text, const QString& explanation) {
    auto* action = new QAction(text, this);
    action->setObjectName(QStringLiteral("profile.") + QLatin1String(name));
    action->setToolTip(explanation);
    return action;
}

void ProfileBar::buildMenu() {
    saveAs_ = addAction("saveAs", tr("Save as …"), tr("Keep the values under another name"));
    revert_ = addAction("revert", tr("Back to saved"), tr("Give up what was changed"));
    rename_ = addAction("rename", tr("Rename …"), tr("Give this profile another name"));
    delete_ = addAction("delete", tr("Delete …"), tr("Delete this profile, after a question"));
    import_ = addAction("import", tr("Import …"), tr("Add a profile from a file"));
    export_ = addAction("export", tr("Export …"),
                        tr("Write the values to a file, to pass on or for the command line"));
    auto* menu = new QMenu(more_);
    menu->setToolTipsVisible(true);
    menu->addActions({saveAs_, revert_});
    menu->addSeparator();
    menu->addActions({rename_, delete_});
    menu->addSeparator();
    menu->addActions({import_, export_});
    more_->setMenu(menu);
    connect(saveAs_, &QAction::triggered, this, [this] { askName(/*forRename=*/false); });
    connect(revert_, &QAction::triggered, this, &ProfileBar::revertRequested);
    connect(rename_, &QAction::triggered, this, [this] { askName(/*forRename=*/true); });
    connect(delete_, &QAction::triggered, this, &ProfileBar::askToDelete);
    connect(import_, &QAction::triggered, this, [this] { askFile(/*forImport=*/true); });
    connect(export_, &QAction::triggered, this, [this] { askFile(/*forImport=*/false); });
}

void ProfileBar::setProfiles(const QStringList& names, const QString& builtIn) {
    names_ = names;
    builtIn_ = builtIn;
    fill();
}

void ProfileBar::setCurrent(const QString& name) {
    current_ = name;
    fill();
}

void ProfileBar::setChanged(const QStringList& names) {
    changed_ = names;
    fill();
}

void ProfileBar::fill() {
    const QSignalBlocker quiet(box_);
    box_->clear();
    for (const QString& name : names_) {
        box_->addItem(changed_.contains(name) ? tr("%1 (changed)").arg(name) : name, name);
    }
    box_->setCurrentIndex(box_->findData(current_));
    showState();
}

void ProfileBar::showState() {
    const bool isBuiltIn = current_ == builtIn_;
    box_->setToolTip(isChanged()
                         ? tr("%1, with changes that are not saved").arg(current_)
                         : tr("The profile in use: values under a name. Changes that are not saved "
                              "stay with their profile, also from one start to the next."));
    save_->setEnabled(isChanged());
    save_->setToolTip(!isChanged() ? tr("Nothing is changed")
                      : isBuiltIn  ? tr("Save the values under a name of your own")
                                   : tr("Save the values in %1").arg(current_));
    revert_->setEnabled(isChanged());
    rename_->setEnabled(!isBuiltIn);
    delete_->setEnabled(!isBuiltIn);
}

void ProfileBar::save() {
    if (current_ == builtIn_) {
        askName(/*forRename=*/false);
    } else {
        Q_EMIT saveRequested();
    }
}

void ProfileBar::askName(bool forRename) {
    auto* dialog = new ProfileNameDialog(forRename ? tr("Rename %1").arg(current_) : tr("Save as"),
                                         forRename ? current_ : QString(), names_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProfileNameDialog::named, this,
            forRename ? &ProfileBar::renameRequested : &ProfileBar::saveAsRequested);
    dialog->open();
}

void ProfileBar::askToDelete() {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Delete a profile"),
                                tr("Delete the profile “%1”?").arg(current_),
                                QMessageBox::Yes | QMessageBox::No, this);
    box->setObjectName(QStringLiteral("profile.deleteQuestion"));
    box->setTextFormat(Qt::PlainText);  // a profile may be called anything
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("It cannot be brought back. Export it first to keep a copy."));
    box->setDefaultButton(QMessageBox::No);
    box->button(QMessageBox::Yes)->setText(tr("Delete"));
    box->button(QMessageBox::No)->setText(tr("Keep"));
    connect(box, &QMessageBox::finished, this, [this, name = current_](int answer) {
        if (answer == QMessageBox::Yes) {
            Q_EMIT deleteRequested(name);
        }
    });
    box->open();
}

void ProfileBar::askFile(bool forImport) {
    auto* dialog =
        new QFileDialog(this, forImport ? tr("Import a profile") : tr("Export %1").arg(current_),
                        QString(), tr("Profiles (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("profile.fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (forImport) {
        dialog->setFileMode(QFileDialog::ExistingFile);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("json"));
    }
    connect(dialog, &QFileDialog::fileSelected, this,
            forImport ? &ProfileBar::importRequested : &ProfileBar::exportRequested);
    dialog->open();
}

}  // namespace handscope::ui
