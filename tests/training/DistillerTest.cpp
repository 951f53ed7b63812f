// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Distiller.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>

#include "model/Checkpoint.h"
#include "model/LoadClassifier.h"
#include "model/training/ClipTransforms.h"
#include "model/training/DistilBatches.h"
#include "model/training/DrawLoader.h"
#include "model/training/FeatureMatching.h"
#include "model/training/MinedSet.h"
#include "model/training/WeightAverage.h"
#include "tests/support/TestFolder.h"
#include "tests/training/SmallNetwork.h"
#include "tests/training/TinyTeacher.h"

namespace handscope::training {
namespace {

using test::bytesOf;
using test::messageOf;
using test::smallNetwork;
using test::timelessCurve;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr int kStudentSegments = 2;

using Shape = std::vector<std::int64_t>;
const std::vector<Shape> kTeachersShapes{{3}, {4, 3}, {4, 3, 2, 2}};

class Distiller : public ::testing::Test {
protected:
    const test::TestFolder folder_;
    const DrawSource source_ = test::writeTinySource(folder_.path());

    std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

    /// Six steps with a line of the curve after the fourth and the last; everything that is drawn
    /// at random takes part.
    DistilSettings settings(const std::string& output) const {
        DistilSettings settings;
        settings.source = source_;
        settings.output = path(output);
        settings.network = smallNetwork(test::kHalves, kStudentSegments);
        settings.steps = 6;
        settings.batch = 4;
        settings.warmUpSteps = 2;
        settings.dropout = 0.2;
        settings.mixup = 0.3;
        settings.evaluateEvery = 4;
        settings.loaderThreads = 2;
        return settings;
    }

    /// Mines `perClass` draws of each class from the source, with or without features.
    void mineInto(const std::string& output, const DrawSource& source, std::int64_t perClass,
                  double minimumConfidence = 0.0) const {
        MineSettings mining;
        mining.source = source;
        mining.output = path(output);
        mining.draws = 2048;
        mining.perClass = perClass;
        mining.minimumConfidence = minimumConfidence;
        mining.batch = 64;
        mine(mining, {});
    }

    /// Batches of two fresh draws, two varied ones and four mined ones, which are there.
    DistilSettings mixedSettings() const {
        mineInto("mined", source_, 12);
        DistilSettings mixed = settings("run");
        mixed.mined = path("mined");
        mixed.batch = 8;
        mixed.freshShare = 0.25;
        mixed.variedShare = 0.25;
        return mixed;
    }

    /// Draws from other videos, by which a run chooses its best weights.
    void addHeldOut(DistilSettings& settings) const {
        DrawSource heldOut = source_;
        heldOut.videoPack = path("held-out videos");
        if (!std::filesystem::exists(heldOut.videoPack)) {
            test::writeVideos(heldOut.videoPack, "held out ");
            mineInto("held-out mined", heldOut, 6);
        }
        settings.heldOutPack = heldOut.videoPack;
        settings.heldOutMined = path("held-out mined");
    }

    std::string weights(const std::string& output, const std::string& name = "last") const {
        return bytesOf(path(output) / (name + ".safetensors"));
    }

    static RunControl endingAfter(int steps) {
        return {.progress = [](const std::string&) {},
                .cancelled = [asked = 0, steps]() mutable { return ++asked > steps; }};
    }

