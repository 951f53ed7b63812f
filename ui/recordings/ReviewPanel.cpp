// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ReviewPanel.h"

#include <QHBoxLayout>
#include <QToolBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/TimeText.h"
#include "ui/VideoView.h"
#include "ui/recordings/AddSegmentDialog.h"
#include "ui/recordings/ReviewTitle.h"
#include "ui/recordings/SegmentTable.h"
#include "ui/recordings/SegmentTimeline.h"

namespace handscope::ui {

ReviewPanel::ReviewPanel(ReviewActions& actions, QWidget* parent)
    : QWidget(parent),
      actions_(actions),
      video_(new VideoView(this)),
      table_(new SegmentTable(this)),
      timeline_(new SegmentTimeline(this)),
      split_(new QSplitter(Qt::Vertical, this)),
      title_(new ReviewTitle(this)),
      position_(new QLabel(this)) {
    video_->setObjectName(QStringLiteral("review.video"));
    video_->setAccessibleName(tr("Video of the recording"));
    video_->setToolTip(tr("Space plays and pauses, Left and Right go frame by frame"));
    position_->setObjectName(QStringLiteral("review.position"));
    position_->setAccessibleName(tr("Position"));
    position_->setToolTip(tr("Position and length of the recording"));
    buildLayout();
    connectActions();
    connectEdges();
    connectViews();
    close();
}

void ReviewPanel::buildLayout() {
    auto* controls = new QHBoxLayout;
    controls->setSpacing(8);
    controls->addWidget(buttonBar(
        tr("Playback"), {actions_.stepBack, actions_.play, actions_.stepOn, actions_.loop}, this,
        ButtonLook::Icon));
    controls->addWidget(position_, 1);
    controls->addWidget(buttonBar(tr("Zoom"), {actions_.zoomOut, actions_.zoomIn, actions_.zoomAll},
                                  this, ButtonLook::Icon));
    auto* watching = new QWidget(split_);
    auto* watchingLayout = new QVBoxLayout(watching);
    watchingLayout->setContentsMargins(0, 0, 0, 0);
    watchingLayout->setSpacing(2);
    watchingLayout->addWidget(video_, 1);
    watchingLayout->addLayout(controls);
    watchingLayout->addWidget(timeline_);

    split_->setObjectName(QStringLiteral("review.split"));
    split_->setChildrenCollapsible(false);
    split_->addWidget(watching);
    split_->addWidget(table_);
    split_->setStretchFactor(0, 1);
    split_->setStretchFactor(1, 0);
    split_->setSizes({470, 180});

    auto* titleLine = new QHBoxLayout;
    titleLine->addWidget(title_, 1);
    titleLine->addWidget(buttonBar(tr("Whole recording"), {actions_.acceptAll}, this));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 6, 4);
    layout->setSpacing(5);
    layout->addLayout(titleLine);
    layout->addWidget(split_, 1);
    layout->addWidget(
        buttonBar(tr("Corrections"),
                  {actions_.accept, actions_.relabel, actions_.split, actions_.merge,
                   actions_.remove, actions_.add, nullptr, actions_.undo, actions_.redo, nullptr,
                   actions_.inspect, actions_.exportCorrected},
                  this));
}

void ReviewPanel::connectActions() {
    connect(actions_.accept, &QAction::triggered, this, &ReviewPanel::acceptAndGoOn);
    connect(actions_.acceptAll, &QAction::triggered, this, &ReviewPanel::acceptAllRequested);
    connect(actions_.relabel, &QAction::triggered, table_, &SegmentTable::editLabel);
    connect(actions_.split, &QAction::triggered, this,
            [this] { Q_EMIT splitRequested(timeline_->selected(), frame_); });
    connect(actions_.merge, &QAction::triggered, this, &ReviewPanel::mergeWithNext);
    connect(actions_.remove, &QAction::triggered, this, &ReviewPanel::removeAndGoOn);
    connect(actions_.add, &QAction::triggered, this, [this] {
        // About as long as a gesture is.
        const double rate = duration_ > 0.0 ? static_cast<double>(frames_) / duration_ : 0.0;
        askForSegment(frame_, frame_ + std::llround(rate));
    });
    connect(actions_.inspect, &QAction::triggered, this, [this] {
        const SegmentRow* segment = table_->selected();
        Q_EMIT inspectRequested(segment != nullptr ? segment->end : seconds_);
    });
    connect(actions_.next, &QAction::triggered, this, [this] { stepSegment(+1); });
    connect(actions_.previous, &QAction::triggered, this, [this] { stepSegment(-1); });
    connect(actions_.play, &QAction::triggered, this, [this] { Q_EMIT playRequested(!playing_); });
    connect(actions_.stepBack, &QAction::triggered, this, [this] { Q_EMIT stepRequested(-1); });
    connect(actions_.stepOn, &QAction::triggered, this, [this] { Q_EMIT stepRequested(+1); });
    connect(actions_.loop, &QAction::toggled, this, &ReviewPanel::loopChanged);
    connect(actions_.zoomIn, &QAction::triggered, timeline_, [this] { timeline_->zoom(1.6); });
    connect(actions_.zoomOut, &QAction::triggered, timeline_,
            [this] { timeline_->zoom(1.0 / 1.6); });
    connect(actions_.zoomAll, &QAction::triggered, timeline_, &SegmentTimeline::showAll);
}

