// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/Command.h"
#include "capture/DeviceList.h"

namespace handscope::cli {
namespace {

void printJson(const std::vector<capture::Device>& devices) {
    for (const capture::Device& device : devices) {
        nlohmann::ordered_json formats = nlohmann::json::array();
        for (const capture::DeviceFormat& format : device.formats) {
            formats.push_back({{"pixel_format", format.pixelFormat},
                               {"width", format.width},
                               {"height", format.height},
                               {"frames_per_second", format.framesPerSecond}});
        }
        const nlohmann::ordered_json line{{"address", device.address},
                                          {"id", device.stableId},
                                          {"name", device.name},
                                          {"formats", formats}};
        std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    }
}

void printText(const std::vector<capture::Device>& devices) {
    if (devices.empty()) {
        std::puts(
            "No camera was found. Plug one in, or use a file, x11grab::0.0 (the screen) or a "
            "URL as the source.");
    }
    for (const capture::Device& device : devices) {
        std::printf("%s  %s\n", device.address.c_str(), device.name.c_str());
        for (const capture::DeviceFormat& format : device.formats) {
            std::printf("    %s %d × %d", format.pixelFormat.c_str(), format.width, format.height);
            for (const double rate : format.framesPerSecond) {
                std::printf("  %g/s", rate);
            }
            std::puts("");
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
        *json ? printJson(devices) : printText(devices);
        return ExitStatus::Success;
    };
}

}  // namespace handscope::cli