    static std::string refusal(const DistilSettings& settings) {
        return messageOf([&] { distil(settings, {}); });
    }
};

TEST_F(Distiller, EqualSeedsGiveEqualWeights) {
    const DistilReport report = distil(settings("one"), {});
    EXPECT_EQ(report.steps, 6);
    EXPECT_EQ(report.clips, 24);
    EXPECT_FALSE(report.cancelled);
    EXPECT_FALSE(report.agreement);
    DistilSettings again = settings("two");
    again.loaderThreads = 1;
    distil(again, {});
    DistilSettings other = settings("other");
    other.seed = 2;
    distil(other, {});
    ASSERT_FALSE(weights("one").empty());
    EXPECT_EQ(weights("one"), weights("two"));
    EXPECT_EQ(timelessCurve(path("one") / "curve.csv"), timelessCurve(path("two") / "curve.csv"));
    EXPECT_NE(weights("one"), weights("other"));
}

class InterruptedDistiller : public Distiller, public ::testing::WithParamInterface<int> {};

TEST_P(InterruptedDistiller, GoesOnAsIfItHadNotBeenInterrupted) {
    DistilSettings whole = settings("whole");
    addHeldOut(whole);
    distil(whole, {});
    DistilSettings pieces = settings("pieces");
    addHeldOut(pieces);
    int interruptions = -1;
    DistilReport report;
    do {
        report = distil(pieces, endingAfter(GetParam()));
        ++interruptions;
        ASSERT_LT(interruptions, 10);
    } while (report.cancelled);
    EXPECT_GE(interruptions, 1);
    EXPECT_EQ(report.steps, 6);
    EXPECT_EQ(report.clips, 24);
    EXPECT_EQ(weights("whole"), weights("pieces"));
    EXPECT_EQ(weights("whole", "best"), weights("pieces", "best"));
    const std::string curve = timelessCurve(path("whole") / "curve.csv");
    EXPECT_EQ(std::ranges::count(curve, '\n'), 3);
    EXPECT_EQ(curve, timelessCurve(path("pieces") / "curve.csv"));
}

INSTANTIATE_TEST_SUITE_P(Cancellations, InterruptedDistiller, ::testing::Values(1, 2, 3, 5));

TEST_F(Distiller, RefusesToGoOnWithOtherSettings) {
    distil(settings("run"), endingAfter(2));
    const std::string before = weights("run");
    const auto with = [this](auto change) {
        DistilSettings other = settings("run");
        change(other);
        return refusal(other);
    };
    EXPECT_THAT(with([](DistilSettings& other) { other.learningRate = 5e-4; }),
                HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.seed = 2; }), HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.averageDecay = 0.9; }),
                HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.disguise.strength = 0.5; }),
                HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.disguise.blended = 0.5; }),
                HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.source.draws.reversed = 0.1; }),
                HasSubstr("other settings"));
    EXPECT_THAT(with([](DistilSettings& other) { other.network.input.segments = 4; }),
                HasSubstr("other settings"));
    // What is white to the teacher decides what it says.
    EXPECT_THAT(with([](DistilSettings& other) { other.source.teacherHigh = 1.0; }),
                AllOf(HasSubstr("other settings"), HasSubstr("white 1")));
    EXPECT_THAT(with([this](DistilSettings& other) { addHeldOut(other); }),
                HasSubstr("other settings"));
    EXPECT_EQ(weights("run"), before);
    EXPECT_EQ(distil(settings("run"), {}).steps, 6);
}

TEST_F(Distiller, RefusesToGoOnFromOtherWeightsOrDrawsOfTheSameName) {
    distil(settings("first"), {});
    DistilSettings next = mixedSettings();
    next.initialRun = path("first") / "";
    next.initialWeights = path("first") / "last.safetensors";
    EXPECT_TRUE(distil(next, endingAfter(2)).cancelled);
    next.initialRun = path("first");
    EXPECT_TRUE(distil(next, endingAfter(1)).cancelled) << "the same folder without its slash";
    DistilSettings other = next;
    other.initialWeights = path("run") / "last.safetensors";
    EXPECT_THAT(refusal(other), HasSubstr("other settings"));
    other = next;
    mineInto("as many", source_, 12, 0.1);
    other.mined = path("as many");
    EXPECT_THAT(refusal(other), HasSubstr("other settings"));
}

TEST_F(Distiller, RefusesToReplaceTheWeightsOfARunThatCannotGoOn) {
    distil(settings("run"), {});
    std::filesystem::remove(path("run") / "run.state");
    const std::string before = weights("run");
    EXPECT_THAT(refusal(settings("run")), HasSubstr("last.safetensors of another run"));
    EXPECT_EQ(weights("run"), before);
}

TEST_F(Distiller, RefusesSettingsThatMakeNoSense) {
    const auto with = [this](auto change) {
        DistilSettings settings = this->settings("run");
        change(settings);
        return refusal(settings);
    };
    EXPECT_THAT(with([](DistilSettings& bad) { bad.evaluateEvery = 0; }), HasSubstr("no sense"));
    EXPECT_THAT(with([](DistilSettings& bad) { bad.averageDecay = 1.0; }), HasSubstr("average"));
    EXPECT_THAT(with([](DistilSettings& bad) { bad.balance = -5.0; }), HasSubstr("balance"));
    EXPECT_THAT(with([](DistilSettings& bad) { bad.featureWeight = -1.0; }), HasSubstr("loss"));
    EXPECT_THAT(with([](DistilSettings& bad) { bad.learningRate = 0.0; }), HasSubstr("rate"));
    EXPECT_THAT(with([](DistilSettings& bad) { bad.mixup = 10.0; }), HasSubstr("mixup"));
    // Half of its clip would be the last frame again and again.
    EXPECT_THAT(
        with([](DistilSettings& bad) { bad.network.input.segments = 2 * bad.source.draws.frames; }),
        AllOf(HasSubstr("--draw-frames"), HasSubstr("--segments")));
    EXPECT_THAT(with([](DistilSettings& bad) {
                    bad.network.causal = true;
                    bad.network.frameRate = 200.0;
                }),
                HasSubstr("--frame-rate"));
    EXPECT_FALSE(std::filesystem::exists(path("run")));
}

