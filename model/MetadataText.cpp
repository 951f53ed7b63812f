// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/MetadataText.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>

#include "model/CheckpointRefusal.h"

namespace handscope::model::metadata {

void refuse(const std::string& key, const std::string& value, const std::string& expected) {
    throw ModelError("The checkpoint's metadata says " + key + " = " + inQuotes(value) + ".",
                     "Expected " + expected + ".", kRepair);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

std::string join(const std::vector<std::string>& parts, const std::string& separator) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : separator) + parts[i];
    }
    return text;
}

std::string number(double value) {
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return error == std::errc() ? std::string(buffer.data(), end) : std::to_string(value);
}

std::string counts(const std::array<int, 4>& values) {
    std::vector<std::string> parts;
    for (const int value : values) {
        parts.push_back(std::to_string(value));
    }
    return join(parts, ",");
}

std::string triple(const std::array<float, 3>& values) {
    std::vector<std::string> parts;
    for (const float value : values) {
        std::array<char, 32> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        parts.emplace_back(buffer.data(), end);
    }
    return join(parts, ",");
}

double toNumber(const std::string& key, const std::string& text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        refuse(key, text, "a number");
    }
    return value;
}

int toWhole(const std::string& key, const std::string& text) {
    const double value = toNumber(key, text);
    if (value != std::floor(value) || std::abs(value) > 1e6) {
        refuse(key, text, "a whole number");
    }
    return static_cast<int>(value);
}

std::array<float, 3> toTriple(const std::string& key, const std::string& text) {
    const auto parts = split(text, ',');
    if (parts.size() != 3) {
        refuse(key, text, "three numbers joined by commas");
    }
    std::array<float, 3> triple{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double value = toNumber(key, parts[i]);
        if (std::abs(value) > std::numeric_limits<float>::max()) {
            refuse(key, parts[i], "a number within the range of 32-bit floats");
        }
        triple[i] = static_cast<float>(value);
    }
    return triple;
}

bool toFlag(const std::string& key, const std::string& value) {
    if (value != "0" && value != "1") {
        refuse(key, value, "0 or 1");
    }
    return value == "1";
}

}  // namespace handscope::model::metadata
