// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Initialisation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "model/CheckpointRefusal.h"
#include "model/WeightArithmetic.h"

namespace handscope::training {
namespace {

/// A part of a block by its name with CSTM and without.
constexpr std::array<std::pair<const char*, const char*>, 2> kSpatialNames{
    {{".cstm.spatial.", ".conv2."}, {".cstm.bn.", ".bn2."}}};

/// The name that a checkpoint's tensor has in this network.
std::string nameInNetwork(const std::string& name, const model::StmNetworkImpl& network) {
    for (const auto& [block, module] : network.blocks) {
        if (!name.starts_with(block + ".")) {
            continue;
        }
        for (const auto& [withCstm, without] : kSpatialNames) {
            const std::string from = block + (module->cstm ? without : withCstm);
            const std::string to = block + (module->cstm ? withCstm : without);
            if (name.starts_with(from)) {
                return to + name.substr(from.size());
            }
        }
    }
    return name;
}

bool fits(const model::StoredTensor& stored, const torch::Tensor& target) {
    return stored.type == model::ElementType::F32 &&
           target.sizes() == c10::IntArrayRef(stored.shape);
}

/// Whether `target` has the kernel of `stored` and at most its channels.
bool isNarrowed(const model::StoredTensor& stored, const torch::Tensor& target) {
    const auto wide = c10::IntArrayRef(stored.shape);
    if (stored.type != model::ElementType::F32 || wide == target.sizes() ||
        static_cast<std::int64_t>(wide.size()) != target.dim() || wide.empty()) {
        return false;
    }
    for (std::int64_t axis = 0; axis < target.dim(); ++axis) {
        const auto stores = wide[static_cast<std::size_t>(axis)];
        if (axis < 2 ? stores < target.size(axis) : stores != target.size(axis)) {
            return false;
        }
    }
    return true;
}

model::StoredTensor storedAsFloat(const torch::Tensor& tensor) {
    const auto values = tensor.contiguous();
    const auto* bytes = static_cast<const std::byte*>(values.data_ptr());
    return {.type = model::ElementType::F32,
            .shape = values.sizes().vec(),
            .bytes = {bytes, bytes + values.nbytes()}};
}

/// Evenly spaced channels of each of the first two axes: the same ones wherever two layers meet,
/// since the choice depends on the two channel counts alone.
model::StoredTensor narrowed(const model::StoredTensor& stored, const torch::Tensor& target) {
    auto values = torch::from_blob(const_cast<std::byte*>(stored.bytes.data()), stored.shape,
                                   torch::kFloat32);
    for (std::int64_t axis = 0; axis < std::min<std::int64_t>(2, target.dim()); ++axis) {
        const auto places = torch::arange(target.size(axis), torch::kLong) * values.size(axis);
        values = values.index_select(axis, places.floor_divide(target.size(axis)));
    }
    return storedAsFloat(values);
}

/// A stored tensor of so many rows, otherwise as `target` is; it shares its memory. nullopt: it is
/// not there, or another.
std::optional<torch::Tensor> rowsOf(model::Checkpoint& checkpoint, const char* name,
                                    std::size_t rows, const torch::Tensor& target) {
    const auto found = checkpoint.tensors.find(name);
    std::vector<std::int64_t> shape = target.sizes().vec();
    shape.front() = static_cast<std::int64_t>(rows);
    if (found == checkpoint.tensors.end() || found->second.type != model::ElementType::F32 ||
        found->second.shape != shape) {
        return std::nullopt;
    }
    return torch::from_blob(found->second.bytes.data(), shape, torch::kFloat32);
}

/// The rows of a head for the network's classes, with those of the checkpoint's classes of the same
/// names; the others are as they are in the network. Says how many came along, where not all did,
/// and gives no head where none did.
std::optional<std::string> matchHead(model::Checkpoint& renamed,
                                     const std::vector<std::string>& from,
                                     model::StmNetworkImpl& network) {
    const std::vector<std::string>& labels = network.config().labels;
    auto weight = network.fc->weight.detach().clone();
    auto bias = network.fc->bias.detach().clone();
    const auto storedWeight = rowsOf(renamed, "fc.weight", from.size(), weight);
    const auto storedBias = rowsOf(renamed, "fc.bias", from.size(), bias);
    std::size_t found = 0;
    for (std::size_t i = 0; storedWeight && storedBias && i < labels.size(); ++i) {
        const bool isInPlace = i < from.size() && from[i] == labels[i];
        const auto row = isInPlace ? static_cast<std::ptrdiff_t>(i)
                                   : std::ranges::find(from, labels[i]) - from.begin();
        if (row < std::ssize(from)) {
            const auto target = static_cast<std::int64_t>(i);
            weight[target].copy_((*storedWeight)[row]);
            bias[target].copy_((*storedBias)[row]);
            ++found;
        }
    }
    if (found == 0) {
        renamed.tensors.erase("fc.weight");
        renamed.tensors.erase("fc.bias");
        return std::nullopt;
    }
    renamed.tensors.insert_or_assign("fc.weight", storedAsFloat(weight));
    renamed.tensors.insert_or_assign("fc.bias", storedAsFloat(bias));
    if (found == labels.size() && found == from.size()) {
        return std::nullopt;
    }
    return "the head takes over " + std::to_string(found) + " of " + std::to_string(from.size()) +
           " classes, for " + std::to_string(labels.size());
}

/// Brings the head to the network's classes, or takes it out where it knows none of them.
std::optional<std::string> adoptHead(model::Checkpoint& renamed,
                                     const model::Checkpoint& checkpoint,
                                     model::StmNetworkImpl& network) {
    const auto described = checkpoint.metadata.find("labels");
    if (described != checkpoint.metadata.end() && !network.config().labels.empty()) {
        return matchHead(renamed, model::StmConfig::fromCheckpoint(checkpoint).labels, network);
    }
    const auto classes = static_cast<std::size_t>(network.fc->weight.size(0));
    // A ResNet's, or a network that does not say. One for other classes is not worth a note: nobody
    // expects it to fit.
    if (!rowsOf(renamed, "fc.weight", classes, network.fc->weight) ||
        !rowsOf(renamed, "fc.bias", classes, network.fc->bias)) {
        renamed.tensors.erase("fc.weight");
        renamed.tensors.erase("fc.bias");
    }
    return std::nullopt;
}

/// Brings what is wider than the network's residual part to its width.
void narrow(model::Checkpoint& checkpoint, const model::StmNetworkImpl& network) {
    const auto narrowTo = [&checkpoint](const auto& items) {
        for (const auto& item : items) {
            const auto found = checkpoint.tensors.find(item.key());
            if (found != checkpoint.tensors.end() && !item.key().starts_with("fc.") &&
                isNarrowed(found->second, item.value())) {
                found->second = narrowed(found->second, item.value());
            }
        }
    };
    narrowTo(network.named_parameters());
    narrowTo(network.named_buffers());
}

}  // namespace

std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const model::Checkpoint& checkpoint, const std::string& name) {
    model::Checkpoint renamed;
    for (auto& [original, tensor] : model::expandToFloat32(checkpoint).tensors) {
        renamed.tensors.emplace(nameInNetwork(original, network), std::move(tensor));
    }
    const auto headNote = adoptHead(renamed, checkpoint, network);
    if (model::isCausal(checkpoint) != network.config().causal) {
        model::reorderTaps(renamed, network.config().causal);
    }
    narrow(renamed, network);
    const auto parameters = network.named_parameters();
    const bool anyBlock = std::any_of(parameters.begin(), parameters.end(), [&](const auto& item) {
        const auto found = renamed.tensors.find(item.key());
        return item.key().starts_with("layer") && item.value().dim() == 4 &&
               found != renamed.tensors.end() && fits(found->second, item.value());
    });
    if (!anyBlock) {
        throw model::ModelError("Nothing in " + model::inQuotes(name) + " fits the network.",
                                "Expected a ResNet with torchvision's names, or a checkpoint of "
                                "ours, at least as wide as " +
                                    network.config().summary() + ".",
                                "Choose other weights to start from, or another width.");
    }
    auto notes = model::loadWeights(network, renamed, /*strict=*/false);
    if (headNote) {
        notes.push_back(*headNote);
    }
    return notes;
}

std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const std::filesystem::path& file) {
    return initialise(network, model::readCheckpoint(file), file.string());
}

}  // namespace handscope::training
