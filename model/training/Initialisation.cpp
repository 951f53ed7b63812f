// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Initialisation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/CheckpointRefusal.h"

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
    return target.sizes() == c10::IntArrayRef(stored.shape);
}

}  // namespace

std::vector<std::string> initialise(model::StmNetworkImpl& network,
                                    const model::Checkpoint& checkpoint, const std::string& name) {
    model::Checkpoint renamed;
    for (auto& [stored, tensor] : model::expandToFloat32(checkpoint).tensors) {
        renamed.tensors.emplace(nameInNetwork(stored, network), std::move(tensor));
    }
    // A head for other classes is not worth a note: nobody expects it to fit.
    if (const auto head = renamed.tensors.find("fc.weight");
        head != renamed.tensors.end() && !fits(head->second, network.fc->weight)) {
        renamed.tensors.erase(head);
        renamed.tensors.erase("fc.bias");
    }
    const auto parameters = network.named_parameters();
    const bool anyBlock = std::any_of(parameters.begin(), parameters.end(), [&](const auto& item) {
        const auto found = renamed.tensors.find(item.key());
        return item.key().starts_with("layer") && item.value().dim() == 4 &&
               found != renamed.tensors.end() && fits(found->second, item.value());
    });
    if (!anyBlock) {
        throw model::ModelError(
            "Nothing in " + model::inQuotes(name) + " fits the network.",
            "Expected a ResNet with torchvision's names, or a checkpoint of ours, as wide as " +
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
