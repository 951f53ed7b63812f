// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <future>
#include <stop_token>
#include <string>

#include "capture/FrameSource.h"
#include "tests/support/SilentPort.h"

namespace handscope::capture {
namespace {

using testing::HasSubstr;

/// An attempt to open a source that nobody waits for any longer.
class OpeningStopTest : public testing::Test {
protected:
    std::stop_source stop_;

    SourceOptions options() const {
        SourceOptions result;
        result.stop = stop_.get_token();
        return result;
    }

    /// Opens it meanwhile; gives what the CaptureError says, or nothing where it opens.
    std::future<std::string> open(const std::string& address) const {
        return std::async(std::launch::async, [address, options = options()]() -> std::string {
            try {
                openSource(address, options);
            } catch (const CaptureError& error) {
                EXPECT_FALSE(error.whatWasExpected().empty());
                EXPECT_FALSE(error.whatToDo().empty());
                return error.whatHappened();
            }
            return {};
        });
    }
};

TEST_F(OpeningStopTest, EndsTheWaitForAnAddressThatNeverAnswers) {
    for (const char* const scheme : {"tcp", "rtsp", "http"}) {
        stop_ = std::stop_source();
        test::SilentPort port;
        auto opening = open(port.address(scheme));
        ASSERT_TRUE(port.awaitCaller()) << scheme;
        stop_.request_stop();
        EXPECT_THAT(opening.get(), HasSubstr("called off")) << scheme;
    }
}

TEST_F(OpeningStopTest, EndsTheWaitForStandardInput) {
    std::array<int, 2> pipe{-1, -1};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const int saved = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    EXPECT_GE(::dup2(pipe[0], STDIN_FILENO), 0);
    auto opening = open("-");
    stop_.request_stop();
    EXPECT_THAT(opening.get(), HasSubstr("called off"));
    if (saved >= 0) {
        ::dup2(saved, STDIN_FILENO);
        ::close(saved);
    }
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST_F(OpeningStopTest, OpensNothingWhereItCameFirst) {
    stop_.request_stop();
    EXPECT_THAT(open("lavfi:testsrc=size=64x48:rate=15").get(), HasSubstr("called off"));
}

TEST_F(OpeningStopTest, LeavesASourceAloneThatIsOpen) {
    const auto source = openSource("lavfi:testsrc=size=64x48:rate=15:duration=1", options());
    stop_.request_stop();
    int frames = 0;
    while (source->read() != nullptr) {
        ++frames;
    }
    EXPECT_EQ(frames, 15);
}

}  // namespace
}  // namespace handscope::capture
