// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/LimitFields.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

namespace handscope::ui {
namespace {

class LimitFieldsTest : public testing::Test {
protected:
    void SetUp() override {
        fields_.show();
        fields_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&fields_));
        low_ = fields_.findChild<QDoubleSpinBox*>("limits.low");
        high_ = fields_.findChild<QDoubleSpinBox*>("limits.high");
        fields_.setLimits({-0.25F, 1.0F});
    }

    static void type(QDoubleSpinBox* field, const QString& text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    ColourLimits last() const {
        return edits_.isEmpty() ? ColourLimits() : edits_.last()[0].value<ColourLimits>();
    }

    LimitFields fields_{QStringLiteral("limits")};
    QSignalSpy edits_{&fields_, &LimitFields::edited};
    QDoubleSpinBox* low_ = nullptr;
    QDoubleSpinBox* high_ = nullptr;
};

TEST_F(LimitFieldsTest, ShowsWhatItIsGivenWithoutNeedlessZeros) {
    EXPECT_EQ(low_->text(), "-0.25");
    EXPECT_EQ(high_->text(), "1");
    EXPECT_EQ(edits_.count(), 0);
}

TEST_F(LimitFieldsTest, NewOnesShowTheirOwnLimits) {
    const LimitFields fields(QStringLiteral("limits"));
    EXPECT_EQ(fields.findChild<QDoubleSpinBox*>("limits.low")->text(), "0");
    EXPECT_EQ(fields.findChild<QDoubleSpinBox*>("limits.high")->text(), "1");
}

TEST_F(LimitFieldsTest, AFieldThatMerelyHasTheKeyboardShowsTheNextLimits) {
    low_->setFocus();
    ASSERT_TRUE(low_->hasFocus());
    fields_.setLimits({0.5F, 0.75F});
    EXPECT_EQ(low_->text(), "0.5");
    type(low_, "0.25");
    QTest::keyClick(low_, Qt::Key_Return);
    fields_.setLimits({-2.0F, 2.0F});
    EXPECT_EQ(low_->text(), "-2") << "the typing was done";
}

TEST_F(LimitFieldsTest, TellsWhatIsTypedOnceItIsDone) {
    type(low_, "-1.5");
    EXPECT_EQ(edits_.count(), 0) << "not while a person types";
    QTest::keyClick(low_, Qt::Key_Return);
    ASSERT_EQ(edits_.count(), 1);
    EXPECT_EQ(last(), (ColourLimits{-1.5F, 1.0F}));
}

TEST_F(LimitFieldsTest, TheOtherEndGoesAlong) {
    type(low_, "4");
    QTest::keyClick(low_, Qt::Key_Return);
    EXPECT_EQ(last(), (ColourLimits{4.0F, 5.25F}));
    EXPECT_EQ(high_->text(), "5.25");
}

TEST_F(LimitFieldsTest, AnEndThatIsNotEditedStaysExactly) {
    fields_.setLimits({0.123456789F, 1.0F});
    type(high_, "2");
    QTest::keyClick(high_, Qt::Key_Return);
    EXPECT_EQ(last(), (ColourLimits{0.123456789F, 2.0F}));
}

TEST_F(LimitFieldsTest, ANewMapLeavesWhatIsBeingTyped) {
    type(low_, "-7");
    fields_.setLimits({0.5F, 0.75F});
    EXPECT_EQ(low_->text(), "-7");
    EXPECT_EQ(high_->text(), "0.75");
    QTest::keyClick(low_, Qt::Key_Return);
    EXPECT_EQ(last(), (ColourLimits{-7.0F, 0.75F}));
}

TEST_F(LimitFieldsTest, BothFieldsAreDescribed) {
    for (const QDoubleSpinBox* field : {low_, high_}) {
        EXPECT_FALSE(field->accessibleName().isEmpty());
        EXPECT_FALSE(field->toolTip().isEmpty());
    }
}

}  // namespace
}  // namespace handscope::ui
