// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <numbers>
#include <ostream>
#include <string>
#include <vector>

#include "model/StmNetwork.h"
#include "model/training/RandomStream.h"

namespace handscope::training {
namespace {

using model::BlockModules;
using model::MutePoint;

constexpr std::int64_t kPictureSide = 32;  // pixels
constexpr int kClipFrames = 8;
constexpr std::int64_t kPairs = 16;       // in a batch: each is shown in both orders
constexpr std::int64_t kTestPairs = 200;  // 400 clips
constexpr std::int64_t kSteps = 120;
constexpr double kPeakRate = 0.03;
constexpr std::uint64_t kTestData = 1'000'000;  // a stream that training never reaches

/// What is taken out of the network, to see that the test would notice.
enum class Breakage {
    None,
    FrozenCstm,  ///< every temporal kernel stays [0, 1, 0]
    MutedCmm,    ///< CMM's output is zero
};

/// One that is to learn the order.
struct Learner {
    std::string name;
    BlockModules modules;
    double atLeast = 0.0;  ///< accuracy on clips never seen
};

void PrintTo(const Learner& learner, std::ostream* stream) {
    *stream << learner.name;
}

/// One that may know the order or not, whatever it has learned.
struct Variant {
    std::string name;
    BlockModules modules;
    Breakage breakage = Breakage::None;
    bool knowsTheOrder = false;
};

void PrintTo(const Variant& variant, std::ostream* stream) {
    *stream << variant.name;
}

/// A square that crosses the picture toward the right, in the colours of this clip only:
/// [T, 3, S, S]. Start, direction, speed, size and colours are random, so that a frame, or a bag of
/// them, says nothing about their order.
torch::Tensor movingSquare(RandomStream random) {
    const double angle = random.uniform(-0.3, 0.3) * std::numbers::pi;
    const double step = random.uniform(1.5, 2.5);
    const double half = random.uniform(2.5, 5.0);
    const double middleX = random.uniform(0.42, 0.58) * kPictureSide;
    const double middleY = random.uniform(0.42, 0.58) * kPictureSide;
    const auto places = torch::arange(kPictureSide, torch::kFloat32);
    const auto inside = [&](double centre) {  // soft edges: a shift below one pixel shows
        return torch::clamp(half + 0.5 - torch::abs(places - centre), 0, 1);
    };
    const auto colour = [&random] {
        auto values = torch::empty({3, 1, 1});
        for (int channel = 0; channel < 3; ++channel) {
            values[channel][0][0] = random.uniform(-2.0, 2.0);
        }
        return values;
    };
    const auto background = colour();
    const auto foreground = colour();
    std::vector<torch::Tensor> frames;
    for (int t = 0; t < kClipFrames; ++t) {
        const double way = step * (t - 0.5 * (kClipFrames - 1));
        const auto mask = inside(middleY + std::sin(angle) * way).unsqueeze(1) *
                          inside(middleX + std::cos(angle) * way).unsqueeze(0);
        frames.push_back(background + (foreground - background) * mask);
    }
    return torch::stack(frames);
}

struct Batch {
    torch::Tensor clips;   ///< [2·pairs, T, 3, S, S]
    torch::Tensor labels;  ///< [2·pairs]: 0 as it was drawn, 1 the same frames backwards
};

Batch drawBatch(const RandomStream& random, std::int64_t pairs) {
    std::vector<torch::Tensor> clips;
    for (std::int64_t i = 0; i < pairs; ++i) {
        clips.push_back(movingSquare(random.fork(static_cast<std::uint64_t>(i))));
    }
    const auto forward = torch::stack(clips);
    return {torch::cat({forward, forward.flip(1)}),
            torch::cat({torch::zeros({pairs}, torch::kLong), torch::ones({pairs}, torch::kLong)})};
}

model::StmNetwork smallNetwork(BlockModules modules) {
    model::StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 0.25;
    config.classes = 2;
    config.labels = {"forwards", "backwards"};
    config.modules = modules;
    config.input.segments = kClipFrames;
    config.input.inputSize = kPictureSide;
    model::StmNetwork network(config);
    network->dropout->options.p(0.0);
    network->useChannelsLast();  // takes a third less time
    return network;
}

/// Cuts for the forward pass; also freezes what `breakage` says.
model::Probes breakNetwork(model::StmNetworkImpl& network, Breakage breakage) {
    model::Probes probes;
    for (auto& [name, block] : network.blocks) {
        if (breakage == Breakage::MutedCmm) {
            probes[name].mutes[MutePoint::Cmm] = {};
        }
        if (breakage == Breakage::FrozenCstm) {
            const torch::NoGradGuard noGradients;
            block->cstm->temporal->weight.copy_(torch::tensor({0.0F, 1.0F, 0.0F}));
            block->cstm->temporal->weight.set_requires_grad(false);
        }
    }
    return probes;
}

/// Accuracy on clips never seen, after a fixed number of steps.
double accuracyAfterTraining(BlockModules modules, std::uint64_t seed) {
    torch::manual_seed(seed);
    auto network = smallNetwork(modules);
    torch::optim::SGD optimizer(network->parameters(),
                                torch::optim::SGDOptions(kPeakRate).momentum(0.9));
    const RandomStream random(seed);
    network->train();
    for (std::int64_t step = 0; step < kSteps; ++step) {
        const double rate = kPeakRate * 0.5 *
                            (1.0 + std::cos(std::numbers::pi * static_cast<double>(step) / kSteps));
        for (auto& group : optimizer.param_groups()) {
            static_cast<torch::optim::SGDOptions&>(group.options()).lr(rate);
        }
        const Batch batch = drawBatch(random.fork(static_cast<std::uint64_t>(step)), kPairs);
        optimizer.zero_grad();
        torch::nn::functional::cross_entropy(network->forward(batch.clips), batch.labels)
            .backward();
        optimizer.step();
    }
    network->eval();
    const torch::NoGradGuard noGradients;
    const Batch test = drawBatch(random.fork(kTestData), kTestPairs);
    const auto answers = network->forward(test.clips).argmax(1);
    return answers.eq(test.labels).to(torch::kFloat64).mean().item<double>();
}

/// How far the scores of clips that run backwards lie from those of the same clips forwards, at
/// most, in a network whose every weight and statistic is drawn at random.
double widestDifference(const Variant& variant) {
    torch::manual_seed(5);
    auto network = smallNetwork(variant.modules);
    network->eval();
    const torch::NoGradGuard noGradients;
    for (auto& parameter : network->parameters()) {
        parameter.uniform_(-0.5, 0.5);
    }
    for (auto& buffer : network->named_buffers()) {
        if (buffer.value().is_floating_point()) {
            buffer.value().uniform_(0.5, 1.5);
        }
    }
    model::Probes probes = breakNetwork(*network, variant.breakage);
    const auto clips = drawBatch(RandomStream(5), 8).clips.chunk(2);
    const auto forwards = network->forward(clips[0], &probes);
    const auto backwards = network->forward(clips[1], &probes);
    return ((forwards - backwards).abs().max() / forwards.abs().max()).item<double>();
}

constexpr BlockModules kBoth{.cstm = true, .cmm = true};
constexpr BlockModules kCstmAlone{.cstm = true, .cmm = false};
constexpr BlockModules kCmmAlone{.cstm = false, .cmm = true};
constexpr BlockModules kNeither{.cstm = false, .cmm = false};

class TemporalLearning : public ::testing::TestWithParam<Learner> {};

TEST_P(TemporalLearning, TellsTheOrderOfTheSameFrames) {
    const double accuracy = accuracyAfterTraining(GetParam().modules, 1);
    RecordProperty("accuracy", std::to_string(accuracy));
    EXPECT_GE(accuracy, GetParam().atLeast);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, TemporalLearning,
    ::testing::Values(Learner{.name = "Stm", .modules = kBoth, .atLeast = 0.95},
                      Learner{.name = "CstmAlone", .modules = kCstmAlone, .atLeast = 0.90},
                      Learner{.name = "CmmAlone", .modules = kCmmAlone, .atLeast = 0.90}),
    [](const auto& testInfo) { return testInfo.param.name; });

class TemporalParts : public ::testing::TestWithParam<Variant> {};

// Equal scores for both orders, whatever the weights: no training could tell them apart.
TEST_P(TemporalParts, AloneTellTheOrder) {
    const double difference = widestDifference(GetParam());
    if (GetParam().knowsTheOrder) {
        EXPECT_GT(difference, 1e-2);
    } else {
        EXPECT_LT(difference, 1e-4);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Networks, TemporalParts,
    ::testing::Values(
        Variant{.name = "Stm", .modules = kBoth, .knowsTheOrder = true},
        Variant{.name = "CstmAlone", .modules = kCstmAlone, .knowsTheOrder = true},
        Variant{.name = "CmmAlone", .modules = kCmmAlone, .knowsTheOrder = true},
        Variant{.name = "Neither", .modules = kNeither},
        Variant{.name = "FrozenCstm", .modules = kCstmAlone, .breakage = Breakage::FrozenCstm},
        Variant{.name = "MutedCmm", .modules = kCmmAlone, .breakage = Breakage::MutedCmm}),
    [](const auto& testInfo) { return testInfo.param.name; });

}  // namespace
}  // namespace handscope::training
