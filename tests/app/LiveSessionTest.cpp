// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/LiveSession.h"

#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>

#include "tests/support/FakeClassifier.h"

namespace handscope::app {
namespace {

using test::FakeClassifier;

std::shared_ptr<FakeClassifier> anyClassifier() {
    return std::make_shared<FakeClassifier>(std::vector<std::string>{"Thumb Up", "No gesture"}, 8,
                                            [](const model::Clip&) {
                                                return std::vector<float>{0.1F, 0.9F};
                                            });
}

SessionSettings everyWindow() {
    return {.capture = {.pacing = capture::Pacing::AsFast},
            .inference = {.choice = pipeline::WindowChoice::Every, .decision = {}, .request = {}}};
}

constexpr const char* kFiveSeconds = "lavfi:testsrc=size=64x48:rate=20:duration=5";

TEST(LiveSessionTest, RunsAFileToItsEnd) {
    std::atomic<int> shown{0};
    std::binary_semaphore ended{0};
    LiveSession session(capture::openSource(kFiveSeconds), anyClassifier(), everyWindow(),
                        {.onFrame = [&](const capture::FramePtr&) { ++shown; },
                         .onSourceEnd =
                             [&](const capture::CaptureEnd& end) {
                                 EXPECT_FALSE(end.error);
                                 ended.release();
                             },
                         .onUpdatePending = {}});
    ended.acquire();
    session.inference().waitUntilFinished();
    const auto counts = session.capture().counts();
    EXPECT_EQ(shown, 100);
    EXPECT_EQ(counts.captured, 100);
    EXPECT_EQ(counts.delivered, 100);
    EXPECT_EQ(counts.dropped, 0);
    EXPECT_EQ(session.inference().take()->counts.windows, 13);
}

TEST(LiveSessionTest, EndsAtAnyMoment) {
    const auto classifier = anyClassifier();
    for (int i = 0; i < 20; ++i) {
        LiveSession session(capture::openSource(kFiveSeconds), classifier,
                            i % 2 == 0 ? everyWindow() : SessionSettings{}, {});
        if (i % 3 == 0) {
            session.capture().setPaused(true);
        }
    }
}

}  // namespace
}  // namespace handscope::app
