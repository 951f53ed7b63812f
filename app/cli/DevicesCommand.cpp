// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "app/DeviceLines.h"
#include "app/cli/Command.h"
#include "capture/DeviceList.h"

namespace handscope::cli {
namespace {

/// What to do where there is no camera, or none that can be opened.
void advise(const std::vector<capture::Device>& devices) {
    if (devices.empty()) {
        spdlog::warn(
            "No camera was found. Plug one in, or use a file, x11grab::0.0 (the screen) or a URL "
            "as the source.");
    }
    for (const capture::Device& device : devices) {
        if (device.refusal != capture::DeviceRefusal::None) {
            spdlog::warn("{} cannot be opened: {}. {}", device.address, device.refusalText,
                         capture::adviceOn(device.refusal));
        }
    }
}

}  // namespace

Command addDevicesCommand(CLI::App& app) {
    auto json = std::make_shared<bool>(false);
    CLI::App* const command =
        app.add_subcommand("devices", "Lists cameras with their formats, sizes and rates");
    command->add_flag("--json", *json, "one JSON object a line");
    return [json] {
        const auto devices = capture::listDevices();
        for (const capture::Device& device : devices) {
            std::puts((*json ? app::deviceAsJson(device) : app::deviceAsText(device)).c_str());
        }
        advise(devices);
        return ExitStatus::Success;
    };
}

}  // namespace handscope::cli
