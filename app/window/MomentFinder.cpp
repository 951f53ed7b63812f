// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MomentFinder.h"

#include <exception>
#include <utility>

#include "app/window/QtImages.h"
#include "app/window/SourceOpening.h"

namespace handscope::app {

MomentFinder::MomentFinder(QObject* parent)
    : QObject(parent),
      history_(std::make_shared<FrameHistory>()),
      wanted_([this] { tasks_.post([this] { findNow(); }); }) {}

MomentFinder::~MomentFinder() = default;

void MomentFinder::setSource(const MomentSource& source, bool keep) {
    source_ = source;
    ++generation_;
    if (!keep) {
        // A file is as long as it is; of a live source the last minute is kept.
        history_->setLimits({.seconds = source.live ? HistoryLimits{}.seconds : 0.0});
        history_->clear(source.live ? SourceTime::Live : SourceTime::Seekable);
    }
}

void MomentFinder::find(double end) {
    wanted_.update([&](Wanted& wanted) {
        wanted = {.end = end, .source = source_, .generation = generation_};
    });
}

void MomentFinder::findNow() {
    const auto wanted = wanted_.take();
    if (!wanted) {
        return;
    }
    const MomentSource& source = wanted->source;
    const int generation = wanted->generation;
    QString reason = tr("The window that ends there begins before what is kept of this source.");
    try {
        auto moment = history_->window(wanted->end, source.windows, source.pastFrames);
        if (!moment && source.seekable && !source.live) {
            moment = readWindowEnding(source.choice.address.toStdString(), source.windows,
                                      wanted->end, source.pastFrames, optionsOf(source.choice));
        }
        if (moment) {
            QMetaObject::invokeMethod(this, [this, generation, moment = std::move(*moment)] {
                if (generation == generation_) {
                    Q_EMIT found(moment);
                }
            });
            return;
        }
    } catch (const std::exception& error) {
        reason = QString::fromUtf8(error.what());
    }
    QMetaObject::invokeMethod(this, [this, generation, end = wanted->end, reason] {
        if (generation == generation_) {
            Q_EMIT missing(end, reason);
        }
    });
}

void MomentFinder::makeThumbnails(int count) {
    if (std::exchange(makingThumbnails_, true)) {
        return;
    }
    tasks_.post([this, count, generation = generation_] {
        QVector<ui::StripThumbnail> thumbnails;
        for (const Thumbnail& made : history_->thumbnails(count)) {
            thumbnails.append({.seconds = made.pts, .picture = toImage(made.picture)});
        }
        QMetaObject::invokeMethod(this, [this, generation, thumbnails] {
            makingThumbnails_ = false;
            if (generation == generation_) {
                Q_EMIT thumbnailsMade(thumbnails);
            }
        });
    });
}

}  // namespace handscope::app
