// SPDX-License-Identifier: GPL-3.0-or-later
// 3×3 convolutions in bf16 by Winograd's minimal filtering F(2×2, 3×3) (Lavin and Gray, "Fast
// Algorithms for Convolutional Neural Networks", CVPR 2016): 16 products for four outputs instead
// of 36. For AVX-512 alone; see Lanes.inl for how this is included.
namespace handscope::model::kernels {
namespace {

/// Where a tile of 2×2 outputs stands: its upper left output.
struct TilePlace {
    std::int64_t frame;
    std::int64_t row;
    std::int64_t column;
};

HANDSCOPE_INLINE TilePlace placeOf(const Winograd& shape, std::int64_t tile) {
    const std::int64_t across = shape.tilesAcross();
    const std::int64_t inFrame = across * shape.tilesDown();
    return {tile / inFrame, tile % inFrame / across * 2, tile % across * 2};
}

/// Bᵀ d along one direction.
HANDSCOPE_INLINE void spread(const Lanes (&d)[4], Lanes (&result)[4]) {
    result[0] = d[0] - d[2];
    result[1] = d[1] + d[2];
    result[2] = d[2] - d[1];
    result[3] = d[1] - d[3];
}

/// Writes Bᵀ d B of one tile; its 16 values stand `apart` elements from each other.
HANDSCOPE_INLINE void transformInput(const Winograd& shape, const BFloat16* input,
                                     std::int64_t tile, BFloat16* transformed, std::int64_t apart) {
    const TilePlace place = placeOf(shape, tile);
    const BFloat16* sources[4][4];
    for (std::int64_t y = 0; y < 4; ++y) {
        for (std::int64_t x = 0; x < 4; ++x) {
            const std::int64_t row = place.row + y - 1;
            const std::int64_t column = place.column + x - 1;
            const bool inside =
                row >= 0 && row < shape.height && column >= 0 && column < shape.width;
            sources[y][x] =
                inside ? input + ((place.frame * shape.height + row) * shape.width + column) *
                                     shape.channels
                       : shape.zeros;
        }
    }
    for (std::int64_t c = 0; c < shape.channels; c += kLanes) {
        Lanes rows[4][4];
#pragma GCC unroll 4
        for (int y = 0; y < 4; ++y) {
            Lanes values[4];
#pragma GCC unroll 4
            for (int x = 0; x < 4; ++x) {
                values[x] = load(sources[y][x] + c, Whole{});
            }
            spread(values, rows[y]);
        }
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x) {
            const Lanes values[4]{rows[0][x], rows[1][x], rows[2][x], rows[3][x]};
            Lanes column[4];
            spread(values, column);
#pragma GCC unroll 4
            for (int y = 0; y < 4; ++y) {
                store(transformed + (4 * y + x) * apart + c, column[y], Whole{});
            }
        }
    }
}

/// Aᵀ m along one direction.
HANDSCOPE_INLINE void gather(const Lanes (&m)[4], Lanes (&result)[2]) {
    result[0] = m[0] + m[1] + m[2];
    result[1] = m[1] - m[2] - m[3];
}

/// Writes max(Aᵀ m A + bias, 0) of one tile, `columns` channels from `column` on.
HANDSCOPE_INLINE void transformOutput(const Winograd& shape, const float* products,
                                      std::int64_t apart, std::int64_t tile, std::int64_t column,
                                      std::int64_t columns, BFloat16* output) {
    const TilePlace place = placeOf(shape, tile);
    for (std::int64_t c = 0; c < columns; c += kLanes) {
        Lanes rows[4][2];
#pragma GCC unroll 4
        for (int y = 0; y < 4; ++y) {
            Lanes values[4];
#pragma GCC unroll 4
            for (int x = 0; x < 4; ++x) {
                values[x] = load(products + (4 * y + x) * apart + c, Whole{});
            }
            gather(values, rows[y]);
        }
        const Lanes bias = load(shape.bias + column + c, Whole{});
#pragma GCC unroll 2
        for (int x = 0; x < 2; ++x) {
            const Lanes values[4]{rows[0][x], rows[1][x], rows[2][x], rows[3][x]};
            Lanes both[2];
            gather(values, both);
#pragma GCC unroll 2
            for (int y = 0; y < 2; ++y) {
                if (place.row + y < shape.height && place.column + x < shape.width) {
                    const std::int64_t at =
                        (place.frame * shape.height + place.row + y) * shape.width + place.column +
                        x;
                    store(output + at * shape.columns + column + c, larger(both[y] + bias, Lanes{}),
                          Whole{});
                }
            }
        }
    }
}

template <int Rows, int Registers>
HANDSCOPE_INLINE void multiplyTiles(const BFloat16* input, std::int64_t depth,
                                    const BFloat16* weight, float* products) {
    const BFloat16* rows[kTileRows];
    for (int row = 0; row < Rows; ++row) {
        rows[row] = input + row * depth;
    }
    __m512 sums[Rows][Registers]{};
    accumulate<Rows, Registers>(rows, weight, depth, sums);
#pragma GCC unroll 6
    for (int row = 0; row < Rows; ++row) {
#pragma GCC unroll 4
        for (int i = 0; i < Registers; ++i) {
            _mm512_storeu_ps(products + (row * Registers + i) * kLanes, sums[row][i]);
        }
    }
}

/// [count, depth] · [depth, 16 × Registers].
template <int Registers>
void multiplyTransformed(const BFloat16* input, std::int64_t count, std::int64_t depth,
                         const BFloat16* weight, float* products) {
    constexpr std::int64_t kColumns = Registers * kLanes;
    std::int64_t row = 0;
    for (; row + kTileRows <= count; row += kTileRows) {
        multiplyTiles<kTileRows, Registers>(input + row * depth, depth, weight,
                                            products + row * kColumns);
    }
    input += row * depth;
    products += row * kColumns;
    switch (count - row) {
        case 5:
            multiplyTiles<5, Registers>(input, depth, weight, products);
            break;
        case 4:
            multiplyTiles<4, Registers>(input, depth, weight, products);
            break;
        case 3:
            multiplyTiles<3, Registers>(input, depth, weight, products);
            break;
        case 2:
            multiplyTiles<2, Registers>(input, depth, weight, products);
            break;
        case 1:
            multiplyTiles<1, Registers>(input, depth, weight, products);
            break;
        default:
            break;
    }
}

void winograd(const Winograd& shape, const BFloat16* input, std::int64_t tileBegin,
              std::int64_t tileEnd, std::int64_t panelBegin, std::int64_t panelEnd,
              BFloat16* transformed, float* products, BFloat16* output) {
    const std::int64_t count = tileEnd - tileBegin;
    const std::int64_t inputApart = count * shape.channels;
    for (std::int64_t i = 0; i < count; ++i) {
        transformInput(shape, input, tileBegin + i, transformed + i * shape.channels, inputApart);
    }
    for (std::int64_t panel = panelBegin; panel < panelEnd; ++panel) {
        const std::int64_t column = panel * kPanelColumns;
        const std::int64_t left = shape.columns - column;
        const std::int64_t columns = left < kPanelColumns ? left : kPanelColumns;
        const std::int64_t apart = count * columns;
        for (std::int64_t place = 0; place < 16; ++place) {
            const BFloat16* const from = transformed + place * inputApart;
            const BFloat16* const weight =
                shape.weight + (place * shape.columns + column) * shape.channels;
            float* const to = products + place * apart;
            switch (columns / kLanes) {
                case 1:
                    multiplyTransformed<1>(from, count, shape.channels, weight, to);
                    break;
                case 2:
                    multiplyTransformed<2>(from, count, shape.channels, weight, to);
                    break;
                case 3:
                    multiplyTransformed<3>(from, count, shape.channels, weight, to);
                    break;
                default:
                    multiplyTransformed<4>(from, count, shape.channels, weight, to);
                    break;
            }
        }
        for (std::int64_t i = 0; i < count; ++i) {
            transformOutput(shape, products + i * columns, apart, tileBegin + i, column, columns,
                            output);
        }
    }
}

}  // namespace
}  // namespace handscope::model::kernels
