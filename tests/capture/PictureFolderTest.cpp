// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

using ::testing::HasSubstr;

/// A clip as Jester's are kept: a folder of JPEG pictures by number.
class PictureFolderTest : public SourceFixture {
protected:
    std::string clip_ = folder_.file("clip [a] 100%d *");

    void makePictures(const std::string& ending = ".jpg") {
        std::filesystem::create_directory(clip_);
        const std::string numbered = folder_.file("%05d" + ending);
        ASSERT_TRUE(
            runFfmpeg({"-f", "lavfi", "-i", "testsrc2=size=64x48:rate=12:duration=1", numbered}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            if (entry.is_regular_file()) {
                std::filesystem::rename(entry.path(),
                                        std::filesystem::path(clip_) / entry.path().filename());
            }
        }
    }
};

TEST_F(PictureFolderTest, IsAVideoOfTwelvePicturesASecond) {
    makePictures();
    std::ofstream(clip_ + "/notes.txt") << "words";
    const auto source = openSource("frames:" + clip_);
    EXPECT_FALSE(source->description().live);
    EXPECT_DOUBLE_EQ(source->description().frameRate, 12.0);
    const auto frames = readAll(*source);
    ASSERT_EQ(frames.size(), 12U);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        EXPECT_NEAR(frames[i]->pts, static_cast<double>(i) / 12.0, 1e-6);
        EXPECT_EQ(frames[i]->width, 64);
    }
}

TEST_F(PictureFolderTest, CanBeMovedIn) {
    makePictures(".png");
    const auto source = openSource("frames:" + clip_);
    const auto frames = readAll(*source);
    source->seek(0.5);
    const FramePtr again = source->read();
    ASSERT_NE(again, nullptr);
    EXPECT_NEAR(again->pts, 0.5, 1e-6);
    EXPECT_EQ(again->pixels, frames.at(6)->pixels);
}

TEST_F(PictureFolderTest, TakesTheRateThatIsNamed) {
    makePictures();
    const auto frames = readAll("frames:" + clip_ + "@30");
    ASSERT_EQ(frames.size(), 12U);
    EXPECT_NEAR(frames.back()->pts, 11.0 / 30.0, 1e-6);
    EXPECT_EQ(readAll("frames:" + clip_ + "@12.5").size(), 12U);
}

TEST_F(PictureFolderTest, RefusesWhatIsNoClip) {
    makePictures();
    EXPECT_THAT(refusal("frames:" + clip_ + "@fast"), HasSubstr("no number of pictures"));
    EXPECT_THAT(refusal("frames:" + clip_ + "@0"), HasSubstr("no number of pictures"));
    EXPECT_THAT(refusal("frames:" + clip_ + "@nan"), HasSubstr("no number of pictures"));
    EXPECT_THAT(refusal("frames:/nonexistent"), HasSubstr("There is no folder"));
    std::filesystem::create_directory(folder_.path() / "empty");
    EXPECT_THAT(refusal("frames:" + folder_.file("empty")), HasSubstr("holds no pictures"));
    EXPECT_THAT(refusal(clip_), HasSubstr("frames:" + clip_)) << "what to call it";
    std::ofstream(folder_.file("empty/a.jpg")) << "no picture";
    EXPECT_THAT(refusal("frames:" + folder_.file("empty")),
                HasSubstr("no picture that can be decoded"));
}

}  // namespace
}  // namespace handscope::capture
