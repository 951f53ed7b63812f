// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectPictures.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "app/inspect/ChannelRanking.h"
#include "app/inspect/MapPlane.h"
#include "app/inspect/OpticalFlow.h"
#include "app/inspect/ValueHistogram.h"
#include "app/window/MapPicture.h"
#include "app/window/QtImages.h"

namespace handscope::app {
namespace {

constexpr int kHistogramBins = 64;
constexpr int kLeastFlowSide = 112;  // pixels; flow needs more than a small network sees
constexpr int kWheelSize = 96;       // pixels

/// Where translators find these texts.
class InspectText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::InspectPictures)
};

NothingShown notThere() {
    return {InspectText::tr("This block has no such map."),
            InspectText::tr("Pick another node of the network.")};
}

NothingShown notYet() {
    return {InspectText::tr("The map is being read."), {}};
}

ChannelOrder channelOrder(ui::ChannelOrder order) {
    switch (order) {
        case ui::ChannelOrder::Energy:
            return ChannelOrder::Energy;
        case ui::ChannelOrder::Variance:
            return ChannelOrder::Variance;
        case ui::ChannelOrder::Contribution:
            return ChannelOrder::Contribution;
        case ui::ChannelOrder::Number:
            break;
    }
    return ChannelOrder::Number;
}

ColourMap coloursFor(const ui::StageChoices& choices, const ui::TapName& tap) {
    return colourMapFromName(ui::colourMapOf(choices, tap).toStdString())
        .value_or(ColourMap::Viridis);
}

capture::FramePtr mirrored(const capture::FramePtr& frame) {
    auto mirror = std::make_shared<capture::Frame>(*frame);
    for (int y = 0; y < mirror->height; ++y) {
        std::uint8_t* const row = mirror->pixels.data() + mirror->stride() * y;
        for (int left = 0, right = mirror->width - 1; left < right; ++left, --right) {
            std::swap_ranges(row + left * 3, row + left * 3 + 3, row + right * 3);
        }
    }
    return mirror;
}

/// The frames as the network saw them, which a changed clip changes.
std::vector<capture::FramePtr> seenFrames(const std::vector<capture::FramePtr>& frames,
                                          pipeline::ClipChange change) {
    std::vector<capture::FramePtr> seen;
    for (const std::size_t index : pipeline::frameOrder(change, frames.size())) {
        const capture::FramePtr& frame = frames[index];
        seen.push_back(change == pipeline::ClipChange::Mirrored ? mirrored(frame) : frame);
    }
    return seen;
}

/// Makes the pictures of one answer.
class Painter {
public:
    Painter(const pipeline::InspectionAnswer& answer, const PictureBase& base)
        : base_(base),
          question_(base.question),
          choices_(base.question.choices),
          model_(base.classifier->description()),
          before_(answer.passes.front()),
          after_(answer.passes.back()),
          frames_(seenFrames(answer.frames, passesFor(question_, model_).back().change)),
          t_(std::clamp(choices_.t, 1, std::max(1, static_cast<int>(frames_.size()))) - 1) {}

    InspectPictures paint() {
        InspectPictures pictures;
        pictures.question = question_;
        pictures.nodes = nodes();
        pictures.scores = scores();
        if (const model::FeatureMap* map = find(question_.picked)) {
            pictures.channels = map->channels;
        }
        pictures.stage = NothingShown(notThere());
        switch (choices_.view) {
            case ui::InspectView::Map:
                paintMap(pictures);
                break;
            case ui::InspectView::Channels:
                paintChannels(pictures);
                break;
            case ui::InspectView::Frames:
                paintFrames(pictures);
                break;
            case ui::InspectView::Compare:
                paintComparison(pictures);
                break;
            case ui::InspectView::Flow:
                paintFlow(pictures);
                break;
            case ui::InspectView::Evidence:
                paintEvidence(pictures);
                break;
        }
        pictures.range = range_;
        return pictures;
    }

private:
    const PictureBase& base_;
    const InspectQuestion& question_;
    const ui::StageChoices& choices_;
    const model::ModelDescription& model_;
    const model::Prediction& before_;
    const model::Prediction& after_;
    std::vector<capture::FramePtr> frames_;
    int t_;
    std::optional<ValueRange> range_;

