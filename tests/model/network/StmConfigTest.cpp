// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmConfig.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace handscope::model {
namespace {

using ::testing::HasSubstr;

Checkpoint withMetadata(std::map<std::string, std::string> metadata) {
    metadata.try_emplace("classes", "2");
    metadata.try_emplace("labels", "yes\nno");
    return {.metadata = std::move(metadata), .tensors = {}};
}

TEST(StmConfigTest, MissingKeysTakeThePapersValues) {
    const StmConfig config = StmConfig::fromCheckpoint(withMetadata({}));
    EXPECT_EQ(config.blocks, (std::array{3, 4, 6, 3}));
    EXPECT_EQ(config.width, 1.0);
    EXPECT_EQ(config.input.segments, 8);
    EXPECT_EQ(config.input.inputSize, 224);
    EXPECT_EQ(config.modules, (BlockModules{true, true}));
    EXPECT_EQ(config.fusion, Fusion::Sum);
    EXPECT_EQ(config.temporal, TemporalKernel::ChannelWise);
}

TEST(StmConfigTest, MetadataSurvivesARoundTrip) {
    const std::map<std::string, std::string> metadata{{"format", "handscope-stm-1"},
                                                      {"arch", "stm"},
                                                      {"blocks", "2,2,2,2"},
                                                      {"width", "0.5"},
                                                      {"segments", "16"},
                                                      {"input_size", "80"},
                                                      {"classes", "2"},
                                                      {"labels", "yes\nno"},
                                                      {"mean", "0.5,0.25,0.125"},
                                                      {"std", "0.5,0.5,0.25"},
                                                      {"modules", "cmm"},
                                                      {"fusion", "concat"},
                                                      {"temporal", "dense"},
                                                      {"causal", "0"},
                                                      {"stm_blocks", "layer2.0,layer4.1"},
                                                      {"sampling", "segments"},
                                                      {"tool", "some tool"},
                                                      {"provenance", "made up"}};
    EXPECT_EQ(StmConfig::fromCheckpoint(withMetadata(metadata)).toMetadata(), metadata);
}

TEST(StmConfigTest, CausalMetadataSurvivesARoundTrip) {
    const std::map<std::string, std::string> metadata{{"format", "handscope-stm-1"},
                                                      {"arch", "stm"},
                                                      {"blocks", "3,4,6,3"},
                                                      {"width", "1"},
                                                      {"segments", "16"},
                                                      {"input_size", "224"},
                                                      {"classes", "2"},
                                                      {"labels", "yes\nno"},
                                                      {"mean", "0.485,0.456,0.406"},
                                                      {"std", "0.229,0.224,0.225"},
                                                      {"modules", "cstm+cmm"},
                                                      {"fusion", "sum"},
                                                      {"temporal", "channelwise"},
                                                      {"causal", "1"},
                                                      {"stm_blocks", "all"},
                                                      {"sampling", "rate"},
                                                      {"frame_rate", "12.5"},
                                                      {"provenance", "made up"}};
    const StmConfig config = StmConfig::fromCheckpoint(withMetadata(metadata));
    EXPECT_TRUE(config.causal);
    EXPECT_EQ(config.frameRate, 12.5);
    EXPECT_EQ(config.toMetadata(), metadata);
}

TEST(StmConfigTest, ACausalNetworkTakesEightFramesASecondUnlessItSaysMore) {
    const StmConfig config = StmConfig::fromCheckpoint(withMetadata({{"causal", "1"}}));
    EXPECT_TRUE(config.causal);
    EXPECT_EQ(config.frameRate, 8.0);
    EXPECT_EQ(config.toMetadata().at("sampling"), "rate");
    EXPECT_EQ(config.toMetadata().at("frame_rate"), "8");
}

TEST(StmConfigTest, AWindowedNetworkHasNoFrameRate) {
    const auto metadata = StmConfig::fromCheckpoint(withMetadata({})).toMetadata();
    EXPECT_EQ(metadata.at("causal"), "0");
    EXPECT_EQ(metadata.at("sampling"), "segments");
    EXPECT_FALSE(metadata.contains("frame_rate"));
}

TEST(StmConfigTest, ModulesStandInTheListedBlocksOnly) {
    StmConfig config;
    config.stmBlocks = {"layer3.1"};
    EXPECT_EQ(config.modulesOf("layer3.1"), (BlockModules{true, true}));
    EXPECT_EQ(config.modulesOf("layer3.0"), (BlockModules{false, false}));
    EXPECT_EQ(config.blockNames().size(), 16U);
    EXPECT_EQ(config.blockNames()[12], "layer3.5");
}

TEST(StmConfigTest, ShapesTellWhatMetadataDoesNot) {
    Checkpoint checkpoint;
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        checkpoint.tensors[name] = {
            .type = ElementType::F32, .shape = std::move(shape), .bytes = {}};
    };
    add("conv1.weight", {32, 3, 7, 7});
    add("fc.weight", {5, 1024});
    for (const char* const block : {"layer1.0", "layer2.0", "layer2.1", "layer3.0", "layer4.0"}) {
        add(std::string(block) + ".conv1.weight", {32, 32, 1, 1});
    }
    add("layer2.1.cstm.temporal.weight", {64, 64, 3});
    const StmConfig config = StmConfig::fromCheckpoint(checkpoint);
    EXPECT_EQ(config.blocks, (std::array{1, 2, 1, 1}));
    EXPECT_EQ(config.width, 0.5);
    EXPECT_EQ(config.classes, 5);
    EXPECT_EQ(config.labels.size(), 5U);
    EXPECT_EQ(config.modules, (BlockModules{true, false}));
    EXPECT_EQ(config.temporal, TemporalKernel::Dense);
    EXPECT_EQ(config.stmBlocks, (std::set<std::string>{"layer2.1"}));
}

