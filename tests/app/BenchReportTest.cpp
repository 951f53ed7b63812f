// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "app/bench/Meter.h"
#include "app/bench/NetworkBenches.h"
#include "app/bench/Report.h"
#include "app/bench/Table.h"

namespace handscope::bench {
namespace {

using ::testing::HasSubstr;

TEST(TableTest, IsMarkdownWhoseColumnsStandBelowEachOther) {
    EXPECT_EQ(asTable({"network", "ms"}, {{"STM", "9.5"}, {"plain", "123.0"}}),
              "| network |    ms |\n"
              "|---------|------:|\n"
              "| STM     |   9.5 |\n"
              "| plain   | 123.0 |\n");
}

TEST(TableTest, CountsCharactersNotBytesAndFillsShortRows) {
    EXPECT_EQ(asTable({"×", "of"}, {{"640×480", "x"}, {"é"}}),
              "| ×       | of  |\n"
              "|---------|-----|\n"
              "| 640×480 | x   |\n"
              "| é       |     |\n");
}

Report sample() {
    Report report{.command = "model"};
    report.machine.processor = "a processor";
    report.machine.libraries = {{"network", "LibTorch 0"}, {"FFmpeg", "5"}};
    report.meanwhile = BusyLook{.others = 0.25, .processors = 2};
    report.rows = {{{"name", "network", std::string("STM")},
                    {"milliseconds", "ms", 12.25, 2},
                    {"passes", "", std::int64_t{3}},
                    {"share", "share", std::monostate{}}}};
    report.probabilities = {0.25F, 0.75F};
    report.notes = {"A note."};
    report.warnings = {"A warning."};
    return report;
}

TEST(ReportTest, ShowsTheColumnsThatHaveATitle) {
    const std::string text = asText(sample());
    EXPECT_THAT(text, HasSubstr("| network |    ms | share |"));
    EXPECT_THAT(text, HasSubstr("| STM     | 12.25 |       |"));
    EXPECT_THAT(text, HasSubstr("LibTorch 0; FFmpeg 5"));
    EXPECT_THAT(text, HasSubstr("other processes used 25.0 %"));
    EXPECT_THAT(text, HasSubstr("A warning."));
    EXPECT_THAT(text, HasSubstr("A note."));
}

TEST(ReportTest, SaysThatAQuickRunMeansNothing) {
    Report report = sample();
    report.quick = true;
    EXPECT_THAT(asText(report), HasSubstr("these figures mean nothing"));
}

TEST(ReportTest, KeepsEverythingInTheJson) {
    const auto json = nlohmann::json::parse(asJson(sample()));
    EXPECT_EQ(json["format"], "handscope-bench-1");
    EXPECT_EQ(json["command"], "model");
    EXPECT_EQ(json["machine"]["processor"], "a processor");
    EXPECT_EQ(json["machine"]["libraries"]["FFmpeg"], "5");
    EXPECT_DOUBLE_EQ(json["machine"]["others_share"], 0.25);
    EXPECT_TRUE(json["machine"]["governor"].is_null());
    EXPECT_EQ(json["results"][0]["name"], "STM");
    EXPECT_DOUBLE_EQ(json["results"][0]["milliseconds"], 12.25);
    EXPECT_EQ(json["results"][0]["passes"], 3);
    EXPECT_TRUE(json["results"][0]["share"].is_null());
    EXPECT_EQ(json["probabilities"].size(), 2U);
    EXPECT_EQ(json["warnings"][0], "A warning.");
}

TEST(ReportTest, WritesNullForNumbersThatJsonDoesNotKnow) {
    Report report;
    report.rows = {{{"milliseconds", "ms", std::numeric_limits<double>::infinity()}}};
    EXPECT_TRUE(nlohmann::json::parse(asJson(report))["results"][0]["milliseconds"].is_null());
}

TEST(ScalingCsvTest, HasAColumnAScaleAndAStepANumber) {
    Report report;
    const auto line = [](const char* varied, std::int64_t number, double milliseconds) {
        return Row{{"varied", "", std::string(varied)},
                   {"number", "", number},
                   {"milliseconds_per_clip", "", milliseconds}};
    };
    report.rows = {line("T", 8, 2.0), line("T", 4, 1.0), line("size", 8, 3.0)};
    EXPECT_EQ(scalingCsv(report),
              "step,milliseconds by T,milliseconds by size\n"
              "4,1.000000,\n"
              "8,2.000000,3.000000\n");
}

TEST(MeterTest, WarmsUpAndCountsItsRepetitions) {
    const Meter meter({.quick = true}, {});
    int calls = 0;
    const Timing timing = meter.measure("work", [&] { ++calls; });
    EXPECT_EQ(timing.repetitions.size(), 2U);
    EXPECT_EQ(timing.passes, 1);
    EXPECT_EQ(calls, 3) << "one to warm up";
}

TEST(MeterTest, TakesTheTimeThatTheWorkTells) {
    const Meter meter({.quick = true}, {});
    double told = 0.0;
    const Timing timing = meter.measureTimed("work", 3, [&] { return told += 0.25; });
    EXPECT_THAT(timing.repetitions, ::testing::ElementsAre(::testing::DoubleNear(500, 1e-6),
                                                           ::testing::DoubleNear(750, 1e-6),
                                                           ::testing::DoubleNear(1000, 1e-6)));
    EXPECT_NEAR(timing.median, 750, 1e-6);
    EXPECT_NEAR(timing.fastest(), 500, 1e-6);
    EXPECT_NEAR(timing.perSecond(3.0), 4.0, 1e-6);
}

TEST(MeterTest, MeasuresSeveralWorksInTurns) {
    const Meter meter({.quick = true}, {});
    std::string order;
    const auto timings =
        meter.measureInTurns("works", {[&] { order += 'a'; }, [&] { order += 'b'; }});
    EXPECT_EQ(order, "ababab") << "one round to warm up";
    ASSERT_EQ(timings.size(), 2U);
    for (const Timing& timing : timings) {
        EXPECT_EQ(timing.repetitions.size(), 2U);
        EXPECT_GE(timing.median, timing.fastest());
    }
    std::stop_source stop;
    const Meter stopped({.quick = true}, stop.get_token());
    EXPECT_THROW(
        stopped.measureInTurns("works", {[&] { stop.request_stop(); }, [&] { order += 'c'; }}),
        Interrupted);
    EXPECT_EQ(order, "ababab");
}

TEST(MeterTest, PassesOnWhatTheWorkThrows) {
    const Meter meter({.quick = true}, {});
    int calls = 0;
    EXPECT_THROW(meter.measure("work",
                               [&] {
                                   if (++calls == 2) {
                                       throw std::runtime_error("broken");
                                   }
                               }),
                 std::runtime_error);
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(meter.measure("again", [] {}).repetitions.size(), 2U);
}

TEST(MeterTest, EndsAfterThePassInWhichAStopWasAskedFor) {
    std::stop_source stop;
    const Meter meter({.quick = true}, stop.get_token());
    int calls = 0;
    EXPECT_THROW(meter.measure("work",
                               [&] {
                                   if (++calls == 2) {
                                       stop.request_stop();
                                   }
                               }),
                 Interrupted);
    EXPECT_EQ(calls, 2);
    EXPECT_THROW(meter.measure("never", [&] { ++calls; }), Interrupted);
    EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace handscope::bench
