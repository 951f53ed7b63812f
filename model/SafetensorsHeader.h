// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/Checkpoint.h"

namespace handscope::model {

class ByteSource;

/// Bytes, as the format's own reader takes.
inline constexpr std::uint64_t kLongestSafetensorsHeader = 100'000'000;
inline constexpr const char* kSafetensorsMetadata = "__metadata__";  ///< a key beside the names
inline constexpr const char* kRepairSafetensors =
    "Copy or download the file again, or convert it anew; it must be a .safetensors file or a .pth "
    "file of torch.save.";

/// What a tensor is and where its bytes lie.
struct SafetensorsTensor {
    std::string name;
    ElementType type = ElementType::U8;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;  ///< in the file
    std::uint64_t end = 0;
};

/// What the header of a safetensors file says.
struct SafetensorsLayout {
    std::map<std::string, std::string> metadata;
    std::vector<SafetensorsTensor> tensors;  ///< in the order of their bytes
};

/// Reads the header and checks it against the file: the tensors' bytes are as many as their shapes
/// say, follow each other, and fill what is behind the header. Reads no tensor. Throws ModelError.
SafetensorsLayout readLayout(const ByteSource& source);

}  // namespace handscope::model
