// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ClipChange.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <stdexcept>

namespace handscope::pipeline {
namespace {

constexpr std::size_t kFewestWithoutNeighbours = 4;

model::PreparedFrame mirrored(const model::PreparedFrame& frame, int inputSize) {
    const auto side = static_cast<std::size_t>(inputSize);
    if (inputSize <= 0 || frame->size() != 3 * side * side) {
        throw std::invalid_argument("a frame to mirror is not of the size that is told");
    }
    auto values = std::make_shared<std::vector<float>>(*frame);
    for (auto row = values->begin(); row != values->end(); row += inputSize) {
        std::reverse(row, row + inputSize);
    }
    return values;
}

/// Whether frames that followed each other are apart, and as many steps lead back as forth (else a
/// movement would still be seen, only faster).
bool destroysMotion(const std::vector<std::size_t>& order) {
    int forth = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        const bool isForth = order[i] > order[i - 1];
        if ((isForth ? order[i] - order[i - 1] : order[i - 1] - order[i]) == 1) {
            return false;
        }
        forth += isForth ? 1 : -1;
    }
    return std::abs(forth) <= 1;
}

/// The first of a fixed series of permutations that will do; of up to three frames, which always
/// leave neighbours, the last comes first.
std::vector<std::size_t> shuffledOrder(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (count < kFewestWithoutNeighbours) {
        std::rotate(order.begin(), order.end() - (count > 0 ? 1 : 0), order.end());
        return order;
    }
    std::mt19937 random(1);  // the standard fixes its numbers, unlike those of std::shuffle
    do {
        for (std::size_t left = count; left > 1; --left) {
            std::swap(order[left - 1], order[random() % left]);
        }
    } while (!destroysMotion(order));
    return order;
}

}  // namespace

std::vector<std::size_t> frameOrder(ClipChange change, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    switch (change) {
        case ClipChange::None:
        case ClipChange::Mirrored:
            break;
        case ClipChange::Reversed:
            std::reverse(order.begin(), order.end());
            break;
        case ClipChange::Frozen:
            std::fill(order.begin(), order.end(), count / 2);
            break;
        case ClipChange::Shuffled:
            return shuffledOrder(count);
    }
    return order;
}

model::Clip changed(const model::Clip& clip, ClipChange change, int inputSize) {
    std::map<model::PreparedFrame, model::PreparedFrame> mirrors;  // some stand more than once
    model::Clip result;
    for (const std::size_t index : frameOrder(change, clip.size())) {
        const model::PreparedFrame& frame = clip[index];
        if (change != ClipChange::Mirrored) {
            result.push_back(frame);
            continue;
        }
        auto& mirror = mirrors[frame];
        mirror = mirror ? mirror : mirrored(frame, inputSize);
        result.push_back(mirror);
    }
    return result;
}

}  // namespace handscope::pipeline
