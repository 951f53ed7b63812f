// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's files: pictures, tensors, videos and moments.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/Version.h"
#include "app/window/InspectController.h"
#include "app/window/MomentView.h"
#include "app/window/SourceOpening.h"

namespace handscope::app {
namespace {

/// In the view of a moment: PTS of the beginning of its video, from which its seconds are counted.
constexpr const char* kOriginEntry = "origin";

double savedOrigin(const Moment& moment) {
    const auto entry = moment.view.find(kOriginEntry);
    const double origin =
        entry == moment.view.end() ? 0.0 : QString::fromStdString(entry->second).toDouble();
    return std::isfinite(origin) ? origin : 0.0;
}

}  // namespace

void InspectController::connectFiles() {
    connect(&page_, &ui::InspectPage::exportPictureRequested, this,
            [this](const QString& file) { exports_.writePicture(page_.stage().picture(), file); });
    connect(&page_, &ui::InspectPage::exportTapRequested, this, &InspectController::exportTap);
    connect(&page_, &ui::InspectPage::exportEvidenceRequested, this,
            &InspectController::exportEvidence);
    connect(&page_, &ui::InspectPage::exportMomentRequested, this, &InspectController::writeMoment);
    connect(&page_, &ui::InspectPage::exportVideoRequested, this, &InspectController::writeVideo);
    connect(&page_, &ui::InspectPage::openMomentRequested, this,
            &InspectController::openMomentFile);
    connect(&page_, &ui::InspectPage::cancelRequested, &exports_, &InspectExports::cancel);

    connect(&exports_, &InspectExports::progressed, &page_, &ui::InspectPage::showProgress);
    connect(&exports_, &InspectExports::videoEnded, &page_, &ui::InspectPage::hideProgress);
    connect(&exports_, &InspectExports::done, &page_, &ui::InspectPage::setRemark);
    connect(&exports_, &InspectExports::cancelled, this,
            [this] { page_.setRemark(tr("Cancelled; nothing was written.")); });
    connect(&exports_, &InspectExports::failed, this, &InspectController::failed);
    connect(&exports_, &InspectExports::momentRead, this, &InspectController::openMoment);
}

/// The maps of the class whose evidence is shown, with the cuts and the changed clip.
void InspectController::exportEvidence(const QString& file) {
    if (!answered_ || !isAnswered() || answered_->answer->passes.back().evidence.empty()) {
        giveUpTap(file);
        return;
    }
    exports_.writeTap(answered_->answer->passes.back().evidence.front().map, file);
}

/// The whole map of the picked tap, with the cuts and the changed clip.
void InspectController::exportTap(const QString& file) {
    if (answered_ && isAnswered() && writeTap(*answered_->answer, question_.picked, file)) {
        return;
    }
    if (!looked_ || !isAnswering()) {
        giveUpTap(file);
        return;
    }
    tapFile_ = file;  // the view needs another map: this one has to be read
    ask();
}

/// Returns whether the answer has that map.
bool InspectController::writeTap(const pipeline::InspectionAnswer& answer, const ui::TapName& name,
                                 const QString& file) {
    const auto point = tapPoint(name, classifier_->description());
    for (const model::FeatureMap& map : answer.passes.back().maps) {
        if (point && map.point == *point) {
            exports_.writeTap(map, file);
            return true;
        }
    }
    return false;
}

/// Says that it was not written; of no file, nothing.
void InspectController::giveUpTap(const QString& file) {
    if (!file.isEmpty()) {
        Q_EMIT failed(
            {tr("There is no map to export to %1.").arg(file),
             tr("Expected a tap or a class that was picked, at a moment that the network looked "
                "at."),
             tr("Wait until the map is shown, then export it.")});
    }
}

void InspectController::writeMoment(const QString& file) {
    if (!answered_) {
        Q_EMIT failed({tr("There is no moment to save."), tr("Expected a window of video."),
                       tr("Open a video and wait for its first window.")});
        return;
    }
    const pipeline::InspectionAnswer& answer = *answered_->answer;
    const Looked& looked = answered_->looked;
    InspectQuestion shown = question_;
    if (const auto range = fixedRangeOf(question_.choices, range_)) {  // also what was frozen
        shown.choices.limits = ui::ColourLimits{.low = range->low, .high = range->high};
    }
    Moment moment{.toolVersion = kVersion,
                  .start = looked.start,
                  .end = looked.end,
                  .frames = answer.frames,
                  .past = looked.past,
                  .labels = classifier_->description().labels,
                  .probabilities = answer.passes.front().probabilities,
                  .smoothed = {},
                  .settings = settings_,
                  .model = {.flipTest = classifier_->description().flipTest},
                  .view = momentView(shown)};
    constexpr int kExactDigits = 17;
    moment.view[kOriginEntry] = QString::number(originOf(looked), 'g', kExactDigits).toStdString();
    exports_.writeMoment(std::move(moment), modelFile_, file);
}

/// As the page shows it: its map, with the cuts and the changed clip.
void InspectController::writeVideo(const QString& file, const ui::TimeStretch& stretch) {
    const model::ModelDescription& description = classifier_->description();
    const pipeline::InspectionPass seen = passesFor(question_, description).back();
    const bool fromFile = source_.seekable && !source_.live;
    OverlayJob job{.modelFile = modelFile_,
                   .recording = fromFile ? source_.choice.address : QString(),
                   .span = {.start = std::max(0.0, stretch.begin), .end = stretch.end},
                   .kept = {},
                   .settings = {.windows = windows(),
                                .decision = settings_.decision,
                                .map = mapOverlayOf(question_, range_, description),
                                .change = seen.change,
                                .mutes = seen.request.mutes,
                                .input = optionsOf(source_.choice)},
                   .file = file};
    if (!fromFile) {
        job.kept = [history = finder_.history(), end = source_.origin + stretch.end] {
            history->flush();  // the frames shown last are being compressed
            auto frames = history->pictures();
            std::erase_if(frames, [end](const auto& frame) { return frame->pts >= end; });
            return frames;
        };
        job.keptFrom = source_.origin + stretch.begin;
    }
    exports_.writeVideo(std::move(job));
}

void InspectController::openMomentFile(const QString& file) {
    if (!classifier_) {
        Q_EMIT failed({tr("A moment cannot be looked at before there is a model."),
                       tr("Expected a model that is open."),
                       tr("Wait until it is loaded, or open one; then open the moment again.")});
        return;
    }
    exports_.readMoment(file, modelFile_);
}

void InspectController::setOpened(const std::optional<Looked>& moment) {
    opened_ = moment;
    page_.setMomentOpened(moment.has_value());
}

void InspectController::openMoment(const Moment& moment, bool otherModel) {
    const model::ModelDescription& description = classifier_->description();
    const QString name = QString::fromStdString(moment.model.name);
    if (!fits(moment.frames)) {
        Q_EMIT failed(
            {tr("This moment has %1 frames.").arg(moment.frames.size()),
             tr("Expected %1, as the network takes them.").arg(description.input.segments),
             tr("Open the model that it was saved with: %1.").arg(name)});
        return;
    }
    if (hasSource() && !running_) {
        Q_EMIT failed({tr("A moment cannot be looked at while the video is being opened."),
                       tr("Expected an open video, which may be paused, or none at all."),
                       tr("Wait until it is there, then open the moment again.")});
        return;
    }
    freeze(true);
    dropAnswers();
    looked_.reset();  // so that what follows is not asked of the moment before
    InspectQuestion question = questionFrom(moment.view, question_);
    if (!tapPoint(question.picked, description)) {
        question.picked = question_.picked;
    }
    question.cuts = possibleCuts(question.cuts, description);  // it may be another network's
    page_.cuts().setCuts(question.cuts);
    page_.stage().setPicked(question.picked);
    page_.stage().setChoices(question.choices);
    setOpened(Looked{.start = moment.start,
                     .end = moment.end,
                     .frames = moment.frames,
                     .past = moment.past,
                     .origin = savedOrigin(moment)});
    choose(question);
    look(*opened_);
    const bool otherFlipTest = moment.model.flipTest != description.flipTest;
    page_.setRemark(
        otherModel ? tr("A moment saved with another network (%1), seen with this one.").arg(name)
        : otherFlipTest && description.flipTest
            ? tr("A moment saved without the flip test, seen with it.")
        : otherFlipTest ? tr("A moment saved with the flip test, seen without it.")
        : hasSource()   ? tr("A moment from a file. Going on returns to the video.")
                        : tr("A moment from a file."));
}

}  // namespace handscope::app
