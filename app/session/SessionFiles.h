// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/pipeline/DecisionLayer.h"
#include "app/session/LineFile.h"
#include "app/session/SessionRecording.h"
#include "capture/VideoWriter.h"

namespace handscope::app {

/// Settings that were chosen while a session was recorded.
struct SettingsChange {
    double time = 0.0;  ///< recorded time from which they hold, seconds
    LabelSettings settings;
};

/// The files of one recorded session, as SessionRecording describes them.
///
/// Owns them, and the videos' encoder. Knows no thread and no queue; one thread at a time. All
/// functions block on the disk and throw capture::CaptureError. All times are recorded ones.
class SessionFiles {
public:
    /// Makes the folder, the text files and a first session.json.
    explicit SessionFiles(SessionRecordingSettings settings);

    /// Begins another video where the size has changed. Returns whether the frame was later than
    /// the one before, and was written.
    bool addFrame(const capture::Frame& frame, double time);
    void addScores(double time, const std::vector<float>& smoothed);
    void addEvent(const pipeline::GestureEvent& event);
    /// Notes them, unless they hold already.
    void addSettings(const SettingsChange& change);

    /// Ends all files. `counts` are for session.json.
    void finish(const SessionRecordingCounts& counts);

    /// After an error: lets the video be as it is and notes the error in session.json, if that is
    /// still possible. Throws nothing.
    void giveUp(const SessionRecordingCounts& counts, const std::string& error) noexcept;

    const std::filesystem::path& folder() const noexcept { return folder_; }

private:
    /// One video of the recording.
    struct Segment {
        std::string file;
        double offset = 0.0;  ///< recorded time of its first frame, seconds
        int width = 0;
        int height = 0;
        std::int64_t frames = 0;
    };

    SessionRecordingSettings settings_;
    std::filesystem::path folder_;
    LineFile events_;
    LineFile scores_;
    std::vector<SettingsChange> changes_;
    std::vector<Segment> segments_;
    std::unique_ptr<capture::VideoWriter> writer_;  ///< of the last segment
    std::optional<double> startPts_;

    void beginVideo(const capture::Frame& frame, double time);
    void endVideo();
    /// `counts`: null while it is not known what they will be.
    void describe(const SessionRecordingCounts* counts, bool finished,
                  const std::string& error) const;
};

}  // namespace handscope::app
