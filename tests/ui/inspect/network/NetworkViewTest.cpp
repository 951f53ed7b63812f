// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkView.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "NetworkFixture.h"

namespace handscope::ui {
namespace {

class NetworkViewTest : public testing::Test {
protected:
    NetworkView view_;
    QSignalSpy picked_{&view_, &NetworkView::picked};
    QSignalSpy cuts_{&view_, &NetworkView::cutToggled};

    void SetUp() override {
        view_.setBlocks(sixteenBlocks());
        view_.resize(800, view_.sizeHint().height());
        view_.show();
        view_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view_));
        view_.setFocus();
    }

    void press(Qt::Key key) { QTest::keyClick(&view_, key); }
    TapName lastPicked() const {
        return picked_.isEmpty() ? TapName{} : picked_.last()[0].value<TapName>();
    }
    CutName lastCut() const {
        return cuts_.isEmpty() ? CutName{} : cuts_.last()[0].value<CutName>();
    }
    /// What Enter picks after these keys.
    TapName reached(const QVector<Qt::Key>& keys) {
        for (const Qt::Key key : keys) {
            press(key);
        }
        press(Qt::Key_Return);
        return lastPicked();
    }
    QColor middleOf(const TapName& name) {
        return view_.viewport()->grab().toImage().pixelColor(view_.nodeRect(name).center());
    }
    QAction* chooseInMenu(const TapName& node, const char* action) {
        const QPoint place = view_.nodeRect(node).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place,
                                view_.viewport()->mapToGlobal(place));
        QApplication::sendEvent(view_.viewport(), &event);
        auto* menu = view_.findChild<QMenu*>("network.menu");
        return menu != nullptr ? menu->findChild<QAction*>(action) : nullptr;
    }
};

TEST_F(NetworkViewTest, PicksTheNodeThatIsClicked) {
    const TapName name{"layer1.1", "cmm"};
    QTest::mouseClick(view_.viewport(), Qt::LeftButton, {}, view_.nodeRect(name).center());
    EXPECT_EQ(lastPicked(), name);
    EXPECT_EQ(view_.pickedTap(), name);
    QTest::mouseClick(view_.viewport(), Qt::LeftButton, {}, QPoint(1, 1));
    EXPECT_EQ(picked_.count(), 1);
}

TEST_F(NetworkViewTest, MovesBetweenNodesByKey) {
    EXPECT_EQ(reached({Qt::Key_Home}), (TapName{"layer1.0", "input"}));
    EXPECT_EQ(reached({Qt::Key_Down}), (TapName{"layer1.0", "cstm"}));
    EXPECT_EQ(reached({Qt::Key_Right}), (TapName{"layer1.0", "cmm"}));
    EXPECT_EQ(reached({Qt::Key_Right}), (TapName{"layer1.1", "cstm"}));
    EXPECT_EQ(reached({Qt::Key_Left}), (TapName{"layer1.0", "cmm"}));
    EXPECT_EQ(reached({Qt::Key_Down}), (TapName{"layer1.0", "output"}));
    EXPECT_EQ(reached({Qt::Key_Down}), (TapName{"layer1.0", "output"}));
    EXPECT_EQ(reached({Qt::Key_Up}), (TapName{"layer1.0", "cstm"}));
    EXPECT_EQ(reached({Qt::Key_PageDown}), (TapName{"layer1.1", "cstm"}));
    EXPECT_EQ(reached({Qt::Key_PageUp, Qt::Key_PageUp, Qt::Key_Up}),
              (TapName{"layer1.0", "input"}));
    EXPECT_EQ(reached({Qt::Key_Left}), (TapName{"layer1.0", "input"}));
    EXPECT_EQ(reached({Qt::Key_End}), (TapName{"layer4.2", "output"}));
}

TEST_F(NetworkViewTest, ScrollsTheNodeOfTheKeysIntoSight) {
    press(Qt::Key_End);
    EXPECT_TRUE(view_.viewport()->rect().contains(view_.nodeRect({"layer4.2", "output"})));
    press(Qt::Key_Home);
    EXPECT_TRUE(view_.viewport()->rect().contains(view_.nodeRect({"layer1.0", "input"})));
}

