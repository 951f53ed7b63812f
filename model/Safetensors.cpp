// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "model/AtomicFile.h"
#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"
#include "model/SafetensorsFile.h"

namespace handscope::model {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kPrefix = sizeof(std::uint64_t);  ///< the header's length comes first
constexpr std::uint64_t kLongestHeader = 100'000'000;     ///< bytes, as the format's own reader
constexpr std::uint64_t kAlignment = 8;                   ///< of the data, by spaces in the header
constexpr const char* kMetadataKey = "__metadata__";
constexpr const char* kWhatToDo =
    "Copy or download the file again, or convert it anew; it must be a .safetensors file or a .pth "
    "file of torch.save.";

constexpr std::array kElementTypes{
    ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16, ElementType::I64,
    ElementType::I32, ElementType::I16, ElementType::I8,  ElementType::U8,   ElementType::Bool};

struct HeaderEntry {
    std::optional<ElementType> type;
    std::optional<std::vector<std::int64_t>> shape;
    std::optional<std::vector<std::uint64_t>> offsets;  ///< begin and end within the data
};

struct Header {
    std::map<std::string, std::string> metadata;
    std::map<std::string, HeaderEntry> entries;
};

/// Takes the header's JSON event by event, so that nothing is built that does not belong there and
/// no nesting costs stack.
class HeaderHandler final : public nlohmann::json_sax<Json> {
public:
    HeaderHandler(const std::string& file, Header& header) : file_(file), header_(header) {}

    bool null() override { misplaced("null"); }
    bool boolean(bool) override { misplaced("true or false"); }
    bool number_float(double, const std::string& text) override {
        misplaced("the number " + inQuotes(text));
    }
    bool binary(Json::binary_t&) override { misplaced("binary data"); }

    bool number_integer(std::int64_t value) override {  // only negative numbers come here
        misplaced("the negative number " + std::to_string(value));
    }

    bool number_unsigned(std::uint64_t value) override {
        if (place_ == Place::Offsets && entry().offsets->size() < 2) {
            entry().offsets->push_back(value);
        } else if (place_ == Place::Shape && entry().shape->size() < kMaximumDimensions &&
                   value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            entry().shape->push_back(static_cast<std::int64_t>(value));
        } else {
            misplaced("the number " + std::to_string(value));
        }
        return true;
    }

    bool string(std::string& value) override {
        if (place_ == Place::Metadata) {
            header_.metadata[field_] = value;
        } else if (place_ == Place::Entry && field_ == "dtype") {
            const auto known = std::ranges::find(kElementTypes, value, elementTypeName);
            if (known == kElementTypes.end()) {
                refuse("tensor " + inQuotes(tensor_) + " has the element type " + inQuotes(value),
                       "F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL");
            }
            entry().type = *known;
        } else {
            misplaced("the text " + inQuotes(value));
        }
        return true;
    }

    bool start_object(std::size_t) override {
        if (place_ == Place::Outside) {
            place_ = Place::Header;
        } else if (place_ == Place::Header) {
            place_ = tensor_ == kMetadataKey ? Place::Metadata : Place::Entry;
        } else {
            misplaced("an object");
        }
        return true;
    }

    bool key(std::string& name) override {
        if (place_ == Place::Header) {
            tensor_ = name;
            field_.clear();
            if (name == kMetadataKey) {
                once(!std::exchange(sawMetadata_, true), name);
                return true;
            }
            if (header_.entries.size() >= kMaximumTensors) {
                refuse("it names more than " + std::to_string(kMaximumTensors) + " tensors",
                       "fewer");
            }
            once(header_.entries.try_emplace(name).second, name);
        } else if (place_ == Place::Metadata) {
            field_ = name;
            once(header_.metadata.try_emplace(name).second, name);
        } else {
            once(field_ != name && !isSet(name), name);
            field_ = name;
        }
        return true;
    }

    bool end_object() override {
        if (place_ == Place::Header) {
            place_ = Place::Outside;
            return true;
        }
        if (place_ == Place::Entry && !(entry().type && entry().shape && entry().offsets)) {
            refuse("tensor " + inQuotes(tensor_) + " lacks its dtype, shape or data_offsets",
                   "all three");
        }
        place_ = Place::Header;
        return true;
    }

    bool start_array(std::size_t) override {
        if (place_ == Place::Entry && field_ == "shape") {
            entry().shape.emplace();
            place_ = Place::Shape;
        } else if (place_ == Place::Entry && field_ == "data_offsets") {
            entry().offsets.emplace();
            place_ = Place::Offsets;
        } else {
            misplaced("a list");
        }
        return true;
    }

