// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace handscope::model {

/// A file that appears whole or not at all: it is written under a temporary name in the same folder
/// and takes its own name in commit(). Without commit() the destructor removes it, and what stood
/// there before stays. A kill may leave a hidden `.part` file, never half of the named one.
/// See isPartFile(). One thread at a time. All but the destructor block on the disk and throw
/// ModelError.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path file);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);

    /// Flushes to the disk, renames, and flushes the folder.
    void commit();

private:
    std::filesystem::path file_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

/// Whether a file goes by the temporary name of an AtomicFile.
bool isPartFile(const std::filesystem::path& file);

/// Whether no program of this machine writes a part file any more: its name tells the process.
bool isAbandoned(const std::filesystem::path& partFile);

/// Removes the part files that killed programs of this machine left in `folder`, and where `below`
/// says so in the folders below it. What cannot be removed or read stays.
enum class Below { LeftAlone, Included };
void removeAbandonedParts(const std::filesystem::path& folder, Below below = Below::LeftAlone);

}  // namespace handscope::model
