// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ScoreChart.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/UnsharedPainting.h"

namespace handscope::ui {
namespace {

// Okabe and Ito's colours, which colour-blind people can tell apart and which read on light and
// dark.
constexpr std::array<QRgb, ScoreChart::kCurves> kColours{0xffe69f00, 0xff3d9be9, 0xff009e73,
                                                         0xffd55e00, 0xffcc79a7};

qint64 periodOf(double seconds) {
    return static_cast<qint64>(std::floor(seconds / ScoreChart::kPeriod));
}

}  // namespace

ScoreChart::ScoreChart(QWidget* parent)
    : QWidget(parent),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      timeAxis_(new QValueAxis(this)),
      scoreAxis_(new QValueAxis(this)) {
    setAccessibleName(tr("Scores of the last minute"));
    setToolTip(
        tr("Smoothed scores of the last minute of video, for the classes with the highest "
           "peaks"));
    view_->setObjectName(QStringLiteral("scores.view"));
    view_->setAccessibleName(accessibleName());
    view_->setRenderHint(QPainter::Antialiasing);
    view_->setFrameShape(QFrame::NoFrame);
    // A file dropped here is for the window.
    view_->setAcceptDrops(false);
    view_->setMinimumSize(240, 120);

    chart_->setMargins({4, 0, 4, 0});
    chart_->setBackgroundRoundness(0);
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->legend()->setAlignment(Qt::AlignTop);
    chart_->legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    timeAxis_->setLabelFormat(tr("%.0f s"));
    // Ticks stand at fixed moments and wander with the curves, rather than labels that keep
    // changing.
    timeAxis_->setTickType(QValueAxis::TicksDynamic);
    timeAxis_->setTickAnchor(0.0);
    timeAxis_->setTickInterval(10.0);
    scoreAxis_->setRange(0.0, 1.0);
    scoreAxis_->setTickCount(3);
    scoreAxis_->setLabelFormat(QStringLiteral("%.1f"));
    chart_->addAxis(timeAxis_, Qt::AlignBottom);
    chart_->addAxis(scoreAxis_, Qt::AlignLeft);
    for (std::size_t index = 0; index < curves_.size(); ++index) {
        auto* series = new QLineSeries(this);
        series->setPen(QPen(QColor(kColours[index]), 2.0));
        chart_->addSeries(series);
        series->attachAxis(timeAxis_);
        series->attachAxis(scoreAxis_);
        curves_[index].series = series;
    }

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    applyPalette();
    clear();
}

void ScoreChart::setLabels(const QStringList& labels) {
    labels_ = labels;
    clear();
}

void ScoreChart::append(double seconds, const std::vector<float>& scores) {
    if (scores.size() != static_cast<std::size_t>(labels_.size())) {
        return;
    }
    const bool another = history_.entries().empty() ||
                         periodOf(seconds) != periodOf(history_.entries().back().seconds);
    history_.append(seconds, scores);
    if (another) {
        redraw();
    }
}

void ScoreChart::clear() {
    history_.clear();
    redraw();
}

QStringList ScoreChart::shownClasses() const {
    QStringList names;
    for (const Curve& curve : curves_) {
        if (curve.classIndex >= 0) {
            names << labels_.value(curve.classIndex);
        }
    }
    return names;
}

void ScoreChart::assignCurves(const std::vector<int>& classes) {
    std::vector<int> newcomers;
    for (const int index : classes) {
        const bool shown = std::any_of(curves_.begin(), curves_.end(), [&](const Curve& curve) {
            return curve.classIndex == index;
        });
        if (!shown) {
            newcomers.push_back(index);
        }
    }
    auto newcomer = newcomers.begin();
    for (Curve& curve : curves_) {
        if (std::find(classes.begin(), classes.end(), curve.classIndex) != classes.end()) {
            continue;
        }
        curve.classIndex = newcomer == newcomers.end() ? -1 : *newcomer++;
        curve.series->setName(labels_.value(curve.classIndex).toHtmlEscaped());  // for its legend
        curve.series->setVisible(curve.classIndex >= 0);
    }
}

/// One a period: a fast network gives many times as many as the chart has pixels for them.
QList<QPointF> ScoreChart::pointsOf(int classIndex) const {
    QList<QPointF> points;
    for (const ScoreHistory::Entry& entry : history_.entries()) {
        const QPointF point(entry.seconds, entry.scores[static_cast<std::size_t>(classIndex)]);
        if (points.isEmpty() || periodOf(points.back().x()) != periodOf(entry.seconds)) {
            points.append(point);
        } else if (point.y() > points.back().y()) {
            points.back() = point;
        }
    }
    return points;
}

void ScoreChart::redraw() {
    assignCurves(history_.topClasses(kCurves));
    for (const Curve& curve : curves_) {
        curve.series->replace(curve.classIndex < 0 ? QList<QPointF>() : pointsOf(curve.classIndex));
    }
    const double latest = history_.entries().empty() ? 0.0 : history_.entries().back().seconds;
    // A video younger than a minute fills the axis from its start on.
    const double first = history_.entries().empty() ? 0.0 : history_.entries().front().seconds;
    const double from = std::max(first, latest - ScoreHistory::kSeconds);
    timeAxis_->setRange(from, std::max(latest, from + ScoreHistory::kSeconds / 4.0));
}

void ScoreChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyPalette();
    }
    QWidget::changeEvent(event);
}

void ScoreChart::applyPalette() {
    const QColor text = palette().color(QPalette::WindowText);
    QColor grid = text;
    grid.setAlpha(40);
    chart_->setBackgroundBrush(palette().color(QPalette::Window));
    view_->setBackgroundBrush(palette().color(QPalette::Window));
    chart_->legend()->setLabelColor(text);
    chart_->legend()->setFont(font());
    for (QValueAxis* axis : {timeAxis_, scoreAxis_}) {
        axis->setLabelsColor(quietText(palette()));
        axis->setLabelsFont(font());
        axis->setGridLinePen(hairline(grid));
        axis->setLinePen(hairline(grid));
    }
}

}  // namespace handscope::ui
