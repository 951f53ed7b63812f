// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "capture/FrameSource.h"

namespace handscope::capture {

/// What FFmpeg is to be told to open an address, and what it may touch on the way.
struct SourceAddress {
    enum class Kind { File, Frames, StandardInput, Device, Graph, Url };

    Kind kind = Kind::File;
    std::string url;          ///< what FFmpeg is given; a file always with the prefix "file:"
    std::string inputFormat;  ///< the demuxer or device to use; empty: found by the content
    std::vector<std::string> protocols;  ///< FFmpeg may open these and nothing else
    std::vector<std::string> demuxers;   ///< FFmpeg may use these and nothing else; empty: all
    std::map<std::string, std::string> settings;  ///< of the demuxer; a person's go before them
    bool live = false;
};

/// An address as it may be shown, logged and passed on: what names a user and a password before a
/// URL's host is left out.
std::string withoutPassword(const std::string& address);

/// Reads an address and checks what can be checked before FFmpeg sees it: a file exists, is a
/// regular file, can be read and is not empty; a URL's protocol is known; a lavfi graph holds only
/// filters that open nothing. "frames:FOLDER", or "frames:FOLDER@12" with pictures a second, is
/// what a folder holds of JPEG or PNG, by name. A plain path can never be taken for a protocol; one
/// that begins with
/// '.' or '/' cannot be taken for a device either.
/// Throws CaptureError. Any thread.
SourceAddress parseSourceAddress(const std::string& address, const SourceOptions& options);

}  // namespace handscope::capture
