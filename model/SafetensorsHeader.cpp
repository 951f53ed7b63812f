// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/SafetensorsHeader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "model/ByteSource.h"
#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kPrefix = sizeof(std::uint64_t);  ///< the header's length comes first

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
    std::uint64_t dataBegin = 0;  ///< in the file
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
            place_ = tensor_ == kSafetensorsMetadata ? Place::Metadata : Place::Entry;
        } else {
            misplaced("an object");
        }
        return true;
    }

    bool key(std::string& name) override {
        if (place_ == Place::Header) {
            tensor_ = name;
            field_.clear();
            if (name == kSafetensorsMetadata) {
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
        refuseCheckpoint(file_, what, expected, kRepairSafetensors);
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

[[noreturn]] void refuseFile(const ByteSource& source, const std::string& what,
                             const std::string& expected) {
    refuseCheckpoint(source.name(), what, expected, kRepairSafetensors);
}

Header readHeader(const ByteSource& source) {
    if (source.size() < kPrefix) {
        refuseFile(source, "it has " + std::to_string(source.size()) + " bytes",
                   "at least the 8 bytes of a header's length");
    }
    const auto length = loadNumber<std::uint64_t>(source.read(0, kPrefix));
    const std::uint64_t longest = std::min(source.size() - kPrefix, kLongestSafetensorsHeader);
    if (length > longest) {
        refuseFile(source,
                   "its first 8 bytes announce a header of " + std::to_string(length) + " bytes",
                   "at most " + std::to_string(longest) + " in a file of " +
                       std::to_string(source.size()) + " bytes");
    }
    const auto bytes = source.read(kPrefix, length);
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    // The JSON library takes a zero byte for the end of its input.
    if (length == 0 || text[0] != '{' || std::ranges::count(bytes, std::byte{0}) > 0) {
        refuseFile(source, "its header is not a JSON object",
                   "a safetensors header, which begins with '{'");
    }
    Header header;
    HeaderHandler handler(source.name(), header);
    Json::sax_parse(text, text + length, &handler);
    header.dataBegin = kPrefix + length;
    return header;
}

/// An entry whose bytes lie within the data, and are as many as its shape and type say.
SafetensorsTensor checkedTensor(const ByteSource& source, std::string name, HeaderEntry entry,
                                std::uint64_t dataSize) {
    const std::uint64_t begin = entry.offsets->at(0);
    const std::uint64_t end = entry.offsets->at(1);
    if (begin > end || end > dataSize) {
        refuseFile(source,
                   "tensor " + inQuotes(name) + " lies at bytes " + std::to_string(begin) + " to " +
                       std::to_string(end),
                   "a range within the file's " + std::to_string(dataSize) + " bytes of data");
    }
    const auto needed = bytesOfShape(*entry.shape, *entry.type);
    if (!needed || *needed != end - begin) {
        refuseFile(source,
                   "tensor " + inQuotes(name) + " takes " + std::to_string(end - begin) + " bytes",
                   needed ? std::to_string(*needed) + " bytes, as its shape and dtype say"
                          : "a shape whose product can be counted");
    }
    return {.name = std::move(name),
            .type = *entry.type,
            .shape = std::move(*entry.shape),
            .begin = begin,
            .end = end};
}

/// Throws unless the tensors, in the order of their bytes, fill the data exactly.
void requireFilled(const ByteSource& source, const std::vector<SafetensorsTensor>& tensors,
                   std::uint64_t dataSize) {
    std::uint64_t cursor = 0;
    for (const SafetensorsTensor& tensor : tensors) {
        if (tensor.begin != cursor) {
            refuseFile(source,
                       "tensor " + inQuotes(tensor.name) +
                           (tensor.begin < cursor ? " overlaps the one before it"
                                                  : " leaves a hole before it") +
                           " (it begins at byte " + std::to_string(tensor.begin) + ")",
                       "tensors that follow each other, here from byte " + std::to_string(cursor));
        }
        cursor = tensor.end;
    }
    if (cursor != dataSize) {
        refuseFile(
            source,
            std::to_string(dataSize - cursor) + " bytes after the last tensor belong to none",
            "tensors that fill the file");
    }
}

}  // namespace

SafetensorsLayout readLayout(const ByteSource& source) {
    Header header = readHeader(source);
    const std::uint64_t dataSize = source.size() - header.dataBegin;
    SafetensorsLayout layout{.metadata = std::move(header.metadata), .tensors = {}};
    layout.tensors.reserve(header.entries.size());
    while (!header.entries.empty()) {
        auto entry = header.entries.extract(header.entries.begin());
        layout.tensors.push_back(
            checkedTensor(source, std::move(entry.key()), std::move(entry.mapped()), dataSize));
    }
    std::ranges::sort(layout.tensors, {}, [](const SafetensorsTensor& tensor) {
        return std::pair(tensor.begin, tensor.end);
    });
    requireFilled(source, layout.tensors, dataSize);
    for (SafetensorsTensor& tensor : layout.tensors) {
        tensor.begin += header.dataBegin;
        tensor.end += header.dataBegin;
    }
    return layout;
}

}  // namespace handscope::model
