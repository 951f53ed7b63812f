// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "app/MapImage.h"
#include "app/pipeline/WindowRunner.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Turns the map of the latest window into what the map panel shows, by the person's choices.
///
/// Owns the choices and the latest map. GUI thread.
class MapPresenter {
public:
    enum class Scaling {
        Map,    ///< the range of the picture shown
        Layer,  ///< of all T pictures of the window
        Fixed,  ///< as it was when this was chosen
    };

    void setTap(const QString& block, const QString& tap);
    void setFrame(int t) { frame_ = t; }  ///< 1 … T
    void setChannel(int channel) { channel_ = channel; }
    void setColours(const QString& name);
    void setScaling(const QString& mode);

    /// What the network should be asked for.
    model::ClassifyRequest request() const;

    /// Keeps the outcome's map when it has one.
    void take(const pipeline::WindowOutcome& outcome);
    void clear() { latest_.reset(); }

    /// nullopt until a map of the chosen tap has come.
    std::optional<ui::MapImage> view();

    /// The picture shown, at the frame's size. False when there is none or it cannot be written.
    bool exportPng(const QString& file);

private:
    struct Latest {
        std::vector<capture::FramePtr> frames;
        model::FeatureMap map;
    };

    std::optional<model::TapPoint> point_;
    int frame_ = 1;
    int channel_ = -1;
    ColourMap colours_ = ColourMap::Viridis;
    Scaling scaling_ = Scaling::Map;
    ValueRange range_;
    std::optional<Latest> latest_;

    int frameIndex() const;
    ValueRange currentRange(const std::vector<float>& plane) const;
};

}  // namespace handscope::app
