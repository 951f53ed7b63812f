// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/LoadClassifier.h"
#include "tests/support/LivelyCheckpoint.h"
#include "tests/support/LivelyNetwork.h"
#include "tests/support/RandomFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

using test::variant;
using test::Variant;

struct EvidenceForm {
    Variant network;
    Engine engine;
    Precision precision;
    double tolerance;  ///< of the largest value
};

void PrintTo(const EvidenceForm& form, std::ostream* stream) {
    PrintTo(form.network, stream);
}

class EvidenceTest : public ::testing::TestWithParam<EvidenceForm> {
protected:
    static constexpr int kFrames = 11;

    test::TestFolder folder;
    std::unique_ptr<Classifier> classifier = load();
    std::vector<PreparedFrame> frames =
        test::randomFrames(classifier->description().input, kFrames, 5);

    std::unique_ptr<Classifier> load() const {
        const std::string file = folder.file("network.safetensors");
        writeSafetensors(file, test::livelyCheckpoint(GetParam().network.config, 7));
        return loadClassifier(file, {.device = Device::Cpu,
                                     .engine = GetParam().engine,
                                     .precision = GetParam().precision});
    }

    Clip clip(std::size_t first, std::size_t count) const {
        const auto begin = frames.begin() + static_cast<std::ptrdiff_t>(first);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }

    std::size_t segments() const {
        return static_cast<std::size_t>(classifier->description().input.segments);
    }

    /// As many frames as this kind of network takes.
    Clip longClip() const {
        return clip(0, classifier->description().causal ? std::size_t{kFrames} : segments());
    }

    static void expectItsMeanIsTheLogit(const Prediction& prediction) {
        const auto largest =
            std::ranges::max(prediction.logits, {}, [](float value) { return std::abs(value); });
        for (const ClassEvidence& evidence : prediction.evidence) {
            const auto& values = evidence.map.values;
            ASSERT_FALSE(values.empty());
            const double mean = std::accumulate(values.begin(), values.end(), 0.0) /
                                static_cast<double>(values.size());
            EXPECT_NEAR(mean + evidence.bias,
                        prediction.logits[static_cast<std::size_t>(evidence.classIndex)],
                        GetParam().tolerance * std::abs(largest))
                << "class " << evidence.classIndex;
        }
    }
};

TEST_P(EvidenceTest, ItsMeanPlusTheBiasIsTheLogitOfEveryClass) {
    const Prediction prediction =
        classifier->classifyOne(longClip(), {.taps = {}, .mutes = {}, .evidence = {2, 0, 1, 2}});
    ASSERT_EQ(prediction.evidence.size(), 4U);
    EXPECT_EQ(prediction.evidence[0].classIndex, 2);
    EXPECT_EQ(prediction.evidence[1].classIndex, 0);
    EXPECT_EQ(prediction.evidence[3].map.values, prediction.evidence[0].map.values);
    expectItsMeanIsTheLogit(prediction);
}

TEST_P(EvidenceTest, IsTheLastFeaturesTimesTheClassesWeights) {
    const TapPoint last{classifier->description().blocks.back().name, Tap::Output};
    const Prediction prediction =
        classifier->classifyOne(longClip(), {.taps = {last}, .mutes = {}, .evidence = {1}});
    const FeatureMap& features = prediction.maps.front();
    const FeatureMap& found = prediction.evidence.front().map;
    EXPECT_EQ(found.point, last);
    EXPECT_EQ(found.frames, static_cast<int>(segments()));
    EXPECT_EQ(found.channels, 1);
    ASSERT_EQ(found.height, features.height);
    ASSERT_EQ(found.width, features.width);
    const auto weights = classifier->classWeights(1);
    ASSERT_EQ(weights.size(), static_cast<std::size_t>(features.channels));
    const int earlier = features.frames - found.frames;
    for (int t = 0; t < found.frames; ++t) {
        for (std::size_t i = 0; i < found.channel(t, 0).size(); ++i) {
            double expected = 0.0;
            double size = 0.0;
            for (int c = 0; c < features.channels; ++c) {
                const double term = double{weights[static_cast<std::size_t>(c)]} *
                                    features.channel(earlier + t, c)[i];
                expected += term;
                size += std::abs(term);
            }
            ASSERT_NEAR(found.channel(t, 0)[i], expected, 1e-5 * size);
        }
    }
}

