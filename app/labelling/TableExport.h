// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

// Labels of many recordings in one text, in the order of the documents. All throw
// model::ModelError, which names the recording, for a name or a label that the format cannot hold.

/// RFC 4180 in UTF-8 with lines that end in CR LF:
/// file,label,start_seconds,end_seconds,start_frame,end_frame,mean_score,peak_score,runner_up,
/// runner_up_score. A line a segment; a recording without segments has one over its whole length
/// with the clip label and nothing after the frames. Seconds are PTS as in the document, scores 0
/// to 1, both with six decimals. Refuses control characters other than tab and line ends, U+FFFE
/// and U+FFFF.
///
/// Names and labels stand as they are, also those that begin with = + - or @ and that a spreadsheet
/// would take for a formula. Programs read this table by file name, and recordings are called
/// "-abc.mp4" and gestures "+1": an apostrophe in front would break every such name without a word.
/// Who does not trust them imports the columns as text rather than opening the file.
std::string toCsvTable(const std::vector<LabelDocument>& documents);

/// ActivityNet 1.3 as one object: `version`, `taxonomy` and `database` are what its reader of
/// annotations asks for, `version`, `results` and `external_data` what its reader of detections
/// does, and `results` what that of mmaction2 does. Seconds from the recording's beginning, scores
/// are the segments' peaks, both to six decimals. Recordings are named as in the document and stand
/// in the subset "validation", the one that the readers take by default.
std::string toActivityNet(const std::vector<LabelDocument>& documents);

/// A line `name;label` a recording with its clip label, as Jester's lists have. The format has no
/// quoting: refused are an empty name or label, `;`, `"`, control characters and blanks at either
/// end, which its readers take away.
std::string toJesterList(const std::vector<LabelDocument>& documents);

}  // namespace handscope::app
