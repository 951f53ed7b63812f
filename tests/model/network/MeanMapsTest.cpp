// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/LoadClassifier.h"
#include "tests/support/LivelyCheckpoint.h"
#include "tests/support/LivelyNetwork.h"
#include "tests/support/RandomFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

using test::variant;
using test::Variant;

struct MeanMapsForm {
    Variant network;
    Engine engine;
    Precision precision;
};

void PrintTo(const MeanMapsForm& form, std::ostream* stream) {
    PrintTo(form.network, stream);
}

class MeanMapsTest : public ::testing::TestWithParam<MeanMapsForm> {
protected:
    test::TestFolder folder;
    std::unique_ptr<Classifier> classifier = load();
    Clip clip = test::randomFrames(classifier->description().input,
                                   classifier->description().input.segments, 5);

    std::unique_ptr<Classifier> load() const {
        const std::string file = folder.file("network.safetensors");
        writeSafetensors(file, test::livelyCheckpoint(GetParam().network.config, 7));
        return loadClassifier(file, {.device = Device::Cpu,
                                     .engine = GetParam().engine,
                                     .precision = GetParam().precision});
    }

    /// Everywhere that this network can be read, from the back to the front.
    std::vector<TapPoint> everywhere() const {
        std::vector<TapPoint> points;
        for (const BlockDescription& block : classifier->description().blocks) {
            for (const Tap tap : block.taps) {
                points.push_back({block.name, tap});
            }
        }
        std::ranges::reverse(points);
        return points;
    }

    /// Of two ways through the network that round differently.
    static void expectNear(const std::vector<float>& found, const std::vector<float>& expected) {
        ASSERT_EQ(found.size(), expected.size());
        double largest = 0.0;
        for (const float value : expected) {
            largest = std::max(largest, std::abs(double{value}));
        }
        const double tolerance = GetParam().precision == Precision::BFloat16 ? 0.03 : 1e-5;
        for (std::size_t i = 0; i < found.size(); ++i) {
            ASSERT_NEAR(found[i], expected[i], tolerance * largest);
        }
    }

    static void expectMeanOf(const FeatureMap& mean, const FeatureMap& map) {
        EXPECT_EQ(mean.point, map.point);
        EXPECT_EQ(mean.frames, map.frames);
        EXPECT_EQ(mean.channels, 1);
        EXPECT_EQ(mean.height, map.height);
        EXPECT_EQ(mean.width, map.width);
        ASSERT_EQ(mean.values.size() * static_cast<std::size_t>(map.channels), map.values.size());
        for (int t = 0; t < map.frames; ++t) {
            for (std::size_t i = 0; i < mean.channel(t, 0).size(); ++i) {
                double sum = 0.0;
                double size = 0.0;
                for (int c = 0; c < map.channels; ++c) {
                    sum += map.channel(t, c)[i];
                    size += std::abs(map.channel(t, c)[i]);
                }
                ASSERT_NEAR(mean.channel(t, 0)[i], sum / map.channels,
                            1e-6 + 1e-5 * size / map.channels)
                    << map.point.block << "." << tapName(map.point.tap);
            }
        }
    }
};

TEST_P(MeanMapsTest, AreTheMeansOfTheMapsInTheOrderAskedFor) {
    const auto points = everywhere();
    const Prediction prediction =
        classifier->classifyOne(clip, {.taps = points, .mutes = {}, .means = points});
    ASSERT_EQ(prediction.means.size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_EQ(prediction.means[i].point, points[i]);
        expectMeanOf(prediction.means[i], prediction.maps[i]);
    }
}

TEST_P(MeanMapsTest, AreTheSameWithoutTheMaps) {
    const auto points = everywhere();
    const Prediction both =
        classifier->classifyOne(clip, {.taps = points, .mutes = {}, .means = points});
    const Prediction alone =
        classifier->classifyOne(clip, {.taps = {}, .mutes = {}, .means = points});
    EXPECT_TRUE(alone.maps.empty());
    ASSERT_EQ(alone.means.size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        expectNear(alone.means[i].values, both.means[i].values);
    }
    expectNear(alone.logits, both.logits);
}

