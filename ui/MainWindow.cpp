// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDebug>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/AboutBox.h"
#include "ui/CameraCheckPanel.h"
#include "ui/ClosingQuestion.h"
#include "ui/EventPanel.h"
#include "ui/MapPanel.h"
#include "ui/PlaybackBar.h"
#include "ui/PredictionPanel.h"
#include "ui/PreferencesDialog.h"
#include "ui/ProblemBanner.h"
#include "ui/ScoreChart.h"
#include "ui/ShortcutDialog.h"
#include "ui/SourceChooser.h"
#include "ui/StatisticsPanel.h"
#include "ui/StatusLine.h"
#include "ui/TrustQuestion.h"
#include "ui/VideoView.h"
#include "ui/WidgetKeys.h"
#include "ui/WindowActions.h"
#include "ui/decision/DecisionView.h"
#include "ui/guide/GestureGuide.h"
#include "ui/inspect/InspectPage.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::ui {
namespace {

/// A page out of sight must not make the window large.
void fitToCurrentPage(QStackedWidget& pages) {
    for (int index = 0; index < pages.count(); ++index) {
        const auto policy =
            index == pages.currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        pages.widget(index)->setSizePolicy(policy, policy);
    }
    // Otherwise the window's layout learns it from an event, and panels that come back before that
    // are squeezed by the room that the page before needed.
    pages.updateGeometry();
}

/// Names of the pages in the settings, in the order of WindowPage.
const QStringList& pageNames() {
    static const QStringList names{"live", "inspect", "recordings"};
    return names;
}

}  // namespace

MainWindow::MainWindow(std::unique_ptr<QSettings> settings, QWidget* parent)
    : QMainWindow(parent), settings_(std::move(settings)), docks_(this) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Handscope"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    actions_ = std::make_unique<WindowActions>(this);
    chooser_ = std::make_unique<SourceChooser>(settings_, this);
    chooser_->attachRecentMenu(actions_->recentSources);
    buildCentre();
    buildDocks();
    buildBars();
    connectPages();
    connectChooser();
    connectPlayback();
    connectMap();
    connectView();
    resize(1280, 800);
    docks_.place();
    restoreSettings();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre() {
    pages_ = new QStackedWidget(this);
    auto* centre = new QWidget(pages_);
    video_ = new VideoView(centre);
    video_->setObjectName(QStringLiteral("video"));
    video_->setToolTip(tr("Space plays and pauses; a file can be dropped here"));
    video_->setPlaceholder(
        tr("No video yet.\n\nOpen one with Ctrl+O, choose a camera with Ctrl+D, "
           "or drop a file here."));
    playback_ = new PlaybackBar(actions_->play, actions_->step, actions_->restart, centre);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(video_, 1);
    layout->addWidget(playback_);
    inspect_ = new InspectPage(pages_);
    recordings_ = new RecordingsPage(pages_);
    // In the order of WindowPage.
    pages_->addWidget(centre);
    pages_->addWidget(inspect_);
    pages_->addWidget(recordings_);
    fitToCurrentPage(*pages_);
    setCentralWidget(pages_);
}

void MainWindow::buildDocks() {
    map_ = new MapPanel(this);
    prediction_ = new PredictionPanel(this);
    events_ = new EventPanel(this);
    scores_ = new ScoreChart(this);
    statistics_ = new StatisticsPanel(this);
    decisions_ = new DecisionView(this);
    guide_ = new GestureGuide(this);
    camera_ = new CameraCheckPanel(this);
    docks_.add(QStringLiteral("map"), tr("Feature map"), map_);
    docks_.add(QStringLiteral("prediction"), tr("Prediction"), prediction_);
    docks_.add(QStringLiteral("events"), tr("Events"), events_);
    docks_.add(QStringLiteral("scores"), tr("Scores of the last minute"), scores_);
    docks_.add(QStringLiteral("statistics"), tr("Statistics"), statistics_);
    docks_.add(QStringLiteral("decisions"), tr("Decisions"), decisions_);
    docks_.add(QStringLiteral("guide"), tr("Gestures"), guide_);
    docks_.add(QStringLiteral("camera"), tr("Camera check"), camera_);
}

