// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ProfileNameDialog.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace handscope::ui {

ProfileNameDialog::ProfileNameDialog(const QString& title, const QString& name,
                                     const QStringList& taken, QWidget* parent)
    : QDialog(parent), taken_(taken), name_(new QLineEdit(name, this)), reason_(new QLabel(this)) {
    setObjectName(QStringLiteral("profile.nameDialog"));
    setWindowTitle(title);
    name_->setObjectName(QStringLiteral("profile.name"));
    name_->setAccessibleName(tr("Name of the profile"));
    name_->setToolTip(tr("A name that no other profile has"));
    name_->setMaxLength(kLongestName);
    name_->selectAll();
    reason_->setObjectName(QStringLiteral("profile.nameReason"));
    reason_->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    ok_ = buttons->button(QDialogButtonBox::Ok);
    ok_->setObjectName(QStringLiteral("profile.nameOk"));
    ok_->setText(tr("Save"));
    ok_->setAccessibleName(tr("Save"));
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Close without a change"));
    for (QPushButton* button : {ok_, cancel}) {
        button->setIcon({});
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(name_);
    layout->addWidget(reason_);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 46);
    connect(name_, &QLineEdit::textChanged, this, &ProfileNameDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileNameDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void ProfileNameDialog::check() {
    const QString name = name_->text().trimmed();
    const QString reason = name.isEmpty()          ? tr("Type a name")
                           : taken_.contains(name) ? tr("A profile has this name already")
                                                   : QString();
    reason_->setText(reason);
    ok_->setEnabled(reason.isEmpty());
    ok_->setToolTip(reason.isEmpty() ? tr("Save under this name") : reason);
}

void ProfileNameDialog::finish() {
    if (ok_->isEnabled()) {
        Q_EMIT named(name_->text().trimmed());
        accept();
    }
}

}  // namespace handscope::ui
