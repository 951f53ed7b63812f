// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/DeviceList.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <system_error>

#include "capture/CaptureError.h"

namespace handscope::capture {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint32_t kMjpg = v4l2_fourcc('M', 'J', 'P', 'G');
constexpr std::uint32_t kYuyv = v4l2_fourcc('Y', 'U', 'Y', 'V');
constexpr std::uint32_t kGrey = v4l2_fourcc('Y', '1', '6', ' ');

struct FakeSize {
    v4l2_frmsizeenum size{};
    std::vector<v4l2_frmivalenum> intervals;
};

struct FakeCamera {
    std::string card;
    std::string bus;
    std::uint32_t capabilities = V4L2_CAP_DEVICE_CAPS | V4L2_CAP_VIDEO_CAPTURE;
    std::uint32_t deviceCaps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    int openError = 0;
    int askError = 0;
    std::vector<std::pair<std::uint32_t, std::vector<FakeSize>>> formats;
};

v4l2_frmivalenum interval(std::uint32_t numerator, std::uint32_t denominator) {
    v4l2_frmivalenum result{};
    result.type = V4L2_FRMIVAL_TYPE_DISCRETE;
    result.discrete = {numerator, denominator};
    return result;
}

FakeSize discrete(std::uint32_t width, std::uint32_t height,
                  std::vector<v4l2_frmivalenum> intervals) {
    FakeSize result;
    result.size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
    result.size.discrete = {width, height};
    result.intervals = std::move(intervals);
    return result;
}

/// Answers as the kernel does, EINVAL behind the last entry.
class FakeDeviceQuery : public DeviceQuery {
public:
    std::vector<std::pair<std::string, FakeCamera>> cameras;
    std::set<int> open_;
    std::map<std::string, std::string> names;  ///< as the system gives them, by node

    std::vector<std::string> nodes() override {
        std::vector<std::string> paths;
        for (const auto& [path, camera] : cameras) {
            paths.push_back(path);
        }
        return paths;
    }

    std::string nameOf(const std::string& node) override {
        const auto found = names.find(node);
        return found != names.end() ? found->second : std::string();
    }

    int open(const std::string& node) override {
        for (std::size_t i = 0; i < cameras.size(); ++i) {
            if (cameras[i].first == node) {
                if (cameras[i].second.openError != 0) {
                    return -cameras[i].second.openError;
                }
                const int handle = static_cast<int>(i) + 100;
                open_.insert(handle);
                return handle;
            }
        }
        return -ENOENT;
    }

    void close(int handle) override { EXPECT_EQ(open_.erase(handle), 1U); }

    int control(int handle, unsigned long request, void* argument) override {
        EXPECT_TRUE(open_.contains(handle));
        const FakeCamera& camera = cameras[static_cast<std::size_t>(handle - 100)].second;
        if (camera.askError != 0) {
            return -camera.askError;
        }
        switch (request) {
            case VIDIOC_QUERYCAP:
                return capability(camera, *static_cast<v4l2_capability*>(argument));
            case VIDIOC_ENUM_FMT:
                return format(camera, *static_cast<v4l2_fmtdesc*>(argument));
            case VIDIOC_ENUM_FRAMESIZES:
                return size(camera, *static_cast<v4l2_frmsizeenum*>(argument));
            case VIDIOC_ENUM_FRAMEINTERVALS:
                return rate(camera, *static_cast<v4l2_frmivalenum*>(argument));
            default:
                return -ENOTTY;
        }
    }

private:
    /// As drivers do: no zero byte behind a text that fills the field.
    template <std::size_t Size>
    static void fill(__u8 (&field)[Size], const std::string& text) {
        std::copy_n(text.begin(), std::min(Size, text.size()), field);
    }

    static int capability(const FakeCamera& camera, v4l2_capability& answer) {
        fill(answer.card, camera.card);
        fill(answer.bus_info, camera.bus);
        answer.capabilities = camera.capabilities;
        answer.device_caps = camera.deviceCaps;
        return 0;
    }

