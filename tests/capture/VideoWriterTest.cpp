// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/VideoWriter.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "tests/capture/SourceFixture.h"
#include "tests/support/ChildProcess.h"

namespace handscope::capture {
namespace {

using ::testing::HasSubstr;
using Colour = std::array<std::uint8_t, 3>;

Frame plainFrame(int width, int height, Colour colour) {
    Frame frame;
    frame.width = width;
    frame.height = height;
    for (int i = 0; i < width * height; ++i) {
        frame.pixels.insert(frame.pixels.end(), colour.begin(), colour.end());
    }
    return frame;
}

/// Noise that a seed moves: no encoder makes little of it.
Frame noiseFrame(int width, int height, std::uint32_t seed) {
    Frame frame = plainFrame(width, height, {0, 0, 0});
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::uint8_t& value : frame.pixels) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint8_t>(state >> 24U);
    }
    return frame;
}

Colour meanColour(const std::uint8_t* pixels, std::size_t count) {
    std::array<double, 3> sums{};
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            sums[c] += pixels[3 * i + c];
        }
    }
    Colour mean{};
    for (std::size_t c = 0; c < 3; ++c) {
        mean[c] = static_cast<std::uint8_t>(std::lround(sums[c] / static_cast<double>(count)));
    }
    return mean;
}

void expectColour(const Colour& actual, const Colour& expected, int tolerance,
                  const std::string& where) {
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_NEAR(actual[c], expected[c], tolerance) << where << ", channel " << c;
    }
}

/// The CaptureError's text; empty when there was none.
std::string refusalOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const CaptureError& error) {
        EXPECT_FALSE(error.whatHappened().empty());
        EXPECT_FALSE(error.whatWasExpected().empty());
        EXPECT_FALSE(error.whatToDo().empty());
        return error.what();
    }
    return {};
}

class VideoWriterTest : public SourceFixture {
protected:
    static constexpr std::array<double, 7> kUneven{0.0, 0.04, 0.1, 0.1334, 0.5, 2.75, 2.8};

    static void writeAll(VideoWriter& writer, const std::vector<double>& times, int width,
                         int height) {
        for (std::size_t i = 0; i < times.size(); ++i) {
            EXPECT_TRUE(
                writer.write(noiseFrame(width, height, static_cast<std::uint32_t>(i)), times[i]));
        }
    }

    std::string part(const std::string& name) const { return folder_.file(name + ".part"); }
    static bool exists(const std::string& file) { return std::filesystem::exists(file); }
};

/// Formats and encoders that every FFmpeg of ours has.
struct Way {
    const char* name;
    const char* file;
    const char* encoder;
    double precision;  ///< of a time, seconds
    int colourTolerance;
};

class VideoWriterWays : public VideoWriterTest, public ::testing::WithParamInterface<Way> {
protected:
    std::string file() const { return folder_.file(GetParam().file); }
    VideoWriterOptions options() const { return {.encoder = GetParam().encoder}; }
};

TEST_P(VideoWriterWays, KeepsEveryPictureAtItsTime) {
    VideoWriter writer(file(), 64, 48, options());
    writeAll(writer, {kUneven.begin(), kUneven.end()}, 64, 48);
    writer.finish();
    EXPECT_EQ(writer.counts().written, 7);

    const auto probed = probeFrames(file());
    const auto read = readAll(file());
    ASSERT_EQ(probed.size(), kUneven.size());
    ASSERT_EQ(read.size(), kUneven.size());
    for (std::size_t i = 0; i < kUneven.size(); ++i) {
        EXPECT_NEAR(probed[i].bestEffort.value_or(-1.0), kUneven[i], GetParam().precision);
        EXPECT_NEAR(read[i]->pts, kUneven[i], GetParam().precision);
        EXPECT_EQ(read[i]->width, 64);
        EXPECT_EQ(read[i]->height, 48);
    }
}

TEST_P(VideoWriterWays, BringsColoursBack) {
    const std::vector<Colour> colours{{200, 30, 40},   {20, 160, 60},   {30, 50, 220},
                                      {128, 128, 128}, {255, 255, 255}, {0, 0, 0}};
    // Small and large pictures have different matrices.
    for (const auto& [width, height] : {std::pair{64, 48}, std::pair{1280, 720}}) {
        const std::string name = folder_.file(std::to_string(width) + GetParam().file);
        VideoWriter writer(name, width, height, options());
        for (std::size_t i = 0; i < colours.size(); ++i) {
            writer.write(plainFrame(width, height, colours[i]), static_cast<double>(i) / 10.0);
        }
        writer.finish();
        const std::vector<std::uint8_t> decoded = decodeWithFfmpeg(name);
        const std::size_t pixels = static_cast<std::size_t>(width) * height;
        ASSERT_EQ(decoded.size(), colours.size() * pixels * 3);
        const auto read = readAll(name);
        ASSERT_EQ(read.size(), colours.size());
        for (std::size_t i = 0; i < colours.size(); ++i) {
            const std::string where = name + ", picture " + std::to_string(i);
            expectColour(meanColour(decoded.data() + i * pixels * 3, pixels), colours[i],
                         GetParam().colourTolerance, "ffmpeg, " + where);
            expectColour(meanColour(read[i]->pixels.data(), pixels), colours[i],
                         GetParam().colourTolerance, "ours, " + where);
        }
    }
}

