// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <memory>
#include <vector>

#include "ui/DisplayTypes.h"
#include "ui/LiveDocks.h"
#include "ui/SettingsStore.h"
#include "ui/SpaceKeyGuard.h"
#include "ui/Theme.h"
#include "ui/WindowPage.h"

class QStackedWidget;
class QTabBar;

namespace handscope::ui {

class CameraCheckPanel;
class DecisionView;
class EventPanel;
class GestureGuide;
class InspectPage;
class MapPanel;
class PlaybackBar;
class PredictionPanel;
class ProblemBanner;
class RecordingsPage;
class ScoreChart;
class SourceChooser;
class StatisticsPanel;
class StatusLine;
class VideoView;
class WindowActions;

/// The window: puts views and panels together, shows what it is told and says what a person wants.
///
/// Owns its widgets, the settings and the theme of the application. Knows no model, no video and no
/// thread; after a signal it waits to be told what became of it (showPlayback(), setSourceName(),
/// showProblem(), …). All of it on the GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    using Page = WindowPage;

    /// `settings`: nullptr for the application's own. Restores geometry, panels, theme and choices.
    explicit MainWindow(std::unique_ptr<QSettings> settings = nullptr, QWidget* parent = nullptr);
    ~MainWindow() override;

    Page page() const;
    void showPage(Page page);
    RecordingsPage& recordings() const { return *recordings_; }
    InspectPage& inspect() const { return *inspect_; }
    DecisionView& decisions() const { return *decisions_; }
    GestureGuide& guide() const { return *guide_; }
    CameraCheckPanel& camera() const { return *camera_; }
    SourceChooser& sources() const { return *chooser_; }
    SettingsStore& settings() noexcept { return settings_; }

    /// The newest picture; `pts` in seconds. A null picture brings the placeholder back.
    void showFrame(const QImage& frame, double pts);

    /// `shownGesture` empty: none is shown. `top`: most likely first, five at most are painted.
    void showPrediction(const QString& shownGesture, const QVector<ScoredLabel>& top);

    /// There is none at this moment.
    void clearPrediction();

    /// The model's classes, in the order of the scores. Clears the curves.
    void setLabels(const QStringList& labels);
    /// One point a class; `seconds` of video time. Going back in time drops the points after it.
    void appendScores(double seconds, const std::vector<float>& smoothed);
    /// Empties the curves and the prediction. The events stay.
    void clearHistory();

    /// Adds the event, or updates the one with the same id.
    void upsertEvent(const EventRow& event);
    void clearEvents();

    void showMap(const MapImage& map);
    /// Takes the map away, until the next showMap().
    void clearMap();
    /// Replaces the map by words and disables its pickers, until setBlocks().
    void setTapsUnavailable(const QString& why, const QString& whatToDo);
    /// Fills the pickers and emits every choice about maps: tapRequested, channelRequested,
    /// colourMapRequested, scalingRequested, limitsRequested, mapFrameRequested. `segments`: T.
    /// `first`: the frame to begin with, 1 … T.
    void setBlocks(const QVector<BlockChoice>& blocks, int segments, int first);

    void showStatistics(const StatisticsView& statistics);
    void showPlayback(const PlaybackView& playback);
    /// The answer to devicesRequested().
    void setDevices(const QVector<DeviceChoice>& devices);

    /// Empty: none is open.
    void setModelName(const QString& name);
    /// That a model of this name is on its way, until it is said of an empty one. The name of the
    /// model that runs comes back then.
    void showModelLoading(const QString& name);
    void setSourceName(const QString& name);

    /// Replaces the problem that is shown.
    void showProblem(const Problem& problem);
    void clearProblem();
    /// What goes on being so, and is shown whenever there is no problem until it is withdrawn or
    /// dismissed. The same `topic` again replaces it.
    void showNotice(const QString& topic, const Problem& notice);
    void withdrawNotice(const QString& topic);

    /// How the map is painted at the moment.
    MapChoices mapChoices() const;

    /// A few words in the status line, until others replace them.
    void showStatus(const QString& text);
    /// The answer to pastEventRequested() where nothing is left of that moment.
    void showNoWayBack();
    /// Whether the session is being recorded; `detail` in a few words, such as where and how long.
    void showRecording(bool recording, const QString& detail = {});

    /// Asks, with No as the default. Blocks until answered, in a nested event loop.
    bool askToTrustScript(const QString& file, const QString& sha256);

    /// What was chosen last, in this run or an earlier one; an empty address or path when nothing.
    SourceChoice lastSource() const;
    QString lastModel() const;
    /// For lastSource() of the next run; what is chosen in the window is remembered anyway.
    void rememberSource(const SourceChoice& source);
    /// To be called once a model has been loaded; lastModel() gives it from then on.
    void rememberModel(const QString& path);

    /// Which is also done when the window closes.
    void saveSettings();

Q_SIGNALS:
    void pageChanged(handscope::ui::WindowPage page);

    void sourceRequested(const handscope::ui::SourceChoice& source);
    void modelRequested(const QString& path);
    void devicesRequested();

    void tapRequested(const QString& block, const QString& tap);
    void mapFrameRequested(int t);  ///< 1 … T
    /// "viridis", "inferno", "turbo", "grey" or "diverging"; "automatic" is resolved already.
    void colourMapRequested(const QString& name);
    /// Forgets limits.
    void scalingRequested(handscope::ui::MapScaling scaling);
    /// Of fixed colours, for every tap.
    void limitsRequested(const handscope::ui::ColourLimits& limits);
    void channelRequested(int channel);  ///< −1: mean over all
    void exportMapRequested(const QString& file);

    /// Into a new folder below this one; empty: end the recording.
    void recordRequested(const QString& folder);

    void playRequested(bool play);
    void stepRequested(int direction);  ///< +1: one frame on
    void seekRequested(double seconds);
    void restartRequested();
    /// An event of a source that cannot be sought: what was kept of it, or showNoWayBack().
    void pastEventRequested(qint64 id);

    /// A picture given to showFrame() was painted; once for each that was. Later than the paint, in
    /// the event loop.
    void framePainted(double pts);
    /// Likewise for showPrediction().
    void predictionPainted();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    SettingsStore settings_;
    Theme theme_;
    std::unique_ptr<WindowActions> actions_;
    std::unique_ptr<SourceChooser> chooser_;
    SpaceKeyGuard spaceKeyGuard_;
    LiveDocks docks_;
    ProblemBanner* banner_;
    QTabBar* tabs_;
    QStackedWidget* pages_;
    InspectPage* inspect_;
    RecordingsPage* recordings_;
    VideoView* video_;
    PlaybackBar* playback_;
    PredictionPanel* prediction_;
    MapPanel* map_;
    ScoreChart* scores_;
    EventPanel* events_;
    StatisticsPanel* statistics_;
    DecisionView* decisions_;
    GestureGuide* guide_;
    CameraCheckPanel* camera_;
    StatusLine* status_;
    PlaybackView playbackNow_;
    bool stopsLabelling_ = false;  ///< when it closes: a person said so

    void buildCentre();
    void buildDocks();
    void buildBars();
    void buildTabs(QToolBar& bar);
    void connectPages();
    void connectChooser();
    void connectPlayback();
    void connectMap();
    void connectView();
    void applyTheme(ThemeChoice choice);
    void restoreSettings();
    void seekBy(double seconds);
    void askWhereToExport();
    void askWhereToRecord();
    void askForPreferences();
    void showShortcuts();
};

}  // namespace handscope::ui
