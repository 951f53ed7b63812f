// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/OpticalFlow.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>
#include <stdexcept>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/Percentile.h"

namespace handscope::app {
namespace {

constexpr int kSmallestSide = 16;  // below, there is no room for the search's patches
constexpr double kLargestShare = 0.99;
constexpr int kLeastFlowSide = 112;    // pixels; flow needs more than a small network sees
constexpr float kLeastMaximum = 0.5F;  // pixels; below it, what still pictures have is noise

cv::Mat greySquare(const capture::Frame& frame, int side) {
    if (frame.width <= 0 || frame.height <= 0 ||
        frame.pixels.size() < static_cast<std::size_t>(frame.height) * frame.stride()) {
        throw std::invalid_argument("a frame holds fewer pixels than its size says");
    }
    const pipeline::Square square = pipeline::centredSquare(frame.width, frame.height);
    const cv::Mat picture(frame.height, frame.width, CV_8UC3,
                          const_cast<std::uint8_t*>(frame.pixels.data()));
    cv::Mat resized;
    cv::resize(picture(cv::Rect(square.left, square.top, square.side, square.side)), resized,
               cv::Size(side, side), 0.0, 0.0, cv::INTER_AREA);
    cv::Mat grey;
    cv::cvtColor(resized, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

}  // namespace

FlowField opticalFlow(const capture::Frame& from, const capture::Frame& to, int side) {
    if (side < kSmallestSide) {
        throw std::invalid_argument("optical flow needs a side of 16 pixels or more");
    }
    cv::Mat flow;
    cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM)
        ->calc(greySquare(from, side), greySquare(to, side), flow);
    FlowField field{.width = side, .height = side};
    const std::size_t area = static_cast<std::size_t>(side) * side;
    field.u.reserve(area);
    field.v.reserve(area);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const auto& vector = flow.at<cv::Vec2f>(y, x);
            field.u.push_back(vector[0]);
            field.v.push_back(vector[1]);
        }
    }
    return field;
}

std::optional<FlowField> flowAtStep(const std::vector<capture::FramePtr>& frames, int step,
                                    const model::ModelDescription& model) {
    const int from = model.causal ? step - 1 : step;
    if (from < 0 || from + 1 >= static_cast<int>(frames.size())) {
        return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(from);
    return opticalFlow(*frames[index], *frames[index + 1],
                       std::max(kLeastFlowSide, model.input.inputSize));
}

RgbImage colouredFlow(const FlowField& field, float maximum) {
    cv::Mat hsv(field.height, field.width, CV_32FC3);
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            const std::size_t index = static_cast<std::size_t>(y) * field.width + x;
            const float u = field.u[index];
            const float v = field.v[index];
            const float magnitude = std::hypot(u, v);
            const float degrees = std::atan2(v, u) * 180.0F / std::numbers::pi_v<float>;
            const bool moves = magnitude > 0.0F && maximum > 0.0F;  // no for what is no number
            hsv.at<cv::Vec3f>(y, x) = {degrees < 0.0F ? degrees + 360.0F : degrees,
                                       moves ? std::min(1.0F, magnitude / maximum) : 0.0F, 1.0F};
        }
    }
    RgbImage image{.width = field.width, .height = field.height, .pixels = {}};
    if (hsv.empty()) {
        return image;
    }
    cv::Mat rgb;
    cv::cvtColor(hsv, rgb, cv::COLOR_HSV2RGB);
    cv::Mat bytes;
    rgb.convertTo(bytes, CV_8UC3, 255.0);
    image.pixels.assign(bytes.datastart, bytes.dataend);
    return image;
}

RgbImage flowWheel(int size) {
    FlowField field{.width = size, .height = size};
    const float middle = static_cast<float>(size - 1) / 2.0F;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            field.u.push_back(static_cast<float>(x) - middle);
            field.v.push_back(static_cast<float>(y) - middle);
        }
    }
    return colouredFlow(field, middle);
}

float largestMagnitude(const FlowField& field) {
    std::vector<double> magnitudes;
    magnitudes.reserve(field.u.size());
    for (std::size_t i = 0; i < field.u.size(); ++i) {
        const double magnitude = std::hypot(field.u[i], field.v[i]);
        if (std::isfinite(magnitude)) {
            magnitudes.push_back(magnitude);
        }
    }
    return static_cast<float>(pipeline::percentile(std::move(magnitudes), kLargestShare));
}

float flowMaximum(const FlowField& field) {
    return std::max(largestMagnitude(field), kLeastMaximum);
}

}  // namespace handscope::app