TEST_F(Distiller, RefusesMinedDrawsOfAnotherWhite) {
    DistilSettings mixed = mixedSettings();
    mixed.source.teacherHigh = 1.0;
    EXPECT_THAT(refusal(mixed), AllOf(HasSubstr("white is 255"), HasSubstr("--teacher-high")));
}

TEST_F(Distiller, BeginsWithTheWeightsAndProjectionsOfAnotherRun) {
    distil(settings("first"), {});
    DistilSettings next = settings("second");
    next.initialRun = path("first");
    next.learningRate = 1e-12;
    next.weightDecay = 0.0;
    next.warmUpSteps = 0;
    EXPECT_TRUE(distil(next, endingAfter(0)).cancelled);
    EXPECT_EQ(weights("second"), weights("first"));
    next.output = path("mean");  // other weights, the same projections
    next.initialWeights = path("other.safetensors");
    model::Checkpoint other = model::readCheckpoint(path("first") / "last.safetensors");
    std::ranges::fill(other.tensors.at("fc.bias").bytes, std::byte{0});
    model::writeSafetensors(next.initialWeights, other);
    EXPECT_TRUE(distil(next, endingAfter(0)).cancelled);
    EXPECT_EQ(model::readCheckpoint(path("mean") / "last.safetensors").tensors, other.tensors);
    next = settings("third");
    next.initialRun = path("first");
    next.network.width *= 2;
    EXPECT_THAT(refusal(next), HasSubstr("of another shape"));
    next = settings("longer");  // projections are alike, the teacher's statistics are not
    next.initialRun = path("first");
    next.initialWeights = path("first") / "last.safetensors";
    next.source.draws.frames = 6;
    EXPECT_THAT(refusal(next), HasSubstr("of another shape"));
    EXPECT_FALSE(std::filesystem::exists(path("longer") / "run.state"));
    next = settings("causal");
    next.initialRun = path("first");
    next.network.causal = true;
    next.network.frameRate = 4.0;  // one of the draws' own
    EXPECT_THAT(refusal(next), AllOf(HasSubstr("is causal"), HasSubstr("--init ")));
    next = settings("fourth");
    next.initialRun = path("nowhere");
    EXPECT_THAT(refusal(next), HasSubstr("cannot be read"));
}

TEST_F(Distiller, StopsWithTheEarlierWeightsWhenTheLossDiverges) {
    DistilSettings diverging = settings("run");
    diverging.learningRate = 1e30;
    diverging.warmUpSteps = 0;
    diverging.evaluateEvery = 1000;
    EXPECT_TRUE(distil(diverging, endingAfter(0)).cancelled);
    const std::string weightsBefore = weights("run");
    const std::string stateBefore = bytesOf(path("run") / "run.state");
    ASSERT_FALSE(weightsBefore.empty());
    EXPECT_THAT(refusal(diverging),
                AllOf(HasSubstr("no finite number"), HasSubstr("--learning-rate")));
    EXPECT_EQ(weights("run"), weightsBefore);
    EXPECT_EQ(bytesOf(path("run") / "run.state"), stateBefore);
}

// A step may spoil the weights while its own loss is still a number.
TEST_F(Distiller, NeverSavesWeightsThatAreNoNumbers) {
    DistilSettings diverging = settings("run");
    diverging.learningRate = 1e30;
    diverging.warmUpSteps = 0;
    diverging.evaluateEvery = 1;
    EXPECT_THAT(refusal(diverging), HasSubstr("no finite number"));
    ASSERT_TRUE(std::filesystem::exists(path("run") / "last.safetensors"));
    const auto kept = model::readCheckpoint(path("run") / "last.safetensors");
    for (const auto& [name, tensor] : kept.tensors) {
        for (std::size_t i = 0; i < tensor.bytes.size(); i += sizeof(float)) {
            float value = 0.0F;
            std::memcpy(&value, tensor.bytes.data() + i, sizeof(value));
            ASSERT_TRUE(std::abs(value) < 1000.0F) << name;
        }
    }
}

TEST_F(Distiller, MixesMinedVariedAndFreshDraws) {
    DistilSettings mixed = mixedSettings();
    mixed.steps = 3;
    EXPECT_EQ(distil(mixed, {}).clips, 24);
    DistilBatches batches(mixed);
    const DistilBatch batch = batches.make(1);
    EXPECT_EQ(batch.clips.sizes(), (Shape{8, 2, 3, 32, 32}));
    EXPECT_EQ(batch.probabilities.sizes(), (Shape{8, 3}));
    EXPECT_TRUE(torch::allclose(batch.probabilities.sum(1), torch::ones({8}), 1e-4, 1e-4));
    ASSERT_EQ(batch.features.size(), 3U);
    for (std::size_t which = 0; which < 3; ++which) {
        Shape shape = kTeachersShapes[which];
        shape.insert(shape.begin(), 8);
        EXPECT_EQ(batch.features[which].sizes(), shape);
    }
    EXPECT_TRUE(torch::equal(batches.make(1).clips, batch.clips));
    EXPECT_FALSE(torch::equal(batches.make(2).clips, batch.clips));
    EXPECT_TRUE(torch::equal(DistilBatches(mixed).make(1).probabilities, batch.probabilities));
}