void ReviewPanel::connectEdges() {
    connect(actions_.startEarlier, &QAction::triggered, this,
            [this] { nudge(SegmentEdge::Start, -1); });
    connect(actions_.startLater, &QAction::triggered, this,
            [this] { nudge(SegmentEdge::Start, +1); });
    connect(actions_.endEarlier, &QAction::triggered, this,
            [this] { nudge(SegmentEdge::End, -1); });
    connect(actions_.endLater, &QAction::triggered, this, [this] { nudge(SegmentEdge::End, +1); });
    connect(timeline_, &SegmentTimeline::edgeMoved, this, &ReviewPanel::edgeMoved);
}

void ReviewPanel::connectViews() {
    connect(table_, &SegmentTable::segmentChosen, this, &ReviewPanel::goTo);
    connect(table_, &SegmentTable::selectionReplaced, this, &ReviewPanel::segmentSelected);
    connect(table_, &SegmentTable::labelEdited, this, &ReviewPanel::relabelRequested);
    connect(timeline_, &SegmentTimeline::segmentClicked, this, [this](qint64 id) {
        // Where to go to is told by the timeline itself.
        table_->select(id);
        showSelection();
        Q_EMIT segmentSelected(id);
    });
    connect(timeline_, &SegmentTimeline::seekRequested, this, &ReviewPanel::seekRequested);
    connect(timeline_, &SegmentTimeline::rangeMarked, this, &ReviewPanel::askForSegment);
    connect(title_, &ReviewTitle::orderChosen, this, [this](SegmentOrder order) {
        table_->setOrder(order);
        table_->setFocus();
    });
}

void ReviewPanel::showRecording(qint64 id, const QString& name, double seconds, qint64 frames,
                                const QVector<SegmentRow>& segments,
                                const QVector<double>& frameStarts) {
    close();
    recording_ = id;
    duration_ = std::max(0.0, seconds);
    frames_ = std::max<qint64>(0, frames);
    title_->setRecording(name);
    video_->setPlaceholder(tr("The recording is being opened …"));
    table_->setHint(
        tr("No gesture was found in this recording.\n\nShift+A confirms it, and A goes on. Press I "
           "to add one at the playhead, or drag with Shift over the timeline."));
    timeline_->setRecording(duration_, frames_, frameStarts);
    timeline_->setSegments(segments);
    table_->fitTo(duration_, frames_);
    const QSignalBlocker quiet(table_);
    table_->setSegments(segments);
    table_->select(segments.isEmpty() ? -1 : table_->segments().segment(0)->id);
    showSelection();
    showPosition();
}

void ReviewPanel::setSegments(const QVector<SegmentRow>& segments) {
    if (recording_ < 0) {
        return;
    }
    timeline_->setSegments(segments);
    table_->setSegments(segments);
    showSelection();
    showGesture();
}

void ReviewPanel::close() {
    recording_ = -1;
    seconds_ = duration_ = 0.0;
    frame_ = frames_ = 0;
    playing_ = false;
    title_->setRecording({});
    video_->setPlaceholder(
        tr("No recording is open.\n\nAdd recordings on the left and press Start. Click one that is "
           "done to look through its gestures, the most doubtful first."));
    const QSignalBlocker quiet(table_);
    table_->setSegments({});
    table_->setHint(tr("The gestures of the open recording are listed here."));
    timeline_->setRecording(0.0, 0);
    video_->setFrame({}, 0.0);
    showSelection();
    showPosition();
    showGesture();
}

void ReviewPanel::showFrame(const QImage& picture, double seconds, qint64 frame) {
    if (recording_ < 0) {
        return;
    }
    video_->setFrame(picture, seconds);
    seconds_ = seconds;
    frame_ = frame;
    timeline_->setPlayhead(seconds);
    showPosition();
    showGesture();
    showSituation();
}

