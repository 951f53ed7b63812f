// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QMenu>
#include <QMenuBar>
#include <QObject>
#include <array>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/Theme.h"

class QToolBar;

namespace handscope::ui {

/// Everything that can be done from menus, tool bar and keyboard, each thing once: text, key, icon
/// and tool tip. Does nothing itself; the window connects the actions and outlives them. GUI
/// thread.
class WindowActions : public QObject {
    Q_OBJECT

public:
    /// Adds the actions to `window`, so that their keys work everywhere in it.
    explicit WindowActions(QWidget* window);

    QAction* openFile;
    QAction* chooseSource;
    QAction* openModel;
    QMenu* recentSources;
    QAction* exportMap;
    QAction* quit;

    QAction* play;  ///< or pause, as its text says
    QAction* step;
    QAction* restart;
    QAction* back;
    QAction* forward;

    QAction* previousBlock;
    QAction* nextBlock;
    QAction* previousTap;
    QAction* nextTap;
    QAction* previousFrame;
    QAction* nextFrame;

    QAction* mirror;
    QActionGroup* themes;  ///< data: int of ThemeChoice
    QAction* resetLayout;
    QAction* dismissProblem;
    QAction* shortcuts;
    QAction* about;

    /// `panels`: the actions that show and hide the docks.
    void fillMenuBar(QMenuBar& bar, const QList<QAction*>& panels);
    void fillToolBar(QToolBar& bar);

    /// Enables what the source allows, and says with each that it does not allow why.
    void setPlayback(const PlaybackView& playback);
    void setTheme(ThemeChoice choice);

private:
    QWidget* window_;
    std::optional<std::array<bool, 4>> shownPlayback_;

    QAction* add(const char* name, const QString& text, const QString& toolTip,
                 const QList<QKeySequence>& keys = {});
    void addFileActions();
    void addPlaybackActions();
    void addMapActions();
    void addViewActions();
};

}  // namespace handscope::ui