TEST_F(Distiller, DisguisesWhatItAsksAboutAndReplaysMinedDrawsAsTheyWere) {
    DistilSettings mixed = mixedSettings();
    mixed.mixup = 0.0;
    mixed.photometric = 0.0;
    const auto plain = DistilBatches(mixed).make(1);
    for (const DisguiseSettings& disguise :
         {DisguiseSettings{.strength = 1.0}, DisguiseSettings{.blended = 1.0}}) {
        mixed.disguise = disguise;
        const auto other = DistilBatches(mixed).make(1);
        EXPECT_TRUE(torch::equal(other.clips.narrow(0, 4, 4), plain.clips.narrow(0, 4, 4)));
        EXPECT_FALSE(torch::equal(other.clips.narrow(0, 0, 4), plain.clips.narrow(0, 0, 4)));
        EXPECT_FALSE(
            torch::equal(other.probabilities.narrow(0, 0, 4), plain.probabilities.narrow(0, 0, 4)));
    }
    mixed.disguise = {.strength = -0.1};
    EXPECT_THAT(refusal(mixed), HasSubstr("Correct --disguise"));
    mixed.disguise = {.blended = 1.1};
    EXPECT_THAT(refusal(mixed), HasSubstr("Correct --blend"));
}

TEST_F(Distiller, NeedsNoTeacherForMinedDraws) {
    mineInto("mined", source_, 12);
    DistilSettings mined = settings("run");
    mined.mined = path("mined");
    mined.freshShare = 0.0;
    mined.variedShare = 0.0;
    mined.source.teacher.clear();
    EXPECT_EQ(distil(mined, {}).steps, 6);
}

TEST_F(Distiller, ShowsACausalStudentWhatCameBefore) {
    mineInto("mined", source_, 12);
    DistilSettings causal = settings("run");
    causal.network.causal = true;
    causal.network.frameRate = 4.0;  // one of the draws' own
    causal.mined = path("mined");
    causal.batch = 8;
    causal.freshShare = 0.25;
    causal.variedShare = 0.25;
    causal.mixup = 0.0;
    const DistilBatch batch = DistilBatches(causal).make(1);
    const std::int64_t history = source_.draws.frames;
    EXPECT_EQ(batch.clips.sizes(), (Shape{8, history + source_.draws.frames, 3, 32, 32}));
    EXPECT_EQ(batch.probabilities.sizes(), (Shape{24, 3}));
    Shape shape = kTeachersShapes[2];
    shape.insert(shape.begin(), 24);
    EXPECT_EQ(batch.features[2].sizes(), shape);

    DistilSettings minedOnly = causal;
    minedOnly.freshShare = 0.0;
    minedOnly.variedShare = 0.0;
    const DistilBatch replayed = DistilBatches(minedOnly).make(1);
    EXPECT_EQ(replayed.clips.sizes(), batch.clips.sizes());
    EXPECT_EQ(replayed.probabilities.sizes(), (Shape{8, 3}));  // of the draws alone
    const MinedSet mined(path("mined"), DrawLoader(source_).planner.fingerprint(), source_.labels);
    for (std::int64_t i = 0; i < 8; ++i) {
        bool isMined = false;
        for (std::size_t draw = 0; draw < mined.size(); ++draw) {
            const auto expected = mined.probabilities(draw);
            isMined = isMined || std::equal(expected.begin(), expected.end(),
                                            replayed.probabilities[i].data_ptr<float>());
        }
        EXPECT_TRUE(isMined);
    }
}

TEST_F(Distiller, TrainsACausalStudentAndResumesIt) {
    const auto causal = [this](const std::string& output) {
        DistilSettings settings = this->settings(output);
        settings.network.causal = true;
        settings.network.frameRate = 4.0;  // one of the draws' own
        addHeldOut(settings);
        return settings;
    };
    EXPECT_EQ(distil(causal("whole"), {}).clips, 24);
    EXPECT_TRUE(distil(causal("pieces"), endingAfter(3)).cancelled);
    distil(causal("pieces"), {});
    EXPECT_EQ(weights("whole"), weights("pieces"));
    EXPECT_EQ(weights("whole", "best"), weights("pieces", "best"));
    EXPECT_EQ(model::readCheckpoint(path("whole") / "last.safetensors").metadata.at("causal"), "1");
}

