// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>
#include <optional>

namespace handscope::ui {

/// What other settings make of an event.
enum class TrialChange {
    Same,   ///< it begins and ends where it did, to one step of the windows' grid
    Moved,  ///< it is there, but begins or ends elsewhere
    Gone,
    New,
};

/// An event's stretch. Seconds from the recording's beginning.
struct TrialSpan {
    double start = 0.0;
    double end = 0.0;
    double score = 0.0;  ///< its peak, 0 … 1
    bool operator==(const TrialSpan&) const = default;
};

/// One event under both settings.
struct TrialRow {
    TrialChange change = TrialChange::Same;
    QString label;
    std::optional<TrialSpan> before;  ///< with the profile as it is saved; empty for a new one
    std::optional<TrialSpan> after;   ///< with the values as they stand; empty for one that is gone
    bool operator==(const TrialRow&) const = default;

    double start() const noexcept {
        return before && after ? qMin(before->start, after->start)
               : before        ? before->start
               : after         ? after->start
                               : 0.0;
    }
};

/// What was found on a recording.
struct TrialResult {
    double duration = 0.0;  ///< of the recording, seconds
    QString profile;        ///< the name of the profile compared with
    QVector<TrialRow> rows;
    bool operator==(const TrialResult&) const = default;
};

}  // namespace handscope::ui
