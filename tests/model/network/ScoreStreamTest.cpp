// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/LoadClassifier.h"
#include "tests/model/network/LargestValue.h"
#include "tests/support/LivelyCheckpoint.h"
#include "tests/support/RandomFrames.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

constexpr int kStreamSegments = 4;

// The newest frame looks back over two frames a block, eight in all.
StmConfig causalConfig() {
    StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 0.125;
    config.classes = 4;
    config.labels = {"a", "b", "c", "d"};
    config.causal = true;
    config.frameRate = 10.0;
    config.input.segments = kStreamSegments;
    config.input.inputSize = 32;
    return config;
}

struct Computation {
    std::string name;
    Engine engine;
};

void PrintTo(const Computation& computation, std::ostream* stream) {
    *stream << computation.name;
}

class ScoreStreamTest : public ::testing::TestWithParam<Computation> {
protected:
    test::TestFolder folder;
    std::unique_ptr<Classifier> classifier = load(causalConfig());
    std::unique_ptr<ScoreStream> stream = classifier->openStream();
    std::vector<PreparedFrame> frames = test::randomFrames(causalConfig().input, 64, 5);

    std::unique_ptr<Classifier> load(const StmConfig& config) const {
        const std::string file = folder.file("network.safetensors");
        writeSafetensors(file, test::livelyCheckpoint(config, 7));
        return loadClassifier(
            file,
            {.device = Device::Cpu, .engine = GetParam().engine, .precision = Precision::Float32});
    }

    std::span<const PreparedFrame> range(std::size_t first, std::size_t count) const {
        return std::span(frames).subspan(first, count);
    }

    Prediction push(std::size_t first, std::size_t count, const ClassifyRequest& request = {}) {
        return stream->push(range(first, count), request);
    }

    /// What one forward over these frames gives.
    Prediction whole(std::size_t first, std::size_t count, const ClassifyRequest& request = {}) {
        const auto part = range(first, count);
        return classifier->classifyOne(Clip(part.begin(), part.end()), request);
    }

    Prediction wholeOfFirst(std::size_t count, const ClassifyRequest& request = {}) {
        return whole(0, count, request);
    }
};

void expectNear(std::span<const float> found, std::span<const float> expected, double tolerance,
                const std::string& what) {
    ASSERT_EQ(found.size(), expected.size()) << what;
    double worst = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_TRUE(std::isfinite(found[i])) << what;
        worst = std::max(worst, static_cast<double>(std::abs(found[i] - expected[i])));
    }
    EXPECT_LE(worst, tolerance) << what;
}

constexpr double kTolerance = 1e-5;

/// A stream's map against the classifier's, which begins earlier.
void expectSameMap(const FeatureMap& ours, const FeatureMap& theirs) {
    EXPECT_EQ(ours.point, theirs.point);
    ASSERT_EQ(ours.frames, std::min(kStreamSegments, theirs.frames));
    EXPECT_EQ(ours.channels, theirs.channels);
    EXPECT_EQ(ours.height, theirs.height);
    EXPECT_EQ(ours.width, theirs.width);
    ASSERT_LE(ours.values.size(), theirs.values.size());
    expectNear(ours.values, std::span(theirs.values).last(ours.values.size()),
               kTolerance * test::largestValue(theirs.values),
               theirs.point.block + "." + std::string(tapName(theirs.point.tap)));
}

/// The stream's answer against the classifier's for all frames.
void expectSame(const Prediction& streamed, const Prediction& expected) {
    expectNear(streamed.probabilities, expected.probabilities, kTolerance, "probabilities");
    expectNear(streamed.logits, expected.logits, kTolerance * test::largestValue(expected.logits),
               "logits");
    ASSERT_EQ(streamed.maps.size(), expected.maps.size());
    for (std::size_t i = 0; i < streamed.maps.size(); ++i) {
        expectSameMap(streamed.maps[i], expected.maps[i]);
    }
    ASSERT_EQ(streamed.means.size(), expected.means.size());
    for (std::size_t i = 0; i < streamed.means.size(); ++i) {
        expectSameMap(streamed.means[i], expected.means[i]);
    }
    ASSERT_EQ(streamed.evidence.size(), expected.evidence.size());
    for (std::size_t i = 0; i < streamed.evidence.size(); ++i) {
        EXPECT_EQ(streamed.evidence[i].classIndex, expected.evidence[i].classIndex);
        EXPECT_EQ(streamed.evidence[i].bias, expected.evidence[i].bias);
        expectSameMap(streamed.evidence[i].map, expected.evidence[i].map);
    }
}