TEST_F(Distiller, VariesMinedDrawsThatCarryNoFeatures) {
    MineSettings mining;
    mining.source = source_;
    mining.output = path("bare");
    mining.draws = 2048;
    mining.perClass = 12;
    mining.batch = 64;
    mining.keepFeatures = false;
    mine(mining, {});
    DistilSettings varied = settings("run");
    varied.mined = path("bare");
    varied.freshShare = 0.5;
    varied.variedShare = 0.5;
    EXPECT_EQ(DistilBatches(varied).make(0).features.size(), kTeachersShapes.size());
    EXPECT_EQ(distil(varied, {}).steps, 6);
    varied.output = path("replayed");
    varied.variedShare = 0.25;  // a mined draw as it was has nothing to learn features from
    EXPECT_THAT(refusal(varied), AllOf(HasSubstr("kept without features"), HasSubstr("sum to 1")));
}

TEST_F(Distiller, FillsABatchWhateverTheShares) {
    DistilSettings halves = mixedSettings();
    halves.batch = 3;
    halves.freshShare = 0.5;
    halves.variedShare = 0.5;
    EXPECT_EQ(DistilBatches(halves).make(0).clips.size(0), 3);
}

class MinedMix : public Distiller {
protected:
    /// A set of this many draws of each class, without features.
    void writeMined(const Shape& draws) const {
        model::StoredTensor seeds{.type = model::ElementType::I64, .shape = {0}, .bytes = {}};
        model::StoredTensor scores{.type = model::ElementType::F32, .shape = {0, 3}, .bytes = {}};
        const auto append = [](model::StoredTensor& tensor, const auto& values) {
            const auto bytes = std::as_bytes(std::span(values));
            tensor.bytes.insert(tensor.bytes.end(), bytes.begin(), bytes.end());
            ++tensor.shape[0];
        };
        for (std::size_t label = 0; label < draws.size(); ++label) {
            for (std::int64_t i = 0; i < draws[label]; ++i) {
                std::array<float, 3> row{0.1F, 0.1F, 0.1F};
                row[label] = 0.8F;
                append(seeds, std::array{seeds.shape[0]});
                append(scores, row);
            }
        }
        std::filesystem::create_directories(path("mined"));
        model::Checkpoint file;
        file.metadata = {{"format", "handscope-mined-1"},
                         {"draws", DrawLoader(source_).planner.fingerprint()},
                         {"choice", "made by hand"},
                         {"tried", "1"}};
        auto variations = seeds;
        std::ranges::fill(variations.bytes, std::byte{0});
        file.tensors = {{"seeds", seeds}, {"variations", variations}, {"probabilities", scores}};
        model::writeSafetensors(minedFile(path("mined"), 0), file);
    }

    DistilSettings minedOnly(double balance) const {
        DistilSettings settings = this->settings("run");
        settings.mined = path("mined");
        settings.freshShare = 0.0;
        settings.variedShare = 0.0;
        settings.balance = balance;
        settings.mixup = 0.0;
        settings.photometric = 0.0;
        settings.batch = 40;
        return settings;
    }

    /// Shares of the classes in ten batches.
    std::vector<double> sharesAt(double balance) const {
        DistilBatches batches(minedOnly(balance));
        auto counts = torch::zeros({3});
        for (std::int64_t step = 0; step < 10; ++step) {
            counts += torch::one_hot(batches.make(step).probabilities.argmax(1), 3).sum(0);
        }
        std::vector<double> shares;
        for (std::int64_t k = 0; k < 3; ++k) {
            shares.push_back(counts[k].item<double>() / 400);
        }
        return shares;
    }
};

TEST_F(MinedMix, IsBalancedAsFarAsAsked) {
    writeMined({0, 45, 5});
    constexpr double kTolerance = 0.1;  // four standard deviations
    for (const auto& [balance, first] : {std::pair{0.0, 0.9}, {0.5, 0.75}, {1.0, 0.5}}) {
        const auto shares = sharesAt(balance);
        EXPECT_EQ(shares[0], 0.0);
        EXPECT_NEAR(shares[1], first, kTolerance) << balance;
    }
}

TEST_F(MinedMix, SharpensTheTeacherWhereTheTemperatureIsLow) {
    writeMined({4, 4, 4});
    DistilSettings sharp = minedOnly(1.0);
    sharp.temperature = 0.5;
    const auto top = std::get<0>(DistilBatches(sharp).make(0).probabilities.max(1));
    EXPECT_TRUE(torch::allclose(top, torch::full({40}, 0.64 / 0.66)));
    sharp.temperature = 0.005;  // 0.8^200 is below what a float can be
    const auto sharpest = DistilBatches(sharp).make(0).probabilities;
    EXPECT_TRUE(torch::equal(std::get<0>(sharpest.max(1)), torch::ones({40})));
}

