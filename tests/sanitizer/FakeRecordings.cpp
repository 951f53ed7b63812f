// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for app/recording/ClipReader.cpp: every file but a tiny one is a recording, as long and
// as fast as the bundled clip. No FFmpeg, whose threads ThreadSanitizer does not understand.
#include <filesystem>

#include "app/recording/ClipReader.h"
#include "tests/support/FakeFrameSource.h"

namespace handscope::app {

std::unique_ptr<capture::FrameSource> openRecording(const std::string& file,
                                                    const capture::SourceOptions&) {
    constexpr std::uintmax_t kSmallestVideo = 1000;  // bytes
    if (std::filesystem::file_size(file) < kSmallestVideo) {
        throw capture::CaptureError(file + " is no video.", "Expected a larger file.",
                                    "Choose another.");
    }
    return std::make_unique<capture::FakeFrameSource>(capture::fakeFile(648, 30.0));
}

capture::CaptureError noFrames(const std::string& file) {
    return {file + " has no frame.", "Expected at least one.", "Choose another."};
}

}  // namespace handscope::app