void MainWindow::buildBars() {
    // Messages stand above everything, as wide as the window; a layout's menu bar is the only place
    // that gives them the height that their wrapped text needs.
    auto* top = new QWidget(this);
    auto* menus = new QMenuBar(top);
    banner_ = new ProblemBanner(top);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(menus);
    layout->addWidget(banner_);
    setMenuWidget(top);
    actions_->fillMenuBar(*menus, docks_.toggles(), inspect_->menu(), recordings_->menu());

    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    buildTabs(*bar);
    actions_->fillToolBar(*bar);
    // Hiding it from the context menu would leave no way back.
    bar->toggleViewAction()->setVisible(false);

    status_ = new StatusLine(this);
    setStatusBar(status_);
}

void MainWindow::buildTabs(QToolBar& bar) {
    tabs_ = new QTabBar(&bar);
    tabs_->setObjectName(QStringLiteral("pages"));
    tabs_->setAccessibleName(tr("Pages"));
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    // In the order of WindowPage.
    for (const QAction* action : actions_->pages->actions()) {
        tabs_->setTabToolTip(tabs_->addTab(action->iconText()), action->toolTip());
    }
    bar.addWidget(tabs_);
    bar.addSeparator();
}

void MainWindow::connectPages() {
    connect(tabs_, &QTabBar::currentChanged, this,
            [this](int index) { showPage(static_cast<Page>(index)); });
    connect(actions_->pages, &QActionGroup::triggered, this, [this](const QAction* action) {
        showPage(static_cast<Page>(actions_->pages->actions().indexOf(action)));
    });
}

MainWindow::Page MainWindow::page() const {
    return static_cast<Page>(pages_->currentIndex());
}

void MainWindow::showPage(Page page) {
    const int index = static_cast<int>(page);
    if (index == pages_->currentIndex()) {
        return;
    }
    const bool live = page == Page::Live;
    // Asked for before the switch, at which Qt gives the keyboard to the page's first button.
    QWidget* last = pages_->widget(index)->focusWidget();
    setUpdatesEnabled(false);
    pages_->setCurrentIndex(index);
    fitToCurrentPage(*pages_);
    tabs_->setCurrentIndex(index);
    actions_->pages->actions()[index]->setChecked(true);
    actions_->setPage(page);
    docks_.setShown(live);
    status_->setSourceShown(page != Page::Recordings);
    setUpdatesEnabled(true);
    // The other pages have their own keys, Space among them.
    qApp->removeEventFilter(&spaceKeyGuard_);
    if (live) {
        qApp->installEventFilter(&spaceKeyGuard_);
    }
    QWidget* const first = page == Page::Live      ? video_
                           : page == Page::Inspect ? static_cast<QWidget*>(&inspect_->network())
                                                   : recordings_->focusProxy();
    (last != nullptr ? last : first)->setFocus();
    Q_EMIT pageChanged(page);
}

void MainWindow::connectChooser() {
    connect(actions_->openFile, &QAction::triggered, chooser_.get(), &SourceChooser::openVideoFile);
    connect(actions_->chooseSource, &QAction::triggered, chooser_.get(),
            &SourceChooser::openSourceDialog);
    connect(actions_->openModel, &QAction::triggered, chooser_.get(),
            &SourceChooser::openModelFile);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(chooser_.get(), &SourceChooser::sourceChosen, this, &MainWindow::sourceRequested);
    connect(chooser_.get(), &SourceChooser::modelChosen, this, &MainWindow::modelRequested);
    connect(chooser_.get(), &SourceChooser::momentChosen, this, [this](const QString& file) {
        showPage(Page::Inspect);
        Q_EMIT inspect_->openMomentRequested(file);
    });
    connect(chooser_.get(), &SourceChooser::recordingsChosen, this,
            [this](const QStringList& paths) {
                showPage(Page::Recordings);
                Q_EMIT recordings_->filesAdded(paths);
            });
    connect(chooser_.get(), &SourceChooser::profileChosen, this, [this](const QString& file) {
        statusBar()->showMessage(tr("Importing the profile %1 …").arg(QFileInfo(file).fileName()),
                                 5000);
        Q_EMIT decisions_->profiles().importRequested(file);
    });
    connect(chooser_.get(), &SourceChooser::refused, this, &MainWindow::showProblem);
    connect(chooser_.get(), &SourceChooser::devicesRequested, this, &MainWindow::devicesRequested);
}

