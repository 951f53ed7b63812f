// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceKeeper.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "app/window/SourceOpening.h"
#include "capture/SourceAddress.h"

namespace handscope::app {
namespace {

/// A shorter silence of a live source is a matter for the status line alone.
constexpr double kStallIsProblemAfter = 1.0;  // seconds
/// A file may end this much before the end that it names: its sound may be longer than its video.
constexpr double kUsualShortfall = 0.1;     // of its length
constexpr double kSmallestShortfall = 1.0;  // seconds

}  // namespace

SourceKeeper::SourceKeeper(std::function<void()> reopen, std::unique_ptr<WatchClock> clock,
                           QObject* parent)
    : QObject(parent), reopen_(std::move(reopen)), watch_(std::move(clock)) {
    connect(&watch_, &SourceWatch::stalled, this, &SourceKeeper::showStall);
    connect(&watch_, &SourceWatch::resumed, this, &SourceKeeper::showReturn);
    connect(&watch_, &SourceWatch::lost, this, &SourceKeeper::showLoss);
    connect(&watch_, &SourceWatch::failed, this, &SourceKeeper::showFailure);
    connect(&watch_, &SourceWatch::reopenDue, this, [this] { reopen_(); });
}

void SourceKeeper::chosen(const ui::SourceChoice& choice) {
    watch_.closed();
    clearTexts();
    choice_ = choice;
    last_.reset();
    shiftPending_ = false;
}

void SourceKeeper::opening() {
    watch_.opening();
    if (!reconnecting()) {
        clearTexts();
        last_.reset();
    }
}

void SourceKeeper::opened(const capture::SourceDescription& description) {
    description_ = description;
    watch_.opened(description);
}

void SourceKeeper::openFailed(const ui::Problem& problem) {
    if (reconnecting()) {
        watch_.openFailed();
        return;
    }
    if (!isCamera(choice_)) {
        setProblem(problem);
        return;
    }
    watch_.awaitFirst();
    setStatus(tr("Waiting for %1 …").arg(name()));
    setProblem({problem.whatHappened, problem.whatWasExpected,
                tr("%1 It is tried again every few moments.").arg(problem.whatToDo)});
}

double SourceKeeper::frameArrived(const capture::Frame& frame) {
    const auto before =
        std::exchange(last_, LastPicture{frame.pts, frame.duration, frame.captured});
    watch_.frameArrived(frame.captured);
    if (!std::exchange(shiftPending_, false) || !before) {
        return 0.0;
    }
    const std::chrono::duration<double> gap = frame.captured - before->captured;
    return (frame.pts - before->pts) - gap.count();
}

void SourceKeeper::ended(const QString& whatHappened) {
    if (!reconnecting()) {
        clearTexts();
    }
    watch_.ended(whatHappened);
    if (whatHappened.isEmpty() && !description_.live) {
        checkCutShort();
    }
}

void SourceKeeper::setPlaying(bool playing) {
    watch_.setPlaying(playing);
    if (!playing && !reconnecting()) {
        setStatus({});
    }
}

QString SourceKeeper::name() const {
    if (!choice_.title.isEmpty()) {
        return choice_.title;
    }
    const bool isFile = choice_.address.startsWith(QLatin1Char('/'));
    return isFile ? QFileInfo(choice_.address).fileName()
                  : QString::fromStdString(capture::withoutPassword(choice_.address.toStdString()));
}

void SourceKeeper::showStall(double seconds) {
    setStatus(tr("No picture for %1 s").arg(seconds, 0, 'f', seconds < 1.0 ? 1 : 0));
    if (description_.live && seconds >= kStallIsProblemAfter) {
        setProblem(
            {tr("%1 has been silent for %2 s.").arg(name(), QString::number(seconds, 'f', 0)),
             tr("Expected a picture every moment."),
             tr("Check that it is connected and switched on. After %1 s without a picture "
                "it is opened again.")
                 .arg(SourceWatch::kLostAfter.count() / 1000)});
    }
}

void SourceKeeper::showLoss(const QString& reason) {
    shiftPending_ = true;
    setStatus(tr("Opening %1 again …").arg(name()));
    setProblem({reason.isEmpty() ? tr("%1 has ended.").arg(name())
                                 : tr("%1 was lost: %2").arg(name(), reason),
                tr("Expected it to go on."),
                tr("Connect it again: it is tried every few moments and goes on by itself. Or "
                   "choose another source.")});
}

void SourceKeeper::showReturn() {
    if (shiftPending_) {
        setStatus(tr("%1 is back").arg(name()));
    } else {
        setStatus({});
    }
    if (std::exchange(problemShown_, false)) {
        Q_EMIT problemOver();
    }
}

void SourceKeeper::showFailure(const QString& reason) {
    setProblem({tr("%1 broke off: %2").arg(name(), reason),
                tr("Expected a file that can be read to its end."),
                tr("Check the file and its disk, then play it again.")});
}

/// A file that was cut short ends without an error, only too soon.
void SourceKeeper::checkCutShort() {
    const std::optional<double> length =
        description_.streamSeconds ? description_.streamSeconds : description_.durationSeconds;
    if (!length || !last_) {
        return;
    }
    const double period = description_.frameRate > 0.0 ? 1.0 / description_.frameRate : 0.0;
    const double shown =
        last_->pts + std::max(period, last_->duration) - description_.startSeconds.value_or(0.0);
    if (shown < *length - std::max(kSmallestShortfall, kUsualShortfall * *length)) {
        setProblem(
            {tr("%1 ended after %2 s of %3 s.")
                 .arg(name(), QString::number(shown, 'f', 1), QString::number(*length, 'f', 1)),
             tr("Expected as much video as the file says it has."),
             tr("It was cut short or is damaged: copy or record it again.")});
    }
}

void SourceKeeper::setProblem(const ui::Problem& problem) {
    problemShown_ = true;
    Q_EMIT problemFound(problem);
}

void SourceKeeper::clearTexts() {
    setStatus({});
    if (std::exchange(problemShown_, false)) {
        Q_EMIT problemOver();
    }
}

void SourceKeeper::setStatus(const QString& text) {
    if (!text.isEmpty() || statusShown_) {
        statusShown_ = !text.isEmpty();
        Q_EMIT statusChanged(text);
    }
}

}  // namespace handscope::app
