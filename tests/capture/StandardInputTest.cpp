// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/StandardInput.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <future>
#include <thread>
#include <utility>

#include "capture/StreamClock.h"
#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

class StandardInputTest : public SourceFixture {
protected:
    std::array<int, 2> pipe_{-1, -1};
    int savedInput_ = -1;
    std::jthread writer_;

    void SetUp() override {
        SourceFixture::SetUp();
        ASSERT_EQ(::pipe2(pipe_.data(), O_CLOEXEC), 0);
        savedInput_ = ::dup(STDIN_FILENO);
    }

    void TearDown() override {
        writer_ = {};  // joined
        if (savedInput_ >= 0) {
            ::dup2(savedInput_, STDIN_FILENO);
            ::close(savedInput_);
        }
        closeEnd(0);
        closeEnd(1);
    }

    void closeEnd(std::size_t end) {
        if (pipe_[end] >= 0) {
            ::close(std::exchange(pipe_[end], -1));
        }
    }

    std::vector<std::uint8_t> clip(const char* name) {
        return readBytes(make(name, "testsrc2=size=64x48:rate=10:duration=2", {"-c:v", "mpeg4"}));
    }

    /// Gives these bytes, and no more, to whoever reads standard input.
    void pipeIn(std::vector<std::uint8_t> bytes) {
        ASSERT_GE(::dup2(pipe_[0], STDIN_FILENO), 0);
        writer_ = std::jthread([this, bytes = std::move(bytes)] {
            feed(pipe_[1], bytes);
            closeEnd(1);
        });
    }

    /// Writes as far as the reader takes it.
    static void feed(int descriptor, const std::vector<std::uint8_t>& bytes) {
        std::size_t written = 0;
        while (written < bytes.size()) {
            const auto count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
            if (count <= 0) {
                return;
            }
            written += static_cast<std::size_t>(count);
        }
    }
};

TEST_F(StandardInputTest, AWaitingReadWakes) {
    StandardInput input(pipe_[0]);
    unsigned char byte = 0;
    auto result =
        std::async(std::launch::async, [&] { return avio_read(input.context(), &byte, 1); });
    input.wake();
    EXPECT_EQ(result.get(), AVERROR_EXIT);
}

TEST_F(StandardInputTest, ReadsUntilTheWriterCloses) {
    StandardInput input(pipe_[0]);
    feed(pipe_[1], {1, 2, 3});
    closeEnd(1);
    std::array<unsigned char, 8> bytes{};
    EXPECT_EQ(avio_read(input.context(), bytes.data(), 8), 3);
    EXPECT_EQ(avio_read(input.context(), bytes.data(), 8), AVERROR_EOF);
}

TEST_F(StandardInputTest, PlaysAVideoFromAPipe) {
    const auto bytes = clip("clip.mkv");
    pipeIn(bytes);
    const auto source = openSource("-");
    EXPECT_FALSE(source->description().seekable);
    EXPECT_EQ(readAll(*source).size(), 20U);
}

TEST_F(StandardInputTest, ACamerasPipeIsLiveWhereThatIsSaid) {
    const auto bytes = clip("clip.mkv");
    pipeIn(bytes);
    SourceOptions options;
    options.live = true;
    const auto source = openSource("-", options);
    EXPECT_TRUE(source->description().live);
    EXPECT_FALSE(source->description().durationSeconds);
    EXPECT_EQ(readAll(*source).size(), 20U);
}

TEST_F(StandardInputTest, PlaysMotionJpegFromAPipe) {
    const auto bytes = readBytes(make("clip.mjpeg", "testsrc2=size=64x48:rate=10:duration=2",
                                      {"-c:v", "mjpeg", "-f", "mjpeg"}));
    pipeIn(bytes);
    EXPECT_EQ(readAll(*openSource("-")).size(), 20U);
}

TEST_F(StandardInputTest, SeeksWhereTheShellGaveAFile) {
    clip("clip.mp4");  // its index stands at the end
    const int file = ::open(folder_.file("clip.mp4").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(::dup2(file, STDIN_FILENO), 0);
    ::close(file);
    const auto source = openSource("-");
    EXPECT_TRUE(source->description().seekable);
    EXPECT_EQ(readAll(*source).size(), 20U);
}

TEST_F(StandardInputTest, AnInterruptEndsAReadOfASilentPipe) {
    auto bytes = clip("clip.ts");
    ASSERT_GE(::dup2(pipe_[0], STDIN_FILENO), 0);
    std::jthread writer([&] { feed(pipe_[1], bytes); });  // and keeps it open
    SourceOptions options;
    options.formatOptions["probesize"] = "3000";
    const auto source = openSource("-", options);
    ASSERT_NE(source->read(), nullptr);
    auto frames = std::async(std::launch::async, [&] { return readAll(*source).size(); });
    source->interrupt();
    frames.get();  // comes back, though the pipe stays open
    EXPECT_EQ(source->read(), nullptr);
}

TEST(OpeningTest, OnlyStandardInputIsWaitedForWithoutLimit) {
    using Kind = SourceAddress::Kind;
    const auto now = Interruption::Clock::now();
    EXPECT_EQ(openBy(Kind::StandardInput), Interruption::Clock::time_point::max());
    EXPECT_FALSE(Interruption(openBy(Kind::StandardInput)).expired());
    EXPECT_GT(openBy(Kind::Url), now);
    EXPECT_LT(openBy(Kind::Url), now + std::chrono::hours(1));
}

}  // namespace
}  // namespace handscope::capture
