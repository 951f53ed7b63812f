// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/InferenceThread.h"

#include <gtest/gtest.h>

#include <latch>
#include <semaphore>

#include "tests/support/FakeClassifier.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

using test::FakeClassifier;
using test::greyFrame;

class InferenceThreadTest : public ::testing::Test {
protected:
    static constexpr int kRate = 20;

    std::shared_ptr<capture::FrameRing> ring = std::make_shared<capture::FrameRing>(10'000);
    std::counting_semaphore<> pending{0};
    std::function<void()> onPending = [this] { pending.release(); };

    static FramePreparer preparer() {
        return [](const capture::Frame& frame) {
            return std::make_shared<const std::vector<float>>(3, frame.pixels.front() / 255.0F);
        };
    }

    static std::shared_ptr<FakeClassifier> classifier(FakeClassifier::Answer answer = {}) {
        if (!answer) {
            answer = [](const model::Clip&) { return std::vector<float>{0.9F, 0.1F}; };
        }
        return std::make_shared<FakeClassifier>(std::vector<std::string>{"Stop Sign", "No gesture"},
                                                8, answer);
    }

    void pushVideo(double seconds, double start = 0.0, bool discontinuity = false) {
        for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
            auto frame = std::make_shared<capture::Frame>(
                *greyFrame(start + static_cast<double>(i) / kRate, i));
            frame->discontinuity = discontinuity && i == 0;
            ring->push(frame);
        }
    }
};

TEST_F(InferenceThreadTest, RunsEveryWindowOfARecording) {
    pushVideo(5.0);
    ring->close();
    const auto network = classifier();
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update);
    EXPECT_TRUE(update->finished);
    EXPECT_EQ(update->counts.windows, 13);  // ends at 2.0, 2.25 … 5.0
    EXPECT_EQ(update->counts.missed, 0);
    EXPECT_EQ(update->scores.size(), 13U);
    EXPECT_EQ(network->calls(), 13);
}

TEST_F(InferenceThreadTest, ReportsAnEventWhenItFiresAndWhenItEnds) {
    pushVideo(4.0);
    ring->close();
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto events = thread.take()->events;
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].label, "Stop Sign");
    EXPECT_FALSE(events[0].closed);
    EXPECT_TRUE(events[1].closed);
    EXPECT_EQ(events[0].id, events[1].id);
    EXPECT_DOUBLE_EQ(events[1].end, 4.0);
}

TEST_F(InferenceThreadTest, TakesTheNewestWindowAndCountsTheOnesItMissed) {
    std::latch entered{1};
    std::latch released{1};
    bool first = true;
    const auto network = classifier([&](const model::Clip&) {
        if (std::exchange(first, false)) {
            entered.count_down();
            released.wait();
        }
        return std::vector<float>{0.0F, 1.0F};
    });
    pushVideo(2.05);
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Newest, .decision = {}, .request = {}},
                           onPending);
    entered.wait();  // the network is busy with the window that ends at 2.0 …
    pushVideo(2.0, 2.05);
    released.count_down();  // … while those of 2.25 … 4.0 become due
    ring->close();
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update);
    EXPECT_EQ(update->counts.windows + update->counts.missed, 9);
    EXPECT_EQ(update->counts.missed, 7);
    EXPECT_DOUBLE_EQ(update->latest->window.end, 4.0);
}

TEST_F(InferenceThreadTest, StartsAnewAfterASeek) {
    pushVideo(2.5);
    pushVideo(2.5, 50.0, /*discontinuity=*/true);
    ring->close();
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    EXPECT_TRUE(update->timeStartedAnew);
    std::vector<double> ends;
    for (const ScorePoint& point : update->scores) {
        ends.push_back(point.time);
    }
    EXPECT_EQ(ends, (std::vector<double>{2.0, 2.25, 52.0, 52.25, 52.5})) << "of every window run";
    EXPECT_EQ(update->olderScores, 2U) << "curves of the older time end there";
    EXPECT_TRUE(update->events[1].closed) << "the event before the seek was closed";
    EXPECT_LT(update->events[1].end, 3.0);
}

