// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

#include "ui/DisplayTypes.h"
#include "ui/SeekSlider.h"

class QAction;

namespace handscope::ui {

/// Play, step, restart and the seek slider beneath the video; for a live source, words that say why
/// it cannot be moved. Shows what it is given and keeps no time itself. GUI thread.
class PlaybackBar : public QWidget {
    Q_OBJECT

public:
    /// The buttons are these actions'.
    PlaybackBar(QAction* play, QAction* step, QAction* restart, QWidget* parent = nullptr);

    void setPlayback(const PlaybackView& playback);

Q_SIGNALS:
    /// The slider was moved by a person. Seconds.
    void seekRequested(double seconds);

private:
    SeekSlider* slider_;
    QLabel* time_;
    QLabel* live_;
};

}  // namespace handscope::ui
