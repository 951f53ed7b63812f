// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QWidget>
#include <optional>

#include "ui/recordings/PageAction.h"

namespace handscope::ui {

/// What the review can do at the moment.
struct ReviewSituation {
    bool open = false;  ///< a recording is
    bool playing = false;
    bool any = false;       ///< it has segments
    bool selected = false;  ///< one of them is
    bool inside = false;    ///< the playhead is in the selected one, after its first frame
    bool followed = false;  ///< another segment begins after the selected one
    bool operator==(const ReviewSituation&) const = default;
};

/// Everything that can be done to the segments of a recording, each thing once: text, key, icon and
/// tool tip. Does nothing itself; the panel connects the actions. GUI thread.
class ReviewActions : public QObject {
    Q_OBJECT

public:
    /// Adds the actions to the page, whose children their keys work in and which owns them.
    explicit ReviewActions(QWidget* page);

    PageAction* accept;
    PageAction* acceptAll;
    PageAction* relabel;
    PageAction* split;
    PageAction* merge;
    PageAction* remove;
    PageAction* add;
    PageAction* undo;
    PageAction* redo;
    PageAction* inspect;
    PageAction* exportCorrected;

    PageAction* startEarlier;
    PageAction* startLater;
    PageAction* endEarlier;
    PageAction* endLater;
    PageAction* next;
    PageAction* previous;
    PageAction* nextRecording;
    PageAction* previousRecording;

    PageAction* play;  ///< or pause, as its text says
    PageAction* loop;
    PageAction* stepBack;
    PageAction* stepOn;
    PageAction* zoomIn;
    PageAction* zoomOut;
    PageAction* zoomAll;

    /// Null where a separator stands.
    QList<QAction*> menu() const;

    /// Enables what is possible, and says with each that is not why.
    void setSituation(const ReviewSituation& situation);
    /// How far the export is, 0 … 1; nullopt while none runs. The same action cancels it.
    void setExport(std::optional<double> share);
    void setUndo(bool canUndo, const QString& undoText, bool canRedo, const QString& redoText);

private:
    QWidget* page_;
    std::optional<ReviewSituation> shown_;

    void addCorrections();
    void addEdges();
    void addMoves();
    void addPlayback();
};

}  // namespace handscope::ui
