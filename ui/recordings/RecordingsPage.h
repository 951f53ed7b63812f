// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QLabel>
#include <QSplitter>
#include <QStringList>
#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/recordings/QueueActions.h"
#include "ui/recordings/RecordingTypes.h"
#include "ui/recordings/ReviewActions.h"
#include "ui/recordings/TypingGuard.h"

class QMimeData;

namespace handscope::ui {

class QueuePanel;
class ReviewPanel;

/// The page of the window on which recordings are labelled in bulk and their labels corrected: the
/// queue on the left, the review of one recording on the right.
///
/// Owns its widgets. Knows no video, no network and no thread, and changes nothing itself: after a
/// signal it waits to be told what became of it (updateRecording(), setSegments(), showFrame(), …).
/// Its keys act only while the focus is on it. All of it on the GUI thread.
class RecordingsPage : public QWidget {
    Q_OBJECT

public:
    explicit RecordingsPage(QWidget* parent = nullptr);

    void setRecordings(const QVector<RecordingRow>& recordings);
    /// After those that there are.
    void addRecordings(const QVector<RecordingRow>& recordings);
    /// Updates the one with this id, or adds it.
    void updateRecording(const RecordingRow& recording);
    void setProgress(const QueueProgress& progress);
    /// How many files have been looked at for filesAdded(), which may be called off; nullopt: it is
    /// done.
    void setListing(std::optional<int> files);
    /// As setProgress() said last.
    bool isLabelling() const;
    /// Empty: none is chosen, and labelling cannot be started.
    void setOutputFolder(const QString& folder);
    /// Empty: none is chosen.
    QString outputFolder() const;
    /// Without a signal.
    void setOutputFiles(OutputFiles files) { queueActions_.outputFiles->setChosen(files); }
    OutputFiles outputFiles() const { return queueActions_.outputFiles->chosen(); }

    /// Opens a recording for review. The first segment in the order of review is selected without a
    /// signal: selectedSegment() tells it. `frameStarts`: when each frame begins, seconds from the
    /// recording's beginning, in order; empty: they are spread evenly.
    void showRecording(qint64 id, const QString& name, double seconds, qint64 frames,
                       const QVector<SegmentRow>& segments,
                       const QVector<double>& frameStarts = {});
    /// The segments after a change. What is selected stays so by its id; where it is gone, the one
    /// in its place is selected and told by segmentSelected().
    void setSegments(const QVector<SegmentRow>& segments);
    void closeRecording();
    /// −1 when none is open.
    qint64 openRecording() const;

    /// `seconds` from the beginning of the recording; `frame` counted from 0.
    void showFrame(const QImage& picture, double seconds, qint64 frame);
    void setPlaying(bool playing);
    /// The labels that there are, in their order.
    void setLabels(const QStringList& labels);
    /// The texts say what would be undone or redone, such as "relabel"; they may be empty.
    void setUndo(bool canUndo, const QString& undoText, bool canRedo, const QString& redoText);

    /// How far the export is, 0 … 1; nullopt while none runs.
    void setExport(std::optional<double> share);

    /// Without a signal; −1 selects none.
    void selectSegment(qint64 id);
    std::optional<SegmentRow> selectedSegment() const;

    /// Whether something dropped holds files.
    static bool canTake(const QMimeData& data);
    /// Adds the files and folders among what was dropped.
    void take(const QMimeData& data);

    /// Everything that can be done here, for a menu; null where a separator stands.
    QList<QAction*> menu() const;
    /// How the page is divided, for settings; rubbish is passed over.
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    /// Files and folders.
    void filesAdded(const QStringList& paths);
    /// What has not been found yet is not wanted any more.
    void addingCancelRequested();
    void outputFolderChosen(const QString& folder);
    /// What the next start is to write.
    void outputFilesChosen(handscope::ui::OutputFiles files);
    void startRequested();
    /// All that run or wait.
    void cancelRequested();
    void cancelRecordingsRequested(const QVector<qint64>& ids);
    void clearEndedRequested();
    void labelAgainRequested(const QVector<qint64>& ids);
    /// A recording that is done is to be shown by showRecording().
    void recordingOpened(qint64 id);

    /// Another segment was selected, −1: none is left. Where a person went to it, seekRequested()
    /// follows.
    void segmentSelected(qint64 id);
    void acceptRequested(qint64 id);
    /// All that nobody has looked at, and that there is nothing else.
    void acceptAllRequested();
    void relabelRequested(qint64 id, const QString& label);
    /// A person wants to go on, but no other recording is to be reviewed.
    void nothingLeftToReview();
    /// The frame becomes the first of the second part.
    void splitRequested(qint64 id, qint64 frame);
    /// `second` is the next by time.
    void mergeRequested(qint64 first, qint64 second);
    /// By so many frames, later where they are more than 0.
    void edgeMoved(qint64 id, handscope::ui::SegmentEdge edge, int frames);
    void deleteRequested(qint64 id);
    /// The last frame belongs to the segment.
    void addSegmentRequested(qint64 startFrame, qint64 endFrame, const QString& label);
    void undoRequested();
    void redoRequested();
    void exportRequested();
    void exportCancelRequested();
    /// What the network saw of the selected segment is to be shown, or until `seconds` from the
    /// recording's beginning: its end, or the playhead where none is selected.
    void inspectRequested(double seconds);

    void playRequested(bool play);
    /// Also while it plays.
    void stepRequested(int frames);
    void seekRequested(double seconds);
    void loopChanged(bool loop);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QueueActions queueActions_;
    ReviewActions reviewActions_;
    TypingGuard typingGuard_;
    QSplitter* split_;
    QueuePanel* queue_;
    ReviewPanel* review_;
    QLabel* dropHint_;
    qint64 asked_ = -1;  ///< the recording that was asked for last and has not been closed
    bool exporting_ = false;

    void connectQueue();
    void connectReview();
    void connectDialogs();
    void open(qint64 id);
    void openNext(int step);
    void allowMoves();
};

}  // namespace handscope::ui
