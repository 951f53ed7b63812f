// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/Corrections.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "app/CsvTable.h"
#include "app/pipeline/SameInstant.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

constexpr std::int64_t kLargestId = std::int64_t{1} << 53;  // exact in every reader of JSON

CorrectionResult refused(CorrectionRefusal refusal) {
    return {.refusal = refusal};
}

CorrectionResult done(std::int64_t segment) {
    return {.refusal = std::nullopt, .segment = segment};
}

bool isBlank(const std::string& label) {
    return trimmed(label).empty();
}

bool hasEdgesOf(const CorrectedSegment& segment, const LabelSegment& prediction) {
    return segment.start == prediction.start && segment.end == prediction.end &&
           segment.startFrame == prediction.startFrame && segment.endFrame == prediction.endFrame;
}

bool isGesture(const CorrectedSegment& segment) {
    return segment.label != kNothingFired;
}

[[noreturn]] void fail(const CorrectedSegment& segment, const std::string& wrong) {
    throw std::invalid_argument("the segment with the id " + std::to_string(segment.id) + " " +
                                wrong);
}

}  // namespace

CorrectedSegment asPredicted(const LabelSegment& segment, std::size_t index) {
    return {.id = static_cast<std::int64_t>(index),
            .label = segment.label,
            .start = segment.start,
            .end = segment.end,
            .startFrame = segment.startFrame,
            .endFrame = segment.endFrame,
            .origin = index};
}

Corrections::Corrections(const LabelDocument& document, std::vector<double> frameTimes)
    : timeline_(document.source, std::move(frameTimes)),
      predictions_(std::make_shared<const std::vector<LabelSegment>>(document.segments)) {
    for (std::size_t i = 0; i < predictions_->size(); ++i) {
        segments_.push_back(asPredicted((*predictions_)[i], i));
    }
    nextId_ = static_cast<std::int64_t>(segments_.size());
    putInOrder();
}

Corrections::Corrections(const LabelDocument& document, std::vector<double> frameTimes,
                         std::vector<CorrectedSegment> segments, std::vector<std::size_t> deleted,
                         bool isWholeReviewed)
    : timeline_(document.source, std::move(frameTimes)),
      predictions_(std::make_shared<const std::vector<LabelSegment>>(document.segments)),
      segments_(std::move(segments)),
      deleted_(std::move(deleted)),
      isWholeReviewed_(isWholeReviewed) {
    std::sort(deleted_.begin(), deleted_.end());
    checkOrigins();
    std::set<std::int64_t> ids;
    for (CorrectedSegment& segment : segments_) {
        check(segment);
        if (!ids.insert(segment.id).second) {
            fail(segment, "stands there twice");
        }
        const bool isMade =
            segment.state == ReviewState::Changed || segment.state == ReviewState::Added;
        // Seconds may have been put on the frames' own times, of which evenly spread ones know
        // nothing.
        if (isMade && (timeline_.isExact() || !liesInRecording(segment))) {
            fit(segment);
        }
    }
    nextId_ = ids.empty() ? 0 : *ids.rbegin() + 1;
    putInOrder();
}

void Corrections::check(const CorrectedSegment& segment) const {
    if (segment.id < 0 || segment.id >= kLargestId) {
        fail(segment, "has an id that is none");
    }
    if (segment.startFrame < 0 || segment.endFrame < segment.startFrame ||
        segment.endFrame >= timeline_.frames()) {
        fail(segment, "has frames outside the recording");
    }
    const LabelSegment* const origin = prediction(segment);
    const bool keepsLabel = origin != nullptr && origin->label == segment.label;
    if (isBlank(segment.label) && !keepsLabel) {
        fail(segment, "has no label");
    }
    if ((origin == nullptr) != (segment.state == ReviewState::Added)) {
        fail(segment, "has an origin that does not fit its state");
    }
    const bool isAsPredicted =
        segment.state == ReviewState::Predicted || segment.state == ReviewState::Accepted;
    if (isAsPredicted && (segment.label != origin->label || !hasEdgesOf(segment, *origin))) {
        fail(segment, "differs from its origin");
    }
}

