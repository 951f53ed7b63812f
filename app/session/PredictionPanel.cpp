// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/PredictionPanel.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace handscope::app {
namespace {

constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
/// Of the face at scale 1, pixels.
constexpr double kCapitalHeight = 22.0;
constexpr double kLinesInPicture = 26.0;  ///< of text, if they filled it
constexpr double kLeastHeight = 7.0;      ///< of a capital that can still be read, pixels

const cv::Scalar kLight(240, 240, 240);
const cv::Scalar kQuiet(200, 200, 200);
const cv::Scalar kBar(70, 130, 220);  // RGB, as all here
const cv::Scalar kShown(120, 230, 140);

/// Lengths that go with the picture, pixels.
struct Measures {
    double capital;
    int line;
    int margin;

    explicit Measures(const RgbImage& picture)
        : capital(std::max(kLeastHeight,
                           std::min(picture.width, picture.height) / kLinesInPicture / 1.8)),
          line(static_cast<int>(std::lround(capital * 1.9))),
          margin(static_cast<int>(std::lround(capital * 0.8))) {}

    double scale() const { return capital / kCapitalHeight; }
    int stroke() const { return std::max(1, static_cast<int>(std::lround(scale() * 1.8))); }
};

std::string asciiOf(const std::string& text) {
    std::string ascii;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        const bool continues = (byte & 0xC0U) == 0x80U;  // of a character that has its mark already
        if (!continues) {
            ascii += byte >= 0x20 && byte < 0x7F ? character : '?';
        }
    }
    return ascii;
}

int widthOf(const std::string& text, const Measures& measures) {
    int baseline = 0;
    return cv::getTextSize(text, kFont, measures.scale(), measures.stroke(), &baseline).width;
}

void write(cv::Mat& picture, const std::string& text, cv::Point baseline, const Measures& measures,
           const cv::Scalar& colour) {
    cv::putText(picture, text, baseline, kFont, measures.scale(), colour, measures.stroke(),
                cv::LINE_AA);
}

void darken(cv::Mat& picture, cv::Rect area) {
    constexpr double kKept = 0.35;
    area &= cv::Rect(0, 0, picture.cols, picture.rows);
    cv::Mat region = picture(area);
    region.convertTo(region, -1, kKept);
}

std::string percent(float score) {
    return std::to_string(std::lround(100.0F * score)) + "%";
}

}  // namespace

std::vector<RankedClass> topClasses(const std::vector<std::string>& labels,
                                    const std::vector<float>& scores, std::size_t count) {
    std::vector<std::size_t> order(std::min(labels.size(), scores.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t shown = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown),
                      order.end(), [&](std::size_t a, std::size_t b) {
                          return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
                      });
    std::vector<RankedClass> top;
    for (std::size_t i = 0; i < shown; ++i) {
        top.push_back({.label = labels[order[i]], .score = scores[order[i]]});
    }
    return top;
}

void drawPanel(RgbImage& image, const PredictionPanel& panel) {
    cv::Mat picture(image.height, image.width, CV_8UC3, image.pixels.data());
    const Measures measures(image);
    const std::string shown = asciiOf(panel.shown);
    int widest = std::max(widthOf(shown, measures), widthOf(asciiOf(panel.longest), measures));
    for (const RankedClass& ranked : panel.classes) {
        widest = std::max(widest, widthOf(asciiOf(ranked.label), measures));
    }
    const int figures = widthOf("100%", measures);
    const int width = widest + figures + 3 * measures.margin;
    const int lines = static_cast<int>(panel.classes.size()) + 1;
    const int height = lines * measures.line + measures.margin;
    const int top = image.height - height;
    darken(picture, {0, top, width, height});
    const auto baselineOf = [&](int line) {
        return top + measures.margin / 2 + line * measures.line +
               static_cast<int>(std::lround((measures.line + measures.capital) / 2.0));
    };
    write(picture, shown, {measures.margin, baselineOf(0)}, measures, kShown);
    for (int i = 0; i + 1 < lines; ++i) {
        const RankedClass& ranked = panel.classes[static_cast<std::size_t>(i)];
        const int y = baselineOf(i + 1);
        const int length = static_cast<int>(
            std::lround((width - 2 * measures.margin) * std::clamp(ranked.score, 0.0F, 1.0F)));
        const int padding = std::max(1, measures.margin / 3);
        if (length > 0) {
            cv::rectangle(
                picture,
                cv::Rect(measures.margin, y - static_cast<int>(measures.capital) - padding, length,
                         static_cast<int>(measures.capital) + 2 * padding),
                kBar, cv::FILLED);
        }
        write(picture, asciiOf(ranked.label), {measures.margin + padding, y}, measures, kLight);
        write(picture, percent(ranked.score),
              {width - measures.margin - widthOf(percent(ranked.score), measures), y}, measures,
              kQuiet);
    }
}

}  // namespace handscope::app
