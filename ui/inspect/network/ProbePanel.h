// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QWidget>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// What is done to the frames of the window before the network sees them: one choice of five.
/// Changes no frame itself. Its keys (Alt+1 … Alt+5) act while the focus is in it; a page may add
/// actions() to itself. GUI thread.
class ProbePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProbePanel(QWidget* parent = nullptr);

    /// Emits nothing.
    void setChange(ClipChange change);
    ClipChange change() const noexcept { return change_; }

    /// In the order of ClipChange.
    const QList<QAction*>& changeActions() const noexcept { return actions_; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person chose another one.
    void changeRequested(handscope::ui::ClipChange change);

private:
    QList<QAction*> actions_;
    ClipChange change_ = ClipChange::None;

    QAction* makeAction(ClipChange change);
};

}  // namespace handscope::ui
