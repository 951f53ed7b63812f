// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/HistogramView.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QCheckBox>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/ColourBarView.h"
#include "ui/ElidedLabel.h"
#include "ui/Theme.h"
#include "ui/UnsharedPainting.h"

namespace handscope::ui {
namespace {

/// Below one value, so that one is seen and none is not.
constexpr double kLeastCount = 0.5;

}  // namespace

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      text_(new ElidedLabel(this)),
      logarithmic_(new QCheckBox(tr("Logarithmic"), this)),
      outline_(new QLineSeries(this)),
      area_(new QAreaSeries(outline_)),
      meanLine_(new QLineSeries(this)),
      valueAxis_(new QValueAxis(this)),
      countAxis_(new QValueAxis(this)),
      logAxis_(new QLogValueAxis(this)) {
    setObjectName(QStringLiteral("stage.histogram"));
    view_->setObjectName(QStringLiteral("stage.histogram.view"));
    view_->setAccessibleName(tr("Histogram of the map's values"));
    view_->setToolTip(
        tr("How many values lie where in the range of the colours; the line is their mean"));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setFocusPolicy(Qt::NoFocus);
    // A file dropped here is for the window.
    view_->setAcceptDrops(false);
    view_->setMinimumSize(80, 40);
    text_->setObjectName(QStringLiteral("stage.histogram.text"));
    text_->setAccessibleName(tr("The map's values in figures"));
    logarithmic_->setObjectName(QStringLiteral("stage.histogram.log"));
    logarithmic_->setAccessibleName(tr("Logarithmic counts"));
    logarithmic_->setToolTip(tr("Draw the counts by their logarithm, so that rare values show"));

    chart_->setMargins({0, 0, 0, 0});
    chart_->setBackgroundRoundness(0);
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->legend()->hide();
    valueAxis_->setTickCount(3);  // more have no room for three digits in a narrow window
    valueAxis_->setLabelFormat(QStringLiteral("%.3g"));
    countAxis_->setTickCount(2);
    countAxis_->setLabelFormat(QStringLiteral("%.0f"));
    logAxis_->setBase(10.0);
    logAxis_->setLabelFormat(QStringLiteral("%g"));
    chart_->addSeries(area_);
    chart_->addSeries(meanLine_);
    chart_->addAxis(valueAxis_, Qt::AlignBottom);
    chart_->addAxis(countAxis_, Qt::AlignLeft);
    area_->attachAxis(valueAxis_);
    area_->attachAxis(countAxis_);
    meanLine_->attachAxis(valueAxis_);
    meanLine_->attachAxis(countAxis_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(view_, 1);
    layout->addWidget(text_);
    layout->addWidget(logarithmic_);
    connect(logarithmic_, &QCheckBox::toggled, this, [this](bool logarithmic) {
        redraw();
        Q_EMIT logarithmicChosen(logarithmic);
    });
    applyPalette();
    redraw();
}

void HistogramView::setHistogram(const HistogramData& histogram) {
    histogram_ = histogram;
    redraw();
}

void HistogramView::setLogarithmic(bool logarithmic) {
    const QSignalBlocker quiet(logarithmic_);
    logarithmic_->setChecked(logarithmic);
    redraw();
}

void HistogramView::redraw() {
    const qsizetype bins = histogram_.counts.size();
    const bool drawn = bins > 0 && std::isfinite(histogram_.low) &&
                       std::isfinite(histogram_.high) && histogram_.high > histogram_.low;
    chart_->setVisible(drawn);
    showText(drawn);
    if (!drawn) {
        return;
    }
    const bool logarithmic = logarithmic_->isChecked();
    const double floor = logarithmic ? kLeastCount : 0.0;
    const double most =
        std::max(1.0, *std::max_element(histogram_.counts.begin(), histogram_.counts.end()));
    const double width = (histogram_.high - histogram_.low) / static_cast<double>(bins);
    QList<QPointF> steps;
    steps.reserve(2 * bins);
    for (qsizetype bin = 0; bin < bins; ++bin) {
        const double left = histogram_.low + width * static_cast<double>(bin);
        const double count = std::max(floor, histogram_.counts[bin]);
        steps << QPointF(left, count) << QPointF(left + width, count);
    }
    QAbstractAxis* wanted = logarithmic ? static_cast<QAbstractAxis*>(logAxis_) : countAxis_;
    QAbstractAxis* other = logarithmic ? static_cast<QAbstractAxis*>(countAxis_) : logAxis_;
    if (chart_->axes(Qt::Vertical).contains(other)) {
        // A logarithm has no zero: what was drawn on the other axis goes first.
        outline_->clear();
        meanLine_->clear();
        chart_->removeAxis(other);
        other->setParent(this);
        logAxis_->setRange(kLeastCount, most);
        chart_->addAxis(wanted, Qt::AlignLeft);
        area_->attachAxis(wanted);
        meanLine_->attachAxis(wanted);
    }
    valueAxis_->setRange(histogram_.low, histogram_.high);
    if (logarithmic) {
        logAxis_->setRange(kLeastCount, most);
    } else {
        countAxis_->setRange(0.0, most);
    }
    outline_->replace(steps);
    meanLine_->replace({{histogram_.mean, floor}, {histogram_.mean, most}});
    meanLine_->setVisible(histogram_.mean >= histogram_.low && histogram_.mean <= histogram_.high);
}

void HistogramView::showText(bool drawn) {
    logarithmic_->setEnabled(drawn);
    text_->setText(drawn ? tr("Mean %1, %2 % are zero")
                               .arg(valueText(static_cast<float>(histogram_.mean)),
                                    QString::number(100.0 * histogram_.zeroShare, 'f', 0))
                         : QString());
    text_->setToolTip(text_->text());
    view_->setAccessibleDescription(text_->text());
}

void HistogramView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyPalette();
    }
    QWidget::changeEvent(event);
}

void HistogramView::applyPalette() {
    const QColor text = palette().color(QPalette::WindowText);
    QColor grid = text;
    grid.setAlpha(40);
    QColor fill = quietText(palette());
    fill.setAlpha(130);
    chart_->setBackgroundBrush(palette().color(QPalette::Window));
    view_->setBackgroundBrush(palette().color(QPalette::Window));
    area_->setBrush(fill);
    area_->setPen(QPen(quietText(palette()), 1.0));
    meanLine_->setPen(QPen(palette().color(QPalette::Highlight), 2.0));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(valueAxis_), static_cast<QAbstractAxis*>(countAxis_),
          static_cast<QAbstractAxis*>(logAxis_)}) {
        axis->setLabelsColor(quietText(palette()));
        axis->setLabelsFont(small);
        axis->setGridLinePen(hairline(grid));
        axis->setLinePen(hairline(grid));
    }
}

}  // namespace handscope::ui
