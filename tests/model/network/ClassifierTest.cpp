// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>

#include "model/LoadClassifier.h"
#include "model/NetworkCounts.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

StmConfig smallConfig() {
    StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 0.25;
    config.classes = 4;
    config.labels = {"a", "b", "c", "d"};
    config.input.inputSize = 64;
    return config;
}

Clip randomClip(const InputSpec& spec, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    Clip clip;
    for (int t = 0; t < spec.segments; ++t) {
        auto frame = std::make_shared<std::vector<float>>(
            static_cast<std::size_t>(3 * spec.inputSize * spec.inputSize));
        std::generate(frame->begin(), frame->end(), [&] { return normal(random); });
        clip.push_back(frame);
    }
    return clip;
}

class ClassifierTest : public ::testing::Test {
protected:
    static constexpr LoadOptions kExact{.device = Device::Cpu, .precision = Precision::Float32};
    std::unique_ptr<Classifier> classifier = randomClassifier(smallConfig(), 3, kExact);
    Clip clip = randomClip(classifier->description().input, 5);

    Prediction run(const ClassifyRequest& request = {}) {
        return classifier->classifyOne(clip, request);
    }
};

TEST_F(ClassifierTest, GivesProbabilitiesAndLogits) {
    const Prediction prediction = run();
    ASSERT_EQ(prediction.probabilities.size(), 4U);
    ASSERT_EQ(prediction.logits.size(), 4U);
    EXPECT_NEAR(
        std::accumulate(prediction.probabilities.begin(), prediction.probabilities.end(), 0.0), 1.0,
        1e-5);
}

TEST_F(ClassifierTest, ABatchGivesWhatItsClipsGiveAlone) {
    const Clip other = randomClip(classifier->description().input, 6);
    const ClassifyRequest request{.taps = {{"layer3.0", Tap::Cmm}}, .mutes = {}};
    const auto batch = classifier->classify(std::vector<Clip>{clip, other}, request);
    const auto alone = classifier->classify(std::vector<Clip>{other}, request);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(batch[1].logits[i], alone[0].logits[i], 1e-5);
    }
    ASSERT_EQ(batch[1].maps[0].values.size(), alone[0].maps[0].values.size());
    for (std::size_t i = 0; i < alone[0].maps[0].values.size(); ++i) {
        ASSERT_NEAR(batch[1].maps[0].values[i], alone[0].maps[0].values[i], 1e-4);
    }
}

TEST_F(ClassifierTest, GivesTheMapsThatWereAskedForInTheirOrder) {
    const Prediction prediction =
        run({.taps = {{"layer2.0", Tap::Output}, {"layer1.0", Tap::Input}, {"layer2.0", Tap::Cstm}},
             .mutes = {}});
    ASSERT_EQ(prediction.maps.size(), 3U);
    EXPECT_EQ(prediction.maps[0].point, (TapPoint{"layer2.0", Tap::Output}));
    EXPECT_EQ(prediction.maps[0].channels, 128);
    EXPECT_EQ(prediction.maps[0].height, 8);
    EXPECT_EQ(prediction.maps[1].channels, 16);
    EXPECT_EQ(prediction.maps[1].height, 16);
    EXPECT_EQ(prediction.maps[2].channels, 32);
    EXPECT_EQ(prediction.maps[2].frames, 8);
    EXPECT_EQ(prediction.maps[2].values.size(), 8U * 32 * 8 * 8);
}

TEST_F(ClassifierTest, TapsAndCutsElsewhereDoNotChangeTheScores) {
    const auto alone = run().logits;
    const auto tapped =
        run({.taps = {{"layer1.0", Tap::Cmm}, {"layer4.0", Tap::Output}}, .mutes = {}}).logits;
    const float rounding =
        1e-5F * std::abs(*std::max_element(alone.begin(), alone.end(), [](float one, float other) {
            return std::abs(one) < std::abs(other);
        }));
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(tapped[i], alone[i], rounding);
    }
}

TEST_F(ClassifierTest, CmmSeesNothingInAStillPictureButAtItsBorders) {
    clip.assign(8, clip.front());
    const FeatureMap map = run({.taps = {{"layer1.0", Tap::Cmm}}, .mutes = {}}).maps.front();
    const auto last = map.channel(7, 0);
    EXPECT_TRUE(std::all_of(last.begin(), last.end(), [](float value) { return value == 0.0F; }));
    // d_t = k_{t+1} − r_t is the same for all t of a still clip.
    for (int t = 1; t < 7; ++t) {
        for (int channel = 0; channel < map.channels; ++channel) {
            const auto first = map.channel(0, channel);
            const auto now = map.channel(t, channel);
            for (std::size_t i = 0; i < now.size(); ++i) {
                ASSERT_NEAR(now[i], first[i], 1e-5);
            }
        }
    }
}

