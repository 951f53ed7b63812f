// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DeviceLines.h"

#include <nlohmann/json.hpp>
#include <sstream>

namespace handscope::app {

std::string deviceAsText(const capture::Device& device) {
    std::ostringstream text;
    text << device.address << "  " << device.name;
    if (device.refusal != capture::DeviceRefusal::None) {
        text << "  (cannot be opened: " << device.refusalText << ")";
    }
    for (const capture::DeviceFormat& format : device.formats) {
        text << "\n    " << format.pixelFormat << ' ' << format.width << " × " << format.height;
        for (const double rate : format.framesPerSecond) {
            text << "  " << rate << "/s";
        }
    }
    return text.str();
}

std::string deviceAsJson(const capture::Device& device) {
    nlohmann::ordered_json formats = nlohmann::json::array();
    for (const capture::DeviceFormat& format : device.formats) {
        formats.push_back({{"pixel_format", format.pixelFormat},
                           {"width", format.width},
                           {"height", format.height},
                           {"frames_per_second", format.framesPerSecond},
                           {"input_format", format.inputFormat}});
    }
    nlohmann::ordered_json line{{"address", device.address},
                                {"id", device.stableId},
                                {"name", device.name},
                                {"formats", formats}};
    if (device.refusal != capture::DeviceRefusal::None) {
        line["error"] = device.refusalText;
    }
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace handscope::app
