// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "app/recording/PackList.h"
#include "model/training/ClipPack.h"

namespace handscope::app {

/// How frames are stored.
struct FrameSettings {
    /// Pictures with a longer short side are made smaller, none is made larger; 0 keeps the size.
    /// Not told: 144 for videos and pictures, 0 for folders of frames.
    std::optional<int> shortSide;
    int quality = 90;          ///< of JPEG
    double maxRate = 30.0;     ///< frames a second above which frames of a video are left out
    double maxSeconds = 60.0;  ///< longer videos become several items
};

/// A run of frames that becomes an item.
struct PackedFrames {
    std::vector<training::JpegBytes> frames;
    int width = 0;  ///< pixels
    int height = 0;
    double frameRate = 0.0;  ///< frames a second, measured by the frames' timestamps; 0: a picture
};

/// What keeps an entry from being packed. Its text is the reason.
class PackRefusal : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads entries of a list as JPEG frames: videos are decoded, made smaller and encoded; the JPEG
/// files of frame folders (12 frames a second, Jester's rate) are copied byte for byte unless they
/// have to be made smaller. One thread.
class PackFrameReader {
public:
    /// Takes what has been read: all frames, or those up to the longest length, with `more` true
    /// when others follow.
    using Take = std::function<void(PackedFrames, bool more)>;

    /// `cancelled` is asked at every frame.
    PackFrameReader(const FrameSettings& settings, std::function<bool()> cancelled);

    /// Blocks until the entry has been read, or `cancelled` says true, and then nothing more is
    /// taken. Throws PackRefusal.
    void read(const PackEntry& entry, const Take& take) const;

private:
    FrameSettings settings_;
    std::function<bool()> cancelled_;

    void readVideo(const PackEntry& entry, const Take& take) const;
    void readPicture(const PackEntry& entry, const Take& take) const;
    void readFolder(const PackEntry& entry, const Take& take) const;
};

/// The frames of a folder in order: its JPEG files by name.
std::vector<std::filesystem::path> framesOfFolder(const std::filesystem::path& folder);

}  // namespace handscope::app
