// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/ClipReader.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace handscope::app {
namespace {

std::int64_t countFrames(const std::string& file, const capture::SourceOptions& options) {
    const auto source = openRecording(file, options);
    std::int64_t frames = 0;
    while (source->read() != nullptr) {
        ++frames;
    }
    return frames;
}

}  // namespace

std::unique_ptr<capture::FrameSource> openRecording(const std::string& file,
                                                    const capture::SourceOptions& options) {
    std::error_code error;
    const bool isFile = std::filesystem::exists(file, error);
    auto source =
        capture::openSource(isFile ? std::filesystem::absolute(file).string() : file, options);
    if (file == "-" || source->description().live) {
        throw capture::CaptureError(file + " is no recording.",
                                    "Expected a file, which ends and can be read again.",
                                    "Use watch for a live source.");
    }
    return source;
}

capture::CaptureError noFrames(const std::string& file) {
    return {"No frame of " + file + " could be decoded.",
            "Expected a video with at least one frame.", "Check the file with another player."};
}

std::vector<std::int64_t> middleFrames(std::int64_t frames, int segments) {
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < segments; ++i) {
        indices.push_back(frames < segments ? std::min(i, frames - 1)
                                            : (2 * i + 1) * frames / (2 * segments));
    }
    return indices;
}

std::vector<capture::FramePtr> readMiddleFrames(const std::string& file, int segments,
                                                const capture::SourceOptions& options) {
    const std::int64_t frames = countFrames(file, options);
    if (frames == 0) {
        throw noFrames(file);
    }
    const std::vector<std::int64_t> indices = middleFrames(frames, segments);
    const auto source = openRecording(file, options);
    std::vector<capture::FramePtr> clip;
    std::int64_t index = 0;
    while (clip.size() < indices.size()) {
        const capture::FramePtr frame = source->read();
        if (frame == nullptr) {
            throw capture::CaptureError("The file " + file + " grew shorter while it was read.",
                                        "Expected " + std::to_string(frames) + " frames again.",
                                        "Wait until it is written, then try again.");
        }
        while (clip.size() < indices.size() && indices[clip.size()] == index) {
            clip.push_back(frame);
        }
        ++index;
    }
    return clip;
}

}  // namespace handscope::app
