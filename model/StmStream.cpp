// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmStream.h"

#include <stdexcept>

namespace handscope::model {
namespace {

/// How many frames before its own the newest scores depend on: two for each CSTM on the way, one
/// for a CMM alone.
std::size_t framesLookedBack(const StmConfig& config) {
    std::size_t frames = 0;
    for (const std::string& block : config.blockNames()) {
        const BlockModules modules = config.modulesOf(block);
        frames += modules.cstm ? 2 : modules.cmm ? 1 : 0;
    }
    return frames;
}

template <typename Value>
void keepNewest(std::deque<Value>& values, std::size_t count) {
    while (values.size() > count) {
        values.pop_front();
    }
}

}  // namespace

StmStream::StmStream(StmClassifier& classifier)
    : classifier_(classifier),
      counted_(static_cast<std::size_t>(classifier.config().input.segments)),
      kept_(counted_ + framesLookedBack(classifier.config())) {}

/// What was half computed must not be gone on with.
template <typename Run>
Prediction StmStream::forgettingOnFailure(const Run& run) {
    try {
        return translatingForwardErrors(run);
    } catch (const std::exception&) {
        reset();
        throw;
    }
}

Prediction StmStream::push(std::span<const PreparedFrame> frames, const ClassifyRequest& request) {
    if (frames.empty()) {
        throw std::logic_error("a stream was pushed no frame");
    }
    return forgettingOnFailure([&] {
        Clip toRun(frames.begin(), frames.end());
        if (request != request_) {
            startAnew(request);
            toRun.insert(toRun.begin(), frames_.begin(), frames_.end());
        }
        forward(toRun);
        frames_.insert(frames_.end(), frames.begin(), frames.end());
        keepNewest(frames_, kept_);
        return answer();
    });
}

Prediction StmStream::again(const ClassifyRequest& request) {
    if (frames_.empty()) {
        throw std::logic_error("a stream was asked again before its first frame");
    }
    return forgettingOnFailure([&] {
        if (request != request_) {
            startAnew(request);
            forward({frames_.begin(), frames_.end()});
        }
        return answer();
    });
}

void StmStream::reset() {
    frames_.clear();
    startAnew(request_);
}

/// Only what a request asks for is forgotten with it; the frames stay.
void StmStream::startAnew(const ClassifyRequest& request) {
    request_ = request;
    history_.clear();
    scores_.clear();
    maps_.assign(request.taps.size(), {});
}

void StmStream::forward(const Clip& frames) {
    const auto clip = stackClips({&frames, 1}, classifier_.config().input, frames.size());
    Probes probes = classifier_.makeProbes(request_);
    const c10::InferenceMode inference;
    const auto scores =
        classifier_.forwardPass().frameScores(clip, probes.empty() ? nullptr : &probes, &history_);
    requireFinite(scores);
    for (std::int64_t i = 0; i < scores.size(1); ++i) {
        scores_.push_back(scores[0][i]);
    }
    keepNewest(scores_, counted_);
    for (std::size_t which = 0; which < request_.taps.size(); ++which) {
        const TapPoint& point = request_.taps[which];
        const auto& map = probes.at(point.block).maps[static_cast<std::size_t>(point.tap)];
        for (std::int64_t i = 0; i < map.size(0); ++i) {
            maps_[which].push_back(map[i]);
        }
        keepNewest(maps_[which], counted_);
    }
}

Prediction StmStream::answer() const {
    const c10::InferenceMode inference;
    const auto logits =
        torch::stack(std::vector<torch::Tensor>(scores_.begin(), scores_.end())).mean(0, true);
    Prediction prediction{.probabilities = rowOf(torch::softmax(logits, 1), 0),
                          .logits = rowOf(logits, 0),
                          .maps = {}};
    for (std::size_t which = 0; which < request_.taps.size(); ++which) {
        const auto& maps = maps_[which];
        prediction.maps.push_back(
            plainMap(request_.taps[which],
                     torch::stack(std::vector<torch::Tensor>(maps.begin(), maps.end()))));
    }
    return prediction;
}

}  // namespace handscope::model