void Corrections::checkOrigins() const {
    std::vector<bool> isUsed(predictions_->size());
    const auto use = [&](std::size_t origin) {
        if (origin >= isUsed.size() || isUsed[origin]) {
            throw std::invalid_argument("the origin " + std::to_string(origin) +
                                        " is not in the result, or is used twice");
        }
        isUsed[origin] = true;
    };
    std::for_each(deleted_.begin(), deleted_.end(), use);
    for (const CorrectedSegment& segment : segments_) {
        if (segment.origin) {
            use(*segment.origin);
        }
    }
    if (std::find(isUsed.begin(), isUsed.end(), false) != isUsed.end()) {
        throw std::invalid_argument("a segment of the result is missing");
    }
}

const CorrectedSegment* Corrections::find(std::int64_t id) const noexcept {
    const auto found = std::find_if(segments_.begin(), segments_.end(),
                                    [id](const auto& segment) { return segment.id == id; });
    return found == segments_.end() ? nullptr : &*found;
}

CorrectedSegment* Corrections::findMutable(std::int64_t id) noexcept {
    return const_cast<CorrectedSegment*>(find(id));
}

const LabelSegment* Corrections::prediction(const CorrectedSegment& segment) const noexcept {
    return segment.origin ? &(*predictions_)[*segment.origin] : nullptr;
}

/// Puts edges on their frames, save those that are as the network gave them.
void Corrections::fit(CorrectedSegment& segment) const {
    const LabelSegment* const origin = prediction(segment);
    const double start = timeline_.startOf(segment.startFrame);
    const double end = timeline_.endOf(segment.endFrame);
    const double before = segment.startFrame > 0
                              ? timeline_.startOf(segment.startFrame - 1) + kSameInstant
                              : timeline_.start() - kSameInstant;
    const bool startIsPredicted = origin != nullptr && segment.start == origin->start &&
                                  segment.startFrame == origin->startFrame;
    const bool endIsPredicted =
        origin != nullptr && segment.end == origin->end && segment.endFrame == origin->endFrame;
    const bool startFits = segment.start >= before && segment.start <= start + kSameInstant;
    const bool endFits = segment.end > timeline_.startOf(segment.endFrame) + kSameInstant &&
                         segment.end <= end + kSameInstant;
    if (!startIsPredicted && !startFits) {
        segment.start = start;
    }
    if (!endIsPredicted && !endFits) {
        segment.end = end;
    }
    if (segment.end < segment.start) {  // predicted seconds that lie beside their frames
        segment.start = start;
        segment.end = end;
    }
}

bool Corrections::liesInRecording(const CorrectedSegment& segment) const {
    return segment.start >= timeline_.start() - kSameInstant && segment.start < segment.end &&
           segment.end <= timeline_.end() + kSameInstant;
}

void Corrections::putInOrder() {
    std::sort(segments_.begin(), segments_.end(), [](const auto& a, const auto& b) {
        return std::tie(a.start, a.id) < std::tie(b.start, b.id);
    });
}

void Corrections::erase(std::int64_t id) {
    std::erase_if(segments_, [id](const auto& segment) { return segment.id == id; });
}

/// What becomes of the segment is a person's, and its origin counts as deleted.
void Corrections::deleteOrigin(CorrectedSegment& segment) {
    if (segment.origin) {
        deleted_.insert(std::upper_bound(deleted_.begin(), deleted_.end(), *segment.origin),
                        *segment.origin);
    }
    segment.origin.reset();
    segment.state = ReviewState::Added;
}

