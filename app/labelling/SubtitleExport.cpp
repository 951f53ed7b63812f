// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/SubtitleExport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

#include "app/labelling/ExportText.h"
#include "app/labelling/PlayerCue.h"

namespace handscope::app {
namespace {

std::string clockTime(std::int64_t milliseconds, char point) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%02lld:%02lld:%02lld%c%03lld",
                  static_cast<long long>(milliseconds / 3'600'000),
                  static_cast<long long>(milliseconds / 60'000 % 60),
                  static_cast<long long>(milliseconds / 1000 % 60), point,
                  static_cast<long long>(milliseconds % 1000));
    return buffer.data();
}

std::string times(const PlayerCue& cue, char point) {
    return clockTime(cue.start, point) + " --> " + clockTime(cue.end, point);
}

template <typename Check>
void forEachLine(std::string_view text, const Check& check) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        check(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

void requireCueText(const ExportText& label) {
    requireCleanText(label, "\t\n");
    forEachLine(label.text, [&](std::string_view line) {
        if (line.find_first_not_of(kBlanks) == std::string_view::npos) {
            refuse(label, "a blank line");
        }
    });
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char character : text) {
        switch (character) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            default:
                result += character;
        }
    }
    return result;
}

/// Whether `open` is followed by `close` anywhere.
bool encloses(std::string_view text, char open, char close) {
    const std::size_t begin = text.find(open);
    return begin != std::string_view::npos && text.find(close, begin) != std::string_view::npos;
}

/// Such as `&lt;` or `&#60;`.
bool hasCharacterReference(std::string_view text) {
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
        ++at;
        const std::size_t begin = at;
        while (at < text.size() &&
               (text[at] == '#' || std::isalnum(static_cast<unsigned char>(text[at])) != 0)) {
            ++at;
        }
        if (at > begin && at < text.size() && text[at] == ';') {
            return true;
        }
    }
    return false;
}

void requireSubRipText(const ExportText& label) {
    requireCueText(label);
    if (label.text.find("-->") != std::string_view::npos) {
        refuse(label, "an arrow as between two times");
    }
    if (encloses(label.text, '<', '>')) {
        refuse(label, "what players read as a tag");
    }
    if (encloses(label.text, '{', '}')) {
        refuse(label, "what players read as styling");
    }
    if (hasCharacterReference(label.text)) {
        refuse(label, "what players read as another character");
    }
    if (label.text.find('\\') != std::string_view::npos) {
        refuse(label, "a backslash");
    }
    forEachLine(label.text, [&](std::string_view line) {
        if (kBlanks.find(line.front()) != std::string_view::npos ||
            kBlanks.find(line.back()) != std::string_view::npos) {
            refuse(label, "blanks at an end of a line");
        }
    });
}

ExportText labelText(const PlayerCue& cue, const LabelDocument& document, const char* format) {
    return {.text = cue.segment->label, .recording = document.source.name, .format = format};
}

}  // namespace

std::string toWebVtt(const LabelDocument& document) {
    std::string text = "WEBVTT\n";
    for (const PlayerCue& cue : playerCues(document)) {
        requireCueText(labelText(cue, document, "WebVTT"));
        text.append("\n").append(times(cue, '.')).append("\n");
        text.append(escaped(cue.segment->label)).append("\n");
    }
    return text;
}

std::string toSubRip(const LabelDocument& document) {
    std::string text;
    int number = 0;
    for (const PlayerCue& cue : playerCues(document)) {
        requireSubRipText(labelText(cue, document, "SubRip"));
        text.append(text.empty() ? "" : "\n").append(std::to_string(++number)).append("\n");
        text.append(times(cue, ',')).append("\n").append(cue.segment->label).append("\n");
    }
    return text;
}

}  // namespace handscope::app
