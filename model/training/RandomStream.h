// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace handscope::training {

/// A small deterministic generator (SplitMix64): the same seed gives the same numbers with every
/// compiler and on every machine, which the distributions of <random> do not promise. Streams for a
/// step or a sample are made with fork(), so that no order of threads changes what is drawn.
class RandomStream {
public:
    explicit RandomStream(std::uint64_t seed) noexcept : state_(seed) {}

    /// An independent stream for one purpose or index.
    RandomStream fork(std::uint64_t index) const noexcept {
        return RandomStream(mix(state_ ^ mix(index + 0x9E3779B97F4A7C15ULL)));
    }

    std::uint64_t next() noexcept { return mix(state_ += 0x9E3779B97F4A7C15ULL); }

    /// In [0, 1).
    double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
    bool chance(double probability) noexcept { return uniform() < probability; }

    /// In [0, count); count from 1 up.
    std::int64_t below(std::int64_t count) noexcept {
        return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
    }

    /// Normal with mean 0 and standard deviation 1 (Box and Muller).
    double normal() noexcept {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }

private:
    std::uint64_t state_;

    static std::uint64_t mix(std::uint64_t value) noexcept {
        value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
        return value ^ (value >> 31U);
    }
};

}  // namespace handscope::training
