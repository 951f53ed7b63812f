// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;
using test::livelyNetwork;
using test::randomClips;
using test::variant;
using test::Variant;

struct FoldedStream : ::testing::TestWithParam<Variant> {
    static constexpr std::int64_t kMostFrames = 64;

    const c10::InferenceMode inference;
    StmNetwork network = livelyNetwork(GetParam().config);
    std::unique_ptr<ForwardPass> pass = foldNetwork(*network, Precision::Float32);
    torch::Tensor clips = randomClips(2, kMostFrames, 33, 32);
};

TEST_P(FoldedStream, FedFrameByFrameGivesTheScoresOfOnePassOfAnyLength) {
    // Causal: the scores of the first frames do not depend on how many follow.
    const auto expected = network->frameScores(clips);
    StreamHistory history;
    for (std::int64_t t = 0; t < kMostFrames; ++t) {
        const auto found = pass->frameScores(clips.narrow(1, t, 1), nullptr, &history);
        ASSERT_LE(difference(found, expected.narrow(1, t, 1)), 1e-4) << "frame " << t;
    }
    EXPECT_LE(difference(pass->frameScores(clips, nullptr, nullptr), expected), 1e-4);
}

TEST_P(FoldedStream, FedInPiecesOfAnySizeGivesTheSame) {
    const auto expected = network->frameScores(clips);
    StreamHistory history;
    std::int64_t begin = 0;
    for (const std::int64_t length : {3, 1, 2, 5, 1, 1, 8, 2}) {
        const auto found = pass->frameScores(clips.narrow(1, begin, length), nullptr, &history);
        ASSERT_LE(difference(found, expected.narrow(1, begin, length)), 1e-4) << begin;
        begin += length;
    }
}

TEST_P(FoldedStream, LeavesACopyOfItsHistoryAsItWas) {
    StreamHistory history;
    pass->frameScores(clips.narrow(1, 0, 3), nullptr, &history);
    StreamHistory copy = history;
    const auto next = clips.narrow(1, 3, 1);
    const auto first = pass->frameScores(next, nullptr, &history);
    pass->frameScores(clips.narrow(1, 4, 2), nullptr, &history);
    EXPECT_TRUE(torch::equal(pass->frameScores(next, nullptr, &copy), first));
}

TEST_P(FoldedStream, InBf16FollowsOnePassInBf16) {
    const auto bf16 = foldNetwork(*network, Precision::BFloat16);
    const auto few = clips.narrow(1, 0, 6);
    const auto expected = bf16->frameScores(few, nullptr, nullptr);
    StreamHistory history;
    for (std::int64_t t = 0; t < few.size(1); ++t) {
        // The same roundings: only the order of sums may differ.
        EXPECT_LE(difference(bf16->frameScores(few.narrow(1, t, 1), nullptr, &history),
                             expected.narrow(1, t, 1)),
                  0.02);
    }
}

INSTANTIATE_TEST_SUITE_P(Forms, FoldedStream,
                         ::testing::Values(variant("paper",
                                                   [](auto& config) { config.causal = true; }),
                                           variant("cmm",
                                                   [](auto& config) {
                                                       config.causal = true;
                                                       config.modules.cstm = false;
                                                   }),
                                           variant("denseConcat",
                                                   [](auto& config) {
                                                       config.causal = true;
                                                       config.temporal = TemporalKernel::Dense;
                                                       config.fusion = Fusion::Concat;
                                                   })),
                         [](const auto& form) { return form.param.name; });

}  // namespace
}  // namespace handscope::model