    static int format(const FakeCamera& camera, v4l2_fmtdesc& answer) {
        if (answer.type != V4L2_BUF_TYPE_VIDEO_CAPTURE || answer.index >= camera.formats.size()) {
            return -EINVAL;
        }
        answer.pixelformat = camera.formats[answer.index].first;
        return 0;
    }

    static const std::vector<FakeSize>* sizes(const FakeCamera& camera, std::uint32_t pixelFormat) {
        for (const auto& [code, all] : camera.formats) {
            if (code == pixelFormat) {
                return &all;
            }
        }
        return nullptr;
    }

    static int size(const FakeCamera& camera, v4l2_frmsizeenum& answer) {
        const auto* all = sizes(camera, answer.pixel_format);
        if (all == nullptr || answer.index >= all->size()) {
            return -EINVAL;
        }
        const auto index = answer.index;
        const auto code = answer.pixel_format;
        answer = (*all)[index].size;
        answer.index = index;
        answer.pixel_format = code;
        return 0;
    }

    static bool matches(const v4l2_frmsizeenum& size, std::uint32_t width, std::uint32_t height) {
        return size.type == V4L2_FRMSIZE_TYPE_DISCRETE
                   ? size.discrete.width == width && size.discrete.height == height
                   : width <= size.stepwise.max_width && height <= size.stepwise.max_height;
    }

    static int rate(const FakeCamera& camera, v4l2_frmivalenum& answer) {
        const auto* all = sizes(camera, answer.pixel_format);
        for (const FakeSize& size : all != nullptr ? *all : std::vector<FakeSize>{}) {
            if (matches(size.size, answer.width, answer.height) &&
                answer.index < size.intervals.size()) {
                const auto index = answer.index;
                answer = size.intervals[index];
                answer.index = index;
                return 0;
            }
        }
        return -EINVAL;
    }
};

class DeviceListTest : public testing::Test {
protected:
    FakeDeviceQuery query_;

    FakeCamera& add(const std::string& node, const std::string& card, const std::string& bus) {
        FakeCamera camera;
        camera.card = card;
        camera.bus = bus;
        query_.cameras.emplace_back(node, camera);
        return query_.cameras.back().second;
    }

