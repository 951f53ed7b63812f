// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ClassRuleModel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace handscope::ui {
namespace {

class ClassRuleModelTest : public testing::Test {
protected:
    ClassRuleModel model_;
    // Reports what it finds as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};
    DecisionValues values_;
    QSignalSpy edited_{&model_, &ClassRuleModel::classEdited};

    void SetUp() override {
        model_.setLabels({"Thumb Up", "No gesture", "Stop Sign"});
        values_.setRule("Stop Sign", {0.8, false});
        model_.setValues(values_);
    }

    QString text(int row, int column) const { return model_.index(row, column).data().toString(); }
    ClassRule lastRule() const { return edited_.last()[1].value<ClassRule>(); }
    QModelIndex at(int row, int column) const { return model_.index(row, column); }
};

TEST_F(ClassRuleModelTest, TellsWhichClassesFireAndFromWhichScore) {
    EXPECT_EQ(text(0, ClassRuleModel::Label), "Thumb Up");
    EXPECT_EQ(text(0, ClassRuleModel::Threshold), "as above");
    EXPECT_EQ(text(2, ClassRuleModel::Threshold), "80 %");
    const auto fires = [&](int row) {
        return at(row, ClassRuleModel::Fires).data(Qt::CheckStateRole).toInt();
    };
    EXPECT_EQ(fires(0), Qt::Checked);
    EXPECT_EQ(fires(1), Qt::Unchecked) << "by default it never fires";
    EXPECT_DOUBLE_EQ(at(0, 0).data(ClassRuleModel::OnRole).toDouble(), 0.6);
    EXPECT_DOUBLE_EQ(at(2, 0).data(ClassRuleModel::OnRole).toDouble(), 0.8);
}

TEST_F(ClassRuleModelTest, AnEditIsAWishAndNoChange) {
    EXPECT_TRUE(model_.setData(at(0, ClassRuleModel::Threshold), 0.7));
    ASSERT_EQ(edited_.count(), 1);
    EXPECT_EQ(edited_[0][0].toString(), "Thumb Up");
    EXPECT_EQ(lastRule(), (ClassRule{0.7, false}));
    EXPECT_EQ(text(0, ClassRuleModel::Threshold), "as above");
    EXPECT_TRUE(model_.setData(at(2, ClassRuleModel::Fires), Qt::Unchecked, Qt::CheckStateRole));
    EXPECT_EQ(lastRule(), (ClassRule{0.8, true}));
}

TEST_F(ClassRuleModelTest, AThresholdBelowTheOffThresholdIsRaisedToIt) {
    EXPECT_TRUE(model_.setData(at(0, ClassRuleModel::Threshold), 0.1));
    EXPECT_EQ(lastRule().onThreshold, 0.3);
}

TEST_F(ClassRuleModelTest, RefusesWhatIsNoShare) {
    for (const QVariant& value : {QVariant(1.5), QVariant(-0.1), QVariant("high"), QVariant()}) {
        EXPECT_FALSE(model_.setData(at(0, ClassRuleModel::Threshold), value));
    }
    EXPECT_FALSE(model_.setData(at(0, ClassRuleModel::Label), "other"));
    EXPECT_FALSE(model_.setData(at(0, ClassRuleModel::Fires), Qt::Checked, Qt::CheckStateRole))
        << "it fires already";
    EXPECT_EQ(edited_.count(), 0);
}

TEST_F(ClassRuleModelTest, AnOwnThresholdCanBeTakenAway) {
    model_.clearThreshold(0);
    EXPECT_EQ(edited_.count(), 0) << "there is none";
    model_.clearThreshold(2);
    EXPECT_TRUE(lastRule().isEmpty());
    model_.toggleFires(99);
    EXPECT_EQ(edited_.count(), 1);
}

TEST_F(ClassRuleModelTest, ScoresChangeTheirColumnAlone) {
    QSignalSpy changed(&model_, &QAbstractItemModel::dataChanged);
    EXPECT_EQ(text(0, ClassRuleModel::Score), "");
    model_.setScores({0.25F, 0.5F, 0.125F});
    EXPECT_EQ(text(0, ClassRuleModel::Score), "25 %");
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex().column(), ClassRuleModel::Score);
    EXPECT_EQ(changed[0][1].toModelIndex().column(), ClassRuleModel::Score);
    model_.setScores({1.0F});
    EXPECT_EQ(text(0, ClassRuleModel::Score), "25 %") << "scores of another model";
    model_.setLabels({"Other"});
    EXPECT_EQ(text(0, ClassRuleModel::Score), "");
}

TEST_F(ClassRuleModelTest, TheSameValuesChangeNothing) {
    QSignalSpy changed(&model_, &QAbstractItemModel::dataChanged);
    model_.setValues(values_);
    EXPECT_EQ(changed.count(), 0);
}

}  // namespace
}  // namespace handscope::ui
