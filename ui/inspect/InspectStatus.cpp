// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/InspectStatus.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <algorithm>

#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

constexpr int kSteps = 1000;

}  // namespace

InspectStatus::InspectStatus(const QList<QAction*>& files, QWidget* parent)
    : QWidget(parent),
      remark_(new ElidedLabel(this)),
      task_(new ElidedLabel(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)),
      files_(new QToolButton(this)) {
    remark_->setObjectName(QStringLiteral("inspect.remark"));
    remark_->setAccessibleName(tr("Remark"));
    remark_->setForegroundRole(QPalette::PlaceholderText);
    buildTask();
    buildMenu(files);
    for (QToolButton* button : {cancel_, files_}) {
        button->setIconSize({16, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAccessibleName(button->text());
        button->setFocusPolicy(Qt::TabFocus);
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 8, 2);
    layout->addWidget(remark_, 1);
    layout->addWidget(task_, 1);
    layout->addWidget(progress_);
    layout->addWidget(cancel_);
    layout->addWidget(files_);
    hideProgress();
}

void InspectStatus::buildTask() {
    task_->setObjectName(QStringLiteral("inspect.task"));
    task_->setAccessibleName(tr("What is being done"));
    task_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    progress_->setObjectName(QStringLiteral("inspect.progress"));
    progress_->setAccessibleName(tr("Progress"));
    progress_->setToolTip(tr("How much of it is done"));
    progress_->setFixedWidth(fontMetrics().averageCharWidth() * 14);
    cancel_->setObjectName(QStringLiteral("inspect.cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setIcon(glyphIcon(Glyph::Close));
    cancel_->setToolTip(tr("Stop this; nothing half done is left"));
    connect(cancel_, &QToolButton::clicked, this, &InspectStatus::cancelRequested);
}

void InspectStatus::buildMenu(const QList<QAction*>& files) {
    auto* menu = new QMenu(files_);
    menu->setToolTipsVisible(true);
    for (QAction* action : files) {
        if (action == nullptr) {
            menu->addSeparator();
        } else {
            menu->addAction(action);
        }
    }
    files_->setObjectName(QStringLiteral("inspect.files"));
    files_->setText(tr("Export"));
    files_->setIcon(glyphIcon(Glyph::Export));
    files_->setToolTip(tr("Write what is shown to a file, or open a moment that was saved"));
    files_->setPopupMode(QToolButton::InstantPopup);
    files_->setMenu(menu);
}

void InspectStatus::setRemark(const QString& remark) {
    remark_->setText(remark);
    remark_->setToolTip(remark);
}

void InspectStatus::showProgress(const QString& text, double fraction) {
    task_->setText(text);
    task_->setToolTip(text);
    // 0 … 0 is Qt's "going on, no matter how far".
    progress_->setRange(0, fraction < 0.0 ? 0 : kSteps);
    progress_->setValue(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kSteps));
    remark_->hide();
    task_->show();
    progress_->show();
    cancel_->show();
}

void InspectStatus::hideProgress() {
    task_->hide();
    progress_->hide();
    cancel_->hide();
    remark_->show();
}

}  // namespace handscope::ui
