// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/HistogramView.h"

#include <gmock/gmock.h>

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QCheckBox>
#include <QLabel>
#include <QLineSeries>
#include <QSignalSpy>
#include <QTest>

#include "MapsFixture.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class HistogramViewTest : public testing::Test {
protected:
    void SetUp() override {
        histogram_.resize(400, 120);
        histogram_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&histogram_));
        chart_ = histogram_.findChild<QChartView*>("stage.histogram.view")->chart();
        logarithmic_ = histogram_.findChild<QCheckBox*>("stage.histogram.log");
    }

    QList<QPointF> outline() const {
        return qobject_cast<QAreaSeries*>(chart_->series().front())->upperSeries()->points();
    }
    QString text() const { return histogram_.findChild<QLabel*>("stage.histogram.text")->text(); }

    HistogramView histogram_;
    QChart* chart_ = nullptr;
    QCheckBox* logarithmic_ = nullptr;
};

TEST_F(HistogramViewTest, DrawsAStepForEachBin) {
    histogram_.setHistogram(someHistogram());
    EXPECT_THAT(outline(), ElementsAre(QPointF(-1.0, 10), QPointF(-0.5, 10), QPointF(-0.5, 1000),
                                       QPointF(0.0, 1000), QPointF(0.0, 0), QPointF(0.5, 0),
                                       QPointF(0.5, 2), QPointF(1.0, 2)));
}

TEST_F(HistogramViewTest, SaysMeanAndZerosInWords) {
    histogram_.setHistogram(someHistogram());
    EXPECT_EQ(text(), "Mean 0.25, 50 % are zero");
}

TEST_F(HistogramViewTest, ByLogarithmAnEmptyBinLiesBelowOne) {
    QSignalSpy chosen(&histogram_, &HistogramView::logarithmicChosen);
    histogram_.setHistogram(someHistogram());
    QTest::mouseClick(logarithmic_, Qt::LeftButton, {}, {8, logarithmic_->height() / 2});
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_TRUE(chosen[0][0].toBool());
    ASSERT_EQ(outline().size(), 8);
    EXPECT_EQ(outline()[4], QPointF(0.0, 0.5));
    EXPECT_EQ(chart_->axes(Qt::Vertical).size(), 1);
    EXPECT_EQ(chart_->axes(Qt::Vertical).front()->type(), QAbstractAxis::AxisTypeLogValue);
    histogram_.grab();
    // And back, and again with other values.
    QTest::mouseClick(logarithmic_, Qt::LeftButton, {}, {8, logarithmic_->height() / 2});
    EXPECT_EQ(chart_->axes(Qt::Vertical).front()->type(), QAbstractAxis::AxisTypeValue);
    EXPECT_EQ(outline()[4], QPointF(0.0, 0.0));
    histogram_.grab();
}

TEST_F(HistogramViewTest, SetByItsOwnerItSaysNothing) {
    QSignalSpy chosen(&histogram_, &HistogramView::logarithmicChosen);
    histogram_.setHistogram(someHistogram());
    histogram_.setLogarithmic(true);
    EXPECT_TRUE(logarithmic_->isChecked());
    EXPECT_EQ(chart_->axes(Qt::Vertical).front()->type(), QAbstractAxis::AxisTypeLogValue);
    EXPECT_EQ(chosen.count(), 0);
}

TEST_F(HistogramViewTest, SurvivesWhatIsNoHistogram) {
    HistogramData data = someHistogram();
    histogram_.setHistogram(data);
    for (const auto& [low, high] : {std::pair(1.0, 1.0), std::pair(2.0, 1.0),
                                    std::pair(0.0, std::numeric_limits<double>::quiet_NaN())}) {
        data.low = low;
        data.high = high;
        histogram_.setHistogram(data);
        EXPECT_FALSE(chart_->isVisible());
        EXPECT_EQ(text(), "");
    }
    histogram_.setHistogram({});
    EXPECT_FALSE(logarithmic_->isEnabled());
    histogram_.setHistogram({{0.0, 0.0}, 0.0, 1.0, 0.0, 1.0});
    histogram_.setLogarithmic(true);
    histogram_.grab();
}

}  // namespace
}  // namespace handscope::ui
