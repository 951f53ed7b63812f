// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmStream.h"

#include <stdexcept>

#include "model/ClipStack.h"

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
        if (!turnTo(request)) {
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
        if (!turnTo(request)) {
            forward({frames_.begin(), frames_.end()});
        }
        return answer();
    });
}

void StmStream::reset() {
    frames_.clear();
    startAnew(request_);
}

/// Whether what is remembered answers this request too. Where it does not, it is forgotten, and the
/// frames must be computed anew.
bool StmStream::turnTo(const ClassifyRequest& request) {
    static_cast<void>(classifier_.makeProbes(request));  // for what it throws
    const auto turn = [](Points& points, Points asked) {
        for (auto& [where, frames] : asked) {
            const auto found = points.find(where);
            if (found == points.end()) {
                return false;
            }
            frames = std::move(found->second);
        }
        points = std::move(asked);
        return true;
    };
    if (request.mutes != request_.mutes || !turn(maps_, pointsOf(request.taps)) ||
        !turn(means_, pointsOf(request.means))) {
        startAnew(request);
        return false;
    }
    request_ = request;
    return true;
}

/// Only what a request asks for is forgotten with it; the frames stay.
void StmStream::startAnew(const ClassifyRequest& request) {
    request_ = request;
    history_.clear();
    scores_.clear();
    features_.clear();
    maps_ = pointsOf(request.taps);
    means_ = pointsOf(request.means);
}

StmStream::Points StmStream::pointsOf(const std::vector<TapPoint>& points) const {
    Points places;
    for (const TapPoint& point : points) {
        const TapPoint at = classifier_.readAt(point);
        places[{at.block, at.tap}];
    }
    return places;
}

void StmStream::keepFrames(const torch::Tensor& value, Frames& frames) const {
    for (std::int64_t i = 0; i < value.size(0); ++i) {
        frames.push_back(value.narrow(0, i, 1));
    }
    keepNewest(frames, counted_);
}

void StmStream::forward(const Clip& frames) {
    requireClips({&frames, 1}, classifier_.config().input, frames.size());
    Probes probes = classifier_.makeProbes(request_);
    const TapPoint& last = classifier_.lastOutput();
    // Kept whether or not it is asked for: which class's evidence is may change with every frame.
    probes[last.block].wanted[static_cast<std::size_t>(last.tap)] = true;
    const c10::InferenceMode inference;
    const auto scores = classifier_.forwardPass().clipScores({&frames, 1}, &probes, &history_);
    requireFinite(scores);
    for (std::int64_t i = 0; i < scores.size(1); ++i) {
        scores_.push_back(scores[0][i]);
    }
    keepNewest(scores_, counted_);
    keepFrames(probes.at(last.block).maps[static_cast<std::size_t>(last.tap)], features_);
    for (auto& [where, kept] : maps_) {
        keepFrames(probes.at(where.first).maps[static_cast<std::size_t>(where.second)], kept);
    }
    for (auto& [where, kept] : means_) {
        keepFrames(probes.at(where.first).means[static_cast<std::size_t>(where.second)], kept);
    }
}

FeatureMap StmStream::plainFrames(const TapPoint& point, const Points& points) const {
    const TapPoint at = classifier_.readAt(point);
    const Frames& frames = points.at({at.block, at.tap});
    return plainMap(point, {frames.begin(), frames.end()});
}

Prediction StmStream::answer() const {
    const c10::InferenceMode inference;
    const auto logits =
        torch::stack(std::vector<torch::Tensor>(scores_.begin(), scores_.end())).mean(0, true);
    Prediction prediction{.probabilities = rowOf(torch::softmax(logits, 1), 0),
                          .logits = rowOf(logits, 0),
                          .maps = {}};
    for (const TapPoint& point : request_.taps) {
        prediction.maps.push_back(plainFrames(point, maps_));
    }
    for (const TapPoint& point : request_.means) {
        prediction.means.push_back(plainFrames(point, means_));
    }
    if (!request_.evidence.empty()) {
        const auto features =
            torch::cat(std::vector<torch::Tensor>(features_.begin(), features_.end()));
        prediction.evidence = classifier_.evidence(request_.evidence, features);
    }
    return prediction;
}

}  // namespace handscope::model
