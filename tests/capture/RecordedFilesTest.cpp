// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

using testing::HasSubstr;

/// Files as cameras, editors and accidents make them.
class RecordedFilesTest : public SourceFixture {
protected:
    static constexpr const char* kPattern = "testsrc2=size=96x64:rate=10:duration=2";

    static void append(std::vector<std::uint8_t>& bytes, const std::string& file) {
        const auto more = readBytes(file);
        bytes.insert(bytes.end(), more.begin(), more.end());
    }

    /// Where `pattern` comes in `bytes` for the n-th time, counted from 0.
    static std::size_t find(const std::vector<std::uint8_t>& bytes, const std::string& pattern,
                            int n) {
        auto place = bytes.begin();
        for (;; ++place) {
            place = std::search(place, bytes.end(), pattern.begin(), pattern.end());
            if (place == bytes.end() || n-- == 0) {
                return static_cast<std::size_t>(place - bytes.begin());
            }
        }
    }
};

TEST_F(RecordedFilesTest, DescribesAFile) {
    const auto source = openSource(make("clip.mp4", kPattern, {"-c:v", "libx264"}));
    EXPECT_EQ(source->description().codec, "h264");
    EXPECT_THAT(source->description().format, HasSubstr("mp4"));
    EXPECT_DOUBLE_EQ(source->description().frameRate, 10.0);
    EXPECT_NEAR(source->description().durationSeconds.value_or(0), 2.0, 1e-6);
    EXPECT_NEAR(source->description().startSeconds.value_or(-1), 0.0, 1e-6);
    EXPECT_TRUE(source->description().seekable);
    EXPECT_FALSE(source->description().live);
}

TEST_F(RecordedFilesTest, KnowsTheLengthOfAVideoWhoseSoundIsLonger) {
    for (const char* name : {"clip.mkv", "clip.mp4"}) {
        const std::string file =
            make(name, kPattern,
                 {"-f", "lavfi", "-i", "sine=duration=20", "-c:v", "mpeg4", "-c:a", "aac"});
        const auto source = openSource(file);
        EXPECT_NEAR(source->description().streamSeconds.value_or(0.0), 2.0, 0.1) << name;
    }
}

/// As a tool leaves it that cuts a file and copies its tags.
TEST_F(RecordedFilesTest, BelievesNoTagThatSaysMoreThanTheFile) {
    auto bytes = readBytes(make("clip.mkv", kPattern, {"-c:v", "mpeg4"}));
    const std::string told = "00:00:02.000000000";
    const std::size_t place = find(bytes, told, 0);
    ASSERT_LT(place, bytes.size());
    const std::string longer = "00:00:59.000000000";
    std::copy(longer.begin(), longer.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place));
    writeBytes(folder_.file("longer.mkv"), bytes);
    const auto source = openSource(folder_.file("longer.mkv"));
    EXPECT_NEAR(source->description().streamSeconds.value_or(2.0), 2.0, 0.1);
    std::copy(told.begin(), told.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place));
    bytes[place] = 'x';
    writeBytes(folder_.file("garbage.mkv"), bytes);
    const auto garbage = openSource(folder_.file("garbage.mkv"));
    EXPECT_NEAR(garbage->description().streamSeconds.value_or(2.0), 2.0, 0.1);
}

TEST_F(RecordedFilesTest, SaysWhereAnOptionThatItDoesNotKnowIsLookedUp) {
    SourceOptions options;
    options.formatOptions["framerate"] = "30";
    const std::string file = make("clip.mp4", kPattern, {"-c:v", "libx264"});
    EXPECT_THAT(refusal(file, options), HasSubstr("'ffmpeg -h demuxer=mov'"));
}

TEST_F(RecordedFilesTest, TellsHowLongTheContainerShowsAFrame) {
    const auto source = openSource(make("clip.mp4", kPattern, {"-c:v", "libx264"}));
    EXPECT_NEAR(source->read()->duration, 0.1, 1e-6);
}

