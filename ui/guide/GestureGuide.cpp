// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/GestureGuide.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/guide/GuideDelegate.h"

namespace handscope::ui {

GestureGuide::GestureGuide(QWidget* parent)
    : QWidget(parent),
      summary_(new QLabel(this)),
      forget_(new QPushButton(tr("&Start again"), this)),
      view_(new QListView(this)) {
    summary_->setObjectName(QStringLiteral("guide.summary"));
    summary_->setAccessibleName(tr("Gestures seen"));
    summary_->setToolTip(tr("How many of the gestures have fired since the source was opened"));
    forget_->setObjectName(QStringLiteral("guide.forget"));
    forget_->setToolTip(tr("Forget which gestures have been seen"));
    forget_->setAccessibleName(tr("Forget the gestures seen"));
    view_->setObjectName(QStringLiteral("guide.gestures"));
    view_->setAccessibleName(tr("Gestures that the network knows"));
    view_->setToolTip(tr("What the network knows; those with a tick have been seen"));
    view_->setViewMode(QListView::IconMode);
    view_->setResizeMode(QListView::Adjust);
    view_->setMovement(QListView::Static);
    view_->setUniformItemSizes(true);
    view_->setSelectionMode(QAbstractItemView::NoSelection);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setItemDelegate(new GuideDelegate(view_));
    view_->setModel(&model_);
    auto* top = new QHBoxLayout;
    top->addWidget(summary_, 1);
    top->addWidget(forget_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addLayout(top);
    layout->addWidget(view_, 1);
    connect(forget_, &QPushButton::clicked, this, &GestureGuide::clearSeen);
    summarise();
}

void GestureGuide::setLabels(const QStringList& labels) {
    model_.setLabels(labels);
    summarise();
}

void GestureGuide::markSeen(const QString& label) {
    model_.markSeen(label);
    summarise();
}

void GestureGuide::clearSeen() {
    model_.clearSeen();
    summarise();
}

void GestureGuide::showCurrent(const QString& label) {
    model_.setCurrent(label);
}

void GestureGuide::summarise() {
    const int kinds = model_.rowCount();
    summary_->setText(kinds == 0 ? tr("No model yet.")
                                 : tr("%1 of %2 seen").arg(model_.seenKinds()).arg(kinds));
    forget_->setEnabled(model_.seenKinds() > 0);
}

}  // namespace handscope::ui
