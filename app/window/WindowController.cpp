// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WindowController.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "app/platform/ResourceLocation.h"
#include "app/recording/EventJson.h"
#include "app/window/DisplayValues.h"
#include "app/window/Problems.h"
#include "app/window/ProfileStore.h"
#include "app/window/QtImages.h"
#include "app/window/SourceOpening.h"
#include "capture/SourceAddress.h"
#include "model/Runtime.h"
#include "ui/CameraCheckPanel.h"
#include "ui/decision/DecisionView.h"
#include "ui/guide/GestureGuide.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kStatisticsEvery{200};
constexpr std::chrono::milliseconds kRatesAreStaleAfter{1200};  // they look back one second
constexpr const char* kDeviceNotice = "device";
constexpr const char* kModelNotice = "model";

/// Preferences hold on, whatever becomes of the GPU: with what only one can do, no model would
/// load.
model::LoadOptions asThisMachineCan(model::LoadOptions options) {
    const bool hasGpu = model::cudaAvailable();
    if (options.device == model::Device::Cuda && !hasGpu) {
        options.device = model::Device::Cpu;
    }
    const bool onCpu = options.device == model::Device::Cpu || !hasGpu;
    if (options.precision == model::Precision::Float16 && onCpu) {
        options.precision = model::Precision::Auto;
    }
    return options;
}

}  // namespace

WindowController::WindowController(ui::MainWindow& window, const model::LoadOptions& options)
    : window_(window),
      options_(asThisMachineCan(options)),
      models_(options_, QString::fromStdString(defaultModel().value_or("").string()), this),
      opener_(sources_, this),
      keeper_([this] { openSource(); }, qtWatchClock(), this),
      recordings_(window, options_),
      decisions_(window.decisions(), window.settings(), ProfileStore::standardFolder(),
                 networkLoader(options_)),
      inspect_(window.inspect(), options_),
      map_(window, time_),
      preview_(sources_) {
    staleStatistics_.setSingleShot(true);
    staleStatistics_.setInterval(kRatesAreStaleAfter);
    connect(&staleStatistics_, &QTimer::timeout, this, &WindowController::showStatisticsNow);
    connectModel();
    connectSource();
    connectPlayback();
    connectPages();
    connectRecorder();
    noticeReplaced(options);
}

/// One notice: whoever has no GPU hears of that first.
void WindowController::noticeReplaced(const model::LoadOptions& asked) {
    if (options_.device != asked.device) {
        window_.showNotice(
            kDeviceNotice,
            {tr("CUDA was asked for, but no CUDA device can be used: the network runs on the CPU."),
             tr("Expected a GPU, its driver and a LibTorch built with CUDA."),
             tr("Install those and start again; or choose another processor in Preferences, or "
                "start without --device cuda.")});
    } else if (options_.precision != asked.precision) {
        window_.showNotice(
            kDeviceNotice,
            {tr("fp16 was asked for, but the network runs on the CPU: it uses the fastest "
                "precision there."),
             tr("Expected another precision on the CPU; fp16 is for CUDA."),
             tr("Choose another precision in Preferences, or start without --precision fp16.")});
    }
}

WindowController::~WindowController() {
    endEvents();
    opener_.close();  // so that what was still to be opened is not
}

void WindowController::printEvents(bool print) {
    printer_ = print ? std::make_unique<LinePrinter>(STDOUT_FILENO) : nullptr;
}

void WindowController::start(const QString& model, const ui::SourceChoice& source) {
    source_ = source;
    keeper_.chosen(source);
    if (model.isEmpty()) {
        window_.showProblem({tr("The bundled model was not found."),
                             tr("Expected it in share/handscope/models beside the program."),
                             tr("Install Handscope again, or open a model.")});
        return;
    }
    models_.load(model);
}

void WindowController::startWithMoment(const QString& model, const QString& moment) {
    window_.showPage(ui::WindowPage::Inspect);
    momentAtStart_ = moment;
    start(model, {});
}

void WindowController::useModel(const QString& file,
                                const std::shared_ptr<model::Classifier>& classifier) {
    models_.use(file, classifier);
}

