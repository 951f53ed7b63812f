// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingsPage.h"

#include <QApplication>
#include <QDataStream>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QIODevice>
#include <QMimeData>
#include <QUrl>

#include "ui/recordings/QueuePanel.h"
#include "ui/recordings/ReviewPanel.h"

namespace handscope::ui {
namespace {

QStringList filesOf(const QMimeData& data) {
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    return files;
}

/// Opens at once and forgets itself.
QFileDialog* openDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode,
                        const QString& filter = {}, const QString& folder = {}) {
    auto* dialog = new QFileDialog(parent, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    if (mode == QFileDialog::Directory) {
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    dialog->open();
    return dialog;
}

}  // namespace

RecordingsPage::RecordingsPage(QWidget* parent)
    : QWidget(parent),
      queueActions_(this),
      reviewActions_(this),
      typingGuard_(this),
      split_(new QSplitter(Qt::Horizontal, this)),
      queue_(new QueuePanel(queueActions_, split_)),
      review_(new ReviewPanel(reviewActions_, split_)),
      dropHint_(new QLabel(tr("Drop videos and folders here to add them to the queue"), this)) {
    setObjectName(QStringLiteral("recordings"));
    setAccessibleName(tr("Recordings"));
    setAcceptDrops(true);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(queue_->list());
    split_->setObjectName(QStringLiteral("recordings.split"));
    split_->setChildrenCollapsible(false);
    split_->setStretchFactor(0, 0);
    split_->setStretchFactor(1, 1);
    split_->setSizes({440, 840});
    dropHint_->setObjectName(QStringLiteral("recordings.drop"));
    dropHint_->setAlignment(Qt::AlignCenter);
    dropHint_->setAutoFillBackground(true);
    dropHint_->setBackgroundRole(QPalette::Highlight);
    dropHint_->setForegroundRole(QPalette::HighlightedText);
    dropHint_->setAttribute(Qt::WA_TransparentForMouseEvents);
    dropHint_->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split_);
    connectQueue();
    connectReview();
    connectDialogs();
    allowMoves();
}

void RecordingsPage::connectQueue() {
    connect(queue_, &QueuePanel::addingCancelRequested, this,
            &RecordingsPage::addingCancelRequested);
    connect(queue_, &QueuePanel::startRequested, this, &RecordingsPage::startRequested);
    connect(queue_, &QueuePanel::cancelRequested, this, &RecordingsPage::cancelRequested);
    connect(queue_, &QueuePanel::cancelRecordingsRequested, this,
            &RecordingsPage::cancelRecordingsRequested);
    connect(queue_, &QueuePanel::clearEndedRequested, this, &RecordingsPage::clearEndedRequested);
    connect(queue_, &QueuePanel::labelAgainRequested, this, &RecordingsPage::labelAgainRequested);
    connect(queueActions_.outputFiles, &OutputFilesMenu::chosenChanged, this,
            &RecordingsPage::outputFilesChosen);
    connect(queue_, &QueuePanel::countsChanged, this, &RecordingsPage::allowMoves);
    connect(queue_, &QueuePanel::recordingOpened, this, [this](qint64 id) {
        if (id == review_->recording()) {
            review_->list()->setFocus();
        } else {
            open(id);
        }
    });
    connect(reviewActions_.nextRecording, &QAction::triggered, this, [this] { openNext(+1); });
    connect(reviewActions_.previousRecording, &QAction::triggered, this, [this] { openNext(-1); });
}

void RecordingsPage::connectReview() {
    connect(review_, &ReviewPanel::segmentSelected, this, &RecordingsPage::segmentSelected);
    connect(review_, &ReviewPanel::acceptRequested, this, &RecordingsPage::acceptRequested);
    connect(review_, &ReviewPanel::acceptAllRequested, this, &RecordingsPage::acceptAllRequested);
    connect(review_, &ReviewPanel::nextRecordingRequested, this, [this] { openNext(+1); });
    connect(review_, &ReviewPanel::relabelRequested, this, &RecordingsPage::relabelRequested);
    connect(review_, &ReviewPanel::splitRequested, this, &RecordingsPage::splitRequested);
    connect(review_, &ReviewPanel::mergeRequested, this, &RecordingsPage::mergeRequested);
    connect(review_, &ReviewPanel::edgeMoved, this, &RecordingsPage::edgeMoved);
    connect(review_, &ReviewPanel::deleteRequested, this, &RecordingsPage::deleteRequested);
    connect(review_, &ReviewPanel::addSegmentRequested, this, &RecordingsPage::addSegmentRequested);
    connect(review_, &ReviewPanel::inspectRequested, this, &RecordingsPage::inspectRequested);
    connect(review_, &ReviewPanel::playRequested, this, &RecordingsPage::playRequested);
    connect(review_, &ReviewPanel::stepRequested, this, &RecordingsPage::stepRequested);
    connect(review_, &ReviewPanel::seekRequested, this, &RecordingsPage::seekRequested);
    connect(review_, &ReviewPanel::loopChanged, this, &RecordingsPage::loopChanged);
    connect(reviewActions_.undo, &QAction::triggered, this, &RecordingsPage::undoRequested);
    connect(reviewActions_.redo, &QAction::triggered, this, &RecordingsPage::redoRequested);
    connect(reviewActions_.exportCorrected, &QAction::triggered, this, [this] {
        if (exporting_) {
            Q_EMIT exportCancelRequested();
        } else {
            Q_EMIT exportRequested();
        }
    });
}

void RecordingsPage::connectDialogs() {
    connect(queueActions_.addFiles, &QAction::triggered, this, [this] {
        const QFileDialog* dialog = openDialog(
            this, tr("Add videos"), QFileDialog::ExistingFiles,
            tr("Videos (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;All "
               "files (*)"));
        connect(dialog, &QFileDialog::filesSelected, this, &RecordingsPage::filesAdded);
    });
    connect(queueActions_.addFolder, &QAction::triggered, this, [this] {
        const QFileDialog* dialog =
            openDialog(this, tr("Add a folder of videos"), QFileDialog::Directory);
        connect(dialog, &QFileDialog::filesSelected, this, &RecordingsPage::filesAdded);
    });
    connect(queueActions_.chooseOutput, &QAction::triggered, this, [this] {
        const QFileDialog* dialog = openDialog(this, tr("Choose a folder for the labels"),
                                               QFileDialog::Directory, {}, queue_->outputFolder());
        connect(dialog, &QFileDialog::fileSelected, this, &RecordingsPage::outputFolderChosen);
    });
}

void RecordingsPage::setExport(std::optional<double> share) {
    exporting_ = share.has_value();
    reviewActions_.setExport(share);
    allowMoves();
}

void RecordingsPage::setRecordings(const QVector<RecordingRow>& recordings) {
    queue_->setRecordings(recordings);
}

void RecordingsPage::addRecordings(const QVector<RecordingRow>& recordings) {
    queue_->addRecordings(recordings);
}

void RecordingsPage::setListing(std::optional<int> files) {
    queue_->setListing(files);
}

void RecordingsPage::updateRecording(const RecordingRow& recording) {
    queue_->updateRecording(recording);
}

void RecordingsPage::setProgress(const QueueProgress& progress) {
    queue_->setProgress(progress);
}

bool RecordingsPage::isLabelling() const {
    return queue_->isLabelling();
}

void RecordingsPage::setOutputFolder(const QString& folder) {
    queue_->setOutputFolder(folder);
}

QString RecordingsPage::outputFolder() const {
    return queue_->outputFolder();
}

void RecordingsPage::showRecording(qint64 id, const QString& name, double seconds, qint64 frames,
                                   const QVector<SegmentRow>& segments,
                                   const QVector<double>& frameStarts) {
    review_->showRecording(id, name, seconds, frames, segments, frameStarts);
    queue_->select(id);
    setFocusProxy(review_->list());
    // Whoever types in the filter goes on doing so.
    const QWidget* focus = QApplication::focusWidget();
    if (focus == queue_->list() || review_->isAncestorOf(focus)) {
        review_->list()->setFocus();
    }
}

void RecordingsPage::setSegments(const QVector<SegmentRow>& segments) {
    review_->setSegments(segments);
}

void RecordingsPage::closeRecording() {
    review_->close();
    asked_ = -1;
    setFocusProxy(queue_->list());
}

qint64 RecordingsPage::openRecording() const {
    return review_->recording();
}

void RecordingsPage::showFrame(const QImage& picture, double seconds, qint64 frame) {
    review_->showFrame(picture, seconds, frame);
}

void RecordingsPage::setPlaying(bool playing) {
    review_->setPlaying(playing);
}

void RecordingsPage::setLabels(const QStringList& labels) {
    review_->setLabels(labels);
}

void RecordingsPage::setUndo(bool canUndo, const QString& undoText, bool canRedo,
                             const QString& redoText) {
    reviewActions_.setUndo(canUndo, undoText, canRedo, redoText);
}

void RecordingsPage::selectSegment(qint64 id) {
    review_->selectSegment(id);
}

std::optional<SegmentRow> RecordingsPage::selectedSegment() const {
    const SegmentRow* segment = review_->selectedSegment();
    return segment != nullptr ? std::optional(*segment) : std::nullopt;
}

void RecordingsPage::open(qint64 id) {
    Q_EMIT recordingOpened(id);
    asked_ = id;  // only now: what was open before may have been closed
}

void RecordingsPage::openNext(int step) {
    const qint64 from = review_->recording() >= 0 ? review_->recording() : asked_;
    if (const qint64 id = queue_->toReview(from, step); id >= 0) {
        open(id);
    } else {
        Q_EMIT nothingLeftToReview();
    }
}

void RecordingsPage::allowMoves() {
    const bool done = queue_->recordings().count(RecordingState::Done) > 0;
    const QString reason = tr("No recording has been labelled yet");
    reviewActions_.nextRecording->allow(done, reason);
    reviewActions_.previousRecording->allow(done, reason);
    reviewActions_.exportCorrected->allow(done || exporting_, reason);
}

bool RecordingsPage::canTake(const QMimeData& data) {
    return !filesOf(data).isEmpty();
}

void RecordingsPage::take(const QMimeData& data) {
    if (const QStringList files = filesOf(data); !files.isEmpty()) {
        Q_EMIT filesAdded(files);
    }
}

QList<QAction*> RecordingsPage::menu() const {
    return queueActions_.menu() + QList<QAction*>{nullptr} + reviewActions_.menu();
}

QByteArray RecordingsPage::layoutState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << split_->saveState() << review_->layoutState();
    return state;
}

void RecordingsPage::restoreLayout(const QByteArray& state) {
    QDataStream stream(state);
    QByteArray page;
    QByteArray review;
    stream >> page >> review;
    if (stream.status() == QDataStream::Ok) {
        split_->restoreState(page);
        review_->restoreLayout(review);
    }
}

void RecordingsPage::dragEnterEvent(QDragEnterEvent* event) {
    if (canTake(*event->mimeData())) {
        event->acceptProposedAction();
        dropHint_->raise();
        dropHint_->show();
    }
}

void RecordingsPage::dragLeaveEvent(QDragLeaveEvent* event) {
    dropHint_->hide();
    QWidget::dragLeaveEvent(event);
}

void RecordingsPage::dropEvent(QDropEvent* event) {
    dropHint_->hide();
    take(*event->mimeData());
    event->acceptProposedAction();
}

void RecordingsPage::resizeEvent(QResizeEvent* event) {
    const int height = fontMetrics().height() * 3;
    dropHint_->setGeometry(0, this->height() - height, width(), height);
    QWidget::resizeEvent(event);
}

}  // namespace handscope::ui
