// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products in bf16, the 1×1 convolutions. For AVX-512 alone; see Lanes.inl for how this is
// included.
namespace handscope::model::kernels {
namespace {

constexpr int kTileRows = 6;  ///< with 4 registers of columns: 24 sums, and room for the operands

/// `Rows` rows by `Registers` × 16 columns. `pairs` is the panel's weights, `columns` of them a
/// pair of depths.
template <int Rows, int Registers>
HANDSCOPE_INLINE void accumulate(const BFloat16* const (&rows)[kTileRows], const BFloat16* pairs,
                                 std::int64_t depth, __m512 (&sums)[Rows][Registers]) {
    for (std::int64_t k = 0; k < depth; k += 2) {
        __m512bh weights[Registers];
#pragma GCC unroll 4
        for (int i = 0; i < Registers; ++i) {
            weights[i] = reinterpret_cast<__m512bh>(
                _mm512_loadu_si512(pairs + (k * Registers + 2 * i) * kLanes));
        }
#pragma GCC unroll 6
        for (int row = 0; row < Rows; ++row) {
            // The next tile's row, which the processor does not foresee: with few columns this is a
            // fifth of the time. Off the rows that count where not every one does, and at the end.
            if (k % 32 == 0) {
                _mm_prefetch(reinterpret_cast<const char*>(rows[row] + kTileRows * depth + k),
                             _MM_HINT_T0);
            }
            std::int32_t pair = 0;
            std::memcpy(&pair, rows[row] + k, sizeof(pair));
            const auto both = reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
#pragma GCC unroll 4
            for (int i = 0; i < Registers; ++i) {
                sums[row][i] = _mm512_dpbf16_ps(sums[row][i], both, weights[i]);
            }
        }
    }
}

template <int Rows, int Registers>
HANDSCOPE_INLINE void multiplyTile(const Product& product, std::int64_t row, std::int64_t column) {
    if (product.addend != nullptr) {
        for (int r = 0; r < Rows; ++r) {
            const BFloat16* const addend = product.addend + (row + r) * product.columns + column;
            __builtin_prefetch(addend);
            __builtin_prefetch(addend + 32);
        }
    }
    __m512 sums[Rows][Registers];
#pragma GCC unroll 4
    for (int i = 0; i < Registers; ++i) {
        const __m512 bias = _mm512_loadu_ps(product.bias + column + i * kLanes);
#pragma GCC unroll 6
        for (int r = 0; r < Rows; ++r) {
            sums[r][i] = bias;
        }
    }
    for (int f = 0; f < product.count; ++f) {
        const Factor& factor = product.factors[f];
        const BFloat16* rows[kTileRows];
        for (int r = 0; r < Rows; ++r) {
            rows[r] = factor.input +
                      (factor.rows == nullptr ? row + r : factor.rows[row + r]) * factor.depth;
        }
        accumulate<Rows, Registers>(rows, factor.weight + column * factor.depth, factor.depth,
                                    sums);
    }
#pragma GCC unroll 6
    for (int r = 0; r < Rows; ++r) {
        const std::int64_t at = (row + r) * product.columns + column;
#pragma GCC unroll 4
        for (int i = 0; i < Registers; ++i) {
            Lanes value = reinterpret_cast<Lanes>(sums[r][i]);
            if (product.addend != nullptr) {
                value += load(product.addend + at + i * kLanes, Whole{});
            }
            store(product.output + at + i * kLanes, product.relu ? larger(value, Lanes{}) : value,
                  Whole{});
        }
    }
}

template <int Registers>
void multiplyRows(const Product& product, std::int64_t begin, std::int64_t end,
                  std::int64_t column) {
    static_assert(kTileRows == 6, "what is left over is up to 5 rows");
    std::int64_t row = begin;
    for (; row + kTileRows <= end; row += kTileRows) {
        multiplyTile<kTileRows, Registers>(product, row, column);
    }
    switch (end - row) {
        case 5:
            multiplyTile<5, Registers>(product, row, column);
            break;
        case 4:
            multiplyTile<4, Registers>(product, row, column);
            break;
        case 3:
            multiplyTile<3, Registers>(product, row, column);
            break;
        case 2:
            multiplyTile<2, Registers>(product, row, column);
            break;
        case 1:
            multiplyTile<1, Registers>(product, row, column);
            break;
        default:
            break;
    }
}

void multiply(const Product& product, std::int64_t rowBegin, std::int64_t rowEnd,
              std::int64_t panelBegin, std::int64_t panelEnd) {
    // So many rows stay in the second-level cache while the panels pass.
    constexpr std::int64_t kBlockElements = 65536;
    std::int64_t depth = 0;
    for (int f = 0; f < product.count; ++f) {
        depth += product.factors[f].depth;
    }
    const std::int64_t tiles = kBlockElements / (depth * kTileRows);
    const std::int64_t block = kTileRows * (tiles < 4 ? 4 : tiles);
    for (std::int64_t row = rowBegin; row < rowEnd; row += block) {
        const std::int64_t end = row + block < rowEnd ? row + block : rowEnd;
        for (std::int64_t panel = panelBegin; panel < panelEnd; ++panel) {
            const std::int64_t column = panel * kPanelColumns;
            switch ((product.columns - column) / kLanes) {
                case 1:
                    multiplyRows<1>(product, row, end, column);
                    break;
                case 2:
                    multiplyRows<2>(product, row, end, column);
                    break;
                case 3:
                    multiplyRows<3>(product, row, end, column);
                    break;
                default:
                    multiplyRows<4>(product, row, end, column);
                    break;
            }
        }
    }
}

}  // namespace
}  // namespace handscope::model::kernels
