// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MapImage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "model/AtomicFile.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr std::array<std::pair<ColourMap, std::string_view>, 5> kNames{
    {{ColourMap::Viridis, "viridis"},
     {ColourMap::Inferno, "inferno"},
     {ColourMap::Turbo, "turbo"},
     {ColourMap::Grey, "grey"},
     {ColourMap::Diverging, "diverging"}}};

/// Blue (0.23, 0.30, 0.75) over white to red (0.71, 0.02, 0.15): Moreland's cool-warm ends.
cv::Mat divergingTable() {
    const cv::Vec3d cold(0.753, 0.298, 0.231);  // BGR
    const cv::Vec3d middle(0.97, 0.97, 0.97);
    const cv::Vec3d warm(0.149, 0.016, 0.706);
    cv::Mat table(256, 1, CV_8UC3);
    for (int i = 0; i < 256; ++i) {
        const double position = (i - 127.5) / 127.5;
        const cv::Vec3d end = position < 0.0 ? cold : warm;
        const cv::Vec3d colour = middle + (end - middle) * std::abs(position);
        table.at<cv::Vec3b>(i) = cv::Vec3b(cv::saturate_cast<std::uint8_t>(255 * colour[0]),
                                           cv::saturate_cast<std::uint8_t>(255 * colour[1]),
                                           cv::saturate_cast<std::uint8_t>(255 * colour[2]));
    }
    return table;
}

/// 8-bit levels → BGR.
cv::Mat applyMap(const cv::Mat& levels, ColourMap colours) {
    cv::Mat bgr;
    switch (colours) {
        case ColourMap::Viridis:
            cv::applyColorMap(levels, bgr, cv::COLORMAP_VIRIDIS);
            break;
        case ColourMap::Inferno:
            cv::applyColorMap(levels, bgr, cv::COLORMAP_INFERNO);
            break;
        case ColourMap::Turbo:
            cv::applyColorMap(levels, bgr, cv::COLORMAP_TURBO);
            break;
        case ColourMap::Grey:
            cv::cvtColor(levels, bgr, cv::COLOR_GRAY2BGR);
            break;
        case ColourMap::Diverging:
            cv::applyColorMap(levels, bgr, divergingTable());
            break;
    }
    return bgr;
}

RgbImage fromRgb(const cv::Mat& rgb) {
    RgbImage image{.width = rgb.cols, .height = rgb.rows, .pixels = {}};
    image.pixels.reserve(static_cast<std::size_t>(rgb.cols) * rgb.rows * 3);
    for (int y = 0; y < rgb.rows; ++y) {
        const std::uint8_t* const row = rgb.ptr<std::uint8_t>(y);
        image.pixels.insert(image.pixels.end(), row,
                            row + static_cast<std::ptrdiff_t>(rgb.cols) * 3);
    }
    return image;
}

RgbImage fromBgr(const cv::Mat& bgr) {
    cv::Mat rgb;
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return fromRgb(rgb);
}

/// A header over the image's bytes: valid as long as the image, and never written to.
cv::Mat viewOf(const RgbImage& image) {
    return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data())};
}

cv::Mat resized(const RgbImage& colours, cv::Size size, Enlarging how) {
    cv::Mat result;
    cv::resize(viewOf(colours), result, size, 0, 0,
               how == Enlarging::Smooth ? cv::INTER_CUBIC : cv::INTER_NEAREST);
    return result;
}

}  // namespace

std::optional<ColourMap> colourMapFromName(std::string_view name) noexcept {
    for (const auto& [map, known] : kNames) {
        if (known == name) {
            return map;
        }
    }
    return std::nullopt;
}

std::string_view colourMapName(ColourMap map) noexcept {
    return kNames[static_cast<std::size_t>(map)].second;
}

