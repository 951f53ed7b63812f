// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "model/ByteSource.h"
#include "model/Checkpoint.h"

namespace handscope::model {

/// The readers of Checkpoint.h over any source of bytes. Throw ModelError.
Checkpoint readCheckpoint(const ByteSource& source);
Checkpoint readSafetensors(const ByteSource& source);
Checkpoint readPth(const ByteSource& source);

/// True for PyTorch's zip format, and for its older formats, which readPth() refuses with advice.
bool looksLikePth(const ByteSource& source);

/// What no tensor of a network comes near, so that a hostile file cannot make us keep more.
constexpr std::size_t kMaximumDimensions = 16;
constexpr std::size_t kMaximumTensors = 100'000;

/// Product of a shape times the element's size; nullopt where a size is negative or the product
/// overflows.
std::optional<std::uint64_t> bytesOfShape(std::span<const std::int64_t> shape,
                                          ElementType type) noexcept;

}  // namespace handscope::model
