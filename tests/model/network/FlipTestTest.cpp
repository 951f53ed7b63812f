// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/FlipTest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/LoadClassifier.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/LivelyCheckpoint.h"
#include "tests/support/RandomFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

constexpr int kFlippedSegments = 4;
constexpr int kPictureSide = 64;
const std::vector<std::string> kMirrorLabels{"Swiping Left", "Stop Sign", "Swiping Right",
                                             "Thumb Up"};
constexpr std::size_t kMirrored[] = {2, 1, 0, 3};

StmConfig networkConfig(bool causal) {
    StmConfig network;
    network.blocks = {1, 1, 1, 1};
    network.width = 0.125;
    network.classes = static_cast<int>(kMirrorLabels.size());
    network.labels = kMirrorLabels;
    network.causal = causal;
    network.frameRate = 10.0;  // of a causal one
    network.input.segments = kFlippedSegments;
    network.input.inputSize = kPictureSide;
    return network;
}

PreparedFrame mirrorImage(const PreparedFrame& frame) {
    std::vector<float> values;
    for (std::size_t row = 0; row < frame->size(); row += kPictureSide) {
        for (std::size_t x = kPictureSide; x-- > 0;) {
            values.push_back((*frame)[row + x]);
        }
    }
    return std::make_shared<const std::vector<float>>(std::move(values));
}

Clip mirrorImage(const Clip& clip) {
    Clip image;
    for (const PreparedFrame& frame : clip) {
        image.push_back(mirrorImage(frame));
    }
    return image;
}

void expectNear(const std::vector<float>& one, const std::vector<float>& other, double tolerance) {
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_NEAR(one[i], other[i], tolerance) << i;
    }
}

class FlipTestTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::vector<PreparedFrame> frames = test::randomFrames(networkConfig(false).input, 24, 5);
    const ClassifyRequest everything{.taps = {{"layer2.0", Tap::Cmm}},
                                     .mutes = {{"layer3.0", MutePoint::Cstm}},
                                     .means = {{"layer1.0", Tap::Output}},
                                     .evidence = {2, 1}};

    std::unique_ptr<Classifier> load(FlipTest flipTest,
                                     const StmConfig& network = networkConfig(false)) {
        const std::string file = folder.file("network.safetensors");
        writeSafetensors(file, test::livelyCheckpoint(network, 7));
        return loadClassifier(
            file, {.device = Device::Cpu, .precision = Precision::Float32, .flipTest = flipTest});
    }

    Clip clip(std::size_t first, std::size_t count = kFlippedSegments) const {
        const auto begin = frames.begin() + static_cast<std::ptrdiff_t>(first);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
};

TEST_F(FlipTestTest, AnswersAClipAndItsMirrorImageAlikeButForLeftAndRight) {
    const auto tested = load(FlipTest::On);
    const Prediction one = tested->classifyOne(clip(0));
    const Prediction other = tested->classifyOne(mirrorImage(clip(0)));
    ASSERT_EQ(one.probabilities.size(), kMirrorLabels.size());
    for (std::size_t i = 0; i < kMirrorLabels.size(); ++i) {
        EXPECT_FLOAT_EQ(one.probabilities[i], other.probabilities[kMirrored[i]])
            << kMirrorLabels[i];
    }
    const auto plain = load(FlipTest::Off);
    EXPECT_GT(std::abs(plain->classifyOne(clip(0)).probabilities[1] -
                       plain->classifyOne(mirrorImage(clip(0))).probabilities[1]),
              1e-3)
        << "the network itself must tell them apart, or this test says nothing";
}

TEST_F(FlipTestTest, GivesTheMeanOfTheLogitsForEachClipOfABatch) {
    const auto plain = load(FlipTest::Off);
    const auto tested = load(FlipTest::On);
    const std::vector<Clip> clips{clip(0), clip(3)};
    const auto predictions = tested->classify(clips, {});
    ASSERT_EQ(predictions.size(), clips.size());
    for (std::size_t n = 0; n < clips.size(); ++n) {
        const auto one = plain->classifyOne(clips[n]).logits;
        const auto other = plain->classifyOne(mirrorImage(clips[n])).logits;
        double sum = 0.0;
        for (std::size_t i = 0; i < kMirrorLabels.size(); ++i) {
            EXPECT_NEAR(predictions[n].logits[i], (one[i] + other[kMirrored[i]]) / 2.0F, 1e-4);
            sum += std::exp(double{predictions[n].logits[i]});
        }
        for (std::size_t i = 0; i < kMirrorLabels.size(); ++i) {
            EXPECT_NEAR(predictions[n].probabilities[i],
                        std::exp(double{predictions[n].logits[i]}) / sum, 1e-5);
        }
    }
}

