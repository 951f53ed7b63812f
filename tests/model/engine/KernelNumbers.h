// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "model/engine/kernels/Kernels.h"

namespace handscope::test {

using model::kernels::BFloat16;
using model::kernels::InstructionSet;

inline float toFloat(float value) {
    return value;
}
inline float toFloat(BFloat16 value) {
    return std::bit_cast<float>(std::uint32_t{static_cast<std::uint16_t>(value)} << 16U);
}

/// Through double and a scaling by powers of two: another way than the kernels go.
template <typename Element>
Element rounded(float value) {
    if constexpr (std::is_same_v<Element, float>) {
        return value;
    } else {
        int exponent = 0;
        const double fraction = std::frexp(static_cast<double>(value), &exponent);
        const auto nearest =
            static_cast<float>(std::ldexp(std::nearbyint(std::ldexp(fraction, 8)), exponent - 8));
        return static_cast<BFloat16>(std::bit_cast<std::uint32_t>(nearest) >> 16U);
    }
}

/// `count` normal numbers that `seed` alone decides.
template <typename Element>
std::vector<Element> randomNumbers(std::int64_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<Element> values(static_cast<std::size_t>(count));
    for (Element& value : values) {
        value = rounded<Element>(normal(random));
    }
    return values;
}

/// Within one rounding of `Element`, and the reassociation of sums.
template <typename Element>
void expectNear(const std::vector<Element>& found, const std::vector<double>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    const double relative = std::is_same_v<Element, float> ? 1e-5 : 1.0 / 256;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(toFloat(found[i]), expected[i], 1e-5 + relative * std::abs(expected[i]))
            << "element " << i;
    }
}

inline std::string nameOf(InstructionSet set) {
    return set == InstructionSet::Portable ? "Portable"
           : set == InstructionSet::Avx2   ? "Avx2"
                                           : "Avx512";
}

/// Each kernel for each set of instructions that this processor has, on floats and on bf16.
class KernelTest : public ::testing::TestWithParam<InstructionSet> {
protected:
    void SetUp() override {
        if (!model::kernels::isAvailable(GetParam())) {
            GTEST_SKIP() << "this processor or build lacks these instructions";
        }
    }

    template <typename Element>
    static const model::kernels::Kernels<Element>& kernels() {
        return model::kernels::kernelsFor<Element>(GetParam());
    }

    /// body(Element{}) for both types.
    template <typename Body>
    static void forBothTypes(const Body& body) {
        {
            SCOPED_TRACE("float");
            body(float{});
        }
        SCOPED_TRACE("bf16");
        body(BFloat16{});
    }
};

#define HANDSCOPE_FOR_ALL_INSTRUCTIONS(Fixture)                                                    \
    INSTANTIATE_TEST_SUITE_P(                                                                      \
        Instructions, Fixture,                                                                     \
        ::testing::Values(InstructionSet::Portable, InstructionSet::Avx2, InstructionSet::Avx512), \
        [](const auto& set) { return handscope::test::nameOf(set.param); })

}  // namespace handscope::test