void WindowController::takeModel(const QString& file,
                                 const std::shared_ptr<model::Classifier>& classifier,
                                 const std::optional<ui::Problem>& insteadOf) {
    recorder_.stop();  // it is of one model, whose classes and settings it names
    // A video that has ended begins again, unless a moment of it is looked at.
    const bool resume = opener_.session() != nullptr && (!ended_ || inspect_.isFrozen());
    const bool paused = resume && (ended_ || opener_.session()->capture().paused());
    opener_.close();  // it runs another network, which does not have the blocks named below
    classifier_ = classifier;
    modelFile_ = file;
    if (insteadOf) {
        window_.clearProblem();
        window_.showNotice(kModelNotice, *insteadOf);
    } else {
        window_.rememberModel(file);
        window_.withdrawNotice(kModelNotice);
    }
    const model::ModelDescription& description = classifier->description();
    window_.setModelName(QFileInfo(file).completeBaseName());
    const QStringList labels = labelNames(description);
    window_.setLabels(labels);
    recordings_.useModel(file, labels);
    decisions_.useModel(file, description);
    applySettings();
    inspect_.useModel(file, classifier);
    camera_.useModel(description.input);
    window_.guide().setLabels(labels);
    map_.useModel(description);
    openSource(resume ? std::optional<double>(time_.position()) : std::nullopt, paused);
    if (const QString moment = std::exchange(momentAtStart_, {}); !moment.isEmpty()) {
        inspect_.openMomentFile(moment);
    }
}

void WindowController::sessionFailed(const ui::Problem& problem) {
    endEvents();
    lookAt_.reset();
    preview_.setInUse(std::nullopt);
    const bool again = keeper_.reconnecting();
    keeper_.openFailed(problem);
    if (again) {
        return;  // what it showed before stays
    }
    inspect_.sourceGone();
    decisions_.setRecording({});
    window_.setSourceName({});
    window_.showFrame({}, 0.0);
    window_.showPlayback({});
    window_.clearHistory();
    window_.clearMap();
    window_.clearEvents();
    window_.guide().clearSeen();
    statistics_.clear();
    window_.showStatistics({});
}

void WindowController::choose(const ui::SourceChoice& source) {
    window_.clearProblem();
    recorder_.stop();
    decisions_.setRecording({});
    source_ = source;
    keeper_.chosen(source);
    lookAt_.reset();
    openSource();
}

void WindowController::inspectFile(const QString& file, double pts) {
    window_.showPage(ui::WindowPage::Inspect);
    choose({.address = file});
    lookAt_ = pts;
}

void WindowController::openSource(std::optional<double> startAt, bool startPaused) {
    if (source_.address.isEmpty() || !classifier_) {
        return;  // takeModel() comes back here
    }
    reopenedAt_ = startAt;
    reconnected_ = keeper_.returning();
    keeper_.opening();
    inspect_.sourceClosed();
    clearReadings();
    window_.setSourceName(tr("Opening %1 …").arg(sourceTitle()));
    SessionRequest request;
    request.source = source_;
    request.classifier = classifier_;
    request.startAt = startAt;
    request.everyFrame = [inspect = inspect_.frameTaker(),
                          record = recorder_.frameTaker()](const capture::FramePtr& frame) {
        inspect(frame);
        record(frame);
    };
    const LabelSettings settings = settings_.value_or(decisions_.settings());
    request.settings.inference.windowLength = settings.windowLength;
    request.settings.inference.windowStride = settings.windowStride;
    request.settings.inference.decision = settings.decision;
    request.settings.inference.request = map_.request();
    request.settings.capture.startPaused = startPaused;
    opener_.open(std::move(request));
}

QString WindowController::sourceTitle() const {
    return source_.title.isEmpty()
               ? QString::fromStdString(capture::withoutPassword(source_.address.toStdString()))
               : source_.title;
}

/// Changed settings take effect while it runs.
void WindowController::applySettings() {
    const LabelSettings settings = settings_.value_or(decisions_.settings());
    inspect_.setSettings(settings);
    recordings_.useSettings(settings);
    recorder_.addSettings(settings);
    if (opener_.session() != nullptr) {
        opener_.session()->inference().setDecision(settings.decision);
        opener_.session()->inference().setWindows(settings.windowLength, settings.windowStride);
    }
}

void WindowController::useSettings(const LabelSettings& settings) {
    settings_ = settings;
    applySettings();
}

