// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/NetworkCounts.h"

#include <gtest/gtest.h>

namespace handscope::model {
namespace {

StmConfig resnet50(int classes = 174) {
    StmConfig config;
    config.classes = classes;
    config.labels.assign(static_cast<std::size_t>(classes), "label");
    return config;
}

// The integers follow from the parameter and MAC counts of the paper's tables 3 and 6.
TEST(NetworkCountsTest, PlainResNetIsTsn) {
    StmConfig config = resnet50();
    config.modules = {.cstm = false, .cmm = false};
    const NetworkCounts counts = countNetwork(config);
    EXPECT_EQ(counts.parameters, 23'864'558);
    EXPECT_EQ(counts.paperCount, 32'877'764'608);
}

TEST(NetworkCountsTest, CstmOnly) {
    StmConfig config = resnet50();
    config.modules = {.cstm = true, .cmm = false};
    const NetworkCounts counts = countNetwork(config);
    EXPECT_EQ(counts.parameters, 23'875'886);
    EXPECT_EQ(counts.paperCount, 32'923'525'120);
}

TEST(NetworkCountsTest, CstmWithADenseTemporalKernel) {
    StmConfig config = resnet50();
    config.modules = {.cstm = true, .cmm = false};
    config.temporal = TemporalKernel::Dense;
    const NetworkCounts counts = countNetwork(config);
    EXPECT_EQ(counts.parameters, 27'636'974);
    EXPECT_EQ(counts.paperCount, 40'584'798'208);
}

TEST(NetworkCountsTest, Stm) {
    const NetworkCounts counts = countNetwork(resnet50());
    EXPECT_EQ(counts.parameters, 24'035'666);
    EXPECT_EQ(counts.paperCount, 33'255'138'304);
    EXPECT_NEAR(static_cast<double>(counts.macs), 33.075e9, 0.0005e9);
}

TEST(NetworkCountsTest, StmWithSixteenFramesDoesTwiceTheWork) {
    StmConfig config = resnet50();
    config.input.segments = 16;
    EXPECT_EQ(countNetwork(config).paperCount, 2 * 33'255'138'304);
    EXPECT_EQ(countNetwork(config).parameters, 24'035'666);
}

TEST(NetworkCountsTest, StmWithJestersClasses) {
    EXPECT_EQ(countNetwork(resnet50(27)).parameters, 23'734'463);
}

TEST(NetworkCountsTest, ConcatAddsOneConvolutionABlock) {
    StmConfig config = resnet50();
    config.fusion = Fusion::Concat;
    // 2C → C by 1×1 in 3, 4, 6 and 3 blocks of 64, 128, 256 and 512 channels.
    const std::int64_t added = 2LL * (3 * 64 * 64 + 4 * 128 * 128 + 6 * 256 * 256 + 3 * 512 * 512);
    EXPECT_EQ(countNetwork(config).parameters, 24'035'666 + added);
}

TEST(NetworkCountsTest, OneBlockAStage) {
    StmConfig config = resnet50();
    config.stmBlocks = {"layer1.0", "layer2.0", "layer3.0", "layer4.0"};
    // What STM adds to a block: a temporal kernel of 3C, and CMM's two 1×1, BN and 3×3.
    std::int64_t added = 0;
    for (const std::int64_t channels : {64, 128, 256, 512}) {
        const std::int64_t reduced = channels / 16;
        added += 3 * channels + 2 * channels * reduced + 2 * reduced + 9 * reduced;
    }
    EXPECT_EQ(countNetwork(config).parameters, 23'864'558 + added);
}

}  // namespace
}  // namespace handscope::model
