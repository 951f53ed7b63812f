// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "model/ModelError.h"
#include "model/training/ClipPack.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace handscope::test {

using Rgb = std::array<int, 3>;

/// Colour of a pixel, 0 … 255.
using Painting = std::function<Rgb(int x, int y)>;

inline Rgb grey(int level) {
    return {level, level, level};
}

inline training::JpegBytes jpegOf(int width, int height, const Painting& painting,
                                  int quality = 95) {
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (const int level : painting(x, y)) {
                pixels.push_back(static_cast<std::uint8_t>(level));
            }
        }
    }
    training::JpegBytes bytes;
    stbi_write_jpg_to_func(
        [](void* target, void* data, int size) {
            const auto* const begin = static_cast<const std::byte*>(data);
            auto& jpeg = *static_cast<training::JpegBytes*>(target);
            jpeg.insert(jpeg.end(), begin, begin + size);
        },
        &bytes, width, height, 3, pixels.data(), quality);
    return bytes;
}

/// What ClipPackWriter::add() takes beside the frames; it counts those itself.
inline training::PackItem itemOf(const std::string& name, training::ItemKind kind, int width,
                                 int height, std::optional<int> label = std::nullopt) {
    return {.name = name,
            .kind = kind,
            .label = label,
            .frames = 0,
            .width = width,
            .height = height,
            .frameRate = kind == training::ItemKind::Picture ? 0.0 : 10.0};
}

/// What a ModelError says, or that there was none.
inline std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const model::ModelError& error) {
        return error.what();
    } catch (const std::exception& error) {
        return std::string("another exception: ") + error.what();
    }
    return "no exception";
}

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

/// A run's curve without its third column, the seconds.
inline std::string timelessCurve(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string text;
    for (std::string line; std::getline(stream, line);) {
        std::istringstream cells(line);
        std::string cell;
        for (int column = 0; std::getline(cells, cell, ','); ++column) {
            text += column == 2 ? "" : cell + ",";
        }
        text += '\n';
    }
    return text;
}

}  // namespace handscope::test
