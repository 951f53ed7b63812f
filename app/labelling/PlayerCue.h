// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// A segment on the time line that players show, in whole milliseconds from the recording's
/// beginning: they begin at zero whatever the PTS of the first frame.
struct PlayerCue {
    std::int64_t start = 0;
    std::int64_t end = 0;  ///< at least one millisecond later: players drop cues of no length
    const LabelSegment* segment = nullptr;  ///< the document's, which must outlive this
};

/// One a segment, by start. Throws model::ModelError for times that no recording reaches.
std::vector<PlayerCue> playerCues(const LabelDocument& document);

}  // namespace handscope::app
