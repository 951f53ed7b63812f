// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectController.h"

#include <algorithm>
#include <utility>

#include "app/pipeline/ModelWindows.h"
#include "app/window/DisplayValues.h"

namespace handscope::app {
namespace {

/// A block in the middle: small enough to take in at once, with a CMM where there is one.
ui::TapName middleTap(const QVector<ui::BlockChoice>& blocks) {
    const ui::BlockChoice& middle = blocks[blocks.size() / 2];
    const QString cmm = QStringLiteral("cmm");
    return {middle.name, middle.taps.contains(cmm) ? cmm : middle.taps.back()};
}

}  // namespace

InspectController::InspectController(ui::InspectPage& page, const model::LoadOptions& options)
    : page_(page), exports_(options) {
    connect(&finder_, &MomentFinder::found, this, &InspectController::takeFound);
    connect(&finder_, &MomentFinder::missing, this, &InspectController::takeMissing);
    connect(&finder_, &MomentFinder::thumbnailsMade, this,
            [this](QVector<ui::StripThumbnail> thumbnails) {
                for (ui::StripThumbnail& thumbnail : thumbnails) {
                    thumbnail.seconds = fromBeginning(thumbnail.seconds);
                }
                page_.strip().setThumbnails(thumbnails);
            });
    connectPage();
    connectChoices();
    connectFiles();
}

InspectController::~InspectController() = default;

void InspectController::connectPage() {
    connect(&page_.strip(), &ui::TimeStrip::cursorMoved, this, [this](double seconds) {
        freeze(true);
        moveCursor(seconds + source_.origin);
    });
    connect(&page_, &ui::InspectPage::freezeRequested, this, &InspectController::freeze);
    connect(&page_, &ui::InspectPage::frameStepRequested, this, &InspectController::stepFrames);
    connect(&page_, &ui::InspectPage::windowStepRequested, this, [this](int count) {
        if (hasSource()) {  // and so a model, which says how windows lie
            freeze(true);
            moveCursor(cursor_ + count * windows().stride);
        }
    });
}

void InspectController::connectChoices() {
    connect(&page_.network(), &ui::NetworkView::picked, this, [this](const ui::TapName& name) {
        InspectQuestion question = question_;
        question.picked = name;
        choose(question);
    });
    connect(&page_.network(), &ui::NetworkView::cutToggled, &page_.cuts(), &ui::CutPanel::toggle);
    connect(&page_.cuts(), &ui::CutPanel::cutsChanged, this,
            [this](const QVector<ui::CutName>& cuts) {
                InspectQuestion question = question_;
                question.cuts = cuts;
                choose(question);
            });
    connect(&page_.probes(), &ui::ProbePanel::changeRequested, this, [this](ui::ClipChange change) {
        InspectQuestion question = question_;
        question.change = change;
        choose(question);
    });
    connect(&page_.stage(), &ui::MapStage::choicesChanged, this,
            [this](const ui::StageChoices& choices) {
                InspectQuestion question = question_;
                question.choices = choices;
                choose(question);
            });
    connect(&page_.stage(), &ui::MapStage::pinRequested, this, &InspectController::pin);
}

void InspectController::setActive(bool active) {
    active_ = active;
    trail_.clear();  // frames are kept for a page that is seen
    if (active && classifier_) {
        showStrip();
        if (classifier_->description().causal && !opened_) {
            lookAgain();  // with the frames before, which nobody has kept
        } else {
            ask();
        }
    }
}

void InspectController::useModel(const QString& file,
                                 const std::shared_ptr<const model::Classifier>& classifier) {
    const bool turned =
        classifier_ && classifier_->description().causal != classifier->description().causal;
    classifier_ = classifier;
    modelFile_ = file;
    keepFrozen();
    forget();
    page_.cuts().reset();
    page_.scores().clear();
    showModel(classifier->description());
    if (turned) {  // the frame whose CMM says most is another one
        ui::StageChoices choices = page_.stage().choices();
        choices.t = 0;
        page_.stage().setChoices(choices);
        question_.choices = page_.stage().choices();
    }
    applyWindows();
    if (opened_ && !hasSource()) {
        lookAgain();
    }
}

void InspectController::showModel(const model::ModelDescription& description) {
    const QStringList labels = labelNames(description);
    const QVector<ui::BlockChoice> blocks = blockChoices(description);
    page_.strip().setLabels(labels);
    page_.stage().setLabels(labels);
    page_.network().setBlocks(blocks);
    page_.stage().setBlocks(blocks);
    page_.stage().setSegments(description.input.segments,
                              pipeline::newestMovingFrame(description) + 1);
    if (blocks.isEmpty()) {
        page_.setUnavailable(tr("This model is a TorchScript program: it gives scores only."),
                             tr("Open an STM checkpoint to look into the network."));
        return;
    }
    page_.setUnavailable({}, {});
    if (!tapPoint(question_.picked, description)) {
        // At first the page knows what was picked in the run before.
        const ui::TapName& last = page_.network().pickedTap();
        question_.picked = tapPoint(last, description) ? last : middleTap(blocks);
    }
    page_.network().setPicked(question_.picked);
    page_.stage().setPicked(question_.picked);
    page_.cuts().setPicked(question_.picked);
    question_.choices = page_.stage().choices();
}

void InspectController::setSettings(const LabelSettings& settings) {
    settings_ = settings;
    page_.strip().setThresholds(settings.decision.onThreshold, settings.decision.offThreshold);
    if (classifier_) {
        applyWindows();
    }
}

pipeline::WindowSettings InspectController::windows() const {
    return pipeline::windowsFor(classifier_->description(), settings_.windowLength,
                                settings_.windowStride);
}

/// Those of the model and the settings, for moments that are found from now on.
void InspectController::applyWindows() {
    const model::ModelDescription& description = classifier_->description();
    MomentSource source = finder_.source();
    source.windows = windows();
    source.pastFrames = pipeline::pastFramesFor(description);
    page_.strip().setStride(source.windows.stride);
    page_.strip().setWindowLength(source.windows.length);
    if (source != finder_.source()) {
        finder_.setSource(source, /*keep=*/true);
        if (frozen_ && running_ && !opened_) {
            lookAgain();
        }
    }
}

void InspectController::sourceOpened(const InspectedSource& source) {
    // The clock of a camera that is opened again may have started anew.
    const bool sameTime = source.sameAsBefore && (!source.live || source.origin == source_.origin);
    dropQuestion();
    if (source.sameAsBefore) {
        keepFrozen();
    }
    source_ = source;
    running_ = true;
    MomentSource moments = finder_.source();
    moments.choice = source.choice;
    moments.live = source.live;
    moments.seekable = source.seekable;
    finder_.setSource(moments, sameTime);
    if (intake_) {
        intake_->open();
    }
    if (!source.sameAsBefore) {
        forgetSource();
    }
    if (!sameTime) {
        beginTime();
    }
    showStrip();
    if (source.sameAsBefore) {
        lookAgain();
    }
}

void InspectController::sourceClosed() {
    running_ = false;
    if (intake_) {
        intake_->close();
    }
    if (!isAnswering()) {  // a moment from a file needs no source
        dropQuestion();
    }
}

void InspectController::sourceGone() {
    sourceClosed();
    source_ = {};
    finder_.setSource(
        {.windows = finder_.source().windows, .pastFrames = finder_.source().pastFrames});
    forgetSource();
    beginTime();
}

/// What is known of a moment is of another network or source now.
void InspectController::forget() {
    dropAnswers();
    nothing_.reset();
    looked_.reset();
    newest_.reset();
    trail_.clear();
    pinned_.reset();
    range_.reset();
    page_.stage().setPinned({});
}

/// Those that are there, those that are painted, and those that are still to come.
void InspectController::dropAnswers() {
    ++epoch_;
    answered_.reset();
    dropQuestion();
}

/// The answer will not come, or is of no use any more.
void InspectController::dropQuestion() {
    askAgain_ = false;
    if (const auto asked = std::exchange(asked_, std::nullopt)) {
        giveUpTap(asked->tapFile);
    }
    giveUpTap(std::exchange(tapFile_, {}));
}

void InspectController::forgetSource() {
    forget();
    setOpened(std::nullopt);
    frozen_ = false;
    page_.setRemark({});
    if (classifier_) {  // ends words about a moment, too
        page_.stage().setBlocks(blockChoices(classifier_->description()));
    }
    page_.network().clearPictures();
    page_.scores().clear();
}

void InspectController::beginTime() {
    position_ = cursor_ = source_.origin;
    page_.strip().clear();
    page_.strip().setFrozen(frozen_);
}

void InspectController::setOrigin(double origin) {
    source_.origin = origin;
    if (!frozen_) {
        cursor_ = std::max(cursor_, origin);
    }
}

std::function<void(const capture::FramePtr&)> InspectController::frameTaker() {
    intake_ = std::make_shared<FrameIntake>(finder_.history());
    if (running_) {
        intake_->open();
    }
    return [intake = intake_](const capture::FramePtr& frame) { intake->push(frame); };
}

void InspectController::showPosition(double pts) {
    position_ = pts;
    if (active_) {
        showStrip();
    }
}

void InspectController::showEvent(const ui::EventRow& event, double fired) {
    page_.strip().upsertEvent(event, fromBeginning(fired));
}

}  // namespace handscope::app
