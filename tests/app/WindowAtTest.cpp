// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/WindowAt.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/recording/WindowReader.h"
#include "capture/CaptureError.h"
#include "capture/VideoWriter.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

/// A frame every tenth of a second, read at 5 a second in windows of four: instants 0.1, 0.3, …
constexpr const char* kPatternVideo = "lavfi:testsrc=size=32x32:rate=10:duration=4";
const pipeline::WindowSettings kWindows{.length = 0.8, .stride = 0.2, .segments = 4};

std::vector<double> times(const std::vector<capture::FramePtr>& frames) {
    std::vector<double> result;
    for (const capture::FramePtr& frame : frames) {
        result.push_back(std::round(frame->pts * 10.0) / 10.0);
    }
    return result;
}

TEST(WindowAtTest, GivesTheWindowThatEndsThereAndWhatCameBefore) {
    const auto read = readWindowAt(kPatternVideo, kWindows, 2.0, 3);
    EXPECT_NEAR(read.window.end, 2.0, 1e-9);
    EXPECT_EQ(times(read.window.frames), (std::vector<double>{1.3, 1.5, 1.7, 1.9}));
    EXPECT_EQ(times(read.past), (std::vector<double>{0.7, 0.9, 1.1}));
    EXPECT_FALSE(read.endsBefore);
}

TEST(WindowAtTest, ThePastEndsAtTheBeginning) {
    EXPECT_TRUE(readWindowAt(kPatternVideo, kWindows, 0.0, 40).past.empty());
    EXPECT_EQ(times(readWindowAt(kPatternVideo, kWindows, 1.2, 40).past),
              (std::vector<double>{0.1, 0.3}));
}

TEST(WindowAtTest, AfterTheEndItIsTheLastWindow) {
    const auto read = readWindowAt(kPatternVideo, kWindows, 60.0, 1);
    EXPECT_TRUE(read.endsBefore);
    EXPECT_NEAR(read.window.end, 4.0, 1e-9);
    EXPECT_EQ(times(read.past), std::vector<double>{3.1});
}

TEST(WindowAtTest, TheLastFrameStandsAsLongAsTheFileSays) {
    std::vector<double> ends;
    readWindows("lavfi:testsrc=size=32x32:rate=20:duration=2.05,setpts='PTS+gte(N,40)*5/TB'",
                {.length = 2.0, .stride = 0.25}, [&ends](const pipeline::Window& window) {
                    ends.push_back(window.end);
                    return true;
                });
    ASSERT_FALSE(ends.empty());
    EXPECT_LE(ends.back(), 7.05) << "not for as long as the gap before it";
}

TEST(WindowAtTest, TheMiddleWindowLiesInTheMiddle) {
    const auto read = readMiddleWindow(kPatternVideo, kWindows, 0);
    EXPECT_NEAR(read.window.end, 2.4, 1e-9);
    EXPECT_TRUE(read.past.empty());
}

TEST(WindowAtTest, ARecordingShorterThanAWindowIsItsOwn) {
    const auto read =
        readMiddleWindow("lavfi:testsrc=size=32x32:rate=10:duration=0.3", kWindows, 9);
    EXPECT_TRUE(read.window.wholeRecording);
    EXPECT_TRUE(read.past.empty());
}

TEST(WindowAtTest, SaysWhichFileIsMissing) {
    EXPECT_THROW(readWindowAt("/no/such/clip.mp4", kWindows, 1.0, 0), capture::CaptureError);
}

/// A file that can be sought: ten frames a second of four seconds, each a level brighter.
class WindowEndingTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string file = folder.file("video.mp4");

    void SetUp() override {
        capture::VideoWriter writer(file, 32, 32, {.quality = 5});
        for (int i = 0; i < 40; ++i) {
            const auto level = static_cast<std::uint8_t>(40 + 4 * i);
            writer.write(*test::greyFrame(0.0, i, level, 32, 32), i / 10.0);
        }
        writer.finish();
    }
};

TEST_F(WindowEndingTest, GivesTheFramesThatTheSamplerTakes) {
    int windows = 0;
    readWindows(file, kWindows, [&](const pipeline::Window& expected) {
        const auto found = readWindowEnding(file, kWindows, expected.end, 0);
        EXPECT_EQ(times(found.window.frames), times(expected.frames)) << "at " << expected.end;
        EXPECT_DOUBLE_EQ(found.window.start, expected.start);
        EXPECT_DOUBLE_EQ(found.window.end, expected.end);
        for (std::size_t i = 0; i < expected.frames.size(); ++i) {
            EXPECT_EQ(found.window.frames[i]->pixels, expected.frames[i]->pixels);
        }
        EXPECT_FALSE(found.endsBefore);
        ++windows;
        return true;
    });
    EXPECT_EQ(windows, 17);
}

TEST_F(WindowEndingTest, EndsAtAnyMoment) {
    EXPECT_EQ(times(readWindowEnding(file, kWindows, 2.05, 0).window.frames),
              (std::vector<double>{1.3, 1.5, 1.7, 1.9}));
    EXPECT_EQ(times(readWindowEnding(file, kWindows, 1.99, 0).window.frames),
              (std::vector<double>{1.2, 1.4, 1.6, 1.8}));
}

TEST_F(WindowEndingTest, GivesWhatCameBeforeAtTheSameSpacing) {
    const auto found = readWindowEnding(file, kWindows, 3.0, 4);
    EXPECT_EQ(times(found.past), (std::vector<double>{1.5, 1.7, 1.9, 2.1}));
    EXPECT_EQ(times(found.window.frames), (std::vector<double>{2.3, 2.5, 2.7, 2.9}));
}

TEST_F(WindowEndingTest, TheFirstFrameStandsInForWhatIsBeforeIt) {
    const auto found = readWindowEnding(file, kWindows, 0.4, 2);
    EXPECT_EQ(times(found.window.frames), (std::vector<double>{0.0, 0.0, 0.1, 0.3}));
    EXPECT_TRUE(found.past.empty()) << "nothing came before the beginning";
    EXPECT_EQ(times(readWindowEnding(file, kWindows, 1.0, 4).past), std::vector<double>{0.1});
}

TEST_F(WindowEndingTest, NothingStandsInBeforeTheBeginningAtAFixedRate) {
    pipeline::WindowSettings windows = kWindows;
    windows.fixedRate = true;
    EXPECT_EQ(times(readWindowEnding(file, windows, 0.4, 2).window.frames),
              (std::vector<double>{0.1, 0.3}));
    EXPECT_EQ(times(readWindowEnding(file, windows, 0.05, 2).window.frames),
              std::vector<double>{0.0});
    EXPECT_EQ(readWindowEnding(file, windows, 0.8, 2).window.frames.size(), 4U);
}

TEST_F(WindowEndingTest, TheLastFrameStandsInForWhatIsAfterIt) {
    const auto found = readWindowEnding(file, kWindows, 4.4, 0);
    EXPECT_EQ(times(found.window.frames), (std::vector<double>{3.7, 3.9, 3.9, 3.9}));
    EXPECT_TRUE(found.endsBefore);
    EXPECT_FALSE(readWindowEnding(file, kWindows, 4.0, 0).endsBefore);
}

TEST_F(WindowEndingTest, SaysWhatCannotBeRead) {
    EXPECT_THROW(readWindowEnding("/no/such/clip.mp4", kWindows, 1.0, 0), capture::CaptureError);
    EXPECT_THROW(readWindowEnding(kPatternVideo, kWindows, 1.0, 0), capture::CaptureError)
        << "a source that cannot seek";
}

}  // namespace
}  // namespace handscope::app
