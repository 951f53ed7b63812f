// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/QueuePanel.h"

#include <QDir>
#include <QHBoxLayout>
#include <QToolBar>
#include <QVBoxLayout>

namespace handscope::ui {
namespace {

QString hintOf(const RecordingRow& recording) {
    switch (recording.state) {
        case RecordingState::Waiting:
            return QueuePanel::tr("This recording waits: it can be reviewed once it is labelled.");
        case RecordingState::Running:
            return QueuePanel::tr("This recording is being labelled.");
        case RecordingState::Failed:
            return QueuePanel::tr("It could not be labelled. %1").arg(recording.message);
        case RecordingState::Cancelled:
            return QueuePanel::tr(
                "This recording was cancelled: Label again puts it back into the queue.");
        case RecordingState::Done:
            break;
    }
    return recording.message.isEmpty()
               ? QString()
               : QueuePanel::tr("It is labelled, but not as asked. %1").arg(recording.message);
}

}  // namespace

QueuePanel::QueuePanel(QueueActions& actions, QWidget* parent)
    : QWidget(parent),
      actions_(actions),
      table_(new RecordingTable(&order_, this)),
      filter_(new QLineEdit(this)),
      states_(new QComboBox(this)),
      folder_(new ElidedLabel(this)),
      hint_(new ElidedLabel(this)),
      labelAgain_(new QToolButton(this)),
      outputFiles_(new QToolButton(this)),
      listing_(new ListingView(this)),
      progressView_(new QueueProgressView(this)) {
    buildFilter();
    buildHint();
    buildLayout();
    connectActions();
    setOutputFolder({});
    showEmptyText();
    showSituation();
}

void QueuePanel::buildFilter() {
    filter_->setObjectName(QStringLiteral("queue.filter"));
    filter_->setAccessibleName(tr("Filter by name"));
    filter_->setToolTip(tr("List only recordings with this in their name"));
    filter_->setPlaceholderText(tr("Filter by name"));
    filter_->setClearButtonEnabled(true);
    for (auto* clear : filter_->findChildren<QToolButton*>()) {
        clear->setAccessibleName(tr("Clear the filter"));
        clear->setToolTip(tr("List all names"));
    }
    // A file dropped here is for the page.
    filter_->setAcceptDrops(false);
    states_->setObjectName(QStringLiteral("queue.states"));
    states_->setAccessibleName(tr("Filter by state"));
    states_->setToolTip(tr("List only recordings in this state"));
    const auto add = [this](const QString& text, RecordingFilter filter) {
        states_->addItem(text, static_cast<int>(filter));
    };
    add(tr("All states"), RecordingFilter::All);
    add(tr("To review"), RecordingFilter::ToReview);
    add(tr("Waiting"), RecordingFilter::Waiting);
    add(tr("Running"), RecordingFilter::Running);
    add(tr("Done"), RecordingFilter::Done);
    add(tr("Failed"), RecordingFilter::Failed);
    add(tr("Cancelled"), RecordingFilter::Cancelled);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        order_.setNameFilter(text);
        showEmptyText();
    });
    connect(states_, &QComboBox::currentIndexChanged, this, [this] {
        order_.setStateFilter(static_cast<RecordingFilter>(states_->currentData().toInt()));
        showEmptyText();
    });
}

void QueuePanel::buildHint() {
    folder_->setObjectName(QStringLiteral("queue.folder"));
    folder_->setAccessibleName(tr("Output folder"));
    hint_->setObjectName(QStringLiteral("queue.hint"));
    hint_->setAccessibleName(tr("About the selected recording"));
    hint_->setForegroundRole(QPalette::PlaceholderText);
    labelAgain_->setObjectName(QStringLiteral("queue.labelAgain"));
    labelAgain_->setDefaultAction(actions_.labelSelectedAgain);
    labelAgain_->setAccessibleName(actions_.labelSelectedAgain->iconText());
    labelAgain_->setFocusPolicy(Qt::TabFocus);
    outputFiles_->setObjectName(QStringLiteral("queue.outputFiles.button"));
    outputFiles_->setText(tr("Also write"));
    outputFiles_->setAccessibleName(outputFiles_->text());
    outputFiles_->setToolTip(actions_.outputFiles->menuAction()->toolTip());
    outputFiles_->setMenu(actions_.outputFiles);
    outputFiles_->setPopupMode(QToolButton::InstantPopup);
    outputFiles_->setFocusPolicy(Qt::TabFocus);
}

void QueuePanel::buildLayout() {
    auto* outputLine = new QHBoxLayout;
    outputLine->addWidget(buttonBar(tr("Output"), {actions_.chooseOutput}, this));
    outputLine->addWidget(folder_, 1);
    outputLine->addWidget(outputFiles_);
    auto* filterLine = new QHBoxLayout;
    filterLine->addWidget(filter_, 1);
    filterLine->addWidget(states_);
    auto* hintLine = new QHBoxLayout;
    hintLine->addWidget(hint_, 1);
    hintLine->addWidget(labelAgain_);

    table_->addActions({actions_.cancelSelected, actions_.labelSelectedAgain, actions_.clearEnded});
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 4, 4);
    layout->setSpacing(5);
    layout->addWidget(buttonBar(
        tr("Recordings"), {actions_.addFiles, actions_.addFolder, actions_.clearEnded}, this));
    layout->addWidget(listing_);
    layout->addLayout(outputLine);
    layout->addLayout(filterLine);
    layout->addWidget(table_, 1);
    layout->addLayout(hintLine);
    layout->addWidget(progressView_);
    layout->addWidget(buttonBar(tr("Labelling"), {actions_.start, actions_.cancel}, this));
}

