// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace handscope::capture {

/// One way in which a camera can deliver pictures.
struct DeviceFormat {
    std::string pixelFormat;  ///< FourCC as V4L2 gives it, such as "MJPG" or "YUYV"
    int width = 0;
    int height = 0;
    std::vector<double> framesPerSecond;  ///< discrete rates, highest first; empty when not told
    /// For FFmpeg's option "input_format", such as "mjpeg"; empty where it cannot be asked for.
    std::string inputFormat{};
};

/// Why a device node does not say what it is.
enum class DeviceRefusal {
    None,
    Forbidden,  ///< this user may not open it
    Busy,       ///< another program has it to itself
    Failed,
};

/// What a person does about it, in a sentence.
std::string adviceOn(DeviceRefusal refusal);

/// One camera, or a node that may be one and does not say.
struct Device {
    std::string address;   ///< for openSource(), such as "v4l2:/dev/video0"
    std::string stableId;  ///< the same after a replug: bus and name, not the number
    std::string name;      ///< for people
    std::vector<DeviceFormat> formats;
    /// Other than None: neither a stable id nor formats are known.
    DeviceRefusal refusal = DeviceRefusal::None;
    std::string refusalText;  ///< in the system's words, such as "Permission denied"
};

/// The kernel's camera interface as far as we ask it, so that tests can stand in for a camera.
/// Errors are values.
class DeviceQuery {
public:
    virtual ~DeviceQuery() = default;
    /// Paths of candidate device nodes, such as "/dev/video0".
    virtual std::vector<std::string> nodes() = 0;
    /// What the system calls a node, without opening it; empty where it does not say.
    virtual std::string nameOf(const std::string& /*node*/) { return {}; }
    /// Opens a node for ioctl(); negative errno on failure.
    virtual int open(const std::string& node) = 0;
    virtual void close(int handle) = 0;
    /// As ioctl(2): 0 or more, or negative errno.
    virtual int control(int handle, unsigned long request, void* argument) = 0;
};

/// Lists the cameras that can capture video, with formats, sizes and rates by V4L2's own queries,
/// and the nodes that cannot be asked, with the reason. May block for some milliseconds a device.
/// Any thread.
std::vector<Device> listDevices(DeviceQuery& query);

/// The same, asking the running kernel.
std::vector<Device> listDevices();

/// The node that an address such as "v4l2:/dev/video0" names; nullopt for one of no camera.
std::optional<std::string> cameraNode(const std::string& address);

/// The camera at an address such as "v4l2:/dev/video0", by whatever link it is named; nullopt where
/// there is none that can be asked. Asks no formats. Any thread.
std::optional<Device> deviceAt(DeviceQuery& query, const std::string& address);

/// The same, asking the running kernel.
std::optional<Device> deviceAt(const std::string& address);

/// `address` itself where `stableId` is empty, else where that camera is now. `name` is for the
/// message. Throws CaptureError for a camera that is not there: another one may have got its
/// number. Any thread.
std::string addressNow(DeviceQuery& query, const std::string& address, const std::string& stableId,
                       const std::string& name);

/// The same, asking the running kernel.
std::string addressNow(const std::string& address, const std::string& stableId,
                       const std::string& name);

}  // namespace handscope::capture
