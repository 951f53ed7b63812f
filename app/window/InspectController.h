// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

#include "app/inspect/FrameIntake.h"
#include "app/inspect/MomentFile.h"
#include "app/inspect/WindowTrail.h"
#include "app/pipeline/InferenceThread.h"
#include "app/window/InspectExports.h"
#include "app/window/InspectPictures.h"
#include "app/window/MomentFinder.h"
#include "app/window/TaskThread.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::app {

/// What the inspector has to know of a source that was opened.
struct InspectedSource {
    ui::SourceChoice choice;
    bool live = false;
    bool seekable = false;      ///< and can be opened a second time
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

    /// Whether a person looks at a moment that a running video would not leave.
    bool isFrozen() const noexcept { return frozen_; }

    /// Before any source. What was asked of another network is forgotten.
    void useModel(const QString& file, const std::shared_ptr<const model::Classifier>& classifier);
    /// For moments and exports that are made from now on. Windows are those of the session.
    void setSettings(const LabelSettings& settings);

    /// Questions are answered from now on. (Without any source, those about a moment from a file
    /// are answered, too.)
    void sourceOpened(const InspectedSource& source);
    /// Nothing is asked until a source is opened; what is shown stays, as it may be the same one.
    void sourceClosed();
    /// No source follows: nothing is shown any more.
    void sourceGone();
    /// PTS that counts as the beginning from now on.
    void setOrigin(double origin);
    /// For each frame of the source that is opened next (or is open), on the capture thread; never
    /// blocks. Its first frames, which come before sourceOpened(), wait for it.
    std::function<void(const capture::FramePtr&)> frameTaker();
    /// The newest frame's time, PTS seconds.
    void showPosition(double pts);
    void takeUpdate(const pipeline::PipelineUpdate& update);
    /// One that comes alone; another's than that of the last inspectionWanted() is passed over.
    void takeAnswer(const pipeline::InspectionAnswer& answer);
    /// `fired`: PTS seconds.
    void showEvent(const ui::EventRow& event, double fired);
    /// Whether the moment at which it fired can be looked at still, in what is kept of the source.
    bool keepsEvent(qint64 id) const;
    /// Looks at that moment; for a page that is seen.
    void goToEvent(qint64 id) { page_.strip().goTo(id); }
    /// Freezes at a time of the source that is open, PTS seconds.
    void lookAt(double pts);
    /// Reads a saved moment and looks at it; failed() may follow instead.
    void openMomentFile(const QString& file);

Q_SIGNALS:
    /// To be answered with takeAnswer(), or by an update, with this id.
    void inspectionWanted(const handscope::pipeline::Inspection& inspection);
    void failed(const handscope::ui::Problem& problem);

private:
    /// What is looked at.
    struct Looked {
        double start = 0.0;  ///< PTS seconds
        double end = 0.0;
        std::vector<capture::FramePtr> frames;  ///< T of them
        std::vector<capture::FramePtr> past;    ///< before them, for a causal model
        std::optional<double> origin{};         ///< PTS of its own video's beginning, if another
    };
    /// What the network is busy with.
    struct Asked {
        pipeline::Inspection inspection;
        InspectQuestion question;
        Looked looked;
        QString tapFile;  ///< where the picked tap's map is to be written; mostly empty
    };
    /// What it said last.
    struct Answered {
        std::shared_ptr<const pipeline::InspectionAnswer> answer;
        InspectQuestion question;
        Looked looked;
    };

    ui::InspectPage& page_;
    std::shared_ptr<const model::Classifier> classifier_;
    QString modelFile_;
    LabelSettings settings_;
    InspectedSource source_;
    bool running_ = false;  ///< a source is open
    bool active_ = false;
    bool frozen_ = false;
    double position_ = 0.0;  ///< PTS of the newest frame
    double cursor_ = 0.0;    ///< PTS
    WindowTrail trail_;
    std::optional<Looked> newest_;  ///< the last window of the running source
    std::optional<Looked> opened_;  ///< from a file, or kept; looked at instead of the source
    InspectQuestion question_;
    std::optional<Looked> looked_;
    std::optional<Asked> asked_;
    bool askAgain_ = false;
    std::int64_t nextId_ = 0;
    std::optional<Answered> answered_;
    std::optional<NothingShown> nothing_;  ///< words instead of the moment, in every view
    bool painting_ = false;
    bool paintAgain_ = false;
    int epoch_ = 0;  ///< of source and network: what was painted for an earlier one is not shown
    std::shared_ptr<const PinnedMap> pinned_;
    std::optional<ValueRange> range_;  ///< of the colours of shownTap(question_), unless typed
    QString tapFile_;                  ///< for the next question; see Asked
    QElapsedTimer thumbnailsAsked_;
    MomentFinder finder_;
    std::shared_ptr<FrameIntake> intake_;  ///< null before the first source
    InspectExports exports_;
    TaskThread painter_;  ///< last: joined before what its tasks use goes

    // InspectController.cpp: the page and what is connected to it.
    void connectPage();
    void connectChoices();
    void showModel(const model::ModelDescription& description);
    pipeline::WindowSettings windows() const;
    void applyWindows();
    bool hasSource() const { return !source_.choice.address.isEmpty(); }
    /// Whether questions are answered: a source is open, or a moment is all there is to look at.
    bool isAnswering() const { return running_ || (opened_ && !hasSource()); }
    void forget();
    void forgetSource();
    void beginTime();
    void dropAnswers();
    void dropQuestion();

    // InspectMoments.cpp: which moment is looked at.
    void follow(const pipeline::Window& window);
    void freeze(bool frozen);
    void completePast();
    void moveCursor(double pts);
    void stepFrames(int frames);
    bool fits(const std::vector<capture::FramePtr>& frames) const;
    void lookAgain();
    void keepFrozen();
    void look(Looked looked);
    void takeFound(const WindowAndPast& moment);
    void takeMissing(double end, const QString& reason);
    void leaveOpened();
    double lastMoment() const;
    double fromBeginning(double pts) const { return pts - source_.origin; }
    double originOf(const Looked& looked) const { return looked.origin.value_or(source_.origin); }
    void showStrip();
    void showWindow(const Answered& answered);

    // InspectAnswers.cpp: what is asked of the network about it, and shown.
    void choose(const InspectQuestion& question);
    void pin();
    bool isAnswered() const;
    pipeline::Inspection inspection() const;
    void ask();
    void paint();
    void show(const InspectPictures& pictures, const Answered& answered);
    void showNothing(const QString& why, const QString& whatToDo);
    void showWords(const NothingShown& nothing);

    // InspectFiles.cpp: what is written and read.
    void connectFiles();
    void exportTap(const QString& file);
    void exportEvidence(const QString& file);
    bool writeTap(const pipeline::InspectionAnswer& answer, const ui::TapName& name,
                  const QString& file);
    void giveUpTap(const QString& file);
    void writeMoment(const QString& file);
    void writeVideo(const QString& file, const ui::TimeStretch& stretch);
    void openMoment(const Moment& moment, bool otherModel);
    void setOpened(const std::optional<Looked>& moment);
};

}  // namespace handscope::app
