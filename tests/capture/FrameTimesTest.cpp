// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FrameTimes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "tests/capture/SourceFixture.h"
#include "tests/support/SharedData.h"

namespace handscope::capture {
namespace {

using ::testing::HasSubstr;

constexpr const char* kPattern = "testsrc2=size=96x64:rate=10:duration=6";

class FrameTimesTest : public SourceFixture {
protected:
    static std::vector<double> decodedTimes(const std::string& file) {
        std::vector<double> times;
        for (const FramePtr& frame : readAll(file)) {
            times.push_back(frame->pts);
        }
        return times;
    }

    static void expectWhatIsDecoded(const std::string& file) {
        const std::vector<double> expected = decodedTimes(file);
        ASSERT_FALSE(expected.empty());
        const auto times = readFrameTimes(file);
        ASSERT_TRUE(times);
        ASSERT_EQ(times->size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            ASSERT_NEAR((*times)[i], expected[i], 1e-9) << "frame " << i;
        }
    }

    static std::string refusalOfTimes(const std::string& address) {
        try {
            readFrameTimes(address);
        } catch (const CaptureError& error) {
            EXPECT_FALSE(error.whatToDo().empty());
            return error.what();
        }
        return {};
    }

    /// The file again, copied by ffmpeg without decoding.
    std::string copy(const std::string& name, const std::vector<std::string>& before,
                     const std::vector<std::string>& after = {}) {
        std::vector<std::string> all = before;
        all.insert(all.end(), {"-c", "copy"});
        all.insert(all.end(), after.begin(), after.end());
        all.push_back(folder_.file(name));
        EXPECT_TRUE(runFfmpeg(all));
        return folder_.file(name);
    }
};

class FrameTimesOfKindsTest : public FrameTimesTest,
                              public ::testing::WithParamInterface<VideoKind> {};

TEST_P(FrameTimesOfKindsTest, AreThoseOfTheDecodedFrames) {
    expectWhatIsDecoded(make(GetParam().file, kPattern, GetParam().arguments));
}

INSTANTIATE_TEST_SUITE_P(
    Containers, FrameTimesOfKindsTest,
    ::testing::Values(
        VideoKind{"b-frames.mp4", {"-c:v", "libx264", "-bf", "3"}},
        VideoKind{"open-groups.mp4",
                  {"-c:v", "libx264", "-g", "12", "-bf", "3", "-x264-params", "open-gop=1"}},
        VideoKind{"fragments.mp4",
                  {"-c:v", "libx264", "-g", "15", "-movflags", "frag_keyframe+empty_moov"}},
        VideoKind{"interlaced.mp4",
                  {"-c:v", "libx264", "-flags", "+ildct+ilme", "-x264-params", "interlaced=1"}},
        VideoKind{"clip.mkv", {"-c:v", "libx264", "-g", "15", "-bf", "2"}},
        VideoKind{"offset.mkv", {"-c:v", "libx264", "-output_ts_offset", "100"}},
        VideoKind{"pictures.mkv", {"-c:v", "mjpeg"}},
        VideoKind{"clip.ts", {"-c:v", "libx264", "-bf", "3"}},
        VideoKind{"wrapping-clock.ts",
                  {"-c:v", "libx264", "-bf", "3", "-output_ts_offset", "95440"}},
        VideoKind{"mpeg2.ts", {"-c:v", "mpeg2video", "-g", "12", "-bf", "2"}},
        VideoKind{"mpeg1.mpg", {"-c:v", "mpeg1video", "-r", "25", "-bf", "2"}},
        VideoKind{"mpeg2.mpg", {"-c:v", "mpeg2video", "-r", "25", "-g", "12", "-bf", "2"}},
        VideoKind{"mpeg4.avi", {"-c:v", "mpeg4", "-g", "12"}},
        VideoKind{"mpeg4-b-frames.avi", {"-c:v", "mpeg4", "-g", "12", "-bf", "2"}},
        VideoKind{"h264-b-frames.avi", {"-c:v", "libx264", "-g", "15", "-bf", "3"}},
        VideoKind{"negative.asf",
                  {"-c:v", "mpeg4", "-output_ts_offset", "-1.5", "-avoid_negative_ts", "disabled"}},
        VideoKind{"clip.webm", {"-c:v", "libvpx", "-deadline", "realtime", "-g", "15"}},
        VideoKind{"vp9.webm", {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-b:v", "200k"}},
        VideoKind{"clip.flv", {"-c:v", "flv1", "-g", "12"}}, VideoKind{"clip.gif", {}},
        VideoKind{"clip.ogv", {"-c:v", "libtheora", "-g", "12"}},
        VideoKind{"clip.nut", {"-c:v", "ffv1"}}, VideoKind{"clip.y4m", {"-pix_fmt", "yuv420p"}},
        VideoKind{"clip.mxf", {"-c:v", "mpeg2video", "-r", "25"}},
        VideoKind{"raw.h264", {"-c:v", "libx264", "-bf", "2"}},
        VideoKind{"raw.m1v", {"-c:v", "mpeg1video", "-r", "25", "-bf", "2"}}),
    [](const auto& kind) { return withUnderscores(kind.param.file); });

TEST_F(FrameTimesTest, AreThoseOfFfprobe) {
    const std::string file =
        make("uneven.mp4",
             "testsrc2=size=96x64:rate=30:duration=2,select='not(mod(n,3))+eq(mod(n,7),0)'",
             {"-vsync", "vfr", "-c:v", "libx264", "-bf", "3"});
    const auto expected = probeFrames(file);
    const auto times = readFrameTimes(file);
    ASSERT_EQ(times->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR((*times)[i], expected[i].pts.value_or(-1.0), 1e-6);
    }
}

TEST_F(FrameTimesTest, LeaveOutWhatAnEditListCuts) {
    const std::string whole = make("whole.mp4", kPattern, {"-c:v", "libx264", "-bf", "3"});
    const std::string cut = copy("cut.mp4", {"-ss", "2.35", "-i", whole});
    EXPECT_LT(readFrameTimes(cut)->size(), readFrameTimes(whole)->size());
    expectWhatIsDecoded(cut);
}

TEST_F(FrameTimesTest, LeaveOutFramesThatAreNeverShown) {
    std::string file;
    for (const char* const pass : {"1", "2"}) {
        file = make("hidden.webm", "testsrc2=size=96x64:rate=10:duration=10",
                    {"-c:v", "libvpx", "-auto-alt-ref", "1", "-lag-in-frames", "16", "-b:v", "200k",
                     "-pass", pass, "-passlogfile", folder_.file("pass")});
    }
    EXPECT_EQ(readFrameTimes(file)->size(), 100U);
    expectWhatIsDecoded(file);
}

TEST_F(FrameTimesTest, StartAnewWhereTheSourcesTimeDoes) {
    for (const char* const codec : {"mpeg2video", "libx264"}) {
        const std::string once = make("once.ts", kPattern, {"-c:v", codec, "-bf", "2"});
        // The second part begins 5.5 s after the first, which is 6 s long, or where that began.
        const std::string later =
            copy("later.ts", {"-i", once}, {"-output_ts_offset", "5.5", "-f", "mpegts"});
        for (const std::string& second : {once, later}) {
            auto bytes = readBytes(once);
            const auto more = readBytes(second);
            bytes.insert(bytes.end(), more.begin(), more.end());
            writeBytes(folder_.file("twice.ts"), bytes);
            expectWhatIsDecoded(folder_.file("twice.ts"));
        }
    }
}

TEST_F(FrameTimesTest, StayApartWhereTheContainerRepeatsThem) {
    const std::string file = make("even.ts", kPattern, {"-c:v", "libx264", "-bf", "3"});
    expectWhatIsDecoded(copy("repeated.ts", {"-i", file},
                             {"-bsf:v", "setts=pts='PTS-if(eq(mod(N,10),5),9000,0)'"}));
}

TEST_F(FrameTimesTest, BeginWithTheFirstKeyFrameOfAFileThatWasCut) {
    constexpr std::size_t kPacket = 188;
    for (const char* const codec : {"mpeg2video", "libx264"}) {
        auto bytes = readBytes(make("whole.ts", kPattern, {"-c:v", codec, "-bf", "2", "-g", "12"}));
        const std::size_t third = bytes.size() / 3 / kPacket * kPacket;
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(third));
        writeBytes(folder_.file("cut.ts"), bytes);
        expectWhatIsDecoded(folder_.file("cut.ts"));
    }
}

// Of HEVC the decoder shows the pictures that lean on what was cut off, too.
TEST_F(FrameTimesTest, BeginWithWhatTheDecoderShowsOfACutFileOfHevc) {
    const std::string whole =
        make("hevc.ts", kPattern,
             {"-c:v", "libx265", "-x265-params", "log-level=error:open-gop=1:keyint=15:bframes=4"});
    for (const std::size_t packets : {16, 60, 200}) {
        SCOPED_TRACE(packets);
        auto bytes = readBytes(whole);
        ASSERT_GT(bytes.size(), packets * 188);
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(packets * 188));
        writeBytes(folder_.file("cut-hevc.ts"), bytes);
        expectWhatIsDecoded(folder_.file("cut-hevc.ts"));
    }
}

TEST_F(FrameTimesTest, BeginBeforeTheKeyFrameWhereItsGroupIsClosed) {
    const std::vector<std::uint8_t> kSequence{0x00, 0x00, 0x01, 0xB3};
    const std::vector<std::uint8_t> kGroup{0x00, 0x00, 0x01, 0xB8};
    auto bytes = readBytes(
        make("whole.m2v", kPattern, {"-c:v", "mpeg2video", "-r", "25", "-bf", "2", "-g", "12"}));
    bytes.erase(bytes.begin(),
                std::search(bytes.begin() + 100, bytes.end(), kSequence.begin(), kSequence.end()));
    writeBytes(folder_.file("open.m2v"), bytes);
    expectWhatIsDecoded(folder_.file("open.m2v"));
    const auto group = std::search(bytes.begin(), bytes.end(), kGroup.begin(), kGroup.end());
    ASSERT_LT(group, bytes.end() - 8);
    group[7] |= 0x40;
    writeBytes(folder_.file("closed.m2v"), bytes);
    expectWhatIsDecoded(folder_.file("closed.m2v"));
    EXPECT_EQ(readFrameTimes(folder_.file("closed.m2v"))->size(),
              readFrameTimes(folder_.file("open.m2v"))->size() + 2);
}

/// Writes the bits of one H.264 NAL unit (Rec. ITU-T H.264, 7.3 and 9.1).
class NalWriter {
public:
    void bits(int count, unsigned value) {
        for (int i = count - 1; i >= 0; --i) {
            bits_.push_back((value >> static_cast<unsigned>(i) & 1U) != 0);
        }
    }
    void golomb(std::initializer_list<unsigned> values) {
        for (const unsigned value : values) {
            int length = 1;
            while ((value + 1) >> static_cast<unsigned>(length) != 0) {
                ++length;
            }
            bits(length - 1, 0);
            bits(length, value + 1);
        }
    }
    void align() { bits_.resize((bits_.size() + 7) / 8 * 8); }

