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

    /// Past the first frame, which is shown where a file begins anew, too.
    bool waitUntilNearTheBeginning() {
        return QTest::qWaitFor([this] { return shown.back() > 0.05 && shown.back() < 5.0; },
                               kPatience);
    }

    bool waitForEnd() {
        return QTest::qWaitFor([&] { return !player.isPlaying(); }, kPatience);
    }
};

TEST_F(ReviewPlayerTest, StopsAtTheLastFrameAndNotBefore) {
    play(20.0, 20.5);
    ASSERT_TRUE(waitForEnd());
    EXPECT_GE(shown.back(), 20.5 - 1e-6);
}

TEST_F(ReviewPlayerTest, StopsWhereTheLastFrameWasPassedOver) {
    play(21.0, 100.0);  // as if it had stood where none is
    ASSERT_TRUE(waitForEnd());
}

TEST_F(ReviewPlayerTest, PlaysFromTheBeginningOnceItHasEnded) {
    for (const double lastFrame : {21.5, 100.0}) {  // and where none is
        play(21.0, lastFrame);
        ASSERT_TRUE(waitForEnd());
        ASSERT_TRUE(QTest::qWaitFor([this] { return shown.back() >= 21.5 - 1e-6; }, kPatience));
        player.play(true);
        EXPECT_TRUE(waitUntilNearTheBeginning()) << lastFrame;
        EXPECT_TRUE(player.isPlaying());
        shown.clear();
    }
}

TEST_F(ReviewPlayerTest, PlaysOnWhereItIsMovedToTheBeginningAgainAndAgain) {
    play(10.0, 21.5);
    for (int i = 0; i < 20; ++i) {
        const auto before = shown.size();
        player.seek(0.1);
        player.seek(0.0);
        ASSERT_TRUE(QTest::qWaitFor([&] { return shown.size() > before; }, kPatience));
        player.seek(0.0);
    }
    EXPECT_TRUE(waitUntilNearTheBeginning());
    EXPECT_TRUE(player.isPlaying());
    EXPECT_LT(*std::ranges::max_element(shown), 21.0) << "it never was at the end";
}

TEST_F(ReviewPlayerTest, PlaysAStretchOverAndOver) {
    play(20.0, 21.5);
    player.loop(ReviewPlayer::Stretch{.first = 20.0, .last = 20.2});
    const auto beginnings = [this] {
        int count = 0;
        for (std::size_t i = 1; i < shown.size(); ++i) {
            count += shown[i] < shown[i - 1] ? 1 : 0;
        }
        return count;
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return beginnings() >= 3; }, kPatience));
    EXPECT_TRUE(player.isPlaying());
    EXPECT_GE(*std::ranges::min_element(shown), 20.0 - 1e-6) << "not from the file's beginning";
}

}  // namespace
}  // namespace handscope::app
