// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Trainer.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <sstream>

#include "model/Checkpoint.h"
#include "model/training/GradientStep.h"
#include "model/training/TrainBatches.h"
#include "tests/support/TestFolder.h"
#include "tests/training/PackFixture.h"
#include "tests/training/SmallNetwork.h"

namespace handscope::training {
namespace {

using model::ModelError;
using test::bytesOf;
using test::messageOf;
using test::smallNetwork;
using test::timelessCurve;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr int kSide = 40;  // pixels of a frame
constexpr std::int64_t kFrames = 10;
constexpr int kSegments = 4;

/// Grey level of a pixel, 0 … 255, by column and frame.
using Scene = std::function<double(int column, std::int64_t frame)>;

std::vector<JpegBytes> framesOf(const Scene& scene) {
    std::vector<JpegBytes> frames;
    for (std::int64_t t = 0; t < kFrames; ++t) {
        frames.push_back(test::jpegOf(
            kSide, kSide, [&](int x, int) { return test::grey(static_cast<int>(scene(x, t))); }));
    }
    return frames;
}

PackItem clipItem(const std::string& name, std::optional<int> label) {
    return {.name = name,
            .kind = ItemKind::Clip,
            .label = label,
            .frames = 0,
            .width = kSide,
            .height = kSide,
            .frameRate = 12.0};
}

/// As many clips, of label i modulo the labels' number, the brighter the higher the label.
void addClips(ClipPackWriter& writer, int clips, int labels) {
    for (int i = 0; i < clips; ++i) {
        const int label = i % labels;
        writer.add(clipItem("clip " + std::to_string(i), label),
                   framesOf([=](int column, std::int64_t frame) {
                       return 20.0 + 200.0 * label / labels + 3.0 * (i % 5) + column / 4 +
                              static_cast<double>(frame);
                   }));
    }
}

const std::vector<std::string> kLabels{"dark", "bright"};

class Trainer : public ::testing::Test {
protected:
    test::TestFolder folder_;
    const std::filesystem::path trainPack_ = folder_.path() / "train";
    const std::filesystem::path validationPack_ = folder_.path() / "validation";

    void writePacks(const std::function<void(ClipPackWriter&)>& addMore = [](ClipPackWriter&) {}) {
        ClipPackWriter trainWriter(trainPack_, kLabels);
        addClips(trainWriter, 8, 2);
        addMore(trainWriter);
        trainWriter.finish();
        ClipPackWriter validationWriter(validationPack_, kLabels);
        addClips(validationWriter, 4, 2);
        validationWriter.finish();
    }

    /// Everything that is drawn at random takes part.
    TrainSettings settings(const std::string& output) const {
        TrainSettings settings;
        settings.trainPack = trainPack_;
        settings.validationPack = validationPack_;
        settings.output = folder_.path() / output;
        settings.network = smallNetwork(kLabels, kSegments);
        settings.epochs = 3;
        settings.batch = 4;
        settings.milestones = {2};
        settings.photometric = 0.2;
        settings.mixup = 0.4;
        settings.curveSteps = 1;
        settings.loaderThreads = 2;
        return settings;
    }

