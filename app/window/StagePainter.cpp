// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StagePainter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/inspect/ChannelRanking.h"
#include "app/inspect/OpticalFlow.h"
#include "app/inspect/ValueHistogram.h"
#include "app/pipeline/SeenFrames.h"
#include "app/window/MapPicture.h"
#include "app/window/QtImages.h"

namespace handscope::app {
namespace {

constexpr int kHistogramBins = 64;
constexpr int kWheelSize = 96;  // pixels

/// Where translators find these texts.
class StageText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::StagePainter)
};

NothingShown notThere() {
    return {StageText::tr("This block has no such map."),
            StageText::tr("Pick another node of the network.")};
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

std::span<const float> allChannels(const model::FeatureMap& map, int index) {
    const std::size_t size =
        static_cast<std::size_t>(map.channels) * map.height * static_cast<std::size_t>(map.width);
    return std::span(map.values).subspan(static_cast<std::size_t>(index) * size, size);
}

QString channelsTitle(const model::FeatureMap& map) {
    return StageText::tr("%1 · %2 · %n channel(s)", nullptr, map.channels)
        .arg(QString::fromStdString(map.point.block), tapTitle(map.point));
}

/// Where T pictures share the page, each shows what the network saw, and no more: the map is
/// larger.
ui::MapImage ofSquare(ui::MapImage image) {
    image.frame = image.frame.copy(image.square.toAlignedRect());
    image.square = QRectF(image.frame.rect());
    return image;
}

ui::HistogramData histogram(const std::vector<float>& values, ValueRange range) {
    const ValueHistogram counted = histogramOf(values, kHistogramBins, range);
    ui::HistogramData data{.counts = {},
                           .low = range.low,
                           .high = range.high,
                           .mean = counted.mean,
                           .zeroShare = counted.zeroShare};
    for (const std::int64_t count : counted.counts) {
        data.counts.append(static_cast<double>(count));
    }
    return data;
}

}  // namespace

StagePainter::StagePainter(const pipeline::InspectionAnswer& answer, const PictureBase& base)
    : base_(base),
      question_(base.question),
      choices_(base.question.choices),
      model_(base.classifier->description()),
      seen_(answer.passes.back()),
      frames_(pipeline::seenFrames(answer.frames, passesFor(question_, model_).back().change)),
      frame_(std::clamp(choices_.t, 1, std::max(1, static_cast<int>(frames_.size()))) - 1) {}

StageShown StagePainter::paint() {
    switch (choices_.view) {
        case ui::InspectView::Map:
            return paintMap();
        case ui::InspectView::Channels:
            return paintChannels();
        case ui::InspectView::Frames:
            return paintFrames();
        case ui::InspectView::Compare:
            return paintComparison();
        case ui::InspectView::Flow:
            return paintFlow();
        case ui::InspectView::Evidence:
            return paintEvidence();
    }
    return notThere();
}

int StagePainter::channels() const {
    const model::FeatureMap* const map = find(question_.picked);
    return map == nullptr ? 0 : map->channels;
}

const model::FeatureMap* StagePainter::find(const ui::TapName& name) const {
    const auto point = tapPoint(name, model_);
    for (const model::FeatureMap& map : seen_.maps) {
        if (point && map.point == *point) {
            return &map;
        }
    }
    return nullptr;
}

int StagePainter::frameOf(const model::FeatureMap& map) const {
    return std::clamp(frame_, 0, map.frames - 1);
}

/// Of another tap there may be fewer than the one that is chosen: then all of them.
int StagePainter::channelOf(const model::FeatureMap& map) const {
    return choices_.channel < map.channels ? choices_.channel : -1;
}

std::optional<ValueRange> StagePainter::fixedRange() const {
    return fixedRangeOf(choices_, base_.fixed);
}

/// Of one plane, or of all frames.
ValueRange StagePainter::ownRange(const std::vector<MapPlane>& planes, int index,
                                  ColourMap colours) const {
    if (choices_.scaling != ui::MapScaling::Layer) {
        return rangeOf(planes[static_cast<std::size_t>(index)].values, colours);
    }
    std::vector<float> all;
    for (const MapPlane& plane : planes) {
        all.insert(all.end(), plane.values.begin(), plane.values.end());
    }
    return rangeOf(all, colours);
}

/// For the tap that is looked at.
ValueRange StagePainter::rangeFor(const std::vector<MapPlane>& planes, int index,
                                  ColourMap colours) {
    const auto fixed = fixedRange();
    range_ = fixed ? shownRange(*fixed, colours) : ownRange(planes, index, colours);
    return *range_;
}

