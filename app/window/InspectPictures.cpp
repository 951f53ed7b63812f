// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectPictures.h"

#include <QCoreApplication>
#include <algorithm>
#include <exception>
#include <type_traits>

#include "app/pipeline/SeenFrames.h"
#include "app/window/QtImages.h"
#include "app/window/StagePainter.h"

namespace handscope::app {
namespace {

/// Where translators find these texts.
class InspectText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::InspectPictures)
};

/// Every tap in small, each in colours of its own range.
QVector<ui::NodePicture> nodesOf(const model::Prediction& prediction, int frame) {
    QVector<ui::NodePicture> nodes;
    for (const model::FeatureMap& mean : prediction.means) {
        const ColourMap colours =
            mean.point.tap == model::Tap::Cmm ? ColourMap::Diverging : ColourMap::Viridis;
        const auto plane = mapPlane(mean, std::clamp(frame, 0, mean.frames - 1));
        nodes.append({.name = tapNameOf(mean.point),
                      .picture = toImage(colourise(plane, mean.width, mean.height,
                                                   rangeOf(plane, colours), colours))});
    }
    return nodes;
}

QVector<ui::ComparedScore> scoresOf(const pipeline::InspectionAnswer& answer,
                                    const std::vector<std::string>& labels) {
    QVector<ui::ComparedScore> scores;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        scores.append({.label = QString::fromStdString(labels[i]),
                       .before = answer.passes.front().probabilities.at(i),
                       .after = answer.passes.back().probabilities.at(i)});
    }
    return scores;
}

}  // namespace

InspectPictures picturesOf(const pipeline::InspectionAnswer& answer, const PictureBase& base) {
    const model::ModelDescription& model = base.classifier->description();
    InspectPictures pictures;
    pictures.question = base.question;
    try {
        StagePainter painter(answer, base);
        pictures.nodes = nodesOf(answer.passes.back(), painter.frame());
        pictures.scores = scoresOf(answer, model.labels);
        pictures.channels = painter.channels();
        pictures.stage = painter.paint();
        pictures.range = painter.range();
    } catch (const std::exception& error) {
        pictures.stage = NothingShown{InspectText::tr("This view could not be painted."),
                                      QString::fromUtf8(error.what())};
    }
    return pictures;
}

void showStage(ui::MapStage& stage, const StageShown& shown) {
    const auto show = [&](const auto& given) {
        using Shown = std::decay_t<decltype(given)>;
        if constexpr (std::is_same_v<Shown, MapShown>) {
            stage.showMap(given.map, given.histogram);
        } else if constexpr (std::is_same_v<Shown, ChannelsShown>) {
            stage.showChannels(given.tiles, given.title);
        } else if constexpr (std::is_same_v<Shown, FramesShown>) {
            stage.showFrames(given.maps);
        } else if constexpr (std::is_same_v<Shown, ComparisonShown>) {
            stage.showComparison(given.a, given.b, given.difference);
        } else if constexpr (std::is_same_v<Shown, ui::FlowPictures>) {
            stage.showFlow(given);
        } else if constexpr (std::is_same_v<Shown, EvidenceShown>) {
            stage.showEvidence(given.maps, given.className, given.logit, given.probability);
        } else {
            stage.setUnavailable(given.why, given.whatToDo);
        }
    };
    std::visit(show, shown);
}

std::shared_ptr<const PinnedMap> pinnedFrom(const pipeline::InspectionAnswer& answer,
                                            const InspectQuestion& question,
                                            const model::ModelDescription& model, double origin) {
    const auto point = tapPoint(question.picked, model);
    if (answer.passes.empty() || !point) {
        return nullptr;
    }
    for (const model::FeatureMap& map : answer.passes.back().maps) {
        if (map.point == *point) {
            return std::make_shared<PinnedMap>(PinnedMap{
                .map = map,
                .frames =
                    pipeline::seenFrames(answer.frames, passesFor(question, model).back().change),
                .origin = origin});
        }
    }
    return nullptr;
}

}  // namespace handscope::app
