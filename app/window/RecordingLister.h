// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/pipeline/LatestMailbox.h"
#include "app/recording/RecordingList.h"
#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Looks for recordings among files and in folders, in the background, and hands out what it finds
/// part by part, so that ten thousand do not hold the window up.
///
/// Owns its thread and what it has not handed out yet. Keeps no list, and does not know what was
/// found before. GUI thread.
class RecordingLister : public QObject {
    Q_OBJECT

public:
    /// As listRecordings() with progress.
    using ListFunction = std::function<std::optional<RecordingList>(
        const std::vector<std::filesystem::path>& paths, const std::filesystem::path& leaveOut,
        const ListProgress& progress)>;

    explicit RecordingLister(QObject* parent = nullptr);
    /// Calls `listNow` instead, on its thread.
    explicit RecordingLister(ListFunction listNow, QObject* parent = nullptr);
    /// Calls off what is under way.
    ~RecordingLister() override;

    /// Returns at once; unless it is called off, listed() or failed() follow. `leaveOut`: a folder
    /// that is not entered.
    void list(const QStringList& paths, const std::filesystem::path& leaveOut);
    /// Calls off all that was asked for: nothing more is handed out.
    void cancel();

Q_SIGNALS:
    /// How many files have been met so far, in a folder; nullopt: all is done, or called off.
    void progressed(std::optional<int> files);
    /// A part of what was found: videos, files that were named, and with the reason what cannot be
    /// a recording.
    void listed(const handscope::app::RecordingList& part);
    void failed(const handscope::ui::Problem& problem);

private:
    ListFunction listNow_;
    int running_ = 0;     ///< asked for, and neither found nor called off
    int generation_ = 0;  ///< another one after each cancel()
    std::stop_source stop_;
    std::deque<RecordingList> found_;  ///< to be handed out
    QTimer turn_;                      ///< the next one, once the window has had its own
    pipeline::LatestMailbox<std::size_t> files_{[this] {
        QMetaObject::invokeMethod(
            this, [this] { showProgress(); }, Qt::QueuedConnection);
    }};
    TaskThread tasks_;  ///< last: joined before what its tasks use goes

    void take(const std::vector<RecordingList>& parts);
    void handOut();
    void showProgress();
};

}  // namespace handscope::app
