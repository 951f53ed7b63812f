// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "tests/model/engine/KernelNumbers.h"

namespace handscope::model::kernels {
namespace {

using test::expectNear;
using test::randomNumbers;
using test::rounded;
using test::toFloat;

using StepKernels = test::KernelTest;

TEST_P(StepKernels, TemporalTapsReadThreeFramesAndZerosBeyondThem) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t first : {-1, -2}) {
            for (const std::int64_t frames : {1, 2, 5}) {
                for (const std::int64_t channels : {1, 16, 37}) {
                    for (const bool remembers : {false, true}) {
                        const std::int64_t positions = 3;
                        const std::int64_t size = positions * channels;
                        const auto taps = randomNumbers<float>(3 * channels, 1);
                        const auto history = randomNumbers<Element>(2 * size, 2);
                        const auto input = randomNumbers<Element>(frames * size, 3);
                        std::vector<Element> output(input.size());
                        const TemporalTaps shape{.frames = frames,
                                                 .positions = positions,
                                                 .channels = channels,
                                                 .first = first,
                                                 .taps = taps.data()};
                        const auto* const before = remembers ? history.data() : nullptr;
                        kernels<Element>().temporalTaps(shape, before, input.data(), output.data(),
                                                        0, 1);
                        kernels<Element>().temporalTaps(shape, before, input.data(), output.data(),
                                                        1, positions);
                        std::vector<double> expected(input.size());
                        for (std::int64_t i = 0; i < frames * size; ++i) {
                            for (std::int64_t k = 0; k < 3; ++k) {
                                const std::int64_t from = i / size + first + k;
                                const double tap = taps[k * channels + i % channels];
                                if (from >= 0 && from < frames) {
                                    expected[i] += tap * toFloat(input[from * size + i % size]);
                                } else if (from < 0 && remembers) {
                                    expected[i] +=
                                        tap * toFloat(history[(from + 2) * size + i % size]);
                                }
                            }
                        }
                        expectNear(output, expected);
                    }
                }
            }
        }
    });
}

TEST_P(StepKernels, SumAndReluCutsBelowZero) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t count : {1, 16, 1000, 1003}) {
            auto branch = randomNumbers<Element>(count, 4);
            const auto shortcut = randomNumbers<Element>(count, 5);
            std::vector<double> expected;
            for (std::int64_t i = 0; i < count; ++i) {
                expected.push_back(
                    std::max(0.0, double{toFloat(branch[i])} + double{toFloat(shortcut[i])}));
            }
            kernels<Element>().sumAndRelu(branch.data(), shortcut.data(), count);
            expectNear(branch, expected);
        }
    });
}

TEST_P(StepKernels, StemPoolTakesTheLargestOfThreeByThree) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const auto& [height, width] : {std::pair{8, 10}, {7, 9}, {1, 2}, {1, 1}}) {
            const std::int64_t channels = 19;
            const StemPool shape{.height = height, .width = width, .channels = channels};
            const auto frame = randomNumbers<Element>(height * width * channels, 6);
            std::vector<Element> output;
            std::vector<double> expected;
            for (std::int64_t row = 0; row < shape.outputHeight(); ++row) {
                std::vector<Element> part(shape.outputWidth() * channels);
                kernels<Element>().stemPool(shape, frame.data(), row, part.data());
                output.insert(output.end(), part.begin(), part.end());
                for (std::int64_t i = 0; i < shape.outputWidth() * channels; ++i) {
                    double largest = -std::numeric_limits<double>::infinity();
                    for (std::int64_t y = 2 * row - 1; y <= 2 * row + 1; ++y) {
                        for (std::int64_t dx = -1; dx <= 1; ++dx) {
                            const std::int64_t x = 2 * (i / channels) + dx;
                            if (y >= 0 && y < height && x >= 0 && x < width) {
                                largest = std::max<double>(
                                    largest,
                                    toFloat(frame[(y * width + x) * channels + i % channels]));
                            }
                        }
                    }
                    expected.push_back(largest);
                }
            }
            EXPECT_EQ(shape.outputHeight(), (height + 2 - 3) / 2 + 1);
            expectNear(output, expected);
        }
    });
}

