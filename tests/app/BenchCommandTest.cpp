// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/BundledFiles.h"
#include "tests/support/ThreeParts.h"

namespace handscope {
namespace {

using test::expectThreeParts;
using test::kBundledClip;
using test::kBundledModel;
using test::ProgramRun;
using test::TestFolder;
using ::testing::HasSubstr;

const std::string kTiny = " --blocks 1,1,1,1 --width 0.25 --size 32 --t 4 --classes 3";

std::string contentOf(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Runs quickly and keeps the JSON.
class BenchCommandTest : public ::testing::Test {
protected:
    /// `variables` are those of a shell, before the program's name.
    ProgramRun bench(const std::string& arguments, const std::string& variables = {}) {
        return test::runProgram(variables + HANDSCOPE_CLI + " bench " + arguments +
                                " --quick --json '" + folder_.file("bench.json") + "'");
    }

    /// The results of a run that must succeed.
    nlohmann::json results(const std::string& arguments, const std::string& variables = {}) {
        const ProgramRun run = bench(arguments, variables);
        EXPECT_EQ(run.status, 0) << run.errors;
        EXPECT_THAT(run.output, HasSubstr("|--"));
        EXPECT_THAT(run.output, HasSubstr("these figures mean nothing"));
        json_ = nlohmann::json::parse(contentOf(folder_.file("bench.json")));
        EXPECT_EQ(json_["format"], "handscope-bench-1");
        EXPECT_EQ(json_["command"], arguments.substr(0, arguments.find(' ')));
        EXPECT_TRUE(json_["quick"]);
        EXPECT_FALSE(json_["interrupted"]);
        EXPECT_GE(json_["machine"]["threads"], 1);
        EXPECT_FALSE(json_["machine"]["processor"].get<std::string>().empty());
        EXPECT_THAT(json_["machine"]["libraries"]["network"].get<std::string>(),
                    HasSubstr("LibTorch"));
        return json_["results"];
    }

    TestFolder folder_;
    nlohmann::json json_;
};

TEST_F(BenchCommandTest, MeasuresARandomNetwork) {
    const auto all = results("model --batch 2 --threads 1" + kTiny);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["frames"], 4);
    EXPECT_EQ(all[0]["input_size"], 32);
    EXPECT_EQ(all[0]["batch"], 2);
    EXPECT_GT(all[0]["milliseconds"], 0.0);
    EXPECT_GT(all[0]["clips_per_second"], 0.0);
    EXPECT_FALSE(all[0]["engine"].get<std::string>().empty());
    EXPECT_EQ(json_["machine"]["threads"], 1);
    EXPECT_EQ(json_["probabilities"].size(), 3U);
}

TEST_F(BenchCommandTest, GivesEqualAnswersByBothEngines) {
    std::vector<std::vector<double>> answers;
    for (const char* const engine : {"plain", "folded --precision fp32"}) {
        results("model --engine " + std::string(engine) + kTiny);
        answers.push_back(json_["probabilities"]);
    }
    ASSERT_EQ(answers[0].size(), answers[1].size());
    for (std::size_t i = 0; i < answers[0].size(); ++i) {
        EXPECT_NEAR(answers[0][i], answers[1][i], 1e-4);
    }
}

TEST_F(BenchCommandTest, MeasuresAModelFile) {
    const auto all = results("model '" + kBundledModel + "'");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["name"], "handscope-bootstrap-stm");
    EXPECT_EQ(json_["probabilities"].size(), 27U);
}

TEST_F(BenchCommandTest, RefusesAShapeForAModelFile) {
    const ProgramRun run = bench("model '" + kBundledClip + "' --t 16");
    EXPECT_EQ(run.status, 64);
    expectThreeParts(run, "--t");
}

TEST_F(BenchCommandTest, RefusesClipsOfAnotherShape) {
    // A header of 64 bytes that describes one tensor of one number.
    std::string header = R"({"input":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    header.resize(64, ' ');
    std::string length(8, '\0');
    length[0] = 64;
    const std::string file = folder_.file("clips.safetensors");
    std::ofstream(file, std::ios::binary) << length << header << std::string(4, '\0');
    const ProgramRun run = bench("model --clips '" + file + "'" + kTiny);
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "clips.safetensors");
    EXPECT_THAT(run.errors, HasSubstr("[N, 4, 3, 32, 32]"));
}

