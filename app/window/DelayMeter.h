// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <chrono>
#include <thread>
#include <vector>

namespace handscope::app {

/// Measures how long the event loop lets things wait, as a person feels it: an event is posted at a
/// fixed pace, whether or not those before it were handled, and the time until each is handled is
/// its delay. A loop that stands still for 100 ms thus counts as often as 100 ms of events.
///
/// Owns its thread. Made, read and destroyed on the GUI thread.
class DelayMeter : public QObject {
    Q_OBJECT

public:
    explicit DelayMeter(std::chrono::milliseconds every = std::chrono::milliseconds(4));
    ~DelayMeter() override;

    /// Of the events handled since it was made, in milliseconds.
    const std::vector<double>& delays() const noexcept { return delays_; }

private:
    std::chrono::milliseconds every_;
    std::vector<double> delays_;
    std::jthread thread_;  ///< last, so that it ends before what it uses

    void work(const std::stop_token& stop);
};

}  // namespace handscope::app
