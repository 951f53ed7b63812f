// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FfmpegLog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>

extern "C" {
#include <libavutil/log.h>
}

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class FfmpegLogTest : public testing::Test {
protected:
    std::ostringstream written_;
    std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();

    void SetUp() override {
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_st>(written_);
        auto logger = std::make_shared<spdlog::logger>("test", sink);
        logger->set_pattern("%l|%v");
        logger->set_level(spdlog::level::debug);
        spdlog::set_default_logger(logger);
        routeFfmpegLog();
    }

    void TearDown() override {
        av_log_set_callback(av_log_default_callback);
        av_log_set_level(AV_LOG_INFO);
        spdlog::set_default_logger(before_);
    }
};

TEST_F(FfmpegLogTest, MapsLevelsOneMilder) {
    EXPECT_EQ(logLevelOf(AV_LOG_PANIC), spdlog::level::err);
    EXPECT_EQ(logLevelOf(AV_LOG_FATAL), spdlog::level::err);
    EXPECT_EQ(logLevelOf(AV_LOG_ERROR), spdlog::level::warn);
    EXPECT_EQ(logLevelOf(AV_LOG_WARNING), spdlog::level::info);
    EXPECT_EQ(logLevelOf(AV_LOG_INFO), spdlog::level::debug);
    EXPECT_EQ(logLevelOf(AV_LOG_VERBOSE), spdlog::level::debug);
    EXPECT_EQ(logLevelOf(AV_LOG_DEBUG), spdlog::level::trace);
}

TEST_F(FfmpegLogTest, RoutesWholeLines) {
    av_log(nullptr, AV_LOG_ERROR, "half a line, ");
    EXPECT_EQ(written_.str(), "");
    av_log(nullptr, AV_LOG_ERROR, "and its end: %d\n", 42);
    EXPECT_EQ(written_.str(), "warning|ffmpeg: half a line, and its end: 42\n");
}

TEST_F(FfmpegLogTest, TakesBracesAsTheyAre) {
    av_log(nullptr, AV_LOG_ERROR, "{} {0} {nonsense}\n");
    EXPECT_THAT(written_.str(), HasSubstr("{} {0} {nonsense}"));
}

TEST_F(FfmpegLogTest, LeavesOutWhatTheLoggerWouldNotShow) {
    spdlog::default_logger()->set_level(spdlog::level::warn);
    av_log(nullptr, AV_LOG_WARNING, "unimportant\n");
    EXPECT_EQ(written_.str(), "");
}

// A folder of pictures would fill the screen with lists of demuxers.
TEST_F(FfmpegLogTest, WhatWeForbidIsNoWarning) {
    av_log(nullptr, AV_LOG_ERROR, "Format not on whitelist 'mov,matroska'\n");
    EXPECT_EQ(written_.str(), "debug|ffmpeg: Format not on whitelist 'mov,matroska'\n");
    spdlog::default_logger()->set_level(spdlog::level::info);
    av_log(nullptr, AV_LOG_ERROR, "Format not on whitelist 'mov,matroska'\n");
    EXPECT_THAT(written_.str(), ::testing::EndsWith("debug|ffmpeg: Format not on whitelist "
                                                    "'mov,matroska'\n"));
}

TEST(LogThrottleTest, LetsSoManyLinesThroughInASecondAndCountsTheRest) {
    LogThrottle throttle(3);
    const LogThrottle::Moment start{1h};
    int passed = 0;
    for (int i = 0; i < 10; ++i) {
        passed += throttle.admit(start + i * 10ms).pass ? 1 : 0;
    }
    EXPECT_EQ(passed, 3);
    const auto verdict = throttle.admit(start + 1s);
    EXPECT_TRUE(verdict.pass);
    EXPECT_EQ(verdict.suppressedBefore, 7);
    EXPECT_EQ(throttle.admit(start + 1s).suppressedBefore, 0);
}

}  // namespace
}  // namespace handscope::capture
