// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "capture/DeviceList.h"

/// What a camera is, as text for a terminal.
namespace handscope::app {

/// One line with its address and name, and why it cannot be opened where that is so; then a line
/// for each format. No line end behind the last.
std::string deviceAsText(const capture::Device& device);

/// One JSON object, without a line end. "error" is there only where it cannot be opened;
/// "input_format" is empty where a format cannot be asked for.
std::string deviceAsJson(const capture::Device& device);

}  // namespace handscope::app