void WindowController::sessionOpened() {
    endEvents();
    const capture::SourceDescription& source = opener_.session()->capture().description();
    if (source_ != opener_.source()) {  // it is known now which camera was at its address
        source_ = opener_.source();
        keeper_.nowKnownAs(source_);
        window_.rememberSource(source_);
    }
    const QString name = source.live ? sourceTitle() : QFileInfo(source_.address).fileName();
    window_.setSourceName(name);
    keeper_.opened(source);
    preview_.setInUse(source_);
    const bool canBeReadAgain = !source.live && !source_.isStandardInput();
    decisions_.setRecording(canBeReadAgain ? source_ : ui::SourceChoice{});
    camera_.clear(Clock::now());
    lost_ = false;
    // Of anything else that is opened again, a new time begins.
    const bool goesOn = reopenedAt_ && source.seekable;
    if (!reconnected_) {
        window_.clearHistory();
        window_.clearMap();
    }
    if (!goesOn && !reconnected_) {
        window_.clearEvents();
        window_.guide().clearSeen();
    }
    events_.beginSession();
    map_.clear();
    statistics_.clear();
    ended_ = false;
    if (!reconnected_) {  // otherwise the first picture tells how the time goes on
        time_.begin(source.startSeconds, goesOn ? reopenedAt_ : std::nullopt);
    }
    inspect_.sourceOpened({.choice = source_,
                           .live = source.live,
                           .seekable = source.seekable && canBeReadAgain,
                           .origin = time_.origin(),
                           .duration = source.durationSeconds.value_or(0.0),
                           .frameRate = source.frameRate,
                           .sameAsBefore = reopenedAt_.has_value() || reconnected_});
    opener_.session()->inference().setRequest(map_.request());
    if (opener_.session()->capture().paused()) {
        keeper_.setPlaying(false);
        opener_.session()->capture().step();
    }
    if (const auto pts = std::exchange(lookAt_, std::nullopt)) {
        opener_.session()->capture().setPaused(true);
        keeper_.setPlaying(false);
        opener_.session()->capture().seek(*pts);
        inspect_.lookAt(*pts);
    }
    showPlayback();
}

void WindowController::showFrame(const capture::FramePtr& frame) {
    const double shift = keeper_.frameArrived(*frame);
    if (time_.show(frame->pts, shift)) {
        inspect_.setOrigin(time_.origin());
    }
    window_.showFrame(toImage(frame), time_.secondsAt(frame->pts));
    inspect_.showPosition(frame->pts);
    if (const auto check = camera_.look(frame, opener_.session()->capture().description(),
                                        opener_.session()->capture().counts(), Clock::now())) {
        window_.camera().setCheck(*check);
    }
    staleStatistics_.start();
    showPlayback();
    showStatistics();
}

void WindowController::takeUpdate() {
    if (opener_.session() == nullptr) {
        return;
    }
    auto update = opener_.session()->inference().take();
    if (!update) {
        return;
    }
    if (update->timeStartedAnew) {
        window_.clearHistory();
    }
    statistics_.take(*update);
    showScores(*update);
    inspect_.takeUpdate(*update);
    if (update->latest) {
        map_.take(std::move(update->latest->window.frames), std::move(update->latest->maps));
    }
    if (update->refreshed) {
        map_.take(std::move(update->refreshed->frames), std::move(update->refreshed->maps));
    }
    if (update->finished) {
        ended_ = true;
        if (lost_) {
            clearReadings();  // those of its last windows
        }
        showPlayback();
        showStatisticsNow();
    }
    if (update->error) {
        window_.showProblem(problemOf(*update->error));
    }
    showStatistics();
}

void WindowController::showScores(const pipeline::PipelineUpdate& update) {
    const auto& labels = classifier_->description().labels;
    for (std::size_t i = 0; i < update.scores.size(); ++i) {
        const pipeline::ScorePoint& point = update.scores[i];
        if (i >= update.olderScores) {
            window_.appendScores(time_.secondsAt(point.time), point.smoothed);
        }
        recorder_.addScores(point.time, point.smoothed);
    }
    for (const pipeline::GestureEvent& event : update.events) {
        showEvent(events_.take(event));
    }
    if (update.latest) {
        const auto& decision = update.latest->decision;
        const QString shown =
            decision.shownClass
                ? QString::fromStdString(labels[static_cast<std::size_t>(*decision.shownClass)])
                : QString();
        window_.showPrediction(shown, topScores(decision.smoothed, labels));
        decisions_.showScores(decision.smoothed);
        window_.guide().showCurrent(shown);
    }
}

