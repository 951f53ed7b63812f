// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QLabel>
#include <QSplitter>
#include <QWidget>

#include "ui/recordings/RecordingTypes.h"
#include "ui/recordings/ReviewActions.h"

namespace handscope::ui {

class ReviewTitle;
class SegmentTable;
class SegmentTimeline;
class VideoView;

/// The review of one recording: its video, timeline and segments, and what can be done to them.
///
/// Keeps the table, the timeline and the actions on the same segment. Changes no segment and moves
/// no video: it says what a person wants and waits for setSegments() and showFrame(). GUI thread.
class ReviewPanel : public QWidget {
    Q_OBJECT

public:
    /// The actions stay their owner's.
    ReviewPanel(ReviewActions& actions, QWidget* parent = nullptr);

    /// Selects the first segment of the order of review, without a signal.
    void showRecording(qint64 id, const QString& name, double seconds, qint64 frames,
                       const QVector<SegmentRow>& segments, const QVector<double>& frameStarts);
    void setSegments(const QVector<SegmentRow>& segments);
    void close();
    /// −1 when none is open.
    qint64 recording() const noexcept { return recording_; }

    void showFrame(const QImage& picture, double seconds, qint64 frame);
    void setPlaying(bool playing);
    void setLabels(const QStringList& labels);

    /// Without a signal.
    void selectSegment(qint64 id);
    /// nullptr when none is; valid until the next change.
    const SegmentRow* selectedSegment() const;
    /// Where the keyboard goes.
    QWidget* list() const;

    QByteArray layoutState() const { return split_->saveState(); }
    void restoreLayout(const QByteArray& state) { split_->restoreState(state); }

Q_SIGNALS:
    void segmentSelected(qint64 id);
    void acceptRequested(qint64 id);
    void acceptAllRequested();
    /// Nothing is left to accept in this one.
    void nextRecordingRequested();
    void relabelRequested(qint64 id, const QString& label);
    void splitRequested(qint64 id, qint64 frame);
    void mergeRequested(qint64 first, qint64 second);
    void edgeMoved(qint64 id, handscope::ui::SegmentEdge edge, int frames);
    void deleteRequested(qint64 id);
    void addSegmentRequested(qint64 startFrame, qint64 endFrame, const QString& label);
    void inspectRequested(double seconds);
    void playRequested(bool play);
    void stepRequested(int frames);
    void seekRequested(double seconds);
    void loopChanged(bool loop);

private:
    ReviewActions& actions_;
    VideoView* video_;
    SegmentTable* table_;
    SegmentTimeline* timeline_;
    QSplitter* split_;
    ReviewTitle* title_;
    QLabel* position_;
    QStringList labels_;
    qint64 recording_ = -1;
    double seconds_ = 0.0;
    double duration_ = 0.0;
    qint64 frame_ = 0;
    qint64 frames_ = 0;
    bool playing_ = false;

    void buildLayout();
    void connectActions();
    void connectEdges();
    void connectViews();
    void goTo(qint64 id);
    void stepSegment(int step);
    void acceptAndGoOn();
    void removeAndGoOn();
    void mergeWithNext();
    void askForSegment(qint64 startFrame, qint64 endFrame);
    void nudge(SegmentEdge edge, int frames);
    void showSelection();
    void showPosition();
    void showGesture();
    void showSituation();
};

}  // namespace handscope::ui