double distance(const Prediction& one, const Prediction& other) {
    double result = 0.0;
    for (std::size_t i = 0; i < one.probabilities.size(); ++i) {
        result = std::max(
            result, static_cast<double>(std::abs(one.probabilities[i] - other.probabilities[i])));
    }
    return result;
}

/// Far above the tolerance of the comparisons.
constexpr double kClearly = 1e-3;

const ClassifyRequest kAllTaps{.taps = {{"layer1.0", Tap::Input},
                                        {"layer1.0", Tap::Cmm},
                                        {"layer2.0", Tap::Cstm},
                                        {"layer2.0", Tap::Cmm},
                                        {"layer3.0", Tap::Output},
                                        {"layer4.0", Tap::Cstm},
                                        {"layer4.0", Tap::Cmm},
                                        {"layer4.0", Tap::Output}},
                               .mutes = {},
                               .means = {{"layer4.0", Tap::Input},
                                         {"layer2.0", Tap::Cmm},
                                         {"layer1.0", Tap::Cstm},
                                         {"layer4.0", Tap::Output}},
                               .evidence = {2, 0}};
const ClassifyRequest kOtherTaps{.taps = {{"layer4.0", Tap::Input}, {"layer3.0", Tap::Cmm}},
                                 .mutes = {},
                                 .means = {{"layer1.0", Tap::Input}},
                                 .evidence = {3}};
const ClassifyRequest kCuts{.taps = {},
                            .mutes = {{"layer1.0", MutePoint::Cmm},
                                      {"layer2.0", MutePoint::Cstm, 3},
                                      {"layer3.0", MutePoint::Branch}}};

TEST_P(ScoreStreamTest, DescribesItself) {
    EXPECT_TRUE(classifier->description().causal);
    EXPECT_EQ(classifier->description().frameRate, 10.0);
}

TEST_P(ScoreStreamTest, PushedOneByOneAnswersForAllFramesOfAnyNumber) {
    for (std::size_t count = 1; count <= frames.size(); ++count) {
        SCOPED_TRACE(count);
        expectSame(push(count - 1, 1), wholeOfFirst(count));
    }
}

TEST_P(ScoreStreamTest, TakesSeveralFramesAtOnce) {
    std::size_t count = 0;
    for (const std::size_t more : {3, 1, 2, 7, 4, 1, 20, 1}) {
        SCOPED_TRACE(count);
        const Prediction prediction = push(count, more);
        count += more;
        expectSame(prediction, wholeOfFirst(count));
    }
}

// What came before is worth remembering: else the other comparisons would prove nothing.
TEST_P(ScoreStreamTest, AnswersByMoreThanTheFramesThatAreAveraged) {
    EXPECT_GT(distance(push(0, 20), whole(20 - kStreamSegments, kStreamSegments)), kClearly);
}

TEST_P(ScoreStreamTest, ForgetsAtAReset) {
    push(0, 13, kAllTaps);
    stream->reset();
    expectSame(push(13, 2, kAllTaps), whole(13, 2, kAllTaps));
    expectSame(push(15, 9, kAllTaps), whole(13, 11, kAllTaps));
}

TEST_P(ScoreStreamTest, MapsAreThoseOfTheLastFrames) {
    std::size_t count = 0;
    for (const std::size_t more : {1, 1, 1, 1, 1, 3, 1, 9, 1}) {
        SCOPED_TRACE(count);
        const Prediction prediction = push(count, more, kAllTaps);
        count += more;
        expectSame(prediction, wholeOfFirst(count, kAllTaps));
    }
}

