// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <set>

#include "model/CheckpointRefusal.h"
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

/// "'a', 'b' and 12 more"
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
    // Nothing is expanded before all names and shapes are known: a small file can hold large ones.
    std::vector<std::string> missing;
    std::vector<std::string> mistyped;
    std::vector<std::string> misshaped;
    std::vector<std::string> surplus;
    std::set<std::string> expectedNames;
    std::map<std::string, torch::Tensor> copies;
    for (auto& [name, target] : namedTensors(network)) {
        expectedNames.insert(name);
        const auto found = checkpoint.tensors.find(name);
        if (found == checkpoint.tensors.end() || isScale(checkpoint, name)) {
            missing.push_back(inQuotes(name));
        } else if (target.sizes() != c10::IntArrayRef(found->second.shape)) {
            misshaped.push_back(inQuotes(name) + " (" + shapeText(found->second.shape) +
                                " instead of " + shapeText(target.sizes()) + ")");
        } else if (!becomesFloat32(checkpoint, name)) {
            const auto type = found->second.type;
            mistyped.push_back(inQuotes(name) + " (" + std::string(elementTypeName(type)) +
                               (type == ElementType::I8 ? " without its .scale)" : ")"));
        } else {
            copies.emplace(name, target);
        }
    }
    for (const auto& [name, tensor] : checkpoint.tensors) {
        if (!expectedNames.contains(name) && !name.ends_with("num_batches_tracked") &&
            !isScale(checkpoint, name)) {
            surplus.push_back(inQuotes(name));
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
    note("of another type", mistyped);
    if (strict && !notes.empty()) {
        std::string text = "The checkpoint's tensors do not fit the network (";
        for (std::size_t i = 0; i < notes.size(); ++i) {
            text += (i == 0 ? "" : "; ") + notes[i];
        }
        throw ModelError(text + ").", "Expected the tensors of " + network.config().summary() + ".",
                         "Check that file and metadata belong together.");
    }
    const torch::NoGradGuard noGradients;
    for (auto& [name, target] : copies) {
        StoredTensor stored = expandedTensor(checkpoint, name);
        target.copy_(torch::from_blob(stored.bytes.data(), target.sizes(), torch::kFloat32));
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
