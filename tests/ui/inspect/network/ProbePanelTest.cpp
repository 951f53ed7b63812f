// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ProbePanel.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace handscope::ui {
namespace {

class ProbePanelTest : public testing::Test {
protected:
    ProbePanel panel_;
    QSignalSpy changes_{&panel_, &ProbePanel::changeRequested};

    void SetUp() override {
        panel_.show();
        panel_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&panel_));
    }

    QToolButton* button(int number) const {
        return panel_.findChild<QToolButton*>(QString("button.probe.%1").arg(number));
    }
    ClipChange lastChange() const {
        return changes_.isEmpty() ? ClipChange::None : changes_.last()[0].value<ClipChange>();
    }
};

TEST_F(ProbePanelTest, BeginsWithTheFramesAsTheyAre) {
    EXPECT_EQ(panel_.change(), ClipChange::None);
    EXPECT_TRUE(button(1)->isChecked());
    EXPECT_EQ(panel_.changeActions().size(), 5);
}

TEST_F(ProbePanelTest, AsksForTheChangeThatIsClicked) {
    QTest::mouseClick(button(2), Qt::LeftButton);
    EXPECT_EQ(lastChange(), ClipChange::Reversed);
    EXPECT_TRUE(button(2)->isChecked());
    EXPECT_FALSE(button(1)->isChecked());
    QTest::mouseClick(button(2), Qt::LeftButton);  // it is already
    EXPECT_EQ(changes_.count(), 1);
    EXPECT_TRUE(button(2)->isChecked());
}

TEST_F(ProbePanelTest, ChoosesByKey) {
    button(1)->setFocus();
    QTest::keyClick(button(1), Qt::Key_5, Qt::AltModifier);
    EXPECT_EQ(lastChange(), ClipChange::Shuffled);
    QTest::keyClick(button(1), Qt::Key_4, Qt::AltModifier);
    EXPECT_EQ(lastChange(), ClipChange::Frozen);
}

TEST_F(ProbePanelTest, MovesToTheNextOneWithTheArrows) {
    button(1)->setFocus();
    QTest::keyClick(button(1), Qt::Key_Right);
    EXPECT_TRUE(button(2)->hasFocus());
    EXPECT_EQ(lastChange(), ClipChange::Reversed);
}

TEST_F(ProbePanelTest, TakesAChangeFromElsewhereQuietly) {
    panel_.setChange(ClipChange::Mirrored);
    EXPECT_EQ(changes_.count(), 0);
    EXPECT_TRUE(button(3)->isChecked());
    EXPECT_EQ(panel_.change(), ClipChange::Mirrored);
}

TEST_F(ProbePanelTest, SaysWhatOneCanLearn) {
    EXPECT_TRUE(button(2)->toolTip().contains("should become its opposite"));
    for (int number = 1; number <= 5; ++number) {
        EXPECT_FALSE(button(number)->toolTip().isEmpty());
        EXPECT_FALSE(button(number)->accessibleName().isEmpty());
        EXPECT_FALSE(button(number)->icon().isNull());
    }
}

}  // namespace
}  // namespace handscope::ui
