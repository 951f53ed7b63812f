// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/NetworkOptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "model/Checkpoint.h"
#include "tests/support/TestFolder.h"
#include "tests/training/PackFixture.h"
#include "tests/training/SmallNetwork.h"

namespace handscope::train {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Unlike the defaults in everything.
model::StmConfig unusualNetwork() {
    model::StmConfig config = test::smallNetwork({"wave", "nod"}, 4);
    config.modules = {.cstm = true, .cmm = false};
    config.stmBlocks = {"layer1.0"};
    config.fusion = model::Fusion::Concat;
    config.temporal = model::TemporalKernel::Dense;
    config.causal = true;
    config.frameRate = 12.0;
    config.input.mean = {0.5F, 0.5F, 0.5F};
    config.input.std = {0.25F, 0.25F, 0.25F};
    config.provenance = "drawn by hand";
    return config;
}

class NetworkOptionsTest : public ::testing::Test {
protected:
    test::TestFolder folder_;
    const std::vector<std::string> labels_{"left", "right", "even"};

    model::StmConfig parsed(const std::string& arguments, const RunBeginning& beginning) const {
        CLI::App command;
        NetworkOptions options(command, model::StmConfig());
        command.parse(arguments);
        return options.config(labels_, beginning);
    }

    std::filesystem::path write(const std::string& name,
                                const std::map<std::string, std::string>& metadata) const {
        const auto file = folder_.path() / name;
        std::filesystem::create_directories(file.parent_path());
        model::writeSafetensors(file, {.metadata = metadata, .tensors = {}});
        return file;
    }

