// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NpyFile.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

namespace handscope::app {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kPreamble = 10;  // magic, version and header length

std::string header(const std::vector<std::int64_t>& shape) {
    std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
    for (const std::int64_t extent : shape) {
        text += std::to_string(extent) + ",";
    }
    text += "), }";
    const std::size_t used = kPreamble + text.size() + 1;
    text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
    return text + "\n";
}

}  // namespace

void writeNpy(const std::filesystem::path& file, std::span<const float> values,
              const std::vector<std::int64_t>& shape) {
    const std::string text = header(shape);
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write("\x93NUMPY\x01\x00", 8);
    stream.put(static_cast<char>(text.size() & 0xFF));
    stream.put(static_cast<char>(text.size() >> 8));
    stream << text;
    stream.write(reinterpret_cast<const char*>(values.data()),
                 static_cast<std::streamsize>(values.size_bytes()));
    stream.close();
    if (!stream) {
        throw std::system_error(errno == 0 ? EIO : errno, std::generic_category(), file.string());
    }
}

}  // namespace handscope::app
