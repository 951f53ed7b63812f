// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "model/Checkpoint.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/ProgramRun.h"

namespace handscope {
namespace {

using test::kBundledClip;
using test::ProgramRun;
using ::testing::HasSubstr;

/// The bundled network's weights, read as a causal network of 10 frames a second: what it says has
/// no sense, but how it is fed has.
class CausalCommandsTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string model = folder.file("causal.safetensors");

    void SetUp() override {
        auto checkpoint = model::readCheckpoint(test::kBundledModel);
        checkpoint.metadata["causal"] = "1";
        checkpoint.metadata["sampling"] = "rate";
        checkpoint.metadata["frame_rate"] = "10";
        model::writeSafetensors(model, checkpoint);
    }

    ProgramRun cli(const std::string& arguments) const {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " " + arguments + " --model '" +
                                model + "'");
    }
};

TEST_F(CausalCommandsTest, InfoTellsThatItIsCausalAndItsFrameRate) {
    const ProgramRun run =
        test::runProgram(std::string(HANDSCOPE_CLI) + " info --json '" + model + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto json = nlohmann::json::parse(run.output);
    EXPECT_EQ(json["causal"], true);
    EXPECT_EQ(json["frame_rate"], 10.0);
    EXPECT_THAT(test::runProgram(std::string(HANDSCOPE_CLI) + " info '" + model + "'").output,
                HasSubstr("10 frames a second"));
}

TEST_F(CausalCommandsTest, RefusesOtherWindowsThanTheModels) {
    for (const char* const options : {"--window 2", "--stride 0.25", "--window 0.8 --stride 1"}) {
        const ProgramRun run = cli("watch --fast '" + kBundledClip + "' " + options);
        EXPECT_EQ(run.status, 1) << options;
        EXPECT_THAT(run.errors, HasSubstr("0.8 s long (8 frames at 10 a second), 0.1 s apart"));
        EXPECT_THAT(run.errors, HasSubstr("Leave out --window and --stride"));
    }
    EXPECT_EQ(
        cli("label '" + kBundledClip + "' --out '" + folder.file("x") + "' --window 2").status, 1);
    EXPECT_EQ(cli("inspect '" + kBundledClip + "' --block layer1.0 --out '" + folder.file("y") +
                  "' --at 3 --window 2")
                  .status,
              1);
}

TEST_F(CausalCommandsTest, TakesTheModelsWindowsWhenTheyAreNamed) {
    const ProgramRun run = cli("watch --fast '" + kBundledClip + "' --window 0.8 --stride 0.1");
    EXPECT_EQ(run.status, 0) << run.errors;
}

TEST_F(CausalCommandsTest, ClassifyGivesTheMeanOfWhatWatchSaysAtEachFrame) {
    const ProgramRun watched = cli("watch --fast --scores --averaging 0 '" + kBundledClip + "'");
    ASSERT_EQ(watched.status, 0) << watched.errors;
    std::map<std::string, double> sums;
    int windows = 0;
    for (const std::string& line : watched.lines()) {
        const auto json = nlohmann::json::parse(line);
        if (json["event"] == "scores") {
            ++windows;
            for (const auto& [label, score] : json["smoothed"].items()) {
                sums[label] += score.get<double>();
            }
        }
    }
    ASSERT_GT(windows, 50);
    const ProgramRun classified = cli("classify --json --top 27 '" + kBundledClip + "'");
    ASSERT_EQ(classified.status, 0) << classified.errors;
    const auto json = nlohmann::json::parse(classified.lines().front());
    for (const auto& prediction : json["predictions"]) {
        EXPECT_NEAR(prediction["score"].get<double>(),
                    sums.at(prediction["label"].get<std::string>()) / windows, 1e-4);
    }
}

TEST_F(CausalCommandsTest, LabelsSayOnWhichWindowsTheyWereMade) {
    std::ofstream(folder.file("profile.json")) << R"({"format": "handscope-profile-1",
        "name": "windowed", "settings": {"window_seconds": 2.0, "stride_seconds": 0.25,
        "decision": {"averaging_seconds": 0.5, "on_threshold": 0.6, "on_thresholds": {},
        "margin": 0.1, "on_seconds": 0.2, "off_threshold": 0.3, "hold_seconds": 1.0,
        "never_fire": []}}})";
    const std::string arguments = "label '" + kBundledClip + "' --out '" + folder.file("out") +
                                  "' --profile '" + folder.file("profile.json") + "' ";
    ASSERT_EQ(cli(arguments).status, 0);
    std::ifstream stream(folder.file("out/handscope-demo.mp4.json"));
    const auto settings = nlohmann::json::parse(stream)["settings"];
    EXPECT_NEAR(settings["window_seconds"], 0.8, 1e-9);
    EXPECT_NEAR(settings["stride_seconds"], 0.1, 1e-9);
    EXPECT_EQ(settings["decision"]["averaging_seconds"], 0.5) << "of the profile";
    EXPECT_THAT(cli(arguments + "--dry-run").output, HasSubstr("finished before"));
    const ProgramRun verified = cli("label verify '" + folder.file("out") + "' --profile '" +
                                    folder.file("profile.json") + "'");
    EXPECT_EQ(verified.status, 0) << verified.output;
}

TEST_F(CausalCommandsTest, InspectsAWindowWithWhatCameBefore) {
    const std::string common = "inspect '" + kBundledClip + "' --block layer2.0 --tap cmm --out '" +
                               folder.file("maps") + "'";
    for (const char* const at : {"", " --at 4", " --at 0.5"}) {
        const ProgramRun run = cli(common + at);
        ASSERT_EQ(run.status, 0) << run.errors;
        EXPECT_THAT(run.output, HasSubstr("float32 [8, 64, 10, 10]"));
    }
    const ProgramRun cut = cli(common + " --at 4 --cut layer1.0/cmm");
    ASSERT_EQ(cut.status, 0) << cut.errors;
    EXPECT_THAT(cut.output, HasSubstr("as it is: "));
    EXPECT_THAT(cut.output, HasSubstr("without layer1.0/cmm: "));
}

}  // namespace
}  // namespace handscope
