// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "app/labelling/BulkLabeller.h"

namespace handscope::cli {

/// Shows on standard error how labelling goes on: a line for each recording that ended and, below
/// it, a bar over all on a terminal, or elsewhere a line now and then. Any thread may report; one
/// draws.
class LabelProgress : public app::LabelObserver {
public:
    /// Without a terminal a line over all comes every `betweenLines`; 0: none.
    LabelProgress(std::vector<app::ListedRecording> recordings, bool terminal,
                  std::chrono::duration<double> betweenLines);

    bool began(std::size_t index) override;
    bool advanced(std::size_t index, double share, double videoSeconds,
                  std::size_t windows) override;
    void ended(std::size_t index, const app::LabelOutcome& outcome) override;

    /// Draws the bar anew, or writes the line that is due.
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
    const std::chrono::duration<double> betweenLines_;
    const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    mutable std::mutex mutex_;
    std::vector<Share> shares_;
    std::size_t endedCount_ = 0;
    std::chrono::steady_clock::time_point told_ = begun_;  ///< the last line over all
    bool toldTheEnd_ = false;  ///< which a run that has told of itself does once

    double secondsPassed() const;
    std::string speedText() const;
    std::string timeLeftText() const;
    std::string countText() const;
    std::string barText() const;
};

}  // namespace handscope::cli
