// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "FormatBytes.h"

namespace handscope::test {

/// CRC-32 bit by bit, as the ZIP specification words it.
inline std::uint32_t slowCrc32(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ (0xEDB88320U & (0U - (crc & 1U)));
        }
    }
    return ~crc;
}

/// One entry, with fields that a test may make lie.
struct ZipPart {
    std::string name = "sample/data/0";
    std::string content = {};
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::uint32_t crcError = 0;      ///< flips bits of the right checksum
    std::uint32_t claimedExtra = 0;  ///< added to the true size in the directory
    std::uint32_t offsetError = 0;   ///< added to the local header's true place
    bool zip64 = false;              ///< sizes and place in the ZIP64 extra field
};

/// A ZIP archive of these entries; `zip64End` moves the directory's place into ZIP64 records.
inline std::string zipBytes(const std::vector<ZipPart>& parts, bool zip64End = false) {
    constexpr std::uint32_t kWide = 0xFFFFFFFFU;
    const auto word = [](std::size_t value) { return bytesOf(static_cast<std::uint16_t>(value)); };
    const auto number = [](std::uint64_t value) {
        return bytesOf(static_cast<std::uint32_t>(value));
    };
    std::string file;
    std::string directory;
    for (const ZipPart& part : parts) {
        const std::uint64_t place = file.size() + part.offsetError;
        const std::uint64_t size = part.content.size() + part.claimedExtra;
        const std::string checksum = number(slowCrc32(part.content) ^ part.crcError);
        const std::string start = word(0) + word(part.flags) + word(part.method) + number(0);
        file += "PK\x03\x04" + start + checksum + number(part.content.size()) +
                number(part.content.size()) + word(part.name.size()) + word(0) + part.name +
                part.content;
        const std::string extra =
            part.zip64 ? word(1) + word(24) + bytesOf(size) + bytesOf(size) + bytesOf(place) : "";
        const std::uint64_t shownSize = part.zip64 ? kWide : size;
        directory += "PK\x01\x02" + word(0) + start + checksum + number(shownSize) +
                     number(shownSize) + word(part.name.size()) + word(extra.size()) + word(0) +
                     word(0) + word(0) + number(0) + number(part.zip64 ? kWide : place) +
                     part.name + extra;
    }
    const std::uint64_t begin = file.size();
    file += directory;
    const std::uint64_t count = parts.size();
    if (zip64End) {
        const std::uint64_t end = file.size();
        file += "PK\x06\x06" + bytesOf<std::uint64_t>(44) + word(0) + word(0) + number(0) +
                number(0) + bytesOf(count) + bytesOf(count) +
                bytesOf<std::uint64_t>(directory.size()) + bytesOf(begin);
        file += "PK\x06\x07" + number(0) + bytesOf(end) + number(1);
    }
    const std::size_t shown = zip64End ? 0xFFFF : parts.size();
    file += "PK\x05\x06" + word(0) + word(0) + word(shown) + word(shown) +
            number(zip64End ? kWide : directory.size()) + number(zip64End ? kWide : begin) +
            word(0);
    return file;
}

/// An archive as torch.save lays it out: a pickle and one storage, `data/0`.
inline std::string pthBytes(const std::string& pickle, const std::string& storage) {
    return zipBytes({{.name = "sample/data.pkl", .content = pickle},
                     {.name = "sample/byteorder", .content = "little"},
                     {.name = "sample/data/0", .content = storage}});
}

}  // namespace handscope::test