TEST_F(RecordedFilesTest, CountsTheSeeksBeforeAFrame) {
    const auto source = openSource(make("clip.mp4", kPattern, {"-c:v", "libx264"}));
    const std::int64_t first = source->read()->epoch;
    EXPECT_EQ(source->read()->epoch, first);
    source->seek(1.0);
    EXPECT_EQ(source->read()->epoch, first + 1);
    EXPECT_EQ(source->read()->epoch, first + 1);
}

TEST_F(RecordedFilesTest, SquaresWidePixels) {
    const auto source =
        openSource(make("wide.mp4", std::string(kPattern) + ",setsar=2", {"-c:v", "libx264"}));
    EXPECT_EQ(source->description().width, 192);
    const FramePtr frame = source->read();
    EXPECT_EQ(frame->width, 192);
    EXPECT_EQ(frame->height, 64);
}

TEST_F(RecordedFilesTest, SquaresTallPixels) {
    const FramePtr frame =
        openSource(make("tall.mkv", std::string(kPattern) + ",setsar=1/2", {"-c:v", "ffv1"}))
            ->read();
    EXPECT_EQ(frame->width, 96);
    EXPECT_EQ(frame->height, 128);
}

TEST_F(RecordedFilesTest, TurnsRotatedVideoUprightAsFfmpegDoes) {
    // Chroma at full size: ffmpeg turns the coded planes, we turn the finished picture.
    const std::string flat = make("flat.mp4", kPattern, {"-c:v", "libx264", "-pix_fmt", "yuv444p"});
    for (const int degrees : {0, 90, 180, 270}) {
        const std::string turned = folder_.file("turned" + std::to_string(degrees) + ".mov");
        ASSERT_TRUE(runFfmpeg({"-i", flat, "-c", "copy", "-metadata:s:v",
                               "rotate=" + std::to_string(degrees), turned}));
        const auto source = openSource(turned);
        EXPECT_EQ(source->description().width, degrees % 180 == 0 ? 96 : 64);
        EXPECT_EQ(source->read()->width, source->description().width);
        expectWhatFfmpegSees(turned, 1.0);
    }
}

TEST_F(RecordedFilesTest, RotatesAfterSquaringThePixels) {
    const std::string wide =
        make("wide.mp4", std::string(kPattern) + ",setsar=2", {"-c:v", "libx264"});
    const std::string turned = folder_.file("turned.mov");
    ASSERT_TRUE(runFfmpeg({"-i", wide, "-c", "copy", "-metadata:s:v", "rotate=90", turned}));
    const FramePtr frame = openSource(turned)->read();
    EXPECT_EQ(frame->width, 64);
    EXPECT_EQ(frame->height, 192);
}

TEST_F(RecordedFilesTest, ReadsEveryUsualCodecAndContainer) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> kinds{
        {"a.mp4", {"-c:v", "libx264", "-bf", "3"}},
        {"b.mp4", {"-c:v", "libx264", "-pix_fmt", "yuv444p"}},
        {"c.mkv", {"-c:v", "libx264", "-pix_fmt", "yuv420p10le"}},
        {"d.avi", {"-c:v", "mpeg4", "-bf", "2"}},
        {"e.ts", {"-c:v", "mpeg2video", "-bf", "2"}},
        {"f.mpg", {"-c:v", "mpeg1video", "-r", "25"}},
        {"g.webm", {"-c:v", "libvpx", "-deadline", "realtime"}},
        {"h.flv", {"-c:v", "flv1"}},
        {"i.ogv", {"-c:v", "libtheora"}},
        {"j.gif", {}},
        {"k.apng", {"-plays", "1"}},
        {"l.nut", {"-c:v", "ffv1"}},
        {"m.y4m", {"-pix_fmt", "yuv420p"}},
        {"n.mxf", {"-c:v", "mpeg2video", "-r", "25"}},
        {"o.asf", {"-c:v", "msmpeg4"}},
    };
    for (const auto& [name, arguments] : kinds) {
        SCOPED_TRACE(name);
        const std::string file = make(name, kPattern, arguments);
        EXPECT_EQ(readAll(file).size(), probeFrames(file).size());
        EXPECT_GE(readAll(file).size(), 20U);
    }
}