void QueuePanel::connectActions() {
    connect(actions_.start, &QAction::triggered, this, &QueuePanel::startRequested);
    connect(actions_.cancel, &QAction::triggered, this, &QueuePanel::cancelRequested);
    connect(actions_.clearEnded, &QAction::triggered, this, &QueuePanel::clearEndedRequested);
    connect(actions_.cancelSelected, &QAction::triggered, this,
            [this] { Q_EMIT cancelRecordingsRequested(selected(/*ended=*/false)); });
    connect(actions_.labelSelectedAgain, &QAction::triggered, this,
            [this] { Q_EMIT labelAgainRequested(selected(/*ended=*/true)); });
    connect(listing_, &ListingView::cancelRequested, this, &QueuePanel::addingCancelRequested);
    connect(table_, &RecordingTable::recordingActivated, this, &QueuePanel::open);
    connect(table_, &RecordingTable::selectionMoved, this, &QueuePanel::countSelected);
    connect(&model_, &RecordingModel::countsChanged, this, [this] {
        showEmptyText();
        showSituation();
        showProgress();
        countSelectedSoon();
        Q_EMIT countsChanged();
    });
}

void QueuePanel::setRecordings(const QVector<RecordingRow>& recordings) {
    model_.setRecordings(recordings);
}

void QueuePanel::addRecordings(const QVector<RecordingRow>& recordings) {
    model_.add(recordings);
}

void QueuePanel::updateRecording(const RecordingRow& recording) {
    model_.update(recording);
}

void QueuePanel::setProgress(const QueueProgress& progress) {
    progress_ = progress;
    showProgress();
    showSituation();
}

void QueuePanel::setOutputFolder(const QString& folder) {
    outputFolder_ = folder;
    folder_->setText(folder.isEmpty() ? tr("Not chosen yet") : QDir::toNativeSeparators(folder));
    folder_->setToolTip(folder.isEmpty() ? tr("The labels need a folder to be written to")
                                         : folder_->text());
    folder_->setForegroundRole(folder.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    showSituation();
}

qint64 QueuePanel::toReview(qint64 from, int step) const {
    const int count = order_.rowCount();
    const int begin = order_.rowOf(from);
    for (int moved = 1; moved <= count; ++moved) {
        const int row = begin < 0 && step < 0 ? count - moved : begin + step * moved;
        const RecordingRow* recording = order_.recording((row % count + count) % count);
        if (recording != nullptr && recording->id != from && recording->isToReview()) {
            return recording->id;
        }
    }
    return -1;
}

QVector<qint64> QueuePanel::selected(bool ended) const {
    QVector<qint64> ids;
    for (const qint64 id : table_->selectedIds()) {
        const RecordingRow* recording = model_.recording(model_.rowOf(id));
        if (recording != nullptr && hasEnded(recording->state) == ended) {
            ids.append(id);
        }
    }
    return ids;
}

void QueuePanel::open(qint64 id) {
    const RecordingRow* recording = model_.recording(model_.rowOf(id));
    if (recording != nullptr && recording->state == RecordingState::Done) {
        Q_EMIT recordingOpened(id);
    }
}

void QueuePanel::countSelected() {
    countingIsDue_ = false;
    cancellable_ = repeatable_ = 0;
    for (const qint64 id : table_->selectedIds()) {
        const RecordingRow* recording = model_.recording(model_.rowOf(id));
        if (recording != nullptr) {
            ++(hasEnded(recording->state) ? repeatable_ : cancellable_);
        }
    }
    showSituation();
}

void QueuePanel::countSelectedSoon() {
    // Once for all the updates until then: thousands may be selected.
    if (!countingIsDue_) {
        countingIsDue_ = true;
        QMetaObject::invokeMethod(this, &QueuePanel::countSelected, Qt::QueuedConnection);
    }
}

void QueuePanel::showHint() {
    const RecordingRow* recording = table_->current();
    hint_->setText(recording != nullptr ? hintOf(*recording) : QString());
    hint_->setToolTip(hint_->text());
    hint_->setVisible(!hint_->text().isEmpty());
    labelAgain_->setVisible(actions_.labelSelectedAgain->isEnabled() && !hint_->text().isEmpty());
}

void QueuePanel::showSituation() {
    QueueSituation situation;
    situation.running = progress_.running;
    situation.folder = !outputFolder_.isEmpty();
    situation.waiting = model_.count(RecordingState::Waiting);
    situation.cancelled = model_.count(RecordingState::Cancelled);
    situation.done = model_.count(RecordingState::Done) + model_.count(RecordingState::Failed) +
                     situation.cancelled;
    situation.cancellable = cancellable_;
    situation.repeatable = repeatable_;
    actions_.setSituation(situation);
    showHint();
}

void QueuePanel::showEmptyText() {
    table_->setHint(model_.rowCount() > 0
                        ? tr("No recording passes the filter.")
                        : tr("No recordings yet.\n\nAdd videos or a whole folder with the buttons "
                             "above, or drop them here. Then choose an output folder and press "
                             "Start."));
}

void QueuePanel::showProgress() {
    progressView_->setProgress(progress_, model_.runningProgress());
}

}  // namespace handscope::ui
