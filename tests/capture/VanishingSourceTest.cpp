// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "capture/CaptureThread.h"
#include "tests/capture/SourceFixture.h"

extern char** environ;

namespace handscope::capture {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

/// Far longer than any source here takes to be noticed.
constexpr auto kPatience = 30s;
constexpr int kPatienceMilliseconds = std::chrono::milliseconds(kPatience).count();

class FileDescriptor {
public:
    explicit FileDescriptor(int value = -1) : value_(value) {}
    ~FileDescriptor() { close(); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int value() const noexcept { return value_; }
    void close() {
        if (value_ >= 0) {
            ::close(std::exchange(value_, -1));
        }
    }

private:
    int value_;
};

/// A program of the test's own, killed with it. Its descriptor 3 is the given one.
class Program {
public:
    Program(const std::vector<std::string>& command, int inherited) {
        std::vector<char*> arguments;
        for (const std::string& argument : command) {
            arguments.push_back(const_cast<char*>(argument.c_str()));
        }
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, inherited, 3);
        if (::posix_spawnp(&child_, arguments[0], &actions, nullptr, arguments.data(), environ) !=
            0) {
            child_ = -1;
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Program() { kill(); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    bool runs() const noexcept { return child_ > 0; }

    /// As a crash or a pulled plug would: it gets no chance to say goodbye. Waits until it is gone.
    void kill() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(std::exchange(child_, -1), nullptr, 0);
        }
    }

private:
    pid_t child_ = -1;
};

/// An X server without a screen. Gives its display's number once it accepts clients.
class VirtualScreen {
public:
    /// `display`: nullopt for any that is free.
    explicit VirtualScreen(std::optional<int> display = std::nullopt) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return;
        }
        const FileDescriptor reading(ends[0]);
        FileDescriptor writing(ends[1]);
        std::vector<std::string> command{"Xvfb", "-displayfd", "3",         "-screen",
                                         "0",    "160x120x24", "-nolisten", "tcp"};
        if (display) {
            command.insert(command.begin() + 1, ":" + std::to_string(*display));
        }
        program_ = std::make_unique<Program>(command, writing.value());
        writing.close();
        // To the end of the line: a reader that left sooner would kill the writer.
        std::string line;
        pollfd wait{reading.value(), POLLIN, 0};
        char letter = 0;
        while (!line.ends_with('\n') && ::poll(&wait, 1, kPatienceMilliseconds) == 1 &&
               ::read(reading.value(), &letter, 1) == 1) {
            line += letter;
        }
        if (line.ends_with('\n')) {
            display_ = std::stoi(line);
        }
    }

    std::optional<int> display() const { return display_; }
    void kill() { program_->kill(); }

private:
    std::unique_ptr<Program> program_;
    std::optional<int> display_;
};

/// Sources that go away while they are watched: each must end, soon, and say so.
class VanishingSourceTest : public SourceFixture {
protected:
    void SetUp() override {
        SourceFixture::SetUp();
        savedInput_ = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    }

    void TearDown() override {
        watchNothing();
        if (savedInput_ >= 0) {
            ::dup2(savedInput_, STDIN_FILENO);
            ::close(savedInput_);
        }
    }

    void watch(std::unique_ptr<FrameSource> source) {
        reader_.reset();
        frames_ = 0;
        end_.reset();
        CaptureThread::Callbacks callbacks;
        callbacks.onFrame = [this](const FramePtr&) {
            const std::lock_guard lock(mutex_);
            ++frames_;
            changed_.notify_all();
        };
        callbacks.onEnd = [this](const CaptureEnd& end) {
            const std::lock_guard lock(mutex_);
            end_ = end;
            changed_.notify_all();
        };
        reader_ = std::make_unique<CaptureThread>(std::move(source), std::make_shared<FrameRing>(4),
                                                  CaptureThread::Options{}, std::move(callbacks));
    }

    void watchNothing() { reader_.reset(); }

    bool awaitFrames(int count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, [&] { return frames_ >= count; });
    }

    std::optional<CaptureEnd> awaitEnd() {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, kPatience, [this] { return end_.has_value(); });
        return end_;
    }

private:
    int savedInput_ = -1;
    std::mutex mutex_;
    std::condition_variable changed_;
    int frames_ = 0;
    std::optional<CaptureEnd> end_;
    std::unique_ptr<CaptureThread> reader_;
};

TEST_F(VanishingSourceTest, AScreenThatDiesEndsWithAnErrorAndCanBeOpenedAgain) {
    HANDSCOPE_NEEDS_TOOL(test::isInstalled("Xvfb"), "xvfb");
    VirtualScreen screen;
    ASSERT_TRUE(screen.display()) << "Xvfb did not start";
    const std::string address = "x11grab::" + std::to_string(*screen.display()) + ".0+16,8";
    SourceOptions options;
    options.formatOptions = {{"video_size", "64x48"}, {"framerate", "25"}};
    watch(openSource(address, options));
    ASSERT_TRUE(awaitFrames(3));
    screen.kill();
    const auto end = awaitEnd();
    ASSERT_TRUE(end) << "nobody noticed";
    ASSERT_TRUE(end->error);
    EXPECT_THAT(end->error->whatHappened(), HasSubstr(address));
    EXPECT_NE(refusal(address, options), "") << "it is not there to be opened";

    const VirtualScreen again(screen.display());
    ASSERT_EQ(again.display(), screen.display());
    watch(openSource(address, options));
    EXPECT_TRUE(awaitFrames(3));
    watchNothing();
}

