// SPDX-License-Identifier: GPL-3.0-or-later
// CMM's kernels. See Lanes.inl for how this is included.
namespace handscope::model::kernels {
namespace {

/// `Rows` positions by `Columns` outputs: each input register serves that many products.
template <int Rows, int Columns, typename Element>
HANDSCOPE_INLINE void reduceTile(const Reduction& shape, const Element* input, std::int64_t output,
                                 float* reduced) {
    Lanes sums[Rows][Columns]{};
    forLanes(shape.channels, [&](std::int64_t c, auto count) {
        Lanes values[Rows];
        for (int row = 0; row < Rows; ++row) {
            values[row] = load(input + row * shape.channels + c, count);
        }
        for (int column = 0; column < Columns; ++column) {
            const Lanes weight = load(shape.weight + (output + column) * shape.channels + c, count);
            for (int row = 0; row < Rows; ++row) {
                sums[row][column] += values[row] * weight;
            }
        }
    });
    for (int row = 0; row < Rows; ++row) {
        for (int column = 0; column < Columns; ++column) {
            reduced[row * shape.reduced + output + column] =
                sumOf(sums[row][column]) + shape.bias[output + column];
        }
    }
}

template <int Rows, typename Element>
HANDSCOPE_INLINE void reduceRows(const Reduction& shape, const Element* input, float* reduced) {
    std::int64_t output = 0;
    for (; output + 4 <= shape.reduced; output += 4) {
        reduceTile<Rows, 4>(shape, input, output, reduced);
    }
    for (; output < shape.reduced; ++output) {
        reduceTile<Rows, 1>(shape, input, output, reduced);
    }
}

template <typename Element>
void reduce(const Reduction& shape, const Element* input, float* output, std::int64_t count) {
    std::int64_t p = 0;
    for (; p + 4 <= count; p += 4) {
        reduceRows<4>(shape, input + p * shape.channels, output + p * shape.reduced);
    }
    for (; p < count; ++p) {
        reduceRows<1>(shape, input + p * shape.channels, output + p * shape.reduced);
    }
}

/// One row of k at `after` less r at `before`: [W, reduced].
HANDSCOPE_INLINE void differenceRow(const Motion& shape, const float* before, const float* after,
                                    std::int64_t row, float* difference) {
    const BorderedFrame& frame = shape.frame;
    const std::int64_t length = frame.width * frame.reduced;
    const std::int64_t centre = frame.offset(row);
    forLanes(length, [&](std::int64_t i, auto count) {
        Lanes value = -load(before + centre + i, count);
        for (int tap = 0; tap < 9; ++tap) {
            const std::int64_t shift =
                (tap / 3 - 1) * frame.rowSize() + (tap % 3 - 1) * frame.reduced;
            value += load(after + centre + shift + i, count) *
                     load(shape.motion + tap * length + i, count);
        }
        store(difference + i, value, count);
    });
}

/// restored[position] = Σ_j differences[position][j] · restore[j] at `Positions` places.
template <int Positions, typename Count>
HANDSCOPE_INLINE void restoreAt(const Motion& shape, const float* const (&differences)[Positions],
                                std::int64_t c, Count count, Lanes (&restored)[Positions]) {
    for (std::int64_t j = 0; j < shape.frame.reduced; ++j) {
        const Lanes weight = load(shape.restore + j * shape.channels + c, count);
        for (int position = 0; position < Positions; ++position) {
            restored[position] += differences[position][j] * weight;
        }
    }
}

template <int Positions, typename Element>
HANDSCOPE_INLINE void addRestored(const Motion& shape, const float* difference, Element* output) {
    const float* differences[Positions];
    for (int position = 0; position < Positions; ++position) {
        differences[position] = difference + position * shape.frame.reduced;
    }
    forLanes(shape.channels, [&](std::int64_t c, auto count) {
        Lanes restored[Positions];
        for (int position = 0; position < Positions; ++position) {
            restored[position] = load(output + position * shape.channels + c, count);
        }
        restoreAt<Positions>(shape, differences, c, count, restored);
        for (int position = 0; position < Positions; ++position) {
            store(output + position * shape.channels + c, restored[position], count);
        }
    });
}

/// The largest of a window's four places; where the frame ends inside it, a place stands twice.
template <typename Element>
HANDSCOPE_INLINE void addLargestRestored(const Motion& shape, const float* const (&window)[4],
                                         Element* output) {
    forLanes(shape.channels, [&](std::int64_t c, auto count) {
        Lanes restored[4]{};
        restoreAt<4>(shape, window, c, count, restored);
        const Lanes largest =
            larger(larger(restored[0], restored[1]), larger(restored[2], restored[3]));
        store(output + c, load(output + c, count) + largest, count);
    });
}

template <typename Element>
void addMotion(const Motion& shape, const float* before, const float* after, std::int64_t outputRow,
               float* scratch, Element* output) {
    const std::int64_t width = shape.frame.width;
    const std::int64_t reduced = shape.frame.reduced;
    if (shape.stride == 1) {
        differenceRow(shape, before, after, outputRow, scratch);
        std::int64_t p = 0;
        for (; p + 4 <= width; p += 4) {
            addRestored<4>(shape, scratch + p * reduced, output + p * shape.channels);
        }
        for (; p < width; ++p) {
            addRestored<1>(shape, scratch + p * reduced, output + p * shape.channels);
        }
        return;
    }
    const std::int64_t row = 2 * outputRow;
    const bool second = row + 1 < shape.frame.height;
    float* const lower = second ? scratch + width * reduced : scratch;
    differenceRow(shape, before, after, row, scratch);
    if (second) {
        differenceRow(shape, before, after, row + 1, lower);
    }
    for (std::int64_t p = 0; p < shape.outputWidth(); ++p) {
        const std::int64_t left = 2 * p * reduced;
        const std::int64_t right = 2 * p + 1 < width ? left + reduced : left;
        const float* const window[4] = {scratch + left, scratch + right, lower + left,
                                        lower + right};
        addLargestRestored(shape, window, output + p * shape.channels);
    }
}

}  // namespace
}  // namespace handscope::model::kernels
