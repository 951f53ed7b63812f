// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/CompressedFrame.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/core/version.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

namespace handscope::app {
namespace {

constexpr int kWidestThumbnail = 16;       // times its height
constexpr std::size_t kBookkeeping = 256;  // bytes a frame in the containers around it
constexpr const char* kExtension = ".jpg";

std::vector<int> encoderSettings(int quality) {
    std::vector<int> settings{cv::IMWRITE_JPEG_QUALITY, quality};
#if CV_VERSION_MAJOR > 4 || (CV_VERSION_MAJOR == 4 && CV_VERSION_MINOR >= 7)
    // Older ones always halve the resolution of colours.
    settings.insert(settings.end(),
                    {cv::IMWRITE_JPEG_SAMPLING_FACTOR, cv::IMWRITE_JPEG_SAMPLING_FACTOR_444});
#endif
    return settings;
}

RgbImage scaled(const cv::Mat& rgb, int height) {
    const double factor = static_cast<double>(height) / rgb.rows;
    const int width =
        std::clamp(static_cast<int>(std::lround(rgb.cols * factor)), 1, height * kWidestThumbnail);
    RgbImage image{.width = width,
                   .height = height,
                   .pixels = std::vector<std::uint8_t>(std::size_t{3} * width * height)};
    cv::Mat target(height, width, CV_8UC3, image.pixels.data());
    cv::resize(rgb, target, target.size(), 0.0, 0.0,
               height < rgb.rows ? cv::INTER_AREA : cv::INTER_LINEAR);
    return image;
}

}  // namespace

std::size_t CompressedFrame::bytes() const noexcept {
    return sizeof(*this) + jpeg.capacity() + thumbnail.pixels.capacity() + kBookkeeping;
}

CompressedFramePtr compressed(const capture::Frame& frame, int thumbnailHeight, int quality) {
    if (frame.width <= 0 || frame.height <= 0 ||
        frame.pixels.size() < static_cast<std::size_t>(frame.height) * frame.stride()) {
        return nullptr;
    }
    try {
        const cv::Mat rgb(frame.height, frame.width, CV_8UC3,
                          const_cast<std::uint8_t*>(frame.pixels.data()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        std::vector<std::uint8_t> jpeg;
        if (!cv::imencode(kExtension, bgr, jpeg, encoderSettings(quality))) {
            return nullptr;
        }
        auto result = std::make_shared<CompressedFrame>();
        result->pts = frame.pts;
        result->sequence = frame.sequence;
        result->captured = frame.captured;
        result->discontinuity = frame.discontinuity;
        result->jpeg.assign(jpeg.begin(), jpeg.end());  // without the room that the encoder took
        result->thumbnail = scaled(rgb, std::clamp(thumbnailHeight, 1, frame.height));
        return result;
    } catch (const cv::Exception&) {
        return nullptr;
    }
}

capture::FramePtr decompressed(const CompressedFrame& compressed) {
    const cv::Mat bgr = cv::imdecode(compressed.jpeg, cv::IMREAD_COLOR);
    if (bgr.empty()) {
        throw std::logic_error("a frame that was compressed here cannot be decoded");
    }
    auto frame = std::make_shared<capture::Frame>();
    frame->width = bgr.cols;
    frame->height = bgr.rows;
    frame->pixels.resize(static_cast<std::size_t>(frame->height) * frame->stride());
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, frame->pixels.data());
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    frame->pts = compressed.pts;
    frame->sequence = compressed.sequence;
    frame->captured = compressed.captured;
    frame->discontinuity = compressed.discontinuity;
    return frame;
}

std::vector<capture::FramePtr> decompressed(const std::vector<CompressedFramePtr>& frames) {
    std::map<CompressedFramePtr, capture::FramePtr> done;
    std::vector<capture::FramePtr> result;
    for (const CompressedFramePtr& frame : frames) {
        capture::FramePtr& picture = done[frame];
        if (frame && !picture) {
            picture = decompressed(*frame);
        }
        result.push_back(picture);
    }
    return result;
}

RgbImage scaledToHeight(const RgbImage& image, int height) {
    if (image.height == height || image.pixels.empty() || height <= 0) {
        return image;
    }
    return scaled(
        cv::Mat(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data())),
        height);
}

}  // namespace handscope::app
