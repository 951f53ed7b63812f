// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Convolution.h"

#include <gtest/gtest.h>

#include "model/engine/Pointwise.h"
#include "model/engine/Spatial.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;
using Then = Convolution::Then;

struct ConvolutionTest : ::testing::TestWithParam<torch::ScalarType> {
    const c10::InferenceMode inference;

    /// One rounding of the result; operands are of the type already.
    static double tolerance() { return GetParam() == torch::kBFloat16 ? 1.0 / 256 : 1e-5; }

    static FoldedWeights weights(std::int64_t out, std::int64_t in, std::int64_t kernel) {
        torch::manual_seed(3);
        return {torch::randn({out, in, kernel, kernel}).to(GetParam()).to(torch::kFloat32),
                torch::randn({out})};
    }

    static torch::Tensor input(std::int64_t frames, std::int64_t channels, std::int64_t height,
                               std::int64_t width) {
        return torch::randn({frames, channels, height, width})
            .to(GetParam())
            .contiguous(torch::MemoryFormat::ChannelsLast);
    }

    static torch::Tensor reference(const FoldedWeights& folded, const torch::Tensor& x,
                                   std::int64_t stride, std::int64_t padding) {
        return torch::conv2d(x.to(torch::kFloat32), folded.weight, folded.bias, stride, padding);
    }
};

TEST_P(ConvolutionTest, TakesSizesOneAfterTheOther) {
    const auto folded = weights(20, 12, 3);
    Convolution convolution(folded, 2, {1, 1}, Then::Relu, GetParam());
    for (const auto& [frames, side] : {std::pair{4, 9}, {1, 9}, {2, 16}, {3, 1}, {4, 9}, {5, 7}}) {
        const auto x = input(frames, 12, side, side + 1);
        const auto y = convolution(x);
        EXPECT_EQ(y.scalar_type(), GetParam());
        EXPECT_TRUE(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
        EXPECT_LE(difference(y, reference(folded, x, 2, 1).relu()), tolerance());
    }
}

TEST_P(ConvolutionTest, OfOnePointGivesAnyNumberOfChannels) {
    for (const auto& [out, in] :
         {std::pair{64, 64}, {80, 6}, {16, 34}, {144, 32}, {17, 5}, {32, 1}}) {
        const auto folded = weights(out, in, 1);
        Pointwise plain(folded, 1, Then::Nothing, GetParam());
        Pointwise strided(folded, 2, Then::Relu, GetParam());
        for (const auto& [frames, side] : {std::pair{2, 9}, {1, 1}, {1, 5}}) {
            const auto x = input(frames, in, side, side + 2);
            EXPECT_LE(difference(plain(x), reference(folded, x, 1, 0)), tolerance()) << out;
            EXPECT_LE(difference(strided(x), reference(folded, x, 2, 0).relu()), tolerance())
                << out;
        }
    }
}

TEST_P(ConvolutionTest, OfOnePointTakesAShortcutAlong) {
    const auto folded = weights(96, 32, 1);
    Pointwise pointwise(folded, 1, Then::Nothing, GetParam());
    const auto x = input(2, 32, 5, 7);
    const auto entering = input(2, 96, 5, 7);
    const auto expected = (reference(folded, x, 1, 0) + entering.to(torch::kFloat32)).relu();
    EXPECT_LE(difference(pointwise.withShortcut(x, nullptr, entering), expected), 2 * tolerance());
}

TEST_P(ConvolutionTest, OfOnePointTakesAProjectedShortcutAlong) {
    const auto folded = weights(96, 32, 1);
    auto projected = weights(96, 48, 1);
    for (const std::int64_t stride : {1, 2}) {
        Pointwise pointwise(folded, 1, Then::Nothing, GetParam());
        Pointwise projection(projected, stride, Then::Nothing, GetParam());
        const auto x = input(2, 32, 5, 7);
        const auto entering = input(2, 48, stride == 1 ? 5 : 9, stride == 1 ? 7 : 14);
        const auto expected =
            (reference(folded, x, 1, 0) + reference(projected, entering, stride, 0)).relu();
        EXPECT_LE(difference(pointwise.withShortcut(x, &projection, entering), expected),
                  3 * tolerance());
    }
}

TEST_P(ConvolutionTest, OfThreeByThreeTakesAnySizeAndStride) {
    // Winograd's filtering rounds its 4×4 values once more, and adds up to four of each.
    const double bound = GetParam() == torch::kBFloat16 ? 0.012 : 1e-5;
    for (const auto& [out, in] : {std::pair{64, 32}, {16, 48}, {144, 16}, {20, 12}}) {
        const auto folded = weights(out, in, 3);
        Spatial spatial(folded, 1, GetParam());
        Spatial strided(folded, 2, GetParam());
        for (const auto& [frames, height, width] :
             {std::tuple{2, 6, 8}, {1, 1, 1}, {1, 7, 7}, {3, 5, 13}, {2, 17, 20}, {1, 2, 3}}) {
            const auto x = input(frames, in, height, width);
            EXPECT_LE(difference(spatial(x), reference(folded, x, 1, 1).relu()), bound)
                << out << " of " << x.sizes();
            EXPECT_LE(difference(strided(x), reference(folded, x, 2, 1).relu()), tolerance())
                << out << " of " << x.sizes();
        }
    }
}

TEST(Folding, GivesWhatTheBnBehindItGives) {
    const torch::NoGradGuard noGradients;
    torch::manual_seed(5);
    torch::nn::Conv2d convolution(torch::nn::Conv2dOptions(6, 10, 3).padding(1).bias(false));
    torch::nn::BatchNorm2d bn(10);
    bn->weight.normal_();
    bn->bias.normal_();
    bn->running_mean.normal_();
    bn->running_var.uniform_(0.2, 3.0);
    bn->eval();
    const auto x = torch::randn({2, 6, 5, 7});
    const auto folded = fold(convolution, bn);
    EXPECT_LE(difference(torch::conv2d(x, folded.weight, folded.bias, 1, 1), bn(convolution(x))),
              1e-5);
}

INSTANTIATE_TEST_SUITE_P(Types, ConvolutionTest,
                         ::testing::Values(torch::kFloat32, torch::kBFloat16),
                         [](const auto& type) {
                             return type.param == torch::kBFloat16 ? "Bf16" : "Fp32";
                         });

}  // namespace
}  // namespace handscope::model
