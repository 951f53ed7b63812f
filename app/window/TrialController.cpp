// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TrialController.h"

#include <QFileInfo>
#include <algorithm>
#include <atomic>

#include "app/window/BackgroundWork.h"
#include "app/window/DecisionConversion.h"
#include "app/window/ModelLoader.h"
#include "app/window/SourceOpening.h"

namespace handscope::app {

NetworkLoader networkLoader(const model::LoadOptions& options) {
    return [options](const std::filesystem::path& file) { return loadTrusted(file, options); };
}

TrialController::TrialController(ui::TrialView& view, NetworkLoader loader, QObject* parent)
    : QObject(parent), view_(view), loader_(std::move(loader)) {
    connect(&view_, &ui::TrialView::trialRequested, this, &TrialController::start);
    connect(&view_, &ui::TrialView::cancelRequested, this, [this] {
        callOff();
        view_.showIdle(tr("Cancelled."));
    });
    connect(&view_, &ui::TrialView::seekRequested, this, &TrialController::seekRequested);
    showRecording();
}

TrialController::~TrialController() {
    stop_.request_stop();
}

void TrialController::useModel(const QString& file, const QStringList& labels) {
    modelFile_ = file;
    view_.setLabels(labels);
    showRecording();
}

void TrialController::setRecording(const ui::SourceChoice& choice) {
    if (choice != recording_) {
        recording_ = choice;
        showRecording();
    }
}

/// With nothing tried on it yet.
void TrialController::showRecording() {
    forget();
    if (recording_.address.isEmpty()) {
        view_.setRecording(
            {}, tr("Open a video file on the live page to try the values on it. Cameras, screens "
                   "and streams cannot be watched twice."));
    } else if (modelFile_.isEmpty()) {
        view_.setRecording({}, tr("Open a model first."));
    } else {
        view_.setRecording(QFileInfo(recording_.address).fileName());
    }
}

void TrialController::callOff() {
    stop_.request_stop();
    runs_ = false;
    ++request_;
}

void TrialController::forget() {
    callOff();
    trial_.reset();
    scored_.clear();
}

void TrialController::start() {
    if (recording_.address.isEmpty() || modelFile_.isEmpty() || runs_) {
        return;
    }
    if (!trial_) {
        trial_ = std::make_shared<ProfileTrial>(
            recording_.address.toStdString(),
            [loader = loader_, file = std::filesystem::path(modelFile_.toStdString())] {
                return loader(file);
            },
            optionsOf(recording_));
    }
    runs_ = true;
    isStale_ = false;
    stop_ = std::stop_source();
    const int request = ++request_;
    if (!std::ranges::includes(scored_, windowsNeeded())) {
        view_.showProgress(0.0);
    }
    using Outcome = std::pair<std::optional<TrialComparison>, std::set<Windows>>;
    inBackground(
        tasks_, this,
        [trial = trial_, values = values_, stop = stop_.get_token(),
         progress = progressOf(request)] {
            auto comparison = trial->compare(values.before, values.after, stop, progress);
            return Outcome(std::move(comparison), trial->scored());
        },
        [this, request, profile = values_.profile](const Outcome& outcome) {
            ended(request, outcome.first, profile, outcome.second);
        },
        [this, request](const ui::Problem& problem) {
            if (request == request_) {
                runs_ = false;
                view_.showIdle(problem.whatHappened);
                Q_EMIT failed(problem);
            }
        });
}

/// At most one update waits for the window, however fast the network is.
TrialProgress TrialController::progressOf(int request) {
    const auto waiting = std::make_shared<std::atomic<bool>>(false);
    const auto latest = std::make_shared<std::atomic<double>>(0.0);
    return [this, request, waiting, latest](double share) {
        *latest = share;
        if (waiting->exchange(true)) {
            return;
        }
        QMetaObject::invokeMethod(this, [this, request, waiting, latest] {
            *waiting = false;
            if (request == request_ && runs_) {
                view_.showProgress(*latest);
            }
        });
    };
}

void TrialController::ended(int request, const std::optional<TrialComparison>& comparison,
                            const std::string& profile, const std::set<Windows>& scored) {
    if (request != request_) {
        return;
    }
    runs_ = false;
    scored_ = scored;
    if (!comparison) {
        view_.showIdle(tr("Cancelled."));
        return;
    }
    view_.showResult(trialResult(*comparison, QString::fromStdString(profile)));
    if (isStale_) {
        retry();
    }
}

void TrialController::setValues(const TrialValues& values) {
    values_ = values;
    retry();
}

/// With other windows the network would have to run again, and that is for a person to ask for.
void TrialController::retry() {
    if (runs_) {
        isStale_ = true;
        return;
    }
    if (scored_.empty()) {
        return;
    }
    if (std::ranges::includes(scored_, windowsNeeded())) {
        start();
    } else {
        view_.showIdle(
            tr("The windows were changed: try again to see what comes of it. What is shown is of "
               "the values before."));
    }
}

std::set<TrialController::Windows> TrialController::windowsNeeded() const {
    const auto windowsOf = [](const LabelSettings& settings) {
        return Windows(settings.windowLength, settings.windowStride);
    };
    return {windowsOf(values_.before), windowsOf(values_.after)};
}

}  // namespace handscope::app
