// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionRecorder.h"

#include <QLocale>
#include <exception>
#include <utility>

#include "app/labelling/ModelIdentity.h"
#include "app/window/BackgroundWork.h"
#include "app/window/Problems.h"

namespace handscope::app {
namespace {

constexpr qint64 kTellEvery = 1000;  // ms

}  // namespace

SessionRecorder::SessionRecorder(QObject* parent) : QObject(parent) {}

SessionRecorder::~SessionRecorder() {
    // Whoever still has a frameTaker() must not keep it open.
    tasks_.post([shared = shared_] {
        if (const auto recording = shared->exchange(nullptr)) {
            recording->finish();
        }
    });
}

void SessionRecorder::start(SessionRecordingSettings settings, const QString& modelFile) {
    inBackground(
        tasks_, this,
        [this, settings = std::move(settings), modelFile]() mutable {
            return startNow(std::move(settings), modelFile);
        },
        [this](const std::shared_ptr<SessionRecording>& recording) { tell(*recording); },
        [this](const ui::Problem& problem) {
            Q_EMIT changed(false, {});
            Q_EMIT failed(problem);
        });
}

std::shared_ptr<SessionRecording> SessionRecorder::startNow(SessionRecordingSettings settings,
                                                            const QString& modelFile) {
    const std::string engine = settings.model.engine;
    settings.model = labelModelOf(modelFile.toStdString(), settings.model.flipTest);
    settings.model.engine = engine;
    auto recording = std::make_shared<SessionRecording>(
        std::move(settings), [this](const capture::CaptureError& error) {
            const ui::Problem problem = problemOf(error);
            QMetaObject::invokeMethod(this, [this, problem] {
                stop();
                Q_EMIT failed(problem);
            });
        });
    shared_->exchange(recording);
    return recording;
}

void SessionRecorder::stop() {
    tasks_.post([this] {
        const auto recording = shared_->exchange(nullptr);
        if (!recording) {
            return;
        }
        recording->finish();
        const QString text = tr("Recorded %1 s into %2")
                                 .arg(QLocale().toString(recording->seconds(), 'f', 1),
                                      QString::fromStdString(recording->folder().string()));
        QMetaObject::invokeMethod(this, [this, text] { Q_EMIT changed(false, text); });
    });
}

std::function<void(const capture::FramePtr&)> SessionRecorder::frameTaker() const {
    return [shared = shared_](const capture::FramePtr& frame) {
        if (const auto recording = shared->current()) {
            recording->push(frame);
        }
    };
}

void SessionRecorder::addScores(double time, const std::vector<float>& smoothed) {
    const auto recording = shared_->current();
    if (!recording) {
        return;
    }
    recording->addScores(time, smoothed);
    if (!told_.isValid() || told_.hasExpired(kTellEvery)) {
        tell(*recording);
    }
}

void SessionRecorder::addEvent(const pipeline::GestureEvent& event) {
    if (const auto recording = shared_->current()) {
        recording->addEvent(event);
    }
}

void SessionRecorder::addSettings(const LabelSettings& settings) {
    // Behind a recording that is about to begin.
    tasks_.post([shared = shared_, settings] {
        if (const auto recording = shared->current()) {
            recording->addSettings(settings);
        }
    });
}

void SessionRecorder::tell(const SessionRecording& recording) {
    told_.start();
    const QString time = QLocale().toString(recording.seconds(), 'f', 0);
    const std::int64_t dropped = recording.counts().dropped;
    Q_EMIT changed(true, dropped == 0
                             ? tr("● Recording, %1 s").arg(time)
                             : tr("● Recording, %1 s, %2 frames lost").arg(time).arg(dropped));
}

}  // namespace handscope::app
