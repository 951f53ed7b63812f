// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QWidget>
#include <optional>

#include "ui/recordings/PageAction.h"

namespace handscope::ui {

/// What the page that looks into the network can do at the moment.
struct InspectSituation {
    bool available = true;  ///< the model has maps
    bool source = false;    ///< there is video to look at
    bool live = false;
    bool frozen = false;
    bool eventBefore = false;
    bool eventAfter = false;
    bool cuts = false;
    bool evidence = false;  ///< of a class is shown
    bool moment = false;    ///< one from a file is looked at, whatever the source
    bool writingVideo = false;
    bool operator==(const InspectSituation&) const = default;
};

/// Everything that can be done on the page that looks into the network, each thing once. Does
/// nothing itself; the page connects the actions. GUI thread.
class InspectActions : public QObject {
    Q_OBJECT

public:
    /// Adds the actions to the page, whose children their keys work in and which owns them.
    explicit InspectActions(QWidget* page);

    PageAction* freeze;  ///< checked: frozen
    PageAction* previousFrame;
    PageAction* nextFrame;
    PageAction* previousWindow;
    PageAction* nextWindow;
    PageAction* previousEvent;
    PageAction* nextEvent;
    PageAction* goOn;  ///< back to the newest moment
    PageAction* zoomIn;
    PageAction* zoomOut;
    PageAction* fit;
    PageAction* large;  ///< checked: the maps alone, with the strip of time
    PageAction* resetCuts;
    PageAction* exportPicture;
    PageAction* exportTap;
    PageAction* exportEvidence;
    PageAction* exportVideo;
    PageAction* exportMoment;
    PageAction* openMoment;

    /// Null where a separator stands, in these three.
    QList<QAction*> timeMenu() const;
    QList<QAction*> fileMenu() const;
    /// Those that have a button above the strip.
    QList<QAction*> stripButtons() const;

    /// Enables what is possible, and says with each that is not why.
    void setSituation(const InspectSituation& situation);

private:
    QWidget* page_;
    std::optional<InspectSituation> shown_;

    void addMoves();
    void addZoom();
    void addFiles();
};

}  // namespace handscope::ui
