// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/CutPanel.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "NetworkFixture.h"

namespace handscope::ui {
namespace {

using Cuts = QVector<CutName>;

const CutName kCstm{"layer2.1", "cstm", -1};

class CutPanelTest : public testing::Test {
protected:
    CutPanel panel_;
    QSignalSpy changes_{&panel_, &CutPanel::cutsChanged};

    void SetUp() override {
        panel_.resize(420, 320);
        panel_.show();
        panel_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&panel_));
    }

    QListView* list() const { return panel_.findChild<QListView*>("cuts.list"); }
    QSpinBox* channel() const { return panel_.findChild<QSpinBox*>("cuts.channel"); }
    QToolButton* button(const char* action) const {
        return panel_.findChild<QToolButton*>(QString("button.cuts.") + action);
    }
    void click(const char* action) const { QTest::mouseClick(button(action), Qt::LeftButton); }
    Cuts lastChange() const {
        return changes_.isEmpty() ? Cuts{} : changes_.last()[0].value<Cuts>();
    }
};

TEST_F(CutPanelTest, TellsEachChangeOfTheCuts) {
    panel_.toggle(kCmmCut);
    EXPECT_EQ(lastChange(), Cuts{kCmmCut});
    panel_.toggle(kBranchCut);
    EXPECT_EQ(lastChange(), (Cuts{kCmmCut, kBranchCut}));
    panel_.toggle(kCmmCut);
    EXPECT_EQ(lastChange(), Cuts{kBranchCut});
    EXPECT_EQ(changes_.count(), 3);
}

TEST_F(CutPanelTest, RestoresTheSelectedCutsWithDelete) {
    for (const CutName& cut : {kCmmCut, kCstm, kBranchCut}) {
        panel_.toggle(cut);
    }
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(1, 0));
    QTest::keyClick(list(), Qt::Key_Delete);
    EXPECT_EQ(lastChange(), (Cuts{kCmmCut, kBranchCut}));
}

TEST_F(CutPanelTest, RestoresEverythingInOneStep) {
    panel_.toggle(kCmmCut);
    panel_.toggle(kBranchCut);
    click("restoreAll");
    EXPECT_EQ(changes_.count(), 3);
    EXPECT_TRUE(panel_.cuts().isEmpty());
    EXPECT_FALSE(button("restoreAll")->isEnabled());
    click("undo");
    EXPECT_EQ(lastChange(), (Cuts{kCmmCut, kBranchCut}));
}

TEST_F(CutPanelTest, UndoesAndRedoesByKey) {
    panel_.toggle(kCmmCut);
    panel_.toggle(kBranchCut);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(lastChange(), Cuts{kCmmCut});
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(panel_.cuts().isEmpty());
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(lastChange(), Cuts{kCmmCut});
    EXPECT_TRUE(panel_.redoAction()->toolTip().contains("layer4.0 · branch"));
}

TEST_F(CutPanelTest, CutsThePickedModule) {
    EXPECT_FALSE(button("cutModule")->isEnabled());
    panel_.setPicked({"layer2.1", "cmm"});
    EXPECT_EQ(button("cutModule")->text(), "Cut CMM");
    click("cutModule");
    EXPECT_EQ(lastChange(), Cuts{kCmmCut});
    EXPECT_EQ(button("cutModule")->text(), "Restore CMM");
    click("cutModule");
    EXPECT_TRUE(panel_.cuts().isEmpty());
    panel_.setPicked({"layer4.0", "output"});
    click("cutModule");
    EXPECT_EQ(lastChange(), Cuts{kBranchCut});
}

TEST_F(CutPanelTest, CutsOneChannelOfThePickedNode) {
    panel_.setPicked({"layer2.1", "cmm"});
    panel_.setChannelCount(128);
    channel()->setFocus();
    channel()->selectAll();
    QTest::keyClicks(channel(), "127");
    EXPECT_EQ(channel()->value(), 127);
    click("cutChannel");
    EXPECT_EQ(lastChange(), (Cuts{{"layer2.1", "cmm", 127}}));
    QTest::keyClick(channel(), Qt::Key_Up);
    EXPECT_EQ(channel()->value(), 127);
}

TEST_F(CutPanelTest, WaitsForTheNumberOfChannelsOfAnotherTap) {
    panel_.setPicked({"layer2.1", "cmm"});
    EXPECT_FALSE(button("cutChannel")->isEnabled());
    EXPECT_TRUE(button("cutChannel")->toolTip().contains("first map"));
    panel_.setChannelCount(128);
    EXPECT_TRUE(button("cutChannel")->isEnabled());
    panel_.setPicked({"layer1.0", "cmm"});
    EXPECT_FALSE(button("cutChannel")->isEnabled());
}

TEST_F(CutPanelTest, SaysThatAnInputCannotBeCut) {
    panel_.setPicked({"layer2.1", "input"});
    panel_.setChannelCount(64);
    EXPECT_FALSE(button("cutModule")->isEnabled());
    EXPECT_FALSE(button("cutChannel")->isEnabled());
    EXPECT_TRUE(panel_.findChild<QLabel*>("cuts.picked")->text().contains("cannot be cut"));
}

TEST_F(CutPanelTest, ForgetsTheHistoryWithTheNetwork) {
    panel_.toggle(kCmmCut);
    panel_.reset();
    EXPECT_EQ(lastChange(), Cuts{});
    EXPECT_EQ(changes_.count(), 2);
    EXPECT_FALSE(panel_.undoAction()->isEnabled());
    panel_.reset();
    EXPECT_EQ(changes_.count(), 2);
}

TEST_F(CutPanelTest, NamesEveryControl) {
    for (const QWidget* widget :
         {static_cast<QWidget*>(list()), static_cast<QWidget*>(channel()),
          static_cast<QWidget*>(button("restore")), static_cast<QWidget*>(button("cutChannel"))}) {
        EXPECT_FALSE(widget->accessibleName().isEmpty()) << widget->objectName().toStdString();
        EXPECT_FALSE(widget->toolTip().isEmpty()) << widget->objectName().toStdString();
    }
}

TEST_F(CutPanelTest, OtherCutsAreOneStep) {
    panel_.toggle(kCmmCut);
    changes_.clear();
    panel_.setCuts({kCstm, kBranchCut});
    EXPECT_EQ(changes_.count(), 1);
    EXPECT_EQ(lastChange(), (Cuts{kCstm, kBranchCut}));
    panel_.undoAction()->trigger();
    EXPECT_EQ(lastChange(), Cuts{kCmmCut});
    panel_.setCuts({kCmmCut});
    EXPECT_EQ(changes_.count(), 2) << "those are made";
}

}  // namespace
}  // namespace handscope::ui
