// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/Checkpoint.h"
#include "model/SafetensorsHeader.h"

namespace handscope::model {

/// A safetensors file whose tensors are read one at a time, for files that hold more than is wanted
/// at once. Owns the header alone: the file is opened anew for each read, so that hundreds of them
/// cost no descriptors. Any thread may read.
class SafetensorsFile {
public:
    /// Reads and checks the header as readSafetensors() does. Throws ModelError.
    explicit SafetensorsFile(std::filesystem::path file);

    const std::map<std::string, std::string>& metadata() const noexcept { return metadata_; }
    const std::filesystem::path& path() const noexcept { return file_; }

    bool contains(const std::string& name) const { return places_.contains(name); }

    /// Throw ModelError for a name that is not there.
    const std::vector<std::int64_t>& shape(const std::string& name) const {
        return place(name).shape;
    }
    ElementType type(const std::string& name) const { return place(name).type; }

    /// Blocks on the disk. Throws ModelError for a name that is not there, and for a file that
    /// changed.
    StoredTensor read(const std::string& name) const;

    /// Bytes [begin, end) of one tensor. Throws ModelError where they leave it.
    std::vector<std::byte> readBytes(const std::string& name, std::uint64_t begin,
                                     std::uint64_t end) const;

private:
    std::filesystem::path file_;
    std::map<std::string, std::string> metadata_;
    std::map<std::string, SafetensorsTensor> places_;

    const SafetensorsTensor& place(const std::string& name) const;
};

}  // namespace handscope::model
