// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/AddSegmentDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <algorithm>
#include <limits>

namespace handscope::ui {
namespace {

int boxValue(qint64 frame) {
    return static_cast<int>(std::clamp<qint64>(frame, 0, std::numeric_limits<int>::max()));
}

}  // namespace

AddSegmentDialog::AddSegmentDialog(const QStringList& labels, qint64 frames, double frameRate,
                                   QWidget* parent)
    : QDialog(parent),
      frameRate_(frameRate),
      label_(new LabelEditor(this)),
      length_(new QLabel(this)) {
    setWindowTitle(tr("Add a segment"));
    label_->setObjectName(QStringLiteral("add.label"));
    label_->setLabels(labels);
    label_->setPlaceholderText(tr("Type a part of a label"));
    start_ = frameBox(QStringLiteral("add.start"), tr("First frame"),
                      tr("The first frame of the gesture, counted from 0"), frames);
    end_ = frameBox(QStringLiteral("add.end"), tr("Last frame"),
                    tr("The last frame of the gesture, which belongs to it"), frames);
    length_->setObjectName(QStringLiteral("add.length"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    add_ = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    add_->setObjectName(QStringLiteral("add.add"));
    add_->setAccessibleName(tr("Add"));
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setIcon({});
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Close without adding a segment"));

    auto* form = new QFormLayout(this);
    form->addRow(tr("&Label"), label_);
    form->addRow(tr("&First frame"), start_);
    form->addRow(tr("L&ast frame"), end_);
    form->addRow(tr("Length"), length_);
    form->addRow(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    connect(label_, &QLineEdit::textChanged, this, &AddSegmentDialog::check);
    connect(start_, &QSpinBox::valueChanged, this, &AddSegmentDialog::check);
    connect(end_, &QSpinBox::valueChanged, this, &AddSegmentDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddSegmentDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QSpinBox* AddSegmentDialog::frameBox(const QString& name, const QString& title,
                                     const QString& toolTip, qint64 frames) {
    auto* box = new QSpinBox(this);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setToolTip(toolTip);
    box->setRange(0, boxValue(frames - 1));
    box->setAccelerated(true);
    return box;
}

void AddSegmentDialog::setFrames(qint64 start, qint64 end) {
    start_->setValue(boxValue(start));
    end_->setValue(boxValue(end));
    label_->setFocus();
}

void AddSegmentDialog::check() {
    const int frames = end_->value() - start_->value() + 1;
    if (frames < 1) {
        length_->setText(tr("The last frame is before the first"));
    } else if (frameRate_ > 0.0) {
        length_->setText(tr("Frames: %1, %2 s").arg(frames).arg(frames / frameRate_, 0, 'f', 2));
    } else {
        length_->setText(tr("Frames: %1").arg(frames));
    }
    const bool named = !label_->nearestLabel().isEmpty();
    add_->setEnabled(named && frames >= 1);
    add_->setToolTip(frames < 1 ? length_->text()
                     : named    ? tr("Add a segment of “%1”").arg(label_->nearestLabel())
                                : tr("Type a part of a label first"));
}

void AddSegmentDialog::finish() {
    if (!add_->isEnabled()) {
        return;
    }
    Q_EMIT segmentNamed(start_->value(), end_->value(), label_->nearestLabel());
    accept();
}

}  // namespace handscope::ui
