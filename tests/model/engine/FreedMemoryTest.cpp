// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <torch/torch.h>

#include <cstdlib>
#include <thread>

#include "model/Runtime.h"
#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

constexpr long kStray = 500;  // page faults that nothing is said by

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

constexpr std::int64_t kValues = 48 << 20;  // of a tensor of 192 MB
constexpr std::size_t kBytes = 4 * kValues;

/// Whether a tensor has a mapping of its own, which goes with it.
bool isMapped() {
#if defined(__GLIBC__)
    const std::size_t before = mallinfo2().hblkhd;
    const auto tensor = torch::zeros({kValues});
    return mallinfo2().hblkhd >= before + kBytes;
#else
    return false;
#endif
}

/// What the C library begins with, whatever the environment says and others have done.
void forgetSettings() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_MAX, 65'536);
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    mallopt(M_TRIM_THRESHOLD, 128 << 10);
    mallopt(M_TOP_PAD, 0);
#endif
}

TEST(FreedMemory, OnceKeptServesTheNextPassWithoutNewPages) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "memory does not come from glibc";
#endif
    forgetSettings();
    keepFreedMemory();
    const auto network = test::livelyNetwork(test::tinyConfig());
    const auto pass = foldNetwork(*network, Precision::Float32);
    EXPECT_LT(faultsOfLaterPass(*pass), kStray);
    long faults = 0;
    std::thread([&] { faults = faultsOfLaterPass(*pass); }).join();
    EXPECT_LT(faults, kStray);
}

/// Whether tensors of any size, of this thread and of another, come from a heap that stays.
bool keepsAnySize() {
#if defined(__GLIBC__)
    forgetSettings();
    if (!isMapped()) {
        return false;  // nothing would be tested here
    }
    keepFreedMemoryOfAnySize();
    bool mapped = isMapped();
    std::thread([&] { mapped = mapped || isMapped(); }).join();
    return !mapped && mallinfo2().arena >= kBytes;
#else
    return false;
#endif
}

/// In a process of its own: threads that came before the call have heaps of theirs.
TEST(FreedMemoryDeathTest, OfAnySizeIsKeptForEveryThread) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "memory does not come from glibc";
#endif
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(std::exit(keepsAnySize() ? 0 : 1), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace handscope::model
