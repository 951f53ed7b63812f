// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace handscope::app {

/// A new text file that grows by whole lines: each is on its way to the disk when append() returns,
/// so that a killed program leaves no half of one, and a full disk none either.
///
/// Owns the descriptor. One thread at a time. All functions block on the disk and throw
/// capture::CaptureError.
class LineFile {
public:
    /// Throws where there is such a file already.
    explicit LineFile(std::filesystem::path file);
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;

    /// `line` with its line end.
    void append(std::string_view line);

    /// Flushes to the disk.
    void flush();

private:
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::int64_t size_ = 0;  ///< of the whole lines, bytes
};

}  // namespace handscope::app