void WindowController::showEvent(const pipeline::GestureEvent& event) {
    const bool live =
        opener_.session() != nullptr && opener_.session()->capture().description().live;
    const std::string line = eventAsJson(event, live ? timeOfDay() : std::string());
    spdlog::info("{}", line);
    if (printer_) {
        printer_->print(line);
    }
    const ui::EventRow row = eventRow(event, time_.origin());
    window_.upsertEvent(row);
    if (!event.closed) {
        window_.guide().markSeen(row.label);
    }
    inspect_.showEvent(row, event.fired);
    recorder_.addEvent(event);
}

/// The session that would have told of their end has gone.
void WindowController::endEvents() {
    for (const pipeline::GestureEvent& event : events_.endAll()) {
        showEvent(event);
    }
}

/// What the panels tell of a source at this moment.
void WindowController::clearReadings() {
    window_.clearPrediction();
    window_.camera().clear();
    window_.guide().showCurrent({});
    decisions_.clearScores();
}

void WindowController::showStatistics() {
    if (Clock::now() - statisticsShown_ >= kStatisticsEvery) {
        showStatisticsNow();
    }
}

void WindowController::showStatisticsNow() {
    if (opener_.session() == nullptr) {
        return;
    }
    const auto now = Clock::now();
    statisticsShown_ = now;
    auto view = statistics_.view(opener_.session()->capture().counts(), now);
    view.skipped = opener_.skippedFrames();
    view.device = QString::fromStdString(classifier_->description().device).toUpper();
    view.precision = engineText();
    window_.showStatistics(view);
}

QString WindowController::engineText() const {
    const std::string& engine = classifier_->description().engine;
    const QString how = engine.empty() ? QStringLiteral("fp32") : QString::fromStdString(engine);
    const int threads = model::computeThreads();
    return threads == 1 ? tr("%1, 1 thread").arg(how) : tr("%1, %2 threads").arg(how).arg(threads);
}

void WindowController::showPlayback() {
    if (opener_.session() == nullptr) {
        return;
    }
    const auto& capture = opener_.session()->capture();
    const capture::SourceDescription& source = capture.description();
    window_.showPlayback({.seekable = source.seekable,
                          .live = source.live,
                          .playing = !ended_ && !capture.paused(),
                          .position = std::max(0.0, time_.secondsAt(time_.position())),
                          .duration = source.durationSeconds.value_or(0.0)});
}

void WindowController::sourceEnded(const QString& whatHappened) {
    ended_ = true;
    showPlayback();
    showStatisticsNow();
    lost_ = !whatHappened.isEmpty() || opener_.session()->capture().description().live;
    if (lost_) {
        clearReadings();
    }
    keeper_.ended(whatHappened);
}

void WindowController::play(bool playing) {
    if (opener_.session() == nullptr) {
        openSource();
    } else if (ended_ && playing) {
        openSource();
    } else {
        opener_.session()->capture().setPaused(!playing);
        keeper_.setPlaying(playing);
        showPlayback();
        showStatisticsNow();
    }
}

void WindowController::step(int direction) {
    if (opener_.session() == nullptr || ended_) {
        return;
    }
    capture::CaptureThread& capture = opener_.session()->capture();
    capture.setPaused(true);
    keeper_.setPlaying(false);
    if (direction > 0) {
        capture.step();
    } else {
        // The frame before is the last one before this moment, however long it lasts.
        constexpr double kJustBefore = 0.0005;  // seconds: PTS may be rounded to milliseconds
        capture.seek(time_.position() - kJustBefore);
    }
    showPlayback();
}

void WindowController::seek(double secondsFromBeginning) {
    const double pts = time_.ptsAt(secondsFromBeginning);
    if (opener_.session() == nullptr || ended_) {
        openSource(pts);
    } else {
        opener_.session()->capture().seek(pts);
    }
}

}  // namespace handscope::app