TEST_P(ScoreStreamTest, MapsThatWereNotAskedForBeforeAreExact) {
    // Fewer frames than are averaged, as many as the newest one looks back over, and far more.
    for (const std::size_t count : {2, 8, 11, 12, 13, 40}) {
        SCOPED_TRACE(count);
        stream->reset();
        push(0, count);
        expectSame(push(count, 1, kAllTaps), wholeOfFirst(count + 1, kAllTaps));
        expectSame(push(count + 1, 1, kOtherTaps), wholeOfFirst(count + 2, kOtherTaps));
        expectSame(push(count + 2, 5, kAllTaps), wholeOfFirst(count + 7, kAllTaps));
        expectSame(push(count + 7, 1), wholeOfFirst(count + 8));
        expectSame(push(count + 8, 1), wholeOfFirst(count + 9));
    }
}

TEST_P(ScoreStreamTest, AnsweringAgainFeedsNothing) {
    for (const std::size_t count : {3, 30}) {
        SCOPED_TRACE(count);
        stream->reset();
        push(0, count);
        expectSame(stream->again({}), wholeOfFirst(count));
        expectSame(stream->again(kAllTaps), wholeOfFirst(count, kAllTaps));
        expectSame(stream->again(kAllTaps), wholeOfFirst(count, kAllTaps));
        expectSame(stream->again(kOtherTaps), wholeOfFirst(count, kOtherTaps));
        expectSame(push(count, 1), wholeOfFirst(count + 1));
    }
}

TEST_P(ScoreStreamTest, FewerMapsAndEvidenceOfOtherClassesAreExact) {
    push(0, 20, kAllTaps);
    ClassifyRequest request = kAllTaps;
    request.evidence = {1};
    expectSame(stream->again(request), wholeOfFirst(20, request));
    std::reverse(request.taps.begin(), request.taps.end());
    request.taps.resize(3);
    request.means = {request.means[2], request.means[2], request.means[0]};
    expectSame(push(20, 1, request), wholeOfFirst(21, request));
    request.taps.clear();
    expectSame(push(21, 2, request), wholeOfFirst(23, request));
    const ClassifyRequest evidenceAlone{.taps = {}, .mutes = {}, .evidence = {0, 1, 2, 3}};
    expectSame(stream->again(evidenceAlone), wholeOfFirst(23, evidenceAlone));
    expectSame(stream->again(kAllTaps), wholeOfFirst(23, kAllTaps));
}

TEST_P(ScoreStreamTest, CutsHoldForThePastToo) {
    for (const std::size_t count : {5, 40}) {
        SCOPED_TRACE(count);
        stream->reset();
        const Prediction uncut = push(0, count);
        const Prediction cut = stream->again(kCuts);
        EXPECT_GT(distance(cut, uncut), kClearly);
        expectSame(cut, wholeOfFirst(count, kCuts));
        expectSame(push(count, 1, kCuts), wholeOfFirst(count + 1, kCuts));
        ClassifyRequest both = kAllTaps;
        both.mutes = kCuts.mutes;
        expectSame(push(count + 1, 3, both), wholeOfFirst(count + 4, both));
    }
}

TEST_P(ScoreStreamTest, TheEndOfCutsRestoresTheAnswer) {
    push(0, 30, kCuts);
    expectSame(stream->again({}), wholeOfFirst(30));
    expectSame(push(30, 1, kCuts), wholeOfFirst(31, kCuts));
    expectSame(push(31, 1), wholeOfFirst(32));
}

TEST_P(ScoreStreamTest, HasNoAnswerBeforeTheFirstFrame) {
    EXPECT_THROW(stream->again({}), std::logic_error);
    push(0, 3);
    stream->reset();
    EXPECT_THROW(stream->again(kAllTaps), std::logic_error);
}

