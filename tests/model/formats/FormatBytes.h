// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace handscope::test {

/// The bytes of a number, little-endian.
template <typename Number>
std::string bytesOf(Number value) {
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

inline std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

/// A safetensors file with any header over `dataSize` bytes of 0x01.
inline std::string safetensorsBytes(const std::string& header, std::size_t dataSize) {
    return bytesOf<std::uint64_t>(header.size()) + header + std::string(dataSize, '\x01');
}

}  // namespace handscope::test
