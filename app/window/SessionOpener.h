// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "app/pipeline/LatestMailbox.h"
#include "app/recording/LiveSession.h"
#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// What to run.
struct SessionRequest {
    ui::SourceChoice source;  ///< a camera is opened under the address that it has now
    std::shared_ptr<model::Classifier> classifier;
    SessionSettings settings;
    std::optional<double> startAt;  ///< PTS seconds
    /// For each frame, on the capture thread; must not block, and may be called once more after
    /// close(). May be empty.
    std::function<void(const capture::FramePtr&)> everyFrame{};
};

/// Starts and ends live sessions in the background, one at a time, and brings what their threads
/// produce to the GUI thread: at most one picture and one update wait there.
///
/// Owns the running session. A session ends before the next begins, so that one classifier serves
/// both. The task thread must be destroyed before this object is. GUI thread.
class SessionOpener : public QObject {
    Q_OBJECT

public:
    explicit SessionOpener(TaskThread& tasks, QObject* parent = nullptr);
    ~SessionOpener() override;

    /// Returns at once; opened() or failed() follows. Ends the running session, and calls off what
    /// is being opened.
    void open(SessionRequest request);
    /// Ends the running session, and calls off what is being opened. Returns at once.
    void close();

    /// Has the session look into a moment, or, while none runs, the task thread: inspected()
    /// follows. No answer comes while a session is on its way.
    void inspect(const std::shared_ptr<model::Classifier>& classifier,
                 pipeline::Inspection inspection);

    /// nullptr while none runs.
    LiveSession* session() const noexcept { return session_.get(); }

    /// What the running session was opened of: as it was asked for, a camera identified().
    const ui::SourceChoice& source() const noexcept { return source_; }

    /// Frames of the request that were not shown, because the next one came first.
    std::int64_t skippedFrames() const noexcept { return skippedFrames_; }

Q_SIGNALS:
    void opened();
    void failed(const handscope::ui::Problem& problem);
    void frameArrived(const handscope::capture::FramePtr& frame);
    /// session()->inference().take() has something.
    void updateArrived();
    /// `whatHappened`: in a sentence; empty at the ordinary end.
    void sourceEnded(const QString& whatHappened);
    /// Of a moment that no session looked into; from a session, it comes with an update.
    void inspected(const handscope::pipeline::InspectionAnswer& answer);

private:
    struct TaggedFrame {
        int generation = 0;
        capture::FramePtr frame;
    };

    TaskThread& tasks_;
    std::atomic<int> generation_ = 0;  ///< of the request that counts; the task thread reads it
    std::stop_source opening_;         ///< of that request
    pipeline::LatestMailbox<TaggedFrame> newestFrame_;
    std::atomic<std::int64_t> skippedFrames_ = 0;
    std::optional<QString> endBeforeOpened_;  ///< as sourceEnded() tells it
    ui::SourceChoice source_;
    /// The last one that was started: while it is there, the classifier is its own. Task thread.
    std::weak_ptr<LiveSession> started_;
    std::shared_ptr<LiveSession> session_;  ///< last: its threads use the rest

    void openNow(int generation, SessionRequest request, const std::stop_token& stop);
    LiveSession::Callbacks callbacks(int generation, const SessionRequest& request);
    void adopt(int generation, std::shared_ptr<LiveSession> session,
               const ui::SourceChoice& source);
    void fail(int generation, const ui::Problem& problem);
    void end(int generation, const QString& whatHappened);
    void showNewestFrame();
};

}  // namespace handscope::app
