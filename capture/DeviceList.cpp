// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/DeviceList.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include "capture/CaptureError.h"

namespace handscope::capture {
namespace {

/// Broken drivers answer every index; no camera has this many of anything.
constexpr std::uint32_t kMostEntries = 256;

/// Offered of a camera that takes any size or rate in a range.
constexpr std::pair<std::uint32_t, std::uint32_t> kUsualSizes[] = {
    {3840, 2160}, {2560, 1440}, {1920, 1080}, {1280, 960}, {1280, 720},
    {1024, 768},  {960, 540},   {800, 600},   {640, 480},  {640, 360},
    {424, 240},   {352, 288},   {320, 240},   {176, 144},  {160, 120}};
constexpr double kUsualRates[] = {120, 100, 60, 50, 30, 25, 24, 20, 15, 10, 5};

class OpenNode {
public:
    OpenNode(DeviceQuery& query, const std::string& node)
        : query_(query), handle_(query.open(node)) {}
    ~OpenNode() {
        if (isOpen()) {
            query_.close(handle_);
        }
    }
    OpenNode(const OpenNode&) = delete;
    OpenNode& operator=(const OpenNode&) = delete;

    bool isOpen() const noexcept { return handle_ >= 0; }

    /// 0, or the errno of why it is not open or does not answer.
    template <typename Argument>
    int errorOf(unsigned long request, Argument& argument) {
        const int result = isOpen() ? query_.control(handle_, request, &argument) : handle_;
        return result < 0 ? -result : 0;
    }

