// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/review/FrameTimeline.h"

namespace handscope::app {

/// What a person made of a segment.
enum class ReviewState {
    Predicted,  ///< nothing yet: it is as the network gave it
    Accepted,   ///< confirmed as the network gave it
    Changed,    ///< given another label or other edges
    Added,      ///< made by a person: added, or a part or a union of others
};

/// One segment of a corrected result.
struct CorrectedSegment {
    std::int64_t id = 0;  ///< stays the same whatever happens to this and to other segments
    std::string label;
    double start = 0.0;                 ///< PTS, seconds
    double end = 0.0;                   ///< PTS, seconds
    std::int64_t startFrame = 0;        ///< the first frame at or after the start, counted from 0
    std::int64_t endFrame = 0;          ///< the last frame before the end
    std::optional<std::size_t> origin;  ///< which of the result's segments; none when Added
    ReviewState state = ReviewState::Predicted;
    bool operator==(const CorrectedSegment&) const = default;

    bool isConfirmed() const noexcept { return state != ReviewState::Predicted; }
};

/// A segment as the network gave it; `index` is its place in the result, and its id.
CorrectedSegment asPredicted(const LabelSegment& segment, std::size_t index);

/// Why a correction was not made.
enum class CorrectionRefusal {
    UnknownSegment,  ///< there is no segment with that id
    FrameOutside,    ///< a frame outside the recording or the segment, or an end before its start
    EmptyLabel,      ///< a label of nothing but blanks
    NothingToDo,     ///< it would change nothing
};

/// What came of a correction: true where it was made.
struct CorrectionResult {
    std::optional<CorrectionRefusal> refusal;  ///< then nothing was changed
    std::int64_t segment = -1;                 ///< the id of the segment that it made or changed

    explicit operator bool() const noexcept { return !refusal; }
};

enum class SegmentEdge { Start, End };

/// What a person made of one recording's result: the segments as they are now, and which of the
/// result's segments were deleted. Each of the result's segments is either the origin of exactly
/// one segment or deleted.
///
/// A value: copies are cheap enough to keep for undo (they share the times and the result). Reads
/// and writes no file. One thread at a time.
///
/// Segments may overlap. Edges that a person set lie on frames: a start is the PTS of the first
/// frame, an end that of the frame after the last one (or the recording's end).
class Corrections {
public:
    /// An untouched result, as readLabelDocument() gives it. `frameTimes` as for FrameTimeline.
    explicit Corrections(const LabelDocument& document, std::vector<double> frameTimes = {});

    /// Corrections of that result that were made earlier, perhaps without `frameTimes`: edges that
    /// do not fit their frames are put on them. Throws std::invalid_argument where they cannot be:
    /// an id twice, a frame outside the recording, an empty label, a state that does not fit the
    /// origin, an origin that is missing or used twice, or a Predicted or Accepted segment that
    /// differs from its origin.
    Corrections(const LabelDocument& document, std::vector<double> frameTimes,
                std::vector<CorrectedSegment> segments, std::vector<std::size_t> deleted,
                bool isWholeReviewed);

    /// In order of start and id. These, and what find() and leastSure() point to, last until the
    /// next correction.
    const std::vector<CorrectedSegment>& segments() const noexcept { return segments_; }
    const CorrectedSegment* find(std::int64_t id) const noexcept;  ///< nullptr: none
    /// Indices into the result's segments, in their order.
    const std::vector<std::size_t>& deleted() const noexcept { return deleted_; }
    const FrameTimeline& timeline() const noexcept { return timeline_; }

    /// What the network said of a segment; nullptr for one that a person made. Lives as long as
    /// this and its copies.
    const LabelSegment* prediction(const CorrectedSegment& segment) const noexcept;

    // Each of these either does what it says or changes nothing and says why.

    CorrectionResult accept(std::int64_t id);
    /// Accepts all that are Predicted, and says that the recording is reviewed as a whole: that
    /// there is nothing else in it. Its result has no segment.
    CorrectionResult acceptAll();
    CorrectionResult relabel(std::int64_t id, const std::string& label);
    /// Cuts a segment in two of which the second begins at `frame`: after the first frame, not
    /// after the last. The first keeps the id; the result is the second.
    CorrectionResult split(std::int64_t id, std::int64_t frame);
    /// One segment that covers both and what lies between them, with the id and label of the first.
    CorrectionResult merge(std::int64_t first, std::int64_t second);
    /// Moves an edge by so many frames, later where positive, as far as the recording goes and one
    /// frame is left.
    CorrectionResult nudge(std::int64_t id, SegmentEdge edge, std::int64_t frames);
    CorrectionResult remove(std::int64_t id);
    /// `endFrame` is the last one that belongs to it.
    CorrectionResult add(std::int64_t startFrame, std::int64_t endFrame, const std::string& label);

    /// How many segments are still Predicted.
    std::size_t unreviewed() const noexcept;
    /// Of those, the one of which the network was least sure, and its lead over the second class;
    /// none where all are reviewed.
    const CorrectedSegment* leastSure() const noexcept;
    std::optional<float> lowestMargin() const noexcept;
    /// Whether a person has been through the recording: none is Predicted, and acceptAll() said so
    /// or something else was done.
    bool isReviewed() const noexcept;
    bool isWholeReviewed() const noexcept { return isWholeReviewed_; }
    /// Nothing was done, or nothing is left of it.
    bool isUntouched() const noexcept;

    /// kNothingFired counts only where there is no other label. Among the others what a person
    /// confirmed comes first, of that the longest segment, otherwise the one with the highest
    /// peak, and the earlier one of equals.
    std::string clipLabel() const;

    /// The result as corrected, for exporters. A label that the network gave keeps its scores; one
    /// that a person gave has the scores 1, no runner-up, and fires at the segment's end.
    LabelDocument toDocument(const LabelDocument& document) const;

    /// Whether the same was made of a result; ids count, the times of frames do not.
    bool operator==(const Corrections& other) const noexcept;

private:
    FrameTimeline timeline_;
    std::shared_ptr<const std::vector<LabelSegment>> predictions_;
    std::vector<CorrectedSegment> segments_;  ///< by start, then id
    std::vector<std::size_t> deleted_;        ///< sorted
    bool isWholeReviewed_ = false;
    std::int64_t nextId_ = 0;

    CorrectedSegment* findMutable(std::int64_t id) noexcept;
    void check(const CorrectedSegment& segment) const;
    void checkOrigins() const;
    void fit(CorrectedSegment& segment) const;
    bool liesInRecording(const CorrectedSegment& segment) const;
    void erase(std::int64_t id);
    void deleteOrigin(CorrectedSegment& segment);
    void putInOrder();
    LabelSegment exported(const CorrectedSegment& segment) const;
};

}  // namespace handscope::app
