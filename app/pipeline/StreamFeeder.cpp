// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/StreamFeeder.h"

#include <span>
#include <utility>

namespace handscope::pipeline {

std::unique_ptr<StreamFeeder> StreamFeeder::open(model::Classifier& classifier) {
    auto stream = classifier.openStream();
    return stream ? std::make_unique<StreamFeeder>(std::move(stream)) : nullptr;
}

model::Prediction StreamFeeder::push(const GridPlace& place, const model::Clip& window,
                                     const model::ClassifyRequest& request) {
    const auto held = static_cast<std::int64_t>(window.size());
    const std::optional<GridPlace> last = std::exchange(last_, std::nullopt);
    std::int64_t added = last && last->grid == place.grid ? place.index - last->index : 0;
    if (added < 1 || added > held) {
        if (!fresh_) {
            stream_->reset();
        }
        added = held;
    }
    fresh_ = false;
    auto prediction =
        stream_->push(std::span(window).last(static_cast<std::size_t>(added)), request);
    last_ = place;
    return prediction;
}

model::Prediction StreamFeeder::again(const model::ClassifyRequest& request) {
    return stream_->again(request);
}

}  // namespace handscope::pipeline
