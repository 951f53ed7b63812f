// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/QueueProgressView.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr int kSteps = 1000;

QString timeLeftText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0.0) {
        return QueueProgressView::tr("time left not known yet");
    }
    if (seconds < 60.0) {
        return QueueProgressView::tr("%1 s left").arg(std::lround(seconds));
    }
    const auto minutes = std::llround(seconds / 60.0);
    if (minutes < 60) {
        return QueueProgressView::tr("%1 min left").arg(minutes);
    }
    return QueueProgressView::tr("%1 h %2 min left").arg(minutes / 60).arg(minutes % 60);
}

QString wordsOf(const QueueProgress& progress) {
    if (progress.running) {
        return QueueProgressView::tr("%1 windows/s · %2 × real time · %3")
            .arg(progress.windowsPerSecond, 0, 'f', progress.windowsPerSecond < 10.0 ? 1 : 0)
            .arg(progress.timesRealTime, 0, 'f', 1)
            .arg(timeLeftText(progress.secondsLeft));
    }
    if (progress.total == 0 || progress.done < progress.total) {
        return QueueProgressView::tr("Nothing is being labelled");
    }
    return progress.failed > 0 ? QueueProgressView::tr("All have ended, %1 of them without labels")
                                     .arg(progress.failed)
                               : QueueProgressView::tr("All of them are labelled");
}

}  // namespace

QueueProgressView::QueueProgressView(QWidget* parent)
    : QWidget(parent), bar_(new QProgressBar(this)), words_(new ElidedLabel(this)) {
    bar_->setObjectName(QStringLiteral("queue.progress"));
    bar_->setAccessibleName(tr("Progress of the queue"));
    bar_->setToolTip(tr("How many of the recordings have ended"));
    bar_->setRange(0, kSteps);
    bar_->setAlignment(Qt::AlignCenter);
    words_->setObjectName(QStringLiteral("queue.words"));
    words_->setAccessibleName(tr("Speed and time left"));
    words_->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(bar_);
    layout->addWidget(words_);
    setProgress({}, 0.0);
}

void QueueProgressView::setProgress(const QueueProgress& progress, double partial) {
    const double share =
        progress.total > 0 ? (progress.done + std::max(0.0, partial)) / progress.total : 0.0;
    bar_->setVisible(progress.total > 0);  // recordings of earlier runs are no part of this one
    bar_->setValue(static_cast<int>(std::clamp(share, 0.0, 1.0) * kSteps));
    // A percent sign of its own, and no place holder of Qt's.
    bar_->setFormat(tr("%1 of %2").arg(progress.done).arg(progress.total));
    words_->setText(wordsOf(progress));
    words_->setToolTip(words_->text());
}

}  // namespace handscope::ui
