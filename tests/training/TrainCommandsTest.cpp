// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/Checkpoint.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/ThreeParts.h"
#include "tests/training/PackFixture.h"

namespace handscope {
namespace {

using test::expectThreeParts;
using test::kBundledModel;
using test::ProgramRun;
using ::testing::HasSubstr;
using ::testing::StartsWith;

ProgramRun handscopeTrain(const std::string& arguments) {
    return test::runProgram(std::string(HANDSCOPE_TRAIN) + " " + arguments);
}

std::string quoted(const std::string& text) {
    return "'" + text + "'";
}

TEST(TrainCommandsTest, HelpNamesEveryCommandAndTheExitStatus) {
    const ProgramRun run = handscopeTrain("--help");
    EXPECT_EQ(run.status, 0);
    const ProgramRun all = handscopeTrain("--help-all");
    EXPECT_EQ(all.status, 0);
    for (const char* const command :
         {"train", "mine", "distil", "eval", "average", "transfer", "deepen", "recalibrate"}) {
        EXPECT_THAT(run.output, HasSubstr(command));
        EXPECT_THAT(all.output, HasSubstr("\n" + std::string(command) + "\n")) << "its own help";
    }
    EXPECT_THAT(run.output, HasSubstr("Exit status"));
}

TEST(TrainCommandsTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(handscopeTrain("").status, 64);
    EXPECT_EQ(handscopeTrain("average one.safetensors --out two.safetensors").status, 64);
    EXPECT_EQ(handscopeTrain("deepen x --blocks 3,4,6 --out y").status, 64);
    for (const char* const senseless :
         {"mine --per-class -1", "mine --min-confidence 90", "distil --dropout 1.5",
          "distil --learning-rate -0.001", "distil --cache -1", "distil --mixup 10"}) {
        EXPECT_EQ(handscopeTrain(std::string(senseless) + " --videos v --labels l --out o").status,
                  64)
            << senseless;
    }
}

TEST(TrainCommandsTest, DrawingNeedsAFolderUnlessItOnlyShowsDraws) {
    for (const char* const command : {"mine", "distil"}) {
        const std::string line = std::string(command) + " --videos /no/pack --labels /no/labels";
        const ProgramRun run = handscopeTrain(line);
        EXPECT_EQ(run.status, 64) << command;
        EXPECT_THAT(run.errors, HasSubstr("--out is required"));
        const ProgramRun preview = handscopeTrain(line + " --preview draws.png");
        EXPECT_EQ(preview.status, 1) << command;
        expectThreeParts(preview, "/no/labels");
    }
}

class CheckpointCommandsTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    const std::string bundled = quoted(kBundledModel);
    const std::string out = folder.file("out.safetensors");

    std::map<std::string, std::string> written() const {
        return model::readCheckpoint(out).metadata;
    }
};

TEST_F(CheckpointCommandsTest, AverageWritesAMeanThatSaysWhatItIs) {
    const std::string command = "average " + bundled + " " + bundled + " --out " + quoted(out);
    const ProgramRun run = handscopeTrain(command);
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_EQ(run.output, "The mean of 2 networks is in " + out + "\n");
    EXPECT_THAT(written().at("provenance"), StartsWith("Mean of 2 networks; of the first: "));
    EXPECT_EQ(written().at("labels"), model::readCheckpoint(kBundledModel).metadata.at("labels"));
    ASSERT_EQ(handscopeTrain(command + " --provenance soup").status, 0);
    EXPECT_EQ(written().at("provenance"), "soup");
}

TEST_F(CheckpointCommandsTest, TransferKeepsTheProvenanceUnlessOneIsGiven) {
    const std::string command = "transfer " + bundled + " --before " + bundled + " --after " +
                                bundled + " --out " + quoted(out);
    const ProgramRun run = handscopeTrain(command);
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("is in " + out + "\n"));
    EXPECT_EQ(written().at("provenance"),
              model::readCheckpoint(kBundledModel).metadata.at("provenance"));
    ASSERT_EQ(handscopeTrain(command + " --provenance sum").status, 0);
    EXPECT_EQ(written().at("provenance"), "sum");
}

TEST_F(CheckpointCommandsTest, DeepenWritesADeeperNetwork) {
    for (const char* const blocks : {"2 3 2 2", "2,3,2,2"}) {
        const ProgramRun run = handscopeTrain("deepen " + bundled + " --blocks " + blocks +
                                              " --out " + quoted(out) + " --provenance deeper");
        ASSERT_EQ(run.status, 0) << run.errors;
        EXPECT_EQ(run.output, "The deeper network is in " + out + "\n");
        EXPECT_EQ(written().at("blocks"), "2,3,2,2");
        EXPECT_EQ(written().at("provenance"), "deeper");
        std::filesystem::remove(out);
    }
}

class TrainCommandTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    const std::string pack = folder.file("pack");

    void SetUp() override {
        constexpr int kSide = 40;
        training::ClipPackWriter writer(pack, {"dark", "bright"});
        for (int clip = 0; clip < 4; ++clip) {
            const int label = clip % 2;
            std::vector<training::JpegBytes> frames;
            for (int t = 0; t < 6; ++t) {
                frames.push_back(test::jpegOf(kSide, kSide, [&](int x, int) {
                    return test::grey(40 + 120 * label + 5 * clip + x + t);
                }));
            }
            writer.add(test::itemOf("clip " + std::to_string(clip), training::ItemKind::Clip, kSide,
                                    kSide, label),
                       std::move(frames));
        }
        writer.finish();
    }

    ProgramRun train(const std::string& run, const std::string& arguments) const {
        return handscopeTrain(commandLine(run, arguments));
    }

    std::string commandLine(const std::string& run, const std::string& arguments) const {
        return "train --train " + quoted(pack) + " --out " + quoted(folder.file(run)) +
               " --batch 4 --threads 1 " + arguments;
    }

    std::map<std::string, std::string> lastMetadata(const std::string& run) const {
        return model::readCheckpoint(lastWeights(run)).metadata;
    }

    std::string lastWeights(const std::string& run) const {
        return folder.file(run) + "/last.safetensors";
    }

    static constexpr const char* kSmall =
        "--blocks 1,1,1,1 --width 0.25 --segments 4 --input-size 32 --modules cstm ";
};

TEST_F(TrainCommandTest, TakesTheShapeOfWhatItBeginsWith) {
    const ProgramRun first = train("first", kSmall + std::string("--epochs 1"));
    ASSERT_EQ(first.status, 0) << first.errors;
    const std::string init = "--init " + quoted(lastWeights("first"));
    const ProgramRun second = train("second", init + " --epochs 1");
    ASSERT_EQ(second.status, 0) << second.errors;
    EXPECT_EQ(lastMetadata("second"), lastMetadata("first"));
    const ProgramRun third = train("third", init + " --epochs 1 --input-size 40");
    ASSERT_EQ(third.status, 0) << third.errors;
    auto expected = lastMetadata("first");
    expected["input_size"] = "40";
    EXPECT_EQ(lastMetadata("third"), expected);
}

TEST_F(TrainCommandTest, RefusesAShapeThatTheWeightsDoNotFit) {
    ASSERT_EQ(train("first", kSmall + std::string("--epochs 1")).status, 0);
    const ProgramRun run =
        train("second", "--init " + quoted(lastWeights("first")) + " --width 0.5 --epochs 1");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "fits the network");
}

TEST_F(TrainCommandTest, SaysThatItWasInterruptedAndGoesOn) {
    const std::string command = commandLine("run", kSmall + std::string("--epochs 1000000"));
    const std::string state = quoted(folder.file("run") + "/run.state");
    const ProgramRun run =
        test::runProgram(std::string(HANDSCOPE_TRAIN) + " " + command + " & until [ -e " + state +
                         " ] || ! kill -0 $!; do :; done; kill -TERM $!; wait $!");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "The training was interrupted after ");
    EXPECT_THAT(run.errors, HasSubstr("same command again"));
    const ProgramRun again = handscopeTrain(command + " --step-limit 1");
    EXPECT_EQ(again.status, 0) << again.errors;
    EXPECT_THAT(again.errors, HasSubstr("Going on at step"));
}

TEST_F(TrainCommandTest, WritesWhatAnEvaluationCounts) {
    ASSERT_EQ(train("run", kSmall + std::string("--epochs 1")).status, 0);
    const ProgramRun run =
        handscopeTrain("eval --model " + quoted(lastWeights("run")) + " --pack " + quoted(pack) +
                       " --threads 1 --out " + quoted(folder.file("eval")));
    ASSERT_EQ(run.status, 0) << run.errors;
    for (const char* const name :
         {"eval.json", "per-class.csv", "confusion.csv", "calibration.csv"}) {
        EXPECT_TRUE(std::filesystem::exists(folder.path() / "eval" / name)) << name;
    }
    EXPECT_THAT(test::bytesOf(folder.path() / "eval" / "calibration.csv"),
                StartsWith("low,high,count,mean_confidence,accuracy\n"));
    EXPECT_THAT(test::bytesOf(folder.path() / "eval" / "eval.json"),
                HasSubstr("\"flip_test\": false"));
    const ProgramRun flipped =
        handscopeTrain("eval --flip-test on --model " + quoted(lastWeights("run")) + " --pack " +
                       quoted(pack) + " --threads 1");
    EXPECT_EQ(flipped.status, 1);
    expectThreeParts(flipped, "what its labels become in a mirror is not known");
}

}  // namespace
}  // namespace handscope