TEST_P(StepKernels, MeanIsOverPositions) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t channels : {1, 16, 50}) {
            const std::int64_t positions = 9;
            const auto input = randomNumbers<Element>(positions * channels, 7);
            std::vector<float> output(channels);
            kernels<Element>().mean(input.data(), positions, channels, output.data());
            std::vector<double> expected(channels);
            for (std::int64_t i = 0; i < positions * channels; ++i) {
                expected[i % channels] += toFloat(input[i]) / double{positions};
            }
            expectNear(output, expected);
        }
    });
}

TEST_P(StepKernels, MeanOfChannelsIsOverEachPositions) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t channels : {1, 16, 50, 256}) {
            const std::int64_t positions = 9;
            const auto input = randomNumbers<Element>(positions * channels, 9);
            std::vector<float> output(positions);
            kernels<Element>().meanOfChannels(input.data(), positions, channels, output.data());
            std::vector<double> expected(positions);
            for (std::int64_t i = 0; i < positions * channels; ++i) {
                expected[i / channels] += toFloat(input[i]) / static_cast<double>(channels);
            }
            expectNear(output, expected);
        }
    });
}

TEST_P(StepKernels, PlanesAreWholeForEverySize) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        for (const std::int64_t channels : {1, 8, 16, 33, 100}) {
            for (const std::int64_t positions : {1, 31, 32, 77}) {
                const auto input = randomNumbers<Element>(positions * channels, 10);
                std::vector<float> output(input.size(), -100.0F);
                const std::int64_t half = channels / 2;
                const auto part = [&](std::int64_t begin, std::int64_t end) {
                    kernels<Element>().planes(input.data(), positions, channels, begin, end,
                                              output.data());
                };
                part(0, half);
                EXPECT_EQ(output[static_cast<std::size_t>(half * positions)], -100.0F);
                part(half, channels);
                for (std::int64_t i = 0; i < positions * channels; ++i) {
                    ASSERT_EQ(output[i % channels * positions + i / channels], toFloat(input[i]));
                }
            }
        }
    });
}

TEST_P(StepKernels, InterleaveMakesPixelsOfPlanes) {
    forBothTypes([](auto element) {
        using Element = decltype(element);
        const std::int64_t count = 37;
        const auto planes = randomNumbers<float>(3 * count, 8);
        std::vector<Element> output(planes.size());
        kernels<Element>().interleave(planes.data(), planes.data() + count,
                                      planes.data() + 2 * count, count, output.data());
        for (std::int64_t i = 0; i < 3 * count; ++i) {
            EXPECT_EQ(toFloat(output[i]), toFloat(rounded<Element>(planes[i % 3 * count + i / 3])));
        }
    });
}

TEST_P(StepKernels, RoundToNearestEvenAndKeepWhatIsNoNumber) {
    constexpr float kStep = 1.0F / 128;  // between neighbours of 1 in bf16
    const std::vector<float> values{1.0F,
                                    1.0F + 0.5F * kStep,  // a tie, to the even 1
                                    1.0F + 1.5F * kStep,  // a tie, to the even 1 + 2 steps
                                    1.0F + 0.51F * kStep,
                                    -1.0F - 1.5F * kStep,
                                    std::numeric_limits<float>::infinity(),
                                    std::numeric_limits<float>::max(),
                                    std::numeric_limits<float>::quiet_NaN(),
                                    std::bit_cast<float>(0x7FFFFFFFU)};
    std::vector<BFloat16> output(3 * values.size());
    kernels<BFloat16>().interleave(values.data(), values.data(), values.data(),
                                   static_cast<std::int64_t>(values.size()), output.data());
    const auto at = [&](std::size_t i) { return toFloat(output[3 * i]); };
    EXPECT_EQ(at(0), 1.0F);
    EXPECT_EQ(at(1), 1.0F);
    EXPECT_EQ(at(2), 1.0F + 2 * kStep);
    EXPECT_EQ(at(3), 1.0F + kStep);
    EXPECT_EQ(at(4), -1.0F - 2 * kStep);
    EXPECT_EQ(at(5), std::numeric_limits<float>::infinity());
    EXPECT_EQ(at(6), std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(at(7)));
    EXPECT_TRUE(std::isnan(at(8)));
}

HANDSCOPE_FOR_ALL_INSTRUCTIONS(StepKernels);

}  // namespace
}  // namespace handscope::model::kernels
