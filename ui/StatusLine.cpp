// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StatusLine.h"

#include "ui/PlainToolTip.h"

namespace handscope::ui {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      recording_(new ElidedLabel(this)),
      source_(new QLabel(this)),
      busy_(new QProgressBar(this)),
      model_(new QLabel(this)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // long words do not widen the window
    recording_->setObjectName(QStringLiteral("status.recording"));
    recording_->setAccessibleName(tr("Recording"));
    source_->setObjectName(QStringLiteral("status.source"));
    source_->setAccessibleName(tr("Source"));
    busy_->setObjectName(QStringLiteral("status.modelBusy"));
    busy_->setAccessibleName(tr("Loading a model"));
    busy_->setToolTip(tr("A model is being loaded"));
    for (QLabel* const label : {static_cast<QLabel*>(recording_), source_, model_}) {
        label->setTextFormat(Qt::PlainText);  // a file may be called anything
    }
    busy_->setRange(0, 0);  // Qt's "going on, no matter how far"
    busy_->setTextVisible(false);
    busy_->setFixedWidth(fontMetrics().averageCharWidth() * 10);
    model_->setObjectName(QStringLiteral("status.model"));
    model_->setAccessibleName(tr("Model"));
    addPermanentWidget(recording_);
    addPermanentWidget(source_);
    addPermanentWidget(busy_);
    addPermanentWidget(model_);
    busy_->hide();
    setSource({});
    setModel({});
}

void StatusLine::setRecording(const QString& detail) {
    recording_->setText(detail);
    recording_->setToolTip(plainToolTip(detail));  // it names a folder, which may be long
}

void StatusLine::setSource(const QString& name) {
    source_->setText(name.isEmpty() ? tr("No source") : tr("Source: %1").arg(name));
}

void StatusLine::setModel(const QString& name) {
    running_ = name;
    model_->setText(name.isEmpty() ? tr("No model") : tr("Model: %1").arg(name));
}

void StatusLine::showLoading(const QString& name) {
    busy_->setVisible(!name.isEmpty());
    if (name.isEmpty()) {
        setModel(running_);
    } else {
        model_->setText(tr("Loading %1 …").arg(name));
    }
}

}  // namespace handscope::ui
