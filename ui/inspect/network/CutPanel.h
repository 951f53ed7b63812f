// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QSpinBox>
#include <QStackedWidget>
#include <QUndoStack>
#include <QWidget>

#include "ui/ElidedLabel.h"
#include "ui/inspect/network/CutModel.h"
#include "ui/recordings/PageAction.h"

namespace handscope::ui {

/// The cuts that a person made into the network: made here or in the drawing, taken back one by
/// one or all at once, undone and redone.
///
/// Owns the list and its history; knows no network. Its keys (Delete, Ctrl+Z, Ctrl+Shift+Z) act
/// while the focus is in it; a page may add undoAction() and redoAction() to itself. GUI thread.
class CutPanel : public QWidget {
    Q_OBJECT

public:
    explicit CutPanel(QWidget* parent = nullptr);
    ~CutPanel() override;

    /// Another network: forgets all cuts and the history. Emits cutsChanged() where there were any.
    void reset();
    /// The node whose channels can be cut; one that is not in the network: none.
    void setPicked(const TapName& name);
    /// Of the picked tap; 0: not known yet, nothing of it can be cut by its channel.
    void setChannelCount(int count);

    /// Makes the cut or, where it is made already, takes it back.
    void toggle(const CutName& cut);
    void restoreAll();
    /// These instead of those that are made, as one step that can be undone.
    void setCuts(const QVector<CutName>& cuts);

    const QVector<CutName>& cuts() const noexcept { return model_.cuts(); }
    QAction* undoAction() const noexcept { return undo_; }
    QAction* redoAction() const noexcept { return redo_; }

Q_SIGNALS:
    void cutsChanged(const QVector<handscope::ui::CutName>& cuts);

private:
    class Step;

    CutModel model_{this};
    QUndoStack history_;
    TapName picked_;
    int channelCount_ = 0;
    QListView* list_;
    QStackedWidget* pages_;
    ElidedLabel* pickedText_;
    QSpinBox* channel_;
    PageAction* cutModule_;
    PageAction* cutChannel_;
    PageAction* restore_;
    PageAction* restoreAll_;
    PageAction* undo_;
    PageAction* redo_;

    void makeActions();
    void layOut();
    void restoreSelected();
    void change(const QVector<CutName>& cuts, const QString& text);
    void apply(const QVector<CutName>& cuts);
    void showSituation();
};

}  // namespace handscope::ui
