// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace handscope::pipeline {

/// A square of packed RGB pixels, 8 bits a channel. Borrows its bytes.
struct RgbSquare {
    const std::uint8_t* pixels = nullptr;  ///< the first row
    std::size_t stride = 0;                ///< bytes from one row to the next
    int side = 0;                          ///< pixels
};

/// What becomes of a colour after the resizing: value · scale + shift, in channel order R, G, B.
struct ChannelMapping {
    std::array<float, 3> scale{1.0F, 1.0F, 1.0F};
    std::array<float, 3> shift{0.0F, 0.0F, 0.0F};
};

/// Resizes to `side` × `side` with a bilinear filter that widens with the scale where the picture
/// shrinks (as `antialias` of PyTorch's `interpolate` does), and writes planes: [3, side, side].
///
/// One pass over the source: its rows are summed for one output row at a time, which is then summed
/// across and mapped. Any thread.
void resizeAntialiased(const RgbSquare& source, int side, const ChannelMapping& mapping,
                       float* planes);

}  // namespace handscope::pipeline
