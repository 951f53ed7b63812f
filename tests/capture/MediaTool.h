// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/TestFolder.h"

namespace handscope::capture {

/// True where the command-line tools `ffmpeg` and `ffprobe` can be run.
bool haveMediaTools();

/// Runs `ffmpeg -v error -y …`; false, and its words on stderr, when it fails.
bool runFfmpeg(const std::vector<std::string>& arguments);

/// What ffprobe says of one decoded frame of the video stream.
struct ProbedFrame {
    std::optional<double> pts;         ///< seconds
    std::optional<double> bestEffort;  ///< seconds
};
std::vector<ProbedFrame> probeFrames(const std::string& file);

/// What `ffmpeg` decodes a file to: RGB, rotated as it rotates, frame after frame.
std::vector<std::uint8_t> decodeWithFfmpeg(const std::string& file,
                                           const std::vector<std::string>& outputArguments = {});

std::vector<std::uint8_t> readBytes(const std::string& file);
void writeBytes(const std::string& file, const std::vector<std::uint8_t>& bytes);
void writeText(const std::string& file, const std::string& text);

}  // namespace handscope::capture
