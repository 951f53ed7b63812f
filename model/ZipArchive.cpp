// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ZipArchive.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

// Field positions are those of PKWARE's APPNOTE.TXT, sections 4.3.7 to 4.3.16.
constexpr std::uint32_t kLocalSignature = 0x04034B50;
constexpr std::uint32_t kDirectorySignature = 0x02014B50;
constexpr std::uint32_t kEndSignature = 0x06054B50;
constexpr std::uint32_t kEnd64Signature = 0x06064B50;
constexpr std::uint32_t kLocator64Signature = 0x07064B50;
constexpr std::uint64_t kLocalSize = 30;
constexpr std::uint64_t kDirectoryEntrySize = 46;
constexpr std::uint64_t kEndSize = 22;
constexpr std::uint64_t kEnd64Size = 56;
constexpr std::uint64_t kLocator64Size = 20;
constexpr std::uint64_t kLongestComment = 65535;
constexpr std::uint64_t kLongestDirectory = 16U
                                            << 20U;  ///< bytes; PyTorch needs about 100 a tensor
constexpr std::uint16_t kIn64 = 0xFFFF;              ///< the value stands in a ZIP64 field
constexpr std::uint32_t kIn64Wide = 0xFFFFFFFF;
constexpr std::uint16_t kZip64ExtraField = 1;
constexpr std::uint16_t kEncrypted = 1;

constexpr const char* kSaveAgain = "Save it with torch.save of PyTorch 1.6 or newer, which stores.";

struct Directory {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

/// An entry of the directory before its local header has been looked at.
struct Listed {
    std::string name;
    std::uint64_t localHeader = 0;
    std::uint64_t storedSize = 0;  ///< bytes that the content takes in the file
    std::uint64_t contentEnd = 0;
    ZipArchive::Entry entry;
};

[[noreturn]] void refuseArchive(const ByteSource& source, const std::string& what,
                                const std::string& expected, const char* whatToDo = kCopyAgain) {
    refuseCheckpoint(source.name(), what, expected, whatToDo);
}

std::uint32_t crc32Of(std::span<const std::byte> bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> values{};
        for (std::uint32_t i = 0; i < values.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) {
                value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
            }
            values[i] = value;
        }
        return values;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) {
        crc = table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU] ^ (crc >> 8U);
    }
    return ~crc;
}

Directory readZip64End(const ByteSource& source, std::uint64_t endOffset) {
    if (endOffset < kLocator64Size + kEnd64Size) {
        refuseArchive(source, "its ZIP64 directory is missing", "a whole archive");
    }
    const auto locator = source.read(endOffset - kLocator64Size, kLocator64Size);
    const auto offset = loadNumber<std::uint64_t>(locator, 8);
    if (loadNumber<std::uint32_t>(locator) != kLocator64Signature ||
        offset > endOffset - kLocator64Size - kEnd64Size) {
        refuseArchive(source, "its ZIP64 directory is missing", "a whole archive");
    }
    const auto end = source.read(offset, kEnd64Size);
    if (loadNumber<std::uint32_t>(end) != kEnd64Signature ||
        loadNumber<std::uint64_t>(end, 24) != loadNumber<std::uint64_t>(end, 32)) {
        refuseArchive(source, "its ZIP64 directory is damaged or split", "one whole archive");
    }
    return {loadNumber<std::uint64_t>(end, 48), loadNumber<std::uint64_t>(end, 40),
            loadNumber<std::uint64_t>(end, 32)};
}