    std::vector<Device> list() {
        auto devices = listDevices(query_);
        EXPECT_THAT(query_.open_, IsEmpty()) << "a node was left open";
        return devices;
    }
};

TEST_F(DeviceListTest, ListsFormatsSizesAndRates) {
    add("/dev/video0", "Webcam C920", "usb-0000:00:14.0-1").formats = {
        {kMjpg, {discrete(1920, 1080, {interval(1, 15), interval(1, 30)})}},
        {kYuyv,
         {discrete(640, 480, {interval(1, 30)}), discrete(320, 240, {interval(1001, 30000)})}}};
    const auto devices = list();
    ASSERT_EQ(devices.size(), 1U);
    EXPECT_EQ(devices[0].address, "v4l2:/dev/video0");
    EXPECT_EQ(devices[0].name, "Webcam C920");
    ASSERT_EQ(devices[0].formats.size(), 3U);
    EXPECT_EQ(devices[0].formats[0].pixelFormat, "MJPG");
    EXPECT_EQ(devices[0].formats[0].width, 1920);
    EXPECT_EQ(devices[0].formats[0].height, 1080);
    EXPECT_THAT(devices[0].formats[0].framesPerSecond, ElementsAre(30.0, 15.0));
    EXPECT_EQ(devices[0].formats[1].pixelFormat, "YUYV");
    EXPECT_THAT(devices[0].formats[2].framesPerSecond,
                ElementsAre(testing::DoubleNear(29.97, 0.001)));
}

TEST_F(DeviceListTest, SaysWhatFfmpegCallsAFormatThatItCanBeAskedFor) {
    const auto one = [](std::uint32_t code) {
        return std::pair(code, std::vector{discrete(640, 480, {})});
    };
    add("/dev/video0", "Webcam", "usb-1").formats = {one(V4L2_PIX_FMT_JPEG), one(V4L2_PIX_FMT_NV12),
                                                     one(V4L2_PIX_FMT_NV21), one(V4L2_PIX_FMT_HEVC),
                                                     one(V4L2_PIX_FMT_YUV420)};
    add("/dev/video2", "Webcam", "usb-2").formats = {one(V4L2_PIX_FMT_JPEG),
                                                     one(V4L2_PIX_FMT_MJPEG)};
    const auto devices = list();
    ASSERT_EQ(devices.size(), 2U);
    const auto names = [](const Device& device) {
        std::vector<std::string> all;
        for (const DeviceFormat& format : device.formats) {
            all.push_back(format.inputFormat);
        }
        return all;
    };
    EXPECT_THAT(names(devices[0]), ElementsAre("mjpeg", "nv12", "", "", "yuv420p"));
    EXPECT_THAT(names(devices[1]), ElementsAre("", "mjpeg")) << "both are called so";
}

TEST_F(DeviceListTest, OffersTheUsualSizesAndRatesOfARange) {
    FakeSize range;
    range.size.type = V4L2_FRMSIZE_TYPE_STEPWISE;
    range.size.stepwise = {32, 1300, 4, 32, 1000, 4};
    v4l2_frmivalenum rates{};
    rates.type = V4L2_FRMIVAL_TYPE_STEPWISE;
    rates.stepwise = {{1, 40}, {1, 12}, {1, 1000}};  // least, most, step: seconds a frame
    range.intervals = {rates};
    add("/dev/video0", "Sensor", "platform:sensor").formats = {{kGrey, {range}}};
    const auto devices = list();
    ASSERT_EQ(devices.size(), 1U);
    std::vector<std::pair<int, int>> sizes;
    for (const DeviceFormat& format : devices[0].formats) {
        EXPECT_EQ(format.pixelFormat, "Y16");
        EXPECT_THAT(format.framesPerSecond, ElementsAre(40.0, 30.0, 25.0, 24.0, 20.0, 15.0, 12.0));
        sizes.emplace_back(format.width, format.height);
    }
    EXPECT_EQ(sizes.front(), std::pair(1300, 1000));
    EXPECT_THAT(sizes, testing::Contains(std::pair(1280, 720)));
    EXPECT_THAT(sizes, testing::Contains(std::pair(640, 480)));
    EXPECT_THAT(sizes, testing::Not(testing::Contains(std::pair(1920, 1080))));
}

TEST_F(DeviceListTest, LeavesOutNodesThatCaptureNoVideo) {
    add("/dev/video0", "Webcam", "usb-1").formats = {{kYuyv, {discrete(640, 480, {})}}};
    add("/dev/video1", "Webcam", "usb-1").deviceCaps = V4L2_CAP_META_CAPTURE;
    add("/dev/video2", "Loopback", "platform:x").deviceCaps = V4L2_CAP_VIDEO_OUTPUT;
    add("/dev/video3", "Codec", "platform:y").deviceCaps = V4L2_CAP_VIDEO_M2M;
    const auto devices = list();
    ASSERT_EQ(devices.size(), 1U);
    EXPECT_EQ(devices[0].address, "v4l2:/dev/video0");
    EXPECT_THAT(devices[0].formats[0].framesPerSecond, IsEmpty());
}

TEST_F(DeviceListTest, ReadsAnOldDriverThatKnowsNoDeviceCaps) {
    FakeCamera& camera = add("/dev/video0", "Old", "pci-1");
    camera.capabilities = V4L2_CAP_VIDEO_CAPTURE;
    camera.deviceCaps = 0;
    EXPECT_EQ(list().size(), 1U);
}

TEST_F(DeviceListTest, LeavesOutNodesThatHaveGoneOrAreNoCamera) {
    add("/dev/video0", "Gone", "usb-1").openError = ENODEV;
    add("/dev/video1", "Unplugged", "usb-2").askError = ENODEV;
    add("/dev/video2", "Something", "usb-3").askError = ENOTTY;
    add("/dev/video3", "Good", "usb-4");
    const auto devices = list();
    ASSERT_EQ(devices.size(), 1U);
    EXPECT_EQ(devices[0].name, "Good");
    EXPECT_EQ(devices[0].refusal, DeviceRefusal::None);
    EXPECT_THAT(devices[0].formats, IsEmpty());
}

TEST_F(DeviceListTest, SaysWhyANodeCannotBeAsked) {
    add("/dev/video0", "", "").openError = EACCES;
    add("/dev/video1", "", "").openError = EBUSY;
    add("/dev/video2", "", "").askError = EIO;
    query_.names["/dev/video0"] = "Integrated Camera";
    const auto devices = list();
    ASSERT_EQ(devices.size(), 3U);
    EXPECT_EQ(devices[0].address, "v4l2:/dev/video0");
    EXPECT_EQ(devices[0].name, "Integrated Camera") << "as the system calls it";
    EXPECT_EQ(devices[0].refusal, DeviceRefusal::Forbidden);
    EXPECT_EQ(devices[0].refusalText, std::generic_category().message(EACCES));
    EXPECT_THAT(adviceOn(devices[0].refusal), testing::HasSubstr("group video"));
    EXPECT_EQ(devices[1].name, "video1");
    EXPECT_EQ(devices[1].refusal, DeviceRefusal::Busy);
    EXPECT_EQ(devices[2].refusal, DeviceRefusal::Failed);
    EXPECT_EQ(devices[2].refusalText, std::generic_category().message(EIO));
    for (const Device& device : devices) {
        EXPECT_EQ(device.stableId, "");
        EXPECT_THAT(device.formats, IsEmpty());
        EXPECT_NE(adviceOn(device.refusal), "");
    }
}

TEST_F(DeviceListTest, ANodeThatCannotBeAskedIsNoCameraThatWasThere) {
    add("/dev/video0", "Webcam", "usb-1");
    const std::string id = list()[0].stableId;
    EXPECT_EQ(addressNow(query_, "v4l2:/dev/video9", id, "Webcam"), "v4l2:/dev/video0");
    query_.cameras[0].second.openError = EACCES;
    EXPECT_FALSE(deviceAt(query_, "v4l2:/dev/video0"));
    try {
        addressNow(query_, "v4l2:/dev/video0", id, "Webcam");
        FAIL() << "another camera was taken for it";
    } catch (const CaptureError& error) {
        EXPECT_THAT(error.whatHappened(), testing::HasSubstr("'Webcam'"));
        EXPECT_THAT(error.whatHappened(), testing::HasSubstr("v4l2:/dev/video0"));
        EXPECT_THAT(error.whatToDo(), testing::HasSubstr("group video"));
    }
}

TEST_F(DeviceListTest, KnowsACameraAgainUnderAnotherNumber) {
    add("/dev/video0", "Webcam", "usb-1");
    add("/dev/video2", "Webcam", "usb-2");
    const auto before = list();
    query_.cameras.erase(query_.cameras.begin());
    query_.cameras.emplace_back("/dev/video7", FakeCamera{"Webcam", "usb-1"});
    const auto after = list();
    ASSERT_EQ(after.size(), 2U);
    EXPECT_NE(before[0].stableId, before[1].stableId);
    EXPECT_EQ(after[1].stableId, before[0].stableId);
    EXPECT_EQ(after[0].stableId, before[1].stableId);
}

TEST_F(DeviceListTest, FindsTheAddressThatACameraHasAfterAReplug) {
    add("/dev/video0", "Webcam", "usb-1").formats = {{kYuyv, {discrete(640, 480, {})}}};
    add("/dev/video2", "Webcam", "usb-2");
    const std::string id = list()[0].stableId;
    const auto now = [&] { return addressNow(query_, "v4l2:/dev/video0", id, "Webcam"); };
    EXPECT_EQ(now(), "v4l2:/dev/video0");
    query_.cameras.erase(query_.cameras.begin());
    EXPECT_THROW(now(), CaptureError) << "another camera is not taken for it";
    query_.cameras.emplace_back("/dev/video0", FakeCamera{"Other", "usb-3"});
    query_.cameras.emplace_back("/dev/video4", FakeCamera{"Webcam", "usb-1"});
    EXPECT_EQ(now(), "v4l2:/dev/video4");
    EXPECT_THAT(query_.open_, IsEmpty()) << "a node was left open";
}

TEST_F(DeviceListTest, KnowsACameraByItsAddress) {
    add("/dev/video0", "Webcam", "usb-1");
    add("/dev/video2", "Webcam", "usb-2");
    const auto devices = list();
    const auto second = deviceAt(query_, "v4l2:/dev/video2");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->stableId, devices[1].stableId);
    EXPECT_EQ(second->name, "Webcam");
    const auto first = deviceAt(query_, "v4l2:/dev/../dev/video0");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->stableId, devices[0].stableId);
    EXPECT_FALSE(deviceAt(query_, "v4l2:/dev/video7"));
    EXPECT_FALSE(deviceAt(query_, "/dev/video0")) << "a file's path";
    EXPECT_TRUE(deviceAt(query_, "video4linux2:/dev/video0")) << "FFmpeg's other name for it";
    EXPECT_FALSE(deviceAt(query_, "rtsp://somewhere/"));
    EXPECT_THAT(query_.open_, IsEmpty()) << "a node was left open";
}

