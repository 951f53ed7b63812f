// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector asks of the network about the moment that is looked at, and shows of it.
#include <algorithm>
#include <utility>

#include "app/window/InspectController.h"
#include "app/window/Problems.h"

namespace handscope::app {

void InspectController::choose(const InspectQuestion& question) {
    if (!classifier_) {
        return;
    }
    const ui::TapName shownBefore = shownTap(question_);
    if (question.picked != question_.picked) {
        question_.picked = question.picked;
        page_.network().setPicked(question.picked);
        page_.cuts().setPicked(question.picked);
        page_.stage().setPicked(question.picked);
    }
    question_ = question;
    question_.choices = page_.stage().choices();  // which another tap may have changed
    if (shownTap(question_) != shownBefore) {
        range_.reset();
    }
    page_.network().setCuts(question_.cuts);
    page_.probes().setChange(question_.change);
    const bool answered = isAnswered();
    if (answered) {
        answered_->question = question_;
        paint();
    }
    if (!answered || asked_) {
        ask();  // what is on its way may be the answer to another choice
    }
    if (!answered_ && nothing_) {
        showWords(*nothing_);  // the stage takes them for those about the view before
    }
}

/// Where there is nothing to pin, what was pinned before stays.
void InspectController::pin() {
    auto pinned = answered_ ? pinnedFrom(*answered_->answer, answered_->question,
                                         classifier_->description(), originOf(answered_->looked))
                            : nullptr;
    if (!pinned) {
        return;
    }
    pinned_ = std::move(pinned);
    page_.stage().setPinned(pinned_->frames.back()->pts - pinned_->origin);
    paint();
}

/// Whether the last answer is one to what is chosen now, but for colours and the like.
bool InspectController::isAnswered() const {
    const model::ModelDescription& description = classifier_->description();
    return answered_ &&
           passesFor(answered_->question, description) == passesFor(question_, description);
}

/// Of what the page shows, and of what is to be exported.
pipeline::Inspection InspectController::inspection() const {
    const model::ModelDescription& description = classifier_->description();
    pipeline::Inspection inspection{.frames = {}, .passes = passesFor(question_, description)};
    if (description.causal) {
        inspection.frames = looked_->past;
    }
    inspection.frames.insert(inspection.frames.end(), looked_->frames.begin(),
                             looked_->frames.end());
    auto& taps = inspection.passes.back().request.taps;
    const auto picked = tapPoint(question_.picked, description);
    if (!tapFile_.isEmpty() && picked &&
        std::find(taps.begin(), taps.end(), *picked) == taps.end()) {
        taps.push_back(*picked);
    }
    return inspection;
}

void InspectController::ask() {
    if (!active_ || !isAnswering() || !looked_ || classifier_->description().blocks.empty()) {
        return;
    }
    pipeline::Inspection wanted = inspection();
    if (asked_) {
        const pipeline::Inspection& before = asked_->inspection;
        askAgain_ =
            !tapFile_.isEmpty() || wanted.frames != before.frames || wanted.passes != before.passes;
        return;
    }
    wanted.id = nextId_++;
    asked_ = Asked{.inspection = wanted,
                   .question = question_,
                   .looked = *looked_,
                   .tapFile = std::exchange(tapFile_, {})};
    Q_EMIT inspectionWanted(wanted);
}

void InspectController::takeAnswer(const pipeline::InspectionAnswer& answer) {
    if (!asked_ || answer.id != asked_->inspection.id) {
        return;
    }
    Asked asked = *std::exchange(asked_, std::nullopt);
    const bool again = std::exchange(askAgain_, false);
    if (answer.error) {
        giveUpTap(asked.tapFile);
        const ui::Problem problem = problemOf(*answer.error);
        showNothing(tr("The network could not look at this moment. %1").arg(problem.whatHappened),
                    problem.whatWasExpected + QLatin1Char(' ') + problem.whatToDo);
    } else {
        if (!asked.tapFile.isEmpty() && !writeTap(answer, asked.question.picked, asked.tapFile)) {
            giveUpTap(asked.tapFile);
        }
        answered_ = Answered{.answer = std::make_shared<const pipeline::InspectionAnswer>(answer),
                             .question = std::move(asked.question),
                             .looked = std::move(asked.looked)};
        if (isAnswered()) {
            answered_->question = question_;  // colours, the frame and the channel of by now
        }
        paint();
    }
    if (again) {
        ask();
    }
}

/// Words instead of the moment that was shown.
void InspectController::showNothing(const QString& why, const QString& whatToDo) {
    dropAnswers();
    nothing_ = NothingShown{why, whatToDo};
    showWords(*nothing_);
    page_.network().clearPictures();
    page_.scores().clear();
    page_.strip().setWindow(0.0, 0.0, {});
}

void InspectController::showWords(const NothingShown& nothing) {
    page_.stage().setUnavailable(nothing.why, nothing.whatToDo);
}

void InspectController::paint() {
    if (!answered_) {
        return;
    }
    if (std::exchange(painting_, true)) {
        paintAgain_ = true;
        return;
    }
    painter_.post([this, epoch = epoch_, answered = *answered_,
                   base = PictureBase{.classifier = classifier_,
                                      .question = answered_->question,
                                      .pinned = pinned_,
                                      .fixed = range_,
                                      .origin = originOf(answered_->looked)}] {
        InspectPictures pictures = picturesOf(*answered.answer, base);
        QMetaObject::invokeMethod(this, [this, epoch, answered, pictures = std::move(pictures)] {
            painting_ = false;
            if (epoch == epoch_) {
                show(pictures, answered);
            }
            if (std::exchange(paintAgain_, false)) {
                paint();
            }
        });
    });
}

/// `answered`: what they were painted of; the network may have said more by now.
void InspectController::show(const InspectPictures& pictures, const Answered& answered) {
    nothing_.reset();
    const InspectQuestion& question = pictures.question;
    page_.network().setPictures(pictures.nodes);
    page_.scores().setCompared(static_cast<int>(question.cuts.size()), question.change);
    page_.scores().setScores(pictures.scores);
    if (question.picked == question_.picked && pictures.channels > 0) {
        page_.cuts().setChannelCount(pictures.channels);
    }
    // What was chosen meanwhile is on its way.
    if (question.choices.view == question_.choices.view &&
        shownTap(question) == shownTap(question_)) {
        const ui::StageChoices& choices = question_.choices;
        if (!choices.limits && (choices.scaling != ui::MapScaling::Fixed || !range_)) {
            range_ = pictures.range;
        }
        if (pictures.range) {
            page_.stage().setShownLimits(
                {.low = pictures.range->low, .high = pictures.range->high});
        }
        showStage(page_.stage(), pictures.stage);
    }
    showWindow(answered);
}

}  // namespace handscope::app
