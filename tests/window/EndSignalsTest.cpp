// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/EndSignals.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <QSignalSpy>

#include "tests/support/Patience.h"

namespace handscope::app {
namespace {

using Handler = void (*)(int);

Handler handlerOf(int signal) {
    struct sigaction action {};
    ::sigaction(signal, nullptr, &action);
    return action.sa_handler;
}

/// Whoever runs the tests may ignore signals: nohup, or a shell in the background.
class EndSignalsTest : public ::testing::Test {
protected:
    Handler formerInterrupt_ = ::signal(SIGINT, SIG_DFL);
    Handler formerHangUp_ = ::signal(SIGHUP, SIG_DFL);

    ~EndSignalsTest() override {
        ::signal(SIGINT, formerInterrupt_);
        ::signal(SIGHUP, formerHangUp_);
    }
};

TEST_F(EndSignalsTest, AskInTheEventLoopInsteadOfEndingTheProgram) {
    const EndSignals endSignals;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        QSignalSpy asked(&endSignals, &EndSignals::asked);
        ASSERT_EQ(::raise(signal), 0);
        EXPECT_EQ(asked.count(), 0) << "a signal may come at any moment";
        EXPECT_TRUE(asked.wait(test::kPatience));
        if (signal != SIGHUP) {  // of which a terminal sends two
            EXPECT_EQ(handlerOf(signal), SIG_DFL)
                << "a second one ends what does not end by itself";
        }
    }
}

TEST_F(EndSignalsTest, LeaveIgnoredWhatIsIgnored) {
    ::signal(SIGHUP, SIG_IGN);
    {
        const EndSignals endSignals;
        EXPECT_EQ(handlerOf(SIGHUP), SIG_IGN);
        EXPECT_NE(handlerOf(SIGTERM), SIG_DFL);
    }
    EXPECT_EQ(handlerOf(SIGHUP), SIG_IGN);
    EXPECT_EQ(handlerOf(SIGTERM), SIG_DFL) << "nobody listens any more";
}

}  // namespace
}  // namespace handscope::app
