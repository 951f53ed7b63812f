// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <vector>

#include "model/LoadClassifier.h"
#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;
using test::livelyNetwork;
using test::randomClips;
using test::variant;
using test::Variant;

constexpr double kProbability = 0.02;  // the engine's promise

double probabilityDifference(const torch::Tensor& found, const torch::Tensor& expected) {
    return (found.softmax(-1) - expected.softmax(-1)).abs().max().item<double>();
}

struct Folded : ::testing::TestWithParam<Variant> {
    const c10::InferenceMode inference;
    StmNetwork network = livelyNetwork(GetParam().config);
};

TEST_P(Folded, InFp32GivesTheScoresOfTheNetwork) {
    const auto pass = foldNetwork(*network, Precision::Float32);
    const std::vector<std::vector<std::int64_t>> shapes{
        {1, 4, 32, 32}, {2, 1, 33, 47}, {3, 2, 32, 75}, {1, 8, 65, 64}};
    for (const auto& shape : shapes) {
        const auto clips = randomClips(shape[0], shape[1], shape[2], shape[3]);
        EXPECT_LE(
            difference(pass->frameScores(clips, nullptr, nullptr), network->frameScores(clips)),
            1e-4)
            << clips.sizes();
    }
}

TEST_P(Folded, InBf16GivesTheProbabilitiesOfTheNetwork) {
    const auto pass = foldNetwork(*network, Precision::BFloat16);
    const auto clips = randomClips(2, 4, 47, 64);
    EXPECT_LE(probabilityDifference(
                  meanScores(network->config(), pass->frameScores(clips, nullptr, nullptr)),
                  network->forward(clips)),
              kProbability);
}

TEST_P(Folded, HidesNoPictureOrWeightThatIsNoNumber) {
    const auto clips = randomClips(2, 4, 33, 32);
    auto broken = clips.clone();
    broken[1][2][0][5][5] = std::numeric_limits<float>::quiet_NaN();
    for (const auto precision : {Precision::Float32, Precision::BFloat16}) {
        const auto scores = foldNetwork(*network, precision)->frameScores(broken, nullptr, nullptr);
        EXPECT_TRUE(scores[0].isfinite().all().item<bool>());
        EXPECT_FALSE(scores[1].isfinite().all().item<bool>());
    }
    network->conv1->weight[0][0][0][0] = std::numeric_limits<float>::infinity();
    EXPECT_FALSE(foldNetwork(*network, Precision::Float32)
                     ->frameScores(clips, nullptr, nullptr)
                     .isfinite()
                     .any()
                     .item<bool>());
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Folded,
    ::testing::Values(
        variant("paper", [](auto&) {}),
        variant("cstm", [](auto& config) { config.modules.cmm = false; }),
        variant("cmm", [](auto& config) { config.modules.cstm = false; }),
        variant("plain", [](auto& config) { config.modules = {.cstm = false, .cmm = false}; }),
        variant("concat", [](auto& config) { config.fusion = Fusion::Concat; }),
        variant("dense", [](auto& config) { config.temporal = TemporalKernel::Dense; }),
        variant("causal", [](auto& config) { config.causal = true; }),
        variant("causalDense",
                [](auto& config) {
                    config.causal = true;
                    config.temporal = TemporalKernel::Dense;
                }),
        variant("someBlocks",
                [](auto& config) {
                    config.stmBlocks = {"layer2.0", "layer4.0"};
                }),
        variant(
            "oddChannels", [](auto&) {}, 5.0 / 64),
        variant(
            "fullPanels",
            [](auto& config) {
                config.blocks = {1, 1, 1, 1};
            },
            1.0)),
    [](const auto& form) { return form.param.name; });

TEST(FoldedThreads, DivideTheWorkWithoutChangingIt) {
    const c10::InferenceMode inference;
    const auto network = livelyNetwork(test::tinyConfig(1.0));
    const auto clips = randomClips(2, 4, 65, 64);
    const int threadsBefore = at::get_num_threads();
    for (const auto precision : {Precision::Float32, Precision::BFloat16}) {
        const auto pass = foldNetwork(*network, precision);
        at::set_num_threads(1);
        const auto alone = pass->frameScores(clips, nullptr, nullptr);
        at::set_num_threads(3);
        // oneDNN may add up in another order.
        EXPECT_LE(difference(pass->frameScores(clips, nullptr, nullptr), alone),
                  precision == Precision::Float32 ? 1e-5 : 0.01);
    }
    at::set_num_threads(threadsBefore);
}

TEST(FoldedShippedModel, InBf16GivesThePlainNetworksProbabilities) {
    const auto file = std::filesystem::path(HANDSCOPE_SOURCE_DIR) / "resources" / "models" /
                      "handscope-stm-small.safetensors";
    const auto plain = loadClassifier(file, {.device = Device::Cpu, .engine = Engine::Plain});
    const auto folded = loadClassifier(
        file, {.device = Device::Cpu, .engine = Engine::Folded, .precision = Precision::BFloat16});
    const auto& input = plain->description().input;
    const auto side = static_cast<std::size_t>(input.inputSize);
    // A bright disc that wanders over a dark ground, each clip along another way.
    for (const double angle : {0.0, 1.6, 3.1, 4.7}) {
        Clip clip;
        for (int t = 0; t < input.segments; ++t) {
            std::vector<float> frame(3 * side * side);
            const double way = (t + 0.5) / input.segments - 0.5;
            const double centreX = (0.5 + 0.6 * way * std::cos(angle)) * input.inputSize;
            const double centreY = (0.5 + 0.6 * way * std::sin(angle)) * input.inputSize;
            for (std::size_t i = 0; i < frame.size(); ++i) {
                const double x = static_cast<double>(i % side) - centreX;
                const double y = static_cast<double>(i / side % side) - centreY;
                frame[i] = std::hypot(x, y) < 0.15 * input.inputSize ? 1.5F : -1.0F;
            }
            clip.push_back(std::make_shared<const std::vector<float>>(std::move(frame)));
        }
        const auto expected = plain->classifyOne(clip).probabilities;
        const auto found = folded->classifyOne(clip).probabilities;
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_NEAR(found[i], expected[i], kProbability) << "class " << i;
        }
    }
}

}  // namespace
}  // namespace handscope::model