TEST_P(MeanMapsTest, OfOnePointAloneAreWhatTheyAreAmongAll) {
    const auto points = everywhere();
    const Prediction all =
        classifier->classifyOne(clip, {.taps = {}, .mutes = {}, .means = points});
    // What enters a block is read where it leaves the one before.
    for (const TapPoint& point :
         {TapPoint{"layer1.0", Tap::Input}, TapPoint{"layer2.1", Tap::Input},
          TapPoint{"layer4.0", Tap::Input}, TapPoint{"layer2.0", Tap::Output}}) {
        const Prediction alone =
            classifier->classifyOne(clip, {.taps = {point}, .mutes = {}, .means = {point, point}});
        ASSERT_EQ(alone.means.size(), 2U);
        expectMeanOf(alone.means[0], alone.maps[0]);
        EXPECT_EQ(alone.means[1].values, alone.means[0].values);
        const auto place = std::ranges::find(points, point) - points.begin();
        expectNear(alone.means[0].values, all.means[static_cast<std::size_t>(place)].values);
    }
}

TEST_P(MeanMapsTest, AreThoseOfTheCutNetwork) {
    const auto points = everywhere();
    std::vector<Mute> mutes{{"layer2.0", MutePoint::Branch}, {"layer3.0", MutePoint::Branch, 3}};
    for (const Tap tap : classifier->description().blocks.front().taps) {
        if (tap == Tap::Cstm) {
            mutes.push_back({"layer1.0", MutePoint::Cstm, 2});
        } else if (tap == Tap::Cmm) {
            mutes.push_back({"layer1.0", MutePoint::Cmm});
        }
    }
    const Prediction cut =
        classifier->classifyOne(clip, {.taps = points, .mutes = mutes, .means = points});
    for (std::size_t i = 0; i < points.size(); ++i) {
        expectMeanOf(cut.means[i], cut.maps[i]);
        if (points[i] == TapPoint{"layer1.0", Tap::Cmm}) {
            EXPECT_EQ(std::ranges::count(cut.means[i].values, 0.0F),
                      static_cast<std::ptrdiff_t>(cut.means[i].values.size()));
        }
    }
}

TEST_P(MeanMapsTest, OfEachClipInABatchAreItsOwn) {
    Clip other = clip;
    std::ranges::reverse(other);
    const auto points = everywhere();
    const auto predictions = classifier->classify(std::vector<Clip>{clip, other},
                                                  {.taps = points, .mutes = {}, .means = points});
    for (const Prediction& prediction : predictions) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            expectMeanOf(prediction.means[i], prediction.maps[i]);
        }
    }
    EXPECT_NE(predictions[0].means[0].values, predictions[1].means[0].values);
}

TEST_P(MeanMapsTest, OfWhatTheNetworkDoesNotHaveAreRefused) {
    for (const TapPoint& point : {TapPoint{"layer1.7", Tap::Output},
                                  TapPoint{"layer5.0", Tap::Input}, TapPoint{"", Tap::Input}}) {
        EXPECT_THROW(classifier->classifyOne(clip, {.taps = {}, .mutes = {}, .means = {point}}),
                     ModelError);
    }
    const auto& taps = classifier->description().blocks.front().taps;
    for (const Tap tap : {Tap::Cstm, Tap::Cmm}) {
        const ClassifyRequest request{.taps = {}, .mutes = {}, .means = {{"layer1.0", tap}}};
        if (std::ranges::find(taps, tap) == taps.end()) {
            EXPECT_THROW(classifier->classifyOne(clip, request), ModelError);
        } else {
            EXPECT_NO_THROW(classifier->classifyOne(clip, request));
        }
    }
}

std::vector<MeanMapsForm> forms(Engine engine, Precision precision) {
    std::vector<MeanMapsForm> forms;
    for (const Variant& network :
         {variant("Paper", [](auto&) {}),
          variant("Concat", [](auto& config) { config.fusion = Fusion::Concat; }),
          variant("CmmAlone", [](auto& config) { config.modules.cstm = false; }),
          variant("CstmAlone", [](auto& config) { config.modules.cmm = false; }),
          variant("Causal", [](auto& config) { config.causal = true; })}) {
        forms.push_back({network, engine, precision});
    }
    return forms;
}

std::string nameOf(const ::testing::TestParamInfo<MeanMapsForm>& form) {
    return form.param.network.name;
}

INSTANTIATE_TEST_SUITE_P(Plain, MeanMapsTest,
                         ::testing::ValuesIn(forms(Engine::Plain, Precision::Float32)), nameOf);
INSTANTIATE_TEST_SUITE_P(Folded, MeanMapsTest,
                         ::testing::ValuesIn(forms(Engine::Folded, Precision::Float32)), nameOf);
INSTANTIATE_TEST_SUITE_P(Bf16, MeanMapsTest,
                         ::testing::ValuesIn(forms(Engine::Folded, Precision::BFloat16)), nameOf);

}  // namespace
}  // namespace handscope::model