void MainWindow::connectPlayback() {
    connect(actions_->play, &QAction::triggered, this,
            [this] { Q_EMIT playRequested(!playbackNow_.playing); });
    connect(actions_->step, &QAction::triggered, this, [this] { Q_EMIT stepRequested(+1); });
    connect(actions_->restart, &QAction::triggered, this, &MainWindow::restartRequested);
    connect(actions_->back, &QAction::triggered, this, [this] { seekBy(-1.0); });
    connect(actions_->forward, &QAction::triggered, this, [this] { seekBy(+1.0); });
    connect(playback_, &PlaybackBar::seekRequested, this, &MainWindow::seekRequested);
    connect(events_, &EventPanel::eventActivated, this, [this](const EventRow& event) {
        if (playbackNow_.seekable) {
            Q_EMIT seekRequested(event.start);
        } else {
            Q_EMIT pastEventRequested(event.id);
        }
    });
    connect(video_, &VideoView::framePainted, this, &MainWindow::framePainted);
    connect(video_, &VideoView::predictionPainted, this, &MainWindow::predictionPainted);
}

void MainWindow::connectMap() {
    MapControls* controls = map_->controls();
    connect(controls, &MapControls::tapRequested, this, &MainWindow::tapRequested);
    connect(controls, &MapControls::mapFrameRequested, this, &MainWindow::mapFrameRequested);
    connect(controls, &MapControls::colourMapRequested, this, &MainWindow::colourMapRequested);
    connect(controls, &MapControls::scalingRequested, this, &MainWindow::scalingRequested);
    connect(controls, &MapControls::limitsRequested, this, &MainWindow::limitsRequested);
    connect(controls, &MapControls::channelRequested, this, &MainWindow::channelRequested);
    connect(map_, &MapPanel::hasMapChanged, actions_->exportMap, &QAction::setEnabled);
    connect(actions_->exportMap, &QAction::triggered, this, &MainWindow::askWhereToExport);
    connect(actions_->previousBlock, &QAction::triggered, controls,
            [=] { controls->stepBlock(-1); });
    connect(actions_->nextBlock, &QAction::triggered, controls, [=] { controls->stepBlock(+1); });
    connect(actions_->previousTap, &QAction::triggered, controls, [=] { controls->stepTap(-1); });
    connect(actions_->nextTap, &QAction::triggered, controls, [=] { controls->stepTap(+1); });
    connect(actions_->previousFrame, &QAction::triggered, controls,
            [=] { controls->stepFrame(-1); });
    connect(actions_->nextFrame, &QAction::triggered, controls, [=] { controls->stepFrame(+1); });
}

