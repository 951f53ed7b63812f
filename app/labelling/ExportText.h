// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace handscope::app {

/// A text on its way into another program's format, and what a refusal calls it.
struct ExportText {
    std::string_view text;
    const char* what = "label";  ///< such as "label" or "file name"
    std::string_view recording;  ///< whose it is
    const char* format = "";     ///< as people call it, such as "WebVTT"
};

/// For messages: between quotation marks, and what a terminal should not be sent is escaped.
std::string quoted(std::string_view text);

/// A file's name for messages of one line: quoted() where it holds control characters.
std::string shownName(const std::string& name);

/// A text that may hold such a name: each control character becomes a question mark.
std::string shownText(std::string text);

/// What readers of many formats cut off at the ends of a text.
inline constexpr std::string_view kBlanks = " \t";

/// Throws model::ModelError: the format cannot hold the text, which `has` a line break, say.
[[noreturn]] void refuse(const ExportText& text, const std::string& has);

/// Refuses text that is not UTF-8.
void requireUtf8(const ExportText& text);

/// Also refuses control characters, U+0000 to U+001F, that are not among `allowed`, and U+FFFE and
/// U+FFFF, at which readers of XML and of subtitles give up.
void requireCleanText(const ExportText& text, std::string_view allowed);

/// With six digits after the point, whatever the locale.
std::string sixDecimals(double value);

/// Nine significant digits, which bring every float back, whatever the locale.
std::string nineDigits(float value);

/// file:// and the absolute path, percent-encoded (RFC 8089): a path may be any bytes.
std::string fileUrl(std::string_view absolutePath);

}  // namespace handscope::app