    const model::FeatureMap* find(const ui::TapName& name) const {
        const auto point = tapPoint(name, model_);
        for (const model::FeatureMap& map : after_.maps) {
            if (point && map.point == *point) {
                return &map;
            }
        }
        return nullptr;
    }

    int frameOf(const model::FeatureMap& map) const { return std::clamp(t_, 0, map.frames - 1); }

    MapFrame at(int index) const {
        return {.frame = frames_[static_cast<std::size_t>(index)],
                .index = index,
                .count = static_cast<int>(frames_.size())};
    }

    int channelOf(const model::FeatureMap& map) const {
        return choices_.channel < map.channels ? choices_.channel : -1;
    }

    /// `layer`: all the values that "per layer" spans.
    ValueRange rangeFor(const std::vector<float>& plane, const std::vector<MapPlane>& layer,
                        ColourMap colours) {
        ValueRange range;
        if (choices_.scaling == QLatin1String("fixed") && base_.fixed) {
            range = *base_.fixed;
        } else if (choices_.scaling == QLatin1String("layer")) {
            std::vector<float> all;
            for (const MapPlane& part : layer) {
                all.insert(all.end(), part.values.begin(), part.values.end());
            }
            range = rangeOf(all, colours);
        } else {
            range = rangeOf(plane, colours);
        }
        range_ = range;
        return range;
    }

    QVector<ui::NodePicture> nodes() const {
        QVector<ui::NodePicture> nodes;
        for (const model::FeatureMap& mean : after_.means) {
            const ColourMap colours =
                mean.point.tap == model::Tap::Cmm ? ColourMap::Diverging : ColourMap::Viridis;
            const auto plane = mapPlane(mean, frameOf(mean));
            nodes.append({.name = {QString::fromStdString(mean.point.block),
                                   QString::fromUtf8(model::tapName(mean.point.tap).data())},
                          .picture = toImage(colourise(plane, mean.width, mean.height,
                                                       rangeOf(plane, colours), colours))});
        }
        return nodes;
    }

    QVector<ui::ComparedScore> scores() const {
        QVector<ui::ComparedScore> scores;
        for (std::size_t i = 0; i < model_.labels.size(); ++i) {
            scores.append({.label = QString::fromStdString(model_.labels[i]),
                           .before = before_.probabilities.at(i),
                           .after = after_.probabilities.at(i)});
        }
        return scores;
    }

    ui::MapImage picture(const model::FeatureMap& map, int index, int channel, ValueRange range,
                         ColourMap colours) const {
        ui::MapImage image = mapPicture(planeOf(map, index, channel), at(index), range, colours);
        image.channelCount = map.channels;
        image.title = mapTitle(map.point, channel, map.channels);
        return image;
    }

    void paintMap(InspectPictures& pictures) {
        const model::FeatureMap* const map = find(question_.picked);
        if (map == nullptr) {
            return;
        }
        const ColourMap colours = coloursFor(choices_, question_.picked);
        const int index = frameOf(*map);
        const int channel = channelOf(*map);
        const auto planes = planesOf(*map, channel);
        const std::vector<float>& values = planes[static_cast<std::size_t>(index)].values;
        const ValueRange range = rangeFor(values, planes, colours);
        const ValueHistogram histogram = histogramOf(values, kHistogramBins, range);
        ui::HistogramData data{.counts = {},
                               .low = range.low,
                               .high = range.high,
                               .mean = histogram.mean,
                               .zeroShare = histogram.zeroShare};
        for (const std::int64_t count : histogram.counts) {
            data.counts.append(static_cast<double>(count));
        }
        pictures.stage = MapShown{picture(*map, index, channel, range, colours), std::move(data)};
    }

