// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/JpegFrame.h"

#include <cstddef>
#include <limits>
#include <memory>

#include "model/CheckpointRefusal.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

namespace handscope::training {
namespace {

constexpr std::int64_t kMostPixels = 64'000'000;
constexpr int kChannels = 3;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw model::ModelError(
        "A frame of " + model::inQuotes(name) + " cannot be decoded: " + why + ".",
        "Expected a JPEG picture of at most 64 megapixels.",
        "Make the pack again, or leave the item out with --skip-bad.");
}

/// Whether a table of Huffman codes has more of them than there are bytes to code: stb_image up to
/// 2.27 then writes beyond its own. Such a table is looked for wherever a marker may stand.
bool hasOverfullTable(std::span<const std::byte> bytes) {
    constexpr int kBeginning = 0xFF;  // of every marker
    constexpr int kDefinesTables = 0xC4;
    constexpr int kMostCodes = 256;
    constexpr int kLengths = 16;  // bits of a code
    const auto at = [&](std::size_t place) {
        return place < bytes.size() ? std::to_integer<int>(bytes[place]) : 0;
    };
    for (std::size_t marker = 0; marker + 1 < bytes.size(); ++marker) {
        if (at(marker) != kBeginning || at(marker + 1) != kDefinesTables) {
            continue;
        }
        int left = at(marker + 2) * 256 + at(marker + 3) - 2;
        std::size_t table = marker + 4;
        while (left > 0) {
            int codes = 0;
            for (int length = 1; length <= kLengths; ++length) {
                codes += at(table + static_cast<std::size_t>(length));
            }
            if (codes > kMostCodes) {
                return true;
            }
            table += static_cast<std::size_t>(1 + kLengths + codes);
            left -= 1 + kLengths + codes;
        }
    }
    return false;
}

}  // namespace

RgbPicture decodeJpeg(std::span<const std::byte> bytes, const std::string& name) {
    if (bytes.empty() || bytes.size() > std::size_t{std::numeric_limits<int>::max()}) {
        refuse(name, "it has " + std::to_string(bytes.size()) + " bytes");
    }
    if (hasOverfullTable(bytes)) {
        refuse(name, "it has a table of more codes than there can be");
    }
    const auto* const data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    RgbPicture picture;
    int channels = 0;
    if (stbi_info_from_memory(data, size, &picture.width, &picture.height, &channels) == 0) {
        refuse(name, "it is no JPEG");
    }
    if (std::int64_t{picture.width} * picture.height > kMostPixels) {
        refuse(name, "it has " + std::to_string(picture.width) + " × " +
                         std::to_string(picture.height) + " pixels");
    }
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> pixels(
        stbi_load_from_memory(data, size, &picture.width, &picture.height, &channels, kChannels),
        &stbi_image_free);
    if (pixels == nullptr) {
        refuse(name, "its data are damaged");
    }
    picture.pixels.assign(pixels.get(),
                          pixels.get() + std::size_t{3} * static_cast<std::size_t>(picture.width) *
                                             static_cast<std::size_t>(picture.height));
    return picture;
}

}  // namespace handscope::training
