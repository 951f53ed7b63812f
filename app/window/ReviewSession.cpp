// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReviewSession.h"

#include <QUndoCommand>
#include <utility>
#include <vector>

#include "app/labelling/ResultCheck.h"
#include "app/window/BackgroundWork.h"
#include "capture/CaptureError.h"
#include "capture/FrameTimes.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

QString textOf(CorrectionRefusal refusal) {
    switch (refusal) {
        case CorrectionRefusal::UnknownSegment:
            return ReviewSession::tr("That segment is no longer there.");
        case CorrectionRefusal::FrameOutside:
            return ReviewSession::tr("The playhead is not within the segment.");
        case CorrectionRefusal::EmptyLabel:
            return ReviewSession::tr("A label cannot be empty.");
        case CorrectionRefusal::NothingToDo:
            return ReviewSession::tr("That would change nothing.");
    }
    return {};
}

ui::ReviewState stateOf(ReviewState state) {
    switch (state) {
        case ReviewState::Predicted:
            return ui::ReviewState::Predicted;
        case ReviewState::Accepted:
            return ui::ReviewState::Accepted;
        case ReviewState::Changed:
            return ui::ReviewState::Changed;
        case ReviewState::Added:
            return ui::ReviewState::Added;
    }
    return ui::ReviewState::Predicted;
}

/// The times of all frames; empty, so that frames are spread evenly, where they cannot be had.
/// nullopt: stopped.
std::optional<std::vector<double>> frameTimesOf(const LabelSource& source,
                                                const std::stop_token& stop) {
    try {
        return capture::readFrameTimes(source.path, [&stop] { return stop.stop_requested(); });
    } catch (const capture::CaptureError&) {
        return std::vector<double>{};  // the player says that the recording cannot be opened
    }
}

/// Writes what a person made of a result, or takes it away where that is nothing.
void store(const std::filesystem::path& result, const CorrectedResult& of,
           const Corrections& corrections, KnownCorrections& known) {
    if (corrections.isUntouched()) {
        removeCorrections(result, known);
    } else {
        writeCorrections(result, of, corrections, known);
    }
}

}  // namespace

/// One correction: the whole before and after it, which are cheap to keep.
class ReviewSession::Step : public QUndoCommand {
public:
    Step(ReviewSession& session, const QString& text, Corrections before, Corrections after)
        : QUndoCommand(text),
          session_(session),
          before_(std::move(before)),
          after_(std::move(after)) {}

    void undo() override { session_.set(before_); }
    void redo() override { session_.set(after_); }

private:
    ReviewSession& session_;
    Corrections before_;
    Corrections after_;
};

ReviewSession::ReviewSession(TaskThread& tasks, QObject* parent) : QObject(parent), tasks_(tasks) {
    constexpr int kMostSteps = 1000;
    history_.setUndoLimit(kMostSteps);
}

std::optional<ReviewSession::Opened> ReviewSession::read(const std::filesystem::path& result,
                                                         const std::stop_token& stop) {
    if (stop.stop_requested()) {
        return std::nullopt;
    }
    const LabelDocument document = readLabelDocument(result);
    const auto frameTimes = frameTimesOf(document.source, stop);
    if (!frameTimes) {
        return std::nullopt;
    }
    Opened opened{.document = document, .loaded = readCorrections(result, document, *frameTimes)};
    if (opened.loaded.state == LoadedCorrections::State::Stale) {
        opened.loaded.corrections = currentCorrections(opened.loaded, document, *frameTimes);
        opened.carriedOver = true;
    }
    opened.videoChanged = hasAnotherSize(document.source.path, document.source.bytes);
    return opened;
}

void ReviewSession::open(qint64 id, const std::filesystem::path& result) {
    close();
    opening_ = std::stop_source();
    inBackground(
        tasks_, this, [result, stop = opening_.get_token()] { return read(result, stop); },
        [this, request = request_, id, result](const std::optional<Opened>& found) {
            if (found && request == request_) {
                adopt(id, result, *found);
            }
        },
        [this, request = request_](const ui::Problem& problem) {
            if (request == request_) {
                Q_EMIT failed(problem);
            }
        });
}

void ReviewSession::adopt(qint64 id, const std::filesystem::path& result, const Opened& found) {
    id_ = id;
    result_ = result;
    document_ = found.document;
    of_ = found.loaded.result;
    corrections_ = found.loaded.corrections;
    known_ = std::make_shared<KnownCorrections>(found.loaded.known());
    Q_EMIT opened();
    if (found.carriedOver) {
        saveCarriedOver();
    }
    if (found.videoChanged) {
        Q_EMIT failed({tr("The video %1 has changed since it was labelled.")
                           .arg(QString::fromStdString(document_.source.path)),
                       tr("Expected it as it was: these labels may be of other frames."),
                       tr("Label it again, or put the earlier video back.")});
    }
}

