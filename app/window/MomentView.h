// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "app/window/InspectQuestion.h"

namespace handscope::app {

/// What was looked at, as a moment file keeps it: short texts under short names.
std::map<std::string, std::string> momentView(const InspectQuestion& question);

/// The other way, of a file that is not trusted: what is missing or unknown stays as in `fallback`.
InspectQuestion questionFrom(const std::map<std::string, std::string>& view,
                             const InspectQuestion& fallback);

}  // namespace handscope::app
