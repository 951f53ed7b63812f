// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/pipeline/LatestMailbox.h"
#include "app/window/TaskThread.h"
#include "capture/CaptureThread.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Plays one recording for review: its frames, and nothing of a network.
///
/// Owns the capture thread; at most one picture waits for the GUI thread. Stops at the recording's
/// end, or plays a stretch over and over. The task thread must be destroyed before this object is.
/// GUI thread.
class ReviewPlayer : public QObject {
    Q_OBJECT

public:
    explicit ReviewPlayer(TaskThread& tasks, QObject* parent = nullptr);
    ~ReviewPlayer() override;

    /// Opens in the background, paused at its first frame; frameShown() or failed() follows.
    /// `lastFrame`: its PTS.
    void open(const std::string& file, double lastFrame);
    void close();

    /// At the end, from the beginning.
    void play(bool playing);
    void stepForward();
    /// Shows the frame at this PTS, playing or not.
    void seek(double seconds);

    /// The stretch to be played over and over, its first and its last frame in PTS; nullopt plays
    /// on.
    struct Stretch {
        double first = 0.0;
        double last = 0.0;
    };
    void loop(std::optional<Stretch> stretch) { stretch_ = stretch; }

    bool isPlaying() const noexcept { return playing_; }

Q_SIGNALS:
    void frameShown(const handscope::capture::FramePtr& frame);
    void playingChanged(bool playing);
    void failed(const handscope::ui::Problem& problem);

private:
    struct TaggedFrame {
        int generation = 0;
        capture::FramePtr frame;
        bool beganAnew = false;  ///< the file had ended before its epoch
    };

    static constexpr std::int64_t kNoEpoch = -1;

    TaskThread& tasks_;
    int generation_ = 0;
    double lastFrame_ = 0.0;
    bool playing_ = false;
    std::optional<double> seekAsked_;  ///< before it was open
    bool seeks_ = false;               ///< the frame that was asked for has not come yet
    std::optional<double> shown_;      ///< PTS of the frame shown last
    std::int64_t epoch_ = kNoEpoch;    ///< of the frame shown last
    bool hasEnded_ = false;            ///< what is shown is the end, wherever that was expected
    std::optional<Stretch> stretch_;
    pipeline::LatestMailbox<TaggedFrame> newestFrame_{[this] {
        QMetaObject::invokeMethod(
            this, [this] { showNewestFrame(); }, Qt::QueuedConnection);
    }};
    std::shared_ptr<capture::CaptureThread> capture_;  ///< last: its thread uses the rest

    std::shared_ptr<capture::CaptureThread> start(int generation, const std::string& file);
    void adopt(int generation, std::shared_ptr<capture::CaptureThread> capture);
    void showNewestFrame();
    bool isAtEnd() const;
    void goTo(double seconds);
    void release();
};

}  // namespace handscope::app
