// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace handscope::capture {

/// A folder for one test's files; gone with it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

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
