// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handscope::bench {

/// The machine and the software that a measurement is of: without them it says nothing.
struct Machine {
    std::string processor;                  ///< its name
    int processors = 1;                     ///< that this process may run on
    std::vector<std::string> instructions;  ///< those that matter to a network, as the kernel names
    double memoryGiB = 0.0;
    std::string governor;  ///< of the processor's clock; empty: not told (virtual machines)
    std::string system;    ///< distribution and kernel
    int threads = 1;       ///< of the network
    std::vector<std::pair<std::string, std::string>> libraries;  ///< name and version
};

/// Reads what the system tells. Any thread.
Machine describeMachine();

/// Of /proc/cpuinfo's text: the first processor's name; "unknown" where none stands there.
std::string processorName(std::string_view cpuinfo);

/// Of /proc/cpuinfo's text: the vector and matrix instructions, in our order.
std::vector<std::string> networkInstructions(std::string_view cpuinfo);

}  // namespace handscope::bench
