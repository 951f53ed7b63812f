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
#include "ui/WindowPage.h"

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
    QAction* record;  ///< checked: the session is being recorded
    QAction* preferences;
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

    QActionGroup* pages;  ///< of WindowPage, in its order
    QAction* mirror;
    QActionGroup* themes;  ///< data: int of ThemeChoice
    QAction* resetLayout;
    QAction* dismissProblem;
    QAction* shortcuts;
    QAction* about;

    /// `panels`: the actions that show and hide the docks, which belong to the live page. `inspect`
    /// and `recordings`: what can be done on those pages; null where a separator stands.
    void fillMenuBar(QMenuBar& bar, const QList<QAction*>& panels, const QList<QAction*>& inspect,
                     const QList<QAction*>& recordings);
    void fillToolBar(QToolBar& bar);

    /// Enables what the source allows, and says with each that it does not allow why.
    void setPlayback(const PlaybackView& playback);
    void setTheme(ThemeChoice choice);
    /// What `record` offers: to begin, or to end.
    void setRecording(bool recording);

    /// What belongs to another page than this is neither seen nor done.
    void setPage(WindowPage page);
    /// Whether it belongs to the live page alone.
    bool isLive(QAction* action) const { return live_->actions().contains(action); }
    /// Whether an action is for the pages that show one video.
    bool isOfVideo(QAction* action) const { return video_->actions().contains(action); }

private:
    QWidget* window_;
    QActionGroup* live_;   ///< what belongs to the live page alone
    QActionGroup* video_;  ///< to the pages that show one video
    QList<QMenu*> liveMenus_;
    QMenu* inspectMenu_ = nullptr;
    QMenu* recordingsMenu_ = nullptr;
    std::optional<std::array<bool, 4>> shownPlayback_;

    QAction* add(const char* name, const QString& text, const QString& toolTip,
                 const QList<QKeySequence>& keys = {});
    void addFileActions();
    void addPlaybackActions();
    void addMapActions();
    void addPageActions();
    void addViewActions();
};

}  // namespace handscope::ui
