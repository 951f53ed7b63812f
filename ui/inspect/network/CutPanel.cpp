// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/CutPanel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolBar>
#include <QUndoCommand>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <utility>

#include "ui/GlyphIcon.h"
#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {

/// From one list of cuts to another, and back.
class CutPanel::Step : public QUndoCommand {
public:
    Step(CutPanel& panel, QVector<CutName> before, QVector<CutName> after, const QString& text)
        : QUndoCommand(text), panel_(panel), before_(std::move(before)), after_(std::move(after)) {}

    void undo() override { panel_.apply(before_); }
    void redo() override { panel_.apply(after_); }

private:
    CutPanel& panel_;
    QVector<CutName> before_;
    QVector<CutName> after_;
};

CutPanel::CutPanel(QWidget* parent)
    : QWidget(parent),
      list_(new QListView(this)),
      pages_(new QStackedWidget(this)),
      pickedText_(new ElidedLabel(this)),
      channel_(new QSpinBox(this)) {
    setObjectName(QStringLiteral("cuts"));
    list_->setObjectName(QStringLiteral("cuts.list"));
    list_->setAccessibleName(tr("Cuts"));
    list_->setToolTip(tr("What is cut out of the network; Delete restores what is selected"));
    list_->setModel(&model_);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFrameShape(QFrame::NoFrame);
    pickedText_->setObjectName(QStringLiteral("cuts.picked"));
    pickedText_->setAccessibleName(tr("Where to cut"));
    channel_->setObjectName(QStringLiteral("cuts.channel"));
    channel_->setAccessibleName(tr("Channel to cut"));
    channel_->setToolTip(tr("Which channel the button beside it cuts, counted from 0"));
    channel_->setPrefix(tr("Channel "));
    makeActions();
    layOut();
    connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CutPanel::showSituation);
    connect(channel_, &QSpinBox::valueChanged, this, &CutPanel::showSituation);
    showSituation();
}

CutPanel::~CutPanel() {
    // Both still speak while they go, when half of what would listen is gone already.
    history_.disconnect(this);
    list_->selectionModel()->disconnect(this);
}

void CutPanel::makeActions() {
    cutModule_ = new PageAction("cuts.cutModule", tr("&Cut module"), {},
                                tr("Cut the whole of the picked node"), {}, this);
    cutChannel_ = new PageAction("cuts.cutChannel", tr("Cut c&hannel"), {},
                                 tr("Cut this one channel of the picked node"), {}, this);
    restore_ = new PageAction("cuts.restore", tr("&Restore"), {}, tr("Take the selected cuts back"),
                              {QKeySequence::Delete}, this);
    restoreAll_ = new PageAction("cuts.restoreAll", tr("Restore &everything"), {},
                                 tr("Take all cuts back: the network as it was trained"), {}, this);
    undo_ = new PageAction("cuts.undo", tr("&Undo"), {}, tr("Undo the last change of the cuts"),
                           {tr("Ctrl+Z")}, this);
    redo_ = new PageAction("cuts.redo", tr("Re&do"), {}, tr("Make the change again"),
                           {tr("Ctrl+Shift+Z")}, this);
    restore_->setIcon(glyphIcon(Glyph::Refresh));
    connect(cutModule_, &QAction::triggered, this, [this] {
        toggle({picked_.block, pointOfTap(picked_.tap), -1});
    });
    connect(cutChannel_, &QAction::triggered, this, [this] {
        toggle({picked_.block, pointOfTap(picked_.tap), channel_->value()});
    });
    connect(restore_, &QAction::triggered, this, &CutPanel::restoreSelected);
    connect(restoreAll_, &QAction::triggered, this, &CutPanel::restoreAll);
    connect(undo_, &QAction::triggered, &history_, &QUndoStack::undo);
    connect(redo_, &QAction::triggered, &history_, &QUndoStack::redo);
    connect(&history_, &QUndoStack::indexChanged, this, &CutPanel::showSituation);
}

