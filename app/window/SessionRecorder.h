// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <mutex>

#include "app/session/SessionRecording.h"
#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Starts and ends the recording of what runs in the window, and passes on what happens.
///
/// Owns the recording and a thread for what blocks on the disk. A recording that is under way when
/// this object goes is finished. GUI thread, but for the function that frameTaker() gives.
class SessionRecorder : public QObject {
    Q_OBJECT

public:
    explicit SessionRecorder(QObject* parent = nullptr);
    ~SessionRecorder() override;

    /// Returns at once; changed() or failed() follows. `modelFile`: its name and hash are noted.
    void start(SessionRecordingSettings settings, const QString& modelFile);
    /// Returns at once; changed() follows once the files are whole.
    void stop();
    bool isRecording() const { return shared_->current() != nullptr; }

    /// For each frame, on any thread; never blocks.
    std::function<void(const capture::FramePtr&)> frameTaker() const;
    /// Of the window that ended at `time`, PTS seconds.
    void addScores(double time, const std::vector<float>& smoothed);
    void addEvent(const pipeline::GestureEvent& event);
    void addSettings(const LabelSettings& settings);

Q_SIGNALS:
    /// `detail`: a few words on what is recorded or was; with `recording` again every second.
    void changed(bool recording, const QString& detail);
    void failed(const handscope::ui::Problem& problem);

private:
    /// What the capture thread and the GUI thread both reach.
    struct Shared {
        mutable std::mutex mutex;
        std::shared_ptr<SessionRecording> recording;

        std::shared_ptr<SessionRecording> current() const {
            const std::lock_guard lock(mutex);
            return recording;
        }
        std::shared_ptr<SessionRecording> exchange(std::shared_ptr<SessionRecording> other) {
            const std::lock_guard lock(mutex);
            return std::exchange(recording, std::move(other));
        }
    };

    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    QElapsedTimer told_;
    TaskThread tasks_;  ///< last: joined before what its tasks use goes

    std::shared_ptr<SessionRecording> startNow(SessionRecordingSettings settings,
                                               const QString& modelFile);
    void tell(const SessionRecording& recording);
};

}  // namespace handscope::app
