// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/FusedProducts.h"

#include <ATen/Parallel.h>

#include <algorithm>

#include "model/engine/kernels/Products.h"

namespace handscope::model {
namespace {

using kernels::BFloat16;

const kernels::Products* bestProducts() {
    static const auto* const kBest = kernels::productsFor(kernels::bestInstructionSet());
    return kBest;
}

BFloat16* dataOf(const torch::Tensor& x) {
    return static_cast<BFloat16*>(x.data_ptr());
}

void requireHalfChannelsLast(const torch::Tensor& x) {
    TORCH_INTERNAL_ASSERT(x.is_contiguous(torch::MemoryFormat::ChannelsLast) &&
                          x.scalar_type() == torch::kBFloat16);
}

std::int64_t panelsOf(std::int64_t columns) {
    return (columns + kernels::kPanelColumns - 1) / kernels::kPanelColumns;
}

/// Which position of an input of `height` × `width` each position of the output is.
std::vector<std::int64_t> stridedPositions(std::int64_t frames, std::int64_t height,
                                           std::int64_t width, std::int64_t stride) {
    std::vector<std::int64_t> positions;
    for (std::int64_t frame = 0; frame < frames; ++frame) {
        for (std::int64_t y = 0; y < height; y += stride) {
            for (std::int64_t x = 0; x < width; x += stride) {
                positions.push_back((frame * height + y) * width + x);
            }
        }
    }
    return positions;
}

/// [columns, depth] as a product reads it.
torch::Tensor packPanels(const torch::Tensor& weight) {
    const auto plain = weight.to(torch::kBFloat16).contiguous();
    auto packed = torch::empty_like(plain);
    kernels::packPanels(dataOf(plain), plain.size(0), plain.size(1), dataOf(packed));
    return packed;
}

}  // namespace

bool productIsFaster(std::int64_t inputChannels, std::int64_t outputChannels) {
    return bestProducts() != nullptr && !kernels::hasMatrixTiles() &&
           inputChannels % kernels::kPanelStep == 0 && outputChannels % kernels::kPanelStep == 0;
}

torch::Tensor packPointwise(const torch::Tensor& weight) {
    return packPanels(weight.detach().flatten(1));
}

torch::Tensor packWinograd(const torch::Tensor& weight) {
    // G g Gᵀ, which takes three taps to four.
    const auto g = torch::tensor(
        {{1.0, 0.0, 0.0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0.0, 0.0, 1.0}}, torch::kFloat32);
    const auto transformed = g.matmul(weight.detach().to(torch::kFloat32)).matmul(g.t());
    std::vector<torch::Tensor> places;
    for (std::int64_t place = 0; place < kernels::Winograd::kProducts; ++place) {
        places.push_back(packPanels(transformed.select(3, place % 4).select(2, place / 4)));
    }
    return torch::stack(places);
}

torch::Tensor multiply(const std::vector<Factor>& factors, const torch::Tensor& bias,
                       const torch::Tensor& addend, bool relu) {
    kernels::Product product{.count = static_cast<int>(factors.size()),
                             .columns = bias.numel(),
                             .bias = bias.data_ptr<float>(),
                             .relu = relu};
    TORCH_INTERNAL_ASSERT(factors.size() <= std::size(product.factors));
    std::vector<std::vector<std::int64_t>> positions(factors.size());
    std::vector<std::int64_t> sizes;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const auto& x = factors[i].input;
        requireHalfChannelsLast(x);
        const auto stride = factors[i].stride;
        sizes = {x.size(0), product.columns, (x.size(2) + stride - 1) / stride,
                 (x.size(3) + stride - 1) / stride};
        if (stride != 1) {
            positions[i] = stridedPositions(x.size(0), x.size(2), x.size(3), stride);
        }
        product.factors[i] = {.input = dataOf(x),
                              .rows = stride == 1 ? nullptr : positions[i].data(),
                              .depth = x.size(1),
                              .weight = dataOf(factors[i].weight)};
    }
    auto output =
        torch::empty(sizes, torch::dtype(torch::kBFloat16), torch::MemoryFormat::ChannelsLast);
    if (addend.defined()) {
        requireHalfChannelsLast(addend);
        TORCH_INTERNAL_ASSERT(addend.sizes() == output.sizes());
        product.addend = dataOf(addend);
    }
    product.output = dataOf(output);
    const auto multiplyPart = bestProducts()->multiply;
    const auto rows = sizes[0] * sizes[2] * sizes[3];
    const auto panels = panelsOf(product.columns);
    // Few rows: the weights are what has to be read, each of them by one thread alone.
    constexpr std::int64_t kFewRows = 256;
    if (rows < kFewRows && panels >= at::get_num_threads()) {
        at::parallel_for(0, panels, 1,
                         [&](auto begin, auto end) { multiplyPart(product, 0, rows, begin, end); });
        return output;
    }
    constexpr std::int64_t kRowsTogether = 24;
    const auto groups = (rows + kRowsTogether - 1) / kRowsTogether;
    at::parallel_for(0, groups, 1, [&](auto begin, auto end) {
        multiplyPart(product, begin * kRowsTogether, std::min(rows, end * kRowsTogether), 0,
                     panels);
    });
    return output;
}

torch::Tensor convolveAndRelu(const torch::Tensor& x, const torch::Tensor& packed,
                              const torch::Tensor& bias) {
    using kernels::Winograd;
    requireHalfChannelsLast(x);
    const auto zeros = torch::zeros({x.size(1)}, torch::kBFloat16);
    const Winograd shape{.height = x.size(2),
                         .width = x.size(3),
                         .channels = x.size(1),
                         .columns = bias.numel(),
                         .weight = dataOf(packed),
                         .bias = bias.data_ptr<float>(),
                         .zeros = dataOf(zeros)};
    auto output = torch::empty({x.size(0), shape.columns, shape.height, shape.width}, x.options(),
                               torch::MemoryFormat::ChannelsLast);
    const std::int64_t threads = at::get_num_threads();
    const auto transformed = torch::empty({threads, shape.transformedSize()}, torch::kBFloat16);
    const auto products = torch::empty({threads, Winograd::productsSize()}, torch::kFloat32);
    const auto tiles = x.size(0) * shape.tilesDown() * shape.tilesAcross();
    const auto panels = panelsOf(shape.columns);
    const auto part = [&](std::int64_t tileBegin, std::int64_t tileEnd, std::int64_t panelBegin,
                          std::int64_t panelEnd) {
        const auto thread = at::get_thread_num();
        bestProducts()->winograd(shape, dataOf(x), tileBegin, tileEnd, panelBegin, panelEnd,
                                 dataOf(transformed) + thread * shape.transformedSize(),
                                 products.data_ptr<float>() + thread * Winograd::productsSize(),
                                 dataOf(output));
    };
    // Few tiles: the weights are what has to be read, each of them by one thread alone.
    const bool byPanels = tiles <= Winograd::kMostTiles && panels >= threads;
    if (byPanels) {
        at::parallel_for(0, panels, 1, [&](auto begin, auto end) { part(0, tiles, begin, end); });
        return output;
    }
    // As many calls as there must be, for every thread the same number, of about one size.
    const auto calls =
        (tiles + threads * Winograd::kMostTiles - 1) / (threads * Winograd::kMostTiles) * threads;
    at::parallel_for(0, calls, 1, [&](auto begin, auto end) {
        for (auto call = begin; call < end; ++call) {
            part(call * tiles / calls, (call + 1) * tiles / calls, 0, panels);
        }
    });
    return output;
}

}  // namespace handscope::model
