// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QString>
#include <QtGlobal>

/// What the page of recordings is given to show: plain values.
namespace handscope::ui {

enum class RecordingState { Waiting, Running, Done, Failed, Cancelled };

inline bool hasEnded(RecordingState state) {
    return state != RecordingState::Waiting && state != RecordingState::Running;
}

/// What labelling writes beside a recording's JSON and the table over all.
enum class OutputFile {
    Scores = 1,
    ActivityNet = 2,
    WebVtt = 4,
    SubRip = 8,
    Elan = 16,
    Jester = 32
};
Q_DECLARE_FLAGS(OutputFiles, OutputFile)
inline constexpr int kAllOutputFiles = 63;  ///< as a number

/// One recording of the queue.
struct RecordingRow {
    qint64 id = 0;
    QString name;
    RecordingState state = RecordingState::Waiting;
    double progress = 0.0;      ///< 0 … 1, while running
    int segments = 0;           ///< as they stand, corrections included
    int unreviewed = 0;         ///< of them, those that nobody has accepted or changed
    double lowestMargin = 1.0;  ///< of the unreviewed ones: the most doubtful; 0 … 1
    bool corrected = false;     ///< a person has changed or accepted something
    QString message;            ///< why it failed; when done: which format could not hold it

    /// Done, and nothing was found in it: nobody has said yet that this is right.
    bool isUnconfirmed() const {
        return state == RecordingState::Done && segments == 0 && !corrected;
    }
    /// Whether a person has something to look at.
    bool isToReview() const {
        return state == RecordingState::Done && (unreviewed > 0 || isUnconfirmed());
    }
    bool operator==(const RecordingRow&) const = default;
};

enum class ReviewState {
    Predicted,  ///< as the network gave it, nobody has looked yet
    Accepted,   ///< a person says it is right
    Changed,    ///< a person gave it another label or other edges
    Added,      ///< a person made it, also by splitting or merging
};

/// One segment of the recording that is reviewed. Seconds from the recording's beginning.
struct SegmentRow {
    qint64 id = 0;
    QString label;
    double start = 0.0;
    double end = 0.0;
    qint64 startFrame = 0;
    qint64 endFrame = 0;  ///< inclusive
    double score = 0.0;   ///< 0 … 1; of the network
    double margin = 1.0;  ///< lead over the runner-up, 0 … 1; 1 for what a person made
    QString runnerUp;     ///< empty when unknown
    ReviewState state = ReviewState::Predicted;
    bool operator==(const SegmentRow&) const = default;
};

/// Of a segment, in time.
enum class SegmentEdge { Start, End };

/// Below this lead over the runner-up a segment that nobody has reviewed is marked as doubtful.
inline constexpr double kDoubtfulMargin = 0.25;

inline bool isUnreviewed(const SegmentRow& segment) {
    return segment.state == ReviewState::Predicted;
}

inline bool isDoubtful(const SegmentRow& segment) {
    return isUnreviewed(segment) && segment.margin < kDoubtfulMargin;
}

/// How far the labelling of the queue is.
struct QueueProgress {
    bool running = false;
    int done = 0;  ///< recordings ended, failed ones too
    int total = 0;
    double windowsPerSecond = 0.0;
    double timesRealTime = 0.0;  ///< seconds of video a second
    double secondsLeft = -1.0;   ///< below 0: not known yet
    int failed = 0;              ///< of those that have ended
};

}  // namespace handscope::ui