TEST_F(RecordedFilesTest, GivesTheSameFramesWhateverTheNumberOfThreads) {
    const std::string file = make("clip.mp4", kPattern, {"-c:v", "libx264", "-bf", "3"});
    for (const int threads : {0, 1, 2, 5}) {
        SourceOptions options;
        options.decoderThreads = threads;
        expectWhatFfprobeSees(file, options);
    }
}

TEST_F(RecordedFilesTest, KeepsUnevenTimes) {
    const std::string file =
        make("uneven.mp4",
             "testsrc2=size=96x64:rate=30:duration=2,select='not(mod(n,3))+eq(mod(n,7),0)'",
             {"-vsync", "vfr", "-c:v", "libx264"});
    expectWhatFfprobeSees(file);
    EXPECT_EQ(openSource(file)->description().frameRate, 0.0);
}

TEST_F(RecordedFilesTest, KeepsNegativeTimes) {
    const std::string file =
        make("negative.asf", kPattern,
             {"-c:v", "mpeg4", "-output_ts_offset", "-1.5", "-avoid_negative_ts", "disabled"});
    EXPECT_LT(readAll(file).front()->pts, -1.0);
    expectWhatFfprobeSees(file);
}

TEST_F(RecordedFilesTest, NumbersFramesThatHaveNoTimes) {
    const std::string file = make("raw.h264", kPattern, {"-c:v", "libx264", "-bf", "2"});
    const auto frames = readAll(file);
    ASSERT_EQ(frames.size(), 20U);
    for (std::size_t i = 1; i < frames.size(); ++i) {
        EXPECT_GT(frames[i]->pts, frames[i - 1]->pts);
    }
}

TEST_F(RecordedFilesTest, FollowsAChangeOfSize) {
    const std::string small = make("small.ts", kPattern, {"-c:v", "mpeg2video"});
    const std::string large = make("large.ts", "testsrc2=size=160x96:rate=10:duration=1",
                                   {"-c:v", "mpeg2video", "-output_ts_offset", "2"});
    std::vector<std::uint8_t> both = readBytes(small);
    append(both, large);
    writeBytes(folder_.file("both.ts"), both);
    expectWhatFfprobeSees(folder_.file("both.ts"));
    const auto frames = readAll(folder_.file("both.ts"));
    EXPECT_EQ(frames.front()->width, 96);
    EXPECT_EQ(frames.back()->width, 160);
    EXPECT_EQ(frames.back()->height, 96);
    EXPECT_EQ(std::count_if(frames.begin(), frames.end(),
                            [](const FramePtr& frame) { return frame->width == 160; }),
              10);
}

TEST_F(RecordedFilesTest, FollowsAChangeOfPixelFormat) {
    std::vector<std::uint8_t> both =
        readBytes(make("a.h264", kPattern, {"-c:v", "libx264", "-pix_fmt", "yuv420p"}));
    append(both, make("b.h264", kPattern, {"-c:v", "libx264", "-pix_fmt", "yuv444p"}));
    writeBytes(folder_.file("both.h264"), both);
    EXPECT_EQ(readAll(folder_.file("both.h264")).size(), 40U);
}

TEST_F(RecordedFilesTest, MarksTimeThatStartsAnew) {
    const std::string once = make("once.ts", kPattern, {"-c:v", "mpeg2video"});
    std::vector<std::uint8_t> twice = readBytes(once);
    append(twice, once);
    writeBytes(folder_.file("twice.ts"), twice);
    const auto frames = readAll(folder_.file("twice.ts"));
    ASSERT_EQ(frames.size(), probeFrames(folder_.file("twice.ts")).size());
    EXPECT_EQ(std::count_if(frames.begin(), frames.end(),
                            [](const FramePtr& frame) { return frame->discontinuity; }),
              1);
}