TEST_F(ClassifierTest, MutingBothModulesLeavesOnlyBn3sShift) {
    const auto maps =
        run({.taps = {{"layer2.0", Tap::Cstm}, {"layer2.0", Tap::Cmm}},
             .mutes = {{"layer2.0", MutePoint::Cstm}, {"layer2.0", MutePoint::Cmm, 2}}})
            .maps;
    for (const float value : maps[0].values) {
        ASSERT_EQ(value, 0.0F);
    }
    for (int t = 0; t < 7; ++t) {
        for (const float value : maps[1].channel(t, 2)) {
            ASSERT_EQ(value, 0.0F);
        }
    }
    const auto other = maps[1].channel(0, 3);
    EXPECT_TRUE(std::any_of(other.begin(), other.end(), [](float value) { return value != 0.0F; }));
}

TEST_F(ClassifierTest, MutingChangesTheScoresAndItsEndRestoresThem) {
    const auto whole = run().logits;
    const auto cut = run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Branch}}}).logits;
    EXPECT_NE(whole, cut);
    EXPECT_EQ(whole, run().logits);
}

TEST_F(ClassifierTest, RefusesWhatTheNetworkDoesNotHave) {
    EXPECT_THROW(run({.taps = {{"layer1.7", Tap::Cmm}}, .mutes = {}}), ModelError);
    EXPECT_THROW(run({.taps = {}, .mutes = {{"fc", MutePoint::Cmm}}}), ModelError);
    EXPECT_THROW(run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Cstm, 16}}}), ModelError);
    StmConfig config = smallConfig();
    config.modules = {.cstm = true, .cmm = false};
    classifier = randomClassifier(config, 3, kExact);
    EXPECT_THROW(run({.taps = {{"layer1.0", Tap::Cmm}}, .mutes = {}}), ModelError);
    EXPECT_THROW(run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Cmm}}}), ModelError);
}

TEST_F(ClassifierTest, RefusesToCutACstmThatTheBlockDoesNotHave) {
    for (const bool cmm : {false, true}) {
        StmConfig config = smallConfig();
        config.modules = {.cstm = false, .cmm = cmm};
        classifier = randomClassifier(config, 3, kExact);
        EXPECT_THROW(run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Cstm}}}), ModelError);
        EXPECT_THROW(run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Cstm, 0}}}), ModelError);
        EXPECT_NO_THROW(run({.taps = {}, .mutes = {{"layer1.0", MutePoint::Branch}}}));
    }
}

TEST_F(ClassifierTest, DescribesTheSizeOfItsNetwork) {
    const NetworkCounts counts = countNetwork(smallConfig());
    EXPECT_EQ(classifier->description().parameters, counts.parameters);
    EXPECT_EQ(classifier->description().macs, counts.paperCount);
    EXPECT_TRUE(classifier->description().notes.empty());
}

TEST_F(ClassifierTest, RefusesClipsOfAnotherShape) {
    clip.pop_back();
    EXPECT_THROW(run(), ModelError);
    clip.push_back(nullptr);
    EXPECT_THROW(run(), ModelError);
    clip.back() = std::make_shared<const std::vector<float>>(7);
    EXPECT_THROW(run(), ModelError);
    EXPECT_TRUE(classifier->classify(std::vector<Clip>{}, {}).empty());
}

TEST_F(ClassifierTest, ACausalOneTakesClipsOfAnyLength) {
    StmConfig config = smallConfig();
    config.causal = true;
    classifier = randomClassifier(config, 3, kExact);
    const ClassifyRequest request{.taps = {{"layer2.0", Tap::Output}}, .mutes = {}};
    for (const std::size_t length : {1, 3, 8, 11}) {
        clip.resize(length, clip.front());
        EXPECT_EQ(run(request).maps.front().frames, static_cast<int>(length));
    }
    EXPECT_THROW(classifier->classify(std::vector<Clip>{clip, {clip.front()}}, {}), ModelError);
    clip.clear();
    EXPECT_THROW(run(), ModelError);
}

Checkpoint bundledWeights() {
    return expandToFloat32(
        readSafetensors(std::string(HANDSCOPE_SOURCE_DIR) +
                        "/resources/models/handscope-bootstrap-stm.safetensors"));
}

class LoadClassifierTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    const std::filesystem::path file = folder / "loaded.safetensors";
};

TEST_F(LoadClassifierTest, TheBundledCheckpointSaysWhatItIs) {
    const auto classifier = loadClassifier(
        std::string(HANDSCOPE_SOURCE_DIR) + "/resources/models/handscope-bootstrap-stm.safetensors",
        {.device = Device::Cpu});
    const ModelDescription& description = classifier->description();
    EXPECT_EQ(description.labels.size(), 27U);
    EXPECT_EQ(description.labels[20], "Thumb Up");
    EXPECT_EQ(description.input.inputSize, 80);
    EXPECT_EQ(description.blocks.size(), 8U);
    EXPECT_EQ(description.architecture, "STM 2-2-2-2, width 0.5");
    EXPECT_THAT(description.provenance, HasSubstr("not a recogniser"));
}

