// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace handscope::bench {

/// What the kernel has counted since the machine started, over all processors together.
struct ProcessorTicks {
    double busy = 0.0;
    double idle = 0.0;
    double stolen = 0.0;  ///< given to other virtual machines
    int processors = 0;
    int running = 0;  ///< processes on a processor or ready for one, at this moment
};

/// Of /proc/stat's text; nullopt where it is none.
std::optional<ProcessorTicks> parseProcessorTicks(std::string_view procStat);

/// Of /proc/loadavg's text: the mean of the last minute; nullopt where it is none.
std::optional<double> parseLoad(std::string_view procLoadavg);

/// What else went on while somebody looked.
struct BusyLook {
    double others = 0.0;  ///< share of the machine that other processes used, 0 … 1
    double stolen = 0.0;  ///< share that other virtual machines used, 0 … 1
    double load = 0.0;    ///< mean number of processes that wanted to run, over the last minute
    int processors = 1;
    int otherRunning = 0;  ///< other processes that wanted to run at the end
};

/// `ownTicks`: this process's own processor time between the two.
BusyLook lookBetween(const ProcessorTicks& before, const ProcessorTicks& after, double ownTicks,
                     double load);

/// A three-part warning where measurements would not be worth much; nullopt on a quiet machine.
std::optional<std::string> busyWarning(const BusyLook& look);

/// The same for what went on while it was measured: the load of the last minute is then our own.
std::optional<std::string> disturbanceWarning(const BusyLook& look);

/// Sees what other processes do from its construction on. One thread at a time.
class BusyWatch {
public:
    BusyWatch();

    /// Until now. nullopt where the kernel does not tell.
    std::optional<BusyLook> look() const;

private:
    std::optional<ProcessorTicks> before_;
    double ownBefore_ = 0.0;
};

/// Blocks for as long as it looks.
std::optional<BusyLook> lookAround(std::chrono::milliseconds duration);

}  // namespace handscope::bench
