// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "app/labelling/BulkLabeller.h"

namespace handscope::cli {

/// Shows on standard error how labelling goes on: a line for each recording that ended and, on a
/// terminal, a bar over all below it. Any thread may report; one draws.
class LabelProgress : public app::LabelObserver {
public:
    /// `bytes`: of each recording, by which the time left is reckoned.
    LabelProgress(std::vector<app::ListedRecording> recordings, bool terminal);

    bool began(std::size_t index) override;
    bool advanced(std::size_t index, double share, double videoSeconds,
                  std::size_t windows) override;
    void ended(std::size_t index, const app::LabelOutcome& outcome) override;

    /// Draws the bar anew; nothing where there is no terminal.
    void draw();
    /// Takes the bar away.
    void clear();

    /// "21.4 windows/s, 5.4 × real time" since the beginning.
    std::string speed() const;

private:
    struct Share {
        double bytes = 0.0;
        double done = 0.0;  ///< 0 … 1
        double videoSeconds = 0.0;
        std::size_t windows = 0;
        bool running = false;
        bool skipped = false;  ///< took no work: tells nothing of the speed
    };

    const std::vector<app::ListedRecording> recordings_;
    const bool terminal_;
    const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    mutable std::mutex mutex_;
    std::vector<Share> shares_;
    std::size_t endedCount_ = 0;

    double secondsPassed() const;
    std::string speedText() const;
    std::string timeLeftText() const;
    std::string barText() const;
};

}  // namespace handscope::cli
