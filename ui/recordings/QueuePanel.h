// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>
#include <optional>

#include "ui/ElidedLabel.h"
#include "ui/recordings/ListingView.h"
#include "ui/recordings/QueueActions.h"
#include "ui/recordings/QueueProgressView.h"
#include "ui/recordings/RecordingTable.h"

namespace handscope::ui {

/// The queue: its recordings, what can be done to them, and how far it is.
///
/// Owns the model and its order. Labels nothing itself: it says what a person wants and waits to be
/// told. GUI thread.
class QueuePanel : public QWidget {
    Q_OBJECT

public:
    /// The actions stay their owner's.
    QueuePanel(QueueActions& actions, QWidget* parent = nullptr);

    void setRecordings(const QVector<RecordingRow>& recordings);
    /// After those that there are.
    void addRecordings(const QVector<RecordingRow>& recordings);
    void updateRecording(const RecordingRow& recording);
    void setProgress(const QueueProgress& progress);
    /// As ListingView does.
    void setListing(std::optional<int> files) { listing_->setListing(files); }
    bool isLabelling() const noexcept { return progress_.running; }
    /// Empty: none is chosen.
    void setOutputFolder(const QString& folder);
    const QString& outputFolder() const noexcept { return outputFolder_; }

    const RecordingModel& recordings() const noexcept { return model_; }
    /// The next (+1) or previous (−1) recording of the list with something to review, seen from the
    /// one given, beginning again at the other end; −1 when there is none.
    qint64 toReview(qint64 from, int step) const;
    /// Makes it the current row, where it is listed.
    void select(qint64 id) { table_->select(id); }
    /// Where the keyboard goes.
    QWidget* list() const { return table_; }

Q_SIGNALS:
    void startRequested();
    void cancelRequested();
    void cancelRecordingsRequested(const QVector<qint64>& ids);
    void clearEndedRequested();
    void labelAgainRequested(const QVector<qint64>& ids);
    void addingCancelRequested();
    /// A recording that is done is to be shown.
    void recordingOpened(qint64 id);
    /// How many recordings are in which state has changed.
    void countsChanged();

private:
    QueueActions& actions_;
    RecordingModel model_;
    RecordingOrder order_{&model_};
    RecordingTable* table_;
    QLineEdit* filter_;
    QComboBox* states_;
    ElidedLabel* folder_;
    ElidedLabel* hint_;
    QToolButton* labelAgain_;
    QToolButton* outputFiles_;
    ListingView* listing_;
    QueueProgressView* progressView_;
    QString outputFolder_;
    QueueProgress progress_;
    int cancellable_ = 0;  ///< of the selected ones
    int repeatable_ = 0;
    bool countingIsDue_ = false;

    void buildFilter();
    void buildHint();
    void buildLayout();
    void connectActions();
    QVector<qint64> selected(bool ended) const;
    void open(qint64 id);
    void countSelected();
    void countSelectedSoon();
    void showHint();
    void showSituation();
    void showEmptyText();
    void showProgress();
};

}  // namespace handscope::ui
