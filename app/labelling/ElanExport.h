// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// An annotation document of ELAN, EAF 3.0. Times are those of playerCues(). Equal documents give
/// equal bytes: its DATE is always 1970-01-01.
///
/// The tier "Gesture" holds the labels; the tiers "Mean score", "Peak score" and "Runner-up" below
/// it hold one annotation for each of its own, the scores from 0 to 1 with six decimals.
/// Annotations of one ELAN tier cannot overlap, so a segment that begins while another class is
/// still active goes to "Gesture 2", which has its own three, and so on: always to the first tier
/// that is free.
///
/// MEDIA_URL is the recording's path as it was, and RELATIVE_MEDIA_URL names a file beside the
/// .eaf, where ELAN looks when there is none at MEDIA_URL; both unescaped, as ELAN itself writes
/// and reads them.
///
/// Throws model::ModelError for text that does not survive in XML 1.0: not UTF-8, control
/// characters other than tab and line feed, U+FFFE, U+FFFF.
std::string toElan(const LabelDocument& document);

}  // namespace handscope::app
