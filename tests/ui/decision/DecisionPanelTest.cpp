// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionPanel.h"

#include <gtest/gtest.h>

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include "tests/support/Patience.h"

namespace handscope::ui {
namespace {

class DecisionPanelTest : public testing::Test {
protected:
    DecisionPanel panel_;
    QSignalSpy changed_{&panel_, &DecisionPanel::valuesChanged};

    void SetUp() override {
        panel_.setLabels({"Thumb Up", "Thumb Down", "No gesture", "Stop Sign"});
        panel_.resize(380, 660);
        panel_.show();
        panel_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel_));
    }

    template <typename Widget>
    Widget* find(const QString& name) const {
        auto* widget = panel_.findChild<Widget*>(name);
        EXPECT_NE(widget, nullptr) << name.toStdString();
        return widget;
    }

    QDoubleSpinBox* field(const char* name) const {
        return find<QDoubleSpinBox>(QString("decision.%1").arg(name));
    }

    /// As a person does.
    void type(const char* name, const QString& text) {
        QDoubleSpinBox* box = field(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
        QCoreApplication::processEvents();
    }

    QString remark() const { return find<QLabel>("decision.remark")->text(); }
};

TEST_F(DecisionPanelTest, ShowsTheDefaultsWithTheirUnits) {
    EXPECT_EQ(panel_.values(), DecisionValues());
    EXPECT_EQ(field("window")->text(), "2 s");
    EXPECT_EQ(field("grid")->text(), "0.25 s");
    EXPECT_EQ(field("on")->text(), "60 %");
    EXPECT_EQ(field("margin")->text(), "15 %");
    EXPECT_TRUE(field("on")->toolTip().contains("Default: 60 %"));
}

TEST_F(DecisionPanelTest, SaysWhatAPersonChangedOnceForEachRoundOfTheLoop) {
    type("averaging", "1.5");
    ASSERT_EQ(changed_.count(), 1);
    EXPECT_DOUBLE_EQ(changed_[0][0].value<DecisionValues>().averaging, 1.5);
    for (int step = 0; step < 5; ++step) {
        field("hold")->stepUp();
    }
    QCoreApplication::processEvents();
    ASSERT_EQ(changed_.count(), 2);
    EXPECT_DOUBLE_EQ(panel_.values().hold, 1.25);
}

TEST_F(DecisionPanelTest, EmitsNothingForWhatItIsGiven) {
    DecisionValues values;
    values.onThreshold = 0.725;
    values.windowLength = 45.0;
    values.hold = 0.333;
    panel_.setValues(values);
    panel_.setFixedWindows(FixedWindows{1.0, 0.125, "It is causal."});
    panel_.setFixedWindows(std::nullopt);
    panel_.showScores({0.1F, 0.2F, 0.3F, 0.4F});
    QCoreApplication::processEvents();
    EXPECT_EQ(changed_.count(), 0);
    EXPECT_EQ(panel_.values(), values) << "nothing is rounded or held within a range";
    EXPECT_EQ(field("on")->text(), "72.5 %");
    EXPECT_EQ(field("window")->text(), "45 s");
    type("margin", "20");
    EXPECT_DOUBLE_EQ(panel_.values().hold, 0.333);
}

TEST_F(DecisionPanelTest, ValuesThatAreGivenOvertakeAChangeThatWasNotSaidYet) {
    field("hold")->stepUp();
    panel_.setValues({});
    QCoreApplication::processEvents();
    EXPECT_EQ(changed_.count(), 0);
}

TEST_F(DecisionPanelTest, TheSliderAndTheFieldGoTogether) {
    auto* slider = find<QSlider>("decision.on.slider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    EXPECT_DOUBLE_EQ(panel_.values().onThreshold, 0.61);
    EXPECT_EQ(field("on")->text(), "61 %");
    type("on", "80");
    EXPECT_EQ(slider->value(), 80);
    EXPECT_DOUBLE_EQ(panel_.values().onThreshold, 0.8);
}

TEST_F(DecisionPanelTest, TheOffThresholdNeverGoesAboveTheOther) {
    type("off", "70");
    EXPECT_DOUBLE_EQ(panel_.values().offThreshold, 0.7);
    EXPECT_DOUBLE_EQ(panel_.values().onThreshold, 0.7);
    EXPECT_TRUE(remark().contains("went up")) << remark().toStdString();
    type("on", "20");
    EXPECT_DOUBLE_EQ(panel_.values().offThreshold, 0.2);
    EXPECT_TRUE(remark().contains("came down")) << remark().toStdString();
    type("margin", "10");
    EXPECT_EQ(remark(), "");
}

TEST_F(DecisionPanelTest, ExplainsValuesOutOfOrderThatItIsGiven) {
    DecisionValues values;
    values.offThreshold = 0.9;
    values.windowGrid = 3.0;
    values.setRule("Thumb Up", {0.5, false});
    panel_.setValues(values);
    EXPECT_TRUE(remark().contains("above “Fires at”"));
    EXPECT_TRUE(remark().contains("never looked at"));
    EXPECT_TRUE(remark().contains("1."));
    EXPECT_EQ(panel_.values(), values);
}

TEST_F(DecisionPanelTest, AModelsOwnWindowsCannotBeChangedAndItSaysWhy) {
    panel_.setFixedWindows(FixedWindows{1.0, 0.125, "It is causal."});
    EXPECT_FALSE(field("window")->isEnabled());
    EXPECT_FALSE(find<QSlider>("decision.grid.slider")->isEnabled());
    EXPECT_EQ(field("window")->text(), "1 s");
    EXPECT_TRUE(field("grid")->toolTip().startsWith("It is causal."));
    EXPECT_EQ(remark(), "It is causal.");
    EXPECT_DOUBLE_EQ(panel_.values().windowLength, 2.0);
    type("hold", "2");
    EXPECT_DOUBLE_EQ(panel_.values().windowLength, 2.0);
    panel_.setFixedWindows(std::nullopt);
    EXPECT_TRUE(field("window")->isEnabled());
    EXPECT_EQ(field("window")->text(), "2 s");
}

TEST_F(DecisionPanelTest, TheButtonBringsTheDefaultsBack) {
    DecisionValues values;
    values.hold = 3.0;
    values.rules.clear();
    panel_.setValues(values);
    QTest::mouseClick(find<QPushButton>("decision.defaults"), Qt::LeftButton);
    QCoreApplication::processEvents();
    EXPECT_EQ(panel_.values(), DecisionValues());
    EXPECT_EQ(changed_.count(), 1);
}

TEST_F(DecisionPanelTest, ScrollingOverAValueDoesNotChangeIt) {
    auto* slider = find<QSlider>("decision.on.slider");
    field("hold")->setFocus();
    QWheelEvent turn(slider->rect().center(), slider->mapToGlobal(slider->rect().center()), {},
                     {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(slider, &turn);
    EXPECT_EQ(panel_.values(), DecisionValues());
}

class ClassTableTest : public DecisionPanelTest {
protected:
    QTableView* table_ = nullptr;

    void SetUp() override {
        DecisionPanelTest::SetUp();
        table_ = find<QTableView>("classes.table");
        table_->setFocus();
        table_->selectRow(0);
    }
};

TEST_F(ClassTableTest, SpaceKeepsAClassFromFiringAndLetsItAgain) {
    QTest::keyClick(table_, Qt::Key_Space);
    EXPECT_TRUE(panel_.values().rules["Thumb Up"].muted);
    QTest::keyClick(table_, Qt::Key_Space);
    EXPECT_FALSE(panel_.values().rules.contains("Thumb Up"));
    QCoreApplication::processEvents();
    EXPECT_EQ(changed_.count(), 1);
}

TEST_F(ClassTableTest, AClickOnTheBoxDoesTheSame) {
    const QModelIndex box = table_->model()->index(2, ClassRuleModel::Fires);
    const QRect cell = table_->visualRect(box);
    QTest::mouseClick(table_->viewport(), Qt::LeftButton, {},
                      QPoint(cell.left() + 11, cell.center().y()));
    EXPECT_FALSE(panel_.values().rules.contains("No gesture"));
}

TEST_F(ClassTableTest, AThresholdIsTypedAndTakenAwayByKeyboard) {
    QTest::keyClick(table_, Qt::Key_F2);
    auto* editor = find<QDoubleSpinBox>("classes.threshold");
    ASSERT_NE(editor, nullptr);
    EXPECT_EQ(editor->text(), "60 %") << "it begins with what counts now";
    QTest::keyClicks(editor, "85");
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents();  // the view takes over what stands there once it is done
    EXPECT_EQ(panel_.values().rules["Thumb Up"].onThreshold, 0.85);
    EXPECT_EQ(table_->model()->index(0, ClassRuleModel::Threshold).data().toString(), "85 %");
    table_->setFocus();
    QTest::keyClick(table_, Qt::Key_Delete);
    EXPECT_FALSE(panel_.values().rules.contains("Thumb Up"));
}

TEST_F(ClassTableTest, LookingAtAThresholdDoesNotMakeItItsOwn) {
    QTest::keyClick(table_, Qt::Key_F2);
    QTest::keyClick(find<QDoubleSpinBox>("classes.threshold"), Qt::Key_Return);
    QCoreApplication::processEvents();
    EXPECT_FALSE(panel_.values().rules.contains("Thumb Up"));
}

TEST_F(ClassTableTest, TheBoxAboveFindsClasses) {
    auto* filter = find<QLineEdit>("classes.filter");
    filter->setFocus();
    QTest::keyClicks(filter, "thumb");
    EXPECT_EQ(table_->model()->rowCount(), 2);
    QTest::keyClicks(filter, "x");
    EXPECT_EQ(table_->model()->rowCount(), 0);
}

TEST_F(ClassTableTest, ScoresArePaintedFiveTimesASecondAtMost) {
    QSignalSpy painted(table_->model(), &QAbstractItemModel::dataChanged);
    const auto score = [&] {
        return table_->model()->index(0, ClassRuleModel::Score).data().toString();
    };
    for (int i = 1; i <= 50; ++i) {
        panel_.showScores({static_cast<float>(i) / 50.0F, 0.0F, 0.0F, 0.0F});
    }
    EXPECT_EQ(painted.count(), 1);
    EXPECT_EQ(score(), "2 %");
    ASSERT_TRUE(QTest::qWaitFor([&] { return score() == "100 %"; }, test::kPatience));
    EXPECT_EQ(painted.count(), 2);
}

TEST_F(ClassTableTest, ScoresThatComeWhileItIsOutOfSightAreThereWhenItIsBack) {
    panel_.hide();
    QSignalSpy painted(table_->model(), &QAbstractItemModel::dataChanged);
    panel_.showScores({0.5F, 0.0F, 0.0F, 0.0F});
    EXPECT_EQ(painted.count(), 0);
    panel_.show();
    EXPECT_EQ(table_->model()->index(0, ClassRuleModel::Score).data().toString(), "50 %");
}

}  // namespace
}  // namespace handscope::ui