    template <typename Argument>
    bool ask(unsigned long request, Argument& argument) {
        return errorOf(request, argument) == 0;
    }

private:
    DeviceQuery& query_;
    int handle_;
};

/// The driver's text fields end with a zero byte, unless the driver forgot it.
template <std::size_t Size>
std::string text(const __u8 (&field)[Size]) {
    const auto* begin = reinterpret_cast<const char*>(field);
    return {begin, std::find(begin, begin + Size, '\0')};
}

std::string fourCc(std::uint32_t code) {
    std::string letters;
    for (int shift = 0; shift < 32; shift += 8) {
        letters += static_cast<char>((code >> shift) & 0x7F);
    }
    while (letters.ends_with(' ')) {
        letters.pop_back();
    }
    return letters;
}

/// Frames a second of a frame interval; the driver gives seconds a frame.
std::optional<double> rateOf(const v4l2_fract& interval) {
    if (interval.numerator == 0 || interval.denominator == 0) {
        return std::nullopt;
    }
    return static_cast<double>(interval.denominator) / interval.numerator;
}

std::vector<double> ratesOf(OpenNode& node, std::uint32_t pixelFormat, std::uint32_t width,
                            std::uint32_t height) {
    std::set<double, std::greater<>> rates;
    for (std::uint32_t index = 0; index < kMostEntries; ++index) {
        v4l2_frmivalenum interval{};
        interval.index = index;
        interval.pixel_format = pixelFormat;
        interval.width = width;
        interval.height = height;
        if (!node.ask(VIDIOC_ENUM_FRAMEINTERVALS, interval)) {
            break;
        }
        if (interval.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            if (const auto rate = rateOf(interval.discrete)) {
                rates.insert(*rate);
            }
            continue;
        }
        const auto fastest = rateOf(interval.stepwise.min);
        const auto slowest = rateOf(interval.stepwise.max);
        if (fastest && slowest) {
            rates.insert({*fastest, *slowest});
            for (const double rate : kUsualRates) {
                if (rate < *fastest && rate > *slowest) {
                    rates.insert(rate);
                }
            }
        }
        break;  // a range is one answer
    }
    return {rates.begin(), rates.end()};
}

bool fits(std::uint32_t value, std::uint32_t least, std::uint32_t most, std::uint32_t step) {
    return value >= least && value <= most && (step == 0 || (value - least) % step == 0);
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> sizesIn(const v4l2_frmsize_stepwise& range) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes{{range.max_width, range.max_height}};
    for (const auto& size : kUsualSizes) {
        if (size != sizes.front() &&
            fits(size.first, range.min_width, range.max_width, range.step_width) &&
            fits(size.second, range.min_height, range.max_height, range.step_height)) {
            sizes.push_back(size);
        }
    }
    return sizes;
}

struct InputFormat {
    std::uint32_t pixelFormat;
    std::string_view name;
};

/// What FFmpeg's "v4l2" input can be asked for, by its own names. Others it takes only by itself.
constexpr InputFormat kInputFormats[] = {
    {V4L2_PIX_FMT_MJPEG, "mjpeg"},        {V4L2_PIX_FMT_JPEG, "mjpeg"},
    {V4L2_PIX_FMT_H264, "h264"},          {V4L2_PIX_FMT_MPEG4, "mpeg4"},
    {V4L2_PIX_FMT_YUV420, "yuv420p"},     {V4L2_PIX_FMT_YVU420, "yuv420p"},
    {V4L2_PIX_FMT_YUV422P, "yuv422p"},    {V4L2_PIX_FMT_YUYV, "yuyv422"},
    {V4L2_PIX_FMT_UYVY, "uyvy422"},       {V4L2_PIX_FMT_YUV411P, "yuv411p"},
    {V4L2_PIX_FMT_YUV410, "yuv410p"},     {V4L2_PIX_FMT_NV12, "nv12"},
    {V4L2_PIX_FMT_RGB555, "rgb555le"},    {V4L2_PIX_FMT_RGB555X, "rgb555be"},
    {V4L2_PIX_FMT_RGB565, "rgb565le"},    {V4L2_PIX_FMT_RGB565X, "rgb565be"},
    {V4L2_PIX_FMT_BGR24, "bgr24"},        {V4L2_PIX_FMT_RGB24, "rgb24"},
    {V4L2_PIX_FMT_XBGR32, "bgr0"},        {V4L2_PIX_FMT_XRGB32, "0rgb"},
    {V4L2_PIX_FMT_ABGR32, "bgra"},        {V4L2_PIX_FMT_ARGB32, "argb"},
    {V4L2_PIX_FMT_GREY, "gray"},          {V4L2_PIX_FMT_Y16, "gray16le"},
    {V4L2_PIX_FMT_SBGGR8, "bayer_bggr8"}, {V4L2_PIX_FMT_SGBRG8, "bayer_gbrg8"},
    {V4L2_PIX_FMT_SGRBG8, "bayer_grbg8"}, {V4L2_PIX_FMT_SRGGB8, "bayer_rggb8"}};

/// Empty where it cannot be asked for: of two formats of one name a camera gives the first.
std::string inputFormatOf(std::uint32_t pixelFormat, const std::vector<std::uint32_t>& ofCamera) {
    const auto* const found =
        std::find_if(std::begin(kInputFormats), std::end(kInputFormats),
                     [&](const InputFormat& format) { return format.pixelFormat == pixelFormat; });
    if (found == std::end(kInputFormats)) {
        return {};
    }
    const bool isSecond =
        std::any_of(std::begin(kInputFormats), found, [&](const InputFormat& earlier) {
            return earlier.name == found->name && std::find(ofCamera.begin(), ofCamera.end(),
                                                            earlier.pixelFormat) != ofCamera.end();
        });
    return isSecond ? std::string() : std::string(found->name);
}

std::vector<DeviceFormat> formatsOf(OpenNode& node, std::uint32_t pixelFormat,
                                    const std::string& inputFormat) {
    std::vector<DeviceFormat> formats;
    const auto add = [&](std::uint32_t width, std::uint32_t height) {
        formats.push_back({fourCc(pixelFormat), static_cast<int>(width), static_cast<int>(height),
                           ratesOf(node, pixelFormat, width, height), inputFormat});
    };
    for (std::uint32_t index = 0; index < kMostEntries; ++index) {
        v4l2_frmsizeenum size{};
        size.index = index;
        size.pixel_format = pixelFormat;
        if (!node.ask(VIDIOC_ENUM_FRAMESIZES, size)) {
            break;
        }
        if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            add(size.discrete.width, size.discrete.height);
            continue;
        }
        for (const auto& [width, height] : sizesIn(size.stepwise)) {
            add(width, height);
        }
        break;  // a range is one answer
    }
    return formats;
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
    OpenNode node(query, path);
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
    std::vector<std::uint32_t> pixelFormats;
    for (std::uint32_t index = 0; index < kMostEntries; ++index) {
        v4l2_fmtdesc format{};
        format.index = index;
        format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (!node.ask(VIDIOC_ENUM_FMT, format)) {
            break;
        }
        pixelFormats.push_back(format.pixelformat);
    }
    for (const std::uint32_t pixelFormat : pixelFormats) {
        const auto formats = formatsOf(node, pixelFormat, inputFormatOf(pixelFormat, pixelFormats));
        device.formats.insert(device.formats.end(), formats.begin(), formats.end());
    }
    return device;
}

class KernelDeviceQuery : public DeviceQuery {
public:
    std::vector<std::string> nodes() override {
        constexpr std::string_view kPrefix = "video";
        std::map<unsigned long, std::string> byNumber;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
            const std::string name = entry.path().filename().string();
            const std::string number =
                name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : std::string();
            constexpr std::size_t kMostDigits = 6;
            if (!number.empty() && number.size() <= kMostDigits &&
                number.find_first_not_of("0123456789") == std::string::npos) {
                byNumber.emplace(std::stoul(number), entry.path().string());
            }
        }
        std::vector<std::string> paths;
        for (const auto& [number, path] : byNumber) {
            paths.push_back(path);
        }
        return paths;
    }

    std::string nameOf(const std::string& node) override {
        std::ifstream file("/sys/class/video4linux/" +
                           std::filesystem::path(node).filename().string() + "/name");
        std::string name;
        std::getline(file, name);
        return name;
    }

    int open(const std::string& node) override {
        const int handle = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        return handle >= 0 ? handle : -errno;
    }

    void close(int handle) override { ::close(handle); }

    int control(int handle, unsigned long request, void* argument) override {
        int result = 0;
        do {
            result = ::ioctl(handle, request, argument);
        } while (result < 0 && errno == EINTR);
        return result >= 0 ? result : -errno;
    }
};

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

std::optional<std::string> addressOfDevice(DeviceQuery& query, const std::string& stableId) {
    return addressAmong(list(query, Wanted::Identity), stableId);
}

std::optional<std::string> addressOfDevice(const std::string& stableId) {
    KernelDeviceQuery kernel;
    return addressOfDevice(kernel, stableId);
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