    bool end_array() override {
        if (place_ == Place::Offsets && entry().offsets->size() != 2) {
            refuse("tensor " + inQuotes(tensor_) + " has data_offsets of " +
                       std::to_string(entry().offsets->size()) + " numbers",
                   "a begin and an end");
        }
        place_ = Place::Entry;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
        refuse("its header is not valid JSON at byte " + std::to_string(position),
               "a JSON object in UTF-8");
    }

private:
    enum class Place { Outside, Header, Metadata, Entry, Shape, Offsets };

    [[noreturn]] void refuse(const std::string& what, const std::string& expected) const {
        refuseCheckpoint(file_, what, expected, kWhatToDo);
    }

    [[noreturn]] void misplaced(const std::string& what) const {
        if (place_ == Place::Metadata) {
            refuse("its metadata " + inQuotes(field_) + " is " + what, "texts only");
        }
        std::string where = place_ == Place::Outside ? "header" : "tensor " + inQuotes(tensor_);
        where += place_ == Place::Outside || field_.empty() ? "" : " in " + inQuotes(field_);
        refuse("the " + where + " holds " + what,
               "an object of dtype (a text), shape (whole numbers from 0, " +
                   std::to_string(kMaximumDimensions) + " at most) and data_offsets (begin, end)");
    }

    void once(bool isFirst, const std::string& name) const {
        if (!isFirst) {
            const bool inEntry = place_ == Place::Entry;
            refuse((inEntry ? "tensor " + inQuotes(tensor_) : std::string("the header")) +
                       " has the key " + inQuotes(name) + " twice",
                   "every key once");
        }
    }

    bool isSet(const std::string& field) const {
        const HeaderEntry& current = header_.entries.at(tensor_);
        return (field == "dtype" && current.type) || (field == "shape" && current.shape) ||
               (field == "data_offsets" && current.offsets);
    }

    HeaderEntry& entry() { return header_.entries.at(tensor_); }

    const std::string& file_;
    Header& header_;
    Place place_ = Place::Outside;
    std::string tensor_;
    std::string field_;
    bool sawMetadata_ = false;
};

/// Reads the header; `dataBegin` receives where the tensors' bytes start.
Header readHeader(const ByteSource& source, std::uint64_t& dataBegin) {
    const auto refuse = [&](const std::string& what, const std::string& expected) {
        refuseCheckpoint(source.name(), what, expected, kWhatToDo);
    };
    if (source.size() < kPrefix) {
        refuse("it has " + std::to_string(source.size()) + " bytes",
               "at least the 8 bytes of a header's length");
    }
    const auto length = loadNumber<std::uint64_t>(source.read(0, kPrefix));
    const std::uint64_t longest = std::min(source.size() - kPrefix, kLongestHeader);
    if (length > longest) {
        refuse("its first 8 bytes announce a header of " + std::to_string(length) + " bytes",
               "at most " + std::to_string(longest) + " in a file of " +
                   std::to_string(source.size()) + " bytes");
    }
    const auto bytes = source.read(kPrefix, length);
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    // The JSON library takes a zero byte for the end of its input.
    if (length == 0 || text[0] != '{' || std::ranges::count(bytes, std::byte{0}) > 0) {
        refuse("its header is not a JSON object", "a safetensors header, which begins with '{'");
    }
    Header header;
    HeaderHandler handler(source.name(), header);
    Json::sax_parse(text, text + length, &handler);
    dataBegin = kPrefix + length;
    return header;
}

using NamedEntry = std::pair<const std::string, HeaderEntry>;

/// The tensors in the order of their bytes, once they are known to fill the file exactly.
std::vector<const NamedEntry*> checkedLayout(const ByteSource& source, const Header& header,
                                             std::uint64_t dataSize) {
    const auto refuse = [&](const std::string& what, const std::string& expected) {
        refuseCheckpoint(source.name(), what, expected, kWhatToDo);
    };
    std::vector<const NamedEntry*> order;
    order.reserve(header.entries.size());
    for (const NamedEntry& named : header.entries) {
        const auto& [name, entry] = named;
        const std::uint64_t begin = entry.offsets->at(0);
        const std::uint64_t end = entry.offsets->at(1);
        if (begin > end || end > dataSize) {
            refuse("tensor " + inQuotes(name) + " lies at bytes " + std::to_string(begin) + " to " +
                       std::to_string(end),
                   "a range within the file's " + std::to_string(dataSize) + " bytes of data");
        }
        const auto needed = bytesOfShape(*entry.shape, *entry.type);
        if (!needed || *needed != end - begin) {
            refuse("tensor " + inQuotes(name) + " takes " + std::to_string(end - begin) + " bytes",
                   needed ? std::to_string(*needed) + " bytes, as its shape and dtype say"
                          : "a shape whose product can be counted");
        }
        order.push_back(&named);
    }
    std::ranges::sort(order, {}, [](const NamedEntry* named) {
        return std::pair(named->second.offsets->at(0), named->second.offsets->at(1));
    });
    std::uint64_t cursor = 0;
    for (const NamedEntry* named : order) {
        const std::uint64_t begin = named->second.offsets->at(0);
        if (begin != cursor) {
            refuse(
                "tensor " + inQuotes(named->first) +
                    (begin < cursor ? " overlaps the one before it" : " leaves a hole before it") +
                    " (it begins at byte " + std::to_string(begin) + ")",
                "tensors that follow each other, here from byte " + std::to_string(cursor));
        }
        cursor = named->second.offsets->at(1);
    }
    if (cursor != dataSize) {
        refuse(std::to_string(dataSize - cursor) + " bytes after the last tensor belong to none",
               "tensors that fill the file");
    }
    return order;
}

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
        header += jsonText(kMetadataKey) + ":{" + list + "}";
    }
    std::uint64_t begin = 0;
    for (const auto* named : writingOrder(checkpoint)) {
        const auto& [name, tensor] = *named;
        const auto needed = bytesOfShape(tensor.shape, tensor.type);
        if (!needed || *needed != tensor.bytes.size() || tensor.shape.size() > kMaximumDimensions ||
            name == kMetadataKey) {
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
    if (header.size() > kLongestHeader || checkpoint.tensors.size() > kMaximumTensors) {
        refuseToWrite(file, "its header would have " + std::to_string(header.size()) + " bytes",
                      "a header that can be read again");
    }
    return header;
}

}  // namespace

