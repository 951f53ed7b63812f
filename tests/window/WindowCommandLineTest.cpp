// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "app/window/CommandLine.h"

namespace handscope::app {
namespace {

const ui::Preferences kChosen{.language = "ko", .device = "cpu", .precision = "bf16", .threads = 3};

std::optional<CommandLine> parsed(const QStringList& arguments,
                                  const ui::Preferences& preferences = kChosen) {
    return parseCommandLine(QStringList("handscope") + arguments, preferences);
}

TEST(WindowCommandLineTest, PreferencesHoldWhereNoOptionSaysOtherwise) {
    const auto line = parsed({"clip.mp4", "--model", "mine.safetensors"});
    ASSERT_TRUE(line);
    EXPECT_EQ(line->language, "ko");
    EXPECT_EQ(line->network.device, model::Device::Cpu);
    EXPECT_EQ(line->network.precision, model::Precision::BFloat16);
    EXPECT_EQ(line->network.engine, model::Engine::Auto);
    EXPECT_EQ(line->threads, 3);
    EXPECT_EQ(line->source, "clip.mp4");
    EXPECT_EQ(line->model, "mine.safetensors");
}

TEST(WindowCommandLineTest, OptionsGoBeforePreferences) {
    const auto line = parsed({"--language", "en", "--device", "auto", "--precision", "fp32",
                              "--threads", "0", "--engine", "plain"});
    ASSERT_TRUE(line);
    EXPECT_EQ(line->language, "en");
    EXPECT_EQ(line->network.device, model::Device::Auto);
    EXPECT_EQ(line->network.precision, model::Precision::Float32);
    EXPECT_EQ(line->network.engine, model::Engine::Plain);
    EXPECT_EQ(line->threads, 0);
}

TEST(WindowCommandLineTest, AnOptionLeavesTheOtherPreferences) {
    const auto line = parsed({"--threads", "1"});
    ASSERT_TRUE(line);
    EXPECT_EQ(line->threads, 1);
    EXPECT_EQ(line->language, "ko");
    EXPECT_EQ(line->network.device, model::Device::Cpu);
}

TEST(WindowCommandLineTest, TheFlipTestIsAsTheModelSaysUnlessPreferencesOrAnOptionForbidIt) {
    EXPECT_EQ(parsed({})->network.flipTest, model::FlipTest::Auto);
    ui::Preferences fast = kChosen;
    fast.flipTest = false;
    EXPECT_EQ(parsed({}, fast)->network.flipTest, model::FlipTest::Off);
    EXPECT_EQ(parsed({"--flip-test", "on"}, fast)->network.flipTest, model::FlipTest::On);
    EXPECT_EQ(parsed({"--flip-test", "off"})->network.flipTest, model::FlipTest::Off);
}

TEST(WindowCommandLineTest, WithoutEitherTheDefaultsHold) {
    const auto line = parsed({}, {});
    ASSERT_TRUE(line);
    EXPECT_EQ(line->language, "system");
    EXPECT_EQ(line->network.device, model::Device::Auto);
    EXPECT_EQ(line->network.precision, model::Precision::Auto);
    EXPECT_EQ(line->threads, 0);
    EXPECT_TRUE(line->source.isEmpty());
    EXPECT_TRUE(line->model.isEmpty());
    EXPECT_EQ(line->logLevel, "info");
    EXPECT_FALSE(line->printsEvents);
    EXPECT_FALSE(line->opensFurther);
}

TEST(WindowCommandLineTest, RefusesWhatHasNoSense) {
    for (const QStringList& arguments :
         {QStringList{"--juggle"}, QStringList{"--threads", "many"}, QStringList{"--threads", "-1"},
          QStringList{"--device", "abacus"}, QStringList{"--engine", "steam"},
          QStringList{"--precision", "fp8"}, QStringList{"--language", "xx"},
          QStringList{"--log-level", "loud"}, QStringList{"--flip-test", "maybe"}}) {
        EXPECT_FALSE(parsed(arguments)) << arguments.join(' ').toStdString();
    }
}

}  // namespace
}  // namespace handscope::app
