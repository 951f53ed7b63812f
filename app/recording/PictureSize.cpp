// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/PictureSize.h"

#include <cstdint>

namespace handscope::app {
namespace {

constexpr std::int64_t kMostPixels = 64'000'000;

/// Big-endian numbers of a file, zero behind its end.
class Bytes {
public:
    explicit Bytes(std::span<const std::byte> bytes) : bytes_(bytes) {}

    std::uint32_t at(std::size_t position, int count) const {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i, ++position) {
            value =
                value << 8U |
                (position < bytes_.size() ? std::to_integer<std::uint32_t>(bytes_[position]) : 0U);
        }
        return value;
    }

    std::size_t size() const noexcept { return bytes_.size(); }

private:
    std::span<const std::byte> bytes_;
};

std::optional<PictureSize> judged(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > kMostPixels || height > kMostPixels ||
        std::int64_t{width} * height > kMostPixels) {
        return std::nullopt;
    }
    return PictureSize{static_cast<int>(width), static_cast<int>(height)};
}

/// ITU-T T.81, annex B: SOF0 … SOF15 without DHT, JPG and DAC, which lie among them.
bool isFrameHeader(std::uint32_t marker) {
    return marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 &&
           marker != 0xFFCC;
}

std::optional<PictureSize> jpegSize(const Bytes& bytes) {
    std::size_t position = 2;
    while (position + 9 <= bytes.size()) {
        const std::uint32_t marker = bytes.at(position, 2);
        if (isFrameHeader(marker)) {
            return judged(bytes.at(position + 7, 2), bytes.at(position + 5, 2));
        }
        if (marker < 0xFF00) {
            return std::nullopt;
        }
        // 0xFF may be repeated before a marker to fill up.
        position += marker == 0xFFFF ? 1 : std::size_t{2} + bytes.at(position + 2, 2);
    }
    return std::nullopt;
}

}  // namespace

bool isJpeg(std::span<const std::byte> bytes) noexcept {
    return bytes.size() > 3 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0xD8} &&
           bytes[2] == std::byte{0xFF};
}

std::optional<PictureSize> pictureSize(std::span<const std::byte> content) {
    const Bytes bytes(content);
    if (isJpeg(content)) {
        return jpegSize(bytes);
    }
    const bool isPng = bytes.at(0, 4) == 0x89504E47U && bytes.at(4, 4) == 0x0D0A1A0AU;
    return isPng && content.size() >= 24 ? judged(bytes.at(16, 4), bytes.at(20, 4)) : std::nullopt;
}

}  // namespace handscope::app
