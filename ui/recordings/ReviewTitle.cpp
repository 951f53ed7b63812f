// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ReviewTitle.h"

#include <QHBoxLayout>

namespace handscope::ui {

ReviewTitle::ReviewTitle(QWidget* parent)
    : QWidget(parent),
      name_(new ElidedLabel(this)),
      counts_(new QLabel(this)),
      order_(new QComboBox(this)) {
    name_->setObjectName(QStringLiteral("review.name"));
    name_->setAccessibleName(tr("Open recording"));
    QFont bold = font();
    bold.setBold(true);
    name_->setFont(bold);
    counts_->setObjectName(QStringLiteral("review.counts"));
    counts_->setForegroundRole(QPalette::PlaceholderText);
    order_->setObjectName(QStringLiteral("review.order"));
    order_->setAccessibleName(tr("Order of the segments"));
    order_->setToolTip(tr("In which order the segments are listed and gone through"));
    order_->addItem(tr("Doubtful first"), static_cast<int>(SegmentOrder::DoubtfulFirst));
    order_->addItem(tr("By time"), static_cast<int>(SegmentOrder::ByTime));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(name_, 1);
    layout->addWidget(counts_);
    layout->addWidget(order_);
    connect(order_, &QComboBox::activated, this, [this] {
        Q_EMIT orderChosen(static_cast<SegmentOrder>(order_->currentData().toInt()));
    });
    setRecording({});
    setCounts(0, 0);
}

void ReviewTitle::setRecording(const QString& name) {
    name_->setText(name.isEmpty() ? tr("No recording is open") : name);
    name_->setToolTip(name);
    order_->setEnabled(!name.isEmpty());
}

void ReviewTitle::setCounts(int segments, int unreviewed) {
    if (segments == 0) {
        counts_->clear();
    } else if (unreviewed == 0) {
        counts_->setText(tr("Segments: %1, all reviewed · A goes on").arg(segments));
    } else {
        counts_->setText(tr("Segments: %1, to review: %2").arg(segments).arg(unreviewed));
    }
}

}  // namespace handscope::ui