CorrectionResult Corrections::accept(std::int64_t id) {
    CorrectedSegment* const segment = findMutable(id);
    if (segment == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    if (segment->isConfirmed()) {
        return refused(CorrectionRefusal::NothingToDo);
    }
    segment->state = ReviewState::Accepted;
    return done(id);
}

CorrectionResult Corrections::acceptAll() {
    if (isWholeReviewed_ && unreviewed() == 0) {
        return refused(CorrectionRefusal::NothingToDo);
    }
    for (CorrectedSegment& segment : segments_) {
        segment.state = segment.isConfirmed() ? segment.state : ReviewState::Accepted;
    }
    isWholeReviewed_ = true;
    return {};
}

CorrectionResult Corrections::relabel(std::int64_t id, const std::string& label) {
    CorrectedSegment* const segment = findMutable(id);
    if (segment == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    if (isBlank(label)) {
        return refused(CorrectionRefusal::EmptyLabel);
    }
    if (segment->label == label) {
        return refused(CorrectionRefusal::NothingToDo);
    }
    segment->label = label;
    segment->state = segment->origin ? ReviewState::Changed : ReviewState::Added;
    return done(id);
}

CorrectionResult Corrections::split(std::int64_t id, std::int64_t frame) {
    CorrectedSegment* const first = findMutable(id);
    if (first == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    if (frame <= first->startFrame || frame > first->endFrame) {
        return refused(CorrectionRefusal::FrameOutside);
    }
    if (isBlank(first->label)) {
        return refused(CorrectionRefusal::EmptyLabel);
    }
    deleteOrigin(*first);
    CorrectedSegment second = *first;
    second.id = nextId_++;
    second.startFrame = frame;
    second.start = timeline_.startOf(frame);
    first->endFrame = frame - 1;
    first->end = second.start;
    fit(*first);
    fit(second);
    segments_.push_back(std::move(second));
    putInOrder();
    return done(nextId_ - 1);
}

CorrectionResult Corrections::merge(std::int64_t first, std::int64_t second) {
    CorrectedSegment* const kept = findMutable(first);
    CorrectedSegment* const other = findMutable(second);
    if (kept == nullptr || other == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    if (kept == other) {
        return refused(CorrectionRefusal::NothingToDo);
    }
    if (isBlank(kept->label)) {
        return refused(CorrectionRefusal::EmptyLabel);
    }
    deleteOrigin(*kept);
    deleteOrigin(*other);
    kept->start = std::min(kept->start, other->start);
    kept->end = std::max(kept->end, other->end);
    kept->startFrame = std::min(kept->startFrame, other->startFrame);
    kept->endFrame = std::max(kept->endFrame, other->endFrame);
    fit(*kept);
    erase(second);
    putInOrder();
    return done(first);
}

CorrectionResult Corrections::nudge(std::int64_t id, SegmentEdge edge, std::int64_t frames) {
    CorrectedSegment* const segment = findMutable(id);
    if (segment == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    const std::int64_t step = std::clamp(frames, -timeline_.frames(), timeline_.frames());
    const auto moved = [step](std::int64_t frame, std::int64_t first, std::int64_t last) {
        // The sum of two frames' numbers may be too large for one.
        return step < 0 ? std::max(first, frame + step) : frame + std::min(step, last - frame);
    };
    CorrectedSegment changed = *segment;
    if (edge == SegmentEdge::Start) {
        changed.startFrame = moved(segment->startFrame, 0, segment->endFrame);
        changed.start = timeline_.startOf(changed.startFrame);
    } else {
        changed.endFrame = moved(segment->endFrame, segment->startFrame, timeline_.frames() - 1);
        changed.end = timeline_.endOf(changed.endFrame);
    }
    if (changed.startFrame == segment->startFrame && changed.endFrame == segment->endFrame) {
        return refused(CorrectionRefusal::NothingToDo);
    }
    changed.state = changed.origin ? ReviewState::Changed : ReviewState::Added;
    fit(changed);
    *segment = std::move(changed);
    putInOrder();
    return done(id);
}

CorrectionResult Corrections::remove(std::int64_t id) {
    CorrectedSegment* const segment = findMutable(id);
    if (segment == nullptr) {
        return refused(CorrectionRefusal::UnknownSegment);
    }
    deleteOrigin(*segment);
    erase(id);
    return done(id);
}

CorrectionResult Corrections::add(std::int64_t startFrame, std::int64_t endFrame,
                                  const std::string& label) {
    if (startFrame < 0 || endFrame < startFrame || endFrame >= timeline_.frames()) {
        return refused(CorrectionRefusal::FrameOutside);
    }
    if (isBlank(label)) {
        return refused(CorrectionRefusal::EmptyLabel);
    }
    segments_.push_back({.id = nextId_++,
                         .label = label,
                         .start = timeline_.startOf(startFrame),
                         .end = timeline_.endOf(endFrame),
                         .startFrame = startFrame,
                         .endFrame = endFrame,
                         .origin = std::nullopt,
                         .state = ReviewState::Added});
    putInOrder();
    return done(nextId_ - 1);
}

std::size_t Corrections::unreviewed() const noexcept {
    return static_cast<std::size_t>(
        std::count_if(segments_.begin(), segments_.end(),
                      [](const auto& segment) { return !segment.isConfirmed(); }));
}

const CorrectedSegment* Corrections::leastSure() const noexcept {
    const CorrectedSegment* least = nullptr;
    for (const CorrectedSegment& segment : segments_) {
        if (!segment.isConfirmed() &&
            (least == nullptr || prediction(segment)->margin() < prediction(*least)->margin())) {
            least = &segment;
        }
    }
    return least;
}

std::optional<float> Corrections::lowestMargin() const noexcept {
    const CorrectedSegment* const least = leastSure();
    return least == nullptr ? std::nullopt : std::optional(prediction(*least)->margin());
}

bool Corrections::isUntouched() const noexcept {
    return deleted_.empty() && !isWholeReviewed_ && unreviewed() == segments_.size();
}

bool Corrections::isReviewed() const noexcept {
    return unreviewed() == 0 && !isUntouched();
}

std::string Corrections::clipLabel() const {
    const auto rank = [this](const CorrectedSegment& segment) {
        const double weight =
            segment.isConfirmed() ? segment.end - segment.start : prediction(segment)->peakScore;
        return std::tuple(isGesture(segment), segment.isConfirmed(), weight);
    };
    const auto best =
        std::max_element(segments_.begin(), segments_.end(),
                         [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return best == segments_.end() ? kNothingFired : best->label;
}

LabelSegment Corrections::exported(const CorrectedSegment& segment) const {
    const LabelSegment* const origin = prediction(segment);
    const bool keepsLabel = origin != nullptr && origin->label == segment.label;
    LabelSegment result = keepsLabel ? *origin
                                     : LabelSegment{.label = segment.label,
                                                    .fired = segment.end,
                                                    .meanScore = 1.0F,
                                                    .peakScore = 1.0F,
                                                    .runnerUp = {}};
    if (segment.state == ReviewState::Changed || segment.state == ReviewState::Added) {
        result.fired = std::clamp(result.fired, segment.start, segment.end);
    }
    result.start = segment.start;
    result.end = segment.end;
    result.startFrame = segment.startFrame;
    result.endFrame = segment.endFrame;
    return result;
}

LabelDocument Corrections::toDocument(const LabelDocument& document) const {
    LabelDocument corrected = document;
    corrected.segments.clear();
    for (const CorrectedSegment& segment : segments_) {
        corrected.segments.push_back(exported(segment));
    }
    corrected.clipLabel = clipLabel();
    return corrected;
}

bool Corrections::operator==(const Corrections& other) const noexcept {
    return segments_ == other.segments_ && deleted_ == other.deleted_ &&
           isWholeReviewed_ == other.isWholeReviewed_;
}

}  // namespace handscope::app
