// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>

#include <QObject>
#include <QSocketNotifier>
#include <array>
#include <memory>

namespace handscope::app {

/// Lets the window end in order when a person (Ctrl+C), the terminal or the system asks for it.
///
/// From construction to destruction the first SIGINT, SIGTERM and SIGHUP each emit asked() in the
/// event loop instead of ending the program; a second SIGINT or SIGTERM ends it at once. One that
/// was ignored (nohup) stays so. One object at a time. GUI thread.
class EndSignals : public QObject {
    Q_OBJECT

public:
    /// Throws std::system_error where the system has no more descriptors.
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void asked();

private:
    static constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

    int descriptor_;  ///< an event that the signal's handler sets
    std::unique_ptr<QSocketNotifier> notifier_;
    std::array<struct sigaction, kSignals.size()> former_{};

    void take();
};

}  // namespace handscope::app
