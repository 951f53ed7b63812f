// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for capture/VideoWriter.cpp: makes the file, and writes no picture into it. No encoder,
// whose threads ThreadSanitizer does not understand.
#include <fstream>
#include <utility>

#include "capture/VideoWriter.h"

namespace handscope::capture {

class VideoWriter::Implementation {
public:
    explicit Implementation(const std::filesystem::path& name) : file(name) {}

    std::ofstream file;
    Counts counts;
    double last = -1.0;
    std::string encoder = "fake";
};

VideoWriter::VideoWriter(std::filesystem::path file, int, int, const VideoWriterOptions&)
    : implementation_(std::make_unique<Implementation>(file)) {
    if (!implementation_->file) {
        throw CaptureError("The file '" + file.string() + "' cannot be written.",
                           "Expected a folder that can be written to.", "Choose another place.");
    }
}

VideoWriter::~VideoWriter() = default;

bool VideoWriter::write(const Frame&, double seconds) {
    const bool later = seconds > std::exchange(implementation_->last, seconds);
    ++(later ? implementation_->counts.written : implementation_->counts.skipped);
    return later;
}

void VideoWriter::finish() {
    implementation_->file.close();
}

VideoWriter::Counts VideoWriter::counts() const noexcept {
    return implementation_->counts;
}

const std::string& VideoWriter::encoder() const noexcept {
    return implementation_->encoder;
}

}  // namespace handscope::capture