/// Deletions are of the earlier result: they do not carry over, and so are kept as they were.
void ReviewSession::saveCarriedOver() {
    inBackground(
        tasks_, this,
        [result = result_, of = of_, corrections = *corrections_, known = known_] {
            auto aside = copyCorrectionsAside(result, *known);
            store(result, of, corrections, *known);
            return aside;
        },
        [this](const std::filesystem::path& aside) {
            Q_EMIT noted(tr("The recording was labelled again since it was corrected; what you had "
                            "confirmed was kept. What you had deleted is to be looked at again: "
                            "the corrections before are in %1.")
                             .arg(QString::fromStdString(aside.filename().string())));
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void ReviewSession::close() {
    ++request_;
    opening_.request_stop();
    id_ = -1;
    history_.clear();
    corrections_.reset();
}

const CorrectedSegment* ReviewSession::segment(qint64 id) const {
    return corrections_ ? corrections_->find(id) : nullptr;
}

QVector<ui::SegmentRow> ReviewSession::rows() const {
    QVector<ui::SegmentRow> rows;
    if (!corrections_) {
        return rows;
    }
    for (const CorrectedSegment& segment : corrections_->segments()) {
        ui::SegmentRow row{.id = segment.id,
                           .label = QString::fromStdString(segment.label),
                           .start = segment.start - document_.source.start,
                           .end = segment.end - document_.source.start,
                           .startFrame = segment.startFrame,
                           .endFrame = segment.endFrame,
                           .score = 1.0,
                           .margin = 1.0,
                           .runnerUp = {},
                           .state = stateOf(segment.state)};
        if (const LabelSegment* const said = corrections_->prediction(segment)) {
            row.score = said->meanScore;
            row.margin = said->margin();
            row.runnerUp = QString::fromStdString(said->runnerUp);
        }
        rows.append(row);
    }
    return rows;
}

ui::RecordingRow ReviewSession::counts() const {
    ui::RecordingRow row;
    row.id = id_;
    if (corrections_) {
        row.segments = static_cast<int>(corrections_->segments().size());
        row.unreviewed = static_cast<int>(corrections_->unreviewed());
        row.lowestMargin = corrections_->lowestMargin().value_or(1.0F);
        row.corrected = !corrections_->isUntouched();
    }
    return row;
}

std::optional<qint64> ReviewSession::change(
    const QString& text, const std::function<CorrectionResult(Corrections&)>& correction) {
    if (!corrections_) {
        return std::nullopt;
    }
    Corrections after = *corrections_;
    const CorrectionResult result = correction(after);
    if (!result) {
        Q_EMIT noted(textOf(*result.refusal));
        return std::nullopt;
    }
    history_.push(new Step(*this, text, *corrections_, std::move(after)));  // the stack owns it
    return result.segment;
}

void ReviewSession::make(const QString& text,
                         const std::function<CorrectionResult(Corrections&)>& correction) {
    if (const auto segment = change(text, correction)) {
        Q_EMIT segmentMade(*segment);
    }
}

void ReviewSession::set(const Corrections& corrections) {
    corrections_ = corrections;
    save();
    Q_EMIT changed();
}

void ReviewSession::save() {
    inBackground(
        tasks_, this,
        [result = result_, of = of_, corrections = *corrections_, known = known_] {
            store(result, of, corrections, *known);
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void ReviewSession::accept(qint64 id) {
    change(tr("accept"), [id](Corrections& all) { return all.accept(id); });
}

void ReviewSession::acceptAll() {
    change(tr("accept all"), [](Corrections& all) { return all.acceptAll(); });
}

void ReviewSession::relabel(qint64 id, const QString& label) {
    change(tr("relabel"), [&](Corrections& all) { return all.relabel(id, label.toStdString()); });
}

void ReviewSession::split(qint64 id, qint64 frame) {
    make(tr("split"), [&](Corrections& all) { return all.split(id, frame); });
}

void ReviewSession::merge(qint64 first, qint64 second) {
    change(tr("merge"), [&](Corrections& all) { return all.merge(first, second); });
}

void ReviewSession::moveEdge(qint64 id, ui::SegmentEdge edge, int frames) {
    const SegmentEdge moved =
        edge == ui::SegmentEdge::Start ? SegmentEdge::Start : SegmentEdge::End;
    change(tr("move an edge"), [&](Corrections& all) { return all.nudge(id, moved, frames); });
}

void ReviewSession::remove(qint64 id) {
    change(tr("delete"), [id](Corrections& all) { return all.remove(id); });
}

void ReviewSession::add(qint64 startFrame, qint64 endFrame, const QString& label) {
    make(tr("add"),
         [&](Corrections& all) { return all.add(startFrame, endFrame, label.toStdString()); });
}

}  // namespace handscope::app
