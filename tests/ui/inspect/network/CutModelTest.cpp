// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/CutModel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace handscope::ui {
namespace {

const CutName kCmm{"layer2.1", "cmm", -1};
const CutName kChannel{"layer2.1", "cmm", 12};
const CutName kBranch{"layer4.0", "branch", -1};

class CutModelTest : public testing::Test {
protected:
    CutModel model_;
    // Reports what it finds as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};

    QString text(int row) const { return model_.index(row).data().toString(); }
};

TEST_F(CutModelTest, TellsWhatIsCut) {
    model_.setCuts({kCmm, kChannel, kBranch});
    ASSERT_EQ(model_.rowCount(), 3);
    EXPECT_EQ(text(0), "layer2.1 · CMM");
    EXPECT_EQ(text(1), "layer2.1 · CMM, channel 12");
    EXPECT_EQ(text(2), "layer4.0 · branch");
    EXPECT_TRUE(model_.index(2).data(Qt::ToolTipRole).toString().contains("only the shortcut"));
}

TEST_F(CutModelTest, KeepsTheFirstOfTwoThatAreTheSame) {
    model_.setCuts({kCmm, kBranch, kCmm});
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kCmm, kBranch}));
}

TEST_F(CutModelTest, ChangesOnlyTheRowsThatDiffer) {
    model_.setCuts({kCmm, kBranch});
    const QPersistentModelIndex kept = model_.index(1);
    QSignalSpy reset(&model_, &QAbstractItemModel::modelReset);
    model_.setCuts({kChannel, kBranch});
    EXPECT_EQ(reset.count(), 0);
    EXPECT_TRUE(kept.isValid());
    EXPECT_EQ(kept.data().toString(), "layer4.0 · branch");
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kChannel, kBranch}));
}

TEST_F(CutModelTest, FollowsAnyOrder) {
    model_.setCuts({kCmm, kChannel, kBranch});
    model_.setCuts({kBranch, kCmm, kChannel});
    EXPECT_EQ(model_.cuts(), (QVector<CutName>{kBranch, kCmm, kChannel}));
    model_.setCuts({});
    EXPECT_EQ(model_.rowCount(), 0);
}

}  // namespace
}  // namespace handscope::ui