    void paintChannels(InspectPictures& pictures) {
        const model::FeatureMap* const map = find(question_.picked);
        if (map == nullptr) {
            return;
        }
        std::vector<float> weights;
        ChannelOrder order = channelOrder(choices_.order);
        const auto label = classOf(choices_.label, model_);
        if (order == ChannelOrder::Contribution) {
            const bool last = map->point.block == model_.blocks.back().name &&
                              map->point.tap == model::Tap::Output;
            if (!last || !label) {
                pictures.stage = NothingShown{
                    InspectText::tr("Channels contribute to a class in the last block's output "
                                    "alone; before it every class is made of all of them."),
                    InspectText::tr("Pick the output of %1, or sort by energy or variance.")
                        .arg(QString::fromStdString(model_.blocks.back().name))};
                return;
            }
            weights = base_.classifier->classWeights(*label);
        }
        const ColourMap colours = coloursFor(choices_, question_.picked);
        const int index = frameOf(*map);
        const auto whole = std::span(map->values);
        const bool shared = choices_.scaling != QLatin1String("map");
        const std::size_t area = static_cast<std::size_t>(map->height) * map->width;
        const ValueRange common =
            choices_.scaling == QLatin1String("fixed") && base_.fixed
                ? *base_.fixed
                : rangeOf(whole.subspan(static_cast<std::size_t>(index) * map->channels * area,
                                        static_cast<std::size_t>(map->channels) * area),
                          colours);
        range_ = common;
        ChannelsShown shown;
        for (const RankedChannel& ranked : rankChannels(*map, order, weights)) {
            const auto plane = map->channel(index, ranked.channel);
            const ValueRange range = shared ? common : rangeOf(plane, colours);
            shown.tiles.append(
                {.channel = ranked.channel,
                 .colours = toImage(colourise(plane, map->width, map->height, range, colours)),
                 .measure = ranked.measure});
        }
        shown.title = InspectText::tr("%1 · %2 · %n channel(s)", nullptr, map->channels)
                          .arg(QString::fromStdString(map->point.block),
                               QString::fromUtf8(model::tapName(map->point.tap).data()).toUpper());
        pictures.stage = std::move(shown);
    }

    QVector<ui::MapImage> allFrames(const model::FeatureMap& map, int channel, ColourMap colours) {
        const auto planes = planesOf(map, channel);
        QVector<ui::MapImage> maps;
        for (int index = 0; index < map.frames; ++index) {
            const ValueRange range =
                rangeFor(planes[static_cast<std::size_t>(index)].values, planes, colours);
            maps.append(picture(map, index, channel, range, colours));
        }
        return maps;
    }

    void paintFrames(InspectPictures& pictures) {
        if (const model::FeatureMap* const map = find(question_.picked)) {
            pictures.stage = FramesShown{
                allFrames(*map, channelOf(*map), coloursFor(choices_, question_.picked))};
        }
    }

    void paintComparison(InspectPictures& pictures) {
        const model::FeatureMap* const map = find(question_.picked);
        if (map == nullptr) {
            return;
        }
        const model::FeatureMap* other = nullptr;
        if (choices_.withPinned) {
            if (!base_.pinned) {
                pictures.stage =
                    NothingShown{InspectText::tr("No moment is pinned."),
                                 InspectText::tr("Pin this one, then move the cursor to another.")};
                return;
            }
            other = &base_.pinned->map;
        } else {
            other = find(choices_.other);
            if (other == nullptr) {
                pictures.stage = NothingShown{InspectText::tr("There is nothing to compare with."),
                                              InspectText::tr("Choose another tap in the bar.")};
                return;
            }
        }
        const ColourMap colours = coloursFor(choices_, question_.picked);
        const int index = frameOf(*map);
        const int channel = channelOf(*map);
        const int otherIndex = frameOf(*other);
        const int otherChannel = channelOf(*other);
        const MapPlane a = planeOf(*map, index, channel);
        const MapPlane b = planeOf(*other, otherIndex, otherChannel);
        ComparisonShown shown;
        shown.a = picture(*map, index, channel,
                          rangeFor(a.values, planesOf(*map, channel), colours), colours);
        const std::vector<capture::FramePtr>& otherFrames =
            choices_.withPinned ? base_.pinned->frames : frames_;
        const ColourMap otherColours =
            choices_.withPinned ? colours : coloursFor(choices_, choices_.other);
        shown.b = mapPicture(b,
                             {.frame = otherFrames[static_cast<std::size_t>(otherIndex)],
                              .index = otherIndex,
                              .count = other->frames},
                             rangeOf(b.values, otherColours), otherColours);
        shown.b.title = mapTitle(other->point, otherChannel, other->channels);
        MapPlane change = difference(a, b);
        const ValueRange range = rangeOf(change.values, ColourMap::Diverging);
        shown.difference = mapPicture(std::move(change), at(index), range, ColourMap::Diverging);
        shown.difference.title = InspectText::tr("difference");
        pictures.stage = std::move(shown);
    }

