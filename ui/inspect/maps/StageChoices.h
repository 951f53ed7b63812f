// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>
#include <optional>

#include "ui/MapScaling.h"
#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// Smallest and largest picture of the grid of channels, pixels.
constexpr int kLeastTile = 32;
constexpr int kMostTile = 160;

/// Everything that a person chooses about the large view of the Inspect page.
struct StageChoices {
    InspectView view = InspectView::Map;
    QString colours;  ///< empty: automatic
    MapScaling scaling = MapScaling::Map;
    std::optional<ColourLimits> limits;  ///< of fixed colours of every tap, where they were typed
    int opacity = 60;                    ///< percent
    bool alone = false;                  ///< the map without its frame
    bool smooth = true;                  ///< cells blended
    int t = 0;                           ///< 1 … T; 0: not chosen yet
    int channel = -1;                    ///< −1: mean over all
    ChannelOrder order = ChannelOrder::Number;
    QString label;            ///< the class of Contribution and Evidence
    bool withPinned = false;  ///< compare with the pinned moment, not with …
    TapName other;            ///< … this tap
    bool logCounts = false;   ///< of the histogram
    int tileSize = 72;        ///< of the grid of channels, pixels

    bool operator==(const StageChoices&) const = default;
};

/// The colour map meant by the choices: the chosen one; automatic is viridis, and diverging about
/// zero for CMM and for evidence, whose values have a sign.
QString colourMapOf(const StageChoices& choices, const TapName& picked);

/// For settings. t and channel are left out: they belong to a video and a tap.
QVariantMap savedChoices(const StageChoices& choices);

/// The other way. Unknown or unusable values become the defaults.
StageChoices choicesFromSaved(const QVariantMap& saved);

}  // namespace handscope::ui
