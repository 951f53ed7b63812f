// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handscope::training {

/// A decoded picture: RGB, 8 bits a channel, rows packed.
struct RgbPicture {
    int width = 0;   ///< pixels
    int height = 0;  ///< pixels
    std::vector<std::uint8_t> pixels;
};

/// Decodes a JPEG. `name` is for the message. Throws ModelError for bytes that are no JPEG or a
/// picture of over 64 megapixels, before memory for it is taken.
RgbPicture decodeJpeg(std::span<const std::byte> bytes, const std::string& name);

}  // namespace handscope::training
