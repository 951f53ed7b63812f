// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StatisticsPresenter.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

using namespace std::chrono_literals;

class StatisticsPresenterTest : public ::testing::Test {
protected:
    StatisticsPresenter presenter;
    StatisticsPresenter::TimePoint start{1h};

    pipeline::PipelineUpdate updateCapturedAt(StatisticsPresenter::TimePoint captured) {
        pipeline::PipelineUpdate update;
        update.latest.emplace();
        update.latest->window.newestCapture = captured;
        return update;
    }
};

TEST_F(StatisticsPresenterTest, LatencyRunsFromTheCaptureToThePaint) {
    for (int i = 1; i <= 100; ++i) {
        presenter.take(updateCapturedAt(start));
        presenter.predictionPainted(start + i * 1ms);
    }
    const auto view = presenter.view({}, start);
    EXPECT_DOUBLE_EQ(view.latencyP50, 50.0);
    EXPECT_DOUBLE_EQ(view.latencyP95, 95.0);
    EXPECT_DOUBLE_EQ(view.latencyP99, 99.0);
}

TEST_F(StatisticsPresenterTest, ADelayBeforeThePaintShowsInTheLatency) {
    presenter.take(updateCapturedAt(start));
    presenter.predictionPainted(start + 40ms);
    presenter.take(updateCapturedAt(start));
    presenter.predictionPainted(start + 540ms);
    EXPECT_DOUBLE_EQ(presenter.view({}, start).latencyP99, 540.0);
}

TEST_F(StatisticsPresenterTest, WhatTheOtherStagesLeaveOfTheLatencyIsPainting) {
    auto update = updateCapturedAt(start);
    update.latest->times = {
        .capture = 2.0, .wait = 3.0, .prepare = 1.0, .forward = 20.0, .decide = 0.5};
    presenter.take(update);
    presenter.predictionPainted(start + 30ms);
    const auto view = presenter.view({}, start);
    EXPECT_DOUBLE_EQ(view.capture, 2.0);
    EXPECT_DOUBLE_EQ(view.wait, 3.0);
    EXPECT_DOUBLE_EQ(view.paint, 3.5);
}

TEST_F(StatisticsPresenterTest, AnAnswerThatIsNoWindowsLeavesTheCounts) {
    auto update = updateCapturedAt(start);
    update.counts = {.windows = 7, .missed = 2, .windowsPerSecond = 3.5};
    presenter.take(update);
    pipeline::PipelineUpdate answer;  // of the inspector, or maps read anew
    answer.refreshed.emplace();
    presenter.take(answer);
    EXPECT_EQ(presenter.view({}, start).windows, 7);
    EXPECT_EQ(presenter.view({}, start).missed, 2);
    EXPECT_DOUBLE_EQ(presenter.view({}, start).inferenceRate, 3.5);
    presenter.clear();
    EXPECT_EQ(presenter.view({}, start).windows, 0);
}

TEST_F(StatisticsPresenterTest, APaintWithoutANewPredictionIsNoSample) {
    presenter.take(updateCapturedAt(start));
    presenter.predictionPainted(start + 10ms);
    presenter.predictionPainted(start + 9999ms);
    EXPECT_DOUBLE_EQ(presenter.view({}, start).latencyP99, 10.0);
}

TEST_F(StatisticsPresenterTest, RatesOfCaptureInferenceAndDisplayStayApart) {
    pipeline::PipelineUpdate update;
    update.counts.windowsPerSecond = 4.0;
    presenter.take(update);
    for (int i = 0; i <= 20; ++i) {
        presenter.framePainted(start + i * 50ms);
    }
    const auto view = presenter.view({.framesPerSecond = 30.0}, start + 1s);
    EXPECT_DOUBLE_EQ(view.captureRate, 30.0);
    EXPECT_DOUBLE_EQ(view.inferenceRate, 4.0);
    EXPECT_DOUBLE_EQ(view.displayRate, 20.0);
}

TEST_F(StatisticsPresenterTest, CountsAreThoseOfCaptureAndInference) {
    pipeline::PipelineUpdate update = updateCapturedAt(start);
    update.counts = {.windows = 7, .missed = 3};
    update.latest->times = {.wait = 1.0, .prepare = 2.0, .forward = 3.0, .decide = 4.0};
    presenter.take(update);
    capture::CaptureCounts counts;
    counts.captured = 100;
    counts.delivered = 90;
    counts.dropped = 10;
    counts.late = 5;
    counts.corruptPackets = 2;
    const auto view = presenter.view(counts, start);
    EXPECT_EQ(view.captured, 100);
    EXPECT_EQ(view.delivered, 90);
    EXPECT_EQ(view.dropped, 10);
    EXPECT_EQ(view.late, 5);
    EXPECT_EQ(view.corrupt, 2);
    EXPECT_EQ(view.windows, 7);
    EXPECT_EQ(view.missed, 3);
    EXPECT_DOUBLE_EQ(view.wait, 1.0);
    EXPECT_DOUBLE_EQ(view.prepare, 2.0);
    EXPECT_DOUBLE_EQ(view.forward, 3.0);
    EXPECT_DOUBLE_EQ(view.decide, 4.0);
}

}  // namespace
}  // namespace handscope::app
