// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/QtLog.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <QLoggingCategory>
#include <memory>
#include <sstream>

namespace handscope::ui {
namespace {

class QtLogTest : public testing::Test {
protected:
    void SetUp() override {
        before_ = spdlog::default_logger();
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
        auto logger = std::make_shared<spdlog::logger>("test", sink);
        logger->set_level(spdlog::level::debug);
        logger->set_pattern("%l|%v");
        spdlog::set_default_logger(logger);
        handler_ = qInstallMessageHandler(nullptr);
        routeQtLog();
    }

    void TearDown() override {
        qInstallMessageHandler(handler_);
        spdlog::set_default_logger(before_);
    }

    std::ostringstream text_;
    std::shared_ptr<spdlog::logger> before_;
    QtMessageHandler handler_ = nullptr;
};

TEST_F(QtLogTest, CarriesLevelCategoryAndText) {
    QLoggingCategory category("handscope.test");
    qCWarning(category, "a %d b", 7);
    qCritical("worse");
    EXPECT_EQ(text_.str(), "warning|Qt (handscope.test): a 7 b\nerror|Qt (default): worse\n");
}

TEST_F(QtLogTest, TakesBracesAsText) {
    qWarning("{} {0} {broken");
    EXPECT_EQ(text_.str(), "warning|Qt (default): {} {0} {broken\n");
}

}  // namespace
}  // namespace handscope::ui
