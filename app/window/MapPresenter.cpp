// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MapPresenter.h"

#include <algorithm>
#include <utility>

#include "app/pipeline/FramePreparation.h"
#include "app/window/MapPicture.h"

namespace handscope::app {
void MapPresenter::setTap(const QString& block, const QString& tap) {
    const auto known = model::tapFromName(tap.toStdString());
    point_ = known && !block.isEmpty()
                 ? std::optional<model::TapPoint>({block.toStdString(), *known})
                 : std::nullopt;
    range_.reset();
}

void MapPresenter::setChannel(int channel) {
    channel_ = channel;
    layerRange_.reset();
}

void MapPresenter::setColours(const QString& name) {
    colours_ = colourMapFromName(name.toStdString()).value_or(ColourMap::Viridis);
    layerRange_.reset();
}

void MapPresenter::setScaling(ui::MapScaling scaling) {
    scaling_ = scaling;
    limits_.reset();
}

void MapPresenter::setLimits(const ui::ColourLimits& limits) {
    limits_ = ValueRange{.low = limits.low, .high = limits.high};
}

model::ClassifyRequest MapPresenter::request() const {
    model::ClassifyRequest request;
    if (point_) {
        request.taps.push_back(*point_);
    }
    return request;
}

void MapPresenter::take(std::vector<capture::FramePtr> frames,
                        std::vector<model::FeatureMap> maps) {
    if (!maps.empty()) {
        latest_ = Latest{.frames = std::move(frames), .map = std::move(maps.front())};
        layerRange_.reset();
    }
}

void MapPresenter::clear() {
    latest_.reset();
    range_.reset();
    layerRange_.reset();
}

bool MapPresenter::ready() const {
    return latest_ && point_ && latest_->map.point == *point_;
}

int MapPresenter::frameIndex() const {
    return std::clamp(frame_, 1, latest_->map.frames) - 1;
}

ValueRange MapPresenter::currentRange(const std::vector<float>& plane) {
    if (scaling_ == ui::MapScaling::Fixed && (limits_ || range_)) {
        return shownRange(limits_ ? *limits_ : *range_, colours_);
    }
    if (scaling_ != ui::MapScaling::Layer) {
        return rangeOf(plane, colours_);
    }
    if (!layerRange_) {
        std::vector<float> all;
        for (int t = 0; t < latest_->map.frames; ++t) {
            const auto part = mapPlane(latest_->map, t, channel_);
            all.insert(all.end(), part.begin(), part.end());
        }
        layerRange_ = rangeOf(all, colours_);
    }
    return *layerRange_;
}

std::optional<ui::MapImage> MapPresenter::view() {
    if (!ready()) {
        return std::nullopt;
    }
    const model::FeatureMap& map = latest_->map;
    channel_ = channel_ < map.channels ? channel_ : -1;
    const int index = frameIndex();
    MapPlane plane = planeOf(map, index, channel_);
    range_ = currentRange(plane.values);
    ui::MapImage view = mapPicture(std::move(plane),
                                   {.frame = latest_->frames[static_cast<std::size_t>(index)],
                                    .index = index,
                                    .count = map.frames},
                                   *range_, colours_);
    view.channelCount = map.channels;
    view.title = mapTitle(map.point, channel_, map.channels);
    return view;
}

std::optional<std::function<RgbImage()>> MapPresenter::picture(const ui::MapChoices& choices) {
    if (!ready()) {
        return std::nullopt;
    }
    const model::FeatureMap& map = latest_->map;
    const int index = frameIndex();
    auto plane = mapPlane(map, index, channel_);
    const ValueRange range = currentRange(plane);
    return [frame = latest_->frames[static_cast<std::size_t>(index)], plane = std::move(plane),
            width = map.width, height = map.height, range, colours = colours_, choices] {
        const auto square = pipeline::centredSquare(frame->width, frame->height);
        const RgbImage cells = colourise(plane, width, height, range, colours);
        const Enlarging how = choices.smooth ? Enlarging::Smooth : Enlarging::Cells;
        return choices.alone ? enlarged(cells, square.side, square.side, how)
                             : overlay(*frame, square, cells, choices.opacity / 100.0, how);
    };
}

}  // namespace handscope::app
