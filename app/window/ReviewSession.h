// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUndoStack>
#include <QVector>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

#include "app/labelling/LabelDocument.h"
#include "app/review/CorrectionFile.h"
#include "app/review/Corrections.h"
#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"
#include "ui/recordings/RecordingTypes.h"

namespace handscope::app {

/// The correction of one recording's labels: what a person does, undo and redo, and the sidecar in
/// which it is kept.
///
/// Owns the corrections and their history. Each change is written in the background as it is made;
/// the result itself is never touched. Plays nothing. The task thread must be destroyed before this
/// object is. GUI thread.
class ReviewSession : public QObject {
    Q_OBJECT

public:
    explicit ReviewSession(TaskThread& tasks, QObject* parent = nullptr);

    /// Reads result and corrections in the background; opened() or failed() follows. Of several
    /// calls the last one counts, and the others are given up.
    void open(qint64 id, const std::filesystem::path& result);
    /// Also gives up what is being opened.
    void close();

    /// −1: none is open.
    qint64 recording() const noexcept { return id_; }
    const LabelDocument& document() const noexcept { return document_; }
    const FrameTimeline& timeline() const { return corrections_->timeline(); }
    const CorrectedSegment* segment(qint64 id) const;
    QVector<ui::SegmentRow> rows() const;
    /// Counts of segments, as the queue shows them.
    ui::RecordingRow counts() const;

    QUndoStack& history() noexcept { return history_; }

    void accept(qint64 id);
    /// What nobody has looked at is right, and the recording is reviewed as a whole.
    void acceptAll();
    void relabel(qint64 id, const QString& label);
    void split(qint64 id, qint64 frame);
    void merge(qint64 first, qint64 second);
    void moveEdge(qint64 id, ui::SegmentEdge edge, int frames);
    void remove(qint64 id);
    void add(qint64 startFrame, qint64 endFrame, const QString& label);

Q_SIGNALS:
    void opened();
    void changed();                     ///< segments, by a correction, undo or redo
    void segmentMade(qint64 id);        ///< by a split or an addition: worth selecting
    void noted(const QString& remark);  ///< for a moment, such as why nothing was done
    void failed(const handscope::ui::Problem& problem);

private:
    class Step;

    struct Opened {
        LabelDocument document;
        LoadedCorrections loaded;
        bool carriedOver = false;
        bool videoChanged = false;
    };

    TaskThread& tasks_;
    QUndoStack history_;
    int request_ = 0;
    std::stop_source opening_;
    qint64 id_ = -1;
    std::filesystem::path result_;
    LabelDocument document_;
    CorrectedResult of_;
    std::shared_ptr<KnownCorrections> known_;  ///< beside the result; for the task thread alone
    std::optional<Corrections> corrections_;

    /// nullopt: stopped.
    static std::optional<Opened> read(const std::filesystem::path& result,
                                      const std::stop_token& stop);
    void adopt(qint64 id, const std::filesystem::path& result, const Opened& found);
    /// Makes a change on a copy and puts it into the history; gives the segment that it made or
    /// changed. nullopt: nothing is open, or it was refused, as noted() has told.
    std::optional<qint64> change(const QString& text,
                                 const std::function<CorrectionResult(Corrections&)>& correction);
    /// Likewise for one that makes a segment; segmentMade() follows.
    void make(const QString& text, const std::function<CorrectionResult(Corrections&)>& correction);
    void set(const Corrections& corrections);
    void save();
    void saveCarriedOver();
};

}  // namespace handscope::app
