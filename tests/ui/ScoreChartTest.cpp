// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ScoreChart.h"

#include <gmock/gmock.h>

#include <QChart>
#include <QChartView>
#include <QLegend>
#include <QLegendMarker>
#include <QTest>

namespace handscope::ui {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class ScoreChartTest : public testing::Test {
protected:
    void SetUp() override {
        chart_.setLabels({"A", "B", "C", "D", "E", "F", "G"});
        view_ = chart_.findChild<QChartView*>("scores.view");
        ASSERT_NE(view_, nullptr);
    }

    QLineSeries* series(const QString& name) const {
        for (QAbstractSeries* candidate : view_->chart()->series()) {
            if (candidate->name() == name && candidate->isVisible()) {
                return qobject_cast<QLineSeries*>(candidate);
            }
        }
        return nullptr;
    }

    ScoreChart chart_;
    QChartView* view_ = nullptr;
};

TEST_F(ScoreChartTest, DrawsOnlyTheFiveHighestClasses) {
    chart_.append(1.0, {0.1F, 0.9F, 0.2F, 0.3F, 0.05F, 0.4F, 0.01F});
    EXPECT_THAT(chart_.shownClasses(), UnorderedElementsAre("A", "B", "C", "D", "F"));
}

TEST_F(ScoreChartTest, CurvesHoldExactlyThePointsGiven) {
    chart_.append(1.0, {0.25F, 0.5F, 0, 0, 0, 0, 0});
    chart_.append(1.25, {0.75F, 0.125F, 0, 0, 0, 0, 0});
    ASSERT_NE(series("A"), nullptr);
    EXPECT_THAT(series("A")->points(), ElementsAre(QPointF(1.0, 0.25), QPointF(1.25, 0.75)));
    EXPECT_THAT(series("B")->points(), ElementsAre(QPointF(1.0, 0.5), QPointF(1.25, 0.125)));
}

TEST_F(ScoreChartTest, OfAFastNetworksPointsThePeaksAreDrawn) {
    for (int point = 0; point < 1200; ++point) {
        const float score = point == 777 ? 0.9F : 0.3F;
        chart_.append(0.05 * point, {score, 0, 0, 0, 0, 0, 0});
    }
    const QList<QPointF> points = series("A")->points();
    EXPECT_LE(points.size(), 1 + qRound(60.0 / ScoreChart::kPeriod));
    EXPECT_THAT(points, Contains(QPointF(0.05 * 777, static_cast<double>(0.9F))));
    EXPECT_GT(points.back().x(), 59.5);
}

TEST_F(ScoreChartTest, AClassKeepsItsColourWhenOthersComeAndGo) {
    chart_.append(1.0, {0.5F, 0.4F, 0.3F, 0.2F, 0.1F, 0, 0});
    const QColor colour = series("B")->color();
    chart_.append(2.0, {0, 0, 0, 0, 0, 0.9F, 0.8F});
    EXPECT_THAT(chart_.shownClasses(), UnorderedElementsAre("A", "B", "C", "F", "G"));
    EXPECT_EQ(series("B")->color(), colour);
}

TEST_F(ScoreChartTest, TheLegendNamesTheShownClasses) {
    chart_.append(1.0, {0.5F, 0.4F, 0.3F, 0.2F, 0.1F, 0, 0});
    chart_.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&chart_));
    QStringList names;
    for (const QLegendMarker* marker : view_->chart()->legend()->markers()) {
        if (marker->isVisible()) {
            names << marker->label();
        }
    }
    EXPECT_THAT(names, UnorderedElementsAre("A", "B", "C", "D", "E"));
}

TEST_F(ScoreChartTest, IsEmptyAfterClear) {
    chart_.append(1.0, {0.5F, 0.4F, 0.3F, 0.2F, 0.1F, 0, 0});
    chart_.clear();
    EXPECT_TRUE(chart_.shownClasses().isEmpty());
    for (const QAbstractSeries* candidate : view_->chart()->series()) {
        EXPECT_TRUE(qobject_cast<const QLineSeries*>(candidate)->points().isEmpty());
    }
}

TEST_F(ScoreChartTest, IgnoresScoresOfAnotherModel) {
    chart_.append(1.0, {0.5F, 0.4F});
    EXPECT_TRUE(chart_.shownClasses().isEmpty());
}

}  // namespace
}  // namespace handscope::ui
