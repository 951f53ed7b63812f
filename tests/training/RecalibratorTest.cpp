// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Recalibrator.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>
#include <string>

#include "model/StmNetwork.h"
#include "model/training/ClipTransforms.h"
#include "model/training/DistilBatches.h"
#include "model/training/DrawLoader.h"
#include "model/training/RandomStream.h"
#include "tests/support/TestFolder.h"
#include "tests/training/SmallNetwork.h"
#include "tests/training/TinyTeacher.h"

namespace handscope::training {
namespace {

using test::messageOf;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Recalibrator : public ::testing::Test {
protected:
    const test::TestFolder folder_;
    RecalibrationSettings settings_;
    model::StmConfig config_ = test::smallNetwork(test::kHalves, 2);

    void SetUp() override {
        settings_.source = test::writeTinySource(folder_.path());
        settings_.source.teacher.clear();
        settings_.source.labels.clear();
        settings_.model = folder_.path() / "model.safetensors";
        settings_.clips = 96;
        settings_.batch = 48;
        settings_.loaderThreads = 2;
        writeNetwork();
    }

    /// A network of random weights, each BN's running mean moved by `spoilt`.
    void writeNetwork(float spoilt = 0.0F) const {
        torch::manual_seed(5);
        const model::StmNetwork network(config_);
        for (const auto& buffer : network->named_buffers()) {
            if (buffer.key().ends_with("running_mean")) {
                buffer.value().add_(spoilt);
            }
        }
        model::writeSafetensors(settings_.model, model::toCheckpoint(*network));
    }

    model::Checkpoint recalibrated() const { return recalibrate(settings_, {}).checkpoint; }
    std::string refusal() const {
        return messageOf([this] { recalibrate(settings_, {}); });
    }
};

// Of other draws than those that were measured, the stem's maps then have mean 0 and variance 1.
TEST_F(Recalibrator, MeasuresTheDraws) {
    settings_.clips = 480;
    model::StmNetwork network(config_);
    ASSERT_TRUE(model::loadWeights(*network, recalibrated(), /*strict=*/true).empty());
    const torch::NoGradGuard noGradients;
    network->eval();
    const DrawLoader loader(settings_.source);
    std::vector<torch::Tensor> clips;
    for (std::uint64_t seed = 100; seed < 400; ++seed) {
        clips.push_back(shownClip(loader, loader.planner.plan(seed), config_));
    }
    const auto frames =
        normalised(torch::stack(clips).to(torch::kFloat32), config_.input).flatten(0, 1);
    const auto maps = network->bn1(network->conv1(frames));
    const auto mean = maps.mean({0, 2, 3});
    const auto variance = maps.var({0, 2, 3}, /*unbiased=*/true);
    EXPECT_LT(mean.abs().max().item<float>(), 0.2F);
    EXPECT_GT(variance.min().item<float>(), 0.7F);
    EXPECT_LT(variance.max().item<float>(), 1.4F);
}

TEST_F(Recalibrator, CountsEveryDrawAlikeHoweverSmallTheLastBatch) {
    const auto stemMeans = [this] {
        model::StmNetwork network(config_);
        EXPECT_TRUE(model::loadWeights(*network, recalibrated(), /*strict=*/true).empty());
        return network->bn1->running_mean.clone();
    };
    settings_.clips = settings_.batch = 48;
    const auto without = stemMeans();
    settings_.clips = 49;  // the same, and one more
    const auto with = stemMeans();
    settings_.batch = 2;
    settings_.clips = 48;
    const auto otherDraws = stemMeans();
    const double moved = (with - without).norm().item<double>();
    EXPECT_GT(moved, 0.0);
    EXPECT_LT(moved, 0.5 * (otherDraws - without).norm().item<double>());
}

TEST_F(Recalibrator, ForgetsTheStatisticsThatWereThere) {
    const model::Checkpoint sound = recalibrated();
    writeNetwork(3.0F);
    EXPECT_EQ(recalibrated(), sound);
}

TEST_F(Recalibrator, LeavesTheWeights) {
    const model::Checkpoint before = model::readCheckpoint(settings_.model);
    const model::Checkpoint after = recalibrated();
    EXPECT_EQ(after.metadata, before.metadata);
    ASSERT_EQ(after.tensors.size(), before.tensors.size());
    int moved = 0;
    for (const auto& [name, tensor] : after.tensors) {
        if (name.find("running_") == std::string::npos &&
            name.find("num_batches") == std::string::npos) {
            EXPECT_EQ(tensor, before.tensors.at(name)) << name;
        } else {
            moved += tensor == before.tensors.at(name) ? 0 : 1;
        }
    }
    EXPECT_GT(moved, 0);
}

/// The model's mean probabilities over the very draws that are measured.
torch::Tensor meanProbabilities(const model::Checkpoint& checkpoint,
                                const RecalibrationSettings& settings) {
    model::StmNetwork network(model::StmConfig::fromCheckpoint(checkpoint));
    EXPECT_TRUE(model::loadWeights(*network, checkpoint, /*strict=*/true).empty());
    const torch::NoGradGuard noGradients;
    network->eval();
    const DrawLoader loader(settings.source);
    auto sum = torch::zeros({network->config().classes});
    for (std::int64_t batch = 0; batch * settings.batch < settings.clips; ++batch) {
        RandomStream random = RandomStream(settings.seed).fork(static_cast<std::uint64_t>(batch));
        for (int i = 0; i < settings.batch; ++i) {
            const auto clip =
                shownClip(loader, loader.planner.plan(random.next()), network->config());
            const auto logits = network->forward(
                normalised(clip.unsqueeze(0).to(torch::kFloat32), network->config().input));
            sum += torch::softmax(logits, 1)[0];
        }
    }
    return sum / settings.clips;
}

// The last layer's bias and nothing else moves, by the logarithms of the classes' own shares.
TEST_F(Recalibrator, LevelsTheClassesByHowOftenTheyAreNamed) {
    const model::Checkpoint plain = recalibrated();
    settings_.logitAdjustment = 0.75;
    const model::Checkpoint levelled = recalibrated();
    for (const auto& [name, tensor] : levelled.tensors) {
        EXPECT_EQ(tensor == plain.tensors.at(name), name != "fc.bias") << name;
    }
    const auto biasOf = [](const model::Checkpoint& checkpoint) {
        model::StmNetwork network(model::StmConfig::fromCheckpoint(checkpoint));
        EXPECT_TRUE(model::loadWeights(*network, checkpoint, /*strict=*/true).empty());
        return network->fc->bias.detach();
    };
    const auto expected = -0.75 * meanProbabilities(plain, settings_).log();
    EXPECT_TRUE(torch::allclose(biasOf(levelled) - biasOf(plain), expected, 1e-3, 1e-3));
    const auto spread = [&](const model::Checkpoint& checkpoint) {
        const auto shares = meanProbabilities(checkpoint, settings_);
        return (shares.max() - shares.min()).item<float>();
    };
    EXPECT_LT(spread(levelled), 0.5F * spread(plain));
}

TEST_F(Recalibrator, ATemperatureDividesTheLogitsAndNothingElse) {
    settings_.logitAdjustment = 0.75;  // otherwise its bias is zero
    const model::Checkpoint as = recalibrated();
    settings_.temperature = 0.5;
    const model::Checkpoint surer = recalibrated();
    for (const auto& [name, tensor] : surer.tensors) {
        EXPECT_EQ(tensor == as.tensors.at(name), !name.starts_with("fc.")) << name;
    }
    const auto logitsOf = [](const model::Checkpoint& checkpoint) {
        const torch::NoGradGuard noGradients;
        model::StmNetwork network(model::StmConfig::fromCheckpoint(checkpoint));
        EXPECT_TRUE(model::loadWeights(*network, checkpoint, /*strict=*/true).empty());
        network->eval();
        torch::manual_seed(4);
        const auto& input = network->config().input;
        return network->forward(
            torch::randn({2, input.segments, 3, input.inputSize, input.inputSize}));
    };
    EXPECT_TRUE(torch::allclose(logitsOf(surer), 2.0 * logitsOf(as), 1e-4, 1e-5));
}

TEST_F(Recalibrator, WithoutClipsTheStatisticsStay) {
    settings_.clips = 0;
    EXPECT_EQ(recalibrated().tensors,
              model::expandToFloat32(model::readCheckpoint(settings_.model)).tensors);
}

TEST_F(Recalibrator, RefusesATemperatureOutOfRange) {
    for (const double temperature : {0.0, -1.0, 1000.0, std::nan("")}) {
        settings_.temperature = temperature;
        EXPECT_THAT(refusal(), HasSubstr("--temperature"));
    }
    settings_.temperature = 1.0;
    settings_.clips = 0;
    settings_.logitAdjustment = 0.5;
    EXPECT_THAT(refusal(), AllOf(HasSubstr("--clips"), HasSubstr("--logit-adjustment")));
}

TEST_F(Recalibrator, RefusesAnAdjustmentOutOfRange) {
    settings_.logitAdjustment = -0.5;
    EXPECT_THAT(refusal(), HasSubstr("--logit-adjustment"));
    settings_.logitAdjustment = std::nan("");
    EXPECT_THAT(refusal(), HasSubstr("--logit-adjustment"));
}

TEST_F(Recalibrator, EqualSeedsGiveEqualStatistics) {
    const model::Checkpoint first = recalibrated();
    settings_.loaderThreads = 1;
    EXPECT_EQ(recalibrated(), first);
    settings_.seed = 2;
    EXPECT_NE(recalibrated().tensors, first.tensors);
}

TEST_F(Recalibrator, MeasuresACausalNetworkOnLongerClips) {
    config_.causal = true;
    writeNetwork();
    const model::Checkpoint sound = recalibrated();
    EXPECT_TRUE(model::StmConfig::fromCheckpoint(sound).causal);
    writeNetwork(3.0F);
    EXPECT_EQ(recalibrated(), sound);
}

TEST_F(Recalibrator, ComparesOnDrawsHeldOut) {
    MineSettings mining;
    mining.source = test::tinySource(folder_.path());
    mining.output = folder_.path() / "mined";
    mining.draws = 2048;
    mining.perClass = 20;
    mining.batch = 64;
    mine(mining, {});
    settings_.heldOutPack = mining.source.videoPack;
    settings_.heldOutMined = mining.output;
    writeNetwork(1000.0F);  // says one class always
    const Recalibration result = recalibrate(settings_, {});
    ASSERT_TRUE(result.before && result.after);
    EXPECT_EQ(result.before->clips(), 60);
    EXPECT_NEAR(result.before->balancedTop1(), 1.0 / 3.0, 1e-9);
    EXPECT_NE(result.after->balancedTop1(), result.before->balancedTop1());
}

TEST_F(Recalibrator, ComparesNothingWithoutDraws) {
    const Recalibration result = recalibrate(settings_, {});
    EXPECT_FALSE(result.before || result.after);
}

TEST_F(Recalibrator, GivesNothingWhereItIsStopped) {
    const Recalibration result = recalibrate(
        settings_, {.progress = [](const std::string&) {}, .cancelled = [] { return true; }});
    EXPECT_TRUE(result.cancelled);
    EXPECT_TRUE(result.checkpoint.tensors.empty());
}

TEST_F(Recalibrator, RefusesStatisticsOfOneClip) {
    settings_.clips = 1;
    EXPECT_THAT(refusal(), AllOf(HasSubstr("fewer than two"), HasSubstr("--clips")));
}

TEST_F(Recalibrator, RefusesWhatIsNoCheckpointOfOurs) {
    settings_.model = folder_.path() / "teacher.pt";
    EXPECT_THAT(refusal(), HasSubstr("Expected"));
    settings_.model = folder_.path() / "none.safetensors";
    EXPECT_THAT(refusal(), HasSubstr("none.safetensors"));
}

}  // namespace
}  // namespace handscope::training
