// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ReviewActions.h"

#include <cmath>

#include "ui/GlyphIcon.h"

namespace handscope::ui {

ReviewActions::ReviewActions(QWidget* page) : QObject(page), page_(page) {
    addCorrections();
    addEdges();
    addMoves();
    addPlayback();
    // Holding the key down must not go through the whole list.
    for (PageAction* action : {accept, acceptAll, relabel, split, merge, remove, add, inspect, play,
                               loop, exportCorrected}) {
        action->setAutoRepeat(false);
    }
    setSituation({});
    setUndo(false, {}, false, {});
}

void ReviewActions::addCorrections() {
    accept = new PageAction("review.accept", tr("&Accept and go on"), tr("Accept"),
                            tr("The segment is right: go on to the next doubtful one, and after "
                               "the last one to the next recording"),
                            {Qt::Key_Return, Qt::Key_Enter, Qt::Key_A}, page_);
    acceptAll = new PageAction("review.acceptAll", tr("Accept all that is left"), tr("Accept all"),
                               tr("All that nobody has looked at yet is right, and there is "
                                  "nothing else in the recording"),
                               {tr("Shift+A")}, page_);
    relabel = new PageAction("review.relabel", tr("Re&label…"), {},
                             tr("Give the segment another label"), {Qt::Key_L}, page_);
    split = new PageAction("review.split", tr("&Split at the playhead"), tr("Split"),
                           tr("Cut the segment in two at the playhead"), {Qt::Key_S}, page_);
    merge = new PageAction("review.merge", tr("&Merge with next"), {},
                           tr("Make one segment of this and the one after"), {Qt::Key_M}, page_);
    remove =
        new PageAction("review.delete", tr("&Delete segment"), tr("Delete"),
                       tr("There is no gesture here: remove the segment"), {Qt::Key_Delete}, page_);
    add = new PageAction("review.add", tr("Add se&gment…"), tr("Add…"),
                         tr("Add a segment at the playhead; or drag with Shift on the timeline"),
                         {Qt::Key_I, Qt::Key_Insert}, page_);
    undo = new PageAction("review.undo", tr("Undo"), tr("Undo"), {}, {tr("Ctrl+Z")}, page_);
    redo = new PageAction("review.redo", tr("Redo"), tr("Redo"), {}, {tr("Ctrl+Shift+Z")}, page_);
    inspect =
        new PageAction("review.inspect", tr("Show in &Inspect"), tr("Inspect"),
                       tr("See what the network saw: the frames, scores and maps when the gesture "
                          "fired, or at the playhead"),
                       {Qt::Key_V}, page_);
    exportCorrected = new PageAction("review.export", {}, {}, {}, {tr("Ctrl+E")}, page_);
    exportCorrected->setIcon(glyphIcon(Glyph::Export));
    setExport(std::nullopt);
}

void ReviewActions::addEdges() {
    startEarlier = new PageAction("review.startEarlier", tr("Start a frame earlier"), {},
                                  tr("Let the segment start a frame earlier"), {tr("[")}, page_);
    startLater = new PageAction("review.startLater", tr("Start a frame later"), {},
                                tr("Let the segment start a frame later"), {tr("]")}, page_);
    endEarlier = new PageAction("review.endEarlier", tr("End a frame earlier"), {},
                                tr("Let the segment end a frame earlier"), {tr("{")}, page_);
    endLater = new PageAction("review.endLater", tr("End a frame later"), {},
                              tr("Let the segment end a frame later"), {tr("}")}, page_);
}

void ReviewActions::addMoves() {
    next = new PageAction("review.next", tr("&Next segment"), {},
                          tr("Go to the next segment of the list"), {Qt::Key_N}, page_);
    previous = new PageAction("review.previous", tr("&Previous segment"), {},
                              tr("Go to the segment before in the list"), {Qt::Key_P}, page_);
    nextRecording = new PageAction("review.nextRecording", tr("Next recording to review"), {},
                                   tr("Open the next recording that nobody has reviewed"),
                                   {tr("Ctrl+PgDown")}, page_);
    previousRecording = new PageAction(
        "review.previousRecording", tr("Pre&vious recording to review"), {},
        tr("Open the recording before that nobody has reviewed"), {tr("Ctrl+PgUp")}, page_);
}

void ReviewActions::addPlayback() {
    play = new PageAction("review.play", tr("Pla&y recording"), tr("Play"), {}, {Qt::Key_Space},
                          page_);
    loop = new PageAction("review.loop", tr("L&oop the segment"), tr("Loop"),
                          tr("Play the selected segment again and again"), {Qt::Key_O}, page_);
    loop->setIcon(glyphIcon(Glyph::Refresh));
    loop->setCheckable(true);
    stepBack = new PageAction("review.stepBack", tr("One frame &back"), {},
                              tr("Show the frame before"), {Qt::Key_Left}, page_);
    stepBack->setIcon(glyphIcon(Glyph::Restart));  // the step mirrored
    stepOn = new PageAction("review.stepOn", tr("One frame on"), {}, tr("Show the next frame"),
                            {Qt::Key_Right}, page_);
    stepOn->setIcon(glyphIcon(Glyph::Step));
    zoomIn =
        new PageAction("review.zoomIn", tr("Zoom timeline in"), tr("+"),
                       tr("Show less of the timeline, in more detail"), {tr("+"), tr("=")}, page_);
    zoomOut = new PageAction("review.zoomOut", tr("Zoom timeline out"), tr("−"),
                             tr("Show more of the timeline"), {tr("-")}, page_);
    zoomAll = new PageAction("review.zoomAll", tr("Show the whole timeline"), tr("All"),
                             tr("Show the whole recording on the timeline"), {tr("0")}, page_);
}

QList<QAction*> ReviewActions::menu() const {
    return {accept,        acceptAll,         relabel,  split,   merge,   remove,
            add,           nullptr,           undo,     redo,    nullptr, startEarlier,
            startLater,    endEarlier,        endLater, nullptr, next,    previous,
            nextRecording, previousRecording, nullptr,  play,    loop,    stepBack,
            stepOn,        nullptr,           zoomIn,   zoomOut, zoomAll, nullptr,
            inspect,       exportCorrected};
}

void ReviewActions::setExport(std::optional<double> share) {
    constexpr double kPercent = 100.0;
    exportCorrected->setWords(share
                                  ? tr("Cancel e&xport (%1 %)").arg(std::lround(*share * kPercent))
                                  : tr("E&xport corrected…"));
    exportCorrected->setExplanation(share ? tr("Stop writing; what is written stays")
                                          : tr("Write the labels, as corrected, to files"));
}

void ReviewActions::setSituation(const ReviewSituation& situation) {
    // Told for each frame.
    if (shown_ == situation) {
        return;
    }
    shown_ = situation;
    const QString noRecording = tr("Open a recording first");
    const QString noSegment = !situation.open ? noRecording
                              : situation.any ? tr("Select a segment first")
                                              : tr("This recording has no segments");
    accept->allow(situation.open, noRecording);
    for (PageAction* action :
         {relabel, remove, startEarlier, startLater, endEarlier, endLater, loop}) {
        action->allow(situation.selected, noSegment);
    }
    split->allow(situation.inside,
                 situation.selected ? tr("Move the playhead into the segment first") : noSegment);
    merge->allow(situation.followed,
                 situation.selected ? tr("No segment comes after this one") : noSegment);
    for (PageAction* action : {next, previous}) {
        action->allow(situation.any, noSegment);
    }
    for (PageAction* action :
         {acceptAll, add, inspect, play, stepBack, stepOn, zoomIn, zoomOut, zoomAll}) {
        action->allow(situation.open, noRecording);
    }
    play->setText(situation.playing ? tr("Pause recording") : tr("Pla&y recording"));
    play->setIconText(situation.playing ? tr("Pause") : tr("Play"));
    play->setIcon(glyphIcon(situation.playing ? Glyph::Pause : Glyph::Play));
    play->setExplanation(situation.playing ? tr("Pause the recording") : tr("Play the recording"));
}

void ReviewActions::setUndo(bool canUndo, const QString& undoText, bool canRedo,
                            const QString& redoText) {
    undo->setExplanation(undoText.isEmpty() ? tr("Take the last change back")
                                            : tr("Undo: %1").arg(undoText));
    undo->allow(canUndo, tr("There is nothing to undo"));
    redo->setExplanation(redoText.isEmpty() ? tr("Make the change again that was taken back")
                                            : tr("Redo: %1").arg(redoText));
    redo->allow(canRedo, tr("There is nothing to redo"));
}

}  // namespace handscope::ui