Directory findDirectory(const ByteSource& source) {
    const std::uint64_t tailSize = std::min(source.size(), kEndSize + kLongestComment);
    const std::uint64_t tailBegin = source.size() - tailSize;
    const auto tail = source.read(tailBegin, tailSize);
    std::optional<std::uint64_t> position;
    for (std::uint64_t back = kEndSize; back <= tailSize && !position; ++back) {
        const std::uint64_t at = tailSize - back;
        // A signature inside the comment has no comment of just that length behind it.
        if (loadNumber<std::uint32_t>(tail, at) == kEndSignature &&
            loadNumber<std::uint16_t>(tail, at + 20) == back - kEndSize) {
            position = at;
        }
    }
    if (!position) {
        refuseArchive(source, "it is a ZIP archive without an end (it may be truncated)",
                      "a whole archive");
    }
    const std::span<const std::byte> end(tail.data() + *position, kEndSize);
    const auto diskEntries = loadNumber<std::uint16_t>(end, 8);
    Directory directory{loadNumber<std::uint32_t>(end, 16), loadNumber<std::uint32_t>(end, 12),
                        loadNumber<std::uint16_t>(end, 10)};
    if (diskEntries != directory.entries) {
        refuseArchive(source, "it is one part of a split ZIP archive", "one whole archive");
    }
    const std::uint64_t endOffset = tailBegin + *position;
    if (directory.begin == kIn64Wide || directory.size == kIn64Wide || directory.entries == kIn64) {
        directory = readZip64End(source, endOffset);
    }
    if (directory.begin > endOffset || directory.size > endOffset - directory.begin ||
        directory.size > kLongestDirectory ||
        directory.entries > directory.size / kDirectoryEntrySize) {
        refuseArchive(source,
                      "its ZIP directory of " + std::to_string(directory.entries) +
                          " entries claims " + std::to_string(directory.size) + " bytes at " +
                          std::to_string(directory.begin),
                      "a directory that lies within the file and below 16 MiB");
    }
    return directory;
}

/// Replaces the values that the 32-bit fields were too narrow for.
void applyZip64(const ByteSource& source, std::span<const std::byte> extra, std::uint64_t& size,
                std::uint64_t& storedSize, std::uint64_t& localHeader) {
    const std::array<std::uint64_t*, 3> fields{&size, &storedSize, &localHeader};
    if (std::ranges::none_of(fields, [](const auto* field) { return *field == kIn64Wide; })) {
        return;
    }
    while (extra.size() >= 4) {
        const auto kind = loadNumber<std::uint16_t>(extra);
        const std::size_t length = loadNumber<std::uint16_t>(extra, 2);
        extra = extra.subspan(4);
        if (length > extra.size()) {
            break;
        }
        if (kind != kZip64ExtraField) {
            extra = extra.subspan(length);
            continue;
        }
        std::size_t at = 0;
        for (std::uint64_t* field : fields) {
            if (*field == kIn64Wide) {
                if (at + 8 > length) {
                    refuseArchive(source, "a ZIP64 field is too short",
                                  "8 bytes for each wide value");
                }
                *field = loadNumber<std::uint64_t>(extra, at);
                at += 8;
            }
        }
        return;
    }
}

/// Reads one entry of the directory at `at` and moves `at` behind it.
Listed readListed(const ByteSource& source, std::span<const std::byte> directory, std::size_t& at) {
    const std::span<const std::byte> rest = directory.subspan(at);
    if (rest.size() < kDirectoryEntrySize ||
        loadNumber<std::uint32_t>(rest) != kDirectorySignature) {
        refuseArchive(source, "its ZIP directory is damaged at byte " + std::to_string(at),
                      "an entry there");
    }
    const std::size_t nameLength = loadNumber<std::uint16_t>(rest, 28);
    const std::size_t extraLength = loadNumber<std::uint16_t>(rest, 30);
    const std::size_t commentLength = loadNumber<std::uint16_t>(rest, 32);
    const std::size_t length = kDirectoryEntrySize + nameLength + extraLength + commentLength;
    if (length > rest.size()) {
        refuseArchive(source, "its ZIP directory ends within an entry", "a whole directory");
    }
    Listed listed;
    listed.name.assign(reinterpret_cast<const char*>(rest.data()) + kDirectoryEntrySize,
                       nameLength);
    if ((loadNumber<std::uint16_t>(rest, 8) & kEncrypted) != 0) {
        refuseArchive(source, "entry " + inQuotes(listed.name) + " is encrypted", "plain entries",
                      kSaveAgain);
    }
    listed.storedSize = loadNumber<std::uint32_t>(rest, 20);
    listed.entry.size = loadNumber<std::uint32_t>(rest, 24);
    listed.entry.crc32 = loadNumber<std::uint32_t>(rest, 16);
    listed.localHeader = loadNumber<std::uint32_t>(rest, 42);
    applyZip64(source, rest.subspan(kDirectoryEntrySize + nameLength, extraLength),
               listed.entry.size, listed.storedSize, listed.localHeader);
    listed.entry.compressed = loadNumber<std::uint16_t>(rest, 10) != 0;
    if (!listed.entry.compressed && listed.storedSize != listed.entry.size) {
        refuseArchive(source, "entry " + inQuotes(listed.name) + " has two sizes",
                      "one size if stored");
    }
    at += length;
    return listed;
}

