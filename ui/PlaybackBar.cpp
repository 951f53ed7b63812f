// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PlaybackBar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>
#include <limits>

#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

constexpr double kTicksPerSecond = 1000.0;

int ticksOf(double seconds) {
    // A stream may claim any length; the slider counts in int.
    constexpr double kMost = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp(seconds * kTicksPerSecond, 0.0, kMost));
}

}  // namespace

PlaybackBar::PlaybackBar(QAction* play, QAction* step, QAction* restart, QWidget* parent)
    : QWidget(parent),
      slider_(new SeekSlider(this)),
      time_(new QLabel(this)),
      live_(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 8, 2);
    layout->setSpacing(2);
    for (QAction* action : {restart, play, step}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setIconSize({18, 18});
        button->setObjectName(QStringLiteral("playback.") + action->objectName());
        // Play becomes Pause: the name follows the action.
        const auto follow = [button, action] { button->setAccessibleName(action->iconText()); };
        connect(action, &QAction::changed, button, follow);
        follow();
        layout->addWidget(button);
    }
    slider_->setObjectName(QStringLiteral("playback.slider"));
    slider_->setAccessibleName(tr("Position"));
    slider_->setToolTip(tr("Drag or click to go to a moment of the video"));
    slider_->setSingleStep(static_cast<int>(kTicksPerSecond));
    slider_->setPageStep(static_cast<int>(5.0 * kTicksPerSecond));
    time_->setObjectName(QStringLiteral("playback.time"));
    time_->setAccessibleName(tr("Time"));
    time_->setToolTip(tr("Position and length of the video"));
    live_->setObjectName(QStringLiteral("playback.live"));
    live_->setForegroundRole(QPalette::PlaceholderText);
    layout->addSpacing(4);
    layout->addWidget(slider_, 1);
    layout->addWidget(live_, 1);
    layout->addSpacing(6);
    layout->addWidget(time_);
    connect(slider_, &QSlider::actionTriggered, this,
            [this] { Q_EMIT seekRequested(slider_->sliderPosition() / kTicksPerSecond); });
    setPlayback({});
}

void PlaybackBar::setPlayback(const PlaybackView& playback) {
    const bool movable = playback.seekable && playback.duration > 0.0;
    slider_->setVisible(movable);
    live_->setVisible(!movable);
    if (playback.live) {
        live_->setText(tr("Live: it sets its own pace, so there is nothing to seek in"));
    } else if (playback.seekable || playback.duration > 0.0 || playback.position > 0.0) {
        live_->setText(tr("This source cannot be moved in"));
    } else {
        live_->setText(QString());
    }
    // A hand on the slider wins over the video's own progress.
    if (movable && !slider_->isSliderDown()) {
        slider_->setRange(0, ticksOf(playback.duration));
        slider_->setValue(ticksOf(playback.position));
    }
    time_->setText(playback.duration > 0.0
                       ? tr("%1 / %2").arg(timeText(playback.position), timeText(playback.duration))
                       : timeText(playback.position));
}

}  // namespace handscope::ui
