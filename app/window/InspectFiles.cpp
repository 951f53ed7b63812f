// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's files: pictures, tensors, videos and moments.
#include <algorithm>
#include <utility>

#include "app/Version.h"
#include "app/window/InspectController.h"
#include "app/window/MomentView.h"

namespace handscope::app {

void InspectController::connectFiles() {
    connect(&page_, &ui::InspectPage::exportPictureRequested, this,
            [this](const QString& file) { exports_.writePicture(page_.stage().picture(), file); });
    connect(&page_, &ui::InspectPage::exportTapRequested, this, [this](const QString& file) {
        tapFile_ = file;  // written once its map has come: the view may need another one
        ask();
    });
    connect(&page_, &ui::InspectPage::exportMomentRequested, this, &InspectController::writeMoment);
    connect(&page_, &ui::InspectPage::exportVideoRequested, this, &InspectController::writeVideo);
    connect(&page_, &ui::InspectPage::openMomentRequested, this,
            [this](const QString& file) { exports_.readMoment(file, modelFile_); });
    connect(&page_, &ui::InspectPage::cancelRequested, &exports_, &InspectExports::cancel);

    connect(&exports_, &InspectExports::progressed, &page_, &ui::InspectPage::showProgress);
    connect(&exports_, &InspectExports::done, this, [this](const QString& text) {
        page_.hideProgress();
        page_.setRemark(text);
    });
    connect(&exports_, &InspectExports::cancelled, this, [this] {
        page_.hideProgress();
        page_.setRemark(tr("Cancelled; nothing was written."));
    });
    connect(&exports_, &InspectExports::failed, this, [this](const ui::Problem& problem) {
        page_.hideProgress();
        Q_EMIT failed(problem);
    });
    connect(&exports_, &InspectExports::momentRead, this, &InspectController::openMoment);
}

void InspectController::writeMoment(const QString& file) {
    if (!answer_ || !looked_) {
        Q_EMIT failed({tr("There is no moment to save."), tr("Expected a window of video."),
                       tr("Open a video and wait for its first window.")});
        return;
    }
    const model::ModelDescription& description = classifier_->description();
    Moment moment{.toolVersion = kVersion,
                  .start = looked_->start,
                  .end = looked_->end,
                  .frames = answer_->frames,
                  .past = {},
                  .labels = description.labels,
                  .probabilities = answer_->passes.front().probabilities,
                  .smoothed = {},
                  .settings = settings_,
                  .model = {},
                  .view = momentView(question_)};
    if (looked_->frames.size() > moment.frames.size()) {
        moment.past.assign(
            looked_->frames.begin(),
            looked_->frames.end() - static_cast<std::ptrdiff_t>(moment.frames.size()));
    }
    exports_.writeMoment(std::move(moment), modelFile_, file);
}

void InspectController::writeVideo(const QString& file) {
    OverlayJob job{.modelFile = modelFile_,
                   .recording = source_.seekable && !source_.live ? source_.address : QString(),
                   .history = finder_.history(),
                   .settings = {.windows = windows(), .decision = settings_.decision},
                   .file = file};
    if (const auto point = tapPoint(question_.picked, classifier_->description())) {
        const QString colours = ui::colourMapOf(question_.choices, question_.picked);
        job.settings.map = MapOverlay{
            .point = *point,
            .channel =
                question_.choices.view == ui::InspectView::Map ? question_.choices.channel : -1,
            .colours = colourMapFromName(colours.toStdString()).value_or(ColourMap::Viridis),
            .range = question_.choices.scaling == QLatin1String("fixed") ? range_ : std::nullopt,
            .opacity = question_.choices.opacity / 100.0};
    }
    exports_.writeVideo(job);
}

void InspectController::openMoment(const Moment& moment, bool otherModel) {
    const auto segments = static_cast<std::size_t>(classifier_->description().input.segments);
    if (moment.frames.size() != segments) {
        Q_EMIT failed({tr("This moment has %1 frames.").arg(moment.frames.size()),
                       tr("Expected %1, as the network takes them.").arg(segments),
                       tr("Open the model that it was saved with: %1.")
                           .arg(QString::fromStdString(moment.model.name))});
        return;
    }
    freeze(true);
    opened_ = moment;
    InspectQuestion question = questionFrom(moment.view, question_);
    if (!tapPoint(question.picked, classifier_->description())) {
        question.picked = question_.picked;
    }
    page_.cuts().restoreAll();
    for (const ui::CutName& cut : question.cuts) {
        page_.cuts().toggle(cut);
    }
    page_.network().setPicked(question.picked);
    page_.stage().setPicked(question.picked);
    page_.cuts().setPicked(question.picked);
    page_.stage().setChoices(question.choices);
    question.cuts = page_.cuts().cuts();
    choose(question);
    Looked looked{.start = moment.start, .end = moment.end, .frames = moment.past};
    looked.frames.insert(looked.frames.end(), moment.frames.begin(), moment.frames.end());
    look(std::move(looked));
    const QString name = QString::fromStdString(moment.model.name);
    page_.setRemark(
        otherModel ? tr("A moment saved with another network (%1), seen with this one.").arg(name)
                   : tr("A moment from a file. Going on returns to the video."));
}

/// The whole map of the picked tap, with the cuts and the changed clip.
void InspectController::takeTap(const pipeline::InspectionAnswer& answer) {
    const QString file = std::exchange(tapFile_, {});
    const auto point = tapPoint(question_.picked, classifier_->description());
    for (const model::FeatureMap& map : answer.passes.back().maps) {
        if (point && map.point == *point) {
            exports_.writeTap(map, file);
            return;
        }
    }
    Q_EMIT failed({tr("There is no map to export."), tr("Expected a tap that was picked."),
                   tr("Pick a node in the drawing of the network.")});
}

}  // namespace handscope::app
