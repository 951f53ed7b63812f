// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

#include "app/inspect/MomentFile.h"
#include "app/pipeline/InferenceThread.h"
#include "app/window/InspectExports.h"
#include "app/window/InspectPictures.h"
#include "app/window/MomentFinder.h"
#include "app/window/TaskThread.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::app {

/// What the inspector has to know of a source that was opened.
struct InspectedSource {
    QString address;
    bool live = false;
    bool seekable = false;
    double origin = 0.0;        ///< PTS at its beginning, seconds
    double duration = 0.0;      ///< seconds; 0: unknown
    double frameRate = 0.0;     ///< nominal; 0: unknown
    bool sameAsBefore = false;  ///< opened again: what was kept of it stays
};

/// Connects the page that looks into the network with the moments of the source and the network.
///
/// While the page is shown and not frozen, each new window is looked at, one at a time; frozen, the
/// moment at the cursor is. Owns the history of the source and the threads that decode, paint and
/// export; has no network of its own but asks for one with inspectionWanted(). Does not own the
/// page, which must outlive it. GUI thread.
class InspectController : public QObject {
    Q_OBJECT

public:
    explicit InspectController(ui::InspectPage& page, const model::LoadOptions& options = {});
    ~InspectController() override;

    /// Whether the page is seen: nothing is computed for it otherwise.
    void setActive(bool active);
    void setMirrored(bool mirrored);

    void useModel(const QString& file, const std::shared_ptr<const model::Classifier>& classifier);
    /// For moments and exports that are made from now on. Windows are those of the session.
    void setSettings(const LabelSettings& settings);

    void sourceOpened(const InspectedSource& source);
    void sourceClosed();
    /// PTS that counts as the beginning from now on.
    void setOrigin(double origin) { source_.origin = origin; }
    /// For each frame, on the capture thread; never blocks.
    std::function<void(const capture::FramePtr&)> frameTaker() const;
    /// The newest frame's time, PTS seconds.
    void showPosition(double pts);
    void takeUpdate(const pipeline::PipelineUpdate& update);
    /// `fired`: PTS seconds.
    void showEvent(const ui::EventRow& event, double fired);

Q_SIGNALS:
    /// To be answered with an update whose inspection has this id.
    void inspectionWanted(const handscope::pipeline::Inspection& inspection);
    void failed(const handscope::ui::Problem& problem);

private:
    /// What is looked at.
    struct Looked {
        double start = 0.0;  ///< PTS seconds
        double end = 0.0;
        std::vector<capture::FramePtr> frames;  ///< for a causal model with those before
    };
    /// What the network is busy with.
    struct Asked {
        std::int64_t id = 0;
        InspectQuestion question;
    };

    ui::InspectPage& page_;
    std::shared_ptr<const model::Classifier> classifier_;
    QString modelFile_;
    LabelSettings settings_;
    InspectedSource source_;
    bool active_ = false;
    bool frozen_ = false;
    std::optional<Moment> opened_;  ///< from a file; looked at instead of the source
    double position_ = 0.0;         ///< PTS of the newest frame
    double cursor_ = 0.0;           ///< PTS
    InspectQuestion question_;
    std::optional<Looked> looked_;
    std::optional<Asked> asked_;
    bool askAgain_ = false;
    std::int64_t nextId_ = 0;
    std::shared_ptr<const pipeline::InspectionAnswer> answer_;
    InspectQuestion answered_;  ///< with which the answer came
    bool painting_ = false;
    bool paintAgain_ = false;
    std::shared_ptr<const PinnedMap> pinned_;
    std::optional<ValueRange> range_;
    QString tapFile_;  ///< where the picked tap's next map is to be written; mostly empty
    QElapsedTimer thumbnailsAsked_;
    TaskThread decoding_;
    TaskThread painter_;
    MomentFinder finder_;
    InspectExports exports_;

    void connectPage();
    void connectFiles();
    void writeMoment(const QString& file);
    void writeVideo(const QString& file);
    void openMoment(const Moment& moment, bool otherModel);
    void takeTap(const pipeline::InspectionAnswer& answer);
    void choose(const InspectQuestion& question);
    std::vector<pipeline::InspectionPass> passes() const;
    void freeze(bool frozen);
    void moveCursor(double pts);
    void stepFrames(int frames);
    void look(Looked looked);
    void ask();
    void takeAnswer(pipeline::InspectionAnswer answer);
    void paint();
    void show(const InspectPictures& pictures);
    void showStrip();
    void showLooked();
    pipeline::WindowSettings windows() const;
    double fromBeginning(double pts) const { return pts - source_.origin; }
};

}  // namespace handscope::app
