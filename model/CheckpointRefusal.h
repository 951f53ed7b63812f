// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "model/ModelError.h"

namespace handscope::model {

/// A name that came from a file, as it may stand in a message: in quotes, without control
/// characters, cut where a hostile one would fill the screen.
inline std::string inQuotes(std::string_view text) {
    constexpr std::size_t kLongest = 160;
    const bool cut = text.size() > kLongest;
    if (cut) {
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;  // not in the middle of a UTF-8 sequence
        }
        text = text.substr(0, end);
    }
    std::string shown = "'";
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        shown += code < 0x20 || code == 0x7F ? '?' : character;
    }
    return shown + (cut ? "…'" : "'");
}

/// What to do about a file that is damaged.
inline constexpr const char* kCopyAgain = "Copy or download the file again.";

/// Ends the reading of `file`. `what` and `expected` are the middles of sentences.
[[noreturn]] inline void refuseCheckpoint(std::string_view file, const std::string& what,
                                          const std::string& expected, std::string whatToDo) {
    throw ModelError("Cannot read " + inQuotes(file) + ": " + what + ".",
                     "Expected " + expected + ".", std::move(whatToDo));
}

}  // namespace handscope::model
