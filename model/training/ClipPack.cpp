// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/ClipPack.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "model/ByteSource.h"
#include "model/CheckpointRefusal.h"
#include "model/training/RunFolder.h"

namespace handscope::training {
namespace {

using Json = nlohmann::ordered_json;
using model::inQuotes;
using model::ModelError;

constexpr const char* kPackFormat = "handscope-pack-1";
constexpr const char* kRepair = "Copy the pack again, or make it anew with handscope-cli pack.";
constexpr std::uint64_t kIndexBytes = 400;  ///< of an item in the header, but for its name
constexpr int kLargestSide = 16384;         ///< pixels
constexpr double kSlowest = 0.01;           ///< frames a second
constexpr double kFastest = 1000.0;
constexpr std::array<std::string_view, 3> kKindNames{"clip", "cutout", "picture"};

std::string partName(std::size_t index) {
    std::string number = std::to_string(index);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
    return "part-" + number + ".safetensors";
}

std::string tensorName(std::size_t index, const char* what) {
    return std::to_string(index) + "/" + what;
}

[[noreturn]] void refusePart(const std::filesystem::path& file, const std::string& what,
                             const std::string& expected) {
    model::refuseCheckpoint(file.string(), what, expected, kRepair);
}

Json parseMetadata(const model::SafetensorsFile& part, const std::string& key) {
    const auto found = part.metadata().find(key);
    if (found == part.metadata().end()) {
        refusePart(part.path(), "its metadata has no '" + key + "'", "a part of a pack");
    }
    Json json = Json::parse(found->second, nullptr, /*allow_exceptions=*/false);
    if (!json.is_array()) {
        refusePart(part.path(), "its '" + key + "' is no JSON list", "a JSON list");
    }
    return json;
}

std::vector<std::filesystem::path> partsIn(const std::filesystem::path& folder,
                                           std::error_code& error) {
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with("part-") && name.ends_with(".safetensors")) {
            files.push_back(entry->path());
        }
    }
    return files;
}

/// 0: unknown. Anything else would make too many frames of few, or none of many.
bool isFrameRate(double rate) {
    return rate == 0.0 || (rate >= kSlowest && rate <= kFastest);
}

PackItem itemFromJson(const Json& json) {
    PackItem item;
    item.name = json.at("name").get<std::string>();
    const auto kind = kindFromName(json.at("kind").get<std::string>());
    item.kind = kind.value_or(ItemKind::Clip);
    if (const auto label = json.find("label"); label != json.end() && !label->is_null()) {
        item.label = label->get<int>();
    }
    item.frames = json.at("frames").get<std::int64_t>();
    item.width = json.at("width").get<int>();
    item.height = json.at("height").get<int>();
    item.frameRate = json.at("frame_rate").get<double>();
    if (!kind || item.frames < 1 || item.width < 1 || item.height < 1 ||
        item.width > kLargestSide || item.height > kLargestSide || !isFrameRate(item.frameRate)) {
        throw std::invalid_argument("an entry is out of range");
    }
    return item;
}

/// Whether a part has the frames that its list promises; reads no data.
bool holds(const model::SafetensorsFile& part, std::size_t index, std::int64_t frames) {
    const std::string offsets = tensorName(index, "offsets");
    const std::string jpeg = tensorName(index, "jpeg");
    return part.contains(offsets) && part.contains(jpeg) &&
           part.type(offsets) == model::ElementType::I64 &&
           part.shape(offsets) == std::vector<std::int64_t>{frames + 1} &&
           part.type(jpeg) == model::ElementType::U8;
}

Json itemToJson(const PackItem& item) {
    return {{"name", item.name},
            {"kind", kindName(item.kind)},
            {"label", item.label ? Json(*item.label) : Json(nullptr)},
            {"frames", item.frames},
            {"width", item.width},
            {"height", item.height},
            {"frame_rate", item.frameRate}};
}

model::StoredTensor storedBytes(const std::vector<JpegBytes>& frames, std::uint64_t total) {
    model::StoredTensor tensor{
        .type = model::ElementType::U8, .shape = {static_cast<std::int64_t>(total)}, .bytes = {}};
    tensor.bytes.reserve(total);
    for (const JpegBytes& frame : frames) {
        tensor.bytes.insert(tensor.bytes.end(), frame.begin(), frame.end());
    }
    return tensor;
}

