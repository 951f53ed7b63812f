// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "capture/DeviceList.h"
#include "capture/FrameSource.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Opens what a person chose. A camera is looked up by its stable id, since its number may have
/// changed since it was chosen; without one the address counts.
/// Blocks as capture::openSource() does, and no longer once `stop` is requested. Throws
/// capture::CaptureError, also for a camera that is not there: another one may have got its number.
/// Any thread.
std::unique_ptr<capture::FrameSource> openChosen(const ui::SourceChoice& choice,
                                                 const std::stop_token& stop);

/// How a choice is opened, besides its address.
capture::SourceOptions optionsOf(const ui::SourceChoice& choice);

/// The same choice with what its camera is found by again, and a title, where the address of a
/// numbered device was typed. Another name of a device, a link, means whatever bears it. Asks the
/// kernel. Any thread.
ui::SourceChoice identified(ui::SourceChoice choice);

/// As capture::deviceAt().
using CameraLookup = std::function<std::optional<capture::Device>(const std::string& address)>;

/// The same, asking `cameraAt` instead of the kernel.
ui::SourceChoice identified(ui::SourceChoice choice, const CameraLookup& cameraAt);

/// Whether a source that does not open is worth waiting for: a camera may be plugged in later.
bool isCamera(const ui::SourceChoice& choice);

/// Whether the running source keeps a second reader of the other from opening it: the same camera,
/// or standard input.
bool excludesEachOther(const ui::SourceChoice& running, const ui::SourceChoice& other);

}  // namespace handscope::app