/// Counts the batches that it is asked about.
class CountingClassifier : public test::FakeClassifier {
public:
    CountingClassifier()
        : FakeClassifier(kMirrorLabels, 1, [](const Clip&) {
              return std::vector<float>{0.4F, 0.3F, 0.2F, 0.1F};
          }) {}

    std::vector<Prediction> classify(std::span<const Clip> clips,
                                     const ClassifyRequest& request) override {
        ++batches;
        return FakeClassifier::classify(clips, request);
    }

    int batches = 0;
};

TEST(FlipTestBatchTest, AsksAboutBothAtOnceWhereNoMapsAreWanted) {
    auto counting = std::make_unique<CountingClassifier>();
    const CountingClassifier& counts = *counting;
    const auto tested = flipTested(std::move(counting));
    const Clip clip{std::make_shared<const std::vector<float>>(3, 0.5F)};
    EXPECT_FLOAT_EQ(tested->classifyOne(clip).probabilities[0], 0.3F);
    EXPECT_EQ(counts.batches, 1);
    EXPECT_EQ(counts.calls(), 2);
    tested->classifyOne(clip, {.taps = {{"layer1.0", Tap::Output}}});
    EXPECT_EQ(counts.batches, 3);
}

TEST_F(FlipTestTest, ShowsTheMapsOfTheClipAsItIs) {
    const Prediction plain = load(FlipTest::Off)->classifyOne(clip(0), everything);
    const Prediction tested = load(FlipTest::On)->classifyOne(clip(0), everything);
    ASSERT_EQ(tested.maps.size(), 1U);
    EXPECT_EQ(tested.maps[0].values, plain.maps[0].values);
    ASSERT_EQ(tested.means.size(), 1U);
    EXPECT_EQ(tested.means[0].values, plain.means[0].values);
}

TEST_F(FlipTestTest, EvidencesMeanPlusTheBiasIsTheLogitWithCutsToo) {
    const Prediction prediction = load(FlipTest::On)->classifyOne(clip(0), everything);
    ASSERT_EQ(prediction.evidence.size(), 2U);
    EXPECT_EQ(prediction.evidence[0].classIndex, 2);
    EXPECT_EQ(prediction.evidence[1].classIndex, 1);
    for (const ClassEvidence& evidence : prediction.evidence) {
        const auto& values = evidence.map.values;
        const double mean =
            std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
        EXPECT_NEAR(mean + evidence.bias,
                    prediction.logits[static_cast<std::size_t>(evidence.classIndex)], 1e-3);
    }
}

TEST_F(FlipTestTest, EvidenceLiesWhereItIsInTheClip) {
    const auto tested = load(FlipTest::On);
    const auto of = [&](const Clip& shown, int classIndex) {
        return tested->classifyOne(shown, {.taps = {}, .mutes = {}, .evidence = {classIndex}})
            .evidence.front()
            .map;
    };
    const FeatureMap one = of(clip(0), 0);
    const FeatureMap other = of(mirrorImage(clip(0)), static_cast<int>(kMirrored[0]));
    ASSERT_GT(one.width, 1);
    for (int t = 0; t < one.frames; ++t) {
        for (int y = 0; y < one.height; ++y) {
            for (int x = 0; x < one.width; ++x) {
                const auto row = static_cast<std::size_t>(y * one.width);
                EXPECT_NEAR(one.channel(t, 0)[row + static_cast<std::size_t>(x)],
                            other.channel(t, 0)[row + static_cast<std::size_t>(one.width - 1 - x)],
                            1e-4);
            }
        }
    }
}

TEST_F(FlipTestTest, AStreamAnswersLikeTheClip) {
    const auto tested = load(FlipTest::On, networkConfig(true));
    const auto stream = tested->openStream();
    ASSERT_NE(stream, nullptr);
    for (std::size_t count = 1; count <= 14; ++count) {
        SCOPED_TRACE(count);
        const Clip newest = clip(count - 1, 1);
        expectNear(stream->push(newest, {}).logits, tested->classifyOne(clip(0, count)).logits,
                   1e-3);
    }
    expectNear(stream->again(everything).logits,
               tested->classifyOne(clip(0, 14), everything).logits, 1e-3);
    EXPECT_EQ(load(FlipTest::On)->openStream(), nullptr) << "of a windowed model there is none";
}

