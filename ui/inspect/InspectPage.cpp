// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/InspectPage.h"

#include <QDataStream>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QIODevice>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/inspect/StretchDialog.h"

namespace handscope::ui {
namespace {

constexpr double kZoomOfAStep = 1.5;

/// Opens at once and forgets itself.
QFileDialog* openDialog(QWidget* parent, const QString& title, QFileDialog::AcceptMode mode,
                        const QString& suffix, const QString& filter) {
    auto* dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptSave ? QFileDialog::AnyFile
                                                        : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(suffix);
    dialog->open();
    return dialog;
}

}  // namespace

InspectPage::InspectPage(QWidget* parent)
    : QWidget(parent),
      actions_(this),
      typingGuard_(this),
      pages_(new QStackedWidget(this)),
      rows_(new QSplitter(Qt::Vertical)),
      columns_(new QSplitter(Qt::Horizontal)),
      network_(new NetworkView),
      stage_(new MapStage),
      scores_(new ScoreComparison),
      probes_(new ProbePanel),
      cuts_(new CutPanel),
      bar_(new StripBar(actions_.stripButtons())),
      strip_(new TimeStrip),
      status_(new InspectStatus(actions_.fileMenu())),
      unavailable_(new QLabel) {
    setObjectName(QStringLiteral("inspect"));
    setAccessibleName(tr("Inspect"));
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(strip_);
    buildLayout();
    // So that their keys act in all of the page.
    addActions(stage_->viewActions());
    addActions(probes_->changeActions());
    addActions({cuts_->undoAction(), cuts_->redoAction()});
    connectTime();
    connectFiles();
    showSituation();
}

void InspectPage::buildSide() {
    // The parts are taller than what a small window leaves them.
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->addWidget(scores_);
    layout->addWidget(probes_);
    layout->addWidget(cuts_, 1);
    auto* scrolled = new QScrollArea;
    scrolled->setObjectName(QStringLiteral("inspect.side"));
    scrolled->setAccessibleName(tr("Scores, changes of the clip, and cuts"));
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setMinimumWidth(side->minimumSizeHint().width() +
                              scrolled->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    scrolled->setWidget(side);
    columns_->addWidget(scrolled);
    side_ = scrolled;
}

void InspectPage::buildTime() {
    auto* time = new QWidget;
    auto* layout = new QVBoxLayout(time);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(bar_);
    line->addWidget(status_, 1);
    layout->addLayout(line);
    layout->addWidget(strip_, 1);
    rows_->addWidget(time);
}

void InspectPage::buildLayout() {
    rows_->setObjectName(QStringLiteral("inspect.rows"));
    columns_->setObjectName(QStringLiteral("inspect.columns"));
    columns_->addWidget(stage_);
    buildSide();
    rows_->addWidget(network_);
    rows_->addWidget(columns_);
    buildTime();
    for (QSplitter* splitter : {rows_, columns_}) {
        splitter->setChildrenCollapsible(false);
    }
    columns_->setStretchFactor(0, 1);
    columns_->setSizes({940, 300});
    rows_->setStretchFactor(1, 1);
    // The maps take what the others do not need.
    rows_->setSizes({network_->sizeHint().height(), stage_->sizeHint().height(),
                     bar_->sizeHint().height() + strip_->sizeHint().height()});
    unavailable_->setObjectName(QStringLiteral("inspect.unavailable"));
    unavailable_->setAlignment(Qt::AlignCenter);
    unavailable_->setWordWrap(true);
    unavailable_->setTextFormat(Qt::PlainText);
    pages_->addWidget(rows_);
    pages_->addWidget(unavailable_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(pages_);
}

void InspectPage::connectTime() {
    connect(strip_, &TimeStrip::freezeRequested, this, &InspectPage::freezeRequested);
    connect(strip_, &TimeStrip::frameStepRequested, this, &InspectPage::frameStepRequested);
    connect(strip_, &TimeStrip::windowStepRequested, this, &InspectPage::windowStepRequested);
    connect(strip_, &TimeStrip::stateChanged, this, &InspectPage::showSituation);
    connect(cuts_, &CutPanel::cutsChanged, this, &InspectPage::showSituation);
    connect(actions_.freeze, &QAction::triggered, this, [this] {
        Q_EMIT freezeRequested(!strip_->isFrozen());
        showSituation();
    });
    connect(actions_.goOn, &QAction::triggered, this, [this] { Q_EMIT freezeRequested(false); });
    connect(actions_.previousFrame, &QAction::triggered, this,
            [this] { Q_EMIT frameStepRequested(-1); });
    connect(actions_.nextFrame, &QAction::triggered, this,
            [this] { Q_EMIT frameStepRequested(+1); });
    connect(actions_.previousWindow, &QAction::triggered, this,
            [this] { Q_EMIT windowStepRequested(-1); });
    connect(actions_.nextWindow, &QAction::triggered, this,
            [this] { Q_EMIT windowStepRequested(+1); });
    connect(actions_.previousEvent, &QAction::triggered, this, [this] { strip_->goToEvent(-1); });
    connect(actions_.nextEvent, &QAction::triggered, this, [this] { strip_->goToEvent(+1); });
    connect(actions_.zoomIn, &QAction::triggered, this, [this] { strip_->zoom(kZoomOfAStep); });
    connect(actions_.zoomOut, &QAction::triggered, this,
            [this] { strip_->zoom(1.0 / kZoomOfAStep); });
    connect(actions_.fit, &QAction::triggered, this, [this] { strip_->showAll(); });
    connect(actions_.large, &QAction::toggled, this, &InspectPage::showLarge);
    connect(actions_.resetCuts, &QAction::triggered, this, [this] { cuts_->restoreAll(); });
}

void InspectPage::connectFiles() {
    connect(stage_, &MapStage::choicesChanged, this, &InspectPage::showSituation);
    connect(status_, &InspectStatus::cancelRequested, this, &InspectPage::cancelRequested);
    const auto save = [this](QAction* action, const QString& title, const QString& suffix,
                             const QString& filter, void (InspectPage::*chosen)(const QString&)) {
        connect(action, &QAction::triggered, this, [=, this] {
            if (!strip_->isEmpty() && !strip_->isFrozen()) {
                Q_EMIT freezeRequested(true);  // a moment passes before its file has a name
            }
            const QFileDialog* dialog =
                openDialog(this, title, QFileDialog::AcceptSave, suffix, filter);
            connect(dialog, &QFileDialog::fileSelected, this, chosen);
        });
    };
    const QString moments = tr("Moments (*.handscope-moment)");
    save(actions_.exportPicture, tr("Save the picture"), QStringLiteral("png"),
         tr("Pictures (*.png)"), &InspectPage::exportPictureRequested);
    save(actions_.exportTap, tr("Save the tap"), QStringLiteral("npy"), tr("NumPy arrays (*.npy)"),
         &InspectPage::exportTapRequested);
    save(actions_.exportEvidence, tr("Save the evidence"), QStringLiteral("npy"),
         tr("NumPy arrays (*.npy)"), &InspectPage::exportEvidenceRequested);
    connect(actions_.exportVideo, &QAction::triggered, this, &InspectPage::askForStretch);
    save(actions_.exportMoment, tr("Save the moment"), QStringLiteral("handscope-moment"), moments,
         &InspectPage::exportMomentRequested);
    connect(actions_.openMoment, &QAction::triggered, this, [this, moments] {
        const QFileDialog* dialog =
            openDialog(this, tr("Open a moment"), QFileDialog::AcceptOpen, {}, moments);
        connect(dialog, &QFileDialog::fileSelected, this, &InspectPage::openMomentRequested);
    });
}

/// Before the file: of a video there is more than anybody may want. What the strip shows is
/// offered.
void InspectPage::askForStretch() {
    const StripPicture& strip = strip_->picture();
    const bool kept = strip.historyEnd > strip.historyBegin;
    const TimeStretch whole{.begin = kept ? strip.historyBegin : strip.begin,
                            .end = kept ? strip.historyEnd : strip.end};
    const TimeStretch shown{.begin = std::max(whole.begin, strip.scale.shownFrom()),
                            .end = std::min(whole.end, strip.scale.shownTo())};
    const bool offersAll = strip.scale.showsAll() || shown.end <= shown.begin;
    auto* dialog = new StretchDialog(whole, offersAll ? whole : shown, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StretchDialog::chosen, this, [this](const TimeStretch& stretch) {
        const QFileDialog* file = openDialog(this, tr("Save the video"), QFileDialog::AcceptSave,
                                             QStringLiteral("mp4"), tr("Videos (*.mp4)"));
        connect(file, &QFileDialog::fileSelected, this, [this, stretch](const QString& name) {
            Q_EMIT exportVideoRequested(name, stretch);
        });
    });
    dialog->open();
}

void InspectPage::showSituation() {
    situation_.source = !strip_->isEmpty();
    situation_.live = strip_->isLive();
    situation_.frozen = strip_->isFrozen();
    situation_.eventBefore = strip_->hasEvent(-1);
    situation_.eventAfter = strip_->hasEvent(+1);
    situation_.cuts = !cuts_->cuts().isEmpty();
    situation_.evidence = stage().choices().view == InspectView::Evidence;
    actions_.setSituation(situation_);
    if (situation_.source) {
        bar_->showState(situation_.live, situation_.frozen, strip_->cursor());
    } else {
        bar_->showNothing();
    }
}

void InspectPage::showLarge(bool large) {
    if (large) {
        divided_ = layoutState();
    }
    network_->setVisible(!large);
    side_->setVisible(!large);
    if (!large) {
        restoreLayout(std::exchange(divided_, {}));
    }
}

void InspectPage::setUnavailable(const QString& why, const QString& whatToDo) {
    situation_.available = why.isEmpty() && whatToDo.isEmpty();
    unavailable_->setText(why + QStringLiteral("\n\n") + whatToDo);
    pages_->setCurrentIndex(situation_.available ? 0 : 1);
    showSituation();
}

void InspectPage::setMomentOpened(bool opened) {
    situation_.moment = opened;
    showSituation();
}

void InspectPage::setRemark(const QString& remark) {
    status_->setRemark(remark);
}

void InspectPage::showProgress(const QString& text, double fraction) {
    status_->showProgress(text, fraction);
    situation_.writingVideo = true;
    showSituation();
}

void InspectPage::hideProgress() {
    status_->hideProgress();
    situation_.writingVideo = false;
    showSituation();
}

QList<QAction*> InspectPage::menu() const {
    QList<QAction*> all = actions_.timeMenu();
    all << nullptr << stage_->viewActions() << actions_.large;
    all << nullptr << probes_->changeActions();
    all << nullptr << cuts_->undoAction() << cuts_->redoAction() << actions_.resetCuts;
    all << nullptr << actions_.fileMenu();
    return all;
}

QByteArray InspectPage::layoutState() const {
    if (!divided_.isEmpty()) {
        return divided_;  // large maps are for the moment
    }
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << rows_->saveState() << columns_->saveState();
    return state;
}

void InspectPage::restoreLayout(const QByteArray& state) {
    QDataStream stream(state);
    QByteArray rows;
    QByteArray columns;
    stream >> rows >> columns;
    if (stream.status() == QDataStream::Ok) {
        rows_->restoreState(rows);
        columns_->restoreState(columns);
    }
}

}  // namespace handscope::ui
