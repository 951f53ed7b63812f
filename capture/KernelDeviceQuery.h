// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the capture folder.
#pragma once

#include <string>
#include <vector>

#include "capture/DeviceList.h"

namespace handscope::capture {

/// Asks the running kernel: the nodes /dev/video*, by their numbers.
class KernelDeviceQuery : public DeviceQuery {
public:
    std::vector<std::string> nodes() override;
    std::string nameOf(const std::string& node) override;
    int open(const std::string& node) override;
    void close(int handle) override;
    int control(int handle, unsigned long request, void* argument) override;
};

}  // namespace handscope::capture
