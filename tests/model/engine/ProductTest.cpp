// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/kernels/Products.h"
#include "tests/model/engine/KernelNumbers.h"

namespace handscope::model::kernels {
namespace {

using test::expectNear;
using test::randomNumbers;
using test::toFloat;

using ProductKernel = test::KernelTest;

/// An input and a weight [columns, depth].
struct Operand {
    std::int64_t depth;
    std::int64_t columns;
    std::vector<BFloat16> input;
    std::vector<BFloat16> weight = randomNumbers<BFloat16>(columns * depth, 2);
    std::vector<BFloat16> packed = std::vector<BFloat16>(weight.size());

    Operand(std::int64_t inputRows, std::int64_t depthOf, std::int64_t columnsOf)
        : depth(depthOf), columns(columnsOf), input(randomNumbers<BFloat16>(inputRows * depth, 1)) {
        packPanels(weight.data(), columns, depth, packed.data());
    }

    double at(std::int64_t row, std::int64_t column) const {
        double sum = 0.0;
        for (std::int64_t k = 0; k < depth; ++k) {
            sum += double{toFloat(input[row * depth + k])} * toFloat(weight[column * depth + k]);
        }
        return sum;
    }
};

std::int64_t panelsOf(std::int64_t columns) {
    return (columns + kPanelColumns - 1) / kPanelColumns;
}

TEST_P(ProductKernel, IsTheSumOfItsFactorsWithBiasAndAddend) {
    for (const std::int64_t columns : {16, 32, 48, 64, 144}) {
        for (const std::int64_t rows : {1, 5, 6, 31}) {
            const Operand a(rows, 38, columns);
            const Operand b(3 * rows, 64, columns);
            std::vector<std::int64_t> every;
            for (std::int64_t row = 0; row < rows; ++row) {
                every.push_back(3 * row + 1);
            }
            const auto bias = randomNumbers<float>(columns, 3);
            const auto addend = randomNumbers<BFloat16>(rows * columns, 4);
            std::vector<BFloat16> output(addend.size());
            const Product product{
                .factors = {{.input = a.input.data(), .depth = a.depth, .weight = a.packed.data()},
                            {.input = b.input.data(),
                             .rows = every.data(),
                             .depth = b.depth,
                             .weight = b.packed.data()}},
                .count = 2,
                .columns = columns,
                .bias = bias.data(),
                .addend = addend.data(),
                .relu = true,
                .output = output.data()};
            productsFor(GetParam())->multiply(product, 0, rows, 0, panelsOf(columns));
            std::vector<double> expected;
            for (std::int64_t i = 0; i < rows * columns; ++i) {
                const auto row = i / columns;
                const auto column = i % columns;
                expected.push_back(std::max(0.0, bias[column] + toFloat(addend[i]) +
                                                     a.at(row, column) + b.at(every[row], column)));
            }
            expectNear(output, expected);
        }
    }
}

TEST_P(ProductKernel, LeavesRowsAndPanelsOfOthersAlone) {
    const std::int64_t rows = 20;
    const std::int64_t columns = 160;
    const Operand a(rows, 512, columns);
    const std::vector<float> bias(columns);
    const auto before = randomNumbers<BFloat16>(rows * columns, 5);
    auto output = before;
    const Product product{
        .factors = {{.input = a.input.data(), .depth = a.depth, .weight = a.packed.data()}},
        .columns = columns,
        .bias = bias.data(),
        .output = output.data()};
    productsFor(GetParam())->multiply(product, 3, 17, 1, 2);
    std::vector<double> expected;
    for (std::int64_t i = 0; i < rows * columns; ++i) {
        const auto row = i / columns;
        const auto column = i % columns;
        const bool ours = row >= 3 && row < 17 && column >= 64 && column < 128;
        expected.push_back(ours ? a.at(row, column) : toFloat(before[i]));
    }
    expectNear(output, expected);
}

/// Weights of a 3×3 convolution that are exact in bf16 after the transform, from which the
/// filtering then differs by the rounding of transformed inputs alone.
struct Taps {
    std::int64_t channels;
    std::int64_t columns;
    std::vector<float> weight = std::vector<float>(columns * channels * 9);
    std::vector<BFloat16> packed = std::vector<BFloat16>(16 * columns * channels);