TEST_F(MinedMix, IsRefusedWhereNothingWasMined) {
    writeMined({0, 0, 0});
    EXPECT_THAT(refusal(minedOnly(0.5)), AllOf(HasSubstr("mined"), HasSubstr("Expected")));
}

TEST_F(MinedMix, IsRefusedAsHeldOutWhereNothingWasMined) {
    writeMined({0, 0, 0});
    DistilSettings settings = this->settings("run");
    settings.heldOutPack = source_.videoPack;
    settings.heldOutMined = path("mined");
    EXPECT_THAT(refusal(settings), AllOf(HasSubstr("mined"), HasSubstr("Expected")));
}

TEST_F(MinedMix, IsRefusedBesideATeacherWhereItHasNoFeatures) {
    writeMined({4, 4, 4});
    DistilSettings settings = minedOnly(0.5);
    settings.freshShare = 0.5;
    EXPECT_THAT(refusal(settings), HasSubstr("kept without features"));
}

TEST_F(MinedMix, IsRefusedFromOtherDraws) {
    writeMined({4, 4, 4});
    DistilSettings settings = minedOnly(0.5);
    settings.source.draws.calm = 0.3;
    EXPECT_THAT(refusal(settings), HasSubstr("made otherwise"));
}

TEST_F(Distiller, RefusesANetworkOfOtherClasses) {
    DistilSettings other = settings("run");
    other.network = smallNetwork({"left", "right"}, kStudentSegments);
    EXPECT_THAT(refusal(other), AllOf(HasSubstr("Expected"), HasSubstr("label")));
    EXPECT_FALSE(std::filesystem::exists(path("run") / "run.state"));
}

TEST_F(Distiller, RefusesATeacherOfOtherClasses) {
    DistilSettings other = settings("run");
    other.network = smallNetwork({"left", "right"}, kStudentSegments);
    other.source.labels = other.network.labels;
    EXPECT_THAT(refusal(other), HasSubstr("Expected probabilities [clips, 2]"));
}

// Counted again through the public classifier, from the weights that the run left.
TEST_F(Distiller, TellsHowOftenItAgreesOnDrawsHeldOut) {
    DistilSettings run = settings("run");
    addHeldOut(run);
    const DistilReport report = distil(run, {});
    ASSERT_TRUE(report.agreement && report.balancedAgreement);
    const auto classifier =
        model::loadClassifier(path("run") / "last.safetensors", {.device = model::Device::Cpu});
    DrawSource source = source_;
    source.videoPack = run.heldOutPack;
    const DrawLoader loader(source);
    const MinedSet mined(run.heldOutMined, loader.planner.fingerprint(), run.source.labels);
    ASSERT_GT(mined.size(), 6U);
    int agreed = 0;
    for (std::size_t i = 0; i < mined.size(); ++i) {
        const std::vector<std::int64_t> places{1, 3};
        const auto frames = normalised(
            resizedTo(loader.renderer.render(loader.planner.plan(mined.seed(i)), places), 32)
                .round()
                .clamp(0, 255),
            run.network.input);
        model::Clip clip;
        for (std::int64_t t = 0; t < 2; ++t) {
            const auto frame = frames[t].contiguous();
            const auto* const values = frame.data_ptr<float>();
            clip.push_back(
                std::make_shared<const std::vector<float>>(values, values + frame.numel()));
        }
        const auto scores = classifier->classifyOne(clip).probabilities;
        const auto top = std::ranges::max_element(scores) - scores.begin();
        agreed += top == mined.topClass(i) ? 1 : 0;
    }
    EXPECT_NEAR(*report.agreement, agreed / static_cast<double>(mined.size()), 1e-9);
}

TEST_F(Distiller, LeavesBestWeightsThatLoad) {
    DistilSettings run = settings("run");
    addHeldOut(run);
    const DistilReport report = distil(run, {});
    EXPECT_GT(report.balancedAgreement.value(), 0.0);
    EXPECT_LE(report.balancedAgreement.value(), 1.0);
    const auto classifier =
        model::loadClassifier(path("run") / "best.safetensors", {.device = model::Device::Cpu});
    EXPECT_EQ(classifier->description().labels, test::kHalves);
    EXPECT_EQ(classifier->description().input.segments, 2);
    EXPECT_TRUE(classifier->description().notes.empty());
}

TEST_F(Distiller, BeginsWithTheWeightsGiven) {
    distil(settings("first"), {});
    DistilSettings second = settings("second");
    second.initialWeights = path("first") / "last.safetensors";
    EXPECT_TRUE(distil(second, endingAfter(0)).cancelled);
    EXPECT_EQ(
        model::readCheckpoint(path("second") / "last.safetensors").tensors.at("fc.weight").bytes,
        model::readCheckpoint(second.initialWeights).tensors.at("fc.weight").bytes);
}