TEST_F(FlipTestTest, AStreamForgetsBothSidesAfterAFailure) {
    const auto tested = load(FlipTest::On, networkConfig(true));
    const auto stream = tested->openStream();
    (void)stream->push(clip(0, 3), {});
    EXPECT_THROW(stream->push(clip(3, 1), {.taps = {{"layer9.0", Tap::Cmm}}, .mutes = {}}),
                 ModelError);
    EXPECT_THROW(stream->again({}), std::logic_error);
    expectNear(stream->push(clip(5, 6), {}).logits, tested->classifyOne(clip(5, 6)).logits, 1e-3);
}

TEST_F(FlipTestTest, GivesTheMeanOfTheProbabilitiesWhereThereAreNoLogits) {
    // The left column's first value says how surely the hand swipes left.
    const auto tested = flipTested(std::make_unique<test::FakeClassifier>(
        kMirrorLabels, 1, [](const Clip& shown) -> std::vector<float> {
            const float left = shown.front()->front();
            return {left, 0.0F, 1.0F - left, 0.0F};
        }));
    const auto frame = std::make_shared<const std::vector<float>>(std::vector<float>{0.9F});
    // A picture of one pixel is its own mirror image: the second answer, swapped back, is opposite.
    expectNear(tested->classifyOne({frame}).probabilities, {0.5F, 0.0F, 0.5F, 0.0F}, 1e-6);
}

TEST_F(FlipTestTest, RefusesWhatTheNetworkItselfRefuses) {
    const auto tested = load(FlipTest::On);
    Clip odd = clip(0);
    odd[1] = std::make_shared<const std::vector<float>>(3 * 65 * 65, 0.5F);
    EXPECT_THROW((void)tested->classifyOne(odd), ModelError);
    odd[1] = nullptr;
    EXPECT_THROW((void)tested->classifyOne(odd), ModelError);
    EXPECT_THROW((void)tested->classifyOne(clip(0), {.evidence = {99}}), ModelError);
    EXPECT_THROW((void)tested->classifyOne(clip(0), {.evidence = {-1}}), ModelError);
}

TEST_F(FlipTestTest, SaysSoInTheDescription) {
    EXPECT_FALSE(load(FlipTest::Off)->description().flipTest);
    const auto tested = load(FlipTest::On);
    EXPECT_TRUE(tested->description().flipTest);
    EXPECT_EQ(tested->description().engine, "folded, fp32, flip test");
    EXPECT_EQ(tested->description().labels, kMirrorLabels);
    EXPECT_EQ(tested->classWeights(1), load(FlipTest::Off)->classWeights(1));
}

TEST_F(FlipTestTest, RefusesLabelsWhoseMirrorImagesAreNotKnown) {
    StmConfig unknown = networkConfig(false);
    unknown.labels = {"left", "right", "up", "down"};
    StmConfig half = networkConfig(false);
    half.labels = {"Swiping Left", "Stop Sign", "No gesture", "Thumb Up"};
    for (const StmConfig& network : {unknown, half}) {
        try {
            (void)load(FlipTest::On, network);
            ADD_FAILURE() << network.labels.front();
        } catch (const ModelError& error) {
            EXPECT_THAT(error.whatHappened(), ::testing::HasSubstr("mirror"));
        }
        EXPECT_FALSE(load(FlipTest::Auto, network)->description().flipTest);
    }
}

TEST_F(FlipTestTest, IsAsTheFileSaysWhereNothingElseIsAskedFor) {
    StmConfig flipped = networkConfig(false);
    flipped.flipTest = true;
    for (const StmConfig& network : {flipped, networkConfig(false)}) {
        EXPECT_EQ(load(FlipTest::Auto, network)->description().flipTest, network.flipTest);
        const std::string file = folder.file("network.safetensors");  // the one just loaded
        EXPECT_EQ(holdsFlipTest(file, FlipTest::Auto), network.flipTest);
        EXPECT_FALSE(load(FlipTest::Off, network)->description().flipTest);
        EXPECT_FALSE(holdsFlipTest(file, FlipTest::Off));
        EXPECT_TRUE(load(FlipTest::On, network)->description().flipTest);
        EXPECT_TRUE(holdsFlipTest(file, FlipTest::On));
    }
}

}  // namespace
}  // namespace handscope::model
