// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/PredictionPanel.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace handscope::app {
namespace {

RgbImage grey(int width, int height) {
    return {.width = width,
            .height = height,
            .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 3, 128)};
}

/// Pixels that are no longer grey in a part of the picture, given in shares of its sides.
int changedIn(const RgbImage& image, double left, double top, double right, double bottom) {
    int changed = 0;
    for (int y = static_cast<int>(top * image.height); y < static_cast<int>(bottom * image.height);
         ++y) {
        for (int x = static_cast<int>(left * image.width);
             x < static_cast<int>(right * image.width); ++x) {
            const std::size_t at = (static_cast<std::size_t>(y) * image.width + x) * 3;
            changed += image.pixels[at] != 128 || image.pixels[at + 1] != 128 ? 1 : 0;
        }
    }
    return changed;
}

/// How far to the right there are pixels as blue as a bar, which nothing else of the panel is.
int barEnd(const RgbImage& image) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        if (image.pixels[i] == 70 && image.pixels[i + 1] == 130) {
            end = std::max(end, i / 3 % static_cast<std::size_t>(image.width));
        }
    }
    return static_cast<int>(end);
}

TEST(PredictionPanelTest, RanksTheClasses) {
    const auto top = topClasses({"a", "b", "c", "d"}, {0.1F, 0.5F, 0.1F, 0.3F}, 3);
    ASSERT_EQ(top.size(), 3U);
    EXPECT_EQ(top[0].label, "b");
    EXPECT_EQ(top[1].label, "d");
    EXPECT_EQ(top[2].label, "a") << "equals in the order of the classes";
    EXPECT_FLOAT_EQ(top[1].score, 0.3F);
    EXPECT_EQ(topClasses({"a"}, {1.0F}, 3).size(), 1U);
}

TEST(PredictionPanelTest, StandsAtTheLowerLeft) {
    for (const auto& [width, height] : {std::pair{640, 480}, std::pair{1920, 1080}}) {
        RgbImage image = grey(width, height);
        drawPanel(image, {.shown = "Thumb Up", .classes = {{"Thumb Up", 0.9F}, {"Stop", 0.1F}}});
        EXPECT_GT(changedIn(image, 0.0, 0.7, 0.4, 1.0), 1000);
        EXPECT_EQ(changedIn(image, 0.0, 0.0, 1.0, 0.5), 0);
        EXPECT_EQ(changedIn(image, 0.6, 0.0, 1.0, 1.0), 0);
    }
}

TEST(PredictionPanelTest, BarsAreAsLongAsTheScores) {
    const auto endOf = [](float score) {
        RgbImage image = grey(640, 480);
        drawPanel(image, {.shown = {}, .classes = {{"Thumb Up", score}}});
        return barEnd(image);
    };
    const int margin = endOf(0.01F);
    EXPECT_EQ(endOf(0.0F), 0);
    EXPECT_GT(endOf(1.0F), 100);
    EXPECT_NEAR(endOf(1.0F) - margin, 2 * (endOf(0.5F) - margin), 4);
}

TEST(PredictionPanelTest, KeepsItsWidth) {
    const auto endOf = [](const std::string& label) {
        RgbImage image = grey(640, 480);
        drawPanel(image, {.shown = {}, .classes = {{label, 1.0F}}, .longest = "Drumming Fingers"});
        return barEnd(image);
    };
    EXPECT_EQ(endOf("Stop"), endOf("Drumming Fingers"));
}

TEST(PredictionPanelTest, FitsAnyPictureAndAnyLabel) {
    const std::vector<RankedClass> classes{
        {"Zooming Out With Two Fingers \xC3\xA4\xE2\x82\xAC", 0.4F}, {"", 7.0F}, {"x", -1.0F}};
    for (const auto& [width, height] : {std::pair{1, 1}, std::pair{16, 200}, std::pair{200, 16}}) {
        RgbImage image = grey(width, height);
        drawPanel(image, {.shown = "\xFF\n", .classes = classes});
        EXPECT_EQ(image.pixels.size(), static_cast<std::size_t>(width) * height * 3);
    }
}

}  // namespace
}  // namespace handscope::app
