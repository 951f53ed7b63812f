// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "app/MapImage.h"
#include "capture/Frame.h"
#include "model/Classifier.h"
#include "ui/DisplayTypes.h"
#include "ui/MapControls.h"

namespace handscope::app {

/// Turns the map of the latest window into what the map panel shows, by the person's choices.
///
/// Owns the choices and the latest map. GUI thread.
class MapPresenter {
public:
    void setTap(const QString& block, const QString& tap);
    void setFrame(int t) { frame_ = t; }  ///< 1 … T
    void setChannel(int channel);
    void setColours(const QString& name);
    /// Forgets limits.
    void setScaling(ui::MapScaling scaling);
    /// Of fixed colours, for every tap.
    void setLimits(const ui::ColourLimits& limits);

    /// What the network should be asked for.
    model::ClassifyRequest request() const;

    /// Keeps the first map, if there is one, and the frames that it belongs to.
    void take(std::vector<capture::FramePtr> frames, std::vector<model::FeatureMap> maps);
    void clear();

    /// nullopt until a map of the chosen tap has come.
    std::optional<ui::MapImage> view();

    /// The picture that view() shows, painted as the panel paints it, at the frame's size; of a map
    /// alone the square. The returned work may run on any thread and takes long; nullopt when there
    /// is nothing to show.
    std::optional<std::function<RgbImage()>> picture(const ui::MapChoices& choices);

private:
    struct Latest {
        std::vector<capture::FramePtr> frames;
        model::FeatureMap map;
    };

    std::optional<model::TapPoint> point_;
    int frame_ = 1;
    int channel_ = -1;
    ColourMap colours_ = ColourMap::Viridis;
    ui::MapScaling scaling_ = ui::MapScaling::Map;
    std::optional<ValueRange> limits_;
    std::optional<ValueRange> range_;       ///< as shown last, of this tap
    std::optional<ValueRange> layerRange_;  ///< of the latest map and the chosen channel
    std::optional<Latest> latest_;

    bool ready() const;
    int frameIndex() const;
    ValueRange currentRange(const std::vector<float>& plane);
};

}  // namespace handscope::app
