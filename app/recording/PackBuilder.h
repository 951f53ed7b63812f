// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/recording/PackFrames.h"
#include "app/recording/PackList.h"
#include "model/training/RunControl.h"

namespace handscope::app {

/// A part of what is packed, chosen by content: of the different contents in the order of their
/// names, each `count`-th beginning with number `index`, or all others. The same list, split by the
/// same numbers, gives two packs that share no video.
struct PackShare {
    int index = 1;  ///< 1 … count
    int count = 1;
    bool others = false;

    /// "i/n"; nullopt for anything else.
    static std::optional<PackShare> parse(const std::string& text);

    bool takes(std::size_t content) const noexcept;
};

struct PackSettings {
    std::filesystem::path output;     ///< a folder that is not there yet, or is empty
    std::vector<std::string> labels;  ///< empty: those of the list before it is split, sorted, so
                                      ///< that all shares of a list have the same
    FrameSettings frames;
    std::optional<PackShare> share;
    bool skipBad = false;  ///< false: nothing is written where anything is wrong
};

/// What came of it.
struct PackReport {
    bool written = false;  ///< false: cancelled, or something was wrong and is not skipped
    bool cancelled = false;
    std::size_t items = 0;
    std::int64_t frames = 0;
    std::size_t parts = 0;
    std::uintmax_t bytes = 0;
    std::size_t duplicates = 0;  ///< entries whose content was packed already
    std::vector<std::pair<std::string, std::size_t>> itemsOfLabel;  ///< in the order of labels
    std::size_t unlabelled = 0;
    std::vector<PackProblem> problems;
};

/// Packs a list. Everything is written into a hidden folder beside the output, which takes its name
/// at the end: whatever goes wrong, there is a whole pack or none.
///
/// Files of equal content count as one for `share`, and are packed once where the part, the kind
/// and the label are the same; with another label the later one is a problem. Items are named as
/// their entries, with "#0", "#1", … where one was too long, and "~2", … where names repeat.
///
/// Blocks for as long as decoding takes; `control.cancelled` is asked at every frame. Throws
/// model::ModelError: an output that is in use, a full disk, nothing to pack.
PackReport buildPack(const PackList& list, const PackSettings& settings,
                     const training::RunControl& control);

}  // namespace handscope::app