TEST_F(LoadClassifierTest, NamesMissingSurplusAndMisshapenTensors) {
    Checkpoint checkpoint = bundledWeights();
    checkpoint.tensors.erase("layer2.1.cmm.motion.weight");
    checkpoint.tensors["layer9.weight"] = checkpoint.tensors["fc.bias"];
    checkpoint.tensors["bn1.bias"] = checkpoint.tensors["fc.bias"];
    writeSafetensors(file, checkpoint);
    try {
        loadClassifier(file, {.device = Device::Cpu});
        ADD_FAILURE() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(error.what(), HasSubstr("1 missing: 'layer2.1.cmm.motion.weight'"));
        EXPECT_THAT(error.what(), HasSubstr("1 surplus: 'layer9.weight'"));
        EXPECT_THAT(error.what(), HasSubstr("'bn1.bias' ([27] instead of [32])"));
    }
    const auto lenient = loadClassifier(file, {.device = Device::Cpu, .strict = false});
    EXPECT_THAT(lenient->description().notes,
                ElementsAre("1 missing: 'layer2.1.cmm.motion.weight'", "1 surplus: 'layer9.weight'",
                            "1 of another shape: 'bn1.bias' ([27] instead of [32])"));
}

TEST_F(LoadClassifierTest, TellsAnotherTypeFromAnotherShapeAndSparesTheTerminal) {
    Checkpoint checkpoint = bundledWeights();
    StoredTensor& bias = checkpoint.tensors.at("fc.bias");
    bias = {.type = ElementType::I64, .shape = bias.shape, .bytes = std::vector<std::byte>(27 * 8)};
    StoredTensor& weight = checkpoint.tensors.at("fc.weight");
    weight = {.type = ElementType::I8,
              .shape = weight.shape,
              .bytes = std::vector<std::byte>(static_cast<std::size_t>(weight.elements()))};
    checkpoint.tensors.erase("fc.weight.scale");
    checkpoint.tensors["\x1b[2J" + std::string(5000, 'N')] = bias;
    writeSafetensors(file, checkpoint);
    try {
        loadClassifier(file, {.device = Device::Cpu});
        ADD_FAILURE() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(error.what(), HasSubstr("2 of another type: 'fc.bias' (I64), 'fc.weight' (I8 "
                                            "without its .scale)"));
        EXPECT_THAT(error.what(), Not(HasSubstr("\x1b")));
        EXPECT_LT(std::string(error.what()).size(), 1000U);
    }
}

TEST_F(LoadClassifierTest, RefusesAHugeNetworkWithoutTensorsBeforeItTakesMemory) {
    Checkpoint checkpoint;
    checkpoint.metadata = {{"blocks", "100,100,100,100"}, {"width", "8"}};
    writeSafetensors(file, checkpoint);
    for (const bool strict : {true, false}) {
        EXPECT_THROW(loadClassifier(file, {.device = Device::Cpu, .strict = strict}), ModelError);
    }
}

TEST_F(LoadClassifierTest, AClassifierRefusesToGiveScoresThatAreNoNumbers) {
    Checkpoint checkpoint = bundledWeights();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(checkpoint.tensors.at("fc.bias").bytes.data(), &nan, sizeof nan);
    writeSafetensors(file, checkpoint);
    const auto classifier = loadClassifier(file, {.device = Device::Cpu});
    try {
        classifier->classifyOne(randomClip(classifier->description().input, 5));
        FAIL() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("no finite numbers"));
        EXPECT_FALSE(error.whatWasExpected().empty());
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

TEST_F(LoadClassifierTest, TranslatesWhatTheFileSystemRefuses) {
    EXPECT_THROW(loadClassifier(std::string(5000, 'x') + ".safetensors"), ModelError);
}

TEST_F(LoadClassifierTest, SaysWhatToDoAboutAMissingFile) {
    try {
        loadClassifier("/no/such/model.safetensors");
        FAIL() << "was accepted";
    } catch (const ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("/no/such/model.safetensors"));
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

TEST(TapNameTest, NamesAndTapsBelongTogether) {
    for (const Tap tap : {Tap::Input, Tap::Cstm, Tap::Cmm, Tap::Output}) {
        EXPECT_EQ(tapFromName(tapName(tap)), tap);
    }
    EXPECT_EQ(tapFromName("CSTM"), std::nullopt);
    for (const MutePoint point : {MutePoint::Cstm, MutePoint::Cmm, MutePoint::Branch}) {
        EXPECT_EQ(mutePointFromName(mutePointName(point)), point);
    }
    EXPECT_EQ(mutePointName(MutePoint::Branch), "branch");
    EXPECT_EQ(mutePointFromName("output"), std::nullopt);
}

}  // namespace
}  // namespace handscope::model
