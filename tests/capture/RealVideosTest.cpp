// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

std::filesystem::path sharedVideos() {
    const char* shared = std::getenv("HANDSCOPE_SHARED");
    const std::filesystem::path folder =
        shared != nullptr ? std::filesystem::path(shared)
                          : std::filesystem::path(HANDSCOPE_SOURCE_DIR) / ".." / "shared";
    return folder / "videos";
}

std::string withoutEnding(const testing::TestParamInfo<const char*>& video) {
    const std::string name = video.param;
    return name.substr(0, name.find('.'));
}

/// Videos of other projects, which stand beside the source tree.
class RealVideosTest : public SourceFixture, public testing::WithParamInterface<const char*> {
protected:
    std::string file_;

    void SetUp() override {
        SourceFixture::SetUp();
        file_ = (sharedVideos() / GetParam()).string();
        if (!std::filesystem::exists(file_)) {
            GTEST_SKIP() << file_ << " is missing";
        }
    }
};

TEST_P(RealVideosTest, GivesFfprobesFramesAndTimesWhateverTheNumberOfThreads) {
    const std::vector<ProbedFrame> expected = probeFrames(file_);
    for (const int threads : {SourceOptions().decoderThreads, 1, 4}) {
        SourceOptions options;
        options.decoderThreads = threads;
        expectFrames(file_, options, expected);
    }
}

TEST_P(RealVideosTest, DescribesTheFramesThatItGives) {
    const auto source = openSource(file_);
    const FramePtr frame = source->read();
    ASSERT_NE(frame, nullptr);
    EXPECT_EQ(source->description().width, frame->width);
    EXPECT_EQ(source->description().height, frame->height);
    EXPECT_GT(source->description().frameRate, 0.0);
}

TEST_P(RealVideosTest, SeeksToTheMiddle) {
    const auto frames = readAll(file_);
    const FramePtr middle = frames[frames.size() / 2];
    const auto source = openSource(file_);
    source->seek(middle->pts);
    const FramePtr found = source->read();
    ASSERT_NE(found, nullptr);
    EXPECT_NEAR(found->pts, middle->pts, 1e-6);
    EXPECT_EQ(found->pixels, middle->pixels);
}

INSTANTIATE_TEST_SUITE_P(
    Videos, RealVideosTest,
    testing::Values("decord__corrupted.mp4", "decord__flipping_a_pancake.mkv",
                    "decord__video_0.mov", "decord__video_180.mov", "decord__video_270.mov",
                    "decord__video_90.mov", "mmaction2__test.avi", "mp_gesture_recognizer.mp4",
                    "sense__test_video.mp4", "torchcodec__av1_video.mkv",
                    "torchcodec__bt709_full_range.mp4", "torchcodec__h264_10bits.mp4",
                    "torchcodec__h265_10bits.mp4", "torchcodec__h265_video.mp4",
                    "torchcodec__nasa_13013.mp4"),
    withoutEnding);

/// Pictures, compared with what the ffmpeg program makes of the same file.
class RealPicturesTest : public RealVideosTest {};

TEST_P(RealPicturesTest, LookAsFfmpegShowsThem) {
    expectWhatFfmpegSees(file_, 1.5);
}

INSTANTIATE_TEST_SUITE_P(Videos, RealPicturesTest,
                         testing::Values("decord__video_0.mov", "decord__video_90.mov",
                                         "decord__video_180.mov", "decord__video_270.mov",
                                         "torchcodec__h264_10bits.mp4",
                                         "torchcodec__bt709_full_range.mp4"),
                         withoutEnding);

}  // namespace
}  // namespace handscope::capture
