// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/TrialView.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace handscope::ui {
namespace {

TrialResult sample() {
    return {.duration = 20.0,
            .profile = "Lab",
            .rows = {
                {TrialChange::New, "Stop Sign", {}, TrialSpan{12.0, 14.0, 0.7}},
                {TrialChange::Same, "Thumb Up", TrialSpan{2.0, 4.0, 0.9}, TrialSpan{2.0, 4.0, 0.9}},
                {TrialChange::Gone, "Shaking Hand", TrialSpan{6.0, 8.0, 0.6}, {}},
                {TrialChange::Moved, "Thumb Up", TrialSpan{15.0, 17.0, 0.8},
                 TrialSpan{16.0, 18.5, 0.8}}}};
}

class TrialViewTest : public testing::Test {
protected:
    TrialView view_;
    QSignalSpy seek_{&view_, &TrialView::seekRequested};

    void SetUp() override {
        view_.resize(380, 600);
        view_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view_));
        view_.setRecording("clip.mp4");
    }

    template <typename Widget>
    Widget* find(const char* name) const {
        auto* widget = view_.findChild<Widget*>(name);
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    QString summary() const { return find<QLabel>("trial.summary")->text(); }
};

TEST_F(TrialViewTest, TellsWhatChangedInOneLine) {
    view_.showResult(sample());
    EXPECT_EQ(summary(), "1 the same, 1 moved, 1 new, 1 gone");
    EXPECT_EQ(trialSummary({}), "No gesture, neither before nor now");
    EXPECT_EQ(trialSummary({sample().rows[1]}), "1 the same");
}

TEST_F(TrialViewTest, ListsTheEventsByTime) {
    view_.showResult(sample());
    const auto* const model = find<QTableView>("trial.table")->model();
    ASSERT_EQ(model->rowCount(), 4);
    const auto text = [&](int row, int column) {
        return model->index(row, column).data().toString();
    };
    EXPECT_EQ(text(0, TrialModel::Change), "=");
    EXPECT_EQ(text(1, TrialModel::Change), "−");
    EXPECT_EQ(text(1, TrialModel::Before), "0:06.0 – 0:08.0");
    EXPECT_EQ(text(1, TrialModel::After), "–");
    EXPECT_EQ(text(2, TrialModel::Label), "Stop Sign");
    EXPECT_EQ(text(3, TrialModel::After), "0:16.0 – 0:18.5");
}

TEST_F(TrialViewTest, GoesToAnEventByEnterAndByDoubleClick) {
    view_.showResult(sample());
    auto* table = find<QTableView>("trial.table");
    table->selectRow(3);
    QTest::keyClick(table, Qt::Key_Return);
    ASSERT_EQ(seek_.count(), 1);
    EXPECT_DOUBLE_EQ(seek_[0][0].toDouble(), 15.0);
    auto* lanes = find<TrialLanes>("trial.lanes");
    EXPECT_TRUE(lanes->barOf(1, /*before=*/false).isEmpty()) << "it is gone";
    QTest::mouseDClick(lanes, Qt::LeftButton, {}, lanes->barOf(3, false).center().toPoint());
    ASSERT_EQ(seek_.count(), 2);
    EXPECT_DOUBLE_EQ(seek_[1][0].toDouble(), 16.0);
    QTest::mouseDClick(lanes, Qt::LeftButton, {}, QPoint(lanes->width() / 2, lanes->height() - 2));
    EXPECT_NEAR(seek_[2][0].toDouble(), 10.0, 0.1);
}

TEST_F(TrialViewTest, AClickOnABarSelectsItsRow) {
    view_.showResult(sample());
    auto* lanes = find<TrialLanes>("trial.lanes");
    QTest::mouseClick(lanes, Qt::LeftButton, {}, lanes->barOf(1, true).center().toPoint());
    EXPECT_EQ(find<QTableView>("trial.table")->currentIndex().row(), 1);
    EXPECT_EQ(seek_.count(), 0);
}

TEST_F(TrialViewTest, EventsThatOverlapStandBelowOneAnother) {
    TrialResult result = sample();
    result.rows[2].before = TrialSpan{3.0, 5.0, 0.6};
    view_.showResult(result);
    const auto* const lanes = find<TrialLanes>("trial.lanes");
    EXPECT_FALSE(lanes->barOf(0, true).intersects(lanes->barOf(1, true)));
    EXPECT_LT(lanes->barOf(0, true).bottom(), lanes->barOf(0, false).top());
}

TEST_F(TrialViewTest, CanBeCancelledWhileItRunsAndOnlyThen) {
    auto* try_ = find<QPushButton>("trial.try");
    auto* cancel = find<QPushButton>("trial.cancel");
    QSignalSpy tried(&view_, &TrialView::trialRequested);
    QSignalSpy cancelled(&view_, &TrialView::cancelRequested);
    EXPECT_FALSE(cancel->isVisible());
    QTest::mouseClick(try_, Qt::LeftButton);
    EXPECT_EQ(tried.count(), 1);
    view_.showProgress(0.25);
    EXPECT_FALSE(try_->isVisible());
    EXPECT_EQ(find<QProgressBar>("trial.progress")->value(), 250);
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_EQ(cancelled.count(), 1);
    view_.showIdle("Cancelled.");
    EXPECT_TRUE(try_->isVisible());
    EXPECT_EQ(summary(), "Cancelled.");
}

TEST_F(TrialViewTest, WithoutARecordingItSaysWhy) {
    view_.showResult(sample());
    view_.setRecording({}, "Open one.");
    EXPECT_FALSE(find<QPushButton>("trial.try")->isEnabled());
    EXPECT_EQ(summary(), "Open one.");
    EXPECT_EQ(find<QTableView>("trial.table")->model()->rowCount(), 0);
}

TEST(TrialModelTest, KeepsTheRulesOfModels) {
    TrialModel model;
    QAbstractItemModelTester tester(&model,
                                    QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setRows(sample().rows);
    EXPECT_TRUE(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("gone"));
    model.setRows({});
    EXPECT_EQ(model.rowCount(), 0);
}

}  // namespace
}  // namespace handscope::ui
