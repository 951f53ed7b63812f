// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QVector>
#include <memory>
#include <optional>

#include "app/inspect/FrameHistory.h"
#include "app/pipeline/LatestMailbox.h"
#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"
#include "ui/inspect/strip/StripTypes.h"

namespace handscope::app {

/// Where the moments of a source come from.
struct MomentSource {
    ui::SourceChoice choice;  ///< by which it is opened again, where it is seekable
    bool live = false;
    bool seekable = false;
    pipeline::WindowSettings windows;
    std::size_t pastFrames = 0;  ///< that a causal model looks back before a window
    bool operator==(const MomentSource&) const = default;
};

/// Finds the window of frames that ends at a moment: in what was kept of the source, else in the
/// file itself.
///
/// Owns the history, which whoever captures fills (history()->push()), and the thread that decodes,
/// so nothing here blocks but the destructor, for one moment's decoding. GUI thread.
class MomentFinder : public QObject {
    Q_OBJECT

public:
    explicit MomentFinder(QObject* parent = nullptr);
    ~MomentFinder() override;

    /// May be pushed to from any thread, also while this object goes.
    const std::shared_ptr<FrameHistory>& history() const noexcept { return history_; }

    /// Another source, or other windows of the same one (`keep`: what was kept of it stays). What
    /// was asked for before is not answered any more.
    void setSource(const MomentSource& source, bool keep = false);
    const MomentSource& source() const noexcept { return source_; }

    /// found() or missing() follows; of several requests that wait the last one counts. PTS
    /// seconds.
    void find(double end);

    /// thumbnailsMade() follows; a request while one is under way is passed over.
    void makeThumbnails(int count);

    /// The next frame's time (`direction` > 0) or the one before, PTS seconds.
    std::optional<double> stepTime(double pts, int direction) const {
        return history_->stepTime(pts, direction);
    }

Q_SIGNALS:
    void found(const handscope::app::WindowAndPast& moment);
    /// Nothing is left of that moment. `reason` in a sentence.
    void missing(double end, const QString& reason);
    /// PTS seconds.
    void thumbnailsMade(const QVector<handscope::ui::StripThumbnail>& thumbnails);

private:
    struct Wanted {
        double end = 0.0;
        MomentSource source;
        int generation = 0;
    };

    std::shared_ptr<FrameHistory> history_;
    MomentSource source_;
    int generation_ = 0;  ///< of setSource(): what was found for an earlier one is not told
    pipeline::LatestMailbox<Wanted> wanted_;
    bool makingThumbnails_ = false;
    TaskThread tasks_;  ///< last: joined before what its tasks use goes

    void findNow();
};

}  // namespace handscope::app
