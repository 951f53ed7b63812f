// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace handscope::model::kernels {

/// A bf16 value: the upper half of a float's bits.
enum class BFloat16 : std::uint16_t {};

/// Which instructions a kernel is compiled for. Results agree to rounding.
enum class InstructionSet {
    Portable,  ///< whatever the build targets
    Avx2,      ///< AVX2 and FMA
    Avx512,    ///< AVX-512 F, BW, DQ, VL and BF16
};

/// The best that this processor and this build have; asked once.
InstructionSet bestInstructionSet();

/// Frames laid out one after the other, each channels-last: [T, positions, C].
struct TemporalTaps {
    std::int64_t frames = 0;
    std::int64_t positions = 0;
    std::int64_t channels = 0;
    std::int64_t first = -1;  ///< offset of the first tap from t: −1, or −2 in the causal form
    const float* taps = nullptr;  ///< [3, C]
};

/// CMM's 1×1 to a few channels.
struct Reduction {
    std::int64_t channels = 0;
    std::int64_t reduced = 0;
    const float* weight = nullptr;  ///< [reduced, C]
    const float* bias = nullptr;    ///< [reduced]
};

/// A frame of few channels inside a border of zeros: fp32, [H + 2, W + 2, reduced].
struct BorderedFrame {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t reduced = 0;

    // Inlined always: the linker would share one copy, of any file's instructions, among all files.
    [[gnu::always_inline]] std::int64_t rowSize() const { return (width + 2) * reduced; }
    [[gnu::always_inline]] std::int64_t size() const { return (height + 2) * rowSize(); }
    /// Of a row's first element inside the border.
    [[gnu::always_inline]] std::int64_t offset(std::int64_t row) const {
        return (row + 1) * rowSize() + reduced;
    }
};

/// CMM behind its reduction: depthwise 3×3, difference, 1×1 to all channels, max-pool.
struct Motion {
    BorderedFrame frame;
    std::int64_t channels = 0;
    std::int64_t stride = 1;         ///< 1, or 2 with a max-pool of 2×2 in ceil mode
    const float* motion = nullptr;   ///< [9, W · reduced]: the 3×3 taps, repeated along a row
    const float* restore = nullptr;  ///< [reduced, C]

    [[gnu::always_inline]] std::int64_t outputHeight() const {
        return (frame.height + stride - 1) / stride;
    }
    [[gnu::always_inline]] std::int64_t outputWidth() const {
        return (frame.width + stride - 1) / stride;
    }
};

/// A max-pool of 3×3, stride 2, padding 1 over a channels-last frame [H, W, C].
struct StemPool {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t channels = 0;

    [[gnu::always_inline]] std::int64_t outputHeight() const { return (height + 1) / 2; }
    [[gnu::always_inline]] std::int64_t outputWidth() const { return (width + 1) / 2; }
};

/// What stands between the convolutions, for one type of element (float or BFloat16): one thread's
/// share each, so that the caller divides the work. Sums are fp32, rounded to nearest even once.
template <typename Element>
struct Kernels {
    /// y_t = Σ_k taps_k · x_{t + first + k} for the positions from `begin` to before `end` of every
    /// frame. Frames before the first are zero, or those of `history` [2, positions, C] where it is
    /// not null; frames after the last are zero.
    void (*temporalTaps)(const TemporalTaps& shape, const Element* history, const Element* input,
                         Element* output, std::int64_t begin, std::int64_t end);

    /// `count` positions [count, C] → [count, reduced].
    void (*reduce)(const Reduction& shape, const Element* input, float* output, std::int64_t count);

    /// Adds to one output row [W', C] what the motion from `before` to `after` gives there.
    /// `scratch` has 2 · W · reduced elements.
    void (*addMotion)(const Motion& shape, const float* before, const float* after,
                      std::int64_t outputRow, float* scratch, Element* output);

    /// branch = max(branch + shortcut, 0).
    void (*sumAndRelu)(Element* branch, const Element* shortcut, std::int64_t count);

    /// One output row [W', C].
    void (*stemPool)(const StemPool& shape, const Element* frame, std::int64_t outputRow,
                     Element* output);

    /// [positions, C] → their mean [C].
    void (*mean)(const Element* input, std::int64_t positions, std::int64_t channels,
                 float* output);

    /// [positions, C] → the mean of each position's channels [positions].
    void (*meanOfChannels)(const Element* input, std::int64_t positions, std::int64_t channels,
                           float* output);

    /// [positions, C] → the planes of the channels from `begin` to before `end` of [C, positions].
    void (*planes)(const Element* input, std::int64_t positions, std::int64_t channels,
                   std::int64_t begin, std::int64_t end, float* output);

    /// Three planes → [count, 3], `count` pixels of each.
    void (*interleave)(const float* red, const float* green, const float* blue, std::int64_t count,
                       Element* output);
};

/// Aborts for instructions that this build or this processor lacks.
template <typename Element>
const Kernels<Element>& kernelsFor(InstructionSet set);

/// Whether this processor and this build have them.
bool isAvailable(InstructionSet set);

}  // namespace handscope::model::kernels
