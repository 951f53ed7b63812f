// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/StretchDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

constexpr double kSameTime = 0.005;  // seconds; the fields tell no less

}  // namespace

StretchDialog::StretchDialog(const TimeStretch& whole, const TimeStretch& offered, QWidget* parent)
    : QDialog(parent),
      all_(new QRadioButton(
          tr("&All of it, %1 to %2").arg(timeText(whole.begin), timeText(whole.end)), this)),
      part_(new QRadioButton(tr("&Only a part"), this)) {
    setObjectName(QStringLiteral("stretch"));
    setWindowTitle(tr("Video with the map"));
    all_->setObjectName(QStringLiteral("stretch.all"));
    all_->setAccessibleName(tr("All of it"));
    all_->setToolTip(tr("Every picture that there is"));
    part_->setObjectName(QStringLiteral("stretch.part"));
    part_->setAccessibleName(tr("Only a part"));
    part_->setToolTip(tr("From one second to another; at first what the strip of time shows"));
    begin_ = secondsBox(QStringLiteral("stretch.begin"), tr("From"),
                        tr("The second of the first picture"), whole, offered.begin);
    end_ = secondsBox(QStringLiteral("stretch.end"), tr("To"), tr("The second at which it ends"),
                      whole, offered.end);
    layOut();
    const bool offersAll = std::abs(offered.begin - whole.begin) < kSameTime &&
                           std::abs(offered.end - whole.end) < kSameTime;
    (offersAll ? all_ : part_)->setChecked(true);
    for (QDoubleSpinBox* box : {begin_, end_}) {
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
            part_->setChecked(true);
            check();
        });
    }
    connect(all_, &QRadioButton::toggled, this, &StretchDialog::check);
    check();
}

QDoubleSpinBox* StretchDialog::secondsBox(const QString& name, const QString& title,
                                          const QString& toolTip, const TimeStretch& whole,
                                          double value) {
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setToolTip(toolTip);
    box->setDecimals(2);
    box->setSuffix(tr(" s"));
    box->setRange(whole.begin, std::max(whole.begin, whole.end));
    box->setAccelerated(true);
    box->setValue(value);
    return box;
}

void StretchDialog::layOut() {
    auto* as = new QLabel(
        tr("The map, the cuts and the change of the clip are as the page shows them."), this);
    as->setObjectName(QStringLiteral("stretch.as"));
    as->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    choose_ = buttons->addButton(tr("&Choose a file…"), QDialogButtonBox::AcceptRole);
    choose_->setObjectName(QStringLiteral("stretch.choose"));
    choose_->setAccessibleName(tr("Choose a file"));
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setIcon({});
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Close without writing a video"));
    auto* form = new QFormLayout(this);
    form->addRow(all_);
    form->addRow(part_);
    form->addRow(tr("&From"), begin_);
    form->addRow(tr("&To"), end_);
    form->addRow(as);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &StretchDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void StretchDialog::check() {
    const bool possible = all_->isChecked() || end_->value() > begin_->value();
    choose_->setEnabled(possible);
    choose_->setToolTip(possible ? tr("Choose where the video is written")
                                 : tr("It must end after it begins"));
}

void StretchDialog::finish() {
    if (!choose_->isEnabled()) {
        return;
    }
    const TimeStretch stretch = all_->isChecked()
                                    ? TimeStretch()
                                    : TimeStretch{.begin = begin_->value(), .end = end_->value()};
    accept();
    Q_EMIT chosen(stretch);
}

}  // namespace handscope::ui