TEST_F(DeviceListTest, AnAddressIsThatOfTheCameraThatWasThere) {
    EXPECT_EQ(addressNow("v4l2:/dev/video0", "", "Webcam"), "v4l2:/dev/video0");
    try {
        addressNow("v4l2:/dev/video0", "usb-that-nobody-has", "Webcam");
        FAIL() << "another camera was taken for it";
    } catch (const CaptureError& error) {
        EXPECT_THAT(error.whatHappened(), testing::HasSubstr("'Webcam'"));
    }
}

TEST_F(DeviceListTest, FindsEachNodeOfOneCamera) {
    add("/dev/video0", "Stereo", "usb-1");
    add("/dev/video1", "Stereo", "usb-1").deviceCaps = V4L2_CAP_META_CAPTURE;
    add("/dev/video2", "Stereo", "usb-1");
    for (const Device& device : list()) {
        EXPECT_EQ(addressNow(query_, "v4l2:/dev/video9", device.stableId, device.name),
                  device.address);
    }
}

TEST_F(DeviceListTest, TellsTwoNodesOfOneCameraApart) {
    add("/dev/video0", "Stereo", "usb-1");
    add("/dev/video2", "Stereo", "usb-1");
    const auto devices = list();
    ASSERT_EQ(devices.size(), 2U);
    EXPECT_NE(devices[0].stableId, devices[1].stableId);
}

