// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/InputDevices.h"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include <sstream>

namespace handscope::capture {
namespace {

std::vector<std::string> findVideoInputDevices() {
    registerDevices();
    std::vector<std::string> found;
    const AVInputFormat* device = nullptr;
    while ((device = av_input_video_device_next(device)) != nullptr) {
        if ((device->flags & AVFMT_NOFILE) == 0) {
            continue;
        }
        std::istringstream names(device->name);  // "video4linux2,v4l2": each of them will do
        for (std::string name; std::getline(names, name, ',');) {
            if (name != "lavfi") {
                found.push_back(name);
            }
        }
    }
    return found;
}

}  // namespace

void registerDevices() {
    static const bool registered = (avdevice_register_all(), true);
    static_cast<void>(registered);
}

const std::vector<std::string>& videoInputDevices() {
    static const std::vector<std::string> devices = findVideoInputDevices();
    return devices;
}

}  // namespace handscope::capture
