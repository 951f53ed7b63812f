// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FusedSteps.h"

#include <ATen/Parallel.h>

#include <algorithm>

#include "model/engine/kernels/Kernels.h"

namespace handscope::model {
namespace {

using kernels::BFloat16;
using kernels::BorderedFrame;

/// body(an element's value) with float or BFloat16, as the tensor has it.
template <typename Body>
void forElementOf(const torch::Tensor& x, Body body) {
    if (x.scalar_type() == torch::kBFloat16) {
        body(BFloat16{});
    } else {
        TORCH_INTERNAL_ASSERT(x.scalar_type() == torch::kFloat32);
        body(float{});
    }
}

template <typename Element>
Element* dataOf(const torch::Tensor& x) {
    return static_cast<Element*>(x.data_ptr());
}

template <typename Element>
const kernels::Kernels<Element>& bestKernels() {
    static const auto& kBest = kernels::kernelsFor<Element>(kernels::bestInstructionSet());
    return kBest;
}

void requireChannelsLast(const torch::Tensor& x) {
    TORCH_INTERNAL_ASSERT(x.is_contiguous(torch::MemoryFormat::ChannelsLast));
}

}  // namespace

void mixFrames(const torch::Tensor& x, std::int64_t segments, std::int64_t first,
               const torch::Tensor& taps, const torch::Tensor& history, torch::Tensor& output) {
    requireChannelsLast(x);
    requireChannelsLast(output);
    const kernels::TemporalTaps shape{.frames = segments,
                                      .positions = x.size(2) * x.size(3),
                                      .channels = x.size(1),
                                      .first = first,
                                      .taps = taps.data_ptr<float>()};
    // A row of all frames at a time stays in the cache.
    const auto rows = x.size(2);
    const auto width = x.size(3);
    const auto frame = shape.positions * shape.channels;
    forElementOf(x, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, x.size(0) / segments * rows, 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                const auto clip = i / rows;
                const auto row = i % rows;
                bestKernels<Element>().temporalTaps(
                    shape,
                    history.defined() ? dataOf<Element>(history) + clip * 2 * frame : nullptr,
                    dataOf<Element>(x) + clip * segments * frame,
                    dataOf<Element>(output) + clip * segments * frame, row * width,
                    (row + 1) * width);
            }
        });
    });
}

torch::Tensor reduceFrames(const torch::Tensor& x, const torch::Tensor& weight,
                           const torch::Tensor& bias) {
    requireChannelsLast(x);
    const auto rows = x.size(2);
    const auto width = x.size(3);
    const kernels::Reduction shape{.channels = x.size(1),
                                   .reduced = weight.size(0),
                                   .weight = weight.data_ptr<float>(),
                                   .bias = bias.data_ptr<float>()};
    const BorderedFrame frame{.height = rows, .width = width, .reduced = shape.reduced};
    auto reduced = torch::zeros({x.size(0), rows + 2, width + 2, shape.reduced}, torch::kFloat32);
    forElementOf(x, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, x.size(0) * rows, 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                bestKernels<Element>().reduce(
                    shape, dataOf<Element>(x) + i * width * shape.channels,
                    dataOf<float>(reduced) + i / rows * frame.size() + frame.offset(i % rows),
                    width);
            }
        });
    });
    return reduced;
}

void addMotion(const MotionStep& step, const torch::Tensor& reduced, const torch::Tensor& before,
               std::int64_t offset, torch::Tensor& output) {
    requireChannelsLast(output);
    const auto clips = reduced.size(0);
    const auto segments = reduced.size(1);
    const kernels::Motion shape{.frame = {.height = reduced.size(2) - 2,
                                          .width = reduced.size(3) - 2,
                                          .reduced = reduced.size(4)},
                                .channels = output.size(1),
                                .stride = step.stride,
                                .motion = step.motion.data_ptr<float>(),
                                .restore = step.restore.data_ptr<float>()};
    const auto rows = shape.outputHeight();
    const auto rowSize = shape.outputWidth() * shape.channels;
    const float* const frames = dataOf<float>(reduced);
    const float* const remembered = before.defined() ? dataOf<float>(before) : nullptr;
    forElementOf(output, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, clips * segments * rows, 1, [&](auto begin, auto end) {
            std::vector<float> scratch(
                static_cast<std::size_t>(2 * shape.frame.width * shape.frame.reduced));
            for (auto i = begin; i < end; ++i) {
                const auto t = i / rows % segments;
                const auto clip = i / rows / segments;
                const auto from = t + offset;
                const float* earlier = frames + (clip * segments + from) * shape.frame.size();
                if (from < 0) {
                    earlier =
                        remembered == nullptr ? nullptr : remembered + clip * shape.frame.size();
                }
                if (earlier == nullptr || from + 1 >= segments) {
                    continue;
                }
                bestKernels<Element>().addMotion(
                    shape, earlier, frames + (clip * segments + from + 1) * shape.frame.size(),
                    i % rows, scratch.data(), dataOf<Element>(output) + i * rowSize);
            }
        });
    });
}

