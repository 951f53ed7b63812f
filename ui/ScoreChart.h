// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineSeries>
#include <QStringList>
#include <QValueAxis>
#include <QWidget>
#include <array>
#include <vector>

#include "ui/ScoreHistory.h"

class QChart;
class QChartView;

namespace handscope::ui {

/// Curves of the last minute's scores, for the classes with the highest peaks only: all of them at
/// once cannot be told apart. A class keeps its colour for as long as it is shown. GUI thread.
class ScoreChart : public QWidget {
    Q_OBJECT

public:
    static constexpr int kCurves = 5;
    /// Less than can be told apart on the minute's axis, seconds.
    static constexpr double kPeriod = 0.2;

    explicit ScoreChart(QWidget* parent = nullptr);

    /// Names of the classes, in the order of the scores. Clears the curves.
    void setLabels(const QStringList& labels);

    /// `seconds` of video time. The count of scores is the count of labels; others are ignored. Of
    /// points that come closer than kPeriod only the highest one is drawn, and not before the next
    /// period.
    void append(double seconds, const std::vector<float>& scores);
    void clear();

    /// The names in the legend.
    QStringList shownClasses() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Curve {
        QLineSeries* series = nullptr;  ///< owned by the chart
        int classIndex = -1;            ///< −1: free
    };

    QStringList labels_;
    ScoreHistory history_;
    QChart* chart_;  ///< owned by the view
    QChartView* view_;
    QValueAxis* timeAxis_;
    QValueAxis* scoreAxis_;
    std::array<Curve, kCurves> curves_;

    void assignCurves(const std::vector<int>& classes);
    QList<QPointF> pointsOf(int classIndex) const;
    void redraw();
    void applyPalette();
};

}  // namespace handscope::ui