TEST_F(InferenceThreadTest, GivesTheMapsThatWereAskedForLast) {
    pushVideo(2.1);
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    EXPECT_TRUE(thread.take()->latest->maps.empty());
    thread.setRequest({.taps = {{"layer2.0", model::Tap::Cstm}}, .mutes = {}});
    pushVideo(0.5, 2.1);
    ring->close();
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_EQ(update->latest->maps.size(), 1U);
    EXPECT_EQ(update->latest->maps[0].point, (model::TapPoint{"layer2.0", model::Tap::Cstm}));
}

TEST_F(InferenceThreadTest, ReadsTheLastWindowAnewWhenNoFramesCome) {
    pushVideo(2.1);
    const auto network = classifier();
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    thread.take();
    thread.setRequest({.taps = {{"layer2.0", model::Tap::Cstm}}, .mutes = {}});
    pending.acquire();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->refreshed);
    EXPECT_EQ(update->refreshed->maps[0].point.block, "layer2.0");
    EXPECT_EQ(update->refreshed->frames.size(), 8U);
    EXPECT_TRUE(update->scores.empty()) << "the same window must not count twice";
}

TEST_F(InferenceThreadTest, ReadsTheLastWindowAnewAfterTheEnd) {
    pushVideo(2.1);
    ring->close();
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    thread.waitUntilFinished();
    thread.take();
    while (pending.try_acquire()) {
    }
    thread.setRequest({.taps = {{"layer1.0", model::Tap::Cmm}}, .mutes = {}});
    pending.acquire();
    EXPECT_TRUE(thread.take()->refreshed);
}

TEST_F(InferenceThreadTest, AStoppedRunStillSaysHowItsEventsEnded) {
    pushVideo(2.6);
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    std::vector<GestureEvent> events;
    while (events.empty()) {
        pending.acquire();
        const auto update = thread.take();
        events = update ? update->events : events;
    }
    EXPECT_FALSE(events[0].closed);
    thread.requestStop();
    thread.waitUntilFinished();
    const auto last = thread.take();
    ASSERT_TRUE(last && !last->events.empty());
    EXPECT_TRUE(last->events.back().closed);
    EXPECT_FALSE(last->finished);
}

TEST_F(InferenceThreadTest, ChangedDecisionSettingsTakeEffectWithTheNextWindow) {
    pushVideo(2.1);
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    thread.take();
    thread.setDecision({.onThreshold = 0.95});
    pushVideo(3.0, 2.1);
    ring->close();
    thread.waitUntilFinished();
    EXPECT_TRUE(thread.take()->events.empty());
    EXPECT_THROW(thread.setDecision({.onThreshold = 2.0}), std::invalid_argument);
}

TEST_F(InferenceThreadTest, ReportsAFailingNetworkAndStops) {
    pushVideo(3.0);
    InferenceThread thread(classifier([](const model::Clip&) -> std::vector<float> {
                               throw std::runtime_error("out of memory");
                           }),
                           preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->error);
    EXPECT_EQ(update->error->whatHappened(), "Something failed that should not (out of memory).");
    EXPECT_FALSE(update->error->whatWasExpected().empty());
    EXPECT_FALSE(update->error->whatToDo().empty());
    EXPECT_FALSE(update->finished);
}

TEST_F(InferenceThreadTest, LooksIntoAMomentAfterTheNetworkFailed) {
    pushVideo(3.0);
    std::atomic<int> calls = 0;
    InferenceThread thread(classifier([&](const model::Clip&) {
                               if (++calls == 1) {
                                   throw std::runtime_error("out of memory");
                               }
                               return std::vector<float>{0.9F, 0.1F};
                           }),
                           preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    thread.waitUntilFinished();
    pending.acquire();
    ASSERT_TRUE(thread.take()->error);
    thread.inspect({.id = 7, .frames = {8, greyFrame(0.0)}, .passes = {{}}});
    pending.acquire();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->inspection);
    EXPECT_EQ(update->inspection->passes.size(), 1U);
}

TEST_F(InferenceThreadTest, ANetworksOwnErrorKeepsItsThreeParts) {
    pushVideo(3.0);
    InferenceThread thread(classifier([](const model::Clip&) -> std::vector<float> {
                               throw model::ModelError("It broke.", "Expected none.", "Mend it.");
                           }),
                           preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->error);
    EXPECT_EQ(update->error->whatHappened(), "It broke.");
    EXPECT_EQ(update->error->whatWasExpected(), "Expected none.");
    EXPECT_EQ(update->error->whatToDo(), "Mend it.");
}

