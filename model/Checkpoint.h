// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/ModelError.h"

namespace handscope::model {

/// Element types that a checkpoint of ours may hold.
enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t elementSize(ElementType type) noexcept;  ///< bytes
std::string_view elementTypeName(
    ElementType type) noexcept;  ///< as safetensors spells it: "F32", …

/// One tensor as it is stored: row-major, little-endian, no padding.
struct StoredTensor {
    ElementType type = ElementType::F32;
    std::vector<std::int64_t> shape;  ///< empty for a scalar
    std::vector<std::byte> bytes;

    std::int64_t elements() const noexcept;
    bool operator==(const StoredTensor&) const = default;
};

/// Named tensors and string metadata: what every checkpoint format comes down to.
struct Checkpoint {
    std::map<std::string, std::string> metadata;
    std::map<std::string, StoredTensor> tensors;
    bool operator==(const Checkpoint&) const = default;
};

/// How large weights are stored. Weights only: arithmetic stays floating point.
enum class Storage {
    Float32,
    Float16,
    BFloat16,
    Int8,  ///< tensors of 4,096 elements or more that are not BN or depthwise kernels become I8
           ///< with a `name.scale` (F32, one value for each entry of the first dimension); the rest
           ///< F16
};

/// Reads a checkpoint, told apart by content: safetensors, or PyTorch's zip format (`.pth`) through
/// a restricted unpickler that knows dictionaries, tensors and their storages and calls nothing
/// else. Header, shapes, offsets and sizes are checked against the file's size before memory is
/// taken. Throws ModelError.
Checkpoint readCheckpoint(const std::filesystem::path& file);

/// Throws ModelError; see readCheckpoint().
Checkpoint readSafetensors(const std::filesystem::path& file);
Checkpoint readPth(const std::filesystem::path& file);

/// Writes safetensors by a temporary file beside `file` and an atomic rename, so that a full disk
/// or a kill leaves an older file whole. Equal checkpoints give equal bytes. Throws ModelError.
void writeSafetensors(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// Every floating tensor as F32; I8 tensors with a scale become int8 × scale and lose the scale
/// entry. Integer tensors without a scale stay. Throws ModelError for a scale of the wrong shape or
/// type.
Checkpoint expandToFloat32(const Checkpoint& checkpoint);

/// One of its tensors. `name` is there; throws as expandToFloat32().
StoredTensor expandedTensor(const Checkpoint& checkpoint, const std::string& name);

/// Whether the tensor of that name, if it is there, becomes F32: what that takes is known before
/// the memory is.
bool becomesFloat32(const Checkpoint& checkpoint, const std::string& name);

/// Whether that tensor is the scale of another, and so no tensor by itself.
bool isScale(const Checkpoint& checkpoint, const std::string& name);

/// The inverse: floating tensors stored as asked. Takes an expanded or stored checkpoint.
Checkpoint storeAs(const Checkpoint& checkpoint, Storage storage);

}  // namespace handscope::model
