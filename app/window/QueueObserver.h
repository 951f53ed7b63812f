// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <vector>

#include "app/labelling/BulkLabeller.h"
#include "ui/recordings/RecordingTypes.h"

namespace handscope::app {

/// Collects on the labelling threads what the window takes some times a second. A recording that a
/// person gave up is cancelled; one that was not done when the run was stopped waits again.
///
/// Owns the rows of one run. Any thread may call any function.
class QueueObserver : public LabelObserver {
public:
    /// `onChange` is called on a labelling thread, with the lock held: it must only post. Once for
    /// each takeRows(), soon for a state, at most ten times a second for progress.
    QueueObserver(std::function<void()> onChange, std::vector<ui::RecordingRow> rows,
                  std::filesystem::path folder);

    bool began(std::size_t index) override;
    bool advanced(std::size_t index, double share, double videoSeconds,
                  std::size_t windows) override;
    void ended(std::size_t index, const LabelOutcome& outcome) override;

    /// These recordings are no longer wanted.
    void giveUp(const QVector<qint64>& ids);

    /// The rows that have changed since the last call.
    std::vector<ui::RecordingRow> takeRows();

    ui::QueueProgress progress() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Share {
        std::size_t windows = 0;
        double videoSeconds = 0.0;
    };

    const std::function<void()> onChange_;
    const std::filesystem::path folder_;
    const Clock::time_point begun_ = Clock::now();
    mutable std::mutex mutex_;
    std::vector<ui::RecordingRow> rows_;
    std::vector<Share> shares_;
    std::set<std::size_t> changed_;
    std::set<qint64> unwanted_;
    int ended_ = 0;
    int failed_ = 0;  ///< of those
    bool posted_ = false;
    Clock::time_point lastPost_{};

    void changed(std::size_t index, bool now);
};

struct ResultSummary {
    ui::RecordingRow row;
    std::filesystem::path video;  ///< that was labelled; it may have gone since
    std::uintmax_t bytes = 0;     ///< of that video
    bool isResult = false;        ///< the file is a result, whatever is wrong with its corrections
};

/// What the page shows of a result: its segments, those that nobody has looked at, the most
/// doubtful. `row` gives id and name. Blocks on the disk; a result that cannot be read is failed.
ResultSummary summaryOf(const std::filesystem::path& result, ui::RecordingRow row);

}  // namespace handscope::app
