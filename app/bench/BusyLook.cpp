// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/BusyLook.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <thread>

#include "app/bench/SystemFile.h"

namespace handscope::bench {
namespace {

constexpr double kQuietShare = 0.05;  // of the machine: what a desktop does by itself
constexpr double kQuietLoad = 0.5;    // a processor

double ownTicks() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime)) *
           static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::string percent(double share) {
    return std::to_string(std::lround(100.0 * share)) + " %";
}

/// "1 process", "2 processes".
std::string processes(int count) {
    return std::to_string(count) + (count == 1 ? " process" : " processes");
}

/// What disturbs, a part of a sentence each; empty on a quiet machine.
std::string disturbance(const BusyLook& look) {
    std::string text;
    if (look.others > kQuietShare) {
        text += "other processes used " + percent(look.others) + " of it";
        text += look.otherRunning > 0 ? " (" + processes(look.otherRunning) + " ready to run)" : "";
    }
    if (look.stolen > kQuietShare) {
        text += (text.empty() ? "" : ", and ");
        text += "other virtual machines took " + percent(look.stolen) + " of it";
    }
    return text;
}

}  // namespace

std::optional<ProcessorTicks> parseProcessorTicks(std::string_view procStat) {
    std::istringstream lines{std::string(procStat)};
    ProcessorTicks ticks;
    bool found = false;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string name;
        fields >> name;
        if (name == "cpu") {
            // user nice system idle iowait irq softirq steal; guests are within user and nice.
            std::array<double, 8> values{};
            for (double& value : values) {
                fields >> value;
            }
            found = static_cast<bool>(fields);
            ticks.idle = values[3] + values[4];
            ticks.stolen = values[7];
            ticks.busy = values[0] + values[1] + values[2] + values[5] + values[6];
        } else if (name.starts_with("cpu")) {
            ++ticks.processors;
        } else if (name == "procs_running") {
            fields >> ticks.running;
        }
    }
    return found && ticks.processors > 0 ? std::optional(ticks) : std::nullopt;
}

std::optional<double> parseLoad(std::string_view procLoadavg) {
    std::istringstream stream{std::string(procLoadavg)};
    double load = 0.0;
    return stream >> load ? std::optional(load) : std::nullopt;
}

BusyLook lookBetween(const ProcessorTicks& before, const ProcessorTicks& after, double ownTicks,
                     double load) {
    const double busy = after.busy - before.busy;
    const double stolen = after.stolen - before.stolen;
    const double all = std::max(1.0, busy + stolen + after.idle - before.idle);
    return {.others = std::clamp((busy - ownTicks) / all, 0.0, 1.0),
            .stolen = std::clamp(stolen / all, 0.0, 1.0),
            .load = load,
            .processors = after.processors,
            .otherRunning = std::max(0, after.running - 1)};
}

std::optional<std::string> busyWarning(const BusyLook& look) {
    std::string text = disturbance(look);
    if (look.load > kQuietLoad * look.processors) {
        std::ostringstream load;
        load.precision(2);
        load << (text.empty() ? "" : ", and ") << "over the last minute " << std::fixed << look.load
             << " processes wanted its " << look.processors
             << (look.processors == 1 ? " processor" : " processors");
        text += load.str();
    }
    if (text.empty()) {
        return std::nullopt;
    }
    return "The machine is busy: " + text +
           ". Expected a machine that does nothing else. Measure again when it is quiet.";
}

std::optional<std::string> disturbanceWarning(const BusyLook& look) {
    const std::string text = disturbance(look);
    if (text.empty()) {
        return std::nullopt;
    }
    return "The machine was busy while it was measured: " + text +
           ". Expected a machine that does nothing else. Measure again when it is quiet.";
}

BusyWatch::BusyWatch()
    : before_(parseProcessorTicks(contentOf("/proc/stat"))), ownBefore_(ownTicks()) {}

std::optional<BusyLook> BusyWatch::look() const {
    const auto after = parseProcessorTicks(contentOf("/proc/stat"));
    if (!before_ || !after) {
        return std::nullopt;
    }
    return lookBetween(*before_, *after, ownTicks() - ownBefore_,
                       parseLoad(contentOf("/proc/loadavg")).value_or(0.0));
}

std::optional<BusyLook> lookAround(std::chrono::milliseconds duration) {
    const BusyWatch watch;
    std::this_thread::sleep_for(duration);
    return watch.look();
}

}  // namespace handscope::bench
