// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StatisticsPanel.h"

#include <QGridLayout>
#include <QLocale>

#include "ui/ElidedLabel.h"
#include "ui/StageStrip.h"

namespace handscope::ui {
namespace {

constexpr int kColumns = 6;  // of values

QString rateText(double value) {
    return QLocale().toString(value, 'f', 1);
}

QString milliseconds(double value) {
    return QLocale().toString(value, 'f', value < 99.95 ? 1 : 0);
}

}  // namespace

StatisticsPanel::StatisticsPanel(QWidget* parent)
    : QWidget(parent), stages_(new StageStrip(this)), device_(new ElidedLabel(this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(10, 6, 10, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    addRow(
        grid, tr("Rate, 1/s"),
        {{"captureRate", tr("capture"), tr("Capture rate"), tr("Frames a second from the source")},
         {"inferenceRate", tr("inference"), tr("Inference rate"),
          tr("Windows a second through the network")},
         {"displayRate", tr("display"), tr("Display rate"),
          tr("Pictures a second painted in this window")}});
    addRow(grid, tr("Frames"),
           {{"captured", tr("captured"), tr("Frames captured"), tr("Frames that the source gave")},
            {"delivered", tr("delivered"), tr("Frames delivered"),
             tr("Frames that reached recognition")},
            {"dropped", tr("dropped"), tr("Frames dropped"),
             tr("Frames given up because recognition was busy, or for a seek")},
            {"late", tr("late"), tr("Frames late"),
             tr("Frames that came more than one frame period after they were due")},
            {"skipped", tr("skipped"), tr("Frames skipped"),
             tr("Frames that this window did not show, because the next one came first")},
            {"corrupt", tr("corrupt"), tr("Corrupt packets"),
             tr("Packets that the decoder refused")}});
    addRow(
        grid, tr("Windows"),
        {{"windows", tr("done"), tr("Windows done"), tr("Windows that went through the network")},
         {"missed", tr("missed"), tr("Windows missed"),
          tr("Grid points of video time without a window, because the machine was busy")}});
    addRow(grid, tr("Latency, ms"),
           {{"latencyP50", tr("p50"), tr("Latency, median"),
             tr("From capture to the painted label: half of the windows are faster")},
            {"latencyP95", tr("p95"), tr("Latency, 95th percentile"),
             tr("From capture to the painted label: 95 of 100 windows are faster")},
            {"latencyP99", tr("p99"), tr("Latency, 99th percentile"),
             tr("From capture to the painted label: 99 of 100 windows are faster")}});
    addRow(grid, tr("Stage, ms"),
           {{"capture", tr("capture"), tr("Time to capture"),
             tr("Converting the newest frame needed from the decoder to pixels")},
            {"wait", tr("wait"), tr("Time waited"),
             tr("From there to the start of the work, for what runs before it")},
            {"prepare", tr("prepare"), tr("Time to prepare"),
             tr("Cropping, scaling and normalising the frames")},
            {"forward", tr("forward"), tr("Time in the network"), tr("The forward pass")},
            {"decide", tr("decide"), tr("Time to decide"),
             tr("Averaging the scores and finding events")},
            {"paint", tr("paint"), tr("Time to paint"),
             tr("From the decision to the painted label")}});
    const int stages = grid->rowCount();
    grid->addWidget(stages_, stages, 0, 1, kColumns + 1);
    grid->setRowMinimumHeight(stages + 1, 4);
    device_->setObjectName(QStringLiteral("statistics.device"));
    device_->setAccessibleName(tr("Device and precision"));
    device_->setToolTip(tr("What the network runs on"));
    const int row = grid->rowCount();
    auto* heading = new QLabel(tr("Runs on"), this);
    grid->addWidget(heading, row, 0);
    grid->addWidget(device_, row, 1, 1, kColumns);
    grid->setRowStretch(row + 1, 1);
    setStatistics({});
}

void StatisticsPanel::addRow(QGridLayout* grid, const QString& heading,
                             const QVector<Field>& fields) {
    const int row = grid->rowCount();
    auto* name = new QLabel(heading, this);
    grid->addWidget(name, row, 0, Qt::AlignTop);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    for (int column = 0; column < fields.size(); ++column) {
        const Field& field = fields[column];
        auto* value = new QLabel(this);
        value->setObjectName(QStringLiteral("statistics.") + field.name);
        value->setAccessibleName(field.spoken);
        value->setToolTip(field.toolTip);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* caption = new QLabel(field.caption, this);
        caption->setFont(small);
        caption->setToolTip(field.toolTip);
        caption->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(value, row, column + 1);
        grid->addWidget(caption, row + 1, column + 1);
        values_.insert(field.name, value);
    }
    grid->setRowMinimumHeight(row + 2, 4);
    for (int column = 1; column <= kColumns; ++column) {
        grid->setColumnStretch(column, 1);
    }
}

void StatisticsPanel::setValue(const QString& name, const QString& text) {
    values_.value(name)->setText(text);
}

void StatisticsPanel::setStatistics(const StatisticsView& statistics) {
    const QLocale locale;
    setValue("captureRate", rateText(statistics.captureRate));
    setValue("inferenceRate", rateText(statistics.inferenceRate));
    setValue("displayRate", rateText(statistics.displayRate));
    setValue("captured", locale.toString(statistics.captured));
    setValue("delivered", locale.toString(statistics.delivered));
    setValue("dropped", locale.toString(statistics.dropped));
    setValue("late", locale.toString(statistics.late));
    setValue("skipped", locale.toString(statistics.skipped));
    setValue("corrupt", locale.toString(statistics.corrupt));
    setValue("windows", locale.toString(statistics.windows));
    setValue("missed", locale.toString(statistics.missed));
    setValue("latencyP50", milliseconds(statistics.latencyP50));
    setValue("latencyP95", milliseconds(statistics.latencyP95));
    setValue("latencyP99", milliseconds(statistics.latencyP99));
    setValue("capture", milliseconds(statistics.capture));
    setValue("wait", milliseconds(statistics.wait));
    setValue("prepare", milliseconds(statistics.prepare));
    setValue("forward", milliseconds(statistics.forward));
    setValue("decide", milliseconds(statistics.decide));
    setValue("paint", milliseconds(statistics.paint));
    stages_->setStages({{tr("capture"), statistics.capture},
                        {tr("wait"), statistics.wait},
                        {tr("prepare"), statistics.prepare},
                        {tr("forward"), statistics.forward},
                        {tr("decide"), statistics.decide},
                        {tr("paint"), statistics.paint}});
    QStringList parts{statistics.device, statistics.precision};
    parts.removeAll(QString());
    device_->setText(parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral(", ")));
}

}  // namespace handscope::ui
