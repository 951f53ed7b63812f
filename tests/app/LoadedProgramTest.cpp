// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LoadedProgram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>

#include <cstdlib>
#include <exception>
#include <string>

#include "tests/support/BundledFiles.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/SilentPort.h"

namespace handscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kCli = HANDSCOPE_CLI;

TEST(PlainWordsTest, AreThoseOfAShell) {
    EXPECT_THAT(plainWords("/bin/x  'a \"b\"' \"c\" d\\ e --f='g;h' ''"),
                ElementsAre("/bin/x", "a \"b\"", "c", "d e", "--f=g;h", ""));
}

TEST(PlainWordsTest, AreNoneOfWhatNeedsAShell) {
    for (const char* const command : {"x >y", "x <y", "x & wait", "x; y", "x | y", "x $(y)",
                                      "x `y`", "{ x; }", "x 'y", "A=b x"}) {
        EXPECT_THAT(plainWords(command), IsEmpty()) << command;
    }
}

class LoadedProgramTest : public ::testing::Test {
protected:
    void SetUp() override {
        const char* const threads = std::getenv("OMP_NUM_THREADS");
        if (threads == nullptr || std::string(threads) != "1") {
            GTEST_SKIP() << "OpenBLAS makes threads when it is loaded, unless OMP_NUM_THREADS=1";
        }
    }
};

class LoadedCommandTest : public LoadedProgramTest,
                          public ::testing::WithParamInterface<std::string> {};

TEST_P(LoadedCommandTest, GivesWhatTheRealProgramGives) {
    // The log tells the time.
    const std::string command = kCli + " --log-level off " + GetParam();
    const ProgramRun forked = runProgram(command);
    const ProgramRun started = runProgram(command, Start::Always);
    EXPECT_TRUE(forked.loadedBefore);
    EXPECT_FALSE(started.loadedBefore);
    EXPECT_EQ(forked.status, started.status);
    EXPECT_EQ(forked.output, started.output);
    EXPECT_EQ(forked.errors, started.errors);
}

// Words; the bundled model, which is looked for around the program; files; standard input.
INSTANTIATE_TEST_SUITE_P(Commands, LoadedCommandTest,
                         ::testing::Values("--help-all", "'juggle 3' ''",
                                           "classify --json '" + kBundledClip + "' '/no clip.mp4'",
                                           "watch --fast -"));

TEST_F(LoadedProgramTest, IsStartedInAnotherEnvironment) {
    const std::string command = kCli + " --version";
    EXPECT_TRUE(runProgram(command).loadedBefore);
    EXPECT_FALSE(runProgram("HANDSCOPE_ANOTHER=environment " + command).loadedBefore);
    ASSERT_EQ(::setenv("HANDSCOPE_ANOTHER", "environment", 1), 0);
    EXPECT_FALSE(runProgram(command).loadedBefore);
    ASSERT_EQ(::unsetenv("HANDSCOPE_ANOTHER"), 0);
    EXPECT_TRUE(runProgram(command).loadedBefore);
}

TEST_F(LoadedProgramTest, EndsWithTheTestsThatUseIt) {
    SilentPort port;
    ASSERT_NE(port.number(), 0);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t tests = ::fork();
    if (tests == 0) {
        try {
            LoadedProgram program(kCli);
            program.run({kCli, "watch", "--duration", "600", port.address()}, "/dev/null",
                        "/dev/null");
        } catch (const std::exception&) {  // not GoogleTest's, which would run on in here
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    EXPECT_TRUE(port.awaitCaller());
    EXPECT_EQ(::kill(tests, SIGKILL), 0);
    EXPECT_EQ(::waitpid(tests, nullptr, 0), tests);
    pollfd gone{ends[0], POLLIN, 0};
    ASSERT_EQ(::poll(&gone, 1, kPatience), 1) << "somebody can still write to the pipe";
    char byte = 0;
    EXPECT_EQ(::read(ends[0], &byte, 1), 0);
    ::close(ends[0]);
}

}  // namespace
}  // namespace handscope::test
