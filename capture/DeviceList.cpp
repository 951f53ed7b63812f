// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/DeviceList.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

#include "capture/CaptureError.h"
#include "capture/KernelDeviceQuery.h"
#include "capture/V4l2Formats.h"
#include "capture/V4l2Node.h"

namespace handscope::capture {
namespace {

/// The driver's text fields end with a zero byte, unless the driver forgot it.
template <std::size_t Size>
std::string text(const __u8 (&field)[Size]) {
    const auto* begin = reinterpret_cast<const char*>(field);
    return {begin, std::find(begin, begin + Size, '\0')};
}

DeviceRefusal refusalOf(int error) {
    switch (error) {
        case EACCES:
        case EPERM:
            return DeviceRefusal::Forbidden;
        case EBUSY:
            return DeviceRefusal::Busy;
        default:
            return DeviceRefusal::Failed;
    }
}

/// A node that does not answer: a camera for all that is known, unless it has gone, or never knew
/// the question.
std::optional<Device> refused(DeviceQuery& query, const std::string& path, int error) {
    constexpr int kNoCamera[] = {ENOENT, ENODEV, ENXIO, ENOTTY, EINVAL};
    if (std::find(std::begin(kNoCamera), std::end(kNoCamera), error) != std::end(kNoCamera)) {
        return std::nullopt;
    }
    Device device;
    device.address = "v4l2:" + path;
    device.name = query.nameOf(path);
    if (device.name.empty()) {
        device.name = std::filesystem::path(path).filename().string();
    }
    device.refusal = refusalOf(error);
    device.refusalText = std::generic_category().message(error);
    return device;
}

enum class Wanted { Identity, FormatsToo };

std::optional<Device> ask(DeviceQuery& query, const std::string& path, Wanted wanted) {
    V4l2Node node(query, path);
    v4l2_capability capability{};
    if (const int error = node.errorOf(VIDIOC_QUERYCAP, capability); error != 0) {
        return refused(query, path, error);
    }
    const bool ofNode = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0;
    const std::uint32_t abilities = ofNode ? capability.device_caps : capability.capabilities;
    if ((abilities & V4L2_CAP_VIDEO_CAPTURE) == 0) {
        return std::nullopt;  // the metadata node of a camera, an output, a codec
    }
    Device device;
    device.address = "v4l2:" + path;
    device.name = text(capability.card);
    device.stableId = text(capability.bus_info) + "/" + device.name;
    if (wanted == Wanted::Identity) {
        return device;
    }
    device.formats = v4l2Formats(node);
    return device;
}

std::vector<Device> list(DeviceQuery& query, Wanted wanted) {
    std::vector<Device> devices;
    std::map<std::string, int> seen;
    for (const std::string& node : query.nodes()) {
        std::optional<Device> device = ask(query, node, wanted);
        if (!device) {
            continue;
        }
        if (device->refusal == DeviceRefusal::None) {
            if (const int number = ++seen[device->stableId]; number > 1) {
                device->stableId += "#";
                device->stableId += std::to_string(number);
            }
        }
        devices.push_back(std::move(*device));
    }
    return devices;
}

std::optional<std::string> addressAmong(const std::vector<Device>& devices,
                                        const std::string& stableId) {
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const Device& device) {
        return device.refusal == DeviceRefusal::None && device.stableId == stableId;
    });
    return found != devices.end() ? std::optional(found->address) : std::nullopt;
}

}  // namespace

std::string adviceOn(DeviceRefusal refusal) {
    switch (refusal) {
        case DeviceRefusal::None:
            break;
        case DeviceRefusal::Forbidden:
            return "Add yourself to the group video (sudo usermod -aG video NAME) and log in "
                   "again.";
        case DeviceRefusal::Busy:
            return "Close the program that uses it.";
        case DeviceRefusal::Failed:
            return "Unplug it and plug it in again.";
    }
    return {};
}

std::vector<Device> listDevices(DeviceQuery& query) {
    return list(query, Wanted::FormatsToo);
}

std::vector<Device> listDevices() {
    KernelDeviceQuery kernel;
    return listDevices(kernel);
}

std::optional<std::string> cameraNode(const std::string& address) {
    for (const std::string_view prefix : {"v4l2:", "video4linux2:"}) {  // one device of FFmpeg's
        if (address.starts_with(prefix)) {
            return address.substr(prefix.size());
        }
    }
    return std::nullopt;
}

std::optional<Device> deviceAt(DeviceQuery& query, const std::string& address) {
    const auto node = [](const std::string& of) {
        std::error_code none;
        const auto path = cameraNode(of);
        return path ? std::filesystem::weakly_canonical(*path, none) : std::filesystem::path();
    };
    if (!cameraNode(address)) {
        return std::nullopt;
    }
    for (const Device& device : list(query, Wanted::Identity)) {
        if (device.refusal == DeviceRefusal::None && node(device.address) == node(address)) {
            return device;
        }
    }
    return std::nullopt;
}

std::optional<Device> deviceAt(const std::string& address) {
    KernelDeviceQuery kernel;
    return deviceAt(kernel, address);
}

std::string addressNow(DeviceQuery& query, const std::string& address, const std::string& stableId,
                       const std::string& name) {
    if (stableId.empty()) {
        return address;
    }
    const std::vector<Device> devices = list(query, Wanted::Identity);
    if (const auto now = addressAmong(devices, stableId)) {
        return *now;
    }
    for (const Device& device : devices) {
        if (device.refusal != DeviceRefusal::None) {
            throw CaptureError("The camera '" + name + "' is not there, unless it is " +
                                   device.address +
                                   ", which cannot be opened: " + device.refusalText + ".",
                               "Expected a camera that can be opened.", adviceOn(device.refusal));
        }
    }
    throw CaptureError("The camera '" + name + "' is not there.",
                       "Expected it where it was plugged in before.",
                       "Plug it in again, or choose another source.");
}

std::string addressNow(const std::string& address, const std::string& stableId,
                       const std::string& name) {
    KernelDeviceQuery kernel;
    return addressNow(kernel, address, stableId, name);
}

}  // namespace handscope::capture
