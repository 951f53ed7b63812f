// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QActionGroup>
#include <QButtonGroup>
#include <QList>
#include <QWidget>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// What is done to the frames of the window before the network sees them: one choice of five.
/// Changes no frame itself. Its keys (Alt+1 … Alt+5) act while the focus is in it; a page may add
/// changeActions() to itself. GUI thread.
class ProbePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProbePanel(QWidget* parent = nullptr);

    /// Emits nothing.
    void setChange(ClipChange change);
    ClipChange change() const noexcept { return change_; }

    /// In the order of ClipChange.
    QList<QAction*> changeActions() const { return choices_.actions(); }

Q_SIGNALS:
    /// A person chose another one.
    void changeRequested(handscope::ui::ClipChange change);

private:
    QActionGroup choices_{this};
    QButtonGroup buttons_{this};  ///< ids are those of ClipChange
    ClipChange change_ = ClipChange::None;

    void addChoice(ClipChange change, const QString& explanation);
    void layOut();
    void choose(ClipChange change);
};

}  // namespace handscope::ui
