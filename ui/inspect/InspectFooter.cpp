// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/InspectFooter.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <algorithm>

#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

constexpr int kSteps = 1000;

}  // namespace

InspectFooter::InspectFooter(QAction* open, const QList<QAction*>& exports, QWidget* parent)
    : QWidget(parent),
      remark_(new ElidedLabel(this)),
      task_(new ElidedLabel(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)),
      exports_(new QToolButton(this)) {
    remark_->setObjectName(QStringLiteral("inspect.remark"));
    remark_->setAccessibleName(tr("Remark"));
    remark_->setForegroundRole(QPalette::PlaceholderText);
    task_->setObjectName(QStringLiteral("inspect.task"));
    task_->setAccessibleName(tr("What is being done"));
    task_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    progress_->setObjectName(QStringLiteral("inspect.progress"));
    progress_->setAccessibleName(tr("Progress"));
    progress_->setToolTip(tr("How much of it is done"));
    progress_->setMaximumWidth(180);
    cancel_->setObjectName(QStringLiteral("inspect.cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setIcon(glyphIcon(Glyph::Close));
    cancel_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    cancel_->setAccessibleName(cancel_->text());
    cancel_->setToolTip(tr("Stop this; nothing half done is left"));
    connect(cancel_, &QToolButton::clicked, this, &InspectFooter::cancelRequested);

    auto* openButton = new QToolButton(this);
    openButton->setObjectName(QStringLiteral("button.") + open->objectName());
    openButton->setDefaultAction(open);
    openButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    openButton->setAccessibleName(open->iconText());
    auto* menu = new QMenu(exports_);
    for (QAction* action : exports) {
        if (action == nullptr) {
            menu->addSeparator();
        } else {
            menu->addAction(action);
        }
    }
    menu->setToolTipsVisible(true);
    exports_->setObjectName(QStringLiteral("inspect.exports"));
    exports_->setText(tr("Export"));
    exports_->setIcon(glyphIcon(Glyph::Export));
    exports_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exports_->setPopupMode(QToolButton::InstantPopup);
    exports_->setMenu(menu);
    exports_->setAccessibleName(exports_->text());
    exports_->setToolTip(tr("Write what is shown to a file"));
    for (QToolButton* button : {cancel_, openButton, exports_}) {
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::TabFocus);
    }

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 4);
    layout->addWidget(remark_, 1);
    layout->addWidget(task_, 1);
    layout->addWidget(progress_);
    layout->addWidget(cancel_);
    layout->addWidget(openButton);
    layout->addWidget(exports_);
    hideProgress();
}

void InspectFooter::setRemark(const QString& remark) {
    remark_->setText(remark);
    remark_->setToolTip(remark);
}

void InspectFooter::showProgress(const QString& text, double fraction) {
    task_->setText(text);
    task_->setToolTip(text);
    // 0 … 0 is Qt's "going on, no matter how far".
    progress_->setRange(0, fraction < 0.0 ? 0 : kSteps);
    progress_->setValue(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kSteps));
    task_->show();
    progress_->show();
    cancel_->show();
}

void InspectFooter::hideProgress() {
    task_->hide();
    progress_->hide();
    cancel_->hide();
}

}  // namespace handscope::ui