Checkpoint readSafetensors(const ByteSource& source) {
    std::uint64_t dataBegin = 0;
    Header header = readHeader(source, dataBegin);
    const auto order = checkedLayout(source, header, source.size() - dataBegin);
    Checkpoint checkpoint{std::move(header.metadata), {}};
    for (const NamedEntry* named : order) {
        const auto& [name, entry] = *named;
        const std::uint64_t begin = entry.offsets->at(0);
        checkpoint.tensors.emplace(
            name, StoredTensor{*entry.type, *entry.shape,
                               source.read(dataBegin + begin, entry.offsets->at(1) - begin)});
    }
    return checkpoint;
}

Checkpoint readSafetensors(const std::filesystem::path& file) {
    return readSafetensors(FileSource(file));
}

SafetensorsFile::SafetensorsFile(std::filesystem::path file) : file_(std::move(file)) {
    const FileSource source(file_);
    std::uint64_t dataBegin = 0;
    Header header = readHeader(source, dataBegin);
    for (const NamedEntry* named : checkedLayout(source, header, source.size() - dataBegin)) {
        const auto& [name, entry] = *named;
        places_.emplace(name, Place{.type = *entry.type,
                                    .shape = *entry.shape,
                                    .begin = dataBegin + entry.offsets->at(0),
                                    .end = dataBegin + entry.offsets->at(1)});
    }
    metadata_ = std::move(header.metadata);
}

const SafetensorsFile::Place& SafetensorsFile::place(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end()) {
        refuseCheckpoint(file_.string(), "it holds no tensor " + inQuotes(name), "that tensor",
                         kWhatToDo);
    }
    return found->second;
}

StoredTensor SafetensorsFile::read(const std::string& name) const {
    const Place& where = place(name);
    return {where.type, where.shape, FileSource(file_).read(where.begin, where.end - where.begin)};
}

std::vector<std::byte> SafetensorsFile::readBytes(const std::string& name, std::uint64_t begin,
                                                  std::uint64_t end) const {
    const Place& where = place(name);
    const std::uint64_t size = where.end - where.begin;
    if (begin > end || end > size) {
        refuseCheckpoint(file_.string(),
                         "bytes " + std::to_string(begin) + " to " + std::to_string(end) +
                             " of tensor " + inQuotes(name) + " are asked for",
                         "a range within its " + std::to_string(size) + " bytes", kWhatToDo);
    }
    return FileSource(file_).read(where.begin + begin, end - begin);
}

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
