// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "model/StmNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;

constexpr int kTrainedSegments = 5;
constexpr std::int64_t kSide = 32;  // pixels

struct CausalForm {
    std::string name;
    int framesLookedBack = 0;  ///< of the newest frame's scores: two a CSTM, one a CMM without it
    BlockModules modules{};
    Fusion fusion = Fusion::Sum;
    TemporalKernel temporal = TemporalKernel::ChannelWise;
    std::set<std::string> stmBlocks{};
};

void PrintTo(const CausalForm& form, std::ostream* stream) {
    *stream << form.name;
}

StmNetwork makeNetwork(const CausalForm& form, bool causal = true) {
    StmConfig config;
    config.blocks = {1, 2, 1, 1};
    config.width = 0.125;
    config.classes = 3;
    config.labels = {"a", "b", "c"};
    config.modules = form.modules;
    config.stmBlocks = form.stmBlocks;
    config.fusion = form.fusion;
    config.temporal = form.temporal;
    config.causal = causal;
    config.input.segments = kTrainedSegments;
    config.input.inputSize = kSide;
    return test::livelyNetwork(config);
}

/// [N, T, 3, S, S].
torch::Tensor randomClips(std::int64_t clips, std::int64_t frames) {
    return test::randomClips(clips, frames, kSide, kSide);
}

class CausalNetwork : public ::testing::TestWithParam<CausalForm> {
protected:
    static constexpr std::int64_t kMostFrames = 64;

    const torch::NoGradGuard noGradients;
    StmNetwork network = makeNetwork(GetParam());
    torch::Tensor clips = randomClips(2, kMostFrames);

    torch::Tensor scoresOfFirst(std::int64_t frames) {
        return network->frameScores(clips.narrow(1, 0, frames));
    }
};

TEST_P(CausalNetwork, FedFrameByFrameGivesTheScoresOfOneForwardOfAnyLength) {
    StreamHistory history;
    std::vector<torch::Tensor> scores;
    for (std::int64_t length = 1; length <= kMostFrames; ++length) {
        scores.push_back(network->frameScores(clips.narrow(1, length - 1, 1), nullptr, &history));
        EXPECT_LT(difference(torch::cat(scores, 1), scoresOfFirst(length)), 1e-5) << length;
    }
}

TEST_P(CausalNetwork, FedInPiecesGivesTheScoresOfOneForward) {
    const auto expected = scoresOfFirst(kMostFrames);
    std::mt19937 random(5);
    for (const int longest : {2, 3, 9, 40}) {
        StreamHistory history;
        std::vector<torch::Tensor> scores;
        std::string pieces;
        for (std::int64_t next = 0; next < kMostFrames;) {
            const auto length = std::min<std::int64_t>(
                std::uniform_int_distribution(1, longest)(random), kMostFrames - next);
            scores.push_back(
                network->frameScores(clips.narrow(1, next, length), nullptr, &history));
            next += length;
            pieces.append(" ").append(std::to_string(length));
        }
        EXPECT_LT(difference(torch::cat(scores, 1), expected), 1e-5) << "pieces of" << pieces;
    }
}

TEST_P(CausalNetwork, StartsAnewWithAnEmptyHistory) {
    StreamHistory history;
    network->frameScores(clips.narrow(1, 20, 6), nullptr, &history);
    history.clear();
    const auto scores = network->frameScores(clips.narrow(1, 0, 6), nullptr, &history);
    EXPECT_LT(difference(scores, scoresOfFirst(6)), 1e-5);
}

// Bounds what a stream must keep to compute the past anew, from both sides. In double precision:
// little is left of a frame that only the last tap of every block still reaches.
TEST_P(CausalNetwork, AFrameShowsInNoScoreBeforeItAndInAsManyAfterItAsTheBlocksLookBack) {
    constexpr std::int64_t kFrames = 20;
    constexpr std::int64_t kChanged = 6;
    network->to(torch::kFloat64);
    clips = clips.to(torch::kFloat64);
    const auto before = scoresOfFirst(kFrames);
    clips.select(1, kChanged).neg_();
    const auto change = (scoresOfFirst(kFrames) - before).abs().amax({0, 2});
    for (std::int64_t t = 0; t < kFrames; ++t) {
        const bool shows = t >= kChanged && t <= kChanged + GetParam().framesLookedBack;
        EXPECT_EQ(change[t].item<double>() > 0.0, shows) << "frame " << t;
    }
}

