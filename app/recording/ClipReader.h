// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "capture/FrameSource.h"

namespace handscope::app {

/// Opens a file as a recording: a name that also reads as an address, such as "v4l2:a.mp4", is the
/// file where there is one. Throws capture::CaptureError, also for sources that never end (cameras,
/// screens, streams) and for standard input, which cannot be read twice.
std::unique_ptr<capture::FrameSource> openRecording(const std::string& file,
                                                    const capture::SourceOptions& options = {});

/// The error of a recording of which no frame could be decoded.
capture::CaptureError noFrames(const std::string& file);

/// Where each of `segments` equal parts of `frames` frames has its middle:
/// floor(i·n/T + n/(2T)); a clip shorter than T repeats its last frame.
std::vector<std::int64_t> middleFrames(std::int64_t frames, int segments);

/// The middle frames of a recording's segments, in time order. Decodes the file twice, so that its
/// length does not matter. Blocks. Throws capture::CaptureError, also for a file without frames.
std::vector<capture::FramePtr> readMiddleFrames(const std::string& file, int segments,
                                                const capture::SourceOptions& options = {});

}  // namespace handscope::app
