// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionPanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <chrono>
#include <utility>

namespace handscope::ui {
namespace {

constexpr std::chrono::milliseconds kScoresEvery{200};

}  // namespace

DecisionPanel::DecisionPanel(QWidget* parent)
    : QWidget(parent),
      curve_(new DecisionCurve(this)),
      form_(new DecisionForm(this)),
      remark_(new QLabel(this)),
      defaults_(new QPushButton(tr("Defaults"), this)),
      classes_(new ClassRuleTable(this)) {
    remark_->setObjectName(QStringLiteral("decision.remark"));
    remark_->setAccessibleName(tr("Remark"));
    remark_->setWordWrap(true);
    defaults_->setObjectName(QStringLiteral("decision.defaults"));
    defaults_->setAccessibleName(tr("Defaults"));
    defaults_->setToolTip(
        tr("Set all values, and those of the classes, to the built-in ones. The "
           "saved profile stays until you save."));
    scoresRest_.setSingleShot(true);
    scoresRest_.setInterval(kScoresEvery);
    layOut();
    classes_->installEventFilter(this);
    connect(&scoresRest_, &QTimer::timeout, this, [this] {
        if (scoresPending_) {
            paintScores();
        }
    });
    connect(form_, &DecisionForm::edited, this,
            [this](const DecisionValues& values, const QString& remark) {
                values_ = values;
                refresh(remark);
                edited();
            });
    connect(&classes_->model(), &ClassRuleModel::classEdited, this,
            [this](const QString& label, const ClassRule& rule) {
                values_.setRule(label, rule);
                refresh();
                edited();
            });
    connect(defaults_, &QPushButton::clicked, this, [this] {
        values_ = DecisionValues();
        refresh();
        edited();
    });
    refresh();
}

void DecisionPanel::layOut() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(5);
    layout->addWidget(curve_);
    layout->addWidget(form_);
    auto* row = new QHBoxLayout;
    row->addWidget(remark_, 1);
    row->addWidget(defaults_, 0, Qt::AlignTop);
    layout->addLayout(row);
    layout->addWidget(classes_, 1);
}

void DecisionPanel::setValues(const DecisionValues& values) {
    announced_ = false;
    values_ = values;
    refresh();
}

void DecisionPanel::setLabels(const QStringList& labels) {
    scores_.clear();
    scoresPending_ = false;
    classes_->model().setLabels(labels);
}

void DecisionPanel::setFixedWindows(const std::optional<FixedWindows>& fixed) {
    fixed_ = fixed;
    refresh();
}

void DecisionPanel::refresh(const QString& remark) {
    DecisionValues effective = values_;
    if (fixed_) {
        effective.windowLength = fixed_->length;
        effective.windowGrid = fixed_->grid;
    }
    curve_->setValues(effective);
    form_->setValues(values_, fixed_);
    classes_->model().setValues(values_);
    const QString disorder = remarkOn(effective);
    remark_->setText(!remark.isEmpty()     ? remark
                     : !disorder.isEmpty() ? disorder
                     : fixed_              ? fixed_->reason
                                           : QString());
}

void DecisionPanel::edited() {
    if (announced_) {
        return;
    }
    announced_ = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (std::exchange(announced_, false)) {
                Q_EMIT valuesChanged(values_);
            }
        },
        Qt::QueuedConnection);
}

void DecisionPanel::showScores(const std::vector<float>& scores) {
    scores_ = scores;
    scoresPending_ = true;
    if (classes_->isVisible() && !scoresRest_.isActive()) {
        paintScores();
    }
}

void DecisionPanel::clearScores() {
    scores_.clear();
    paintScores();
}

void DecisionPanel::paintScores() {
    scoresPending_ = false;
    classes_->model().setScores(scores_);
    scoresRest_.start();
}

bool DecisionPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == classes_ && event->type() == QEvent::Show && scoresPending_) {
        paintScores();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace handscope::ui
