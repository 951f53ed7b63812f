// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include "app/recording/RecordingLabeller.h"

namespace handscope::cli {

/// Adds the options that say which windows are run and when scores become an event. `settings`
/// gives the defaults, takes the values, and must outlive the parsing.
void addDecisionOptions(CLI::App& command, app::LabelSettings& settings);

}  // namespace handscope::cli