    std::string weights(const std::string& output, const std::string& name = "last") const {
        return bytesOf(folder_.path() / output / (name + ".safetensors"));
    }
};

TEST_F(Trainer, EqualSeedsGiveEqualWeights) {
    writePacks();
    const TrainReport report = train(settings("one"), {});
    EXPECT_EQ(report.steps, 6);
    EXPECT_EQ(report.clips, 24);
    EXPECT_TRUE(report.validationTop1);
    train(settings("two"), {});
    TrainSettings other = settings("other");
    other.seed = 2;
    train(other, {});
    ASSERT_FALSE(weights("one").empty());
    EXPECT_EQ(weights("one"), weights("two"));
    EXPECT_EQ(weights("one", "best"), weights("two", "best"));
    EXPECT_NE(weights("one"), weights("other"));
}

class InterruptedTrainer : public Trainer, public ::testing::WithParamInterface<int> {};

// cancelled() is asked once an item when the packs are checked (12 times), once before each step
// and once a validation clip: the numbers end runs between steps and within a validation.
TEST_P(InterruptedTrainer, GoesOnAsIfItHadNotBeenInterrupted) {
    writePacks();
    train(settings("whole"), {});
    int interruptions = -1;
    TrainReport report;
    do {
        int asked = 0;
        const RunControl control{.progress = [](const std::string&) {},
                                 .cancelled = [&] { return ++asked > GetParam(); }};
        report = train(settings("pieces"), control);
        ++interruptions;
        ASSERT_LT(interruptions, 10);
    } while (report.cancelled);
    EXPECT_GE(interruptions, 1);
    EXPECT_EQ(report.steps, 6);
    EXPECT_EQ(weights("whole"), weights("pieces"));
    EXPECT_EQ(weights("whole", "best"), weights("pieces", "best"));
    EXPECT_EQ(timelessCurve(folder_.path() / "whole" / "curve.csv"),
              timelessCurve(folder_.path() / "pieces" / "curve.csv"));
}

INSTANTIATE_TEST_SUITE_P(Cancellations, InterruptedTrainer, ::testing::Values(17, 18, 19, 22));

TEST_F(Trainer, RefusesToGoOnWithOtherSettings) {
    writePacks();
    train(settings("run"), {});
    const std::string before = weights("run");
    TrainSettings other = settings("run");
    other.weightDecay = 1e-4;
    EXPECT_THAT(messageOf([&] { train(other, {}); }),
                AllOf(HasSubstr("other settings (… decay 0.0005"), HasSubstr("decay 0.0001")));
    other = settings("run");
    other.validationPack = trainPack_;  // which were the best weights would mean nothing
    EXPECT_THAT(messageOf([&] { train(other, {}); }), HasSubstr("validation 4 clips"));
    EXPECT_EQ(weights("run"), before);
}

TEST_F(Trainer, RefusesToGoOnFromOtherWeightsOfTheSameName) {
    writePacks();
    train(settings("one"), {});
    TrainSettings next = settings("run");
    next.initialWeights = folder_.path() / "one" / "last.safetensors";
    train(next, {});
    TrainSettings other = settings("two");
    other.seed = 2;
    train(other, {});
    next.initialWeights = folder_.path() / "two" / "last.safetensors";
    EXPECT_THAT(messageOf([&] { train(next, {}); }), HasSubstr("other settings"));
    next.initialWeights = folder_.path() / "nowhere.safetensors";
    EXPECT_THAT(messageOf([&] { train(next, {}); }), HasSubstr("nowhere.safetensors"));
}

TEST_F(Trainer, RefusesToReplaceTheWeightsOfARunThatCannotGoOn) {
    writePacks();
    train(settings("run"), {});
    std::filesystem::remove(folder_.path() / "run" / "run.state");
    const std::string before = weights("run");
    EXPECT_THAT(messageOf([&] { train(settings("run"), {}); }),
                AllOf(HasSubstr("last.safetensors of another run"), HasSubstr("--out")));
    EXPECT_EQ(weights("run"), before);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "run" / "run.state"));
}

TEST_F(Trainer, KeepsTheEpochBeforeAValidationThatFails) {
    writePacks();
    std::filesystem::remove_all(validationPack_);
    ClipPackWriter writer(validationPack_, kLabels);
    addClips(writer, 4, 2);
    auto frames = framesOf([](int, std::int64_t) { return 9; });
    std::fill(frames.begin() + 1, frames.end() - 1, JpegBytes(100, std::byte{7}));
    writer.add(clipItem("torn", 0), frames);  // its first and last frames are sound
    writer.finish();
    TrainSettings run = settings("run");
    EXPECT_THAT(
        messageOf([&] { train(run, {}); }),
        AllOf(HasSubstr("validation after step 2"), HasSubstr("'torn'"), HasSubstr("--skip-bad")));
    run.skipBad = true;
    TrainSettings whole = settings("whole");
    whole.skipBad = true;
    EXPECT_THAT(train(run, {}).skipped, ElementsAre(HasSubstr("'torn'")));
    train(whole, {});
    EXPECT_EQ(weights("run"), weights("whole"));
}

TEST_F(Trainer, GoesOnForMoreEpochs) {
    writePacks();
    train(settings("run"), {});
    TrainSettings longer = settings("run");
    longer.epochs = 5;
    EXPECT_EQ(train(longer, {}).steps, 10);
    longer.output = folder_.path() / "whole";
    train(longer, {});
    EXPECT_EQ(weights("run"), weights("whole"));
}

TEST_F(Trainer, StopsWithTheLastGoodWeightsWhenTheLossDiverges) {
    writePacks();
    TrainSettings diverging = settings("run");
    diverging.learningRate = 1e30;
    EXPECT_THAT(
        messageOf([&] { train(diverging, {}); }),
        AllOf(HasSubstr("at step 2"), HasSubstr("of step 0"), HasSubstr("last.safetensors")));
    const auto kept = model::readCheckpoint(diverging.output / "last.safetensors");
    for (const auto& [name, tensor] : kept.tensors) {
        for (std::size_t i = 0; i < tensor.bytes.size(); i += sizeof(float)) {
            float value = 0.0F;
            std::memcpy(&value, tensor.bytes.data() + i, sizeof(value));
            ASSERT_TRUE(std::abs(value) < 100.0F) << name;
        }
    }
}

