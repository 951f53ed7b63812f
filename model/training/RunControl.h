// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace handscope::training {

/// From one line about how far a run is to the next.
inline constexpr std::chrono::seconds kBetweenProgress{5};

/// What long work asks and tells while it runs. Called from the thread that runs it.
struct RunControl {
    /// A line for people about how far it is.
    std::function<void(const std::string&)> progress = [](const std::string&) {};
    /// True: stop at the next step with everything saved.
    std::function<bool()> cancelled = [] { return false; };
};

}  // namespace handscope::training