TEST_P(VideoWriterWays, PadsAnOddSizeWithItsEdge) {
    constexpr int kWidth = 33;
    constexpr int kHeight = 17;
    Frame frame = plainFrame(kWidth, kHeight, {40, 40, 40});
    for (int y = 0; y < kHeight; ++y) {  // the right quarter is bright
        for (int x = 24; x < kWidth; ++x) {
            for (int c = 0; c < 3; ++c) {
                frame.pixels[static_cast<std::size_t>((y * kWidth + x) * 3 + c)] = 220;
            }
        }
    }
    VideoWriter writer(file(), kWidth, kHeight, options());
    writer.write(frame, 0.0);
    writer.finish();
    const auto read = readAll(file());
    ASSERT_EQ(read.size(), 1U);
    ASSERT_EQ(read[0]->width, 34);
    ASSERT_EQ(read[0]->height, 18);
    const auto at = [&](int x, int y) {
        return static_cast<int>(read[0]->pixels[static_cast<std::size_t>((y * 34 + x) * 3)]);
    };
    EXPECT_NEAR(at(33, 5), 220, 12);
    EXPECT_NEAR(at(33, 17), 220, 12);
    EXPECT_NEAR(at(5, 17), 40, 12);
}

TEST_P(VideoWriterWays, ASoughtMomentIsFound) {
    VideoWriter writer(file(), 64, 48, options());
    for (int i = 0; i < 240; ++i) {
        writer.write(plainFrame(64, 48, {static_cast<std::uint8_t>(i), 0, 0}), i / 24.0);
    }
    writer.finish();
    const auto source = openSource(file());
    ASSERT_TRUE(source->description().seekable);
    EXPECT_NEAR(source->description().durationSeconds.value_or(0.0), 10.0, 0.05);
    source->seek(7.5);
    const FramePtr frame = source->read();
    ASSERT_TRUE(frame);
    EXPECT_NEAR(frame->pts, 7.5, GetParam().precision);
    EXPECT_NEAR(meanColour(frame->pixels.data(), 64 * 48)[0], 180, 5);
}

INSTANTIATE_TEST_SUITE_P(Ways, VideoWriterWays,
                         ::testing::Values(Way{"Mp4", "a.mp4", "", 1.0 / 60000.0, 3},
                                           Way{"Mkv", "a.mkv", "", 0.0011, 3},
                                           Way{"Mpeg4", "b.mp4", "mpeg4", 1.0 / 60000.0, 6},
                                           Way{"Ffv1", "b.mkv", "ffv1", 0.0011, 3}),
                         [](const auto& way) { return way.param.name; });

TEST_F(VideoWriterTest, SkipsAndCountsPicturesThatAreNotLater) {
    VideoWriter writer(folder_.file("a.mkv"), 64, 48);
    const Frame frame = plainFrame(64, 48, {9, 9, 9});
    EXPECT_TRUE(writer.write(frame, 1.0));
    EXPECT_FALSE(writer.write(frame, 1.0));
    EXPECT_FALSE(writer.write(frame, 0.5));
    EXPECT_FALSE(writer.write(frame, 1.0002)) << "the same millisecond";
    EXPECT_TRUE(writer.write(frame, 1.01));
    writer.finish();
    EXPECT_EQ(writer.counts().written, 2);
    EXPECT_EQ(writer.counts().skipped, 3);
    EXPECT_EQ(probeFrames(folder_.file("a.mkv")).size(), 2U);
}

TEST_F(VideoWriterTest, HasItsNameOnceItIsWhole) {
    const std::string file = folder_.file("a.mp4");
    writeText(file, "what stood there before");
    {
        VideoWriter writer(file, 64, 48);
        writer.write(plainFrame(64, 48, {1, 2, 3}), 0.0);
        EXPECT_TRUE(exists(part("a.mp4")));
    }
    EXPECT_FALSE(exists(part("a.mp4")));
    EXPECT_EQ(readBytes(file).size(), 23U);
    VideoWriter writer(file, 64, 48);
    writer.write(plainFrame(64, 48, {1, 2, 3}), 0.0);
    writer.finish();
    EXPECT_FALSE(exists(part("a.mp4")));
    EXPECT_EQ(readAll(file).size(), 1U);
}

TEST_F(VideoWriterTest, KeepsWhatIsNotToBeLost) {
    const std::string file = folder_.file("a.mp4");
    {
        VideoWriter writer(file, 64, 48, {.unfinished = UnfinishedVideo::Kept});
        writeAll(writer, {0.0, 0.1, 0.2}, 64, 48);
        EXPECT_TRUE(exists(file));
    }
    EXPECT_EQ(readAll(file).size(), 3U);
    EXPECT_THAT(
        refusalOf([&] { VideoWriter(file, 64, 48, {.unfinished = UnfinishedVideo::Kept}); }),
        HasSubstr("there is a file of that name already. Expected a name"));
}