ui::MapImage StagePainter::over(MapPlane plane, const std::vector<capture::FramePtr>& frames,
                                int index, ValueRange range, ColourMap colours) const {
    ui::MapImage image = mapPicture(std::move(plane),
                                    {.frame = frames.at(static_cast<std::size_t>(index)),
                                     .index = index,
                                     .count = static_cast<int>(frames.size())},
                                    range, colours);
    image.pts -= base_.origin;
    return image;
}

ui::MapImage StagePainter::picture(const model::FeatureMap& map, int index, int channel,
                                   ValueRange range, ColourMap colours) const {
    ui::MapImage image = over(planeOf(map, index, channel), frames_, index, range, colours);
    image.channelCount = map.channels;
    image.title = mapTitle(map.point, channel, map.channels);
    return image;
}

StageShown StagePainter::paintMap() {
    const model::FeatureMap* const map = find(question_.picked);
    if (map == nullptr) {
        return notThere();
    }
    const ColourMap colours = coloursFor(choices_, question_.picked);
    const int index = frameOf(*map);
    const int channel = channelOf(*map);
    const auto planes = planesOf(*map, channel);
    const ValueRange range = rangeFor(planes, index, colours);
    return MapShown{picture(*map, index, channel, range, colours),
                    histogram(planes[static_cast<std::size_t>(index)].values, range)};
}

StageShown StagePainter::paintChannels() {
    const model::FeatureMap* const map = find(question_.picked);
    if (map == nullptr) {
        return notThere();
    }
    const ChannelOrder order = channelOrder(choices_.order);
    std::vector<float> weights;
    if (order == ChannelOrder::Contribution) {
        const std::string& last = model_.blocks.back().name;
        const auto label = classOf(choices_.label, model_);
        if (map->point != model::TapPoint{last, model::Tap::Output} || !label) {
            return NothingShown{
                StageText::tr("Channels contribute to a class in the last block's output alone; "
                              "before it every class is made of all of them."),
                StageText::tr("Pick the output of %1, or sort by energy or variance.")
                    .arg(QString::fromStdString(last))};
        }
        weights = base_.classifier->classWeights(*label);
    }
    const int index = frameOf(*map);
    ChannelsShown shown{.tiles = {}, .title = channelsTitle(*map)};
    for (const RankedChannel& ranked : rankChannels(*map, order, weights)) {
        shown.tiles.append({.channel = ranked.channel, .colours = {}, .measure = ranked.measure});
    }
    colourTiles(shown.tiles, *map, index);
    return shown;
}

/// All in one picture first: a table of colours is made for each picture, and there may be
/// thousands of tiles.
void StagePainter::colourTiles(QVector<ui::ChannelTile>& tiles, const model::FeatureMap& map,
                               int index) {
    const ColourMap colours = coloursFor(choices_, question_.picked);
    const bool shared = choices_.scaling != ui::MapScaling::Map;
    range_ = shownRange(fixedRange().value_or(rangeOf(allChannels(map, index), colours)), colours);
    std::vector<float> shares;
    for (const ui::ChannelTile& tile : tiles) {
        const auto plane = map.channel(index, tile.channel);
        const ValueRange range = shared ? *range_ : rangeOf(plane, colours);
        for (const float value : plane) {
            shares.push_back((value - range.low) / (range.high - range.low));
        }
    }
    const int rows = map.height * static_cast<int>(tiles.size());
    const QImage all = toImage(colourise(shares, map.width, rows, {.low = 0, .high = 1}, colours));
    for (int i = 0; i < tiles.size(); ++i) {
        const auto plane = map.channel(index, tiles[i].channel);
        tiles[i].colours = all.copy(0, i * map.height, map.width, map.height);
        tiles[i].values.assign(plane.begin(), plane.end());
    }
}

QVector<ui::MapImage> StagePainter::allFrames(const model::FeatureMap& map, int channel,
                                              ColourMap colours) {
    const auto planes = planesOf(map, channel);
    QVector<ui::MapImage> maps;
    for (int index = 0; index < map.frames; ++index) {
        maps.append(
            ofSquare(picture(map, index, channel, rangeFor(planes, index, colours), colours)));
    }
    rangeFor(planes, frameOf(map), colours);  // the one to be fixed is that of the chosen frame
    return maps;
}

StageShown StagePainter::paintFrames() {
    const model::FeatureMap* const map = find(question_.picked);
    if (map == nullptr) {
        return notThere();
    }
    return FramesShown{allFrames(*map, channelOf(*map), coloursFor(choices_, question_.picked))};
}