TEST_P(EvidenceTest, OfEachClipInABatchIsItsOwn) {
    const std::vector<Clip> clips{clip(0, segments()), clip(kFrames - segments(), segments())};
    const ClassifyRequest request{.taps = {}, .mutes = {}, .evidence = {0}};
    const auto predictions = classifier->classify(clips, request);
    ASSERT_EQ(predictions.size(), 2U);
    for (const Prediction& prediction : predictions) {
        expectItsMeanIsTheLogit(prediction);
    }
    EXPECT_NE(predictions[0].evidence[0].map.values, predictions[1].evidence[0].map.values);
}

TEST_P(EvidenceTest, FollowsTheCuts) {
    const ClassifyRequest request{
        .taps = {}, .mutes = {{"layer4.0", MutePoint::Branch}}, .evidence = {0, 1, 2}};
    const Prediction cut = classifier->classifyOne(longClip(), request);
    expectItsMeanIsTheLogit(cut);
    const Prediction whole =
        classifier->classifyOne(longClip(), {.taps = {}, .mutes = {}, .evidence = {0}});
    EXPECT_NE(cut.evidence[0].map.values, whole.evidence[0].map.values);
}

TEST_P(EvidenceTest, OfAStreamIsOfTheLastFrames) {
    if (!classifier->description().causal) {
        EXPECT_EQ(classifier->openStream(), nullptr);
        return;
    }
    const auto stream = classifier->openStream();
    for (std::size_t count = 1; count <= kFrames; ++count) {
        // Of another class with each frame.
        const int classIndex = static_cast<int>(count) % 3;
        const Prediction prediction = stream->push(
            clip(count - 1, 1), {.taps = {}, .mutes = {}, .evidence = {classIndex, 0}});
        ASSERT_EQ(prediction.evidence.size(), 2U);
        EXPECT_EQ(prediction.evidence[0].classIndex, classIndex);
        EXPECT_EQ(prediction.evidence[0].map.frames, static_cast<int>(std::min(count, segments())));
        expectItsMeanIsTheLogit(prediction);
    }
    expectItsMeanIsTheLogit(stream->again({.taps = {}, .mutes = {}, .evidence = {0, 1, 2}}));
}

TEST_P(EvidenceTest, OfAnUnknownClassIsRefusedInThreeParts) {
    for (const int classIndex : {-1, 3}) {
        const ClassifyRequest request{.taps = {}, .mutes = {}, .evidence = {0, classIndex}};
        try {
            classifier->classifyOne(longClip(), request);
            ADD_FAILURE() << "was accepted";
        } catch (const ModelError& error) {
            EXPECT_NE(error.whatHappened().find("no class " + std::to_string(classIndex)),
                      std::string::npos);
            EXPECT_NE(error.whatWasExpected().find("0 to 2"), std::string::npos);
            EXPECT_FALSE(error.whatToDo().empty());
        }
        EXPECT_THROW(classifier->classWeights(classIndex), ModelError);
    }
}

const auto kPaper = variant("Paper", [](auto&) {});
const auto kConcat = variant("Concat", [](auto& config) { config.fusion = Fusion::Concat; });
const auto kTsn =
    variant("Tsn", [](auto& config) { config.modules = {.cstm = false, .cmm = false}; });
const auto kCausal = variant("Causal", [](auto& config) { config.causal = true; });

INSTANTIATE_TEST_SUITE_P(
    Plain, EvidenceTest,
    ::testing::Values(EvidenceForm{kPaper, Engine::Plain, Precision::Float32, 1e-4},
                      EvidenceForm{kConcat, Engine::Plain, Precision::Float32, 1e-4},
                      EvidenceForm{kTsn, Engine::Plain, Precision::Float32, 1e-4},
                      EvidenceForm{kCausal, Engine::Plain, Precision::Float32, 1e-4}),
    [](const auto& form) { return form.param.network.name; });

INSTANTIATE_TEST_SUITE_P(
    Folded, EvidenceTest,
    ::testing::Values(EvidenceForm{kPaper, Engine::Folded, Precision::Float32, 1e-4},
                      EvidenceForm{kConcat, Engine::Folded, Precision::Float32, 1e-4},
                      EvidenceForm{kCausal, Engine::Folded, Precision::Float32, 1e-4}),
    [](const auto& form) { return form.param.network.name; });

// The last features are rounded before both the logit and the evidence are made of them, in fp32.
INSTANTIATE_TEST_SUITE_P(
    Bf16, EvidenceTest,
    ::testing::Values(EvidenceForm{kPaper, Engine::Folded, Precision::BFloat16, 1e-3},
                      EvidenceForm{kCausal, Engine::Folded, Precision::BFloat16, 1e-3}),
    [](const auto& form) { return form.param.network.name; });

}  // namespace
}  // namespace handscope::model
