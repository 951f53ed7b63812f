// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/ProgramRun.h"
#include "tests/support/TestFolder.h"

namespace handscope {
namespace {

/// Scores move a little with the processor's instruction set.
constexpr double kTolerance = 0.02;

std::vector<nlohmann::json> parse(const std::vector<std::string>& lines) {
    std::vector<nlohmann::json> parsed;
    for (const auto& line : lines) {
        parsed.push_back(nlohmann::json::parse(line));
    }
    return parsed;
}

/// Every line is as the published schema says.
void expectSchema(const std::vector<std::string>& lines) {
    const std::string source = HANDSCOPE_SOURCE_DIR;
    const test::TestFolder folder;
    std::string command = "/usr/bin/python3 '" + source + "/tests/app/read_labels.py' schema '" +
                          source + "/resources/schemas/handscope-events-1.json'";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string file = folder.file(std::to_string(i) + ".json");
        std::ofstream(file) << lines[i];
        command += " '" + file + "'";
    }
    const auto run = test::runProgram(command);
    ASSERT_EQ(run.status, 0) << run.errors;
    for (const auto& answer : nlohmann::json::parse(run.output)) {
        EXPECT_TRUE(answer.is_null()) << answer;
    }
}

// The expected lines are what `handscope-cli watch --fast --scores` printed with the bundled model
// when it was bundled: a change in decoding, sampling, preparation, network or decision shows here.
TEST(DemoClipTest, GivesTheEventsAndScoresThatItGaveWhenItWasBundled) {
    const std::string source = HANDSCOPE_SOURCE_DIR;
    std::ifstream stream(source + "/tests/app/demo-clip-expected.jsonl");
    std::vector<std::string> expectedLines;
    for (std::string line; std::getline(stream, line);) {
        expectedLines.push_back(line);
    }
    ASSERT_GT(expectedLines.size(), 50U);
    const auto run = test::runProgram(std::string(HANDSCOPE_CLI) + " watch --fast --scores '" +
                                      source + "/resources/clip/handscope-demo.mp4'");
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto actual = parse(run.lines());
    const auto expected = parse(expectedLines);
    ASSERT_EQ(actual.size(), expected.size());
    expectSchema(run.lines());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        ASSERT_EQ(actual[i]["event"], expected[i]["event"]) << "line " << i + 1;
        if (expected[i]["event"] == "scores") {
            EXPECT_NEAR(actual[i]["time_seconds"], expected[i]["time_seconds"], 1e-6);
            for (const auto& [label, score] : expected[i]["smoothed"].items()) {
                EXPECT_NEAR(actual[i]["smoothed"][label], score.get<double>(), kTolerance)
                    << label << " at " << expected[i]["time_seconds"];
            }
        } else {
            EXPECT_EQ(actual[i]["label"], expected[i]["label"]);
            EXPECT_NEAR(actual[i]["start_seconds"], expected[i]["start_seconds"], 1e-6);
            EXPECT_NEAR(actual[i]["end_seconds"], expected[i]["end_seconds"], 1e-6);
        }
    }
}

}  // namespace
}  // namespace handscope