TEST_F(NetworkViewTest, ScrollsWithTheWheel) {
    const int before = view_.nodeRect({"layer1.0", "input"}).x();
    QWheelEvent event(QPointF(50, 50), view_.mapToGlobal(QPointF(50, 50)), {}, {0, -120},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view_.viewport(), &event);
    EXPECT_LT(view_.nodeRect({"layer1.0", "input"}).x(), before);
}

TEST_F(NetworkViewTest, ShowsWhatIsPickedElsewhereWithoutSayingSo) {
    view_.setPicked({"layer4.1", "cmm"});
    EXPECT_EQ(picked_.count(), 0);
    EXPECT_TRUE(view_.viewport()->rect().contains(view_.nodeRect({"layer4.1", "cmm"})));
    EXPECT_EQ(reached({}), (TapName{"layer4.1", "cmm"}));
}

TEST_F(NetworkViewTest, AsksForACutByKey) {
    reached({Qt::Key_Home, Qt::Key_Down});
    press(Qt::Key_C);
    EXPECT_EQ(lastCut(), (CutName{"layer1.0", "cstm", -1}));
    press(Qt::Key_Down);
    press(Qt::Key_C);
    EXPECT_EQ(lastCut(), (CutName{"layer1.0", "branch", -1}));
    press(Qt::Key_Home);
    press(Qt::Key_C);
    EXPECT_EQ(cuts_.count(), 2);  // nothing can be cut at an input
}

TEST_F(NetworkViewTest, AsksForACutInTheMenu) {
    QAction* branch = chooseInMenu({"layer1.0", "cmm"}, "network.cut.branch");
    ASSERT_NE(branch, nullptr);
    EXPECT_TRUE(branch->text().contains("only the shortcut passes"));
    branch->trigger();
    EXPECT_EQ(lastCut(), (CutName{"layer1.0", "branch", -1}));
}

TEST_F(NetworkViewTest, OffersToRestoreWhatIsCut) {
    view_.setCuts({{"layer1.0", "cmm", -1}});
    QAction* cmm = chooseInMenu({"layer1.0", "cmm"}, "network.cut.cmm");
    ASSERT_NE(cmm, nullptr);
    EXPECT_EQ(cmm->text().remove('&'), "Restore CMM");
    cmm->trigger();
    EXPECT_EQ(lastCut(), (CutName{"layer1.0", "cmm", -1}));
}

TEST_F(NetworkViewTest, PaintsThePictureOfANode) {
    const TapName name{"layer1.0", "cmm"};
    QImage picture(7, 7, QImage::Format_RGB32);
    picture.fill(QColor(10, 200, 30));
    view_.setPictures({{name, picture}, {{"layer9.0", "cmm"}, picture}});
    EXPECT_EQ(middleOf(name), QColor(10, 200, 30));
    EXPECT_NE(middleOf({"layer1.0", "cstm"}), QColor(10, 200, 30));
    view_.setPictures({});
    EXPECT_EQ(middleOf(name), QColor(10, 200, 30));
    view_.clearPictures();
    EXPECT_NE(middleOf(name), QColor(10, 200, 30));
}

TEST_F(NetworkViewTest, KeepsTheCellsOfASmallMapApart) {
    const TapName name{"layer1.0", "cmm"};
    QImage picture(2, 1, QImage::Format_RGB32);
    picture.setPixelColor(0, 0, Qt::black);
    picture.setPixelColor(1, 0, Qt::white);
    view_.setPictures({{name, picture}});
    const QImage shown = view_.viewport()->grab().toImage();
    const QRect place = view_.nodeRect(name);
    const int middle = place.left() + place.width() / 2;
    EXPECT_EQ(shown.pixelColor(middle - 1, place.center().y()), QColor(Qt::black));
    EXPECT_EQ(shown.pixelColor(middle, place.center().y()), QColor(Qt::white));
}