TEST_P(CausalNetwork, ScoresAClipByItsLastFrames) {
    for (const std::int64_t length : {1, 3, 5, 6, 17}) {
        const auto frames = scoresOfFirst(length);
        auto sum = torch::zeros({2, 3});
        std::int64_t counted = 0;
        for (std::int64_t t = std::max<std::int64_t>(0, length - kTrainedSegments); t < length;
             ++t) {
            sum += frames.select(1, t);
            ++counted;
        }
        const auto scores = network->forward(clips.narrow(1, 0, length));
        EXPECT_LT(difference(scores, sum / counted), 1e-5) << length;
    }
}

// What came before is worth remembering: else the comparisons above would prove nothing.
TEST_P(CausalNetwork, ScoresDependOnWhatCameBefore) {
    const auto remembered = scoresOfFirst(20).narrow(1, 19, 1);
    const auto alone = network->frameScores(clips.narrow(1, 19, 1));
    EXPECT_GT(difference(alone, remembered), 0.01);
}

constexpr BlockModules kCstm{.cstm = true, .cmm = false};
constexpr BlockModules kCmm{.cstm = false, .cmm = true};
INSTANTIATE_TEST_SUITE_P(
    Forms, CausalNetwork,
    ::testing::Values(CausalForm{"Stm", 10}, CausalForm{"CstmOnly", 10, kCstm},
                      CausalForm{"CmmOnly", 5, kCmm}, CausalForm{"Concat", 10, {}, Fusion::Concat},
                      CausalForm{"Dense", 10, {}, Fusion::Sum, TemporalKernel::Dense},
                      CausalForm{"SomeBlocks",
                                 4,
                                 {},
                                 Fusion::Sum,
                                 TemporalKernel::ChannelWise,
                                 {"layer2.0", "layer4.0"}}),
    [](const auto& form) { return form.param.name; });

TEST(CausalNetworkTest, TheWindowedFormLooksAhead) {
    const torch::NoGradGuard noGradients;
    auto network = makeNetwork({}, /*causal=*/false);
    const auto clips = randomClips(1, 8);
    const auto before = network->frameScores(clips);
    clips.select(1, 4).neg_();
    const auto change = (network->frameScores(clips) - before).abs().amax({0, 2});
    EXPECT_GT(change[3].item<float>(), 0.0F);
}

TEST(CausalNetworkTest, CmmShowsNothingInTheFirstFrameAlone) {
    const torch::NoGradGuard noGradients;
    auto network = makeNetwork({});
    const auto clips = randomClips(1, 4);
    StreamHistory history;
    for (std::int64_t t = 0; t < 4; ++t) {
        Probes probes;
        probes["layer2.1"].wanted[static_cast<std::size_t>(Tap::Cmm)] = true;
        network->frameScores(clips.narrow(1, t, 1), &probes, &history);
        const auto& map = probes["layer2.1"].maps[static_cast<std::size_t>(Tap::Cmm)];
        EXPECT_EQ(map.abs().max().item<float>() == 0.0F, t == 0) << "frame " << t;
    }
}

// ---- the temporal convolution alone ------------------------------------------------------------

torch::Tensor tapsOf(std::initializer_list<std::initializer_list<float>> channels) {
    std::vector<float> values;
    for (const auto& taps : channels) {
        values.insert(values.end(), taps);
    }
    return torch::tensor(values).reshape({-1, 1, 3});
}

