// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels that treat every channel alike or by itself. See Lanes.inl for how this is included.
namespace handscope::model::kernels {
namespace {

/// A frame's positions, or a position of zeros that is every position's.
template <typename Element>
struct Source {
    const Element* first;
    std::int64_t step;
};

template <typename Element>
void temporalTaps(const TemporalTaps& shape, const Element* history, const Element* input,
                  Element* output, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t kRemembered = 2;
    const std::int64_t channels = shape.channels;
    const std::int64_t frameSize = shape.positions * channels;
    for (std::int64_t t = 0; t < shape.frames; ++t) {
        Source<Element> sources[3];
        const float* taps[3];
        int used = 0;
        for (std::int64_t k = 0; k < 3; ++k) {
            const std::int64_t from = t + shape.first + k;
            const Element* frame = nullptr;
            if (from >= 0 && from < shape.frames) {
                frame = input + from * frameSize;
            } else if (from < 0 && history != nullptr) {
                frame = history + (from + kRemembered) * frameSize;
            }
            if (frame != nullptr) {
                sources[used] = {frame, channels};
                taps[used++] = shape.taps + k * channels;
            }
        }
        // t itself is always one of them.
        Element* const to = output + t * frameSize;
        for (std::int64_t p = begin; p < end; ++p) {
            const std::int64_t at = p * channels;
            const auto sum = [&](auto terms) {
                forLanes(channels, [&](std::int64_t c, auto count) {
                    Lanes value{};
                    for (int k = 0; k < terms(); ++k) {
                        value += load(sources[k].first + at + c, count) * load(taps[k] + c, count);
                    }
                    store(to + at + c, value, count);
                });
            };
            if (used == 3) {
                sum([] { return 3; });
            } else if (used == 2) {
                sum([] { return 2; });
            } else {
                sum([] { return 1; });
            }
        }
    }
}

template <typename Element>
void sumAndRelu(Element* branch, const Element* shortcut, std::int64_t count) {
    forLanes(count, [&](std::int64_t i, auto lanes) {
        const Lanes sum = load(branch + i, lanes) + load(shortcut + i, lanes);
        store(branch + i, larger(sum, Lanes{}), lanes);
    });
}

template <typename Element>
void stemPool(const StemPool& shape, const Element* frame, std::int64_t outputRow,
              Element* output) {
    const std::int64_t firstRow = outputRow == 0 ? 0 : 2 * outputRow - 1;
    const std::int64_t lastRow =
        2 * outputRow + 1 < shape.height ? 2 * outputRow + 1 : shape.height - 1;
    for (std::int64_t column = 0; column < shape.outputWidth(); ++column) {
        const std::int64_t first = column == 0 ? 0 : 2 * column - 1;
        const std::int64_t last = 2 * column + 1 < shape.width ? 2 * column + 1 : shape.width - 1;
        forLanes(shape.channels, [&](std::int64_t c, auto count) {
            Lanes largest =
                load(frame + (firstRow * shape.width + first) * shape.channels + c, count);
            for (std::int64_t row = firstRow; row <= lastRow; ++row) {
                for (std::int64_t x = first; x <= last; ++x) {
                    largest = larger(
                        largest, load(frame + (row * shape.width + x) * shape.channels + c, count));
                }
            }
            store(output + column * shape.channels + c, largest, count);
        });
    }
}

template <typename Element>
void mean(const Element* input, std::int64_t positions, std::int64_t channels, float* output) {
    const float share = 1.0F / static_cast<float>(positions);
    forLanes(channels, [&](std::int64_t c, auto count) {
        Lanes sum{};
        for (std::int64_t p = 0; p < positions; ++p) {
            sum += load(input + p * channels + c, count);
        }
        store(output + c, sum * share, count);
    });
}

template <typename Element>
void meanOfChannels(const Element* input, std::int64_t positions, std::int64_t channels,
                    float* output) {
    const float share = 1.0F / static_cast<float>(channels);
    for (std::int64_t p = 0; p < positions; ++p) {
        Lanes sum{};
        forLanes(channels,
                 [&](std::int64_t c, auto count) { sum += load(input + p * channels + c, count); });
        output[p] = sumOf(sum) * share;
    }
}

/// Exchanges the upper right and the lower left of each square of 2 · kStep in two rows that are
/// kStep apart.
template <int kStep, int... kIndex>
HANDSCOPE_INLINE void exchange(Lanes& upper, Lanes& lower, std::integer_sequence<int, kIndex...>) {
    const Lanes before = upper;
    upper = __builtin_shufflevector(before, lower,
                                    ((kIndex & kStep) ? kLanes + kIndex - kStep : kIndex)...);
    lower = __builtin_shufflevector(before, lower,
                                    ((kIndex & kStep) ? kLanes + kIndex : kIndex + kStep)...);
}

template <int kStep = 1>
HANDSCOPE_INLINE void transpose(Lanes (&square)[kLanes]) {
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i) {
        if ((i & kStep) == 0) {
            exchange<kStep>(square[i], square[i + kStep],
                            std::make_integer_sequence<int, kLanes>{});
        }
    }
    if constexpr (2 * kStep < kLanes) {
        transpose<2 * kStep>(square);
    }
}

/// `height` positions of `width` channels, each Whole or an int, and both at most kLanes.
template <typename Element, typename Height, typename Width>
HANDSCOPE_INLINE void planesOfSquare(const Element* input, std::int64_t channels, float* output,
                                     std::int64_t positions, Height height, Width width) {
    Lanes square[kLanes];
#pragma GCC unroll 16
    for (int p = 0; p < kLanes; ++p) {
        square[p] = p < int{height} ? load(input + p * channels, width) : Lanes{};
    }
    transpose(square);
#pragma GCC unroll 16
    for (int c = 0; c < kLanes; ++c) {
        if (c < int{width}) {
            store(output + c * positions, square[c], height);
        }
    }
}

template <typename Element>
void planes(const Element* input, std::int64_t positions, std::int64_t channels, std::int64_t begin,
            std::int64_t end, float* output) {
    constexpr std::int64_t kTogether = 32;  // channels: a line of the cache, in bf16
    // Squares at the edges begin where they are whole, and do some of the others' work again.
    const auto startOf = [](std::int64_t index, std::int64_t least, std::int64_t size) {
        const std::int64_t start = index + kLanes <= size ? index : size - kLanes;
        return start < least ? least : start;
    };
    for (std::int64_t first = begin; first < end; first += kTogether) {
        const std::int64_t last = first + kTogether < end ? first + kTogether : end;
        for (std::int64_t position = 0; position < positions; position += kLanes) {
            for (std::int64_t channel = first; channel < last; channel += kLanes) {
                const std::int64_t p = startOf(position, 0, positions);
                const std::int64_t c = startOf(channel, begin, end);
                const Element* const from = input + p * channels + c;
                float* const to = output + c * positions + p;
                const auto height = static_cast<int>(positions - p);
                const auto width = static_cast<int>(end - c);
                if (width < kLanes) {
                    planesOfSquare(from, channels, to, positions, height < kLanes ? height : kLanes,
                                   width);
                } else if (height < kLanes) {
                    planesOfSquare(from, channels, to, positions, height, Whole{});
                } else {
                    planesOfSquare(from, channels, to, positions, Whole{}, Whole{});
                }
            }
        }
    }
}

template <typename Element>
void interleave(const float* red, const float* green, const float* blue, std::int64_t count,
                Element* output) {
    const float* const planes[3] = {red, green, blue};
    Element rounded[3][kLanes];
    forLanes(count, [&](std::int64_t i, auto lanes) {
        for (int plane = 0; plane < 3; ++plane) {
            store(rounded[plane], load(planes[plane] + i, lanes), Whole{});
        }
        for (int lane = 0; lane < int{lanes}; ++lane) {
            for (int plane = 0; plane < 3; ++plane) {
                output[3 * (i + lane) + plane] = rounded[plane][lane];
            }
        }
    });
}

}  // namespace
}  // namespace handscope::model::kernels
