// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>

#include "model/AtomicFile.h"
#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"
#include "model/SafetensorsHeader.h"

namespace handscope::model {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kAlignment = 8;  ///< of the data, by spaces in the header

[[noreturn]] void refuseToWrite(const std::filesystem::path& file, const std::string& what,
                                const std::string& expected) {
    throw ModelError("Cannot write " + inQuotes(file.string()) + ": " + what + ".",
                     "Expected " + expected + ".", "Correct the checkpoint in memory first.");
}

/// Widest elements first, so that every tensor is aligned to its element; then by name.
std::vector<const std::pair<const std::string, StoredTensor>*> writingOrder(
    const Checkpoint& checkpoint) {
    std::vector<const std::pair<const std::string, StoredTensor>*> order;
    for (const auto& named : checkpoint.tensors) {
        order.push_back(&named);
    }
    std::ranges::stable_sort(order, std::greater{},
                             [](const auto* named) { return elementSize(named->second.type); });
    return order;
}

std::string jsonText(const std::string& text) {
    return Json(text).dump();
}

std::string headerText(const std::filesystem::path& file, const Checkpoint& checkpoint) {
    std::string header = "{";
    const auto separate = [&] { header += header.size() > 1 ? "," : ""; };
    if (!checkpoint.metadata.empty()) {
        std::string list;
        for (const auto& [key, value] : checkpoint.metadata) {
            list += (list.empty() ? "" : ",") + jsonText(key) + ":" + jsonText(value);
        }
        header += jsonText(kSafetensorsMetadata) + ":{" + list + "}";
    }
    std::uint64_t begin = 0;
    for (const auto* named : writingOrder(checkpoint)) {
        const auto& [name, tensor] = *named;
        const auto needed = bytesOfShape(tensor.shape, tensor.type);
        if (!needed || *needed != tensor.bytes.size() || tensor.shape.size() > kMaximumDimensions ||
            name == kSafetensorsMetadata) {
            refuseToWrite(file,
                          "tensor " + inQuotes(name) + " has " +
                              std::to_string(tensor.bytes.size()) +
                              " bytes that its name, shape "
                              "or type does not allow",
                          "as many bytes as the shape says");
        }
        separate();
        header += jsonText(name) + R"(:{"dtype":")" + std::string(elementTypeName(tensor.type)) +
                  R"(","shape":)" + Json(tensor.shape).dump() + R"(,"data_offsets":[)" +
                  std::to_string(begin) + "," + std::to_string(begin + *needed) + "]}";
        begin += *needed;
    }
    header += "}";
    header.resize((header.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
    if (header.size() > kLongestSafetensorsHeader || checkpoint.tensors.size() > kMaximumTensors) {
        refuseToWrite(file, "its header would have " + std::to_string(header.size()) + " bytes",
                      "a header that can be read again");
    }
    return header;
}

}  // namespace

void writeSafetensors(const std::filesystem::path& file, const Checkpoint& checkpoint) {
    std::string header;
    try {
        header = headerText(file, checkpoint);
    } catch (const Json::exception&) {  // dump() refuses what is not UTF-8
        refuseToWrite(file, "a name or a metadata text is not UTF-8", "UTF-8");
    }
    const std::uint64_t length = header.size();
    AtomicFile destination(file);
    destination.write(std::as_bytes(std::span(&length, 1)));
    destination.write(std::as_bytes(std::span(header)));
    for (const auto* named : writingOrder(checkpoint)) {
        destination.write(named->second.bytes);
    }
    destination.commit();
}

}  // namespace handscope::model
