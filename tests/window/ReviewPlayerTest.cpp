// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReviewPlayer.h"

#include <gtest/gtest.h>

#include <QTest>
#include <algorithm>
#include <vector>

#include "tests/support/BundledFiles.h"
#include "tests/support/Patience.h"

namespace handscope::app {
namespace {

using test::kBundledClip;
using test::kPatience;

/// The bundled clip: 648 frames, 30 a second.
class ReviewPlayerTest : public ::testing::Test {
protected:
    std::vector<double> shown;
    ReviewPlayer player{tasks};
    TaskThread tasks;  ///< last: it goes first

    void SetUp() override {
        QObject::connect(&player, &ReviewPlayer::frameShown,
                         [this](const capture::FramePtr& frame) { shown.push_back(frame->pts); });
    }

    void TearDown() override { player.close(); }

    /// Opens it at `from` and plays.
    void play(double from, double lastFrame) {
        player.open(kBundledClip, lastFrame);
        player.seek(from);
        ASSERT_TRUE(QTest::qWaitFor([&] { return !shown.empty(); }, kPatience));
        player.play(true);
    }

    bool waitForEnd() {
        return QTest::qWaitFor([&] { return !player.isPlaying(); }, kPatience);
    }
};

TEST_F(ReviewPlayerTest, StopsAtTheLastFrameAndNotBefore) {
    play(20.0, 20.5);
    ASSERT_TRUE(waitForEnd());
    EXPECT_GE(shown.back(), 20.5 - 1e-6);
    EXPECT_LT(shown.back(), 21.0);
}

TEST_F(ReviewPlayerTest, StopsWhereTheLastFrameWasPassedOver) {
    play(21.0, 100.0);  // as if it had stood where none is
    ASSERT_TRUE(waitForEnd());
}

TEST_F(ReviewPlayerTest, PlaysAStretchOverAndOver) {
    play(20.0, 21.5);
    player.loop(ReviewPlayer::Stretch{.first = 20.0, .last = 20.2});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return std::count_if(shown.begin(), shown.end(),
                                 [](double pts) { return pts >= 20.2 - 1e-6; }) >= 3;
        },
        kPatience));
    EXPECT_TRUE(player.isPlaying());
    for (const double pts : shown) {
        EXPECT_GE(pts, 20.0 - 1e-6);
        EXPECT_LT(pts, 20.5);
    }
}

}  // namespace
}  // namespace handscope::app
