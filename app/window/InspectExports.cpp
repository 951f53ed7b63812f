// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectExports.h"

#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "app/NpyFile.h"
#include "app/labelling/ModelIdentity.h"
#include "app/window/ModelLoader.h"
#include "app/window/Problems.h"

namespace handscope::app {
namespace {

/// Decoded as they are asked for.
OverlayFrames framesOf(std::vector<CompressedFramePtr> kept, double writtenFrom) {
    const std::int64_t count = std::ssize(kept);
    auto next = [kept = std::move(kept), next = std::size_t{0}]() mutable -> capture::FramePtr {
        return next < kept.size() ? decompressed(*kept[next++]) : nullptr;
    };
    return {.next = std::move(next), .expected = count, .writtenFrom = writtenFrom};
}

}  // namespace

InspectExports::InspectExports(const model::LoadOptions& options, QObject* parent)
    : QObject(parent), options_(options) {}

InspectExports::~InspectExports() {
    stop_.request_stop();
}

void InspectExports::cancel() {
    stop_.request_stop();
}

/// What `work` throws is told.
void InspectExports::run(std::function<void()> work) {
    tasks_.post([this, work = std::move(work)] {
        try {
            work();
        } catch (const std::exception& error) {
            const ui::Problem problem = problemOf(error);
            QMetaObject::invokeMethod(this, [this, problem] { Q_EMIT failed(problem); });
        }
    });
}

void InspectExports::writePicture(const QImage& picture, const QString& file) {
    if (picture.isNull()) {
        Q_EMIT failed({tr("There is no picture to export."),
                       tr("Expected a map in the large view."),
                       tr("Open a video and wait for its first window.")});
        return;
    }
    run([this, picture, file] {
        QSaveFile target(file);
        const bool written =
            target.open(QIODevice::WriteOnly) && picture.save(&target, "PNG") && target.commit();
        QMetaObject::invokeMethod(this, [this, written, file] {
            if (written) {
                Q_EMIT done(tr("Wrote %1.").arg(file));
            } else {
                Q_EMIT failed({tr("The picture %1 was not written.").arg(file),
                               tr("Expected a folder that can be written to, with room."),
                               tr("Choose another place.")});
            }
        });
    });
}

void InspectExports::writeTap(model::FeatureMap map, const QString& file) {
    run([this, map = std::move(map), file] {
        writeNpy(file.toStdString(), map.values, {map.frames, map.channels, map.height, map.width});
        const QString text = tr("Wrote %1: float32, %2 × %3 × %4 × %5.")
                                 .arg(file)
                                 .arg(map.frames)
                                 .arg(map.channels)
                                 .arg(map.height)
                                 .arg(map.width);
        QMetaObject::invokeMethod(this, [this, text] { Q_EMIT done(text); });
    });
}

void InspectExports::writeMoment(Moment moment, const QString& modelFile, const QString& file) {
    run([this, moment = std::move(moment), modelFile, file]() mutable {
        moment.model = labelModelOf(modelFile.toStdString());
        app::writeMoment(file.toStdString(), moment);
        QMetaObject::invokeMethod(this, [this, file] { Q_EMIT done(tr("Wrote %1.").arg(file)); });
    });
}

void InspectExports::readMoment(const QString& file, const QString& modelFile) {
    run([this, file, modelFile] {
        Moment moment = app::readMoment(file.toStdString());
        const bool other = moment.model.sha256 != labelModelOf(modelFile.toStdString()).sha256;
        QMetaObject::invokeMethod(
            this, [this, moment = std::move(moment), other] { Q_EMIT momentRead(moment, other); });
    });
}

void InspectExports::writeVideo(OverlayJob job) {
    stop_ = std::stop_source();
    Q_EMIT progressed(writing(job.file), 0.0);  // at once: what is being read may take a while
    run([this, job = std::move(job), stop = stop_.get_token()] { makeVideo(job, stop); });
}

QString InspectExports::writing(const QString& file) {
    return tr("Writing %1").arg(QFileInfo(file).fileName());
}

void InspectExports::makeVideo(const OverlayJob& job, const std::stop_token& stop) {
    const QString text = writing(job.file);
    const OverlayProgress progress = [this, text, last = 0](double share) mutable {
        if (const int percent = static_cast<int>(std::floor(share * 100.0)); percent != last) {
            last = percent;
            QMetaObject::invokeMethod(this,
                                      [this, text, share] { Q_EMIT progressed(text, share); });
        }
    };
    std::shared_ptr<model::Classifier> network = loadTrusted(job.modelFile.toStdString(), options_);
    const auto result =
        job.recording.isEmpty()
            ? writeOverlayVideo(framesOf(job.kept, job.keptFrom), network, job.settings,
                                job.file.toStdString(), stop, progress)
            : writeOverlayVideo(job.recording.toStdString(), job.span, network, job.settings,
                                job.file.toStdString(), stop, progress);
    QMetaObject::invokeMethod(this, [this, result, file = job.file] {
        if (result) {
            Q_EMIT done(
                tr("Wrote %1: %n frame(s).", nullptr, static_cast<int>(result->frames)).arg(file));
        } else {
            Q_EMIT cancelled();
        }
    });
}

}  // namespace handscope::app
