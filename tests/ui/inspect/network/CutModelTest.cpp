// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/CutModel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "NetworkFixture.h"

namespace handscope::ui {
namespace {

const CutName kChannel{"layer2.1", "cmm", 12};

class CutModelTest : public testing::Test {
protected:
    CutModel model_;
    // Reports what it finds as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};

    QString text(int row) const { return model_.index(row).data().toString(); }
};

TEST_F(CutModelTest, TellsWhatIsCut) {
    model_.setCuts({kCmmCut, kChannel, kBranchCut});
    ASSERT_EQ(model_.rowCount(), 3);
    EXPECT_EQ(text(0), "layer2.1 · CMM");
    EXPECT_EQ(text(1), "layer2.1 · CMM, channel 12");
    EXPECT_EQ(text(2), "layer4.0 · branch");
    EXPECT_TRUE(model_.index(2).data(Qt::ToolTipRole).toString().contains("only the shortcut"));
}

TEST_F(CutModelTest, KeepsTheFirstOfTwoThatAreTheSame) {
    model_.setCuts({kCmmCut, kBranchCut, kCmmCut});
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kCmmCut, kBranchCut}));
}

TEST_F(CutModelTest, ChangesOnlyTheRowsThatDiffer) {
    model_.setCuts({kCmmCut, kBranchCut});
    const QPersistentModelIndex kept = model_.index(1);
    QSignalSpy reset(&model_, &QAbstractItemModel::modelReset);
    model_.setCuts({kChannel, kBranchCut});
    EXPECT_EQ(reset.count(), 0);
    EXPECT_TRUE(kept.isValid());
    EXPECT_EQ(kept.data().toString(), "layer4.0 · branch");
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kChannel, kBranchCut}));
}

TEST_F(CutModelTest, FollowsAnyOrder) {
    model_.setCuts({kCmmCut, kChannel, kBranchCut});
    model_.setCuts({kBranchCut, kCmmCut, kChannel});
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kBranchCut, kCmmCut, kChannel}));
    model_.setCuts({});
    EXPECT_EQ(model_.rowCount(), 0);
}

}  // namespace
}  // namespace handscope::ui
