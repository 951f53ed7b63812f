// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/SafetensorsFile.h"

#include <utility>

#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"

namespace handscope::model {

Checkpoint readSafetensors(const ByteSource& source) {
    SafetensorsLayout layout = readLayout(source);
    Checkpoint checkpoint{std::move(layout.metadata), {}};
    for (SafetensorsTensor& tensor : layout.tensors) {
        checkpoint.tensors.emplace(
            std::move(tensor.name),
            StoredTensor{tensor.type, std::move(tensor.shape),
                         source.read(tensor.begin, tensor.end - tensor.begin)});
    }
    return checkpoint;
}

Checkpoint readSafetensors(const std::filesystem::path& file) {
    return readSafetensors(FileSource(file));
}

SafetensorsFile::SafetensorsFile(std::filesystem::path file) : file_(std::move(file)) {
    SafetensorsLayout layout = readLayout(FileSource(file_));
    metadata_ = std::move(layout.metadata);
    for (SafetensorsTensor& tensor : layout.tensors) {
        std::string name = std::move(tensor.name);  // kept once, as the key
        places_.emplace(std::move(name), std::move(tensor));
    }
}

const SafetensorsTensor& SafetensorsFile::place(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end()) {
        refuseCheckpoint(file_.string(), "it holds no tensor " + inQuotes(name), "that tensor",
                         kRepairSafetensors);
    }
    return found->second;
}

StoredTensor SafetensorsFile::read(const std::string& name) const {
    const SafetensorsTensor& where = place(name);
    return {where.type, where.shape, FileSource(file_).read(where.begin, where.end - where.begin)};
}

std::vector<std::byte> SafetensorsFile::readBytes(const std::string& name, std::uint64_t begin,
                                                  std::uint64_t end) const {
    const SafetensorsTensor& where = place(name);
    const std::uint64_t size = where.end - where.begin;
    if (begin > end || end > size) {
        refuseCheckpoint(file_.string(),
                         "bytes " + std::to_string(begin) + " to " + std::to_string(end) +
                             " of tensor " + inQuotes(name) + " are asked for",
                         "a range within its " + std::to_string(size) + " bytes",
                         kRepairSafetensors);
    }
    return FileSource(file_).read(where.begin + begin, end - begin);
}

}  // namespace handscope::model
