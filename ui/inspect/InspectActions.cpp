// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/InspectActions.h"

#include "ui/GlyphIcon.h"

namespace handscope::ui {

InspectActions::InspectActions(QWidget* page) : QObject(page), page_(page) {
    addMoves();
    addZoom();
    addFiles();
    // Holding the key down must not freeze and unfreeze.
    freeze->setAutoRepeat(false);
    setSituation({});
}

void InspectActions::addMoves() {
    freeze = new PageAction("inspect.freeze", tr("&Freeze"), {},
                            tr("Keep this moment; the video goes on, and can be gone back to"),
                            {Qt::Key_Space}, page_);
    freeze->setIcon(glyphIcon(Glyph::Pause));
    freeze->setCheckable(true);
    goOn = new PageAction("inspect.goOn", tr("Back to &live"), {}, {}, {tr("Ctrl+End")}, page_);
    goOn->setIcon(glyphIcon(Glyph::Play));
    previousFrame = new PageAction("inspect.previousFrame", tr("One frame &back"), tr("− Frame"),
                                   tr("Go back by a frame"), {tr(",")}, page_);
    nextFrame = new PageAction("inspect.nextFrame", tr("O&ne frame on"), tr("+ Frame"),
                               tr("Go on by a frame"), {tr(".")}, page_);
    previousWindow =
        new PageAction("inspect.previousWindow", tr("One &window back"), tr("− Window"),
                       tr("Go back to the window before"), {tr("Ctrl+Left")}, page_);
    nextWindow = new PageAction("inspect.nextWindow", tr("One w&indow on"), tr("+ Window"),
                                tr("Go on to the next window"), {tr("Ctrl+Right")}, page_);
    previousEvent = new PageAction("inspect.previousEvent", tr("&Previous event"), tr("− Event"),
                                   tr("Go back to where the event before fired"), {tr("[")}, page_);
    nextEvent = new PageAction("inspect.nextEvent", tr("Ne&xt event"), tr("+ Event"),
                               tr("Go on to where the next event fired"), {tr("]")}, page_);
}

void InspectActions::addZoom() {
    zoomIn =
        new PageAction("inspect.zoomIn", tr("Zoom the time in"), tr("Zoom in"),
                       tr("Show a shorter stretch of time"), {tr("Ctrl+="), tr("Ctrl++")}, page_);
    zoomOut = new PageAction("inspect.zoomOut", tr("Zoom the time out"), tr("Zoom out"),
                             tr("Show a longer stretch of time"), {tr("Ctrl+-")}, page_);
    fit = new PageAction("inspect.fit", tr("Show &all of the time"), tr("All"),
                         tr("Show the whole stretch of time"), {Qt::Key_F}, page_);
    large = new PageAction("inspect.large", tr("Maps as lar&ge as possible"), {},
                           tr("Put the drawing of the network and the scores away, and bring them "
                              "back"),
                           {Qt::Key_L}, page_);
    large->setCheckable(true);
    large->setAutoRepeat(false);
    resetCuts =
        new PageAction("inspect.resetCuts", tr("Take back all &cuts"), {},
                       tr("Let the network run as it was trained"), {tr("Ctrl+Shift+R")}, page_);
}

void InspectActions::addFiles() {
    exportPicture =
        new PageAction("inspect.exportPicture", tr("Export pictu&re of the view…"), {},
                       tr("Save what the large view shows, as PNG"), {tr("Ctrl+E")}, page_);
    exportTap =
        new PageAction("inspect.exportTap", tr("Export &tap as numbers…"), {},
                       tr("Save all values of the picked tap at this moment, as .npy"), {}, page_);
    exportEvidence = new PageAction(
        "inspect.exportEvidence", tr("Export &evidence as numbers…"), {},
        tr("Save the evidence of the chosen class at this moment, a map a frame, as .npy"), {},
        page_);
    exportVideo = new PageAction(
        "inspect.exportVideo", tr("Export &video with the map…"), {},
        tr("Save the video with the map, or the flow, over each frame, as MP4"), {}, page_);
    exportMoment = new PageAction("inspect.exportMoment", tr("Save &moment…"), {},
                                  tr("Save the frames of this moment and what was looked at, to "
                                     "be opened here again"),
                                  {tr("Ctrl+Shift+S")}, page_);
    openMoment = new PageAction("inspect.openMoment", tr("&Open moment…"), {},
                                tr("Look at a moment that was saved"), {tr("Ctrl+Shift+O")}, page_);
    openMoment->setIcon(glyphIcon(Glyph::Open));
}

QList<QAction*> InspectActions::timeMenu() const {
    return {freeze,     goOn,          nullptr,   previousFrame, nextFrame, previousWindow,
            nextWindow, previousEvent, nextEvent, nullptr,       zoomIn,    zoomOut,
            fit};
}

QList<QAction*> InspectActions::fileMenu() const {
    return {exportPicture, exportTap,    exportEvidence, exportVideo,
            nullptr,       exportMoment, openMoment};
}

QList<QAction*> InspectActions::stripButtons() const {
    return {freeze,     goOn,    nullptr,       previousFrame, nextFrame, nullptr, previousWindow,
            nextWindow, nullptr, previousEvent, nextEvent,     nullptr,   fit};
}

void InspectActions::setSituation(const InspectSituation& situation) {
    // A trigger has checked it, whatever came of it.
    freeze->setChecked(situation.frozen);
    // Told for each frame.
    if (shown_ == situation) {
        return;
    }
    shown_ = situation;
    const bool any = situation.available && situation.source;
    const QString none = !situation.available ? tr("This model has no maps to look into")
                                              : tr("Open a camera or a video first");
    for (PageAction* action :
         {freeze, previousFrame, nextFrame, previousWindow, nextWindow, zoomIn, zoomOut, fit}) {
        action->allow(any, none);
    }
    goOn->setWords(situation.live || !any ? tr("Back to &live") : tr("Follow t&he video"));
    goOn->setExplanation(situation.live || !any ? tr("Go back to the newest moment")
                                                : tr("Go back to where the video is"));
    goOn->allow(any && situation.frozen, any ? tr("It shows the newest moment already") : none);
    previousEvent->allow(any && situation.eventBefore,
                         any ? tr("No event fired before this moment") : none);
    nextEvent->allow(any && situation.eventAfter,
                     any ? tr("No event fired after this moment") : none);
    resetCuts->allow(situation.available && situation.cuts,
                     tr("Nothing of the network has been cut"));
    exportVideo->allow(any && !situation.writingVideo,
                       any ? tr("Wait until the video at hand is done, or cancel it") : none);
    const bool looked = any || (situation.available && situation.moment);
    for (PageAction* action : {exportPicture, exportTap, exportMoment}) {
        action->allow(looked, none);
    }
    exportEvidence->allow(looked && situation.evidence,
                          looked ? tr("Choose the view of a class's evidence first") : none);
    openMoment->allow(situation.available, none);
}

}  // namespace handscope::ui
