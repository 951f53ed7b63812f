// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QLabel>
#include <QWidget>

namespace handscope::ui {

/// Above a time strip: buttons for what can be done to it, what is shown, and the cursor's time.
/// Keeps no state of its own. GUI thread.
class StripBar : public QWidget {
    Q_OBJECT

public:
    /// The buttons are these actions'; null where a separator stands.
    explicit StripBar(const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// `cursor` in seconds.
    void showState(bool live, bool frozen, double cursor);
    /// There is no source.
    void showNothing();

private:
    QLabel* state_;
    QLabel* time_;
};

}  // namespace handscope::ui