TEST_F(BenchCommandTest, SetsNewFramesAgainstWholeWindows) {
    const auto all = results("stream" + kTiny);
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0]["new_frames"], 1);
    EXPECT_EQ(all[1]["new_frames"], 2);
    EXPECT_EQ(all[2]["new_frames"], 4);
    EXPECT_DOUBLE_EQ(all[2]["share_of_window"], 1.0);
    EXPECT_GT(all[0]["frames_per_second"], 0.0);
    EXPECT_GT(all[0]["share_of_window"], 0.0);
}

TEST_F(BenchCommandTest, StreamsANetworkOfOneFrame) {
    EXPECT_EQ(results("stream --blocks 1,1,1,1 --width 0.25 --size 32 --t 1 --classes 3").size(),
              4U);
}

TEST_F(BenchCommandTest, RefusesToStreamThroughAWindowedModel) {
    const ProgramRun run = bench("stream '" + kBundledModel + "'");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "has no stream");
}

TEST_F(BenchCommandTest, SetsMapsAgainstTheScoresAlone) {
    const auto all = results("maps" + kTiny);
    ASSERT_EQ(all.size(), 7U) << "scores alone, four blocks, means, evidence";
    EXPECT_EQ(all[0]["name"], "scores alone");
    EXPECT_EQ(all[0]["percent_above"], 0.0);
    EXPECT_EQ(all[0]["values_millions"], 0.0);
    EXPECT_TRUE(all[0]["percent_bound"].is_null());
    EXPECT_EQ(all[1]["name"], "maps of layer1.0");
    // Four maps of 4 frames: 16 channels in, 16 of CSTM, 16 of CMM, 64 out, 8 x 8 each.
    EXPECT_NEAR(all[1]["values_millions"], 4 * (16 + 16 + 16 + 64) * 8 * 8 / 1e6, 1e-9);
    EXPECT_EQ(all[1]["percent_bound"], 15.0);
    EXPECT_EQ(all[5]["name"], "means of all blocks");
    EXPECT_EQ(all[5]["percent_bound"], 30.0);
    EXPECT_EQ(all[6]["name"], "evidence of 3 classes");
    EXPECT_GT(all[6]["milliseconds"], 0.0);
    EXPECT_TRUE(all[6]["percent_above"].is_number());
    EXPECT_TRUE(all[6]["processor_percent_above"].is_number());
}

TEST_F(BenchCommandTest, MeasuresTheMapsOfACausalModelFrameByFrame) {
    const ProgramRun run =
        bench("maps '" + test::kResources + "models/handscope-stm-small-causal.safetensors'");
    EXPECT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("one new frame of a stream"));
    EXPECT_THAT(run.output, HasSubstr("cost most"));
}

TEST_F(BenchCommandTest, TellsThePapersCountsBesideItsSpeeds) {
    const auto all = results("paper");
    ASSERT_EQ(all.size(), 3U);
    // Parameters and counts for 174 classes, from the paper's tables.
    EXPECT_EQ(all[0]["name"], "STM-8F");
    EXPECT_EQ(all[0]["parameters"], 24035666);
    EXPECT_EQ(all[0]["paper_count"], 33255138304);
    EXPECT_EQ(all[0]["paper_clips_per_second"], 62.0);
    EXPECT_EQ(all[1]["name"], "STM-16F");
    EXPECT_EQ(all[1]["paper_count"], 66510276608);
    EXPECT_EQ(all[1]["paper_clips_per_second"], 32.0);
    EXPECT_EQ(all[2]["name"], "TSN-8F");
    EXPECT_EQ(all[2]["parameters"], 23864558);
    EXPECT_EQ(all[2]["paper_name"], "TSM-8F");
}

