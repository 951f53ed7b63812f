// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/ByteSource.h"

namespace handscope::model {

/// The directory of a ZIP file as PyTorch writes it: entries are stored, never compressed; ZIP64 is
/// understood. Refers to its source, which must outlive it. Every offset and size is checked
/// against the file, entries may neither overlap nor share a name, so all of them together are no
/// larger than the file. One thread at a time.
class ZipArchive {
public:
    struct Entry {
        std::uint64_t offset = 0;  ///< of the content, in the file
        std::uint64_t size = 0;    ///< bytes
        std::uint32_t crc32 = 0;
        bool compressed = false;  ///< listed, but not read
    };
    using Entries = std::map<std::string, Entry, std::less<>>;

    /// Throws ModelError for a damaged, encrypted or split archive.
    explicit ZipArchive(const ByteSource& source);

    const Entries& entries() const noexcept { return entries_; }

    /// One entry's content. Throws ModelError when it is compressed or its checksum differs.
    std::vector<std::byte> read(const Entries::value_type& entry) const;

private:
    const ByteSource& source_;
    Entries entries_;
};

}  // namespace handscope::model
