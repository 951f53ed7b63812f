// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "capture/ReopeningSource.h"

namespace handscope::app {

/// Time as SourceWatch sees it, so that its tests need not wait. GUI thread.
class WatchClock {
public:
    using Moment = std::chrono::steady_clock::time_point;

    virtual ~WatchClock() = default;
    virtual Moment now() const = 0;
    /// Calls `act` once, at `moment` or later, never before it has returned. One call at most is
    /// due: another one replaces it.
    virtual void wakeAt(Moment moment, std::function<void()> act) = 0;
    virtual void cancel() = 0;
};

/// The steady clock, with one single-shot timer of Qt.
std::unique_ptr<WatchClock> qtWatchClock();

/// Notices that the source which plays falls silent, breaks or ends, and says when to open it
/// again.
///
/// Owns one timer. Opens nothing and shows nothing (SourceKeeper does). A live source is to be
/// opened again until it is back or something else is chosen; a file never is: it stays where it
/// stopped. GUI thread.
class SourceWatch : public QObject {
    Q_OBJECT

public:
    using Moment = WatchClock::Moment;

    /// A rate that the source does not tell, frames a second.
    static constexpr double kAssumedRate = 15.0;
    /// A source is silent after so many nominal periods, but no sooner than kSilentNoSooner.
    static constexpr int kSilentPeriods = 5;
    static constexpr std::chrono::milliseconds kSilentNoSooner{200};
    /// The first picture may take a camera longer.
    static constexpr std::chrono::milliseconds kFirstPictureWithin{2000};
    /// A live source that is silent for so long is lost.
    static constexpr std::chrono::milliseconds kLostAfter = capture::kLostAfter;

    explicit SourceWatch(std::unique_ptr<WatchClock> clock = qtWatchClock(),
                         QObject* parent = nullptr);
    ~SourceWatch() override;

    /// It plays until setPlaying() says otherwise.
    void opened(const capture::SourceDescription& description);
    /// `captured`: as capture::Frame has it.
    void frameArrived(Moment captured);
    /// `whatHappened`: in a sentence; empty at the ordinary end.
    void ended(const QString& whatHappened);
    /// The source is being opened (anew): nothing is expected until opened() or openFailed().
    void opening();
    /// While lost: the attempt failed, and the next one comes later.
    void openFailed();
    /// A live source did not open at all: it counts as lost, without lost(), and is tried again.
    void awaitFirst();
    /// Forgets the source.
    void closed();
    /// A file that is paused need not deliver. A live source cannot be paused: ignored.
    void setPlaying(bool playing);

    /// From lost() or awaitFirst() to resumed().
    bool lostNow() const noexcept { return outage_; }

Q_SIGNALS:
    /// No picture has come for so long. Again at each whole second; not while lost.
    void stalled(double seconds);
    /// Pictures come again, after stalled() or lost().
    void resumed();
    /// A live source broke, ended or stayed silent. Once until resumed().
    void lost(const QString& reason);
    /// A file broke off; it is not tried again. `reason`: what happened.
    void failed(const QString& reason);
    /// To be opened again now, after what capture::pauseBeforeReopening() says.
    void reopenDue();

private:
    enum class Phase {
        Idle,       ///< nothing is expected: none open, being opened, or ended
        Running,    ///< pictures are expected while playing_
        WaitToOpen  ///< lost; the timer runs until the next attempt
    };

    std::unique_ptr<WatchClock> clock_;
    Phase phase_ = Phase::Idle;
    bool live_ = false;
    bool playing_ = false;
    bool anyPicture_ = false;  ///< since opened()
    bool stalled_ = false;
    bool outage_ = false;
    std::size_t attempts_ = 0;  ///< in this outage
    std::chrono::nanoseconds silentAfter_{};
    Moment lastPicture_;  ///< or when they began to be expected
    std::optional<Moment> backSince_;

    void expectPictures();
    void watchAt(Moment moment);
    void checkSilence();
    void lose(const QString& reason);
    void scheduleAttempt();
};

}  // namespace handscope::app
