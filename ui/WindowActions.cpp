// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WindowActions.h"

#include <QToolBar>
#include <QToolButton>

#include "ui/ActionWords.h"
#include "ui/GlyphIcon.h"

namespace handscope::ui {
namespace {

void addAll(QMenu* menu, const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        if (action == nullptr) {
            menu->addSeparator();
        } else {
            menu->addAction(action);
        }
    }
}

}  // namespace

WindowActions::WindowActions(QWidget* window)
    : window_(window), live_(new QActionGroup(this)), video_(new QActionGroup(this)) {
    live_->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    video_->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    addFileActions();
    addPlaybackActions();
    addMapActions();
    addPageActions();
    addViewActions();
    for (QAction* action : {exportMap, play, step, restart, back, forward, previousBlock, nextBlock,
                            previousTap, nextTap, previousFrame, nextFrame, resetLayout}) {
        live_->addAction(action);
    }
    for (QAction* action : {openFile, chooseSource, record, mirror}) {
        video_->addAction(action);
    }
    setPlayback({});
    setTheme(ThemeChoice::System);
}

QAction* WindowActions::add(const char* name, const QString& text, const QString& toolTip,
                            const QList<QKeySequence>& keys) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setIconText(wordsOf(text));
    action->setToolTip(toolTip);
    action->setStatusTip(toolTip);
    action->setShortcuts(keys);
    window_->addAction(action);
    return action;
}

