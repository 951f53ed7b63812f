// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>
#include <QWidget>

#include "ui/ElidedLabel.h"
#include "ui/recordings/RecordingTypes.h"

namespace handscope::ui {

/// How far the queue is, as a bar, and how fast it goes, in words. GUI thread.
class QueueProgressView : public QWidget {
    Q_OBJECT

public:
    explicit QueueProgressView(QWidget* parent = nullptr);

    /// `partial`: what has been done of the recordings that run, added up.
    void setProgress(const QueueProgress& progress, double partial);

private:
    QProgressBar* bar_;
    ElidedLabel* words_;
};

}  // namespace handscope::ui
