// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/ThreeParts.h"

namespace handscope {
namespace {

using test::ProgramRun;
using test::TestFolder;
using ::testing::HasSubstr;

/// Off screen, with the bounds of a test: no figure of it means anything.
ProgramRun bench(const std::string& arguments) {
    return test::runProgram("QT_QPA_PLATFORM=offscreen " HANDSCOPE_WINDOW_BENCH " --threads 1 " +
                            arguments);
}

TEST(WindowBenchTest, MeasuresAllPagesWhileTheNetworkRuns) {
    const TestFolder folder;
    const std::string file = folder.file("window.json");
    const ProgramRun run =
        bench("--quick --source lavfi:testsrc=size=320x240:rate=30 --json '" + file + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("handscope-window-bench\n"));
    EXPECT_THAT(run.output, HasSubstr("| recordings |"));
    EXPECT_THAT(run.output, HasSubstr("these figures mean nothing"));

    std::ifstream stream(file);
    const auto json = nlohmann::json::parse(stream);
    EXPECT_EQ(json["format"], "handscope-bench-1");
    EXPECT_EQ(json["command"], "window");
    EXPECT_TRUE(json["quick"]);
    EXPECT_THAT(json["warnings"].dump(), HasSubstr("offscreen"));
    const auto& rows = json["results"];
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0]["name"], "all");
    EXPECT_EQ(rows[1]["name"], "live");
    EXPECT_EQ(rows[2]["name"], "inspect");
    EXPECT_EQ(rows[3]["name"], "recordings");
    std::int64_t events = 0;
    for (const auto& row : rows) {
        for (const char* const field :
             {"delay_p50_milliseconds", "delay_p99_milliseconds", "delay_p999_milliseconds",
              "delay_worst_milliseconds", "percent_over_16_milliseconds", "pictures_per_second",
              "windows_per_second", "seconds"}) {
            EXPECT_TRUE(row[field].is_number()) << field;
        }
        EXPECT_GT(row["events"], 0);
        events += &row == &rows[0] ? 0 : row["events"].get<std::int64_t>();
    }
    EXPECT_EQ(rows[0]["events"], events);
    EXPECT_GT(rows[1]["pictures_per_second"], 0.0);
    EXPECT_GT(rows[0]["windows_per_second"], 0.0);
    EXPECT_EQ(rows[0]["bound_p999_milliseconds"], 16.0);
    EXPECT_EQ(rows[0]["bound_worst_milliseconds"], 50.0);
    EXPECT_EQ(rows[0]["model"], "random STM-ResNet-50");
    for (const char* const field :
         {"resident_start_mebibytes", "resident_middle_mebibytes", "resident_end_mebibytes"}) {
        EXPECT_GT(rows[0][field], 0.0) << field;
    }
}

TEST(WindowBenchTest, SaysWhenAModelCannotBeRead) {
    const ProgramRun run = bench("--quick --model /no/such/model.safetensors");
    EXPECT_EQ(run.status, 1);
    test::expectThreeParts(run, "/no/such/model.safetensors");
}

TEST(WindowBenchTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(bench("--seconds -1").status, 64);
    EXPECT_EQ(bench("--juggle").status, 64);
}

}  // namespace
}  // namespace handscope
