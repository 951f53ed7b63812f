// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Precision.h"

#include <gtest/gtest.h>

#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

TEST(ProcessorPrecision, IsWhatWasAskedFor) {
    EXPECT_EQ(processorPrecision(Precision::Float32), Precision::Float32);
    EXPECT_EQ(processorPrecision(Precision::BFloat16), Precision::BFloat16);
}

TEST(ProcessorPrecision, IsTheProcessorsOwnWhenLeftToIt) {
    EXPECT_EQ(processorPrecision(Precision::Auto), nativePrecision());
    EXPECT_TRUE(nativePrecision() == Precision::Float32 ||
                nativePrecision() == Precision::BFloat16);
}

TEST(ProcessorPrecision, RefusesFp16) {
    EXPECT_THROW(processorPrecision(Precision::Float16), ModelError);
}

TEST(ProcessorPrecision, StandsInTheEnginesSummary) {
    const auto network = test::livelyNetwork(test::tinyConfig());
    EXPECT_EQ(foldNetwork(*network, Precision::Float32)->summary(), "folded, fp32");
    EXPECT_EQ(foldNetwork(*network, Precision::BFloat16)->summary(), "folded, bf16");
}

}  // namespace
}  // namespace handscope::model