TEST_P(ScoreStreamTest, RefusesWhatDoesNotFitAndIsThenAsAfterAReset) {
    const std::vector<PreparedFrame> tooSmall{std::make_shared<const std::vector<float>>(7)};
    const std::vector<PreparedFrame> missing{frames[0], nullptr};
    const ClassifyRequest noSuchTap{.taps = {{"layer1.7", Tap::Cmm}}, .mutes = {}};
    const ClassifyRequest noSuchChannel{.taps = {}, .mutes = {{"layer1.0", MutePoint::Cstm, 8}}};
    const auto expectForgotten = [this] {
        EXPECT_THROW(stream->again({}), std::logic_error);
        expectSame(push(5, 9), whole(5, 9));
    };
    push(0, 3);
    EXPECT_THROW(stream->push(tooSmall, {}), ModelError);
    expectForgotten();
    EXPECT_THROW(stream->push(missing, {}), ModelError);
    expectForgotten();
    EXPECT_THROW(push(3, 1, noSuchTap), ModelError);
    expectForgotten();
    EXPECT_THROW(push(3, 1, noSuchChannel), ModelError);
    expectForgotten();
    EXPECT_THROW(stream->again(noSuchTap), ModelError);
    expectForgotten();
    EXPECT_THROW(stream->again({.taps = {}, .mutes = {}, .evidence = {4}}), ModelError);
    expectForgotten();
    EXPECT_THROW(push(3, 1, {.taps = {}, .mutes = {}, .means = noSuchTap.taps}), ModelError);
    expectForgotten();
}

TEST_P(ScoreStreamTest, AWholeClipsAnswerIsTheMeanOfThoseFromTheFirstFullWindowOn) {
    push(30, 5);
    for (const std::size_t length : {2, kStreamSegments, 11}) {
        std::vector<float> sum(4);
        int answers = 0;
        for (std::size_t count = std::min<std::size_t>(length, kStreamSegments); count <= length;
             ++count, ++answers) {
            const auto probabilities = wholeOfFirst(count).probabilities;
            for (std::size_t i = 0; i < sum.size(); ++i) {
                sum[i] += probabilities[i];
            }
        }
        for (float& value : sum) {
            value /= static_cast<float>(answers);
        }
        expectNear(meanOverClip(*stream, range(0, length), kStreamSegments), sum, 1e-5, "mean");
    }
    EXPECT_THROW(meanOverClip(*stream, {}, kStreamSegments), std::logic_error);
}

TEST_P(ScoreStreamTest, SharesTheModelWithOtherStreamsAndClips) {
    const auto other = classifier->openStream();
    for (std::size_t count = 1; count <= 14; ++count) {
        SCOPED_TRACE(count);
        const Prediction ours = push(count - 1, 1);
        const Prediction theirs = other->push(range(count + 19, 1), kAllTaps);
        expectSame(ours, wholeOfFirst(count));
        expectSame(theirs, whole(20, count, kAllTaps));
    }
}

TEST_P(ScoreStreamTest, BlocksWithoutModulesNeedNoHistory) {
    StmConfig config = causalConfig();
    config.stmBlocks = {"layer2.0"};
    config.modules = {.cstm = false, .cmm = true};
    classifier = load(config);
    stream = classifier->openStream();
    push(0, 17);
    const ClassifyRequest request{.taps = {{"layer2.0", Tap::Cmm}, {"layer4.0", Tap::Output}},
                                  .mutes = {{"layer1.0", MutePoint::Branch}}};
    expectSame(push(17, 1), wholeOfFirst(18));
    expectSame(stream->again(request), wholeOfFirst(18, request));
    expectSame(push(18, 1, request), wholeOfFirst(19, request));
}

TEST_P(ScoreStreamTest, AWindowedClassifierHasNone) {
    StmConfig config = causalConfig();
    config.causal = false;
    classifier = load(config);
    EXPECT_EQ(classifier->openStream(), nullptr);
    EXPECT_FALSE(classifier->description().causal);
}

INSTANTIATE_TEST_SUITE_P(Engines, ScoreStreamTest,
                         ::testing::Values(Computation{"Plain", Engine::Plain},
                                           Computation{"Folded", Engine::Folded}),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace handscope::model
