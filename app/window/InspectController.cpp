// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectController.h"

#include <algorithm>
#include <utility>

#include "app/pipeline/ModelWindows.h"
#include "app/window/DisplayValues.h"

namespace handscope::app {
namespace {

constexpr qint64 kThumbnailsEvery = 1000;  // ms
constexpr int kThumbnails = 24;
constexpr double kUnknownFrameRate = 30.0;

}  // namespace

InspectController::InspectController(ui::InspectPage& page, const model::LoadOptions& options)
    : page_(page), finder_(decoding_), exports_(options) {
    connect(&finder_, &MomentFinder::found, this, [this](const WindowAndPast& moment) {
        if (frozen_ || classifier_->description().causal) {
            Looked looked{
                .start = moment.window.start, .end = moment.window.end, .frames = moment.past};
            looked.frames.insert(looked.frames.end(), moment.window.frames.begin(),
                                 moment.window.frames.end());
            look(std::move(looked));
        }
    });
    connect(&finder_, &MomentFinder::missing, this, [this](double end, const QString& reason) {
        if (frozen_ && end == cursor_) {
            page_.stage().setUnavailable(tr("There are no pictures of this moment."), reason);
        }
    });
    connect(&finder_, &MomentFinder::thumbnailsMade, this,
            [this](QVector<ui::StripThumbnail> thumbnails) {
                for (ui::StripThumbnail& thumbnail : thumbnails) {
                    thumbnail.seconds = fromBeginning(thumbnail.seconds);
                }
                page_.strip().setThumbnails(thumbnails);
            });
    connectPage();
    connectFiles();
}

InspectController::~InspectController() = default;

void InspectController::connectPage() {
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
    connect(&page_.stage(), &ui::MapStage::pinRequested, this, [this] {
        pinned_ = answer_ ? pinnedFrom(*answer_, answered_) : nullptr;
        page_.stage().setPinned(pinned_ ? std::optional(fromBeginning(pinned_->frames.back()->pts))
                                        : std::nullopt);
        paint();
    });
    connect(&page_.strip(), &ui::TimeStrip::cursorMoved, this, [this](double seconds) {
        freeze(true);
        moveCursor(seconds + source_.origin);
    });
    connect(&page_, &ui::InspectPage::freezeRequested, this, &InspectController::freeze);
    connect(&page_, &ui::InspectPage::frameStepRequested, this, &InspectController::stepFrames);
    connect(&page_, &ui::InspectPage::windowStepRequested, this, [this](int count) {
        freeze(true);
        moveCursor(cursor_ + count * windows().stride);
    });
}

void InspectController::setActive(bool active) {
    active_ = active;
    if (active) {
        showStrip();
        ask();
    }
}

void InspectController::setMirrored(bool mirrored) {
    page_.stage().setMirrored(mirrored);
}

void InspectController::useModel(const QString& file,
                                 const std::shared_ptr<const model::Classifier>& classifier) {
    classifier_ = classifier;
    modelFile_ = file;
    const model::ModelDescription& description = classifier->description();
    answer_.reset();
    looked_.reset();
    asked_.reset();
    pinned_.reset();
    range_.reset();
    page_.stage().setPinned({});
    page_.cuts().reset();
    QStringList labels;
    for (const std::string& label : description.labels) {
        labels.append(QString::fromStdString(label));
    }
    page_.strip().setLabels(labels);
    page_.stage().setLabels(labels);
    const QVector<ui::BlockChoice> blocks = blockChoices(description);
    page_.network().setBlocks(blocks);
    page_.stage().setBlocks(blocks);
    page_.stage().setSegments(description.input.segments, /*newestFirst=*/description.causal);
    page_.scores().clear();
    if (blocks.isEmpty()) {
        page_.setUnavailable(tr("This model is a TorchScript program: it gives scores only."),
                             tr("Open an STM checkpoint to look into the network."));
        return;
    }
    page_.setUnavailable({}, {});
    question_.choices = page_.stage().choices();
    if (!tapPoint(question_.picked, description)) {
        // A block in the middle: small enough to take in at once, with a CMM where there is one.
        const ui::BlockChoice& middle = blocks[blocks.size() / 2];
        question_.picked = {middle.name, middle.taps.contains(QStringLiteral("cmm"))
                                             ? QStringLiteral("cmm")
                                             : middle.taps.back()};
    }
    page_.network().setPicked(question_.picked);
    page_.stage().setPicked(question_.picked);
    page_.cuts().setPicked(question_.picked);
}

void InspectController::setSettings(const LabelSettings& settings) {
    settings_ = settings;
    page_.strip().setThresholds(settings.decision.onThreshold, settings.decision.offThreshold);
    if (classifier_) {
        page_.strip().setStride(windows().stride);
        MomentSource source = finder_.source();
        source.windows = windows();
        finder_.setSource(source, /*keep=*/true);
    }
}

pipeline::WindowSettings InspectController::windows() const {
    return pipeline::windowsFor(classifier_->description(), settings_.windowLength,
                                settings_.windowStride);
}

void InspectController::sourceOpened(const InspectedSource& source) {
    source_ = source;
    const model::ModelDescription& description = classifier_->description();
    finder_.setSource({.address = source.address,
                       .live = source.live,
                       .seekable = source.seekable,
                       .windows = windows(),
                       // Two frames a CSTM: as far as a causal network looks back.
                       .pastFrames = description.causal ? 2 * description.blocks.size() : 0},
                      source.sameAsBefore);
    asked_.reset();
    askAgain_ = false;
    position_ = source.origin;
    if (!source.sameAsBefore) {
        opened_.reset();
        looked_.reset();
        answer_.reset();
        page_.strip().clear();
        page_.stage().clear();
        page_.network().clearPictures();
        page_.scores().clear();
        frozen_ = false;
        cursor_ = source.origin;
    }
    page_.strip().setStride(windows().stride);
    showStrip();
    ask();
}

void InspectController::sourceClosed() {
    asked_.reset();  // its answer will not come
}

std::function<void(const capture::FramePtr&)> InspectController::frameTaker() const {
    return [history = finder_.history()](const capture::FramePtr& frame) { history->push(frame); };
}

void InspectController::showPosition(double pts) {
    position_ = pts;
    if (active_) {
        showStrip();
    }
}

void InspectController::takeUpdate(const pipeline::PipelineUpdate& update) {
    for (const pipeline::ScorePoint& point : update.scores) {
        page_.strip().appendScores(fromBeginning(point.time), point.smoothed);
    }
    if (update.latest && !frozen_ && !opened_) {
        const pipeline::Window& window = update.latest->window;
        cursor_ = window.end;
        if (active_ && classifier_->description().causal) {
            finder_.find(window.end);  // with the frames before, which it remembers
        } else {
            look({.start = window.start, .end = window.end, .frames = window.frames});
        }
    }
    if (update.inspection) {
        takeAnswer(*update.inspection);
    }
}

void InspectController::showEvent(const ui::EventRow& event, double fired) {
    page_.strip().upsertEvent(event, fromBeginning(fired));
}

void InspectController::choose(const InspectQuestion& question) {
    if (!classifier_) {
        return;
    }
    const auto before = passesFor(question_, classifier_->description());
    if (question.picked != question_.picked) {
        page_.network().setPicked(question.picked);
        page_.stage().setPicked(question.picked);
        page_.cuts().setPicked(question.picked);
        range_.reset();
    }
    question_ = question;
    question_.choices = page_.stage().choices();  // which another tap may have changed
    page_.network().setCuts(question_.cuts);
    page_.probes().setChange(question_.change);
    const auto now = passesFor(question_, classifier_->description());
    if (answer_ && before == now && passesFor(answered_, classifier_->description()) == now) {
        answered_ = question_;
        paint();
    } else {
        ask();
    }
}

void InspectController::freeze(bool frozen) {
    if (frozen == frozen_) {
        return;
    }
    frozen_ = frozen;
    if (!frozen) {
        opened_.reset();
        cursor_ = position_;
    }
    page_.strip().setFrozen(frozen);
    page_.strip().setCursor(fromBeginning(cursor_));
    if (!frozen) {
        finder_.find(cursor_);
    }
}

void InspectController::moveCursor(double pts) {
    const double end =
        source_.live || source_.duration <= 0.0 ? position_ : source_.origin + source_.duration;
    opened_.reset();
    cursor_ = std::clamp(pts, source_.origin, std::max(source_.origin, end));
    page_.strip().setCursor(fromBeginning(cursor_));
    finder_.find(cursor_);
}

void InspectController::stepFrames(int frames) {
    freeze(true);
    double target = cursor_;
    for (int i = 0; i < std::abs(frames); ++i) {
        const double rate = source_.frameRate > 0.0 ? source_.frameRate : kUnknownFrameRate;
        const int direction = frames > 0 ? 1 : -1;
        target = finder_.stepTime(target, direction).value_or(target + direction / rate);
    }
    moveCursor(target);
}

void InspectController::look(Looked looked) {
    looked_ = std::move(looked);
    ask();
}

/// Of what the page shows, and of what is to be exported.
std::vector<pipeline::InspectionPass> InspectController::passes() const {
    const model::ModelDescription& description = classifier_->description();
    auto passes = passesFor(question_, description);
    auto& taps = passes.back().request.taps;
    const auto picked = tapPoint(question_.picked, description);
    if (!tapFile_.isEmpty() && picked &&
        std::find(taps.begin(), taps.end(), *picked) == taps.end()) {
        taps.push_back(*picked);
    }
    return passes;
}

void InspectController::ask() {
    if (!active_ || !looked_ || !classifier_ || classifier_->description().blocks.empty()) {
        return;
    }
    if (asked_) {
        askAgain_ = true;
        return;
    }
    asked_ = Asked{.id = nextId_++, .question = question_};
    Q_EMIT inspectionWanted({.id = asked_->id, .frames = looked_->frames, .passes = passes()});
}

void InspectController::takeAnswer(pipeline::InspectionAnswer answer) {
    if (!asked_ || answer.id != asked_->id) {
        return;
    }
    answered_ = std::exchange(asked_, std::nullopt)->question;
    if (answer.error) {
        page_.stage().setUnavailable(tr("The network could not look at this moment."),
                                     QString::fromStdString(*answer.error));
    } else {
        answer_ = std::make_shared<const pipeline::InspectionAnswer>(std::move(answer));
        // Colours, the frame and the channel may have been chosen meanwhile.
        const model::ModelDescription& description = classifier_->description();
        if (passesFor(question_, description) == passesFor(answered_, description)) {
            answered_ = question_;
        }
        if (!tapFile_.isEmpty() && !askAgain_) {
            takeTap(*answer_);
        }
        paint();
    }
    if (std::exchange(askAgain_, false)) {
        ask();
    }
}

void InspectController::paint() {
    if (!answer_) {
        return;
    }
    if (std::exchange(painting_, true)) {
        paintAgain_ = true;
        return;
    }
    painter_.post([this, answer = answer_,
                   base = PictureBase{.classifier = classifier_,
                                      .question = answered_,
                                      .pinned = pinned_,
                                      .fixed = range_}] {
        InspectPictures pictures = picturesOf(*answer, base);
        QMetaObject::invokeMethod(this, [this, pictures = std::move(pictures), answer] {
            painting_ = false;
            if (answer_) {  // not of a source or a network that has gone
                show(pictures);
            }
            if (std::exchange(paintAgain_, false)) {
                paint();
            }
        });
    });
}

void InspectController::show(const InspectPictures& pictures) {
    page_.network().setPictures(pictures.nodes);
    const InspectQuestion& question = pictures.question;
    page_.scores().setCompared(static_cast<int>(question.cuts.size()), question.change);
    page_.scores().setScores(pictures.scores);
    if (pictures.channels > 0) {
        page_.cuts().setChannelCount(pictures.channels);
    }
    if (question.choices.scaling != QLatin1String("fixed") && pictures.range) {
        range_ = pictures.range;
    }
    if (question.choices.view == question_.choices.view) {
        showStage(page_.stage(), pictures);
    }
    showLooked();
}

/// Which window is looked at, and with which frames.
void InspectController::showLooked() {
    if (!looked_ || !answer_ || opened_) {
        page_.strip().setWindow(0.0, 0.0, {});
        return;
    }
    QVector<double> times;
    for (const capture::FramePtr& frame : answer_->frames) {
        times.append(fromBeginning(frame->pts));
    }
    page_.strip().setWindow(fromBeginning(looked_->start), fromBeginning(looked_->end), times);
}

void InspectController::showStrip() {
    const double newest = fromBeginning(position_);
    const double end =
        source_.live || source_.duration <= 0.0 ? newest : std::max(newest, source_.duration);
    page_.strip().setSpan(source_.live ? std::max(0.0, newest - HistoryLimits{}.seconds) : 0.0, end,
                          source_.live);
    if (const auto span = finder_.history()->span()) {
        // A file that can be sought has pictures everywhere.
        const bool everywhere = source_.seekable && !source_.live;
        page_.strip().setHistory(everywhere ? 0.0 : fromBeginning(span->first),
                                 everywhere ? end : fromBeginning(span->last));
    }
    if (!frozen_) {
        page_.strip().setCursor(fromBeginning(cursor_));
    }
    if (!thumbnailsAsked_.isValid() || thumbnailsAsked_.hasExpired(kThumbnailsEvery)) {
        thumbnailsAsked_.start();
        finder_.makeThumbnails(kThumbnails);
    }
}

}  // namespace handscope::app