// Taps read t − 2, t − 1, t: a quarter of the channels pass t − 1, half t, and a quarter t − 2.
TEST(TemporalConvolutionTest, CausalKernelsStartByQuarter) {
    const auto expected = tapsOf(
        {{0, 1, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {1, 0, 0}, {1, 0, 0}});
    EXPECT_TRUE(
        torch::equal(TemporalConvolution(8, TemporalKernel::ChannelWise, true)->weight, expected));
    const auto dense = TemporalConvolution(8, TemporalKernel::Dense, true)->weight;
    EXPECT_TRUE(torch::equal(dense.diagonal(0, 0, 1).t().unsqueeze(1), expected));
    EXPECT_EQ(dense.count_nonzero().item<std::int64_t>(), 8);
}

// Taps read t − 1, t, t + 1 (paper, section 3.1).
TEST(TemporalConvolutionTest, WindowedKernelsStartByQuarter) {
    EXPECT_TRUE(torch::equal(TemporalConvolution(4, TemporalKernel::ChannelWise, false)->weight,
                             tapsOf({{1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1}})));
}

// A clip whose frame t holds t + 1 everywhere, and zero before and after it.
TEST(TemporalConvolutionTest, StartsByMovingChannelsAlongTime) {
    const torch::NoGradGuard noGradients;
    const auto x =
        torch::arange(1, 6).to(torch::kFloat32).reshape({5, 1, 1, 1}).expand({5, 4, 1, 1});
    const auto moved = [&x](bool causal) {
        TemporalConvolution convolution(4, TemporalKernel::ChannelWise, causal);
        return convolution->forward(x.contiguous(), 5, nullptr).reshape({5, 4}).t();
    };
    EXPECT_TRUE(torch::equal(
        moved(true),
        torch::tensor({{0, 1, 2, 3, 4}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {0, 0, 1, 2, 3}})
            .to(torch::kFloat32)));
    EXPECT_TRUE(torch::equal(
        moved(false),
        torch::tensor({{0, 1, 2, 3, 4}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {2, 3, 4, 5, 0}})
            .to(torch::kFloat32)));
}

/// The paper's reshape to [N·H·W, C, T] and an ordinary convolution.
torch::Tensor plainTemporal(const torch::Tensor& x, const torch::Tensor& weight,
                            std::int64_t frames, bool causal) {
    const auto channels = x.size(1);
    const auto lines = x.reshape({-1, frames, channels, x.size(2), x.size(3)})
                           .permute({0, 3, 4, 2, 1})
                           .reshape({-1, channels, frames});
    const auto padded =
        causal ? torch::constant_pad_nd(lines, {2, 0}) : torch::constant_pad_nd(lines, {1, 1});
    const auto groups =
        torch::nn::functional::Conv1dFuncOptions().groups(channels / weight.size(1));
    return torch::nn::functional::conv1d(padded, weight, groups)
        .reshape({-1, x.size(2), x.size(3), channels, frames})
        .permute({0, 4, 3, 1, 2})
        .reshape(x.sizes());
}

struct TemporalForm {
    std::string name;
    bool causal = false;
    TemporalKernel kernel = TemporalKernel::ChannelWise;
};

void PrintTo(const TemporalForm& form, std::ostream* stream) {
    *stream << form.name;
}

class TemporalGradient : public ::testing::TestWithParam<TemporalForm> {};

TEST_P(TemporalGradient, IsThatOfAnOrdinaryConvolution) {
    const auto [name, causal, kernel] = GetParam();
    torch::manual_seed(3);
    for (const std::int64_t frames : {1, 2, 3, 4, 9}) {
        TemporalConvolution convolution(8, kernel, causal);
        convolution->to(torch::kFloat64);
        const auto& weight = convolution->weight;
        weight.set_data(torch::randn_like(weight));
        const auto x = torch::randn({2 * frames, 8, 3, 4}, torch::kFloat64).requires_grad_();
        const auto ours = convolution->forward(x, frames, nullptr);
        const auto theirs = plainTemporal(x, weight, frames, causal);
        EXPECT_LT(difference(ours, theirs), 1e-12) << frames;
        {
            const torch::NoGradGuard noGradients;
            EXPECT_LT(difference(convolution->forward(x, frames, nullptr), theirs), 1e-12);
        }
        const auto upstream = torch::randn_like(ours);
        const auto found = torch::autograd::grad({ours}, {x, weight}, {upstream});
        const auto expected = torch::autograd::grad({theirs}, {x, weight}, {upstream});
        EXPECT_LT(difference(found[0], expected[0]), 1e-12) << frames;
        // The channel-wise kernel's gradient is summed in fp32, whatever the input's type.
        EXPECT_EQ(found[1].scalar_type(), torch::kFloat64);
        EXPECT_LT(difference(found[1], expected[1]), 1e-5) << frames;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Forms, TemporalGradient,
    ::testing::Values(TemporalForm{"Windowed", false}, TemporalForm{"Causal", true},
                      TemporalForm{"WindowedDense", false, TemporalKernel::Dense},
                      TemporalForm{"CausalDense", true, TemporalKernel::Dense}),
    [](const auto& form) { return form.param.name; });

}  // namespace
}  // namespace handscope::model