void MainWindow::connectView() {
    connect(actions_->mirror, &QAction::toggled, video_, &VideoView::setMirrored);
    connect(actions_->mirror, &QAction::toggled, map_, &MapPanel::setMirrored);
    connect(actions_->mirror, &QAction::toggled, &inspect_->stage(), &MapStage::setMirrored);
    connect(actions_->record, &QAction::triggered, this, &MainWindow::askWhereToRecord);
    connect(actions_->themes, &QActionGroup::triggered, this, [this](const QAction* action) {
        applyTheme(static_cast<ThemeChoice>(action->data().toInt()));
    });
    connect(actions_->resetLayout, &QAction::triggered, this, [this] { docks_.reset(); });
    connect(actions_->preferences, &QAction::triggered, this, &MainWindow::askForPreferences);
    connect(actions_->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(actions_->about, &QAction::triggered, this, [this] { showAboutBox(this); });
    connect(actions_->dismissProblem, &QAction::triggered, banner_, &ProblemBanner::dismiss);
    connect(banner_, &ProblemBanner::shownChanged, actions_->dismissProblem, &QAction::setEnabled);
}

void MainWindow::restoreSettings() {
    if (!restoreGeometry(settings_.bytes("window/geometry"))) {
        resize(1280, 800);
    }
    docks_.restore(settings_.bytes("window/state"));
    inspect_->restoreLayout(settings_.bytes("inspect/layout"));
    inspect_->stage().setChoices(choicesFromSaved(settings_.map("inspect/choices")));
    inspect_->network().setPicked({settings_.text("inspect/block"), settings_.text("inspect/tap")});
    recordings_->restoreLayout(settings_.bytes("recordings/layout"));
    const QString folder = settings_.text("recordings/folder");
    recordings_->setOutputFolder(QFileInfo(folder).isDir() ? folder : QString());
    recordings_->setOutputFiles(
        OutputFiles::fromInt(settings_.integer("recordings/outputFiles", 0, 0, kAllOutputFiles)));
    showPage(static_cast<Page>(
        std::max<qsizetype>(0, pageNames().indexOf(settings_.text("window/page")))));
    actions_->mirror->setChecked(settings_.flag("view/mirror", false));
    applyTheme(themeFromName(settings_.text("view/theme")));
    map_->controls()->setChoices(settings_.mapChoices());
    if (settings_.problem()) {
        showProblem(*settings_.problem());
    }
}

void MainWindow::saveSettings() {
    settings_.set("window/geometry", saveGeometry());
    settings_.set("window/state", docks_.state());
    settings_.set("window/page", pageNames().value(static_cast<int>(page())));
    settings_.set("inspect/layout", inspect_->layoutState());
    settings_.set("inspect/choices", savedChoices(inspect_->stage().choices()));
    settings_.set("inspect/block", inspect_->network().pickedTap().block);
    settings_.set("inspect/tap", inspect_->network().pickedTap().tap);
    settings_.set("recordings/layout", recordings_->layoutState());
    if (!recordings_->outputFolder().isEmpty()) {  // of a disk that is not there it stays
        settings_.set("recordings/folder", recordings_->outputFolder());
    }
    settings_.set("recordings/outputFiles", recordings_->outputFiles().toInt());
    settings_.set("view/mirror", actions_->mirror->isChecked());
    settings_.set("view/theme", themeName(theme_.choice()));
    settings_.setMapChoices(map_->controls()->choices());
    if (const auto problem = settings_.sync()) {
        qWarning().noquote() << problem->whatHappened;
    }
}

void MainWindow::applyTheme(ThemeChoice choice) {
    theme_.apply(choice);
    actions_->setTheme(choice);
}

void MainWindow::showFrame(const QImage& frame, double pts) {
    video_->setFrame(frame, pts);
}

void MainWindow::showPrediction(const QString& shownGesture, const QVector<ScoredLabel>& top) {
    video_->setGesture(shownGesture);
    prediction_->setPrediction(shownGesture, top);
}

void MainWindow::clearPrediction() {
    video_->clearGesture();
    prediction_->clear();
}

void MainWindow::setLabels(const QStringList& labels) {
    scores_->setLabels(labels);
}

void MainWindow::appendScores(double seconds, const std::vector<float>& smoothed) {
    scores_->append(seconds, smoothed);
}

void MainWindow::clearHistory() {
    scores_->clear();
    clearPrediction();
}

void MainWindow::upsertEvent(const EventRow& event) {
    events_->upsertEvent(event);
}

void MainWindow::clearEvents() {
    events_->clear();
}

void MainWindow::showMap(const MapImage& map) {
    map_->setMap(map);
}

void MainWindow::clearMap() {
    map_->clear();
}

void MainWindow::setTapsUnavailable(const QString& why, const QString& whatToDo) {
    map_->setUnavailable(why, whatToDo);
}

void MainWindow::setBlocks(const QVector<BlockChoice>& blocks, int segments, int first) {
    map_->setBlocks(blocks, segments, first);
}

void MainWindow::showStatistics(const StatisticsView& statistics) {
    statistics_->setStatistics(statistics);
}

void MainWindow::showPlayback(const PlaybackView& playback) {
    playbackNow_ = playback;
    actions_->setPlayback(playback);
    playback_->setPlayback(playback);
}

void MainWindow::setDevices(const QVector<DeviceChoice>& devices) {
    chooser_->setDevices(devices);
}

void MainWindow::setModelName(const QString& name) {
    status_->setModel(name);
}

void MainWindow::showModelLoading(const QString& name) {
    status_->showLoading(name);
}

void MainWindow::setSourceName(const QString& name) {
    status_->setSource(name);
    setWindowTitle(name.isEmpty() ? tr("Handscope") : tr("%1 – Handscope").arg(name));
}

void MainWindow::showProblem(const Problem& problem) {
    banner_->setProblem(problem);
}

void MainWindow::clearProblem() {
    banner_->clearProblem();
}

void MainWindow::showNotice(const QString& topic, const Problem& notice) {
    banner_->setNotice(topic, notice);
}

void MainWindow::withdrawNotice(const QString& topic) {
    banner_->withdrawNotice(topic);
}

bool MainWindow::askToTrustScript(const QString& file, const QString& sha256) {
    return ui::askToTrustScript(this, file, sha256);
}

SourceChoice MainWindow::lastSource() const {
    return chooser_->lastSource();
}

void MainWindow::rememberSource(const SourceChoice& source) {
    chooser_->remember(source);
}

MapChoices MainWindow::mapChoices() const {
    return map_->controls()->choices();
}

void MainWindow::rememberModel(const QString& path) {
    chooser_->rememberModel(path);
}

QString MainWindow::lastModel() const {
    return chooser_->lastModel();
}

void MainWindow::seekBy(double seconds) {
    const double end = playbackNow_.duration > 0.0 ? playbackNow_.duration
                                                   : playbackNow_.position + std::max(0.0, seconds);
    Q_EMIT seekRequested(std::clamp(playbackNow_.position + seconds, 0.0, std::max(0.0, end)));
}

void MainWindow::askWhereToExport() {
    auto* dialog = new QFileDialog(this, tr("Export map"), QString(), tr("PNG pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::exportMapRequested);
    dialog->open();
}

void MainWindow::askWhereToRecord() {
    if (!actions_->record->isChecked()) {
        Q_EMIT recordRequested({});
        return;
    }
    actions_->setRecording(false);  // until it has begun
    auto* dialog = new QFileDialog(this, tr("Record into a folder"),
                                   settings_.text("record/folder", QDir::homePath()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        settings_.set("record/folder", folder);
        Q_EMIT recordRequested(folder);
    });
    dialog->open();
}

void MainWindow::showRecording(bool recording, const QString& detail) {
    actions_->setRecording(recording);
    status_->setRecording(detail);
}

void MainWindow::showStatus(const QString& text) {
    statusBar()->showMessage(text);
}

void MainWindow::showNoWayBack() {
    statusBar()->showMessage(tr("This source cannot go back to an earlier moment."), 5000);
}

void MainWindow::askForPreferences() {
    auto* dialog = new PreferencesDialog(settings_.preferences(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::chosen, this, [this](const Preferences& preferences) {
        if (preferences != settings_.preferences()) {
            settings_.setPreferences(preferences);
            if (const auto problem = settings_.sync()) {
                showProblem(*problem);
                return;
            }
            statusBar()->showMessage(tr("The preferences hold from the next start on."), 5000);
        }
    });
    dialog->open();
}

void MainWindow::showShortcuts() {
    QList<QAction*> everywhere;
    QList<QAction*> ofVideo;
    QList<QAction*> live;
    for (QAction* action : actions()) {
        (actions_->isLive(action)      ? live
         : actions_->isOfVideo(action) ? ofVideo
                                       : everywhere)
            << action;
    }
    QList<QAction*> inspect = inspect_->actions();
    for (QAction* action : inspect_->cuts().actions()) {
        if (!inspect.contains(action)) {
            inspect << action;
        }
    }
    // Those of the page that is shown first.
    QList<ShortcutGroup> groups{{tr("On the live page"), live},
                                {tr("On the inspect page"), inspect},
                                {tr("On the page of recordings"), recordings_->actions()}};
    groups.move(static_cast<int>(page()), 0);
    auto* dialog = new ShortcutDialog(
        groups + QList<ShortcutGroup>{{tr("On the live and the inspect page"), ofVideo},
                                      {tr("Everywhere"), everywhere},
                                      {tr("On the drawing of the network"), {}, networkKeys()},
                                      {tr("On the strip of time"), {}, timeStripKeys()},
                                      {tr("On a map"), {}, mapKeys()},
                                      {tr("On the grid of channels"), {}, channelKeys()},
                                      {tr("On the segments in time"), {}, segmentKeys()},
                                      {tr("On the thresholds of gestures"), {}, classRuleKeys()},
                                      {tr("On events, trials and recordings"), {}, listKeys()}},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (recordings_->isLabelling() && !stopsLabelling_) {
        event->ignore();
        askToStopAndClose(this, [this] {
            stopsLabelling_ = true;
            close();
        });
        return;
    }
    saveSettings();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData& data = *event->mimeData();
    if (page() == Page::Recordings ? RecordingsPage::canTake(data) : SourceChooser::canTake(data)) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    // What is dropped beside the page of recordings is for it, too.
    if (page() == Page::Recordings) {
        recordings_->take(*event->mimeData());
    } else {
        chooser_->take(*event->mimeData());
    }
    event->acceptProposedAction();
}

}  // namespace handscope::ui
