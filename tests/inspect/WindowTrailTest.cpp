// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/WindowTrail.h"

#include <gmock/gmock.h>

#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Windows of four frames, of which frame n has the time n.
class WindowTrailTest : public ::testing::Test {
protected:
    WindowTrail trail;

    static pipeline::Window window(std::int64_t index, std::int64_t grid = 0) {
        pipeline::Window window;
        window.place = {.grid = grid, .index = index};
        for (std::int64_t n = index; n < index + 4; ++n) {
            window.frames.push_back(test::greyFrame(static_cast<double>(n)));
        }
        return window;
    }
    std::vector<double> before(std::int64_t index, std::int64_t grid = 0, std::size_t past = 6) {
        std::vector<double> times;
        for (const capture::FramePtr& frame : trail.extend(window(index, grid), past)) {
            times.push_back(frame->pts);
        }
        return times;
    }
};

TEST_F(WindowTrailTest, GrowsByAFrameAWindow) {
    EXPECT_THAT(before(0), IsEmpty());
    EXPECT_THAT(before(1), ElementsAre(0));
    EXPECT_THAT(before(2), ElementsAre(0, 1));
}

TEST_F(WindowTrailTest, KeepsAsManyAsAreAskedFor) {
    for (int index = 0; index < 20; ++index) {
        before(index, 0, 3);
    }
    EXPECT_THAT(before(20, 0, 3), ElementsAre(17, 18, 19));
}

TEST_F(WindowTrailTest, WindowsThatWereLeftOutAreMadeUpForByLaterOnes) {
    before(0);
    EXPECT_THAT(before(3), ElementsAre(0, 1, 2)) << "window 0 had them";
    EXPECT_THAT(before(7), ElementsAre(1, 2, 3, 4, 5, 6)) << "just in time";
    EXPECT_THAT(before(12), IsEmpty()) << "frame 11 was never seen";
    EXPECT_THAT(before(13), ElementsAre(12));
}

TEST_F(WindowTrailTest, AnotherGridOrAStepBackBeginsAnew) {
    before(0);
    before(1);
    EXPECT_THAT(before(2, 1), IsEmpty());
    EXPECT_THAT(before(3, 1), ElementsAre(2));
    EXPECT_THAT(before(1, 1), IsEmpty());
    before(2, 1);
    trail.clear();
    EXPECT_THAT(before(3, 1), IsEmpty());
}

}  // namespace
}  // namespace handscope::app