TEST_F(Trainer, LearnsWhatAFrameShows) {
    writePacks();
    TrainSettings plain = settings("run");
    plain.photometric = 0.0;
    plain.mixup = 0.0;
    plain.dropout = 0.0;
    plain.epochs = 20;
    plain.learningRate = 0.05;
    plain.milestones = {15};
    const TrainReport report = train(plain, {});
    EXPECT_EQ(report.bestTop1, 1.0);
}

TEST_F(Trainer, NamesEveryBadItemBeforeItBegins) {
    writePacks([](ClipPackWriter& writer) {
        writer.add(clipItem("no label", std::nullopt),
                   framesOf([](int, std::int64_t) { return 9; }));
        writer.add(clipItem("no picture", 0), {JpegBytes(100, std::byte{7})});
    });
    EXPECT_THAT(messageOf([&] { train(settings("run"), {}); }),
                AllOf(HasSubstr("2 of the 10 items"), HasSubstr("'no label'"),
                      HasSubstr("'no picture'"), HasSubstr("--skip-bad")));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "run" / "run.state"));
}

TEST_F(Trainer, LeavesBadItemsOutWhenAsked) {
    writePacks([](ClipPackWriter& writer) {
        writer.add(clipItem("no label", std::nullopt),
                   framesOf([](int, std::int64_t) { return 9; }));
        auto frames = framesOf([](int, std::int64_t) { return 9; });
        frames[kFrames / 2] = JpegBytes(100, std::byte{7});
        writer.add(clipItem("torn", 0), frames);
    });
    TrainSettings skipping = settings("run");
    skipping.skipBad = true;
    const TrainReport report = train(skipping, {});
    EXPECT_EQ(report.steps, 6);
    EXPECT_THAT(report.skipped, ElementsAre(HasSubstr("'no label'"), HasSubstr("'torn'")));
    EXPECT_THAT(messageOf([&] {
                    TrainSettings strict = settings("strict");
                    strict.trainPack = folder_.path() / "torn";
                    ClipPackWriter writer(strict.trainPack, kLabels);
                    auto frames = framesOf([](int, std::int64_t) { return 9; });
                    frames[kFrames / 2] = JpegBytes(100, std::byte{7});
                    writer.add(clipItem("torn", 0), frames);
                    writer.finish();
                    train(strict, {});
                }),
                HasSubstr("'torn'"));
}

TEST_F(Trainer, RefusesLabelsThatAreNotThePacks) {
    writePacks();
    TrainSettings other = settings("run");
    other.network = smallNetwork({"bright", "dark"}, kSegments);
    EXPECT_THAT(messageOf([&] { train(other, {}); }), HasSubstr("labels"));
}

TEST_F(Trainer, RefusesToMirrorLabelsOfUnknownSymmetry) {
    writePacks();
    TrainSettings mirrored = settings("run");
    mirrored.mirror = true;
    EXPECT_THAT(messageOf([&] { train(mirrored, {}); }), HasSubstr("--mirror"));
}

/// Jester's labels, in part.
const std::vector<std::string> kGestures{"Swiping Left", "Swiping Right", "Thumb Up"};

class TrainBatchesOfGestures : public ::testing::Test {
protected:
    test::TestFolder folder_;
    TrainSettings settings_;

    /// All batches of an epoch over clips of this scene and label.
    TrainBatch epochOf(const Scene& scene, int label, int clips) {
        ClipPackWriter writer(folder_.path() / "pack", kGestures);
        for (int i = 0; i < clips; ++i) {
            writer.add(clipItem(std::to_string(i), label), framesOf(scene));
        }
        writer.finish();
        settings_.network = smallNetwork(kGestures, kSegments);
        settings_.batch = clips;
        std::vector<std::size_t> items;
        for (int i = 0; i < clips; ++i) {
            items.push_back(static_cast<std::size_t>(i));
        }
        TrainBatches batches(settings_, std::make_shared<const ClipPack>(folder_.path() / "pack"),
                             items, torch::kCPU);
        return batches.make(0);
    }
};

double leftDark(int column, std::int64_t) {
    return column < kSide / 2 ? 30.0 : 220.0;
}

double brightening(int, std::int64_t frame) {
    return 20.0 + 20.0 * static_cast<double>(frame);
}

TEST_F(TrainBatchesOfGestures, MirrorTheLabelWithThePicture) {
    settings_.mirror = true;
    const TrainBatch batch = epochOf(leftDark, 0, 24);
    const auto columns = batch.clips.mean(std::vector<std::int64_t>{1, 2, 3});  // [N, S]
    const auto mirrored = columns.select(1, 0).gt(columns.select(1, 31)).to(torch::kLong);
    EXPECT_TRUE(torch::equal(batch.targets.argmax(1), mirrored));
    EXPECT_GT(mirrored.sum().item<int>(), 0);
    EXPECT_LT(mirrored.sum().item<int>(), 24);
}

