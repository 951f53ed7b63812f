// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/inspect/maps/StageTypes.h"

class QAreaSeries;
class QChart;
class QChartView;
class QCheckBox;
class QLabel;
class QLineSeries;
class QLogValueAxis;
class QValueAxis;

namespace handscope::ui {

/// How many values of a map lie where in the range of its colours, with their mean as a line.
/// Counts are drawn as they are or by their logarithm. GUI thread.
class HistogramView : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget* parent = nullptr);

    /// No counts, or a range that is none, show nothing.
    void setHistogram(const HistogramData& histogram);
    /// Emits nothing.
    void setLogarithmic(bool logarithmic);

    QSize sizeHint() const override { return {320, 110}; }
    QSize minimumSizeHint() const override { return {160, 64}; }

Q_SIGNALS:
    void logarithmicChosen(bool logarithmic);

protected:
    void changeEvent(QEvent* event) override;

private:
    HistogramData histogram_;
    QChart* chart_;  ///< owned by the view, as are its series
    QChartView* view_;
    QLabel* text_;
    QCheckBox* logarithmic_;
    QLineSeries* outline_;
    QAreaSeries* area_;
    QLineSeries* meanLine_;
    QValueAxis* valueAxis_;
    QValueAxis* countAxis_;
    QLogValueAxis* logAxis_;

    void redraw();
    void showText(bool drawn);
    void applyPalette();
};

}  // namespace handscope::ui
