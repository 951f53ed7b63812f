// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "app/inspect/MapPlane.h"
#include "app/window/InspectPictures.h"

namespace handscope::app {

/// Makes what the large view of the Inspect page shows of one answer.
///
/// Owns the frames as the network saw them; of the answer and of what else it is made from it keeps
/// references, which must outlive it. Decides nothing: the question says what is wanted. Any one
/// thread but the window's, as paint() takes milliseconds.
class StagePainter {
public:
    StagePainter(const pipeline::InspectionAnswer& answer, const PictureBase& base);

    /// May throw std::invalid_argument and std::out_of_range for an answer that is not of the
    /// model.
    StageShown paint();

    /// Of the chosen t, 0 … T − 1.
    int frame() const noexcept { return frame_; }
    /// Of the picked tap; 0: not read.
    int channels() const;
    /// Of the colours that paint() has used for the tap that is looked at, for "fixed".
    std::optional<ValueRange> range() const noexcept { return range_; }

private:
    const PictureBase& base_;
    const InspectQuestion& question_;
    const ui::StageChoices& choices_;
    const model::ModelDescription& model_;
    const model::Prediction& seen_;  ///< with the cuts and the changed clip
    std::vector<capture::FramePtr> frames_;
    int frame_;
    std::optional<ValueRange> range_;

    StageShown paintMap();
    StageShown paintChannels();
    void colourTiles(QVector<ui::ChannelTile>& tiles, const model::FeatureMap& map, int index);
    StageShown paintFrames();
    StageShown paintComparison();
    StageShown paintFlow();
    StageShown paintEvidence();

    const model::FeatureMap* find(const ui::TapName& name) const;
    int frameOf(const model::FeatureMap& map) const;
    int channelOf(const model::FeatureMap& map) const;
    std::optional<ValueRange> fixedRange() const;
    ValueRange ownRange(const std::vector<MapPlane>& planes, int index, ColourMap colours) const;
    ValueRange rangeFor(const std::vector<MapPlane>& planes, int index, ColourMap colours);
    ui::MapImage picture(const model::FeatureMap& map, int index, int channel, ValueRange range,
                         ColourMap colours) const;
    ui::MapImage over(MapPlane plane, const std::vector<capture::FramePtr>& frames, int index,
                      ValueRange range, ColourMap colours) const;
    QVector<ui::MapImage> allFrames(const model::FeatureMap& map, int channel, ColourMap colours);
    const model::FeatureMap* comparedMap() const;
    void addFlow(ui::FlowPictures& shown, int step) const;
};

}  // namespace handscope::app
