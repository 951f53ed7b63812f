// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <set>

#include "model/StmNetwork.h"

namespace handscope::model {
namespace {

constexpr std::size_t kNamesShown = 6;

std::string shapeText(c10::IntArrayRef shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return text + "]";
}

/// "a, b, c and 12 more"
std::string enumerate(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kNamesShown; ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > kNamesShown) {
        text += " and " + std::to_string(names.size() - kNamesShown) + " more";
    }
    return text;
}

/// Parameters and buffers by checkpoint name, without BN's batch counters, which nothing reads.
std::map<std::string, torch::Tensor> namedTensors(const StmNetworkImpl& network) {
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& item : network.named_parameters()) {
        tensors.emplace(item.key(), item.value());
    }
    for (const auto& item : network.named_buffers()) {
        if (!item.key().ends_with("num_batches_tracked")) {
            tensors.emplace(item.key(), item.value());
        }
    }
    return tensors;
}

}  // namespace

std::vector<std::string> loadWeights(StmNetworkImpl& network, const Checkpoint& checkpoint,
                                     bool strict) {
    const Checkpoint expanded = expandToFloat32(checkpoint);
    std::vector<std::string> missing;
    std::vector<std::string> misshaped;
    std::vector<std::string> surplus;
    std::set<std::string> expectedNames;
    std::vector<std::pair<torch::Tensor, const StoredTensor*>> copies;
    for (auto& [name, target] : namedTensors(network)) {
        expectedNames.insert(name);
        const auto found = expanded.tensors.find(name);
        if (found == expanded.tensors.end()) {
            missing.push_back(name);
        } else if (target.sizes() != c10::IntArrayRef(found->second.shape) ||
                   found->second.type != ElementType::F32) {
            misshaped.push_back(name + " (" + shapeText(found->second.shape) + " instead of " +
                                shapeText(target.sizes()) + ")");
        } else {
            copies.emplace_back(target, &found->second);
        }
    }
    for (const auto& [name, tensor] : expanded.tensors) {
        if (!expectedNames.contains(name) && !name.ends_with("num_batches_tracked")) {
            surplus.push_back(name);
        }
    }
    std::vector<std::string> notes;
    const auto note = [&notes](const std::string& kind, const std::vector<std::string>& names) {
        if (!names.empty()) {
            notes.push_back(std::to_string(names.size()) + " " + kind + ": " + enumerate(names));
        }
    };
    note("missing", missing);
    note("surplus", surplus);
    note("of another shape", misshaped);
    if (strict && !notes.empty()) {
        std::string text = "The checkpoint's tensors do not fit the network (";
        for (std::size_t i = 0; i < notes.size(); ++i) {
            text += (i == 0 ? "" : "; ") + notes[i];
        }
        throw ModelError(text + ").", "Expected the tensors of " + network.config().summary() + ".",
                         "Check that file and metadata belong together.");
    }
    const torch::NoGradGuard noGradients;
    for (const auto& [target, stored] : copies) {
        const auto source = torch::from_blob(const_cast<std::byte*>(stored->bytes.data()),
                                             target.sizes(), torch::kFloat32);
        target.copy_(source);
    }
    return notes;
}

Checkpoint toCheckpoint(const StmNetworkImpl& network) {
    Checkpoint checkpoint;
    checkpoint.metadata = network.config().toMetadata();
    for (const auto& [name, tensor] : namedTensors(network)) {
        const auto values = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
        StoredTensor stored{.type = ElementType::F32, .shape = values.sizes().vec(), .bytes = {}};
        stored.bytes.resize(static_cast<std::size_t>(values.numel()) * sizeof(float));
        std::memcpy(stored.bytes.data(), values.data_ptr<float>(), stored.bytes.size());
        checkpoint.tensors.emplace(name, std::move(stored));
    }
    return checkpoint;
}

}  // namespace handscope::model
