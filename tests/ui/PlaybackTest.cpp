// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "WindowFixture.h"

namespace handscope::ui {
namespace {

constexpr PlaybackView kPlaying{true, false, true, 20.0, 80.0};
constexpr PlaybackView kPaused{true, false, false, 20.0, 80.0};
constexpr PlaybackView kLive{false, true, true, 12.0, 0.0};

class PlaybackTest : public WindowFixture {
protected:
    void click(const QString& button) {
        QTest::mouseClick(find<QToolButton>(button), Qt::LeftButton);
    }
};

TEST_F(PlaybackTest, TheButtonPausesAndPlays) {
    QSignalSpy plays(window_.get(), &MainWindow::playRequested);
    window_->showPlayback(kPlaying);
    EXPECT_EQ(find<QToolButton>("playback.play")->accessibleName(), "Pause");
    click("playback.play");
    ASSERT_EQ(plays.count(), 1);
    EXPECT_FALSE(plays[0][0].toBool());
    window_->showPlayback(kPaused);
    EXPECT_EQ(find<QToolButton>("playback.play")->accessibleName(), "Play");
    click("playback.play");
    ASSERT_EQ(plays.count(), 2);
    EXPECT_TRUE(plays[1][0].toBool());
}

TEST_F(PlaybackTest, SpacePlaysFromTheVideo) {
    QSignalSpy plays(window_.get(), &MainWindow::playRequested);
    window_->showPlayback(kPaused);
    auto* video = find<QWidget>("video");
    video->setFocus();
    QTest::keyClick(video, Qt::Key_Space);
    EXPECT_EQ(plays.count(), 1);
}

TEST_F(PlaybackTest, SpaceStaysWithAFocusedButton) {
    QSignalSpy plays(window_.get(), &MainWindow::playRequested);
    QSignalSpy restarts(window_.get(), &MainWindow::restartRequested);
    window_->showPlayback(kPaused);
    auto* button = find<QToolButton>("playback.restart");
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    EXPECT_EQ(plays.count(), 0);
    EXPECT_EQ(restarts.count(), 1);
}

TEST_F(PlaybackTest, StepsWhilePausedOnly) {
    QSignalSpy steps(window_.get(), &MainWindow::stepRequested);
    window_->showPlayback(kPlaying);
    click("playback.step");
    EXPECT_EQ(steps.count(), 0);
    window_->showPlayback(kPaused);
    click("playback.step");
    ASSERT_EQ(steps.count(), 1);
    EXPECT_EQ(steps[0][0].toInt(), 1);
}

TEST_F(PlaybackTest, AClickOnTheSliderGoesThere) {
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    window_->showPlayback(kPaused);
    QCoreApplication::processEvents();
    auto* slider = find<QSlider>("playback.slider");
    QTest::mouseClick(slider, Qt::LeftButton, {}, {slider->width() * 3 / 4, slider->height() / 2});
    ASSERT_GE(seeks.count(), 1);
    EXPECT_NEAR(seeks.last()[0].toDouble(), 60.0, 2.0);
}

TEST_F(PlaybackTest, TheVideosProgressDoesNotMoveAHeldSlider) {
    window_->showPlayback(kPaused);
    QCoreApplication::processEvents();
    auto* slider = find<QSlider>("playback.slider");
    const QPoint place(slider->width() / 2, slider->height() / 2);
    QTest::mousePress(slider, Qt::LeftButton, {}, place);
    const int held = slider->value();
    window_->showPlayback({true, false, true, 79.0, 80.0});
    EXPECT_EQ(slider->value(), held);
    QTest::mouseRelease(slider, Qt::LeftButton, {}, place);
    window_->showPlayback({true, false, true, 79.0, 80.0});
    EXPECT_EQ(slider->value(), 79000);
}

TEST_F(PlaybackTest, ProgressIsNotMistakenForAWish) {
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    window_->showPlayback(kPlaying);
    window_->showPlayback({true, false, true, 30.0, 80.0});
    EXPECT_EQ(seeks.count(), 0);
}

TEST_F(PlaybackTest, ShowsPositionAndLength) {
    window_->showPlayback({true, false, true, 62.3, 80.0});
    EXPECT_EQ(labelText("playback.time"), "1:02.3 / 1:20.0");
}

TEST_F(PlaybackTest, KeysGoBackAndForthWithinTheVideo) {
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    window_->showPlayback({true, false, true, 79.5, 80.0});
    QTest::keyClick(window_.get(), Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(window_.get(), Qt::Key_Left, Qt::ControlModifier);
    ASSERT_EQ(seeks.count(), 2);
    EXPECT_DOUBLE_EQ(seeks[0][0].toDouble(), 80.0);
    EXPECT_DOUBLE_EQ(seeks[1][0].toDouble(), 78.5);
}

TEST_F(PlaybackTest, ALiveSourceSaysWhyItCannotBeMoved) {
    window_->showPlayback(kLive);
    EXPECT_FALSE(find<QSlider>("playback.slider")->isVisible());
    EXPECT_TRUE(find<QLabel>("playback.live")->isVisible());
    EXPECT_TRUE(labelText("playback.live").contains("Live"));
    for (const char* name : {"play", "step", "restart", "back", "forward"}) {
        EXPECT_FALSE(action(name)->isEnabled()) << name;
        EXPECT_TRUE(action(name)->toolTip().contains("live")) << name;
    }
}

TEST_F(PlaybackTest, AFileThatCannotBeSoughtStillPauses) {
    window_->showPlayback({false, false, true, 5.0, 0.0});
    EXPECT_TRUE(action("play")->isEnabled());
    EXPECT_FALSE(action("restart")->isEnabled());
    EXPECT_FALSE(find<QSlider>("playback.slider")->isVisible());
    EXPECT_TRUE(labelText("playback.live").contains("cannot be moved"));
}

}  // namespace
}  // namespace handscope::ui