void addAndRelu(torch::Tensor& branch, const torch::Tensor& shortcut) {
    requireChannelsLast(branch);
    requireChannelsLast(shortcut);
    TORCH_INTERNAL_ASSERT(branch.sizes() == shortcut.sizes());
    constexpr std::int64_t kLeast = 4096;
    forElementOf(branch, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, branch.numel(), kLeast, [&](auto begin, auto end) {
            bestKernels<Element>().sumAndRelu(dataOf<Element>(branch) + begin,
                                              dataOf<Element>(shortcut) + begin, end - begin);
        });
    });
}

torch::Tensor poolStem(const torch::Tensor& x) {
    requireChannelsLast(x);
    const kernels::StemPool shape{.height = x.size(2), .width = x.size(3), .channels = x.size(1)};
    const auto rows = shape.outputHeight();
    auto pooled = torch::empty({x.size(0), x.size(1), rows, shape.outputWidth()}, x.options(),
                               torch::MemoryFormat::ChannelsLast);
    forElementOf(x, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, x.size(0) * rows, 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                bestKernels<Element>().stemPool(
                    shape,
                    dataOf<Element>(x) + i / rows * shape.height * shape.width * shape.channels,
                    i % rows, dataOf<Element>(pooled) + i * shape.outputWidth() * shape.channels);
            }
        });
    });
    return pooled;
}

torch::Tensor meanOverPositions(const torch::Tensor& x) {
    requireChannelsLast(x);
    const auto channels = x.size(1);
    const auto positions = x.size(2) * x.size(3);
    auto means = torch::empty({x.size(0), channels}, torch::kFloat32);
    forElementOf(x, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, x.size(0), 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                bestKernels<Element>().mean(dataOf<Element>(x) + i * positions * channels,
                                            positions, channels,
                                            dataOf<float>(means) + i * channels);
            }
        });
    });
    return means;
}

torch::Tensor fusedMeanOverChannels(const torch::Tensor& x) {
    requireChannelsLast(x);
    constexpr std::int64_t kLeast = 65536;  // elements
    const auto channels = x.size(1);
    auto means = torch::empty({x.size(0), 1, x.size(2), x.size(3)}, torch::kFloat32);
    forElementOf(x, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, means.numel(), kLeast / channels + 1, [&](auto begin, auto end) {
            bestKernels<Element>().meanOfChannels(dataOf<Element>(x) + begin * channels,
                                                  end - begin, channels,
                                                  dataOf<float>(means) + begin);
        });
    });
    return means;
}

void separatePlanes(const std::vector<torch::Tensor>& parts, float* planes) {
    constexpr std::int64_t kTogether = 32;  // channels
    const auto& first = parts.front();
    const auto channels = first.size(1);
    const auto positions = first.size(2) * first.size(3);
    const auto groups = (channels + kTogether - 1) / kTogether;
    forElementOf(first, [&](auto element) {
        using Element = decltype(element);
        std::vector<const Element*> frames;
        for (const torch::Tensor& part : parts) {
            requireChannelsLast(part);
            TORCH_INTERNAL_ASSERT(part.scalar_type() == first.scalar_type() &&
                                  part.sizes().slice(1) == first.sizes().slice(1));
            for (std::int64_t t = 0; t < part.size(0); ++t) {
                frames.push_back(dataOf<Element>(part) + t * positions * channels);
            }
        }
        const auto count = static_cast<std::int64_t>(frames.size());
        at::parallel_for(0, count * groups, 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                const auto frame = i / groups;
                const auto from = i % groups * kTogether;
                bestKernels<Element>().planes(frames[static_cast<std::size_t>(frame)], positions,
                                              channels, from, std::min(channels, from + kTogether),
                                              planes + frame * positions * channels);
            }
        });
    });
}

torch::Tensor interleavePlanes(const torch::Tensor& pictures, torch::ScalarType type) {
    const auto planes = pictures.to(torch::kFloat32).contiguous();
    auto interleaved =
        torch::empty(pictures.sizes(), torch::dtype(type), torch::MemoryFormat::ChannelsLast);
    const auto height = pictures.size(2);
    const auto width = pictures.size(3);
    forElementOf(interleaved, [&](auto element) {
        using Element = decltype(element);
        at::parallel_for(0, pictures.size(0) * height, 1, [&](auto begin, auto end) {
            for (auto i = begin; i < end; ++i) {
                const float* const red =
                    dataOf<float>(planes) + i / height * 3 * height * width + i % height * width;
                bestKernels<Element>().interleave(red, red + height * width,
                                                  red + 2 * height * width, width,
                                                  dataOf<Element>(interleaved) + i * 3 * width);
            }
        });
    });
    return interleaved;
}

}  // namespace handscope::model
