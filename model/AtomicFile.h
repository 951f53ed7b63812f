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

/// Whether no process of this machine has the number any more: what it left half done is nobody's.
bool hasEnded(int process);

/// Whether the folders below a folder are meant, too.
enum class Below { LeftAlone, Included };

/// Removes the part files that killed programs of this machine left in `folder`. What cannot be
/// removed or read stays.
void removeAbandonedParts(const std::filesystem::path& folder, Below below = Below::LeftAlone);

/// Makes a folder for files, with those above it, where it is not there yet. Throws ModelError
/// where it cannot be made.
void makeFolder(const std::filesystem::path& folder);

}  // namespace handscope::model