TEST_F(RecordedFilesTest, ReadsMotionJpegButNoSinglePicture) {
    const auto stream = readBytes(make("camera.mjpeg", kPattern, {"-c:v", "mjpeg", "-f", "mjpeg"}));
    EXPECT_EQ(readAll(folder_.file("camera.mjpeg")).size(), 20U);
    const auto picture = make("picture.jpg", kPattern, {"-frames:v", "1"});
    EXPECT_THROW(openSource(picture), CaptureError);
}

TEST_F(RecordedFilesTest, ACorruptPacketCostsItsFramesAlone) {
    const std::string file = make("pictures.mkv", kPattern, {"-c:v", "png"});
    auto bytes = readBytes(file);
    const std::size_t header = find(bytes, "IHDR", 7);
    ASSERT_LT(header, bytes.size());
    bytes[header] = 'X';
    writeBytes(folder_.file("corrupt.mkv"), bytes);
    const auto source = openSource(folder_.file("corrupt.mkv"));
    const auto frames = readAll(*source);
    EXPECT_EQ(frames.size(), 19U);
    EXPECT_EQ(source->counts().corruptPackets, 1);
    EXPECT_EQ(source->counts().packets, 20);
    EXPECT_EQ(source->counts().frames, 19);
    EXPECT_NEAR(frames[6]->pts, 0.6, 1e-6);
    EXPECT_NEAR(frames[7]->pts, 0.8, 1e-6);
}

TEST_F(RecordedFilesTest, DecodesADamagedFileAsFarAsFfprobe) {
    const std::string file = make("clip.mkv", kPattern, {"-c:v", "libx264", "-g", "5"});
    auto bytes = readBytes(file);
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 400; ++i) {
        bytes[i] = static_cast<std::uint8_t>(i * 37);
    }
    writeBytes(folder_.file("damaged.mkv"), bytes);
    EXPECT_EQ(readAll(folder_.file("damaged.mkv")).size(),
              probeFrames(folder_.file("damaged.mkv")).size());
}

TEST_F(RecordedFilesTest, DecodesATruncatedFileAsFarAsFfprobe) {
    for (const char* name : {"clip.mkv", "clip.ts", "clip.avi"}) {
        auto bytes = readBytes(make(name, kPattern, {"-c:v", "mpeg4"}));
        bytes.resize(bytes.size() * 2 / 3);
        const std::string cut = folder_.file(std::string("cut-") + name);
        writeBytes(cut, bytes);
        const std::size_t expected = probeFrames(cut).size();
        ASSERT_GT(expected, 5U);
        ASSERT_LT(expected, 20U);
        EXPECT_EQ(readAll(cut).size(), expected) << name;
    }
}

TEST_F(RecordedFilesTest, PassesOverACoverPicture) {
    const std::string cover = make("cover.png", "color=c=red:s=300x300", {"-frames:v", "1"});
    const std::string sound = folder_.file("sound.m4a");
    ASSERT_TRUE(runFfmpeg({"-f", "lavfi", "-i", "sine=duration=1", "-i", cover, "-map", "0", "-map",
                           "1", "-c:v", "copy", "-disposition:v", "attached_pic", sound}));
    EXPECT_THAT(refusal(sound), HasSubstr("no video stream"));

    const std::string clip = make("clip.mp4", kPattern, {"-c:v", "libx264"});
    const std::string both = folder_.file("both.mp4");
    ASSERT_TRUE(runFfmpeg({"-i", cover, "-i", clip, "-map", "0", "-map", "1", "-c", "copy",
                           "-disposition:v:0", "attached_pic", both}));
    EXPECT_EQ(readAll(both).size(), 20U);
    EXPECT_EQ(readAll(both).front()->width, 96);
}

TEST_F(RecordedFilesTest, SaysWhenThereIsSoundAlone) {
    const std::string sound = make("sound.mkv", "sine=duration=1", {"-c:a", "flac"});
    EXPECT_THAT(refusal(sound), HasSubstr("no video stream"));
}

}  // namespace
}  // namespace handscope::capture
