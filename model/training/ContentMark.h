// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace handscope::training {

/// A number for what a run depends on, the same on every machine for the same texts in the same
/// order (FNV-1a, 64 bits). It tells accidents apart, not forgeries.
class ContentMark {
public:
    void add(std::string_view text) noexcept {
        for (const char character : text) {
            hash_ = (hash_ ^ static_cast<unsigned char>(character)) * 0x100000001B3ULL;
        }
    }

    std::string text() const { return std::to_string(hash_); }

private:
    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

}  // namespace handscope::training
