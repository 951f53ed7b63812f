// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QVector>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/recording/RecordingList.h"
#include "app/window/OpenRecordings.h"
#include "ui/recordings/RecordingTypes.h"

namespace handscope::app {

/// A recording of the queue.
struct QueueEntry {
    ListedRecording recording;
    ui::RecordingRow row;
    std::uintmax_t videoBytes = 0;  ///< of the video of its result; 0: not known
    bool doneElsewhere = false;     ///< it waits, since its result is in another folder
    bool isDamaged = false;         ///< a result in this folder whose corrections cannot be read
    bool isPutBack = false;         ///< since the run began, which has no more say about it
    /// Of the result that is to make way: it stands until there is another one.
    std::optional<ui::RecordingRow> earlier{};
    /// As it was in an earlier run of the program: its disk may come back.
    std::optional<OpenRecording> unreachable{};
};

/// What waits in a queue, and what it has not been able to label.
struct QueueWork {
    std::vector<ListedRecording> recordings;
    std::vector<ui::RecordingRow> rows;  ///< of these, in the same order
    std::vector<UnusableFile> failedBefore;
};

/// The list of the queue: which recordings are in it, what is to become of each, and what of them
/// is remembered from one run of the program to the next.
///
/// Owns the rows and gives them their ids. Labels nothing and reads no file, but where two have the
/// same name it asks the disk whether they are the same. GUI thread.
class QueueEntries {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::QueueEntries)

public:
    /// `onChange`: told of each row that was in the list already and is another one now, unless a
    /// function says otherwise.
    explicit QueueEntries(std::function<void(const ui::RecordingRow&)> onChange)
        : onChange_(std::move(onChange)) {}

    QVector<ui::RecordingRow> rows() const;
    /// nullptr for an unknown one.
    const QueueEntry* entry(qint64 id) const;

    /// Gives the rows that are new. What was cancelled or has failed waits again; what is done
    /// stays done.
    QVector<ui::RecordingRow> add(const RecordingList& list);
    /// What was open in an earlier run of the program, and each of it by itself as it is found now.
    /// All rows may be others.
    void addRestored(const std::vector<OpenRecording>& recordings,
                     const std::vector<RecordingList>& found);
    /// Results of the folder. All rows may be others.
    void addResults(const std::vector<QueueEntry>& results);
    /// The labels go elsewhere: what is done or could not be labelled waits again, or leaves where
    /// its video is not known. All rows may be others.
    void leaveFolder();
    /// Takes off the list what has ended, in whatever way.
    void clearEnded();
    /// What waits, is being labelled, or was cancelled; and what was so in an earlier run of the
    /// program and cannot be reached now.
    std::vector<OpenRecording> openRecordings() const;

    QueueWork work() const;
    /// Whether a run goes on: what is put back from now on is not for it.
    void setRunning(bool running);
    /// As the run tells it.
    void update(const ui::RecordingRow& row);

    /// Those that wait are not to be labelled.
    void callOff(const QVector<qint64>& ids);
    /// Those that have ended are to be labelled anew. Gives how many cannot be, having no video.
    int labelAgain(const QVector<qint64>& ids);
    /// After a review has changed something.
    void setReview(qint64 id, const ui::RecordingRow& counts);

private:
    std::function<void(const ui::RecordingRow&)> onChange_;
    std::map<qint64, QueueEntry> entries_;
    std::unordered_map<std::string, qint64> idOfName_;  ///< the lowest, of several
    qint64 nextId_ = 0;
    bool running_ = false;

    void addOne(const ListedRecording& recording);
    void addUnreachable(const OpenRecording& open, const std::string& reason);
    void addFailed(const std::string& name, const QString& reason);
    QueueEntry& append(const ListedRecording& recording);
    /// It is to be labelled at the next start, whatever became of it before.
    void putBack(QueueEntry& entry);
    /// It is not to be labelled.
    void callOff(QueueEntry& entry);
    /// Null where no recording is called so.
    QueueEntry* find(const std::string& name);
    /// After entries have gone.
    void indexNames();
};

}  // namespace handscope::app