/// Finds where the content begins, which only the local header tells.
void locate(const ByteSource& source, Listed& listed, std::uint64_t directoryBegin) {
    const auto outside = [&] {
        refuseArchive(source,
                      "entry " + inQuotes(listed.name) + " lies outside the file (" +
                          std::to_string(listed.storedSize) + " bytes at " +
                          std::to_string(listed.localHeader) + ")",
                      "entries before the directory");
    };
    if (listed.localHeader > directoryBegin || directoryBegin - listed.localHeader < kLocalSize) {
        outside();
    }
    const auto header = source.read(listed.localHeader, kLocalSize);
    const std::uint64_t nameLength = loadNumber<std::uint16_t>(header, 26);
    const std::uint64_t extraLength = loadNumber<std::uint16_t>(header, 28);
    const std::uint64_t room = directoryBegin - listed.localHeader - kLocalSize;
    const auto name = source.read(listed.localHeader + kLocalSize, std::min(nameLength, room));
    if (loadNumber<std::uint32_t>(header) != kLocalSignature ||
        std::string_view(reinterpret_cast<const char*>(name.data()), name.size()) != listed.name) {
        refuseArchive(source, "entry " + inQuotes(listed.name) + " is not where the directory says",
                      "its header at byte " + std::to_string(listed.localHeader));
    }
    if (nameLength + extraLength > room || listed.storedSize > room - nameLength - extraLength) {
        outside();
    }
    listed.entry.offset = listed.localHeader + kLocalSize + nameLength + extraLength;
    listed.contentEnd = listed.entry.offset + listed.storedSize;
}

}  // namespace

ZipArchive::ZipArchive(const ByteSource& source) : source_(source) {
    const Directory directory = findDirectory(source);
    const auto bytes = source.read(directory.begin, directory.size);
    std::vector<Listed> all;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        all.push_back(readListed(source, bytes, at));
        locate(source, all.back(), directory.begin);
    }
    std::ranges::sort(all, {}, &Listed::localHeader);
    std::uint64_t cursor = 0;
    for (Listed& listed : all) {
        if (listed.localHeader < cursor) {
            refuseArchive(source, "entry " + inQuotes(listed.name) + " overlaps another",
                          "entries that lie side by side");
        }
        cursor = listed.contentEnd;
        if (!entries_.emplace(listed.name, listed.entry).second) {
            refuseArchive(source, "it holds two entries " + inQuotes(listed.name),
                          "every name once");
        }
    }
}

std::vector<std::byte> ZipArchive::read(const Entries::value_type& entry) const {
    if (entry.second.compressed) {
        refuseArchive(source_, "entry " + inQuotes(entry.first) + " is compressed",
                      "stored entries, as torch.save writes tensors", kSaveAgain);
    }
    auto bytes = source_.read(entry.second.offset, entry.second.size);
    if (crc32Of(bytes) != entry.second.crc32) {
        refuseArchive(
            source_, "the checksum of " + inQuotes(entry.first) + " is wrong",
            "the bytes that were saved",
            "Copy or download the file again; if PyTorch reads it, save it again with checksums "
            "on.");
    }
    return bytes;
}

}  // namespace handscope::model
