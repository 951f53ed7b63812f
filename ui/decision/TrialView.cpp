// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/TrialView.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr int kSteps = 1000;

}  // namespace

QString trialSummary(const QVector<TrialRow>& rows) {
    if (rows.isEmpty()) {
        return TrialView::tr("No gesture, neither before nor now");
    }
    const auto count = [&](TrialChange change) {
        return std::count_if(rows.begin(), rows.end(),
                             [&](const TrialRow& row) { return row.change == change; });
    };
    QStringList parts;
    const auto add = [&](TrialChange change, const QString& text) {
        if (const auto number = count(change); number > 0) {
            parts << text.arg(number);
        }
    };
    add(TrialChange::Same, TrialView::tr("%1 the same"));
    add(TrialChange::Moved, TrialView::tr("%1 moved"));
    add(TrialChange::New, TrialView::tr("%1 new"));
    add(TrialChange::Gone, TrialView::tr("%1 gone"));
    return parts.join(QStringLiteral(", "));
}

TrialView::TrialView(QWidget* parent)
    : QWidget(parent),
      recording_(new ElidedLabel(this)),
      try_(new QPushButton(tr("Try on this recording"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      progress_(new QProgressBar(this)),
      summary_(new QLabel(this)),
      lanes_(new TrialLanes(this)),
      table_(new HintedTable(this)) {
    recording_->setObjectName(QStringLiteral("trial.recording"));
    recording_->setAccessibleName(tr("Recording"));
    try_->setObjectName(QStringLiteral("trial.try"));
    try_->setAccessibleName(tr("Try on this recording"));
    cancel_->setObjectName(QStringLiteral("trial.cancel"));
    cancel_->setAccessibleName(tr("Cancel the trial"));
    cancel_->setToolTip(tr("Stop; nothing is kept of this trial"));
    progress_->setObjectName(QStringLiteral("trial.progress"));
    progress_->setAccessibleName(tr("Progress of the trial"));
    progress_->setToolTip(tr("How much of the recording the network has seen"));
    progress_->setRange(0, kSteps);
    progress_->setFormat(QStringLiteral("%p %"));
    summary_->setObjectName(QStringLiteral("trial.summary"));
    summary_->setAccessibleName(tr("Result"));
    summary_->setWordWrap(true);
    table_->setObjectName(QStringLiteral("trial.table"));
    table_->setAccessibleName(tr("Gestures of the recording, before and now"));
    table_->setToolTip(tr("Double-click or press Enter on a gesture to go to where it begins"));
    table_->setHint(
        tr("Try the values on the recording to see which gestures they find, beside "
           "those of the profile as it is saved."));
    table_->setModel(&model_);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setFrameShape(QFrame::StyledPanel);
    table_->horizontalHeader()->setSectionResizeMode(TrialModel::Label, QHeaderView::Stretch);
    table_->fitColumn(TrialModel::Change, changeSign(TrialChange::Moved));
    fitTimes(0.0);
    layOut();
    connect(try_, &QPushButton::clicked, this, &TrialView::trialRequested);
    connect(cancel_, &QPushButton::clicked, this, &TrialView::cancelRequested);
    connect(lanes_, &TrialLanes::seekRequested, this, &TrialView::seekRequested);
    connect(lanes_, &TrialLanes::rowClicked, this, [this](int row) { table_->selectRow(row); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) { lanes_->setSelected(index.row()); });
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT seekRequested(model_.rows()[index.row()].start());
    });
    setRecording({});
}

void TrialView::layOut() {
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(try_);
    row->addWidget(progress_, 1);
    row->addWidget(cancel_);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(recording_);
    layout->addLayout(row);
    layout->addWidget(summary_);
    layout->addWidget(lanes_);
    layout->addWidget(table_, 1);
    setRunning(false);
}

void TrialView::fitTimes(double duration) {
    const QString longest = timeText(duration);
    for (const int column : {TrialModel::Before, TrialModel::After}) {
        table_->fitColumn(column, longest + QStringLiteral(" – ") + longest);
    }
}

void TrialView::setRecording(const QString& name, const QString& why) {
    hasRecording_ = !name.isEmpty();
    recording_->setText(hasRecording_ ? name : tr("No recording is open"));
    recording_->setToolTip(hasRecording_ ? name : why);
    clearResult();
    summary_->setText(hasRecording_ ? QString() : why);
    setRunning(false);
}

void TrialView::setLabels(const QStringList& labels) {
    lanes_->setLabels(labels);
}

void TrialView::clearResult() {
    model_.setRows({});
    lanes_->setResult({});
}

void TrialView::setRunning(bool running) {
    try_->setVisible(!running);
    progress_->setVisible(running);
    cancel_->setVisible(running);
    try_->setEnabled(hasRecording_);
    try_->setToolTip(hasRecording_
                         ? tr("Run the network over the whole recording once, and compare the "
                              "gestures of the saved profile with those of the values above. "
                              "Further changes then show at once.")
                         : tr("Open a recording first"));
}

void TrialView::showProgress(double share) {
    progress_->setRange(0, share < 0.0 ? 0 : kSteps);
    progress_->setValue(static_cast<int>(std::clamp(share, 0.0, 1.0) * kSteps));
    if (progress_->isHidden()) {
        const bool hadFocus = try_->hasFocus();
        setRunning(true);
        if (hadFocus) {
            cancel_->setFocus();
        }
    }
}

void TrialView::showResult(const TrialResult& result) {
    setRunning(false);
    model_.setRows(result.rows);
    fitTimes(result.duration);
    TrialResult sorted = result;
    sorted.rows = model_.rows();
    lanes_->setResult(sorted);
    lanes_->setSelected(table_->currentIndex().row());
    summary_->setText(trialSummary(result.rows));
    lanes_->setAccessibleDescription(summary_->text());
}

void TrialView::showIdle(const QString& remark) {
    setRunning(false);
    summary_->setText(remark);
}

}  // namespace handscope::ui