class FeatureMatchingTest : public ::testing::Test {
protected:
    static constexpr std::int64_t kClips = 6;
    const TeacherWindows kWholeClip{.starts = {0}, .frames = 2};

    model::StmConfig config_ = smallNetwork(test::kHalves, kStudentSegments);
    model::StmNetwork student_{nullptr};
    torch::Tensor clips_;

    void SetUp() override {
        torch::manual_seed(5);
        student_ = model::StmNetwork(config_);
        clips_ = torch::randn({kClips, 2, 3, 32, 32});
    }
};

TEST_F(FeatureMatchingTest, ObservesTheStudentWithoutChangingIt) {
    student_->eval();
    const torch::NoGradGuard noGradients;
    const FeatureMatching matching(kTeachersShapes, config_);
    const StudentFeatures features = matching->observe(*student_, clips_, kWholeClip);
    EXPECT_TRUE(torch::allclose(features.logits, student_->forward(clips_), 1e-4, 1e-4));
    EXPECT_EQ(features.pooled.sizes(), (Shape{kClips, 2, 128}));
    EXPECT_EQ(features.maps.size(0), kClips);
    EXPECT_EQ(features.maps.size(1), 2);
    EXPECT_GE(features.maps.size(3), 2);
    // The head is a linear map of the mean over frames.
    EXPECT_TRUE(torch::allclose(student_->fc->forward(features.pooled.mean(1)), features.logits,
                                1e-4, 1e-4));
}

TEST_F(FeatureMatchingTest, SeesACausalStudentAtTheEndOfEachWindow) {
    config_.causal = true;
    student_ = model::StmNetwork(config_);
    student_->eval();
    const torch::NoGradGuard noGradients;
    const auto clips = torch::randn({kClips, 8, 3, 32, 32});
    const TeacherWindows windows{.starts = {0, 2, 4}, .frames = 4};
    const FeatureMatching matching(kTeachersShapes, config_);
    const StudentFeatures features = matching->observe(*student_, clips, windows);
    EXPECT_EQ(features.pooled.sizes(), (Shape{3 * kClips, 4, 128}));
    EXPECT_EQ(features.maps.size(0), 3 * kClips);
    const auto logits = features.logits.view({kClips, 3, 3});
    for (std::int64_t which = 0; which < 3; ++which) {
        // It knows nothing of what comes after the window.
        const auto upToHere = clips.narrow(1, 0, windows.starts[which] + windows.frames);
        EXPECT_TRUE(
            torch::allclose(logits.select(1, which), student_->forward(upToHere), 1e-4, 1e-4));
    }
}

TEST_F(FeatureMatchingTest, FallsToNothingWhereTheTeacherIsALinearMapOfTheStudent) {
    student_->eval();
    const std::vector<Shape> shapes{{5}, {2, 5}, {2, 5, 1, 1}};
    FeatureMatching matching(shapes, config_);
    StudentFeatures student;
    std::vector<torch::Tensor> teacher;
    {
        const torch::NoGradGuard noGradients;
        student = matching->observe(*student_, clips_, kWholeClip);
        const auto weight = torch::randn({128, 5});
        const auto ofFrames = student.pooled.matmul(weight) * 3 + 7;
        ASSERT_EQ(student.maps.size(2), 128);
        teacher = {ofFrames.mean(1), ofFrames,
                   student.maps.mean(std::vector<std::int64_t>{3, 4})
                       .matmul(weight)
                       .view({kClips, 2, 5, 1, 1})};
        matching->standardiseBy(teacher);
    }
    torch::optim::LBFGS optimizer(matching->parameters(),
                                  torch::optim::LBFGSOptions(1.0).max_iter(200));
    const double before = matching->loss(student, teacher).item<double>();
    optimizer.step([&] {
        optimizer.zero_grad();
        auto loss = matching->loss(student, teacher);
        loss.backward();
        return loss;
    });
    const double after = matching->loss(student, teacher).item<double>();
    EXPECT_GT(before, 0.1);
    EXPECT_LT(after, 0.02 * before);
}

TEST_F(FeatureMatchingTest, TeachesTheStudentOnAFixedBatch) {
    FeatureMatching matching(kTeachersShapes, config_);
    std::vector<torch::Tensor> teacher;
    for (Shape shape : kTeachersShapes) {
        shape.insert(shape.begin(), kClips);
        teacher.push_back(torch::randn(shape) * 4 + 2);
    }
    matching->standardiseBy(teacher);
    auto parameters = student_->parameters();
    const auto projections = matching->parameters();
    parameters.insert(parameters.end(), projections.begin(), projections.end());
    torch::optim::Adam optimizer(parameters, torch::optim::AdamOptions(0.01));
    student_->train();
    double first = 0.0;
    double last = 0.0;
    for (int step = 0; step < 60; ++step) {
        optimizer.zero_grad();
        const auto loss = matching->loss(matching->observe(*student_, clips_, kWholeClip), teacher);
        loss.backward();
        optimizer.step();
        last = loss.item<double>();
        first = step == 0 ? last : first;
    }
    EXPECT_GT(first, 0.5);
    EXPECT_LT(last, 0.75 * first);
}

