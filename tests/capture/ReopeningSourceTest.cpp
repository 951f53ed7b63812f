// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/ReopeningSource.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/FakeFrameSource.h"

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;

class ReopeningSourceTest : public ::testing::Test {
protected:
    /// What each opening gives, the first one included; nullptr: it fails.
    std::deque<std::shared_ptr<FakeScript>> openings_;
    std::atomic<int> attempts_{0};
    std::vector<std::string> reasons_;
    std::vector<std::optional<double>> lostAt_;
    std::vector<double> backAt_;

    static std::shared_ptr<FakeScript> camera(int frames) {
        const auto script = fakeCamera(frames, 10.0);
        script->blocksAtEnd = false;  // it ends
        return script;
    }

    static std::shared_ptr<FakeScript> unpluggedAfter(int frames) {
        const auto script = camera(frames);
        script->atEnd = [] { throw CaptureError("It is gone.", "Expected it.", "Plug it in."); };
        return script;
    }

    std::unique_ptr<FrameSource> openNext() {
        ++attempts_;
        if (openings_.empty() || openings_.front() == nullptr) {
            if (!openings_.empty()) {
                openings_.pop_front();
            }
            throw CaptureError("It is not there.", "Expected it.", "Plug it in.");
        }
        const auto script = openings_.front();
        openings_.pop_front();
        return std::make_unique<FakeFrameSource>(script);
    }

    std::unique_ptr<ReopeningSource> open(std::chrono::milliseconds lostAfter = 1h) {
        return std::make_unique<ReopeningSource>(
            openNext(), [this](const std::stop_token&) { return openNext(); },
            ReopeningSource::Callbacks{
                .onLost =
                    [this](std::optional<double> pts, const std::string& reason) {
                        lostAt_.push_back(pts);
                        reasons_.push_back(reason);
                    },
                .onBack = [this](double pts) { backAt_.push_back(pts); }},
            lostAfter, [](std::size_t) { return 0ms; });
    }
};

TEST_F(ReopeningSourceTest, TimeGoesOnOverAGap) {
    const auto start = std::chrono::steady_clock::now();
    const auto first = unpluggedAfter(2);
    first->pts = {100.0, 100.1};
    first->captured = {start, start + 100ms};
    const auto second = camera(2);
    second->pts = {7.0, 7.1};
    second->captured = {start + 3100ms, start + 3200ms};
    openings_ = {first, second};
    const auto source = open();
    std::vector<FramePtr> frames;
    for (int i = 0; i < 4; ++i) {
        frames.push_back(source->read());
        ASSERT_NE(frames.back(), nullptr);
    }
    EXPECT_EQ(frames[0]->pts, 100.0);
    EXPECT_EQ(frames[1]->pts, 100.1);
    EXPECT_NEAR(frames[2]->pts, 103.1, 1e-9);
    EXPECT_NEAR(frames[3]->pts, 103.2, 1e-9);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(frames[static_cast<std::size_t>(i)]->sequence, i);
        EXPECT_EQ(frames[static_cast<std::size_t>(i)]->discontinuity, i == 2) << i;
    }
    EXPECT_EQ(frames[1]->epoch, 0);
    EXPECT_EQ(frames[2]->epoch, 1);
    EXPECT_EQ(frames[3]->epoch, 1);
    EXPECT_EQ(reasons_, std::vector<std::string>{"It is gone."});
    EXPECT_EQ(lostAt_, std::vector<std::optional<double>>{100.1});
    ASSERT_EQ(backAt_.size(), 1U);
    EXPECT_NEAR(backAt_[0], 103.1, 1e-9);
    EXPECT_EQ(source->counts().frames, 4);
}

