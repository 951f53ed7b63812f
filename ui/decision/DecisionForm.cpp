// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionForm.h"

#include <QGridLayout>
#include <QStringList>
#include <algorithm>

namespace handscope::ui {
namespace {

constexpr double kLongest = 30.0;  // seconds
constexpr ValueRow::Range kShare{.low = 0.0, .high = 1.0, .sliderHigh = 1.0, .step = 0.01};

constexpr ValueRow::Range times(double low, double sliderHigh) {
    return {.low = low, .high = kLongest, .sliderHigh = sliderHigh, .step = 0.05};
}

}  // namespace

DecisionForm::DecisionForm(QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    addWindowRows(*grid);
    addScoreRows(*grid);
    addTimeRows(*grid);
    setValues({}, std::nullopt);
}

void DecisionForm::addWindowRows(QGridLayout& grid) {
    add(grid, &DecisionValues::windowLength, "window", tr("Window length"),
        tr("How much video the network sees at a time. Long windows see slow gestures whole; short "
           "ones answer sooner."),
        false, times(0.1, 5.0));
    add(grid, &DecisionValues::windowGrid, "grid", tr("A window every"),
        tr("How often a window ends and the network is asked. Shorter is smoother and costs more."),
        false, times(0.05, 1.0));
}

void DecisionForm::addScoreRows(QGridLayout& grid) {
    add(grid, &DecisionValues::averaging, "averaging", tr("Averaged over"),
        tr("Scores are averaged over the windows that ended in this time. Longer is calmer and "
           "slower."),
        false, times(0.0, 3.0));
    add(grid, &DecisionValues::onThreshold, "on", tr("Fires at"),
        tr("The averaged score at or above which a gesture fires."), true, kShare);
    add(grid, &DecisionValues::margin, "margin", tr("Ahead by"),
        tr("How far the first class must lead the second for it to fire."), true, kShare);
    add(grid, &DecisionValues::offThreshold, "off", tr("Ends below"),
        tr("A gesture that fired ends, and may fire again, once its averaged score falls below "
           "this. It is never above “Fires at”."),
        true, kShare);
}

void DecisionForm::addTimeRows(QGridLayout& grid) {
    add(grid, &DecisionValues::onDuration, "onDuration", tr("Lasting for"),
        tr("A gesture fires once its score has been high enough, and ahead by enough, for this "
           "long."),
        false, times(0.0, 2.0));
    add(grid, &DecisionValues::hold, "hold", tr("Then holds for"),
        tr("A gesture that fired stays on screen for this long, and nothing else fires meanwhile."),
        false, times(0.0, 5.0));
}

void DecisionForm::add(QGridLayout& grid, double DecisionValues::*field, const char* name,
                       const QString& title, const QString& what, bool percent,
                       const ValueRow::Range& range) {
    const double byDefault = DecisionValues().*field;
    const QString shown = percent ? tr("%1 %").arg(byDefault * 100.0) : tr("%1 s").arg(byDefault);
    auto* row = new ValueRow({.name = QStringLiteral("decision.") + QLatin1String(name),
                              .title = title,
                              .toolTip = what + tr("\nDefault: %1").arg(shown),
                              .percent = percent},
                             range, grid, static_cast<int>(rows_.size()), this);
    connect(row, &ValueRow::edited, this, [this, field](double value) { edit(field, value); });
    rows_.append({field, row});
}

void DecisionForm::setValues(const DecisionValues& values,
                             const std::optional<FixedWindows>& fixed) {
    values_ = values;
    fixed_ = fixed;
    for (const Row& row : rows_) {
        double shown = values.*row.field;
        if (row.field == &DecisionValues::windowLength ||
            row.field == &DecisionValues::windowGrid) {
            row.controls->setLocked(fixed ? fixed->reason : QString());
            if (fixed) {
                shown = row.field == &DecisionValues::windowLength ? fixed->length : fixed->grid;
            }
        }
        row.controls->setValue(shown);
    }
}

void DecisionForm::edit(double DecisionValues::*field, double value) {
    QString remark;
    values_.*field = value;
    if (values_.offThreshold > values_.onThreshold) {
        if (field == &DecisionValues::onThreshold) {
            values_.offThreshold = value;
            remark =
                tr("“Ends below” came down with “Fires at”: a gesture would else end as soon "
                   "as it fires.");
        } else if (field == &DecisionValues::offThreshold) {
            values_.onThreshold = value;
            remark =
                tr("“Fires at” went up with “Ends below”: a gesture would else end as soon as "
                   "it fires.");
        }
    }
    setValues(values_, fixed_);
    Q_EMIT edited(values_, remark);
}

QString remarkOn(const DecisionValues& values) {
    QStringList remarks;
    if (values.offThreshold > values.onThreshold) {
        remarks << DecisionForm::tr(
            "“Ends below” is above “Fires at”: a gesture may end as soon as it fires.");
    }
    const auto below =
        std::count_if(values.rules.begin(), values.rules.end(), [&](const ClassRule& rule) {
            return !rule.muted && rule.onThreshold && *rule.onThreshold < values.offThreshold;
        });
    if (below > 0) {
        remarks << DecisionForm::tr(
                       "Classes that fire below “Ends below”, and may end at once: %1.")
                       .arg(below);
    }
    if (values.windowGrid > values.windowLength) {
        remarks << DecisionForm::tr(
            "Windows are further apart than they are long: some of the video is never looked at.");
    }
    return remarks.join(QLatin1Char('\n'));
}

}  // namespace handscope::ui