void ReviewPanel::setPlaying(bool playing) {
    playing_ = playing;
    showSituation();
}

void ReviewPanel::setLabels(const QStringList& labels) {
    labels_ = labels;
    table_->setLabels(labels);
    timeline_->setLabels(labels);
}

void ReviewPanel::selectSegment(qint64 id) {
    table_->select(id);
    showSelection();
}

const SegmentRow* ReviewPanel::selectedSegment() const {
    return table_->selected();
}

QWidget* ReviewPanel::list() const {
    return table_;
}

void ReviewPanel::goTo(qint64 id) {
    const SegmentRow* segment = timeline_->lanes().segment(id);
    if (segment == nullptr) {
        return;
    }
    const double start = segment->start;
    showSelection();
    Q_EMIT segmentSelected(id);
    Q_EMIT seekRequested(start);
}

void ReviewPanel::stepSegment(int step) {
    const int row = table_->currentIndex().row();
    table_->choose(row < 0 ? 0 : row + step);
}

void ReviewPanel::acceptAndGoOn() {
    const SegmentModel& segments = table_->segments();
    if (segments.unreviewed() == 0) {
        Q_EMIT nextRecordingRequested();
        return;
    }
    const int row = table_->currentIndex().row();
    // Found out before: once accepted, the segment stands elsewhere in the list.
    const SegmentRow* next = segments.segment(segments.nextUnreviewed(row));
    const qint64 nextId = next != nullptr ? next->id : -1;
    const SegmentRow* selected = table_->selected();
    if (selected != nullptr && isUnreviewed(*selected)) {
        Q_EMIT acceptRequested(selected->id);
    }
    table_->choose(segments.rowOf(nextId));
}

void ReviewPanel::removeAndGoOn() {
    const SegmentModel& segments = table_->segments();
    const int row = table_->currentIndex().row();
    const SegmentRow* next = segments.segment(row + 1);
    if (next == nullptr) {
        next = segments.segment(row - 1);
    }
    const qint64 nextId = next != nullptr ? next->id : -1;
    Q_EMIT deleteRequested(timeline_->selected());
    table_->choose(segments.rowOf(nextId));
}

void ReviewPanel::mergeWithNext() {
    const qint64 first = timeline_->selected();
    if (const SegmentRow* second = timeline_->lanes().neighbour(first, +1)) {
        Q_EMIT mergeRequested(first, second->id);
    }
}

void ReviewPanel::nudge(SegmentEdge edge, int frames) {
    Q_EMIT edgeMoved(timeline_->selected(), edge, frames);
}

void ReviewPanel::askForSegment(qint64 startFrame, qint64 endFrame) {
    const double rate = duration_ > 0.0 ? static_cast<double>(frames_) / duration_ : 0.0;
    auto* dialog = new AddSegmentDialog(labels_, frames_, rate, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFrames(startFrame, endFrame);
    connect(dialog, &AddSegmentDialog::segmentNamed, this, &ReviewPanel::addSegmentRequested);
    dialog->open();
}

void ReviewPanel::showSelection() {
    const SegmentRow* segment = table_->selected();
    timeline_->setSelected(segment != nullptr ? segment->id : -1);
    title_->setCounts(table_->segments().rowCount(), table_->segments().unreviewed());
    showSituation();
}

void ReviewPanel::showPosition() {
    position_->setText(recording_ < 0 ? QString()
                                      : tr("%1 / %2 · frame %3 of %4")
                                            .arg(timeText(seconds_), timeText(duration_))
                                            .arg(frame_)
                                            .arg(frames_));
}

void ReviewPanel::showGesture() {
    const SegmentRow* segment = table_->selected();
    if (segment == nullptr || seconds_ < segment->start || seconds_ > segment->end) {
        segment = timeline_->lanes().at(seconds_);
    }
    const QString gesture = segment != nullptr ? segment->label : QString();
    if (gesture != video_->gesture()) {
        video_->setGesture(gesture);
    }
}

void ReviewPanel::showSituation() {
    const SegmentRow* segment = table_->selected();
    ReviewSituation situation;
    situation.open = recording_ >= 0;
    situation.playing = playing_;
    situation.any = table_->segments().rowCount() > 0;
    if (segment != nullptr) {
        situation.selected = true;
        situation.inside = frame_ > segment->startFrame && frame_ <= segment->endFrame;
        situation.followed = timeline_->lanes().neighbour(segment->id, +1) != nullptr;
    }
    actions_.setSituation(situation);
}

}  // namespace handscope::ui