TEST_F(InferenceThreadTest, ARunThatFailsForWhateverReasonSaysHowItsEventsEnded) {
    int windows = 0;
    pushVideo(4.0);
    InferenceThread thread(classifier([&](const model::Clip&) {
                               if (++windows > 5) {
                                   throw 42;
                               }
                               return std::vector<float>{0.9F, 0.1F};
                           }),
                           preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->error);
    EXPECT_FALSE(update->error->whatHappened().empty());
    ASSERT_EQ(update->events.size(), 2U);
    EXPECT_FALSE(update->events[0].closed);
    EXPECT_TRUE(update->events[1].closed);
}

TEST_F(InferenceThreadTest, RunsACausalModelOnTheWindowsThatItFixes) {
    pushVideo(5.0);
    ring->close();
    const auto network = classifier();
    const auto log = network->makeCausal(8.0);
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update);
    EXPECT_EQ(update->counts.windows, 33);  // ends at 1.0, 1.125 … 5.0
    EXPECT_EQ(log->pushes.size(), 33U);
    EXPECT_EQ(log->pushes.front().size(), 8U);
    EXPECT_EQ(log->pushes.back().size(), 1U);
    EXPECT_EQ(log->resets, 0);
}

TEST_F(InferenceThreadTest, ReadsACausalModelsLastWindowAnewWithoutFeedingIt) {
    pushVideo(1.05);
    const auto network = classifier();
    const auto log = network->makeCausal(8.0);
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    thread.take();
    thread.setRequest({.taps = {{"layer2.0", model::Tap::Cmm}}, .mutes = {}});
    pending.acquire();
    const auto update = thread.take();
    ASSERT_TRUE(update && update->refreshed);
    EXPECT_EQ(update->refreshed->maps[0].frames, 8);
    EXPECT_EQ(log->pushes.size(), 1U);
    EXPECT_EQ(log->repeats, 1);
}

TEST_F(InferenceThreadTest, EndsAtOnceWhileItWaitsForFrames) {
    { InferenceThread thread(classifier(), preparer(), ring, {}); }
    SUCCEED() << "the destructor returned though the ring stays open and empty";
}

TEST_F(InferenceThreadTest, EndsAfterAtMostOneForwardPass) {
    std::latch entered{1};
    std::binary_semaphore go{0};
    std::atomic<int> passes{0};
    const auto network = classifier([&](const model::Clip&) {
        if (++passes == 1) {
            entered.count_down();
            go.acquire();
        }
        return std::vector<float>{0.5F, 0.5F};
    });
    pushVideo(30.0);
    InferenceThread thread(network, preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}});
    entered.wait();
    thread.requestStop();
    go.release();
    thread.waitUntilFinished();
    EXPECT_EQ(passes, 1);
}

TEST_F(InferenceThreadTest, StartsAndStopsManyTimesWhileFramesCome) {
    std::jthread producer([&](const std::stop_token& stop) {
        for (int i = 0; !stop.stop_requested(); ++i) {
            ring->push(greyFrame(static_cast<double>(i) / kRate, i));
        }
    });
    const auto network = classifier();
    for (int i = 0; i < 50; ++i) {
        InferenceThread thread(network, preparer(), ring, {}, onPending);
        if (i % 2 == 0) {
            thread.setRequest({.taps = {{"layer1.0", model::Tap::Output}}, .mutes = {}});
            thread.take();
        }
    }
}

TEST_F(InferenceThreadTest, LooksIntoAMomentWithoutTouchingTheEvents) {
    pushVideo(2.1);
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    const auto before = thread.take();
    const std::vector<capture::FramePtr> frames(8, greyFrame(1.0, 7));
    thread.inspect({.id = 42,
                    .frames = frames,
                    .passes = {{}, {.request = {.taps = {{"layer1.0", model::Tap::Cmm}}}}}});
    pending.acquire();
    const auto update = thread.take();
    ASSERT_TRUE(update->inspection);
    EXPECT_EQ(update->inspection->id, 42);
    EXPECT_EQ(update->inspection->frames, frames);
    ASSERT_EQ(update->inspection->passes.size(), 2U);
    EXPECT_EQ(update->inspection->passes[1].maps.size(), 1U);
    EXPECT_TRUE(update->scores.empty());
    EXPECT_TRUE(update->events.empty());
    EXPECT_EQ(before->counts.windows, 1);
}