TEST_F(NetworkViewTest, CrossesOutWhatIsCut) {
    const TapName cmm{"layer1.0", "cmm"};
    const TapName cstm{"layer1.0", "cstm"};
    const TapName output{"layer1.0", "output"};
    QImage picture(7, 7, QImage::Format_RGB32);
    picture.fill(QColor(10, 200, 30));
    view_.setPictures({{cmm, picture}, {cstm, picture}, {output, picture}});
    view_.setCuts({{"layer1.0", "cmm", -1}});
    EXPECT_NE(middleOf(cmm), QColor(10, 200, 30));
    EXPECT_EQ(middleOf(cstm), QColor(10, 200, 30));
    view_.setCuts({{"layer1.0", "branch", -1}});
    EXPECT_NE(middleOf(cmm), QColor(10, 200, 30));
    EXPECT_NE(middleOf(cstm), QColor(10, 200, 30));
    EXPECT_EQ(middleOf(output), QColor(10, 200, 30));
    view_.setCuts({{"layer1.0", "cmm", 5}});  // one channel is not the module
    EXPECT_EQ(middleOf(cmm), QColor(10, 200, 30));
}

TEST_F(NetworkViewTest, TellsTheNodeToScreenReaders) {
    view_.setPicked({"layer1.0", "cmm"});
    EXPECT_EQ(view_.accessibleDescription(), "layer1.0 · CMM, picked");
    view_.setCuts({{"layer1.0", "cmm", -1}, {"layer1.0", "cmm", 3}, {"layer1.0", "branch", -1}});
    EXPECT_EQ(view_.accessibleDescription(), "layer1.0 · CMM, picked, cut, 1 channel cut");
    press(Qt::Key_Down);
    EXPECT_EQ(view_.accessibleDescription(),
              "layer1.0 · Block output, branch cut: only the shortcut passes");
}

TEST_F(NetworkViewTest, TellsTheNodeUnderTheMouse) {
    const QPoint place = view_.nodeRect({"layer1.0", "cmm"}).center();
    QHelpEvent event(QEvent::ToolTip, place, view_.viewport()->mapToGlobal(place));
    QApplication::sendEvent(view_.viewport(), &event);
    EXPECT_EQ(QToolTip::text(), "layer1.0 · CMM");
    QToolTip::hideText();
}

TEST_F(NetworkViewTest, KeepsWhatWasPickedInAnotherNetwork) {
    view_.setPicked({"layer2.1", "cmm"});
    view_.setPictures(noisePictures(sixteenBlocks()));
    view_.setBlocks({{"layer1.0", {"input", "output"}}, {"layer2.1", {"cmm"}}});
    EXPECT_EQ(reached({}), (TapName{"layer2.1", "cmm"}));
    view_.setBlocks({});
    press(Qt::Key_Return);
    press(Qt::Key_Right);
    press(Qt::Key_C);
    EXPECT_EQ(picked_.count(), 1);
    EXPECT_TRUE(view_.nodeRect({"layer2.1", "cmm"}).isEmpty());
    view_.viewport()->grab();
}

TEST_F(NetworkViewTest, IsLaidOutAnewAtAnotherSize) {
    const int before = view_.nodeRect({"layer1.0", "input"}).width();
    view_.resize(800, view_.height() + 60);
    EXPECT_EQ(view_.nodeRect({"layer1.0", "input"}).width(), before + 20);
    view_.resize(4000, view_.height());
    QCoreApplication::processEvents();  // hides the scroll bar
    EXPECT_FALSE(view_.horizontalScrollBar()->isVisible());
    EXPECT_GT(view_.nodeRect({"layer1.0", "input"}).x(), 400);  // in the middle
}

TEST_F(NetworkViewTest, LeavesKeysWithModifiersToTheWindow) {
    press(Qt::Key_Home);
    QTest::keyClick(&view_, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&view_, Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(cuts_.count(), 0);
    EXPECT_EQ(reached({}), (TapName{"layer1.0", "input"}));
}

}  // namespace
}  // namespace handscope::ui
