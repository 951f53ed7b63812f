// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <memory>
#include <optional>
#include <variant>

#include "app/MapImage.h"
#include "app/window/InspectQuestion.h"
#include "model/Classifier.h"
#include "ui/inspect/maps/MapStage.h"
#include "ui/inspect/maps/StageTypes.h"

namespace handscope::app {

/// A moment kept to compare others with: the map that was looked at.
struct PinnedMap {
    model::FeatureMap map;
    std::vector<capture::FramePtr> frames;  ///< as the network saw them
    double origin = 0.0;                    ///< see PictureBase
};

struct MapShown {
    ui::MapImage map;
    ui::HistogramData histogram;
};
struct ChannelsShown {
    QVector<ui::ChannelTile> tiles;
    QString title;
};
struct FramesShown {
    QVector<ui::MapImage> maps;
};
struct ComparisonShown {
    ui::MapImage a;
    ui::MapImage b;
    ui::MapImage difference;
};
struct EvidenceShown {
    QVector<ui::MapImage> maps;
    QString className;
    float logit = 0.0F;
    float probability = 0.0F;
};
/// There is nothing to show, and what to do about it.
struct NothingShown {
    QString why;
    QString whatToDo;
};

/// What the large view shows.
using StageShown = std::variant<NothingShown, MapShown, ChannelsShown, FramesShown, ComparisonShown,
                                ui::FlowPictures, EvidenceShown>;

/// What the page is given of one answer.
struct InspectPictures {
    InspectQuestion question;  ///< that they answer
    QVector<ui::NodePicture> nodes;
    QVector<ui::ComparedScore> scores;
    int channels = 0;  ///< of the picked tap; 0: not read
    StageShown stage;
    std::optional<ValueRange> range;  ///< of the colours shown, for "fixed"
};

/// What pictures are made of, beside the answer.
struct PictureBase {
    std::shared_ptr<const model::Classifier> classifier;  ///< only what any thread may call is
    InspectQuestion question;
    std::shared_ptr<const PinnedMap> pinned;  ///< may be null
    std::optional<ValueRange> fixed;          ///< for fixed colours where none was typed
    double origin = 0.0;                      ///< PTS that pictures count their seconds from
};

/// Turns an answer to passesFor() into what the page shows. `answer` has one pass or two. Takes
/// some milliseconds, of many channels tens: not for the window's thread. What cannot be painted is
/// told on the stage; throws nothing. Any other thread.
InspectPictures picturesOf(const pipeline::InspectionAnswer& answer, const PictureBase& base);

/// Gives the large view its pictures, or its words. GUI thread.
void showStage(ui::MapStage& stage, const StageShown& shown);

/// The map that is looked at, with its frames, to be pinned; null where the answer has none.
/// `origin`: see PictureBase.
std::shared_ptr<const PinnedMap> pinnedFrom(const pipeline::InspectionAnswer& answer,
                                            const InspectQuestion& question,
                                            const model::ModelDescription& model, double origin);

}  // namespace handscope::app
