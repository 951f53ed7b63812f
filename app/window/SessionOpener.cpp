// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionOpener.h"

#include <QCoreApplication>
#include <exception>
#include <utility>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/MomentInspector.h"
#include "app/window/Problems.h"
#include "app/window/SourceOpening.h"
#include "model/Runtime.h"

namespace handscope::app {

SessionOpener::SessionOpener(TaskThread& tasks, QObject* parent)
    : QObject(parent),
      tasks_(tasks),
      newestFrame_([this] { QMetaObject::invokeMethod(this, [this] { showNewestFrame(); }); }) {}

SessionOpener::~SessionOpener() {
    opening_.request_stop();
    session_.reset();
    // May hold a session that nobody adopted, whose threads use our members until they are joined.
    QCoreApplication::removePostedEvents(this);
}

void SessionOpener::open(SessionRequest request) {
    close();
    opening_ = std::stop_source();
    tasks_.post(
        [this, generation = generation_.load(), request = std::move(request),
         stop = opening_.get_token()]() mutable { openNow(generation, std::move(request), stop); });
}

void SessionOpener::close() {
    ++generation_;
    opening_.request_stop();
    skippedFrames_ = 0;
    endBeforeOpened_.reset();
    if (session_) {
        // Joining its threads may take one forward pass: not here.
        tasks_.post([session = std::exchange(session_, nullptr)]() mutable {
            session.reset();
            // The next source's threads would not find these frames' memory again.
            model::returnFreedMemory();
        });
    }
}

void SessionOpener::inspect(const std::shared_ptr<model::Classifier>& classifier,
                            pipeline::Inspection inspection) {
    if (session_) {
        session_->inference().inspect(std::move(inspection));
        return;
    }
    tasks_.post([this, classifier, inspection = std::move(inspection)] {
        if (!started_.expired()) {
            return;
        }
        pipeline::MomentInspector inspector(
            classifier, pipeline::framePreparer(classifier->description().input));
        QMetaObject::invokeMethod(
            this, [this, answer = inspector.inspect(inspection)] { Q_EMIT inspected(answer); });
    });
}

void SessionOpener::openNow(int generation, SessionRequest request, const std::stop_token& stop) {
    if (generation != generation_) {
        return;  // another request has overtaken this one
    }
    try {
        auto source = openChosen(request.source, stop);
        if (request.startAt && source->description().seekable) {
            const std::stop_callback callsOff(stop, [&source] { source->interrupt(); });
            source->seek(*request.startAt);
        }
        if (stop.stop_requested()) {
            return;
        }
        auto session =
            std::make_shared<LiveSession>(std::move(source), request.classifier, request.settings,
                                          callbacks(generation, request));
        started_ = session;
        QMetaObject::invokeMethod(this, [this, generation, session = std::move(session),
                                         source = identified(request.source)]() mutable {
            adopt(generation, std::move(session), source);
        });
    } catch (const std::exception& error) {
        fail(generation, problemOf(error));
    }
}

void SessionOpener::fail(int generation, const ui::Problem& problem) {
    QMetaObject::invokeMethod(this, [this, generation, problem] {
        if (generation == generation_) {
            Q_EMIT failed(problem);
        }
    });
}

void SessionOpener::adopt(int generation, std::shared_ptr<LiveSession> session,
                          const ui::SourceChoice& source) {
    if (generation != generation_) {
        tasks_.post([session = std::move(session)]() mutable { session.reset(); });
        return;
    }
    session_ = std::move(session);
    source_ = source;
    Q_EMIT opened();
    // For what came before the session was here.
    showNewestFrame();
    Q_EMIT updateArrived();
    if (const auto whatHappened = std::exchange(endBeforeOpened_, std::nullopt)) {
        Q_EMIT sourceEnded(*whatHappened);
    }
}

void SessionOpener::end(int generation, const QString& whatHappened) {
    if (generation != generation_) {
        return;
    }
    if (session_) {
        Q_EMIT sourceEnded(whatHappened);
    } else {
        endBeforeOpened_ = whatHappened;
    }
}

LiveSession::Callbacks SessionOpener::callbacks(int generation, const SessionRequest& request) {
    return {
        .onFrame =
            [this, generation, everyFrame = request.everyFrame](const capture::FramePtr& frame) {
                if (everyFrame) {
                    everyFrame(frame);
                }
                newestFrame_.update([&](TaggedFrame& tagged) {
                    if (tagged.frame && generation == generation_) {
                        ++skippedFrames_;
                    }
                    tagged = {.generation = generation, .frame = frame};
                });
            },
        .onSourceEnd =
            [this, generation](const capture::CaptureEnd& ended) {
                const QString whatHappened =
                    ended.error ? QString::fromStdString(ended.error->whatHappened()) : QString();
                QMetaObject::invokeMethod(
                    this, [this, generation, whatHappened] { end(generation, whatHappened); });
            },
        .onUpdatePending =
            [this, generation] {
                QMetaObject::invokeMethod(this, [this, generation] {
                    if (generation == generation_ && session_) {
                        Q_EMIT updateArrived();
                    }
                });
            }};
}

void SessionOpener::showNewestFrame() {
    if (!session_) {
        return;  // it came before its session did: adopt() comes back here
    }
    const auto tagged = newestFrame_.take();
    if (tagged && tagged->generation == generation_) {
        Q_EMIT frameArrived(tagged->frame);
    }
}

}  // namespace handscope::app
