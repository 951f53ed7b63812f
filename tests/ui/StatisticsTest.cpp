// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <map>

#include "WindowFixture.h"
#include "ui/StageStrip.h"

namespace handscope::ui {
namespace {

class StatisticsTest : public WindowFixture {};

TEST_F(StatisticsTest, ShowsExactlyWhatItIsGiven) {
    StatisticsView view;
    view.captureRate = 29.97;
    view.inferenceRate = 3.84;
    view.displayRate = 28.5;
    view.captured = 1003;
    view.delivered = 990;
    view.dropped = 13;
    view.late = 5;
    view.skipped = 4;
    view.corrupt = 2;
    view.windows = 416;
    view.missed = 17;
    view.latencyP50 = 87.31;
    view.latencyP95 = 154.6;
    view.latencyP99 = 1301.4;
    view.capture = 3.26;
    view.wait = 12.44;
    view.prepare = 6.1;
    view.forward = 61.73;
    view.decide = 0.08;
    view.paint = 4.91;
    view.device = "CPU";
    view.precision = "fp32, 2 threads";
    window_->showStatistics(view);
    const std::map<std::string, std::string> expected{
        {"captureRate", "30.0"}, {"inferenceRate", "3.8"}, {"displayRate", "28.5"},
        {"captured", "1003"},    {"delivered", "990"},     {"dropped", "13"},
        {"late", "5"},           {"corrupt", "2"},         {"skipped", "4"},
        {"windows", "416"},      {"missed", "17"},         {"latencyP50", "87.3"},
        {"latencyP95", "155"},   {"latencyP99", "1301"},   {"wait", "12.4"},
        {"prepare", "6.1"},      {"forward", "61.7"},      {"decide", "0.1"},
        {"capture", "3.3"},      {"paint", "4.9"},         {"device", "CPU, fp32, 2 threads"}};
    for (const auto& [name, text] : expected) {
        EXPECT_EQ(labelText(QString::fromStdString("statistics." + name)).toStdString(), text)
            << name;
    }
}

TEST_F(StatisticsTest, TheStripGivesEachStageItsShareOfTheTime) {
    StatisticsView view;
    view.capture = 10.0;
    view.forward = 30.0;
    window_->showStatistics(view);
    const auto* strip = find<StageStrip>("statistics.stages");
    EXPECT_NEAR(strip->stretchOf(0).width(), 0.25 * strip->width(), 0.5);
    EXPECT_TRUE(strip->stretchOf(1).isEmpty());
    EXPECT_NEAR(strip->stretchOf(3).left(), 0.25 * strip->width(), 0.5);
    EXPECT_NEAR(strip->stretchOf(3).right(), strip->width(), 0.5);
    EXPECT_TRUE(strip->accessibleDescription().contains("forward 30.0 ms"));
}

TEST_F(StatisticsTest, EachFieldHasItsOwnValue) {
    // One field at a time: a value that landed in another's place would show.
    const std::map<std::string, qint64 StatisticsView::*> counts{
        {"captured", &StatisticsView::captured}, {"delivered", &StatisticsView::delivered},
        {"dropped", &StatisticsView::dropped},   {"late", &StatisticsView::late},
        {"corrupt", &StatisticsView::corrupt},   {"windows", &StatisticsView::windows},
        {"skipped", &StatisticsView::skipped},   {"missed", &StatisticsView::missed}};
    for (const auto& [name, field] : counts) {
        StatisticsView view;
        view.*field = 7;
        window_->showStatistics(view);
        for (const auto& [other, unused] : counts) {
            EXPECT_EQ(labelText(QString::fromStdString("statistics." + other)),
                      other == name ? "7" : "0")
                << name << " in " << other;
        }
    }
}

}  // namespace
}  // namespace handscope::ui