    void appendTo(std::vector<std::uint8_t>& stream, std::uint8_t header) {
        bits(1, 1);
        align();
        stream.insert(stream.end(), {0, 0, 0, 1, header});
        for (std::size_t i = 0; i < bits_.size(); i += 8) {
            unsigned byte = 0;
            for (std::size_t bit = 0; bit < 8; ++bit) {
                byte = byte * 2 + (bits_[i + bit] ? 1 : 0);
            }
            stream.push_back(static_cast<std::uint8_t>(byte));
        }
    }

private:
    std::vector<bool> bits_;
};

/// Pictures of 16 × 32 pixels without compression; every third one whole, the others in fields.
std::vector<std::uint8_t> h264InFields(unsigned pictures) {
    std::vector<std::uint8_t> stream;
    NalWriter sequence;
    sequence.bits(24, 77U << 16U | 30U);  // Main profile, level 3
    sequence.golomb({0, 0, 2, 1});        // shown in the order of coding
    sequence.bits(1, 0);
    sequence.golomb({0, 0});    // 16 pixels wide, 16 high a field
    sequence.bits(5, 0b00100);  // fields may come alone, no cropping
    sequence.appendTo(stream, 0x67);
    NalWriter picture;
    picture.golomb({0, 0});
    picture.bits(2, 0);
    picture.golomb({0, 0, 0});
    picture.bits(3, 0);
    picture.golomb({0, 0, 0});
    picture.bits(3, 0);
    picture.appendTo(stream, 0x68);
    const auto appendSlice = [&](unsigned number, bool inFields, bool isBottom) {
        const bool isKey = number == 0 && !isBottom;
        NalWriter slice;
        slice.golomb({0, 7, 0});  // intra
        slice.bits(4, number % 16);
        slice.bits(1, inFields ? 1 : 0);
        slice.bits(inFields ? 1 : 0, isBottom ? 1 : 0);
        if (isKey) {
            slice.golomb({0});
        }
        slice.bits(isKey ? 2 : 1, 0);
        slice.golomb({0});
        for (int block = 0; block < (inFields ? 1 : 2); ++block) {
            slice.golomb({25});  // I_PCM
            slice.align();
            for (unsigned sample = 0; sample < 384; ++sample) {
                slice.bits(8, 16 + (number * 7 + sample) % 200);  // no zeros: nothing to escape
            }
        }
        slice.appendTo(stream, isKey ? 0x65 : 0x61);
    };
    for (unsigned number = 0; number < pictures; ++number) {
        const bool inFields = number % 3 != 2;
        appendSlice(number, inFields, false);
        if (inFields) {
            appendSlice(number, true, true);
        }
    }
    return stream;
}

TEST_F(FrameTimesTest, CountTwoFieldsAsOneFrame) {
    const std::string raw = folder_.file("fields.h264");
    writeBytes(raw, h264InFields(15));
    expectWhatIsDecoded(raw);
    for (const char* const name : {"fields.ts", "fields.mp4", "fields.mkv"}) {
        SCOPED_TRACE(name);
        const std::string file = copy(name, {"-r", "25", "-i", raw});
        EXPECT_EQ(readFrameTimes(file)->size(), 15U);
        expectWhatIsDecoded(file);
    }
}

TEST_F(FrameTimesTest, EndWhereTheFileWasTruncated) {
    for (const char* const name : {"clip.mkv", "clip.ts", "clip.avi"}) {
        auto bytes = readBytes(make(name, kPattern, {"-c:v", "mpeg4"}));
        bytes.resize(bytes.size() * 2 / 3);
        const std::string cut = folder_.file(std::string("cut-") + name);
        writeBytes(cut, bytes);
        expectWhatIsDecoded(cut);
    }
}

TEST_F(FrameTimesTest, StopWhenAskedTo) {
    const std::string file = make("clip.mp4", kPattern, {"-c:v", "libx264"});
    int asked = 0;
    EXPECT_FALSE(readFrameTimes(file, [&] { return ++asked == 7; }));
    EXPECT_EQ(asked, 7);
    EXPECT_EQ(readFrameTimes(file, [] { return false; })->size(), 60U);
}

TEST_F(FrameTimesTest, AreRefusedForWhatIsNoRecording) {
    EXPECT_THAT(refusalOfTimes("-"), HasSubstr("no recording"));
    EXPECT_THAT(refusalOfTimes("x11grab::99.0"), HasSubstr("no recording"));
    EXPECT_THAT(refusalOfTimes("rtsp://example.invalid/a"), HasSubstr("no recording"));
    EXPECT_THAT(refusalOfTimes(folder_.file("missing.mp4")), HasSubstr("cannot be opened"));
    const std::string sound = make("sound.mkv", "sine=duration=1", {"-c:a", "flac"});
    EXPECT_THAT(refusalOfTimes(sound), HasSubstr("no video stream"));
    const std::string file = make("clip.mp4", kPattern, {"-c:v", "libx264"});
    writeText(folder_.file("list.ffconcat"), "ffconcat version 1.0\nfile 'clip.mp4'\n");
    EXPECT_FALSE(refusalOfTimes(folder_.file("list.ffconcat")).empty());
}

class FrameTimesOfRealVideosTest : public FrameTimesTest,
                                   public ::testing::WithParamInterface<const char*> {};

TEST_P(FrameTimesOfRealVideosTest, AreThoseOfTheDecodedFrames) {
    HANDSCOPE_NEEDS_SHARED(std::filesystem::path("videos") / GetParam());
    expectWhatIsDecoded((handscope::test::sharedData() / "videos" / GetParam()).string());
}

INSTANTIATE_TEST_SUITE_P(
    Videos, FrameTimesOfRealVideosTest,
    ::testing::Values("decord__flipping_a_pancake.mkv", "decord__video_0.mov",
                      "decord__video_180.mov", "decord__video_270.mov", "decord__video_90.mov",
                      "mmaction2__test.avi", "mp_gesture_recognizer.mp4", "sense__test_video.mp4",
                      "torchcodec__av1_video.mkv", "torchcodec__bt709_full_range.mp4",
                      "torchcodec__h264_10bits.mp4", "torchcodec__h265_10bits.mp4",
                      "torchcodec__h265_video.mp4", "torchcodec__nasa_13013.mp4"),
    [](const auto& video) { return withUnderscores(video.param); });

// One packet of this file does not decode.
TEST_F(FrameTimesTest, HoldMoreThanTheFramesOfADamagedFile) {
    HANDSCOPE_NEEDS_SHARED("videos/decord__corrupted.mp4");
    const std::string file =
        (handscope::test::sharedData() / "videos/decord__corrupted.mp4").string();
    const std::vector<double> decoded = decodedTimes(file);
    const auto times = readFrameTimes(file);
    EXPECT_EQ(times->size(), decoded.size() + 1);
    EXPECT_TRUE(std::includes(times->begin(), times->end(), decoded.begin(), decoded.end()));
}

}  // namespace
}  // namespace handscope::capture
