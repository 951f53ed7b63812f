// SPDX-License-Identifier: GPL-3.0-or-later
// A register's worth of floats, as wide as the including file's instructions have it. Included once
// a translation unit, each of which targets other instructions: everything here is local to it, and
// nothing of the standard library is called, whose functions the linker would share between them.
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#include "model/engine/kernels/Kernels.h"

namespace handscope::model::kernels {
namespace {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

using Lanes __attribute__((vector_size(4 * kLanes))) = float;
using LaneBits __attribute__((vector_size(4 * kLanes))) = std::uint32_t;
using HalfLanes __attribute__((vector_size(2 * kLanes))) = std::uint16_t;

#define HANDSCOPE_INLINE [[gnu::always_inline]] inline

/// All lanes of a register.
struct Whole {
    constexpr operator int() const { return kLanes; }
};

HANDSCOPE_INLINE Lanes everywhere(float value) {
    return Lanes{} + value;
}

/// `count` elements, Whole or an int, and zeros after them.
template <typename Count>
HANDSCOPE_INLINE Lanes load(const float* from, Count count) {
    Lanes lanes{};
    std::memcpy(&lanes, from, sizeof(float) * static_cast<unsigned>(int{count}));
    return lanes;
}

template <typename Count>
HANDSCOPE_INLINE Lanes load(const BFloat16* from, Count count) {
    HalfLanes halves{};
    std::memcpy(&halves, from, sizeof(BFloat16) * static_cast<unsigned>(int{count}));
    const LaneBits bits = __builtin_convertvector(halves, LaneBits) << 16;
    return reinterpret_cast<Lanes>(bits);
}

template <typename Count>
HANDSCOPE_INLINE void store(float* to, Lanes lanes, Count count) {
#if defined(__AVX512F__)
    if constexpr (!std::is_same_v<Count, Whole>) {
        const auto mask = static_cast<__mmask16>((1U << static_cast<unsigned>(count)) - 1U);
        _mm512_mask_storeu_ps(to, mask, reinterpret_cast<__m512>(lanes));
        return;
    }
#endif
    std::memcpy(to, &lanes, sizeof(float) * static_cast<unsigned>(int{count}));
}

template <typename Count>
HANDSCOPE_INLINE void store(BFloat16* to, Lanes lanes, Count count) {
#if defined(__AVX512BF16__)
    const __m256bh halves = _mm512_cvtneps_pbh(reinterpret_cast<__m512>(lanes));
#else
    LaneBits bits = reinterpret_cast<LaneBits>(lanes);
    bits += 0x7FFFU + ((bits >> 16) & 1U);  // to nearest even
    // The addition would carry a NaN into another number.
    bits = (lanes == lanes) ? bits : (LaneBits{} + 0x7FC00000U);
    const HalfLanes halves = __builtin_convertvector(bits >> 16, HalfLanes);
#endif
    std::memcpy(to, &halves, sizeof(BFloat16) * static_cast<unsigned>(int{count}));
}

HANDSCOPE_INLINE Lanes larger(Lanes a, Lanes b) {
    return a < b ? b : a;
}

HANDSCOPE_INLINE float sumOf(Lanes lanes) {
#if defined(__AVX512F__)
    return _mm512_reduce_add_ps(reinterpret_cast<__m512>(lanes));
#else
    float sum = 0.0F;
    for (int i = 0; i < kLanes; ++i) {
        sum += lanes[i];
    }
    return sum;
#endif
}

/// body(index, count) over `size` elements: a register at a time, then what is left.
template <typename Body>
HANDSCOPE_INLINE void forLanes(std::int64_t size, Body body) {
    std::int64_t index = 0;
    for (; index + kLanes <= size; index += kLanes) {
        body(index, Whole{});
    }
    if (index < size) {
        body(index, static_cast<int>(size - index));
    }
}

}  // namespace
}  // namespace handscope::model::kernels
