// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <torch/torch.h>

#include <thread>

#include "model/Runtime.h"
#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

long pageFaults() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/// The page faults of a forward pass that others have gone before: of up to 6 MB a tensor, 1,500
/// pages.
long faultsOfLaterPass(ForwardPass& pass) {
    const c10::InferenceMode inference;
    const auto clips = test::randomClips(1, 8, 224, 224);
    for (int i = 0; i < 3; ++i) {
        (void)pass.frameScores(clips, nullptr, nullptr);
    }
    const long before = pageFaults();
    (void)pass.frameScores(clips, nullptr, nullptr);
    return pageFaults() - before;
}

TEST(FreedMemory, OnceKeptServesTheNextPassWithoutNewPages) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "memory does not come from glibc";
#endif
    constexpr long kStray = 500;
    keepFreedMemory();
    const auto network = test::livelyNetwork(test::tinyConfig());
    const auto pass = foldNetwork(*network, Precision::Float32);
    EXPECT_LT(faultsOfLaterPass(*pass), kStray);
    long faults = 0;
    std::thread([&] { faults = faultsOfLaterPass(*pass); }).join();
    EXPECT_LT(faults, kStray);
}

}  // namespace
}  // namespace handscope::model