/// Standard input is a pipe to which FFmpeg writes, at the pace of the video.
class PipedSourceTest : public VanishingSourceTest {
protected:
    std::optional<Program> writer_;

    void writeTo(const std::string& input, const std::vector<std::string>& output) {
        const std::string pipe = folder_.file("pipe");
        ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
        // Both ends, so that neither open() waits for the other.
        FileDescriptor both(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
        std::vector<std::string> arguments{"ffmpeg", "-v",    "quiet", "-re",
                                           "-f",     "lavfi", "-i",    input};
        arguments.insert(arguments.end(), output.begin(), output.end());
        arguments.insert(arguments.end(), {"-y", "pipe:3"});
        writer_.emplace(arguments, both.value());
        ASSERT_TRUE(writer_->runs());
        const FileDescriptor reading(::open(pipe.c_str(), O_RDONLY | O_CLOEXEC));
        ASSERT_GE(::dup2(reading.value(), STDIN_FILENO), 0);
    }
};

TEST_F(PipedSourceTest, EndsWhenItsWriterIsKilled) {
    writeTo("testsrc2=size=64x48:rate=25", {"-c:v", "mpeg2video", "-f", "mpegts"});
    SourceOptions options;
    options.formatOptions["probesize"] = "20000";
    watch(openSource("-", options));
    ASSERT_TRUE(awaitFrames(3));
    writer_->kill();
    EXPECT_TRUE(awaitEnd()) << "nobody noticed";
}

// FFmpeg invents 25 pictures a second for JPEG after JPEG; these come five a second.
TEST_F(PipedSourceTest, LiveMotionJpegIsTimedByItsArrival) {
    writeTo("testsrc2=size=64x48:rate=5", {"-c:v", "mjpeg", "-f", "mpjpeg"});
    SourceOptions options;
    options.live = true;
    options.formatOptions["probesize"] = "2000";
    const auto source = openSource("-", options);
    std::vector<double> times;
    while (times.size() < 6) {
        const FramePtr frame = source->read();
        ASSERT_NE(frame, nullptr);
        times.push_back(frame->pts);
    }
    // A machine that is slow lengthens it; nothing shortens it to the 0.2 s that 25 a second take.
    EXPECT_GT(times.back() - times.front(), 0.5);
}

TEST_F(VanishingSourceTest, AConnectionEndsWhenTheOtherSideHangsUp) {
    const auto clip = readBytes(
        make("clip.ts", "testsrc2=size=64x48:rate=25:duration=4", {"-c:v", "mpeg2video"}));
    const FileDescriptor listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof local;
    ASSERT_EQ(::bind(listening.value(), reinterpret_cast<sockaddr*>(&local), size), 0);
    ASSERT_EQ(::listen(listening.value(), 1), 0);
    ASSERT_EQ(::getsockname(listening.value(), reinterpret_cast<sockaddr*>(&local), &size), 0);
    const std::jthread server([&] {
        const FileDescriptor client(::accept(listening.value(), nullptr, nullptr));
        std::size_t sent = 0;
        while (sent < clip.size()) {
            const auto count =
                ::send(client.value(), clip.data() + sent, clip.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) {
                break;
            }
            sent += static_cast<std::size_t>(count);
        }
    });
    auto source = openSource("tcp://127.0.0.1:" + std::to_string(ntohs(local.sin_port)));
    EXPECT_TRUE(source->description().live);
    watch(std::move(source));
    EXPECT_TRUE(awaitFrames(50));
    EXPECT_TRUE(awaitEnd()) << "nobody noticed";
}

struct Container {
    std::string name;
    std::vector<std::string> arguments;
};

class CutShortTest : public VanishingSourceTest, public testing::WithParamInterface<Container> {};

/// The file loses its second half while the first is read.
TEST_P(CutShortTest, AFileThatIsCutWhileItIsReadEndsThere) {
    // Larger than what FFmpeg reads ahead.
    const std::string file =
        make(GetParam().name, "testsrc2=size=320x240:rate=10:duration=6", GetParam().arguments);
    const auto size = std::filesystem::file_size(file);
    ASSERT_GT(size, 400'000U);
    const auto source = openSource(file);
    ASSERT_TRUE(source->description().durationSeconds);
    double last = 0.0;
    for (int i = 0; i < 5; ++i) {
        const FramePtr frame = source->read();
        ASSERT_NE(frame, nullptr);
        last = frame->pts;
    }
    std::filesystem::resize_file(file, size / 2);
    while (const FramePtr frame = source->read()) {
        last = frame->pts;
    }
    const double start = source->description().startSeconds.value_or(0.0);
    EXPECT_GT(last - start, 1.0) << "what is left is shown";
    EXPECT_LT(last - start, *source->description().durationSeconds - 1.0)
        << "the length that was told shows that something is missing";
}

INSTANTIATE_TEST_SUITE_P(
    Containers, CutShortTest,
    testing::Values(Container{"a.mp4", {"-c:v", "mjpeg", "-q:v", "2", "-movflags", "faststart"}},
                    Container{"a.mkv", {"-c:v", "mjpeg", "-q:v", "2"}},
                    Container{"a.avi", {"-c:v", "mjpeg", "-q:v", "2"}},
                    Container{"a.ts", {"-c:v", "mpeg2video", "-b:v", "4M"}}),
    [](const auto& container) { return container.param.name.substr(2); });

}  // namespace
}  // namespace handscope::capture
