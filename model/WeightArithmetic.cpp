// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/WeightArithmetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>

#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw ModelError(
        "The networks do not go together: " + what + ".",
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

/// What a network is, without what only people read and how it is best asked.
auto shapeOf(const Checkpoint& checkpoint) {
    auto shape = checkpoint.metadata;
    shape.erase("provenance");
    shape.erase("flip_test");
    return shape;
}

/// Both expanded to F32.
void requireSameTensors(const Checkpoint& first, const Checkpoint& other) {
    if (first.tensors.size() != other.tensors.size()) {
        refuse("one holds more than the other");
    }
    for (const auto& [name, tensor] : first.tensors) {
        const auto found = other.tensors.find(name);
        if (found == other.tensors.end() || found->second.type != tensor.type ||
            found->second.shape != tensor.shape) {
            refuse("they differ in the tensor " + inQuotes(name));
        }
    }
}

/// Both expanded to F32.
void requireAlike(const Checkpoint& first, const Checkpoint& other) {
    for (const auto& [key, value] : shapeOf(first)) {
        const auto found = other.metadata.find(key);
        if (found == other.metadata.end() || found->second != value) {
            refuse("they differ in " + inQuotes(key));
        }
    }
    if (shapeOf(first).size() != shapeOf(other).size()) {
        refuse("one says more than the other");
    }
    requireSameTensors(first, other);
}

void addTo(std::vector<double>& sums, const StoredTensor& tensor, double share) {
    std::vector<float> values(sums.size());
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    std::ranges::transform(sums, values, sums.begin(), [share](double sum, float value) {
        return sum + share * static_cast<double>(value);
    });
}

void store(const std::vector<double>& values, StoredTensor& tensor) {
    const std::vector<float> rounded(values.begin(), values.end());
    std::memcpy(tensor.bytes.data(), rounded.data(), tensor.bytes.size());
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
        store(sums, tensor);
    }
    return mean;
}

bool isCausal(const Checkpoint& checkpoint) {
    const auto found = checkpoint.metadata.find("causal");
    return found != checkpoint.metadata.end() && found->second == "1";
}

void reorderTaps(Checkpoint& checkpoint, bool toCausal) {
    constexpr std::array<std::size_t, 3> kToCausal{2, 0, 1};
    constexpr std::array<std::size_t, 3> kToWindowed{1, 2, 0};
    const auto& from = toCausal ? kToCausal : kToWindowed;
    constexpr std::size_t kTap = sizeof(float);
    for (auto& [name, tensor] : checkpoint.tensors) {
        if (!name.ends_with(".cstm.temporal.weight") || tensor.type != ElementType::F32 ||
            tensor.shape.size() != 3 ||
            tensor.shape.back() != static_cast<std::int64_t>(from.size())) {
            continue;
        }
        const std::vector<std::byte> taps = tensor.bytes;
        for (std::size_t kernel = 0; kernel < taps.size(); kernel += from.size() * kTap) {
            for (std::size_t tap = 0; tap < from.size(); ++tap) {
                std::memcpy(&tensor.bytes[kernel + tap * kTap], &taps[kernel + from[tap] * kTap],
                            kTap);
            }
        }
    }
}

Checkpoint withLearned(const Checkpoint& network, const Checkpoint& before,
                       const Checkpoint& after) {
    Checkpoint sum = expandToFloat32(network);
    Checkpoint began = expandToFloat32(before);
    Checkpoint ended = expandToFloat32(after);
    requireAlike(began, ended);
    requireSameTensors(sum, ended);
    for (const char* const key : {"labels", "mean", "std", "input_size"}) {
        const auto valueOf = [key](const Checkpoint& checkpoint) {
            const auto found = checkpoint.metadata.find(key);
            return found == checkpoint.metadata.end() ? std::string() : found->second;
        };
        if (valueOf(sum) != valueOf(ended)) {
            refuse("they differ in " + inQuotes(key));
        }
    }
    if (isCausal(sum) != isCausal(ended)) {
        reorderTaps(began, isCausal(sum));
        reorderTaps(ended, isCausal(sum));
    }
    for (auto& [name, tensor] : sum.tensors) {
        if (tensor.type != ElementType::F32) {
            continue;
        }
        std::vector<double> values(static_cast<std::size_t>(tensor.elements()), 0.0);
        addTo(values, tensor, 1.0);
        addTo(values, ended.tensors.at(name), 1.0);
        addTo(values, began.tensors.at(name), -1.0);
        if (name.ends_with("running_var")) {
            std::ranges::transform(values, values.begin(),
                                   [](double variance) { return std::max(variance, 0.0); });
        }
        store(values, tensor);
    }
    return sum;
}

}  // namespace handscope::model
