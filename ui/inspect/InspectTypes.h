// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QVector>
#include <limits>
#include <vector>

#include "ui/DisplayTypes.h"

/// What the page that looks into the network is given to show: plain values, as in DisplayTypes.h.
namespace handscope::ui {

/// A place in the network where a map can be read: a block ("layer3.5") and a tap in it ("input",
/// "cstm", "cmm" or "output").
struct TapName {
    QString block;
    QString tap;
    bool operator==(const TapName&) const = default;
};

/// What one node of the drawing of the network shows now.
struct NodePicture {
    TapName name;
    QImage picture;  ///< the mean map through its colour map, one pixel a cell
};

/// One cut: a whole module or branch of a block, or one channel of it.
struct CutName {
    QString block;
    QString point;     ///< "cstm", "cmm" or "branch" (only the shortcut passes)
    int channel = -1;  ///< −1: all of them
    bool operator==(const CutName&) const = default;
};

/// What is done to the frames of the window before the network sees them.
enum class ClipChange {
    None,
    Reversed,  ///< last frame first
    Mirrored,  ///< left and right exchanged
    Frozen,    ///< the middle frame, T times: no motion
    Shuffled,  ///< the same frames in another order, always the same one
};

/// A class's probability as the video is, and with cuts or a changed clip.
struct ComparedScore {
    QString label;
    float before = 0.0F;  ///< 0 … 1
    float after = 0.0F;
};

/// One channel of a map, for the grid.
struct ChannelTile {
    int channel = 0;
    QImage colours;               ///< one pixel a cell
    float measure = 0.0F;         ///< what it is sorted by
    std::vector<float> values{};  ///< one a cell, row by row, to be read; may be empty
};

/// A stretch of the video, seconds from its beginning; without bounds all of it.
struct TimeStretch {
    double begin = -std::numeric_limits<double>::infinity();
    double end = std::numeric_limits<double>::infinity();
    bool operator==(const TimeStretch&) const = default;
};

/// What the main view of the page shows.
enum class InspectView {
    Map,       ///< one map over its frame: the mean over channels, or one channel
    Channels,  ///< a grid of all channels of a tap
    Frames,    ///< one map of each of the T frames
    Compare,   ///< two taps or two moments, and their difference
    Flow,      ///< optical flow beside CMM
    Evidence,  ///< where a class finds its evidence, a map for each frame
};

/// How the channels are sorted, largest first.
enum class ChannelOrder {
    Number,        ///< as in the checkpoint, smallest first
    Energy,        ///< mean square
    Variance,      ///< over frames and places
    Contribution,  ///< to the logit of a class; of the last block's output only
};

}  // namespace handscope::ui
