// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "model/engine/kernels/Kernels.h"

namespace handscope::model::kernels {

/// One operand pair of a product of matrices, in bf16.
struct Factor {
    const BFloat16* input = nullptr;     ///< rows of `depth` elements
    const std::int64_t* rows = nullptr;  ///< which of them the product's rows are; null: the same
    std::int64_t depth = 0;              ///< even
    const BFloat16* weight = nullptr;    ///< [depth, columns] in the order of packPanels()
};

/// output = inputs · weights, summed over the factors, + bias + addend, then ReLU: [rows, columns].
struct Product {
    Factor factors[2];
    int count = 1;
    std::int64_t columns = 0;  ///< a multiple of kPanelStep
    const float* bias = nullptr;
    const BFloat16* addend = nullptr;  ///< like the output, or null
    bool relu = false;
    BFloat16* output = nullptr;
};

/// Columns that are computed together, and of which the last panel may have fewer.
constexpr std::int64_t kPanelColumns = 64;
constexpr std::int64_t kPanelStep = 16;

/// The order in which a product reads its weight: panels of kPanelColumns one after the other, in
/// each the pairs of depths, in each pair the columns, in each column the two depths. `weight` is
/// [columns, depth], as a convolution has it.
void packPanels(const BFloat16* weight, std::int64_t columns, std::int64_t depth, BFloat16* packed);

/// A 3×3 convolution, stride 1, padding 1, then ReLU, as products over tiles of 2×2 outputs.
struct Winograd {
    static constexpr std::int64_t kProducts = 16;   ///< of a tile: 4×4 instead of 4 times 3×3
    static constexpr std::int64_t kMostTiles = 66;  ///< in a call

    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t channels = 0;         ///< a multiple of kPanelStep
    std::int64_t columns = 0;          ///< output channels, a multiple of kPanelStep
    const BFloat16* weight = nullptr;  ///< [16] transformed, each as packPanels() gives it
    const float* bias = nullptr;
    const BFloat16* zeros = nullptr;  ///< `channels` of them

    [[gnu::always_inline]] std::int64_t tilesDown() const { return (height + 1) / 2; }
    [[gnu::always_inline]] std::int64_t tilesAcross() const { return (width + 1) / 2; }
    std::int64_t transformedSize() const { return kProducts * kMostTiles * channels; }
    static std::int64_t productsSize() { return kProducts * kMostTiles * kPanelColumns; }
};

/// Convolutions in bf16, one thread's share each. Sums are fp32, rounded to nearest even once.
struct Products {
    /// Rows from `rowBegin` to before `rowEnd` of the panels from `panelBegin` to before
    /// `panelEnd`.
    void (*multiply)(const Product& product, std::int64_t rowBegin, std::int64_t rowEnd,
                     std::int64_t panelBegin, std::int64_t panelEnd);

    /// Tiles from `tileBegin` to before `tileEnd`, at most kMostTiles, counted through the frames,
    /// of the same panels of output channels. `transformed` and `products` are scratch of the
    /// shape's sizes.
    void (*winograd)(const Winograd& shape, const BFloat16* input, std::int64_t tileBegin,
                     std::int64_t tileEnd, std::int64_t panelBegin, std::int64_t panelEnd,
                     BFloat16* transformed, float* products, BFloat16* output);
};

/// Null where these instructions do not multiply bf16. Aborts for instructions that this build or
/// this processor lacks.
const Products* productsFor(InstructionSet set);

/// Whether the processor multiplies bf16 in tiles (AMX), which none of these kernels use.
bool hasMatrixTiles();

}  // namespace handscope::model::kernels
