// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QString>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/inspect/FrameHistory.h"
#include "app/inspect/MomentFile.h"
#include "app/session/OverlayVideo.h"
#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// What an overlay video is made of.
struct OverlayJob {
    QString modelFile;
    QString recording;  ///< a file; empty: what was kept of a source
    OverlaySpan span;   ///< of the file
    /// Gives its frames; blocks while the last of them are compressed. Any thread.
    std::function<std::vector<CompressedFramePtr>()> kept;
    /// PTS seconds: what was kept before is seen by the network and not written.
    double keptFrom = -std::numeric_limits<double>::infinity();
    OverlayVideoSettings settings;
    QString file;  ///< to be written
};

/// Writes and reads the inspector's files in the background: videos one after another, and beside
/// them the rest, which waits for no video.
///
/// Owns its threads and, while a video is made, a network of its own, so that live recognition goes
/// on. GUI thread.
class InspectExports : public QObject {
    Q_OBJECT

public:
    /// Of `options` the device, the engine and the precision count.
    explicit InspectExports(const model::LoadOptions& options = {}, QObject* parent = nullptr);
    /// Cancels what is under way.
    ~InspectExports() override;

    /// Each returns at once; done() or failed() follows. No picture is refused.
    void writePicture(const QImage& picture, const QString& file);
    /// As `.npy`, float32 [T, C, H, W].
    void writeTap(model::FeatureMap map, const QString& file);
    /// The model's name and hash are taken from `modelFile`.
    void writeMoment(Moment moment, const QString& modelFile, const QString& file);
    /// progressed() comes before it returns. cancelled() may follow instead of done(); videoEnded()
    /// comes before whichever it is.
    void writeVideo(OverlayJob job);
    /// momentRead() or failed() follows.
    void readMoment(const QString& file, const QString& modelFile);

    /// Stops a video; cancelled() follows.
    void cancel();

Q_SIGNALS:
    void progressed(const QString& text, double fraction);
    void videoEnded();  ///< nothing more of it is progressed()
    void done(const QString& text);
    void cancelled();
    void failed(const handscope::ui::Problem& problem);
    /// `otherModel`: it was saved with another network than this one.
    void momentRead(const handscope::app::Moment& moment, bool otherModel);

private:
    model::LoadOptions options_;
    std::stop_source stop_;
    TaskThread files_;
    TaskThread videos_;  ///< these two last: joined before what their tasks use goes

    static QString writing(const QString& file);
    void write(std::function<void()> work, const QString& doneText);
    std::optional<OverlayVideoResult> makeVideo(const OverlayJob& job, const std::stop_token& stop);
};

}  // namespace handscope::app
