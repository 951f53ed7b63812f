// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NpyFile.h"

#include <cstdint>
#include <string>

#include "model/AtomicFile.h"

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
    const auto size = static_cast<std::uint16_t>(text.size());
    std::string beginning("\x93NUMPY\x01\x00", 8);
    beginning += static_cast<char>(size & 0xFF);
    beginning += static_cast<char>(size >> 8);
    beginning += text;
    model::AtomicFile target(file);
    target.write(std::as_bytes(std::span(beginning)));
    target.write(std::as_bytes(values));
    target.commit();
}

}  // namespace handscope::app
