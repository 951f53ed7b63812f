// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ExportText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "model/ModelError.h"

namespace handscope::app {
namespace {

bool isControl(char character) {
    return static_cast<unsigned char>(character) < 0x20U;
}

bool upsetsTerminals(char character) {
    constexpr char kDelete = 0x7F;
    return isControl(character) || character == kDelete;
}

std::string numberText(double value, std::chars_format format, int precision) {
    std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
    const auto result =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, precision);
    return {buffer.data(), result.ptr};
}

}  // namespace

std::string quoted(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string shownName(const std::string& name) {
    return std::ranges::none_of(name, upsetsTerminals) ? name : app::quoted(name);
}

std::string shownText(std::string text) {
    std::ranges::replace_if(text, upsetsTerminals, '?');
    return text;
}

void refuse(const ExportText& text, const std::string& has) {
    throw model::ModelError(
        std::string("The ") + text.what + " " + quoted(text.text) + " of " +
            quoted(text.recording) + " has " + has + ".",
        std::string("Expected a ") + text.what + " that " + text.format + " can hold.",
        std::string("Change the ") + text.what + ", or choose another format.");
}

void requireUtf8(const ExportText& text) {
    try {
        nlohmann::json(text.text).dump();
    } catch (const nlohmann::json::exception&) {
        refuse(text, "bytes that are not UTF-8");
    }
}

void requireCleanText(const ExportText& text, std::string_view allowed) {
    requireUtf8(text);
    for (const char character : text.text) {
        if (isControl(character) && allowed.find(character) == std::string_view::npos) {
            refuse(text, "the control character " +
                             std::to_string(static_cast<unsigned char>(character)));
        }
    }
    for (const char* const code : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        if (text.text.find(code) != std::string_view::npos) {
            refuse(text, "a code that is no character");
        }
    }
}

std::string sixDecimals(double value) {
    return numberText(value, std::chars_format::fixed, 6);
}

std::string nineDigits(float value) {
    return numberText(static_cast<double>(value), std::chars_format::general, 9);
}

std::string fileUrl(std::string_view absolutePath) {
    constexpr std::string_view kKept =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr const char* kDigits = "0123456789ABCDEF";
    std::string url = "file://";
    for (const char character : absolutePath) {
        if (kKept.find(character) != std::string_view::npos) {
            url += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            url += '%';
            url += kDigits[byte >> 4U];
            url += kDigits[byte & 15U];
        }
    }
    return url;
}

}  // namespace handscope::app