void WindowActions::addFileActions() {
    openFile = add("openFile", tr("&Open video…"), tr("Open a video file"), {QKeySequence::Open});
    openFile->setIcon(glyphIcon(Glyph::Open));
    chooseSource = add("chooseSource", tr("Choose &source…"),
                       tr("Choose a camera, a file or an address"), {tr("Ctrl+D")});
    chooseSource->setIcon(glyphIcon(Glyph::Camera));
    openModel = add("openModel", tr("Open &model…"), tr("Open a model file"), {tr("Ctrl+M")});
    openModel->setIcon(glyphIcon(Glyph::Network));
    recentSources = new QMenu(tr("&Recent sources"), window_);
    exportMap = add("exportMap", tr("&Export map…"), tr("Save the feature map as a picture"),
                    {tr("Ctrl+E")});
    exportMap->setIcon(glyphIcon(Glyph::Export));
    exportMap->setEnabled(false);
    record = add("record", tr("Recor&d session…"), {}, {tr("Ctrl+R")});
    record->setIcon(glyphIcon(Glyph::Record));
    record->setCheckable(true);
    setRecording(false);
    preferences =
        add("preferences", tr("Pre&ferences…"),
            tr("Language, processor and threads, from the next start on"), {tr("Ctrl+,")});
    preferences->setMenuRole(QAction::PreferencesRole);
    quit = add("quit", tr("&Quit"), tr("Close Handscope"), {tr("Ctrl+Q")});
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::addPlaybackActions() {
    play = add("play", tr("&Play"), {}, {Qt::Key_Space, Qt::Key_MediaTogglePlayPause});
    step = add("step", tr("&Next frame"), {}, {tr("Ctrl+.")});
    step->setIcon(glyphIcon(Glyph::Step));
    restart = add("restart", tr("From the &beginning"), {}, {tr("Ctrl+Home")});
    restart->setIcon(glyphIcon(Glyph::Restart));
    back = add("back", tr("One second b&ack"), {}, {tr("Ctrl+Left")});
    forward = add("forward", tr("One second &forward"), {}, {tr("Ctrl+Right")});
}

void WindowActions::addMapActions() {
    previousBlock = add("previousBlock", tr("Previous &block"), tr("Look into the block before"),
                        {tr("Alt+Up")});
    nextBlock =
        add("nextBlock", tr("Next b&lock"), tr("Look into the block after"), {tr("Alt+Down")});
    previousTap = add("previousTap", tr("Previous &tap"), tr("The tap before, in the same block"),
                      {tr("Alt+Left")});
    nextTap =
        add("nextTap", tr("Next t&ap"), tr("The tap after, in the same block"), {tr("Alt+Right")});
    previousFrame = add("previousFrame", tr("Previous &frame of the window"),
                        tr("The map of the frame before"), {tr("Alt+PgUp")});
    nextFrame = add("nextFrame", tr("Next f&rame of the window"), tr("The map of the frame after"),
                    {tr("Alt+PgDown")});
}

void WindowActions::addPageActions() {
    pages = new QActionGroup(this);
    QAction* livePage =
        add("pageLive", tr("&Live"),
            tr("Watch a camera or a video, and what the network makes of it"), {tr("Ctrl+1")});
    QAction* inspectPage =
        add("pageInspect", tr("&Inspect"), tr("Look into the network at any moment of the video"),
            {tr("Ctrl+2")});
    QAction* recordingsPage =
        add("pageRecordings", tr("&Recordings"),
            tr("Label many recordings, and correct their labels"), {tr("Ctrl+3")});
    for (QAction* action : {livePage, inspectPage, recordingsPage}) {
        action->setCheckable(true);
        pages->addAction(action);
    }
    livePage->setChecked(true);
}

void WindowActions::addViewActions() {
    mirror =
        add("mirror", tr("&Mirror picture"),
            tr("Show the picture as in a mirror. Recognition is not affected"), {tr("Ctrl+I")});
    mirror->setIcon(glyphIcon(Glyph::Mirror));
    mirror->setCheckable(true);
    themes = new QActionGroup(this);
    const auto addTheme = [this](const char* name, ThemeChoice choice, const QString& text) {
        QAction* action = add(name, text, text);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        themes->addAction(action);
    };
    addTheme("themeSystem", ThemeChoice::System, tr("&System"));
    addTheme("themeLight", ThemeChoice::Light, tr("&Light"));
    addTheme("themeDark", ThemeChoice::Dark, tr("&Dark"));
    resetLayout =
        add("resetLayout", tr("R&eset layout"), tr("Put all panels back where they were at first"));
    dismissProblem = add("dismissProblem", tr("&Dismiss message"),
                         tr("Hide the message at the top of the window"), {Qt::Key_Escape});
    dismissProblem->setEnabled(false);
    shortcuts =
        add("shortcuts", tr("&Keyboard shortcuts"), tr("List all keys"), {Qt::Key_F1, tr("?")});
    about = add("about", tr("&About Handscope"), tr("Version and licence"));
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::fillMenuBar(QMenuBar& bar, const QList<QAction*>& panels,
                                const QList<QAction*>& inspect, const QList<QAction*>& recordings) {
    QMenu* file = bar.addMenu(tr("&File"));
    addAll(file, {openFile, chooseSource});
    file->addMenu(recentSources);
    addAll(file, {nullptr, openModel, nullptr, record, exportMap, nullptr, preferences, quit});
    QMenu* playback = bar.addMenu(tr("&Playback"));
    addAll(playback, {play, step, restart, nullptr, back, forward});
    QMenu* map = bar.addMenu(tr("&Map"));
    addAll(map, {previousBlock, nextBlock, nullptr, previousTap, nextTap, nullptr, previousFrame,
                 nextFrame});
    liveMenus_ = {playback, map};
    inspectMenu_ = bar.addMenu(tr("&Inspect"));
    addAll(inspectMenu_, inspect);
    recordingsMenu_ = bar.addMenu(tr("&Recording"));
    addAll(recordingsMenu_, recordings);
    QMenu* view = bar.addMenu(tr("&View"));
    addAll(view, pages->actions());
    view->addSeparator();
    addAll(view, panels);
    for (QAction* panel : panels) {
        live_->addAction(panel);
    }
    addAll(view, {nullptr, mirror, nullptr});
    addAll(view->addMenu(tr("&Theme")), themes->actions());
    addAll(view, {resetLayout, dismissProblem});
    QMenu* help = bar.addMenu(tr("&Help"));
    addAll(help, {shortcuts, about});
    setPage(WindowPage::Live);
}

void WindowActions::fillToolBar(QToolBar& bar) {
    bar.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar.setIconSize({18, 18});
    for (QAction* action : {openFile, chooseSource, openModel, record, mirror, exportMap}) {
        bar.addAction(action);
        if (action == openModel) {
            video_->addAction(bar.addSeparator());
        }
        if (QWidget* button = bar.widgetForAction(action)) {
            button->setObjectName(QStringLiteral("toolBar.") + action->objectName());
            button->setAccessibleName(action->iconText());
        }
    }
}

void WindowActions::setPlayback(const PlaybackView& playback) {
    // Without a source nothing is seekable, live or playing; with a file of unknown length only the
    // seeking is impossible.
    const bool file = !playback.live && (playback.seekable || playback.playing ||
                                         playback.position > 0.0 || playback.duration > 0.0);
    const QString reason =
        playback.live ? tr("A live source sets its own pace") : tr("Open a video first");
    play->setEnabled(file);
    const bool pauses = playback.playing && !playback.live;
    // Told for each frame; changed actions repaint their buttons.
    const std::array<bool, 4> shown{file, playback.live, playback.playing, playback.seekable};
    if (shownPlayback_ == shown) {
        return;
    }
    shownPlayback_ = shown;
    setWords(play, pauses ? tr("&Pause") : tr("&Play"));
    play->setIcon(glyphIcon(pauses ? Glyph::Pause : Glyph::Play));
    play->setToolTip(!file ? reason : pauses ? tr("Pause the video") : tr("Play the video"));
    step->setEnabled(file && !playback.playing);
    step->setToolTip(!file              ? reason
                     : playback.playing ? tr("Pause first, to go frame by frame")
                                        : tr("Show the next frame"));
    const QString fixed = file ? tr("This source cannot be moved in") : reason;
    restart->setEnabled(playback.seekable);
    restart->setToolTip(playback.seekable ? tr("Start again from the beginning") : fixed);
    back->setEnabled(playback.seekable);
    back->setToolTip(playback.seekable ? tr("Go back by one second") : fixed);
    forward->setEnabled(playback.seekable);
    forward->setToolTip(playback.seekable ? tr("Go on by one second") : fixed);
}

void WindowActions::setRecording(bool recording) {
    record->setChecked(recording);
    record->setText(recording ? tr("Stop recor&ding") : tr("Recor&d session…"));
    record->setIconText(recording ? tr("Stop recording") : tr("Record"));
    record->setToolTip(recording ? tr("End the recording of this session")
                                 : tr("Record the video, its events and scores into a folder, to "
                                      "look at them afterwards"));
}

void WindowActions::setPage(WindowPage page) {
    const bool live = page == WindowPage::Live;
    // A group remembers what each of its actions was allowed.
    live_->setVisible(live);
    video_->setVisible(page != WindowPage::Recordings);
    for (QMenu* menu : liveMenus_) {
        menu->menuAction()->setVisible(live);
    }
    recentSources->menuAction()->setVisible(page != WindowPage::Recordings);
    inspectMenu_->menuAction()->setVisible(page == WindowPage::Inspect);
    recordingsMenu_->menuAction()->setVisible(page == WindowPage::Recordings);
}

void WindowActions::setTheme(ThemeChoice choice) {
    for (QAction* action : themes->actions()) {
        if (action->data().toInt() == static_cast<int>(choice)) {
            action->setChecked(true);
        }
    }
}

}  // namespace handscope::ui
