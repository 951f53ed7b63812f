// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "tests/model/engine/KernelNumbers.h"

namespace handscope::model::kernels {
namespace {

using test::expectNear;
using test::randomNumbers;
using test::toFloat;

using MotionKernels = test::KernelTest;

TEST_P(MotionKernels, ReduceSumsOverChannels) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t channels : {4, 16, 67}) {
            for (const std::int64_t reduced : {1, 4, 6}) {
                const std::int64_t count = 7;
                const auto input = randomNumbers<Element>(count * channels, 1);
                const auto weight = randomNumbers<float>(reduced * channels, 2);
                const auto bias = randomNumbers<float>(reduced, 3);
                std::vector<float> output(count * reduced);
                kernels<Element>().reduce({.channels = channels,
                                           .reduced = reduced,
                                           .weight = weight.data(),
                                           .bias = bias.data()},
                                          input.data(), output.data(), count);
                std::vector<double> expected;
                for (std::int64_t i = 0; i < count * reduced; ++i) {
                    double sum = bias[i % reduced];
                    for (std::int64_t c = 0; c < channels; ++c) {
                        sum += double{toFloat(input[i / reduced * channels + c])} *
                               weight[i % reduced * channels + c];
                    }
                    expected.push_back(sum);
                }
                expectNear(output, expected);
            }
        }
    });
}

/// A frame inside its border of zeros, and everything that follows from it, one number at a time.
struct Case {
    std::int64_t height;
    std::int64_t width;
    std::int64_t reduced;
    std::int64_t channels;
    std::int64_t stride;
    std::vector<float> before = bordered(4);
    std::vector<float> after = bordered(5);
    std::vector<float> taps = randomNumbers<float>(9 * reduced, 6);
    std::vector<float> restore = randomNumbers<float>(reduced * channels, 7);

    BorderedFrame frame() const { return {.height = height, .width = width, .reduced = reduced}; }

    std::vector<float> bordered(unsigned seed) const {
        const auto values = randomNumbers<float>(height * width * reduced, seed);
        std::vector<float> result(static_cast<std::size_t>(frame().size()));
        for (std::int64_t row = 0; row < height; ++row) {
            std::copy_n(values.begin() + row * width * reduced, width * reduced,
                        result.begin() + frame().offset(row));
        }
        return result;
    }

    double restoredAt(std::int64_t y, std::int64_t x, std::int64_t channel) const {
        double sum = 0.0;
        for (std::int64_t j = 0; j < reduced; ++j) {
            const auto at = [&](std::int64_t dy, std::int64_t dx) {
                return static_cast<std::size_t>(
                    ((y + 1 + dy) * (width + 2) + x + 1 + dx) * reduced + j);
            };
            double difference = -before[at(0, 0)];
            for (std::int64_t tap = 0; tap < 9; ++tap) {
                difference += double{taps[tap * reduced + j]} * after[at(tap / 3 - 1, tap % 3 - 1)];
            }
            sum += difference * restore[j * channels + channel];
        }
        return sum;
    }

    double motionAt(std::int64_t row, std::int64_t column, std::int64_t channel) const {
        double largest = -std::numeric_limits<double>::infinity();
        for (std::int64_t y = row * stride; y < std::min(height, (row + 1) * stride); ++y) {
            for (std::int64_t x = column * stride; x < std::min(width, (column + 1) * stride);
                 ++x) {
                largest = std::max(largest, restoredAt(y, x, channel));
            }
        }
        return largest;
    }
};

TEST_P(MotionKernels, AddMotionAddsTheRestoredDifference) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const Case& example :
             {Case{5, 7, 4, 64, 1}, Case{4, 6, 4, 64, 2}, Case{5, 7, 1, 20, 2},
              Case{3, 9, 3, 33, 1}, Case{1, 1, 2, 16, 2}, Case{1, 1, 2, 16, 1}}) {
            std::vector<float> rowTaps;
            for (std::int64_t tap = 0; tap < 9; ++tap) {
                for (std::int64_t i = 0; i < example.width * example.reduced; ++i) {
                    rowTaps.push_back(example.taps[tap * example.reduced + i % example.reduced]);
                }
            }
            const Motion shape{.frame = example.frame(),
                               .channels = example.channels,
                               .stride = example.stride,
                               .motion = rowTaps.data(),
                               .restore = example.restore.data()};
            const std::int64_t rowSize = shape.outputWidth() * example.channels;
            auto output = randomNumbers<Element>(shape.outputHeight() * rowSize, 8);
            std::vector<double> expected;
            for (std::int64_t i = 0; i < shape.outputHeight() * rowSize; ++i) {
                expected.push_back(toFloat(output[i]) +
                                   example.motionAt(i / rowSize, i % rowSize / example.channels,
                                                    i % example.channels));
            }
            std::vector<float> scratch(2 * example.width * example.reduced);
            for (std::int64_t row = 0; row < shape.outputHeight(); ++row) {
                kernels<Element>().addMotion(shape, example.before.data(), example.after.data(),
                                             row, scratch.data(), output.data() + row * rowSize);
            }
            expectNear(output, expected);
        }
    });
}

HANDSCOPE_FOR_ALL_INSTRUCTIONS(MotionKernels);

}  // namespace
}  // namespace handscope::model::kernels
