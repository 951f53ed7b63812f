// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Initialisation.h"

#include <algorithm>
#include <array>
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

/// Evenly spaced channels of each of the first two axes: the same ones wherever two layers meet,
/// since the choice depends on the two channel counts alone.
model::StoredTensor narrowed(const model::StoredTensor& stored, const torch::Tensor& target) {
    auto values = torch::from_blob(const_cast<std::byte*>(stored.bytes.data()), stored.shape,
                                   torch::kFloat32);
    for (std::int64_t axis = 0; axis < std::min<std::int64_t>(2, target.dim()); ++axis) {
        const auto places = torch::arange(target.size(axis), torch::kLong) * values.size(axis);
        values = values.index_select(axis, places.floor_divide(target.size(axis)));
    }
    values = values.contiguous();
    const auto* bytes = static_cast<const std::byte*>(values.data_ptr());
    return {.type = model::ElementType::F32,
            .shape = values.sizes().vec(),
            .bytes = {bytes, bytes + values.nbytes()}};
}

/// Brings the rows of the head, which are in the order of the checkpoint's labels, into the order
/// of the network's. Returns false where they are other classes.
bool sortHead(model::Checkpoint& renamed, const model::Checkpoint& checkpoint,
              const model::StmConfig& config) {
    const auto described = checkpoint.metadata.find("labels");
    if (described == checkpoint.metadata.end() || config.labels.empty()) {
        return true;  // a ResNet's, or a network that does not say
    }
    const std::vector<std::string> from = model::StmConfig::fromCheckpoint(checkpoint).labels;
    if (from == config.labels) {
        return true;
    }
    std::vector<std::int64_t> rows;
    for (const std::string& label : config.labels) {
        const auto found = std::ranges::find(from, label);
        if (found == from.end()) {
            return false;
        }
        rows.push_back(found - from.begin());
    }
    for (const char* const name : {"fc.weight", "fc.bias"}) {
        if (const auto tensor = renamed.tensors.find(name); tensor != renamed.tensors.end()) {
            // Of the head that fits, below: F32, and a row for each class.
            const auto values = torch::from_blob(tensor->second.bytes.data(), tensor->second.shape,
                                                 torch::kFloat32);
            values.copy_(values.index_select(0, torch::tensor(rows)));
        }
    }
    return true;
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
    // A head for other classes is not worth a note: nobody expects it to fit.
    const auto isHeadThere = [&renamed](const char* part, const torch::Tensor& target) {
        const auto found = renamed.tensors.find(part);
        return found != renamed.tensors.end() && fits(found->second, target);
    };
    if (!isHeadThere("fc.weight", network.fc->weight) ||
        !isHeadThere("fc.bias", network.fc->bias) ||
        !sortHead(renamed, checkpoint, network.config())) {
        renamed.tensors.erase("fc.weight");
        renamed.tensors.erase("fc.bias");
    }
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
    return model::loadWeights(network, renamed, /*strict=*/false);
}

std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const std::filesystem::path& file) {
    return initialise(network, model::readCheckpoint(file), file.string());
}

}  // namespace handscope::training