// Each value lies within its own range; together they would take too much memory.
TEST(StmConfigTest, RefusesEntriesThatAreTooLargeTogether) {
    using Metadata = std::map<std::string, std::string>;
    for (const Metadata& metadata :
         {Metadata{{"blocks", "100,100,100,100"}, {"width", "8"}}, Metadata{{"width", "8"}},
          Metadata{{"segments", "256"}, {"input_size", "1024"}},
          Metadata{{"segments", "256"}, {"input_size", "226"}}}) {
        try {
            StmConfig::fromCheckpoint(withMetadata(metadata));
            ADD_FAILURE() << "was accepted";
        } catch (const ModelError& error) {
            for (const auto& [key, value] : metadata) {
                EXPECT_THAT(error.whatHappened(), HasSubstr(key));
                EXPECT_THAT(error.whatHappened(), HasSubstr(value));
            }
        }
    }
}

TEST(StmConfigTest, RefusesAClassLayerThatIsTooLarge) {
    StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 4;
    config.classes = 100'000;  // 8,192 × 100,000 weights
    config.labels.assign(100'000, "label");
    EXPECT_THROW(config.validate(), ModelError);
}

TEST(StmConfigTest, TakesLargeNetworksThatFit) {
    const std::map<std::string, std::string> longClip{{"segments", "256"}, {"input_size", "224"}};
    EXPECT_EQ(StmConfig::fromCheckpoint(withMetadata(longClip)).input.segments, 256);
    const std::map<std::string, std::string> resnet152{{"blocks", "3,8,36,3"}, {"width", "2"}};
    EXPECT_EQ(StmConfig::fromCheckpoint(withMetadata(resnet152)).width, 2.0);
}

TEST(StmConfigTest, RefusesASamplingThatIsNotTheNetworks) {
    for (const auto& [causal, sampling] :
         {std::pair{"0", "rate"}, std::pair{"1", "segments"}, std::pair{"1", "dense"}}) {
        try {
            StmConfig::fromCheckpoint(withMetadata({{"causal", causal}, {"sampling", sampling}}));
            ADD_FAILURE() << causal << ", " << sampling << " was accepted";
        } catch (const ModelError& error) {
            EXPECT_THAT(error.whatHappened(), HasSubstr(std::string("sampling = '") + sampling));
        }
    }
}

TEST(StmConfigTest, RefusesFrameRatesThatNoCameraHas) {
    for (const char* const rate : {"0", "-8", "nan", "inf", "1e-400", "1e9", "fast", ""}) {
        try {
            StmConfig::fromCheckpoint(withMetadata({{"causal", "1"}, {"frame_rate", rate}}));
            ADD_FAILURE() << rate << " was accepted";
        } catch (const ModelError& error) {
            EXPECT_THAT(error.whatHappened(), HasSubstr("frame_rate"));
        }
    }
}

struct BadEntry {
    const char* key;
    const char* value;
};
class StmConfigRefusals : public ::testing::TestWithParam<BadEntry> {};

TEST_P(StmConfigRefusals, NameTheEntryAndItsValue) {
    try {
        StmConfig::fromCheckpoint(withMetadata({{GetParam().key, GetParam().value}}));
        FAIL() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(
            error.whatHappened(),
            HasSubstr(std::string(GetParam().key) == "classes" ? "labels" : GetParam().key));
        EXPECT_FALSE(error.whatWasExpected().empty());
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

TEST(StmConfigTest, RefusalsSpareTheTerminal) {
    try {
        StmConfig::fromCheckpoint(withMetadata({{"blocks", "\x1b[2J" + std::string(9000, 'A')}}));
        FAIL() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(error.whatHappened(), ::testing::Not(HasSubstr("\x1b")));
        EXPECT_LT(error.whatHappened().size(), 500U);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Entries, StmConfigRefusals,
    ::testing::Values(BadEntry{"blocks", "3,4,6"}, BadEntry{"blocks", "3,4,x,3"},
                      BadEntry{"blocks", "3,4,6,1000000"}, BadEntry{"blocks", "100,100,100,100"},
                      BadEntry{"blocks", "-1,4,6,3"}, BadEntry{"width", "nan"},
                      BadEntry{"width", "-1"}, BadEntry{"width", "1e9"}, BadEntry{"width", "0.333"},
                      BadEntry{"segments", "0"}, BadEntry{"segments", "1e30"},
                      BadEntry{"input_size", "31"}, BadEntry{"input_size", "65536"},
                      BadEntry{"classes", "3"}, BadEntry{"mean", "1,2"}, BadEntry{"std", "1,0,1"},
                      BadEntry{"std", "1e300,1,1"}, BadEntry{"mean", "0,-1e39,0"},
                      BadEntry{"modules", "cstm+"}, BadEntry{"fusion", "product"},
                      BadEntry{"temporal", "3"}, BadEntry{"causal", "2"}, BadEntry{"causal", ""},
                      BadEntry{"sampling", "rate"}, BadEntry{"stm_blocks", "layer5.0"},
                      BadEntry{"arch", "vgg"}, BadEntry{"format", "handscope-stm-2"}),
    [](const auto& parameter) {
        std::string name = std::string(parameter.param.key) + "_" + std::to_string(parameter.index);
        return name;
    });

}  // namespace
}  // namespace handscope::model
