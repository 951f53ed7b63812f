// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/ClipScores.h"

#include <gtest/gtest.h>

#include "capture/CaptureError.h"
#include "tests/support/FakeClassifier.h"

namespace handscope::app {
namespace {

using test::FakeClassifier;

/// Black, white from `from` to `to` seconds, black; 3 seconds at 24 frames a second.
std::string flash(double from, double to, double length = 3.0) {
    return "lavfi:color=black:size=32x32:rate=24:duration=" + std::to_string(length) +
           ",drawbox=color=white:t=fill:enable='between(t," + std::to_string(from) + "," +
           std::to_string(to) + ")'";
}

/// How bright the newest frame is, of the frames that were fed since the last reset.
std::shared_ptr<FakeClassifier> newestIsBright() {
    return std::make_shared<FakeClassifier>(
        std::vector<std::string>{"bright", "dark"}, 4, [](const model::Clip& clip) {
            const float bright = clip.back()->front() > 0.0F ? 1.0F : 0.0F;
            return std::vector<float>{bright, 1.0F - bright};
        });
}

TEST(ClipScoresTest, AWindowedModelSeesTheMiddleFramesOnce) {
    const auto network = newestIsBright();
    EXPECT_FLOAT_EQ(scoreClip(flash(2.5, 2.8), *network).front(), 1.0F);
    EXPECT_EQ(network->calls(), 1);
}

TEST(ClipScoresTest, ACausalModelIsFedEachFrameAtItsRateOnce) {
    const auto network = newestIsBright();
    const auto log = network->makeCausal(4.0);
    scoreClip(flash(0.0, 0.0), *network);
    ASSERT_EQ(log->pushes.size(), 9U) << "4 frames, then one a window";
    EXPECT_EQ(log->pushes.front().size(), 4U);
    EXPECT_EQ(log->pushes.back().size(), 1U);
    EXPECT_EQ(network->calls(), 0);
}

TEST(ClipScoresTest, ACausalModelsAnswersFromTheTthFrameOnCountAlike) {
    const auto network = newestIsBright();
    network->makeCausal(4.0);
    // Instants 1/8, 3/8 … 23/8; answers at the 4th to the 12th; 11/8, 13/8 and 15/8 are bright.
    const auto scores = scoreClip(flash(1.3, 1.9), *network);
    EXPECT_NEAR(scores[0], 3.0 / 9.0, 1e-6);
    EXPECT_NEAR(scores[1], 6.0 / 9.0, 1e-6);
}

TEST(ClipScoresTest, AClipShorterThanAWindowHasTheOneAnswerAtItsEnd) {
    const auto network = newestIsBright();
    const auto log = network->makeCausal(4.0);
    EXPECT_FLOAT_EQ(scoreClip(flash(0.5, 0.75, 0.75), *network).front(), 1.0F);
    ASSERT_EQ(log->pushes.size(), 1U);
    EXPECT_EQ(log->pushes.front().size(), 3U);
}

TEST(ClipScoresTest, SaysWhichFileIsMissing) {
    const auto network = newestIsBright();
    network->makeCausal(4.0);
    EXPECT_THROW(scoreClip("/no/such/clip.mp4", *network), capture::CaptureError);
}

}  // namespace
}  // namespace handscope::app
