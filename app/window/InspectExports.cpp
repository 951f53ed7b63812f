// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectExports.h"

#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/NpyFile.h"
#include "app/labelling/ModelIdentity.h"
#include "app/window/BackgroundWork.h"
#include "app/window/ModelLoader.h"

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

void InspectExports::write(std::function<void()> work, const QString& doneText) {
    inBackground(
        files_, this, std::move(work), [this, doneText] { Q_EMIT done(doneText); },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void InspectExports::writePicture(const QImage& picture, const QString& file) {
    if (picture.isNull()) {
        Q_EMIT failed({tr("There is no picture to export."),
                       tr("Expected a map in the large view."),
                       tr("Open a video and wait for its first window.")});
        return;
    }
    inBackground(
        files_, this,
        [picture, file] {
            QSaveFile target(file);
            return target.open(QIODevice::WriteOnly) && picture.save(&target, "PNG") &&
                   target.commit();
        },
        [this, file](bool written) {
            if (written) {
                Q_EMIT done(tr("Wrote %1.").arg(file));
            } else {
                Q_EMIT failed({tr("The picture %1 was not written.").arg(file),
                               tr("Expected a folder that can be written to, with room."),
                               tr("Choose another place.")});
            }
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void InspectExports::writeTap(model::FeatureMap map, const QString& file) {
    const QString text = tr("Wrote %1: float32, %2 × %3 × %4 × %5.")
                             .arg(file, QString::number(map.frames), QString::number(map.channels),
                                  QString::number(map.height), QString::number(map.width));
    write(
        [map = std::move(map), file] {
            writeNpy(file.toStdString(), map.values,
                     {map.frames, map.channels, map.height, map.width});
        },
        text);
}

void InspectExports::writeMoment(Moment moment, const QString& modelFile, const QString& file) {
    write(
        [moment = std::move(moment), modelFile, file]() mutable {
            moment.model = labelModelOf(modelFile.toStdString(), moment.model.flipTest);
            app::writeMoment(file.toStdString(), moment);
        },
        tr("Wrote %1.").arg(file));
}

void InspectExports::readMoment(const QString& file, const QString& modelFile) {
    using Read = std::pair<Moment, bool>;
    inBackground(
        files_, this,
        [file, modelFile] {
            Moment moment = app::readMoment(file.toStdString());
            const LabelModel ours = labelModelOf(modelFile.toStdString(), /*flipTest=*/false);
            const bool other = moment.model.sha256 != ours.sha256;
            return Read(std::move(moment), other);
        },
        [this](const Read& read) { Q_EMIT momentRead(read.first, read.second); },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void InspectExports::writeVideo(OverlayJob job) {
    stop_ = std::stop_source();
    Q_EMIT progressed(writing(job.file), 0.0);  // at once: what is being read may take a while
    const QString file = job.file;
    inBackground(
        videos_, this,
        [this, job = std::move(job), stop = stop_.get_token()] { return makeVideo(job, stop); },
        [this, file](const std::optional<OverlayVideoResult>& result) {
            Q_EMIT videoEnded();
            if (result) {
                Q_EMIT done(tr("Wrote %1: %n frame(s).", nullptr, static_cast<int>(result->frames))
                                .arg(file));
            } else {
                Q_EMIT cancelled();
            }
        },
        [this](const ui::Problem& problem) {
            Q_EMIT videoEnded();
            Q_EMIT failed(problem);
        });
}

QString InspectExports::writing(const QString& file) {
    return tr("Writing %1").arg(QFileInfo(file).fileName());
}

/// Blocks; on the thread of videos. nullopt: it was stopped.
std::optional<OverlayVideoResult> InspectExports::makeVideo(const OverlayJob& job,
                                                            const std::stop_token& stop) {
    // Before the network is loaded: what is kept goes with time.
    const auto kept = job.kept ? job.kept() : std::vector<CompressedFramePtr>();
    const QString text = writing(job.file);
    const OverlayProgress progress = [this, text, last = 0](double share) mutable {
        if (const int percent = static_cast<int>(std::floor(share * 100.0)); percent != last) {
            last = percent;
            QMetaObject::invokeMethod(this,
                                      [this, text, share] { Q_EMIT progressed(text, share); });
        }
    };
    std::shared_ptr<model::Classifier> network = loadTrusted(job.modelFile.toStdString(), options_);
    return job.recording.isEmpty()
               ? writeOverlayVideo(framesOf(kept, job.keptFrom), network, job.settings,
                                   job.file.toStdString(), stop, progress)
               : writeOverlayVideo(job.recording.toStdString(), job.span, network, job.settings,
                                   job.file.toStdString(), stop, progress);
}

}  // namespace handscope::app