TEST_F(BenchCommandTest, VariesOneNumberAtATime) {
    const std::string csv = folder_.file("scaling.csv");
    const auto all = results("scaling --threads 2 --csv '" + csv + "'" + kTiny);
    ASSERT_EQ(all.size(), 8U) << "two of each";
    EXPECT_EQ(all[0]["varied"], "T");
    EXPECT_EQ(all[7]["varied"], "threads");
    EXPECT_EQ(all[6]["threads"], 1);
    EXPECT_EQ(all[7]["threads"], 2);
    EXPECT_EQ(all[1]["frames"], 8);
    EXPECT_EQ(all[3]["input_size"], 64);
    EXPECT_EQ(all[5]["batch"], 2);
    const std::string picture = folder_.file("scaling.png");
    const ProgramRun plot = test::runProgram(std::string(HANDSCOPE_CLI) + " plot --x step '" + csv +
                                             "' --out '" + picture + "'");
    EXPECT_EQ(plot.status, 0) << plot.errors;
    EXPECT_TRUE(std::filesystem::exists(picture));
}

TEST_F(BenchCommandTest, CountsDecodedFrames) {
    const auto all = results("decode '" + kBundledClip + "' --frames 5");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["frames"], 5);
    EXPECT_EQ(all[0]["width"], 640);
    EXPECT_GT(all[0]["frames_per_second"], 0.0);
    EXPECT_EQ(bench("decode /no/such/clip.mp4").status, 1);
}

TEST_F(BenchCommandTest, PreparesFramesOfSeveralSizes) {
    const auto all = results("prepare --size 32,64 --threads 1");
    ASSERT_EQ(all.size(), 8U);
    EXPECT_EQ(all[0]["width"], 320);
    EXPECT_EQ(all[7]["width"], 1920);
    EXPECT_EQ(all[7]["input_size"], 64);
}

TEST_F(BenchCommandTest, PlaysInRealTime) {
    const auto all =
        results("live lavfi:testsrc=size=96x64:rate=20 --model '" + kBundledModel + "'");
    ASSERT_EQ(all.size(), 1U);
    for (const char* const field :
         {"frames", "frames_dropped", "windows", "windows_missed", "latency_p50_milliseconds",
          "latency_p95_milliseconds", "latency_p99_milliseconds", "forward_median_milliseconds"}) {
        EXPECT_TRUE(all[0][field].is_number()) << field;
    }
    EXPECT_GT(all[0]["frames"], 0);
}

TEST_F(BenchCommandTest, LabelsIntoAFolderThatIsThrownAway) {
    const std::string place = folder_.file("tmp");
    std::filesystem::create_directories(place);
    const auto all =
        results("label '" + kBundledClip + "' --jobs 1 --model '" + kBundledModel + "'",
                "TMPDIR='" + place + "' ");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["recordings"], 1);
    EXPECT_EQ(all[0]["windows"], 79) << "21.6 s in windows of 2 s, one every 0.25 s";
    EXPECT_GT(all[0]["windows_per_second"], 0.0);
    EXPECT_TRUE(std::filesystem::is_empty(place));
    expectThreeParts(bench("label /no/such/clip.mp4 --model '" + kBundledModel + "'"),
                     "/no/such/clip.mp4");
}

TEST_F(BenchCommandTest, KeepsWhatItHadWhenItIsInterrupted) {
    const std::string file = folder_.file("bench.json");
    const ProgramRun run =
        test::runProgram("timeout --signal=INT 6 " + std::string(HANDSCOPE_CLI) +
                         " bench prepare --size 32 --threads 1 --seconds 60 --json '" + file + "'");
    expectThreeParts(run, "interrupted");
    EXPECT_TRUE(nlohmann::json::parse(contentOf(file))["interrupted"]);
}

TEST_F(BenchCommandTest, SaysWhenTheJsonCannotBeWritten) {
    const ProgramRun run = test::runProgram(std::string(HANDSCOPE_CLI) +
                                            " bench model --quick --json /proc/bench.json" + kTiny);
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "/proc/bench.json");
    EXPECT_THAT(run.output, HasSubstr("|--")) << "the table is there all the same";
}

TEST_F(BenchCommandTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(bench("").status, 64);
    EXPECT_EQ(bench("model --variant tsm").status, 64);
    EXPECT_EQ(bench("paper --model x.safetensors").status, 64);
}

}  // namespace
}  // namespace handscope
