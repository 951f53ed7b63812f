// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CameraCheck.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "app/pipeline/FramePreparation.h"
#include "tests/inspect/InspectedFrames.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

using std::chrono::milliseconds;

class CameraCheckTest : public ::testing::Test {
protected:
    CameraCheck check;
    CameraCheck::TimePoint now{std::chrono::hours(1)};
    capture::SourceDescription camera;
    capture::CaptureCounts counts;

    void SetUp() override {
        check.useModel({.segments = 8, .inputSize = 16});
        check.clear(now);
        camera.live = true;
        camera.frameRate = 30.0;
        counts.framesPerSecond = 30.0;
    }
    ui::CameraCheckView lookAfter(milliseconds time,
                                  const capture::FramePtr& frame = test::greyFrame(0.0, 0, 128, 32,
                                                                                   24)) {
        now += time;
        return check.look(frame, camera, counts, now).value_or(ui::CameraCheckView());
    }
};

TEST_F(CameraCheckTest, ShowsExactlyWhatTheNetworkIsGiven) {
    // Of the input's size, so that nothing is resized: every level comes back.
    const auto frame = test::paintedFrame(
        0.0, 16, 16, [](int x, int y, int channel) { return (x * 16 + y + 85 * channel) % 256; });
    for (const model::InputSpec& input :
         {model::InputSpec{.inputSize = 16},
          model::InputSpec{
              .inputSize = 16, .low = -1.0F, .high = 1.0F, .mean = {0, 0, 0}, .std = {1, 1, 1}},
          model::InputSpec{.inputSize = 16, .high = 255.0F, .mean = {104, 117, 123}}}) {
        const QImage seen = seenPicture(pipeline::framePreparer(input)(*frame), input);
        ASSERT_EQ(seen.size(), QSize(16, 16));
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x) {
                const std::uint8_t* pixel = frame->pixels.data() + frame->stride() * y + x * 3;
                const QColor colour = seen.pixelColor(x, y);
                ASSERT_LE(std::abs(colour.red() - pixel[0]), 1) << x << ", " << y;
                ASSERT_LE(std::abs(colour.green() - pixel[1]), 1) << x << ", " << y;
                ASSERT_LE(std::abs(colour.blue() - pixel[2]), 1) << x << ", " << y;
            }
        }
    }
}

TEST_F(CameraCheckTest, LooksAFewTimesASecond) {
    const auto frame = test::greyFrame(0.0, 0, 128, 32, 24);
    EXPECT_TRUE(check.look(frame, camera, counts, now));
    EXPECT_FALSE(check.look(frame, camera, counts, now + milliseconds(100)));
    EXPECT_TRUE(check.look(frame, camera, counts, now + milliseconds(210)));
}

TEST_F(CameraCheckTest, WithoutAModelThereIsNothingToLookAt) {
    CameraCheck other;
    EXPECT_FALSE(other.look(test::greyFrame(0.0), camera, counts, now));
}

TEST_F(CameraCheckTest, ACameraIsSlowOnceItHasSettled) {
    counts.framesPerSecond = 15.0;
    EXPECT_FALSE(lookAfter(milliseconds(1000)).slow) << "it is still starting";
    EXPECT_TRUE(lookAfter(milliseconds(2500)).slow);
    EXPECT_DOUBLE_EQ(lookAfter(milliseconds(500)).askedRate, 30.0);
    counts.framesPerSecond = 28.0;
    EXPECT_FALSE(lookAfter(milliseconds(500)).slow);
    counts.framesPerSecond = 15.0;
    check.clear(now);
    EXPECT_FALSE(lookAfter(milliseconds(500)).slow) << "another source";
}

TEST_F(CameraCheckTest, AFileIsNeverSlowNorAnUnknownRate) {
    counts.framesPerSecond = 5.0;
    camera.live = false;
    EXPECT_FALSE(lookAfter(milliseconds(5000)).slow);
    camera.live = true;
    camera.frameRate = 0.0;
    EXPECT_FALSE(lookAfter(milliseconds(5000)).slow);
}

TEST_F(CameraCheckTest, ToldWhenItIsTooDarkOrTooBright) {
    EXPECT_TRUE(lookAfter(milliseconds(300), test::greyFrame(0.0, 0, 10, 32, 24)).dark);
    const auto bright = lookAfter(milliseconds(300), test::greyFrame(0.0, 0, 255, 32, 24));
    EXPECT_TRUE(bright.clipped);
    EXPECT_FALSE(bright.dark);
    EXPECT_NEAR(bright.brightness, 1.0, 0.01);
    const auto good = lookAfter(milliseconds(300));
    EXPECT_FALSE(good.dark);
    EXPECT_FALSE(good.clipped);
}

}  // namespace
}  // namespace handscope::app
