// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/OutputFilesMenu.h"

namespace handscope::ui {

OutputFilesMenu::OutputFilesMenu(QWidget* parent) : QMenu(tr("Also &write"), parent) {
    setObjectName(QStringLiteral("queue.outputFiles"));
    setToolTipsVisible(true);
    menuAction()->setToolTip(
        tr("What is written beside the JSON file of each recording and the table of all"));
    add(OutputFile::Scores, "queue.scores", tr("&Scores of every window"),
        tr("A table NAME.scores.csv for each recording"));
    addSeparator();
    add(OutputFile::WebVtt, "queue.vtt", tr("&WebVTT subtitles"), tr("For players and browsers"));
    add(OutputFile::SubRip, "queue.srt", tr("S&RT subtitles"), tr("For players"));
    add(OutputFile::Elan, "queue.eaf", tr("&ELAN annotations"), tr("To be opened in ELAN"));
    add(OutputFile::ActivityNet, "queue.anet", tr("Activity&Net"),
        tr("One JSON file over all, in the form of that data set"));
    add(OutputFile::Jester, "queue.jester", tr("&Jester list"),
        tr("One list over all, with a label for each recording"));
}

void OutputFilesMenu::add(OutputFile file, const char* name, const QString& text,
                          const QString& explanation) {
    QAction* const action = addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setToolTip(explanation);
    entries_.append({file, action});
    connect(action, &QAction::triggered, this, [this] { Q_EMIT chosenChanged(chosen()); });
}

OutputFiles OutputFilesMenu::chosen() const {
    OutputFiles files;
    for (const auto& [file, action] : entries_) {
        files.setFlag(file, action->isChecked());
    }
    return files;
}

void OutputFilesMenu::setChosen(OutputFiles files) {
    for (const auto& [file, action] : entries_) {
        action->setChecked(files.testFlag(file));
    }
}

}  // namespace handscope::ui