    /// CMM at step t belongs to the frames t and t + 1, in a causal network to t − 1 and t.
    void paintFlow(InspectPictures& pictures) {
        const model::FeatureMap* const map = find({question_.picked.block, QStringLiteral("cmm")});
        if (map == nullptr) {
            return;
        }
        const int index = frameOf(*map);
        const int from = model_.causal ? index - 1 : index;
        const auto colours = coloursFor(choices_, {question_.picked.block, QStringLiteral("cmm")});
        const auto planes = planesOf(*map);
        const auto& values = planes[static_cast<std::size_t>(index)].values;
        ui::FlowPictures shown;
        shown.map = picture(*map, index, -1, rangeFor(values, planes, colours), colours);
        shown.wheel = toImage(flowWheel(kWheelSize));
        if (from >= 0 && from + 1 < static_cast<int>(frames_.size())) {
            const capture::FramePtr& first = frames_[static_cast<std::size_t>(from)];
            const capture::FramePtr& second = frames_[static_cast<std::size_t>(from) + 1];
            const FlowField flow =
                opticalFlow(*first, *second, std::max(kLeastFlowSide, model_.input.inputSize));
            const float largest = std::max(largestMagnitude(flow), 0.5F);
            shown.flow = toImage(colouredFlow(flow, largest));
            shown.flowPart = shown.map.square;
            shown.width = flow.width;
            shown.height = flow.height;
            shown.largestSpeed = largest;
            shown.speeds.resize(flow.u.size());
            std::transform(flow.u.begin(), flow.u.end(), flow.v.begin(), shown.speeds.begin(),
                           [](float u, float v) { return std::hypot(u, v); });
        }
        pictures.stage = std::move(shown);
    }

    void paintEvidence(InspectPictures& pictures) {
        if (after_.evidence.empty()) {
            pictures.stage = classOf(choices_.label, model_)
                                 ? notYet()
                                 : NothingShown{InspectText::tr("No class is chosen."),
                                                InspectText::tr("Choose one in the bar.")};
            return;
        }
        const model::ClassEvidence& evidence = after_.evidence.front();
        const auto index = static_cast<std::size_t>(evidence.classIndex);
        const auto colours = coloursFor(choices_, {});
        EvidenceShown shown;
        shown.maps = allFrames(evidence.map, 0, colours);
        shown.className = QString::fromStdString(model_.labels[index]);
        shown.logit = after_.logits.at(index);
        shown.probability = after_.probabilities.at(index);
        pictures.stage = std::move(shown);
    }
};

}  // namespace

InspectPictures picturesOf(const pipeline::InspectionAnswer& answer, const PictureBase& base) {
    return Painter(answer, base).paint();
}

void showStage(ui::MapStage& stage, const InspectPictures& pictures) {
    const auto show = [&](const auto& shown) {
        using Shown = std::decay_t<decltype(shown)>;
        if constexpr (std::is_same_v<Shown, MapShown>) {
            stage.showMap(shown.map, shown.histogram);
        } else if constexpr (std::is_same_v<Shown, ChannelsShown>) {
            stage.showChannels(shown.tiles, shown.title);
        } else if constexpr (std::is_same_v<Shown, FramesShown>) {
            stage.showFrames(shown.maps);
        } else if constexpr (std::is_same_v<Shown, ComparisonShown>) {
            stage.showComparison(shown.a, shown.b, shown.difference);
        } else if constexpr (std::is_same_v<Shown, ui::FlowPictures>) {
            stage.showFlow(shown);
        } else if constexpr (std::is_same_v<Shown, EvidenceShown>) {
            stage.showEvidence(shown.maps, shown.className, shown.logit, shown.probability);
        } else {
            stage.setUnavailable(shown.why, shown.whatToDo);
        }
    };
    std::visit(show, pictures.stage);
}

std::shared_ptr<const PinnedMap> pinnedFrom(const pipeline::InspectionAnswer& answer,
                                            const InspectQuestion& question) {
    if (answer.passes.empty()) {
        return nullptr;
    }
    for (const model::FeatureMap& map : answer.passes.back().maps) {
        if (QString::fromStdString(map.point.block) == question.picked.block &&
            QString::fromUtf8(model::tapName(map.point.tap).data()) == question.picked.tap) {
            return std::make_shared<PinnedMap>(PinnedMap{.map = map, .frames = answer.frames});
        }
    }
    return nullptr;
}

}  // namespace handscope::app