    /// A folder in which a run of the network has begun.
    std::filesystem::path beginRun(const std::string& name, const model::StmConfig& config) const {
        const auto folder = write(name + "/last.safetensors", config.toMetadata()).parent_path();
        std::ofstream(folder / "run.state") << "state";
        return folder;
    }
};

TEST_F(NetworkOptionsTest, GiveThePapersNetworkOnTheirOwn) {
    model::StmConfig expected;
    expected.labels = labels_;
    expected.classes = 3;
    EXPECT_EQ(parsed("", {}).toMetadata(), expected.toMetadata());
}

TEST_F(NetworkOptionsTest, FollowTheCheckpointThatTheRunBeginsWith) {
    const auto weights = write("unusual.safetensors", unusualNetwork().toMetadata());
    model::StmConfig expected = unusualNetwork();
    expected.labels = labels_;
    expected.classes = 3;
    expected.provenance = "";
    EXPECT_EQ(parsed("", {.weights = weights}).toMetadata(), expected.toMetadata());
}

TEST_F(NetworkOptionsTest, KeepTheFlipTestWhereEveryMirrorImageHasALabel) {
    model::StmConfig network = test::smallNetwork({"Stop Sign", "Thumb Up", "No gesture"}, 4);
    network.flipTest = true;
    const auto weights = write("flipped.safetensors", network.toMetadata());
    const auto of = [&](const std::vector<std::string>& labels, const std::string& arguments) {
        CLI::App command;
        NetworkOptions options(command, model::StmConfig());
        command.parse(arguments);
        return options.config(labels, {.output = {}, .weights = weights}).flipTest;
    };
    EXPECT_TRUE(of({"Swiping Left", "Swiping Right"}, ""));
    EXPECT_FALSE(of({"Swiping Left", "Stop Sign"}, ""));
    EXPECT_FALSE(of(labels_, ""));
    EXPECT_FALSE(of({"Swiping Left", "Swiping Right"}, "--causal")) << "another kind of network";
}

TEST_F(NetworkOptionsTest, WinOverTheCheckpoint) {
    const auto weights = write("unusual.safetensors", unusualNetwork().toMetadata());
    const model::StmConfig config = parsed(
        "--input-size 48 --modules cstm+cmm --windowed --blocks 1 2 1 1 --width 0.125 "
        "--provenance tuned",
        {.weights = weights});
    EXPECT_EQ(config.input.inputSize, 48);
    EXPECT_EQ(config.modules, (model::BlockModules{.cstm = true, .cmm = true}));
    EXPECT_FALSE(config.causal);
    EXPECT_THAT(config.blocks, ElementsAre(1, 2, 1, 1));
    EXPECT_EQ(config.width, 0.125);
    EXPECT_EQ(config.provenance, "tuned");
    EXPECT_EQ(config.input.segments, 4) << "as in the checkpoint";
    EXPECT_EQ(config.temporal, model::TemporalKernel::Dense);
}

TEST_F(NetworkOptionsTest, LeaveTheDefaultsWhereACheckpointDoesNotSayWhatItIs) {
    const std::vector<std::map<std::string, std::string>> kForeign{
        {}, {{"format", "pt"}, {"width", "0.5"}}};
    for (const auto& metadata : kForeign) {
        const auto weights = write("resnet.safetensors", metadata);
        EXPECT_EQ(parsed("--segments 16", {.weights = weights}).toMetadata(),
                  parsed("--segments 16", {}).toMetadata());
    }
}

TEST_F(NetworkOptionsTest, MakeNoPlainNetworkOfAPlainOneToBeginWith) {
    model::StmConfig plain = unusualNetwork();
    plain.modules = {.cstm = false, .cmm = false};
    plain.stmBlocks.clear();
    const auto weights = write("resnet.safetensors", plain.toMetadata());
    const model::StmConfig config = parsed("", {.weights = weights});
    EXPECT_EQ(config.modules, (model::BlockModules{.cstm = true, .cmm = true}));
    EXPECT_EQ(config.blocks, plain.blocks);
    const auto run = beginRun("begun", plain);
    EXPECT_EQ(parsed("", {.output = run}).modules, plain.modules) << "a run stays what it is";
}

TEST_F(NetworkOptionsTest, TakeOverTheBlocksThatTheNetworkHas) {
    model::StmConfig some = unusualNetwork();
    some.stmBlocks = {"layer1.0", "layer2.1"};
    some.blocks = {1, 2, 1, 1};
    const auto weights = write("some.safetensors", some.toMetadata());
    EXPECT_EQ(parsed("", {.weights = weights}).stmBlocks, some.stmBlocks);
    EXPECT_EQ(parsed("--blocks 1,1,1,1", {.weights = weights}).stmBlocks,
              std::set<std::string>{"layer1.0"});
    EXPECT_TRUE(parsed("--stm-blocks all", {.weights = weights}).stmBlocks.empty());
}

TEST_F(NetworkOptionsTest, DoNotMakeAllBlocksStmWhereThoseThatWereAreGone) {
    model::StmConfig last = unusualNetwork();
    last.blocks = {1, 1, 1, 2};
    last.stmBlocks = {"layer4.1"};
    const auto weights = write("last.safetensors", last.toMetadata());
    const auto message = test::messageOf([&] { parsed("--blocks 1,1,1,1", {.weights = weights}); });
    EXPECT_THAT(message, AllOf(HasSubstr("layer4.1"), HasSubstr("--stm-blocks")));
    EXPECT_EQ(parsed("--blocks 1,1,1,1 --stm-blocks layer4.0", {.weights = weights}).stmBlocks,
              std::set<std::string>{"layer4.0"});
}

TEST_F(NetworkOptionsTest, AreNamedWhereTheyMakeNoNetwork) {
    for (const std::string senseless :
         {"--width 0.3", "--segments 0", "--input-size 8", "--stm-blocks layer9.0",
          "--blocks 0,1,1,1", "--width 8 --blocks 100,100,100,100"}) {
        EXPECT_THAT(test::messageOf([&] { parsed(senseless, {}); }),
                    AllOf(HasSubstr("was asked for"), HasSubstr("Correct --blocks, --width"),
                          Not(HasSubstr("checkpoint"))))
            << senseless;
    }
}

TEST_F(NetworkOptionsTest, RefuseAFrameRateForAWindowedNetwork) {
    EXPECT_THROW(parsed("--frame-rate 10", {}), model::ModelError);
    EXPECT_EQ(parsed("--causal --frame-rate 10", {}).frameRate, 10.0);
}

TEST_F(NetworkOptionsTest, KeepTheShapeOfARunThatHasBegun) {
    const auto weights = write("unusual.safetensors", unusualNetwork().toMetadata());
    const auto run = beginRun("run", test::smallNetwork(labels_, 2));
    const RunBeginning beginning{.output = run, .weights = weights};
    EXPECT_EQ(parsed("", beginning).toMetadata(), test::smallNetwork(labels_, 2).toMetadata());
    std::filesystem::remove(run / "run.state");
    EXPECT_EQ(parsed("", beginning).input.segments, 4) << "weights alone are no run";
}

TEST_F(NetworkOptionsTest, FollowTheRunThatAnotherBeginsWith) {
    const auto run = beginRun("first", test::smallNetwork(labels_, 2));
    EXPECT_EQ(
        parsed("--input-size 64", {.output = folder_.path() / "second", .run = run}).input.segments,
        2);
    const auto weights = write("unusual.safetensors", unusualNetwork().toMetadata());
    EXPECT_TRUE(parsed("", {.weights = weights, .run = run}).causal)
        << "the weights come from there";
}

TEST_F(NetworkOptionsTest, RefuseWhatMakesNoNetwork) {
    const auto weights = write("unusual.safetensors", unusualNetwork().toMetadata());
    EXPECT_THAT(test::messageOf([&] { parsed("--width 0.3", {.weights = weights}); }),
                HasSubstr("width"));
    EXPECT_THAT(
        test::messageOf([&] { parsed("", {.weights = folder_.path() / "none.safetensors"}); }),
        HasSubstr("none.safetensors"));
    const auto mined = write("mined.safetensors", {{"format", "handscope-mined-1"}});
    EXPECT_THAT(test::messageOf([&] { parsed("", {.weights = mined}); }),
                HasSubstr("handscope-mined-1"));
}

}  // namespace
}  // namespace handscope::train