model::StoredTensor storedOffsets(const std::vector<JpegBytes>& frames) {
    std::vector<std::int64_t> offsets{0};
    for (const JpegBytes& frame : frames) {
        offsets.push_back(offsets.back() + static_cast<std::int64_t>(frame.size()));
    }
    model::StoredTensor tensor{.type = model::ElementType::I64,
                               .shape = {static_cast<std::int64_t>(offsets.size())},
                               .bytes = {}};
    const auto bytes = std::as_bytes(std::span(offsets));
    tensor.bytes.assign(bytes.begin(), bytes.end());
    return tensor;
}

std::uint64_t bytesOf(const std::vector<JpegBytes>& frames) {
    std::uint64_t total = (frames.size() + 1) * sizeof(std::int64_t);
    for (const JpegBytes& frame : frames) {
        total += frame.size();
    }
    return total;
}

}  // namespace

std::string_view kindName(ItemKind kind) noexcept {
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::optional<ItemKind> kindFromName(std::string_view name) noexcept {
    const auto found = std::ranges::find(kKindNames, name);
    return found == kKindNames.end()
               ? std::nullopt
               : std::optional(static_cast<ItemKind>(found - kKindNames.begin()));
}

ClipPack::ClipPack(const std::filesystem::path& folder) : folder_(folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files = partsIn(folder, error);
    if (error || files.empty()) {
        throw ModelError("There is no pack in " + inQuotes(folder.string()) +
                             (error ? " (" + error.message() + ")." : "."),
                         "Expected a folder of part-00000.safetensors and so on.",
                         "Make one with handscope-cli pack, or correct the path.");
    }
    std::ranges::sort(files);
    for (const auto& file : files) {
        addPart(file);
    }
    std::set<std::string_view> names;
    for (const PackItem& item : items_) {
        if (!names.insert(item.name).second) {
            refusePart(folder_, "two items have the name " + inQuotes(item.name),
                       "names that occur once");
        }
    }
}

void ClipPack::addPart(const std::filesystem::path& file) {
    model::SafetensorsFile part(file);
    const auto format = part.metadata().find("format");
    if (format == part.metadata().end() || format->second != kPackFormat) {
        refusePart(file, "it is no part of a pack",
                   std::string("metadata with format = ") + kPackFormat);
    }
    try {
        const auto labels = parseMetadata(part, "labels").get<std::vector<std::string>>();
        if (!parts_.empty() && labels != labels_) {
            refusePart(file, "its labels differ from those of the parts before",
                       "parts of one pack");
        }
        labels_ = labels;
        std::size_t index = 0;
        for (const Json& json : parseMetadata(part, "items")) {
            PackItem item = itemFromJson(json);
            if (item.label &&
                (*item.label < 0 || *item.label >= static_cast<int>(labels_.size()))) {
                throw std::invalid_argument("a label is not in the list of labels");
            }
            if (!holds(part, index, item.frames)) {
                throw std::invalid_argument("the frames of " + inQuotes(item.name) +
                                            " are not in the file");
            }
            items_.push_back(std::move(item));
            places_.push_back({.part = parts_.size(), .index = index++});
        }
    } catch (const Json::exception& error) {
        refusePart(file, std::string("its list of items is damaged (") + error.what() + ")",
                   "name, kind, label, frames, width, height and frame_rate of each");
    } catch (const std::invalid_argument& error) {
        refusePart(file, std::string("its list of items is damaged: ") + error.what(),
                   "name, kind, label, frames, width, height and frame_rate of each");
    }
    parts_.push_back(std::move(part));
}

std::vector<JpegBytes> ClipPack::jpegFrames(std::size_t item, std::int64_t begin,
                                            std::int64_t end) const {
    const PackItem& wanted = items_.at(item);
    const Place& where = places_.at(item);
    const model::SafetensorsFile& part = parts_[where.part];
    if (begin < 0 || begin > end || end > wanted.frames) {
        throw std::out_of_range("frames outside of an item");
    }
    const auto count = static_cast<std::uint64_t>(end - begin);
    const auto first = static_cast<std::uint64_t>(begin) * sizeof(std::int64_t);
    const auto bytes = part.readBytes(tensorName(where.index, "offsets"), first,
                                      first + (count + 1) * sizeof(std::int64_t));
    std::vector<JpegBytes> frames;
    std::vector<std::uint64_t> offsets;
    for (std::uint64_t i = 0; i <= count; ++i) {
        offsets.push_back(model::loadNumber<std::uint64_t>(bytes, i * sizeof(std::uint64_t)));
        if (i > 0 && offsets[i] < offsets[i - 1]) {
            refusePart(part.path(), "the frames of " + inQuotes(wanted.name) + " overlap",
                       "offsets that grow");
        }
    }
    const auto data =
        part.readBytes(tensorName(where.index, "jpeg"), offsets.front(), offsets.back());
    for (std::uint64_t i = 0; i < count; ++i) {
        frames.emplace_back(
            data.begin() + static_cast<std::ptrdiff_t>(offsets[i] - offsets[0]),
            data.begin() + static_cast<std::ptrdiff_t>(offsets[i + 1] - offsets[0]));
    }
    return frames;
}

ClipPackWriter::ClipPackWriter(std::filesystem::path folder, std::vector<std::string> labels)
    : folder_(std::move(folder)), labels_(std::move(labels)) {
    makeRunFolder(folder_);
    std::error_code error;
    if (!partsIn(folder_, error).empty()) {
        throw ModelError("The folder " + inQuotes(folder_.string()) + " holds a pack already.",
                         "Expected a new or empty folder.",
                         "Choose another, or remove the old pack.");
    }
}

void ClipPackWriter::add(PackItem item, std::vector<JpegBytes> frames) {
    const auto place = std::ranges::lower_bound(names_, item.name);
    const bool repeats = place != names_.end() && *place == item.name;
    const bool unknownLabel =
        item.label && (*item.label < 0 || *item.label >= static_cast<int>(labels_.size()));
    if (frames.empty() || repeats || unknownLabel) {
        throw ModelError("The item " + inQuotes(item.name) +
                             (frames.empty() ? " has no frames."
                              : repeats      ? " is there already."
                                             : " has an unknown label."),
                         "Expected frames, a name of its own, and a label of the pack's.",
                         "Correct the list.");
    }
    names_.insert(place, item.name);
    item.frames = static_cast<std::int64_t>(frames.size());
    item.frameRate = isFrameRate(item.frameRate) ? item.frameRate : 0.0;
    const std::uint64_t bytes = bytesOf(frames) + kIndexBytes + 2 * item.name.size();
    if (!pending_.empty() && pendingBytes_ + bytes > ClipPack::kLargestPart) {
        writePart();
    }
    pendingBytes_ += bytes;
    pending_.push_back({std::move(item), std::move(frames)});
}

void ClipPackWriter::finish() {
    if (!pending_.empty()) {
        writePart();
    }
    if (parts_ == 0) {
        throw ModelError("The pack would be empty.", "Expected at least one item.",
                         "Check the list of files.");
    }
}

void ClipPackWriter::writePart() {
    model::Checkpoint part;
    Json items = Json::array();
    for (std::size_t k = 0; k < pending_.size(); ++k) {
        auto& [item, frames] = pending_[k];
        items.push_back(itemToJson(item));
        std::uint64_t total = 0;
        for (const JpegBytes& frame : frames) {
            total += frame.size();
        }
        part.tensors.emplace(tensorName(k, "jpeg"), storedBytes(frames, total));
        part.tensors.emplace(tensorName(k, "offsets"), storedOffsets(frames));
    }
    const auto text = [](const Json& json) {
        return json.dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    part.metadata = {
        {"format", kPackFormat}, {"labels", text(Json(labels_))}, {"items", text(items)}};
    model::writeSafetensors(folder_ / partName(parts_), part);
    ++parts_;
    pending_.clear();
    pendingBytes_ = 0;
}

}  // namespace handscope::training