TEST_F(TrainBatchesOfGestures, ReverseTheLabelWithTime) {
    settings_.reverse = true;
    const TrainBatch batch = epochOf(brightening, 0, 24);
    const auto times = batch.clips.mean(std::vector<std::int64_t>{2, 3, 4});  // [N, T]
    const auto reversed = times.select(1, 0).gt(times.select(1, 3)).to(torch::kLong);
    EXPECT_TRUE(torch::equal(batch.targets.argmax(1), reversed));
    EXPECT_GT(reversed.sum().item<int>(), 0);
    EXPECT_LT(reversed.sum().item<int>(), 24);
}

TEST_F(TrainBatchesOfGestures, NeverReverseAGestureWithoutAnOpposite) {
    settings_.reverse = true;
    const TrainBatch batch = epochOf(brightening, 2, 24);
    const auto times = batch.clips.mean(std::vector<std::int64_t>{2, 3, 4});
    EXPECT_TRUE(times.select(1, 0).lt(times.select(1, 3)).all().item<bool>());
    EXPECT_TRUE(batch.targets.argmax(1).eq(2).all().item<bool>());
}

TEST_F(Trainer, ShowsACausalNetworkClipsAtItsOwnRate) {
    writePacks();
    TrainSettings causal = settings("run");
    causal.mixup = 0.0;
    causal.network.causal = true;
    causal.network.frameRate = 6.0;  // of ten frames at 12 a second: five
    causal.photometric = 0.0;
    TrainBatches batches(causal, std::make_shared<const ClipPack>(trainPack_),
                         {0, 1, 2, 3, 4, 5, 6, 7}, torch::kCPU);
    const auto clips = batches.make(0).clips;
    EXPECT_EQ(causalClipFrames(causal.network), 16);
    ASSERT_EQ(clips.size(1), 16);
    for (std::int64_t t = 0; t < 11; ++t) {  // the first frame stands still before the others
        EXPECT_TRUE(torch::equal(clips.select(1, t), clips.select(1, 11))) << t;
    }
    for (std::int64_t t = 11; t < 15; ++t) {
        EXPECT_FALSE(torch::equal(clips.select(1, t), clips.select(1, t + 1))) << t;
    }
}

TEST_F(Trainer, ShowsEachClipOnceAnEpochInAnOrderOfItsOwn) {
    std::vector<std::string> labels;
    for (int i = 0; i < 12; ++i) {
        labels.push_back("label " + std::to_string(i));
    }
    ClipPackWriter writer(trainPack_, labels);
    addClips(writer, 12, 12);
    writer.finish();
    TrainSettings each = settings("run");
    each.network = smallNetwork(labels, kSegments);
    each.mixup = 0.0;
    TrainBatches batches(each, std::make_shared<const ClipPack>(trainPack_),
                         {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, torch::kCPU);
    ASSERT_EQ(batches.stepsPerEpoch(), 3);
    const auto orderOf = [&](std::int64_t epoch) {
        std::vector<torch::Tensor> targets;
        for (std::int64_t step = 3 * epoch; step < 3 * epoch + 3; ++step) {
            targets.push_back(batches.make(step).targets);
        }
        return torch::cat(targets);
    };
    EXPECT_TRUE(torch::equal(orderOf(0).sum(0), torch::ones({12})));
    EXPECT_TRUE(torch::equal(orderOf(1).sum(0), torch::ones({12})));
    EXPECT_FALSE(torch::equal(orderOf(0), orderOf(1)));
}

TEST_F(Trainer, MixesTargetsAsItMixesClips) {
    writePacks();
    TrainBatches batches(settings("run"), std::make_shared<const ClipPack>(trainPack_),
                         {0, 1, 2, 3, 4, 5, 6, 7}, torch::kCPU);
    const TrainBatch batch = batches.make(0);
    EXPECT_EQ(batch.clips.sizes(), (std::vector<std::int64_t>{4, 4, 3, 32, 32}));
    EXPECT_TRUE(torch::allclose(batch.targets.sum(1), torch::ones({4})));
}

TEST(SoftCrossEntropy, IsTheLogarithmOfTwoForTwoEqualScores) {
    const auto loss =
        softCrossEntropy(torch::zeros({3, 2}), torch::tensor({0.25F, 0.75F}).repeat({3, 1}));
    EXPECT_NEAR(loss.item<double>(), 0.693147, 1e-6);
}

}  // namespace
}  // namespace handscope::training
