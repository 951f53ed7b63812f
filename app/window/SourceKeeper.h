// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

#include "app/window/SourceWatch.h"
#include "capture/Frame.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Keeps the source that a person chose: opens it again when it was lost, says so in words, and
/// keeps the time on the screen going over the gap.
///
/// Owns the watch. Knows neither window nor session: `reopen` opens the chosen source again, by
/// whatever means, and tells opening() and then opened() or failed(). GUI thread.
class SourceKeeper : public QObject {
    Q_OBJECT

public:
    explicit SourceKeeper(std::function<void()> reopen,
                          std::unique_ptr<WatchClock> clock = qtWatchClock(),
                          QObject* parent = nullptr);

    /// A person chose this; attempts to reopen something else end.
    void chosen(const ui::SourceChoice& choice);
    /// It is the chosen source still, of which more is known now than was typed.
    void nowKnownAs(const ui::SourceChoice& choice) { choice_ = choice; }
    /// The chosen source is being opened, for whatever reason.
    void opening();
    void opened(const capture::SourceDescription& description);
    /// A source that was lost is tried again without a word; so is a camera that was not there to
    /// begin with, once the problem has been shown.
    void openFailed(const ui::Problem& problem);
    /// Gives what is to be added to the PTS of the screen's time zero: 0.0 but for the first
    /// picture after a return, whose time on the screen is the last one's plus the time that
    /// passed.
    double frameArrived(const capture::Frame& frame);
    /// `whatHappened`: in a sentence; empty at the ordinary end. problemFound() follows for what a
    /// person should know.
    void ended(const QString& whatHappened);
    /// Whether pictures are expected: not from a file that is paused.
    void setPlaying(bool playing);

    /// From the loss, or from the first vain attempt, until the first picture after it.
    bool reconnecting() const noexcept { return watch_.lostNow(); }
    /// The same of a source that was open already: what is opened now is that one, and what it has
    /// shown so far stays.
    bool returning() const noexcept { return reconnecting() && shiftPending_; }

Q_SIGNALS:
    /// Replaces the problem of an earlier problemFound().
    void problemFound(const handscope::ui::Problem& problem);
    /// What problemFound() said is over.
    void problemOver();
    /// A few words for the status line; empty: nothing to say.
    void statusChanged(const QString& text);

private:
    struct LastPicture {
        double pts = 0.0;       ///< seconds
        double duration = 0.0;  ///< seconds, as capture::Frame has it
        SourceWatch::Moment captured;
    };

    std::function<void()> reopen_;
    SourceWatch watch_;
    ui::SourceChoice choice_;
    capture::SourceDescription description_;
    std::optional<LastPicture> last_;
    bool shiftPending_ = false;  ///< the next picture is the first after a loss
    bool problemShown_ = false;
    bool statusShown_ = false;

    QString name() const;
    void showStall(double seconds);
    void showLoss(const QString& reason);
    void showReturn();
    void showFailure(const QString& reason);
    void checkCutShort();
    void setProblem(const ui::Problem& problem);
    void clearTexts();
    void setStatus(const QString& text);
};

}  // namespace handscope::app