TEST_F(VideoWriterTest, RefusesWhatItCannotWrite) {
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("a.avi"), 64, 48); }), HasSubstr(".mp4"));
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("a"), 64, 48); }), HasSubstr(".mp4"));
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("none/a.mp4"), 64, 48); }),
                HasSubstr("No such file"));
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("a.mp4"), 0, 48); }), HasSubstr("0×48"));
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("a.mp4"), 64, 48, {.encoder = "none"}); }),
                HasSubstr("'none'"));
    std::filesystem::create_directory(folder_.file("b.mp4"));
    EXPECT_THAT(refusalOf([&] { VideoWriter(folder_.file("b.mp4"), 64, 48); }),
                HasSubstr("no regular file"));
    EXPECT_THROW(VideoWriter(folder_.file("a.mp4"), 64, 48, {.quality = 52}),
                 std::invalid_argument);
    EXPECT_FALSE(exists(folder_.file("a.mp4")));
}

TEST_F(VideoWriterTest, GoesOnAfterAPictureOfAnotherSize) {
    const std::string file = folder_.file("a.mp4");
    VideoWriter writer(file, 64, 48);
    writer.write(plainFrame(64, 48, {1, 2, 3}), 0.0);
    EXPECT_THAT(refusalOf([&] {
                    writer.write(plainFrame(48, 64, {1, 2, 3}), 0.1);
                }),
                HasSubstr("48×64"));
    EXPECT_THROW(writer.write(plainFrame(64, 48, {1, 2, 3}), -1.0), std::invalid_argument);
    EXPECT_THROW(writer.write(plainFrame(64, 48, {1, 2, 3}), std::nan("")), std::invalid_argument);
    EXPECT_TRUE(writer.write(plainFrame(64, 48, {1, 2, 3}), 0.2));
    writer.finish();
    EXPECT_THROW(writer.finish(), std::logic_error);
    EXPECT_EQ(readAll(file).size(), 2U);
}

/// No file of this process grows beyond `bytes`, as on a disk that fills up.
void limitFiles(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST_F(VideoWriterTest, SaysThatTheDiskIsFull) {
    const std::string file = folder_.file("a.mp4");
    const int status = test::statusOfChild([&] {
        limitFiles(100'000);
        const std::string refusal = refusalOf([&] {
            VideoWriter writer(file, 320, 240);
            for (std::uint32_t i = 0; i < 200; ++i) {
                writer.write(noiseFrame(320, 240, i), i / 25.0);
            }
            writer.finish();
        });
        return refusal.find("File too large") != std::string::npos &&
                       refusal.find("Free space") != std::string::npos
                   ? 0
                   : 1;
    });
    EXPECT_EQ(status, 0);
    EXPECT_FALSE(exists(file));
    EXPECT_FALSE(exists(part("a.mp4")));
}

TEST_F(VideoWriterTest, KeepsWhatAFullDiskHolds) {
    const std::string file = folder_.file("a.mp4");
    const int status = test::statusOfChild([&] {
        limitFiles(1'000'000);
        return refusalOf([&] {
                   VideoWriter writer(file, 320, 240, {.unfinished = UnfinishedVideo::Kept});
                   for (std::uint32_t i = 0; i < 400; ++i) {
                       writer.write(noiseFrame(320, 240, i), i / 25.0);
                   }
               }).empty()
                   ? 1
                   : 0;
    });
    EXPECT_EQ(status, 0);
    const auto source = openSource(file);
    const auto frames = readAll(*source);
    EXPECT_GE(frames.size(), 10U);
    EXPECT_EQ(source->counts().corruptPackets, 0);
    EXPECT_EQ(probeFrames(file).size(), frames.size());
}

TEST_F(VideoWriterTest, AKilledProgramLeavesAReadableFile) {
    for (const char* const name : {"a.mp4", "a.mkv"}) {
        const std::string file = folder_.file(name);
        const int status = test::statusOfChild([&] {
            VideoWriter writer(file, 64, 48, {.unfinished = UnfinishedVideo::Kept});
            for (std::uint32_t i = 0; i < 250; ++i) {
                writer.write(noiseFrame(64, 48, i), i / 25.0);
            }
            return ::kill(::getpid(), SIGKILL);
        });
        EXPECT_EQ(status, -1);
        const auto frames = readAll(file);
        // A fragment's second, and what the encoder holds back.
        EXPECT_GE(frames.size(), 200U) << name;
        EXPECT_EQ(probeFrames(file).size(), frames.size()) << name;
        EXPECT_NEAR(frames.back()->pts, static_cast<double>(frames.size() - 1) / 25.0, 0.001);
    }
}

}  // namespace
}  // namespace handscope::capture
