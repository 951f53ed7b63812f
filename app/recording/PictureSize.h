// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace handscope::app {

struct PictureSize {
    int width = 0;   ///< pixels, as stored: orientation that the file tells apart is not applied
    int height = 0;  ///< pixels
    bool operator==(const PictureSize&) const = default;
};

/// What the header of a JPEG or PNG says, without decoding it, so that its size can be judged
/// before memory is taken; nullopt for other bytes, and for over 64 megapixels.
std::optional<PictureSize> pictureSize(std::span<const std::byte> bytes);

/// Whether the bytes begin as a JPEG does.
bool isJpeg(std::span<const std::byte> bytes) noexcept;

}  // namespace handscope::app
