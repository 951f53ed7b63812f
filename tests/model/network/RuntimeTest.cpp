// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace handscope::model {
namespace {

TEST(RuntimeTest, UsesTheThreadsThatWereAskedFor) {
    setComputeThreads(1);
    EXPECT_EQ(computeThreads(), 1);
    EXPECT_THAT(runtimeSummary(), ::testing::HasSubstr("1 thread,"));
    setComputeThreads(0);
    EXPECT_GE(computeThreads(), 1);
}

TEST(RuntimeTest, AWarningAboutTheBlasNamesThePackage) {
    if (const auto warning = slowBlasWarning()) {
        EXPECT_THAT(warning->whatToDo(), ::testing::HasSubstr("libopenblas0-pthread"));
        EXPECT_THAT(runtimeSummary(), ::testing::HasSubstr("reference BLAS"));
    } else {
        EXPECT_THAT(runtimeSummary(), ::testing::Not(::testing::HasSubstr("reference BLAS")));
    }
}

}  // namespace
}  // namespace handscope::model