TEST_F(InferenceThreadTest, LooksIntoAMomentAfterTheEndOfTheSource) {
    ring->close();
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    thread.waitUntilFinished();
    pending.acquire();
    thread.take();
    thread.inspect({.id = 1, .frames = {8, greyFrame(0.0)}, .passes = {{}}});
    pending.acquire();
    EXPECT_EQ(thread.take()->inspection->passes.size(), 1U);
}

TEST_F(InferenceThreadTest, AMomentThatTheNetworkRefusesIsNotTheEnd) {
    pushVideo(2.1);
    std::atomic<bool> refuse = false;
    InferenceThread thread(classifier([&](const model::Clip&) {
                               if (refuse) {
                                   throw std::runtime_error("no such block");
                               }
                               return std::vector<float>{0.9F, 0.1F};
                           }),
                           preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    thread.take();
    refuse = true;
    thread.inspect({.id = 1, .frames = {8, greyFrame(0.0)}, .passes = {{}}});
    pending.acquire();
    const auto refused = thread.take();
    ASSERT_TRUE(refused->inspection->error);
    EXPECT_EQ(refused->inspection->error->whatHappened(),
              "Something failed that should not (no such block).");
    EXPECT_TRUE(refused->inspection->passes.empty());
    EXPECT_FALSE(refused->error);
    refuse = false;
    pushVideo(0.5, 2.1);
    ring->close();
    thread.waitUntilFinished();
    EXPECT_TRUE(thread.take()->finished);
}

TEST_F(InferenceThreadTest, OtherWindowsBeginAnewGridAndEndOpenSegments) {
    pushVideo(2.8);  // its last frame, at 2.75, ends the last window: none is left for the new grid
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    std::vector<GestureEvent> events;
    std::vector<double> ends;
    const auto read = [&] {
        pending.acquire();
        const auto update = thread.take();
        events.insert(events.end(), update->events.begin(), update->events.end());
        for (const ScorePoint& point : update->scores) {
            ends.push_back(point.time);
        }
    };
    while (ends.size() < 4) {  // 2.0, 2.25, 2.5 and 2.75
        read();
    }
    EXPECT_FALSE(events.back().closed);
    thread.setWindows(1.0, 0.5);
    ends.clear();
    pushVideo(2.05, 3.0);
    ring->close();
    thread.waitUntilFinished();
    read();
    EXPECT_EQ(ends, (std::vector<double>{4.0, 4.5, 5.0}));
    EXPECT_TRUE(events[1].closed);
    EXPECT_LE(events[1].end, 3.0);
    EXPECT_THROW(thread.setWindows(0.0, 0.5), std::invalid_argument);
}

TEST_F(InferenceThreadTest, ARecordingIsShortForTheWindowsThatHold) {
    InferenceThread thread(
        classifier(), preparer(), ring,
        {.choice = WindowChoice::Every,
         .mayBeShort = [](const WindowSettings& windows) { return windows.length > 3.0; },
         .decision = {},
         .request = {}},
        onPending);
    thread.setWindows(4.0, 0.25);  // before the first frame
    pushVideo(3.0);
    ring->close();
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update);
    EXPECT_EQ(update->counts.windows, 1);
}

TEST_F(InferenceThreadTest, WhatIsLeftAfterAChangeOfWindowsIsNoShortRecording) {
    pushVideo(2.1);
    InferenceThread thread(classifier(), preparer(), ring,
                           {.choice = WindowChoice::Every, .decision = {}, .request = {}},
                           onPending);
    pending.acquire();
    thread.take();
    thread.setWindows(4.0, 0.25);
    pushVideo(1.0, 2.1);
    ring->close();
    thread.waitUntilFinished();
    const auto update = thread.take();
    ASSERT_TRUE(update);
    EXPECT_EQ(update->counts.windows, 1);
    EXPECT_TRUE(update->scores.empty());
    EXPECT_TRUE(update->events.empty());
}

}  // namespace
}  // namespace handscope::pipeline
