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
}

TEST_F(ReviewPlayerTest, StopsWhereTheLastFrameWasPassedOver) {
    play(21.0, 100.0);  // as if it had stood where none is
    ASSERT_TRUE(waitForEnd());
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