/// The loss of a student that says nothing, on the features that it is standardised by.
double silentLoss(const Shape& shape, const model::StmConfig& config,
                  const torch::Tensor& feature) {
    FeatureMatching matching(std::vector<Shape>{shape}, config);
    const torch::NoGradGuard noGradients;
    for (auto& parameter : matching->parameters()) {
        parameter.zero_();
    }
    matching->standardiseBy({feature});
    const auto clips = feature.size(0);
    const StudentFeatures student{.logits = torch::zeros({clips, 3}),
                                  .pooled = torch::zeros({clips, 2, 128}),
                                  .maps = torch::zeros({clips, 2, 128, 1, 1})};
    return matching->loss(student, {feature}).item<double>();
}

// A deviation counts with a twentieth of the mean one added.
constexpr double kOfEqualDeviations = 1.0 / (1.05 * 1.05);

TEST_F(FeatureMatchingTest, LearnsNothingFromWhatAChannelOrAFrameAlwaysAdds) {
    const auto noise = torch::randn({2000, 2, 1}) * 3;
    const auto offsets = torch::tensor({{500.0F, -20.0F}, {900.0F, 0.0F}});  // [t, C]
    const double still = silentLoss({2, 2}, config_, noise.expand({2000, 2, 2}));
    EXPECT_NEAR(silentLoss({2, 2}, config_, noise + offsets), still, 0.01);
    EXPECT_NEAR(silentLoss({2}, config_, noise.squeeze(2) + offsets[0]), kOfEqualDeviations, 0.01);
}

TEST_F(FeatureMatchingTest, BearsChannelsThatNeverMove) {
    auto feature = torch::randn({2000, 2});
    feature.select(1, 1).fill_(7.0);
    EXPECT_LT(silentLoss({2}, config_, feature), 1.0);
    EXPECT_EQ(silentLoss({2}, config_, torch::full({2000, 2}, 7.0)), 0.0);
}

TEST_F(FeatureMatchingTest, IsNothingForATeacherWithoutFeatures) {
    FeatureMatching matching(std::vector<Shape>{}, config_);
    EXPECT_TRUE(matching->parameters().empty());
    EXPECT_EQ(matching->loss(matching->observe(*student_, clips_, kWholeClip), {}).item<double>(),
              0.0);
}

class WeightAverageTest : public FeatureMatchingTest {
protected:
    /// Moves every weight and every statistic of the student up by one.
    void moveStudent() {
        const torch::NoGradGuard noGradients;
        for (auto& parameter : student_->parameters()) {
            parameter += 1.0;
        }
        for (auto& buffer : student_->buffers()) {
            buffer += 1;
        }
    }
};

TEST_F(WeightAverageTest, BeginsAsTheNetwork) {
    student_->eval();
    WeightAverage average(*student_, 0.99);
    EXPECT_TRUE(
        torch::allclose(average.network().forward(clips_), student_->forward(clips_), 1e-4, 1e-4));
}

TEST_F(WeightAverageTest, LiesBetweenWhatItWasAndTheNetwork) {
    WeightAverage average(*student_, 0.99);
    const auto before = average.network().fc->weight.clone();
    moveStudent();
    average.update(*student_, 0);
    // Its first step has the weight of one in ten.
    EXPECT_TRUE(torch::allclose(average.network().fc->weight, before + 0.9, 1e-5, 1e-5));
    average.update(*student_, 1'000'000);
    EXPECT_TRUE(torch::allclose(average.network().fc->weight, before + 0.901, 1e-5, 1e-5));
    EXPECT_FALSE(average.network().is_training());
}

TEST_F(WeightAverageTest, AveragesStatisticsAndCopiesCounts) {
    WeightAverage average(*student_, 0.99);
    const auto before = average.network().named_buffers();
    std::map<std::string, torch::Tensor> kept;
    for (const auto& buffer : before) {
        kept[buffer.key()] = buffer.value().clone();
    }
    moveStudent();
    average.update(*student_, 0);
    ASSERT_FALSE(kept.empty());
    for (const auto& buffer : average.network().named_buffers()) {
        const auto moved = (buffer.value() - kept[buffer.key()]).to(torch::kFloat64);
        const double expected = buffer.value().is_floating_point() ? 0.9 : 1.0;
        EXPECT_NEAR(moved.max().item<double>(), expected, 1e-4) << buffer.key();
        EXPECT_NEAR(moved.min().item<double>(), expected, 1e-4) << buffer.key();
    }
}

}  // namespace
}  // namespace handscope::training
