// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "app/MapImage.h"
#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {

/// Files to draw from, and a look at what was drawn.
class PlotTest : public ::testing::Test {
protected:
    test::TestFolder folder;

    std::filesystem::path write(const std::string& name, const std::string& text) {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file;
    }

    static std::string messageOf(const std::function<void()>& work) {
        try {
            work();
        } catch (const model::ModelError& error) {
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
            return error.what();
        }
        return "no error";
    }

    /// Pixels whose colour is within `reach` of the one asked for, with their mean place.
    struct Spot {
        int pixels = 0;
        double x = 0.0;
        double y = 0.0;
    };
    static Spot find(const RgbImage& image, std::array<int, 3> rgb, int left, int right,
                     int reach = 12) {
        Spot spot;
        for (int y = 0; y < image.height; ++y) {
            for (int x = left; x < right; ++x) {
                const auto* const pixel =
                    &image.pixels[(static_cast<std::size_t>(y) * image.width + x) * 3];
                bool near = true;
                for (std::size_t i = 0; i < 3; ++i) {
                    near = near && std::abs(pixel[i] - rgb[i]) <= reach;
                }
                spot.pixels += near ? 1 : 0;
                spot.x += near ? x : 0;
                spot.y += near ? y : 0;
            }
        }
        spot.x /= std::max(spot.pixels, 1);
        spot.y /= std::max(spot.pixels, 1);
        return spot;
    }

    // The first two colours of charts.
    static constexpr std::array<int, 3> kFirst{0, 114, 178};
    static constexpr std::array<int, 3> kSecond{213, 94, 0};
};

}  // namespace handscope::app
