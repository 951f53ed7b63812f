// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/QueueActions.h"

#include "ui/GlyphIcon.h"

namespace handscope::ui {

QueueActions::QueueActions(QWidget* page) : QObject(page) {
    addFiles = new PageAction("queue.addFiles", tr("Add &files…"), {},
                              tr("Add videos to the queue; they can be dropped here, too"),
                              {QKeySequence::Open}, page);
    addFiles->setIcon(glyphIcon(Glyph::Open));
    addFolder =
        new PageAction("queue.addFolder", tr("Add folde&r…"), {},
                       tr("Add all videos of a folder to the queue"), {tr("Ctrl+Shift+O")}, page);
    chooseOutput =
        new PageAction("queue.chooseOutput", tr("O&utput folder…"), {},
                       tr("Choose where the labels are written"), {tr("Ctrl+Shift+S")}, page);
    chooseOutput->setIcon(glyphIcon(Glyph::Export));
    outputFiles = new OutputFilesMenu(page);
    start = new PageAction("queue.start", tr("Star&t labelling"), tr("Start"),
                           tr("Label the recordings that wait"), {Qt::Key_F5}, page);
    start->setIcon(glyphIcon(Glyph::Play));
    cancel = new PageAction(
        "queue.cancel", tr("&Cancel labelling"), tr("Cancel"),
        tr("Stop labelling: what is done stays done, and Start goes on with the rest"),
        {tr("Shift+F5")}, page);
    cancel->setIcon(glyphIcon(Glyph::Close));
    clearEnded = new PageAction("queue.clearEnded", tr("Clear &ended"), {},
                                tr("Take the recordings that have ended off the list; their labels "
                                   "stay where they are"),
                                {}, page);
    cancelSelected = new PageAction("queue.cancelSelected", tr("Cancel selected"), {},
                                    tr("Do not label the selected recordings"), {}, page);
    labelSelectedAgain = new PageAction(
        "queue.labelSelectedAgain", tr("Label again"), {},
        tr("Put the selected recordings back into the queue: their labels are made anew, with "
           "the model and the settings of now"),
        {tr("Ctrl+R")}, page);
    setSituation({});
}

QList<QAction*> QueueActions::menu() const {
    return {addFiles, addFolder, chooseOutput,   outputFiles->menuAction(), nullptr,   start,
            cancel,   nullptr,   cancelSelected, labelSelectedAgain,        clearEnded};
}

void QueueActions::setSituation(const QueueSituation& situation) {
    if (shown_ == situation) {
        return;
    }
    shown_ = situation;
    start->allow(!situation.running && situation.folder && situation.waiting > 0,
                 situation.running       ? tr("The queue is being labelled already")
                 : situation.waiting > 0 ? tr("Choose an output folder first")
                 : situation.cancelled > 0
                     ? tr("None waits to be labelled: select what was cancelled and choose Label "
                          "again, or add recordings")
                     : tr("Add recordings first: none waits to be labelled"));
    chooseOutput->allow(!situation.running, tr("The queue is being labelled already"));
    cancel->allow(situation.running, tr("Nothing is being labelled"));
    clearEnded->allow(situation.done > 0, tr("No recording has ended yet"));
    cancelSelected->allow(situation.cancellable > 0,
                          tr("Select recordings that run or wait first"));
    labelSelectedAgain->allow(situation.repeatable > 0,
                              tr("Select recordings that have ended first"));
}

}  // namespace handscope::ui