const model::FeatureMap* StagePainter::comparedMap() const {
    if (choices_.withPinned) {
        return base_.pinned ? &base_.pinned->map : nullptr;
    }
    return find(choices_.other);
}

StageShown StagePainter::paintComparison() {
    const model::FeatureMap* const map = find(question_.picked);
    const model::FeatureMap* const other = comparedMap();
    if (map == nullptr) {
        return notThere();
    }
    if (other == nullptr && choices_.withPinned) {
        return NothingShown{StageText::tr("No moment is pinned."),
                            StageText::tr("Pin this one, then move the cursor to another.")};
    }
    if (other == nullptr) {
        return NothingShown{StageText::tr("There is nothing to compare with."),
                            StageText::tr("Choose another tap in the bar.")};
    }
    const ColourMap colours = coloursFor(choices_, question_.picked);
    const int index = frameOf(*map);
    const int channel = channelOf(*map);
    const auto planes = planesOf(*map, channel);
    const ValueRange range = rangeFor(planes, index, colours);
    const int otherIndex = frameOf(*other);
    const int otherChannel = channelOf(*other);
    const auto otherPlanes = planesOf(*other, otherChannel);
    // What was frozen is of one tap; what was typed is for all.
    const bool sharesRange = choices_.limits || other->point == map->point;
    const ColourMap otherColours = coloursFor(choices_, tapNameOf(other->point));
    const ValueRange otherRange = sharesRange && fixedRange()
                                      ? shownRange(*fixedRange(), otherColours)
                                      : ownRange(otherPlanes, otherIndex, otherColours);
    const MapPlane& a = planes[static_cast<std::size_t>(index)];
    const MapPlane& b = otherPlanes[static_cast<std::size_t>(otherIndex)];
    ComparisonShown shown;
    shown.a = picture(*map, index, channel, range, colours);
    shown.b = over(b, choices_.withPinned ? base_.pinned->frames : frames_, otherIndex, otherRange,
                   otherColours);
    if (choices_.withPinned) {  // it counts from the beginning of its own video
        shown.b.pts += base_.origin - base_.pinned->origin;
    }
    shown.b.title = mapTitle(other->point, otherChannel, other->channels);
    MapPlane change = difference(a, b);
    const ValueRange changeRange = rangeOf(change.values, ColourMap::Diverging);
    shown.difference = over(std::move(change), frames_, index, changeRange, ColourMap::Diverging);
    shown.difference.title = StageText::tr("difference");
    return shown;
}

StageShown StagePainter::paintFlow() {
    const ui::TapName cmm = shownTap(question_);
    const model::FeatureMap* const map = find(cmm);
    if (map == nullptr) {
        return notThere();
    }
    const int index = frameOf(*map);
    const ColourMap colours = coloursFor(choices_, cmm);
    ui::FlowPictures shown;
    shown.map = picture(*map, index, -1, rangeFor(planesOf(*map), index, colours), colours);
    shown.wheel = toImage(flowWheel(kWheelSize));
    addFlow(shown, index);
    return shown;
}

void StagePainter::addFlow(ui::FlowPictures& shown, int step) const {
    const auto flow = flowAtStep(frames_, step, model_);
    if (!flow) {
        return;
    }
    const float largest = flowMaximum(*flow);
    shown.flow = toImage(colouredFlow(*flow, largest));
    shown.flowPart = shown.map.square;
    shown.width = flow->width;
    shown.height = flow->height;
    shown.largestSpeed = largest;
    shown.speeds.resize(flow->u.size());
    std::transform(flow->u.begin(), flow->u.end(), flow->v.begin(), shown.speeds.begin(),
                   [](float u, float v) { return std::hypot(u, v); });
}

StageShown StagePainter::paintEvidence() {
    if (seen_.evidence.empty()) {
        return NothingShown{StageText::tr("No class is chosen."),
                            StageText::tr("Choose one in the bar.")};
    }
    const model::ClassEvidence& evidence = seen_.evidence.front();
    const auto index = static_cast<std::size_t>(evidence.classIndex);
    EvidenceShown shown;
    shown.maps = allFrames(evidence.map, 0, coloursFor(choices_, {}));
    shown.className = QString::fromStdString(model_.labels.at(index));
    shown.logit = seen_.logits.at(index);
    shown.probability = seen_.probabilities.at(index);
    return shown;
}

}  // namespace handscope::app
