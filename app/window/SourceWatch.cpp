// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceWatch.h"

#include <QTimer>
#include <algorithm>
#include <utility>

namespace handscope::app {
namespace {

using Seconds = std::chrono::duration<double>;

class QtWatchClock : public WatchClock {
public:
    QtWatchClock() {
        timer_.setSingleShot(true);
        // A coarse one may fire too early.
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
            const auto act = std::exchange(act_, {});
            act();
        });
    }

    Moment now() const override { return std::chrono::steady_clock::now(); }

    void wakeAt(Moment moment, std::function<void()> act) override {
        act_ = std::move(act);
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(moment - now());
        timer_.start(std::max(wait, std::chrono::milliseconds(0)));
    }

    void cancel() override {
        timer_.stop();
        act_ = {};
    }

private:
    QTimer timer_;
    std::function<void()> act_;
};

std::chrono::nanoseconds silenceOf(double frameRate) {
    const double rate = frameRate > 0.0 ? frameRate : SourceWatch::kAssumedRate;
    const Seconds periods(SourceWatch::kSilentPeriods / rate);
    return std::max<std::chrono::nanoseconds>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(periods),
        SourceWatch::kSilentNoSooner);
}

}  // namespace

std::unique_ptr<WatchClock> qtWatchClock() {
    return std::make_unique<QtWatchClock>();
}

SourceWatch::SourceWatch(std::unique_ptr<WatchClock> clock, QObject* parent)
    : QObject(parent), clock_(std::move(clock)) {}

SourceWatch::~SourceWatch() = default;

void SourceWatch::opened(const capture::SourceDescription& description) {
    live_ = description.live;
    silentAfter_ = silenceOf(description.frameRate);
    phase_ = Phase::Running;
    playing_ = true;
    anyPicture_ = false;
    stalled_ = false;
    expectPictures();
}

void SourceWatch::frameArrived(Moment captured) {
    if (phase_ != Phase::Running) {
        return;  // it was still on its way when the source was lost
    }
    lastPicture_ = std::max(lastPicture_, captured);
    const bool first = !std::exchange(anyPicture_, true);
    const bool back = std::exchange(outage_, false);
    if (back) {
        backSince_ = clock_->now();
    }
    const bool goesOn = std::exchange(stalled_, false);
    if (playing_ && (first || goesOn)) {
        watchAt(lastPicture_ + silentAfter_);  // sooner than what the timer waits for
    }
    if (back || goesOn) {
        Q_EMIT resumed();
    }
}

void SourceWatch::ended(const QString& whatHappened) {
    if (phase_ != Phase::Running) {
        return;
    }
    if (live_) {
        lose(whatHappened);
        return;
    }
    closed();
    if (!whatHappened.isEmpty()) {
        Q_EMIT failed(whatHappened);
    }
}

void SourceWatch::opening() {
    phase_ = Phase::Idle;
    clock_->cancel();
}

void SourceWatch::openFailed() {
    if (outage_) {
        scheduleAttempt();
    }
}

void SourceWatch::awaitFirst() {
    live_ = true;
    outage_ = true;
    attempts_ = 1;
    scheduleAttempt();
}

void SourceWatch::closed() {
    opening();
    outage_ = false;
    stalled_ = false;
    attempts_ = 0;
    backSince_.reset();
}

void SourceWatch::setPlaying(bool playing) {
    if (live_ || playing == playing_ || phase_ != Phase::Running) {
        return;
    }
    playing_ = playing;
    stalled_ = false;
    if (playing) {
        expectPictures();
    } else {
        clock_->cancel();
    }
}

void SourceWatch::expectPictures() {
    lastPicture_ = clock_->now();
    watchAt(lastPicture_ + (anyPicture_ ? silentAfter_ : kFirstPictureWithin));
}

void SourceWatch::watchAt(Moment moment) {
    clock_->wakeAt(moment, [this] { checkSilence(); });
}

/// The timer is not started anew with every picture: it looks when the last one came.
void SourceWatch::checkSilence() {
    const auto silence = clock_->now() - lastPicture_;
    const auto limit = anyPicture_ ? silentAfter_ : std::chrono::nanoseconds(kFirstPictureWithin);
    if (silence < limit) {
        watchAt(lastPicture_ + limit);
        return;
    }
    stalled_ = true;
    if (live_ && silence >= kLostAfter) {
        lose(tr("No picture came for %1 seconds.").arg(kLostAfter.count() / 1000));
        return;
    }
    watchAt(lastPicture_ + std::chrono::floor<std::chrono::seconds>(silence) +
            std::chrono::seconds(1));
    if (!outage_) {
        Q_EMIT stalled(Seconds(silence).count());
    }
}

void SourceWatch::lose(const QString& reason) {
    phase_ = Phase::Idle;
    stalled_ = false;
    const bool known = std::exchange(outage_, true);
    if (!known && (!backSince_ || clock_->now() - *backSince_ >= capture::kReallyBackAfter)) {
        attempts_ = 0;
    }
    scheduleAttempt();
    if (!known) {
        Q_EMIT lost(reason);
    }
}

void SourceWatch::scheduleAttempt() {
    phase_ = Phase::WaitToOpen;
    const auto pause = capture::pauseBeforeReopening(attempts_++);
    clock_->wakeAt(clock_->now() + pause, [this] {
        phase_ = Phase::Idle;
        Q_EMIT reopenDue();
    });
}

}  // namespace handscope::app
