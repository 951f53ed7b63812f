// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

// Subtitles, a cue a segment with its label as text; times are those of playerCues(). A recording
// without segments gives a file without cues. Cues of two classes that were active at once
// overlap, which both formats allow.
//
// A label either comes back from a player as it was or is refused by a model::ModelError: one that
// is not UTF-8, that has a blank line (which would end the cue) or nothing else, or a control
// character other than a tab and a line feed, U+FFFE or U+FFFF.

/// WebVTT. `&`, `<` and `>` are escaped, so that any other label survives.
std::string toWebVtt(const LabelDocument& document);

/// SubRip, which has no way to escape: also refused is what some player would read as something
/// else, namely `-->`, a tag `<…>`, styling `{…}`, a reference such as `&lt;`, a backslash, and
/// blanks at either end of a line, which players take away.
std::string toSubRip(const LabelDocument& document);

}  // namespace handscope::app
