// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/pipeline/DecisionLayer.h"
#include "capture/CaptureError.h"
#include "capture/Frame.h"

namespace handscope::app {

/// What a recording is of, and how it is written.
struct SessionRecordingSettings {
    std::filesystem::path folder;  ///< the recording's own folder is made below it
    int quality = 23;              ///< see capture::VideoWriterOptions
    /// Frames that may wait for the encoder, further ones are lost; of 1920 × 1080 pixels each
    /// takes 6 MB.
    std::size_t queueFrames = 30;
    std::string source;               ///< address, for session.json
    LabelModel model;                 ///< likewise
    std::vector<std::string> labels;  ///< the classes, in the order of their scores
    LabelSettings settings;           ///< windows and decision at its beginning, for session.json
};

struct SessionRecordingCounts {
    std::int64_t recorded = 0;  ///< frames in the video
    std::int64_t dropped = 0;   ///< frames that the encoder was too slow for, or after an error
    std::int64_t skipped = 0;   ///< frames that were not later than the one before
    std::int64_t windows = 0;   ///< rows of scores written
    std::int64_t events = 0;    ///< lines of events written
};

/// Records a live session, so that it can be looked at afterwards: a new folder
/// `handscope-YYYYMMDD-HHMMSS[-n]` with
/// - `video.mp4`, and `video-2.mp4` and so on from where the pictures' size changed;
/// - `events.jsonl`: a line when an event fires and one when it ends, as `handscope-cli watch`;
/// - `scores.csv`: time and smoothed score of each class, a row a window;
/// - `session.json`: format "handscope-session-1": source, model, settings, `settings_changes` (the
///   settings from a time on), the videos with their offsets, counts.
/// All times but `start_pts` in session.json are seconds from the first recorded frame; where the
/// source's time breaks (a seek, a loop), recorded time goes on after one frame's length. A killed
/// program leaves whole lines and a readable video that lacks its last seconds.
///
/// Owns its thread and the files; a bounded queue of frames. Does not know the session: whoever
/// owns both passes on what happens. push(), addScores(), addEvent(), addSettings() and counts()
/// never wait for the disk and may be called from any thread. The destructor finishes. An error on
/// the way ends the recording, keeps what was written and disturbs nothing else.
class SessionRecording {
public:
    /// On the recording's thread, at most once. Must not throw, nor destroy the recording.
    using OnError = std::function<void(const capture::CaptureError&)>;

    /// Makes the folder and its text files. Blocks on the disk. Throws capture::CaptureError.
    explicit SessionRecording(SessionRecordingSettings settings, OnError onError = {});
    ~SessionRecording();
    SessionRecording(const SessionRecording&) = delete;
    SessionRecording& operator=(const SessionRecording&) = delete;

    /// A frame, in the order of capture. Never blocks; when the encoder is behind, the oldest frame
    /// that waits is lost and counted.
    void push(capture::FramePtr frame);

    /// The smoothed scores of the window that ended at `time` (PTS seconds). Never lost. Never
    /// blocks. Ignored when they are not one a class.
    void addScores(double time, std::vector<float> smoothed);

    /// An event as it fired or ended (PTS seconds). Never lost. Never blocks.
    void addEvent(pipeline::GestureEvent event);

    /// Other settings than before, from now on: from the newest frame that was pushed. Never lost.
    /// Never blocks.
    void addSettings(const LabelSettings& settings);

    /// Writes all that was passed on so far and ends the files. Blocks, for as long as the encoder
    /// takes for the frames that wait. Later calls do nothing. Returns the error that ended the
    /// recording, if one did.
    std::optional<capture::CaptureError> finish();

    /// The recording's own folder.
    const std::filesystem::path& folder() const noexcept;
    /// Length of what has been recorded, seconds.
    double seconds() const;
    SessionRecordingCounts counts() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace handscope::app
