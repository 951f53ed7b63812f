// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/V4l2Formats.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

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

std::vector<double> ratesOf(V4l2Node& node, std::uint32_t pixelFormat, std::uint32_t width,
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

std::vector<DeviceFormat> formatsOf(V4l2Node& node, std::uint32_t pixelFormat,
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

}  // namespace

std::vector<DeviceFormat> v4l2Formats(V4l2Node& node) {
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
    std::vector<DeviceFormat> all;
    for (const std::uint32_t pixelFormat : pixelFormats) {
        const auto formats = formatsOf(node, pixelFormat, inputFormatOf(pixelFormat, pixelFormats));
        all.insert(all.end(), formats.begin(), formats.end());
    }
    return all;
}

}  // namespace handscope::capture