TEST_F(ReopeningSourceTest, TimeGoesOnOverOneGapAfterTheOther) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 3; ++i) {
        const auto script = camera(2);
        script->pts = {10.0 * i, 10.0 * i + 0.1};
        script->captured = {start + 5s * i, start + 5s * i + 100ms};
        openings_.push_back(script);
    }
    const auto source = open();
    for (int i = 0; i < 6; ++i) {
        const FramePtr frame = source->read();
        ASSERT_NE(frame, nullptr);
        EXPECT_NEAR(frame->pts, 5.0 * (i / 2) + 0.1 * (i % 2), 1e-9) << i;
        EXPECT_EQ(frame->epoch, i / 2) << i;
        EXPECT_EQ(frame->sequence, i) << i;
        EXPECT_EQ(frame->discontinuity, i == 2 || i == 4) << i;
    }
    EXPECT_EQ(backAt_.size(), 2U);
}

TEST_F(ReopeningSourceTest, IsTriedUntilItIsThereAndTellsALossOnce) {
    openings_ = {camera(1), nullptr, camera(0), camera(1)};
    const auto source = open();
    ASSERT_NE(source->read(), nullptr);
    ASSERT_NE(source->read(), nullptr);
    EXPECT_EQ(attempts_, 4);
    EXPECT_EQ(reasons_, std::vector<std::string>{"It has ended."});
    EXPECT_EQ(backAt_.size(), 1U);
}

TEST_F(ReopeningSourceTest, ASilentOneIsLost) {
    openings_ = {fakeCamera(1, 10.0), fakeCamera(1, 10.0)};
    const auto source = open(500ms);
    ASSERT_NE(source->read(), nullptr);
    ASSERT_NE(source->read(), nullptr) << "of the second one";
    ASSERT_EQ(reasons_.size(), 1U);
    EXPECT_EQ(reasons_[0], "No picture came for 1 seconds.");
}

TEST_F(ReopeningSourceTest, EndsForAnInterruptAloneWhereverItWaits) {
    openings_ = {fakeCamera(1, 10.0)};
    const auto silent = open();
    ASSERT_NE(silent->read(), nullptr);
    std::jthread reader([&] { EXPECT_EQ(silent->read(), nullptr); });
    silent->interrupt();
    reader.join();

    openings_ = {camera(0)};
    attempts_ = 0;
    const auto gone = open();
    std::jthread waiting([&] { EXPECT_EQ(gone->read(), nullptr); });
    while (attempts_ < 3) {
        std::this_thread::yield();
    }
    gone->interrupt();
    waiting.join();
    EXPECT_EQ(gone->read(), nullptr) << "and stays so";
}

TEST_F(ReopeningSourceTest, AnInterruptCallsOffAnAttemptToOpenIt) {
    openings_ = {camera(0)};
    std::promise<void> asked;
    const auto openNever = [&](const std::stop_token& stop) -> std::unique_ptr<FrameSource> {
        asked.set_value();
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait(lock, stop, [] { return false; });
        throw CaptureError("It was called off.", "Expected to wait.", "Open it again.");
    };
    ReopeningSource source(openNext(), openNever, {}, 1h, [](std::size_t) { return 0ms; });
    std::jthread reader([&] { EXPECT_EQ(source.read(), nullptr); });
    asked.get_future().wait();
    source.interrupt();
    reader.join();
}

TEST_F(ReopeningSourceTest, CannotSeek) {
    openings_ = {camera(1)};
    const auto source = open();
    EXPECT_TRUE(source->description().live);
    EXPECT_THROW(source->seek(1.0), CaptureError);
}

TEST(PauseBeforeReopening, GrowsToTwoSeconds) {
    EXPECT_EQ(pauseBeforeReopening(0), 0ms);
    EXPECT_EQ(pauseBeforeReopening(1), 500ms);
    EXPECT_EQ(pauseBeforeReopening(2), 1000ms);
    EXPECT_EQ(pauseBeforeReopening(3), 2000ms);
    EXPECT_EQ(pauseBeforeReopening(1000), 2000ms);
}

}  // namespace
}  // namespace handscope::capture
