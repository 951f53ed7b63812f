// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <chrono>
#include <functional>
#include <vector>

#include "ui/MainWindow.h"

namespace handscope::app {

/// Walks through all pages and panels of the window as a person does: raises every panel, shows
/// every view of the inspector with the mouse on it, drags the cursor back in time and goes on,
/// makes cuts and changes the clip.
///
/// Acts through actions, keys and the mouse, each posted to the event loop. Does not own the
/// window, which must outlive it. GUI thread.
class WindowTour : public QObject {
    Q_OBJECT

public:
    /// Spends the same time on each step; a long tour goes round several times.
    WindowTour(ui::MainWindow& window, std::chrono::milliseconds length);

    void start();

Q_SIGNALS:
    void finished();

private:
    using Step = std::function<void()>;

    ui::MainWindow& window_;
    std::vector<Step> steps_;
    std::size_t done_ = 0;
    std::size_t all_ = 0;  ///< steps, of all rounds
    QTimer nextStep_;
    QTimer nextMove_;
    QPointer<QWidget> under_;  ///< what the mouse is on
    bool pressed_ = false;
    int moves_ = 0;

    void addLiveSteps();
    void addInspectSteps();
    void addNetworkSteps();
    void addRecordingsSteps();
    void takeStep();
    void putMouseOn(QWidget* widget, bool press);
    void releaseMouse();
    void moveMouse();
    void post(QEvent::Type type);
    void press(QWidget* widget, Qt::Key key);
    void trigger(const char* action);
};

}  // namespace handscope::app