TEST_F(DeviceListTest, SurvivesNamesThatFillTheirField) {
    add("/dev/video0", std::string(40, 'n'), std::string(40, 'b'));
    EXPECT_EQ(list().at(0).name, std::string(32, 'n'));
}

TEST_F(DeviceListTest, SurvivesADriverThatNeverEnds) {
    class Endless : public FakeDeviceQuery {
    public:
        int control(int handle, unsigned long request, void* argument) override {
            if (request == VIDIOC_ENUM_FMT) {
                static_cast<v4l2_fmtdesc*>(argument)->pixelformat = kYuyv;
                return 0;
            }
            return request == VIDIOC_QUERYCAP ? FakeDeviceQuery::control(handle, request, argument)
                                              : -EINVAL;
        }
    };
    Endless endless;
    endless.cameras.emplace_back("/dev/video0", FakeCamera{"Mad", "usb-1"});
    EXPECT_EQ(listDevices(endless).size(), 1U);
}

TEST_F(DeviceListTest, SurvivesAFrameIntervalOfNothing) {
    add("/dev/video0", "Odd", "usb-1").formats = {
        {kYuyv, {discrete(640, 480, {interval(0, 0), interval(0, 30), interval(1, 30)})}}};
    EXPECT_THAT(list().at(0).formats.at(0).framesPerSecond, ElementsAre(30.0));
}

TEST_F(DeviceListTest, AsksTheRunningKernelWithoutFailing) {
    for (const Device& device : listDevices()) {
        EXPECT_TRUE(device.address.starts_with("v4l2:/dev/video"));
    }
}

}  // namespace
}  // namespace handscope::capture
