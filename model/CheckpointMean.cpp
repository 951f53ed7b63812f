// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/CheckpointMean.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>

#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw ModelError(
        "The networks have no mean: " + what + ".",
        "Expected checkpoints of one shape, from runs that began with the same weights.",
        "Name others.");
}

/// What the shares add up to. Throws ModelError.
double sumOf(std::span<const Checkpoint> checkpoints, std::span<const double> shares) {
    const auto isShare = [](double share) { return share > 0.0; };
    const double whole = std::reduce(shares.begin(), shares.end());
    if (!std::isfinite(whole) || checkpoints.size() < 2 || shares.size() != checkpoints.size() ||
        !std::ranges::all_of(shares, isShare)) {
        throw ModelError(
            std::to_string(checkpoints.size()) + " networks and " + std::to_string(shares.size()) +
                " shares make no mean.",
            "Expected two networks or more, and a share above 0 for each, or none at all.",
            "Correct the list.");
    }
    return whole;
}

/// What a network is, without what only people read.
auto shapeOf(const Checkpoint& checkpoint) {
    auto shape = checkpoint.metadata;
    shape.erase("provenance");
    return shape;
}

/// Both expanded to F32.
void requireAlike(const Checkpoint& first, const Checkpoint& other) {
    for (const auto& [key, value] : shapeOf(first)) {
        const auto found = other.metadata.find(key);
        if (found == other.metadata.end() || found->second != value) {
            refuse("they differ in " + inQuotes(key));
        }
    }
    if (shapeOf(first).size() != shapeOf(other).size() ||
        first.tensors.size() != other.tensors.size()) {
        refuse("one says or holds more than the other");
    }
    for (const auto& [name, tensor] : first.tensors) {
        const auto found = other.tensors.find(name);
        if (found == other.tensors.end() || found->second.type != tensor.type ||
            found->second.shape != tensor.shape) {
            refuse("they differ in the tensor " + inQuotes(name));
        }
    }
}

void addTo(std::vector<double>& sums, const StoredTensor& tensor, double share) {
    std::vector<float> values(sums.size());
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    std::ranges::transform(sums, values, sums.begin(), [share](double sum, float value) {
        return sum + share * static_cast<double>(value);
    });
}

}  // namespace

Checkpoint meanOf(std::span<const Checkpoint> checkpoints, std::span<const double> shares) {
    const double whole = sumOf(checkpoints, shares);
    std::vector<Checkpoint> expanded;
    for (const Checkpoint& checkpoint : checkpoints) {
        expanded.push_back(expandToFloat32(checkpoint));
        requireAlike(expanded.front(), expanded.back());
    }
    Checkpoint mean = expanded.front();
    for (auto& [name, tensor] : mean.tensors) {
        if (tensor.type != ElementType::F32) {
            continue;
        }
        std::vector<double> sums(static_cast<std::size_t>(tensor.elements()), 0.0);
        for (std::size_t i = 0; i < expanded.size(); ++i) {
            addTo(sums, expanded[i].tensors.at(name), shares[i] / whole);
        }
        const std::vector<float> values(sums.begin(), sums.end());
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
    }
    return mean;
}

}  // namespace handscope::model
