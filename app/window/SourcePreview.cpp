// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourcePreview.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

#include "app/pipeline/LatestMailbox.h"
#include "app/window/Problems.h"
#include "app/window/QtImages.h"
#include "app/window/SourceOpening.h"
#include "capture/CaptureThread.h"

namespace handscope::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLeastApart{1000 / SourcePreview::kMostPicturesASecond};

QImage smallPicture(const capture::FramePtr& frame) {
    const QImage whole = toImage(frame);
    const QSize box = SourcePreview::kBox;
    if (whole.width() <= box.width() && whole.height() <= box.height()) {
        return whole;
    }
    return whole.scaled(box, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

/// What the threads use: it stays until the last of them is done, whether or not the preview is
/// still there to be told.
struct SourcePreview::Shared {
    struct TaggedPicture {
        int generation = 0;
        QImage picture;
    };

    std::atomic<int> generation = 0;  ///< of the request that counts
    pipeline::LatestMailbox<TaggedPicture> newest{[this] {
        tell([](SourcePreview& preview) {
            const auto tagged = preview.shared_->newest.take();
            if (tagged && tagged->generation == preview.shared_->generation) {
                Q_EMIT preview.pictureArrived(tagged->picture);
            }
        });
    }};

    std::mutex mutex;
    SourcePreview* preview = nullptr;  ///< under the mutex; nullptr once it has gone

    // Last: its thread uses the rest. Of the task thread alone.
    std::unique_ptr<capture::CaptureThread> reader;

    /// Calls `what` on the GUI thread, if the preview is still there. Any thread.
    template <typename What>
    void tell(What what) {
        const std::lock_guard lock(mutex);
        if (preview != nullptr) {
            QMetaObject::invokeMethod(
                preview, [target = preview, what = std::move(what)] { what(*target); },
                Qt::QueuedConnection);
        }
    }

    void fail(int ofGeneration, const ui::Problem& problem) {
        tell([ofGeneration, problem](SourcePreview& target) {
            if (ofGeneration == target.shared_->generation) {
                Q_EMIT target.failed(problem);
            }
        });
    }

    /// On the task thread.
    void open(int ofGeneration, const ui::SourceChoice& choice, const std::stop_token& stop) {
        reader.reset();
        if (ofGeneration != generation) {
            return;  // another request has overtaken this one
        }
        try {
            auto source = openChosen(choice, stop);
            capture::CaptureThread::Callbacks callbacks;
            callbacks.onFrame = [this, ofGeneration, last = Clock::time_point()](
                                    const capture::FramePtr& frame) mutable {
                const auto now = Clock::now();
                if (now - last < kLeastApart) {
                    return;
                }
                last = now;
                QImage picture = smallPicture(frame);
                newest.update([&](TaggedPicture& tagged) {
                    tagged = {.generation = ofGeneration, .picture = std::move(picture)};
                });
            };
            callbacks.onEnd = [this, ofGeneration](const capture::CaptureEnd& end) {
                if (end.error) {
                    fail(ofGeneration, problemOf(*end.error));
                }
            };
            // Nobody empties the ring: it drops what it is given.
            reader = std::make_unique<capture::CaptureThread>(
                std::move(source), std::make_shared<capture::FrameRing>(1),
                capture::CaptureThread::Options{.loop = true}, std::move(callbacks));
        } catch (const std::exception& error) {
            fail(ofGeneration, problemOf(error));
        }
    }
};

SourcePreview::SourcePreview(TaskThread& tasks, QObject* parent)
    : QObject(parent), tasks_(tasks), shared_(std::make_shared<Shared>()) {
    shared_->preview = this;
}

SourcePreview::~SourcePreview() {
    stop();
    const std::lock_guard lock(shared_->mutex);
    shared_->preview = nullptr;
}

void SourcePreview::setInUse(const std::optional<ui::SourceChoice>& choice) {
    inUse_ = choice;
}

void SourcePreview::show(const ui::SourceChoice& choice) {
    const int generation = beginRequest();
    if (choice.isStandardInput()) {
        tasks_.post([shared = shared_] { shared->reader.reset(); });
        shared_->fail(generation, {tr("Standard input has no preview."),
                                   tr("Expected a source that can be opened more than once."),
                                   tr("Open it to see it.")});
        return;
    }
    if (inUse_ && excludesEachOther(*inUse_, choice)) {
        tasks_.post([shared = shared_] { shared->reader.reset(); });
        shared_->fail(generation,
                      {tr("This source is being watched already."),
                       tr("Expected a source that is not in use: it can be opened only once."),
                       tr("Close this dialog to see it, or choose another source.")});
        return;
    }
    tasks_.post([shared = shared_, generation, choice, stop = opening_.get_token()] {
        shared->open(generation, choice, stop);
    });
}

/// Calls off the one before; gives the new one's generation.
int SourcePreview::beginRequest() {
    opening_.request_stop();
    opening_ = std::stop_source();
    return ++shared_->generation;
}

void SourcePreview::stop() {
    beginRequest();
    tasks_.post([shared = shared_] { shared->reader.reset(); });
}

}  // namespace handscope::app