void CutPanel::layOut() {
    auto* explanation = new QLabel(
        tr("A cut affects this page only; events and recordings are not changed."), this);
    explanation->setObjectName(QStringLiteral("cuts.explanation"));
    explanation->setWordWrap(true);
    explanation->setForegroundRole(QPalette::PlaceholderText);
    auto* empty = new QLabel(tr("Nothing is cut.\n\nPress C on a node of the network, or use the "
                                "buttons below, to see what the network does without it."),
                             this);
    empty->setObjectName(QStringLiteral("cuts.empty"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    pages_->addWidget(empty);
    pages_->addWidget(list_);

    auto* cutting = new QHBoxLayout;
    cutting->addWidget(buttonBar(tr("Cut"), {cutModule_}, this));
    cutting->addStretch();
    cutting->addWidget(channel_);
    cutting->addWidget(buttonBar(tr("Cut one channel"), {cutChannel_}, this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(explanation);
    layout->addWidget(pages_, 1);
    layout->addWidget(
        buttonBar(tr("Restore"), {restore_, restoreAll_, nullptr, undo_, redo_}, this));
    layout->addWidget(pickedText_);
    layout->addLayout(cutting);
}

void CutPanel::reset() {
    const bool any = !model_.cuts().isEmpty();
    history_.clear();
    model_.setCuts({});
    showSituation();
    if (any) {
        Q_EMIT cutsChanged({});
    }
}

void CutPanel::setPicked(const TapName& name) {
    if (name != picked_) {
        picked_ = name;
        channelCount_ = 0;  // of the one before
        showSituation();
    }
}

void CutPanel::setChannelCount(int count) {
    if (count != channelCount_) {
        channelCount_ = std::max(0, count);
        showSituation();
    }
}

void CutPanel::toggle(const CutName& cut) {
    if (cut.block.isEmpty() || cut.point.isEmpty()) {
        return;
    }
    QVector<CutName> cuts = model_.cuts();
    const bool made = cuts.removeOne(cut);
    if (!made) {
        cuts.append(cut);
    }
    change(cuts, (made ? tr("Restore %1") : tr("Cut %1")).arg(cutText(cut)));
}

void CutPanel::restoreAll() {
    change({}, tr("Restore everything"));
}

void CutPanel::setCuts(const QVector<CutName>& cuts) {
    change(cuts, tr("Other cuts"));
}

void CutPanel::restoreSelected() {
    QVector<CutName> cuts;
    const QItemSelectionModel* selection = list_->selectionModel();
    for (int row = 0; row < model_.rowCount(); ++row) {
        if (!selection->isRowSelected(row)) {
            cuts.append(model_.cuts()[row]);
        }
    }
    change(cuts, tr("Restore the selected cuts"));
}

void CutPanel::change(const QVector<CutName>& cuts, const QString& text) {
    if (cuts != model_.cuts()) {
        // Pushing it makes it.
        history_.push(std::make_unique<Step>(*this, model_.cuts(), cuts, text).release());
    }
}

void CutPanel::apply(const QVector<CutName>& cuts) {
    model_.setCuts(cuts);
    showSituation();
    Q_EMIT cutsChanged(cuts);
}

void CutPanel::showSituation() {
    const QVector<CutName>& cuts = model_.cuts();
    const QString point = pointOfTap(picked_.tap);
    const CutName whole{picked_.block, point, -1};
    const bool some = !picked_.block.isEmpty() && !point.isEmpty();
    const QString reason = picked_.block.isEmpty()
                               ? tr("Pick CSTM, CMM or the output of a block first")
                               : tr("The input of a block cannot be cut: pick CSTM, CMM or the "
                                    "output");
    pickedText_->setText(some ? tr("At %1:").arg(cutText(whole)) : reason);
    pickedText_->setToolTip(pickedText_->text());
    cutModule_->setWords((cuts.contains(whole) ? tr("Restore %1") : tr("Cut %1"))
                            .arg(some ? pointText(point) : tr("module")));
    cutModule_->allow(some, reason);
    channel_->setMaximum(std::max(0, channelCount_ - 1));
    channel_->setEnabled(some && channelCount_ > 0);
    const CutName one{picked_.block, point, channel_->value()};
    cutChannel_->setWords(cuts.contains(one) ? tr("Restore c&hannel") : tr("Cut c&hannel"));
    cutChannel_->allow(
        some && channelCount_ > 0,
        some ? tr("How many channels there are is known with the first map") : reason);
    restore_->allow(list_->selectionModel()->hasSelection(), tr("Select cuts in the list first"));
    restoreAll_->allow(!cuts.isEmpty(), tr("Nothing is cut"));
    undo_->allow(history_.canUndo(), tr("Nothing has been changed yet"));
    redo_->allow(history_.canRedo(), tr("Nothing has been undone"));
    undo_->setExplanation(tr("Undo: %1").arg(history_.undoText()));
    redo_->setExplanation(tr("Again: %1").arg(history_.redoText()));
    pages_->setCurrentIndex(cuts.isEmpty() ? 0 : 1);
}

}  // namespace handscope::ui