std::vector<float> mapPlane(const model::FeatureMap& map, int frame, int channel) {
    if (channel >= 0) {
        const auto values = map.channel(frame, channel);
        return {values.begin(), values.end()};
    }
    std::vector<float> mean(static_cast<std::size_t>(map.height) * map.width, 0.0F);
    for (int index = 0; index < map.channels; ++index) {
        const auto values = map.channel(frame, index);
        std::transform(mean.begin(), mean.end(), values.begin(), mean.begin(), std::plus<>());
    }
    for (float& value : mean) {
        value /= static_cast<float>(map.channels);
    }
    return mean;
}

ValueRange rangeOf(std::span<const float> values, ColourMap colours) {
    float low = 0.0F;
    float high = 0.0F;
    bool first = true;
    for (const float value : values) {
        if (!std::isfinite(value)) {
            continue;
        }
        low = first ? value : std::min(low, value);
        high = first ? value : std::max(high, value);
        first = false;
    }
    if (colours == ColourMap::Diverging) {
        const ValueRange centred = shownRange({low, high}, colours);
        return centred.high > 0.0F ? centred : ValueRange{-0.5F, 0.5F};
    }
    // Added to a large value, a half is lost.
    const float half = std::max(0.5F, std::abs(low) * 2.0F * std::numeric_limits<float>::epsilon());
    return high > low ? ValueRange{low, high} : ValueRange{low - half, low + half};
}

ValueRange shownRange(ValueRange range, ColourMap colours) {
    if (colours != ColourMap::Diverging) {
        return range;
    }
    const float reach = std::max(std::abs(range.low), std::abs(range.high));
    return {.low = -reach, .high = reach};
}

RgbImage colourise(std::span<const float> values, int width, int height, ValueRange range,
                   ColourMap colours) {
    cv::Mat levels(height, width, CV_8UC1);
    cv::Mat unknown(height, width, CV_8UC1);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const float value = values[static_cast<std::size_t>(y) * width + x];
            const float share = (value - range.low) / (range.high - range.low);
            levels.at<std::uint8_t>(y, x) =
                cv::saturate_cast<std::uint8_t>(std::clamp(share, 0.0F, 1.0F) * 255.0F);
            unknown.at<std::uint8_t>(y, x) = std::isnan(value) ? 255 : 0;
        }
    }
    cv::Mat bgr = applyMap(levels, colours);
    bgr.setTo(cv::Scalar::all(0), unknown);
    return fromBgr(bgr);
}

RgbImage enlarged(const RgbImage& colours, int width, int height, Enlarging how) {
    return fromRgb(resized(colours, {width, height}, how));
}

RgbImage overlay(const capture::Frame& frame, const pipeline::Square& square,
                 const RgbImage& colours, double opacity, Enlarging how) {
    const cv::Mat picture(frame.height, frame.width, CV_8UC3,
                          const_cast<std::uint8_t*>(frame.pixels.data()));
    cv::Mat result = picture.clone();
    const cv::Mat map = resized(colours, {square.side, square.side}, how);
    cv::Mat region = result(cv::Rect(square.left, square.top, square.side, square.side));
    cv::addWeighted(region, 1.0 - opacity, map, opacity, 0.0, region);
    return fromRgb(result);
}

RgbImage colourBar(ColourMap colours, int width, int height) {
    std::vector<float> ramp;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            ramp.push_back(static_cast<float>(x) / static_cast<float>(std::max(1, width - 1)));
        }
    }
    return colourise(ramp, width, height, {0.0F, 1.0F}, colours);
}

bool writePng(const RgbImage& image, const std::string& file) {
    cv::Mat bgr;
    cv::cvtColor(viewOf(image), bgr, cv::COLOR_RGB2BGR);
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".png", bgr, bytes)) {
        return false;
    }
    try {
        model::AtomicFile target(file);
        target.write(std::as_bytes(std::span(bytes)));
        target.commit();
        return true;
    } catch (const model::ModelError&) {
        return false;
    }
}

}  // namespace handscope::app