    Taps(std::int64_t channelsOf, std::int64_t columnsOf)
        : channels(channelsOf), columns(columnsOf) {
        std::mt19937 random(9);
        for (float& value : weight) {
            value = static_cast<float>(random() % 9) - 4.0F;
        }
        constexpr double kG[4][3] = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};
        for (std::int64_t place = 0; place < 16; ++place) {
            std::vector<BFloat16> transformed;
            for (std::int64_t i = 0; i < columns * channels; ++i) {
                double sum = 0.0;
                for (std::int64_t tap = 0; tap < 9; ++tap) {
                    sum += kG[place / 4][tap / 3] * kG[place % 4][tap % 3] * weight[i * 9 + tap];
                }
                transformed.push_back(test::rounded<BFloat16>(static_cast<float>(sum)));
            }
            packPanels(transformed.data(), columns, channels,
                       packed.data() + place * columns * channels);
        }
    }
};

TEST_P(ProductKernel, WinogradIsTheConvolutionAndRelu) {
    for (const auto& [height, width] : {std::pair{6, 8}, {5, 7}, {1, 1}}) {
        const std::int64_t frames = 2;
        const Taps taps(32, 80);
        // Small whole numbers: their sums in the transform are exact in bf16 too.
        std::vector<BFloat16> input;
        std::mt19937 random(10);
        for (std::int64_t i = 0; i < frames * height * width * taps.channels; ++i) {
            input.push_back(test::rounded<BFloat16>(static_cast<float>(random() % 33) - 16.0F));
        }
        const auto bias = randomNumbers<float>(taps.columns, 3);
        const std::vector<BFloat16> zeros(taps.channels);
        const Winograd shape{.height = height,
                             .width = width,
                             .channels = taps.channels,
                             .columns = taps.columns,
                             .weight = taps.packed.data(),
                             .bias = bias.data(),
                             .zeros = zeros.data()};
        std::vector<BFloat16> transformed(shape.transformedSize());
        std::vector<float> products(Winograd::productsSize());
        std::vector<BFloat16> output(frames * height * width * taps.columns);
        const std::int64_t tiles = frames * shape.tilesDown() * shape.tilesAcross();
        const auto part = [&](std::int64_t begin, std::int64_t end, std::int64_t panel) {
            productsFor(GetParam())
                ->winograd(shape, input.data(), begin, end, panel, panel + 1, transformed.data(),
                           products.data(), output.data());
        };
        for (const std::int64_t panel : {0, 1}) {
            part(0, tiles / 2, panel);
            part(tiles / 2, tiles, panel);
        }
        std::vector<double> expected;
        for (std::int64_t i = 0; i < std::ssize(output); ++i) {
            const auto column = i % taps.columns;
            const auto position = i / taps.columns;
            double sum = bias[column];
            for (std::int64_t tap = 0; tap < 9; ++tap) {
                const auto y = position / width % height + tap / 3 - 1;
                const auto x = position % width + tap % 3 - 1;
                if (y < 0 || y >= height || x < 0 || x >= width) {
                    continue;
                }
                const auto from = (position / width / height * height + y) * width + x;
                for (std::int64_t c = 0; c < taps.channels; ++c) {
                    sum += double{toFloat(input[from * taps.channels + c])} *
                           taps.weight[(column * taps.channels + c) * 9 + tap];
                }
            }
            expected.push_back(std::max(0.0, sum));
        }
        expectNear(output, expected);
    }
}

// The only ones that multiply bf16.
INSTANTIATE_TEST_SUITE_P(Instructions, ProductKernel,
                         ::testing::Values(test::InstructionSet::Avx512),
                         [](const auto& set) { return test::nameOf(set.param); });

}  // namespace
}  // namespace handscope::model::kernels
