// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QWidget>
#include <optional>

#include "ui/recordings/OutputFilesMenu.h"
#include "ui/recordings/PageAction.h"

namespace handscope::ui {

/// What the queue can do at the moment.
struct QueueSituation {
    bool running = false;
    bool folder = false;  ///< there is one for the labels
    int waiting = 0;
    int cancelled = 0;
    int done = 0;         ///< ended in whatever way
    int cancellable = 0;  ///< selected ones that run or wait
    int repeatable = 0;   ///< selected ones that have ended
    bool operator==(const QueueSituation&) const = default;
};

/// Everything that can be done to the queue, each thing once. Does nothing itself; the panel
/// connects the actions. GUI thread.
class QueueActions : public QObject {
    Q_OBJECT

public:
    /// Adds the actions to the page, whose children their keys work in and which owns them.
    explicit QueueActions(QWidget* page);

    PageAction* addFiles;
    PageAction* addFolder;
    PageAction* chooseOutput;
    OutputFilesMenu* outputFiles;
    PageAction* start;
    PageAction* cancel;
    PageAction* clearEnded;
    PageAction* cancelSelected;
    PageAction* labelSelectedAgain;

    /// Null where a separator stands.
    QList<QAction*> menu() const;

    /// Enables what is possible, and says with each that is not why.
    void setSituation(const QueueSituation& situation);

private:
    std::optional<QueueSituation> shown_;
};

}  // namespace handscope::ui
