// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/LabelColours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace handscope::ui {
namespace {

/// CIE 1976 L*a*b*, of which equal distances look alike; D65.
std::array<double, 3> labOf(const QColor& colour) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double r = linear(colour.redF());
    const double g = linear(colour.greenF());
    const double b = linear(colour.blueF());
    const auto root = [](double value) {
        return value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116.0;
    };
    const double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

double distance(const QColor& one, const QColor& other) {
    const auto first = labOf(one);
    const auto second = labOf(other);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

// Two of them side by side in a legend: 2.3 is just noticeable, and hues alone came as near as 4.3.
TEST(LabelColoursTest, NoTwoOfJestersManyLabelsLookAlike) {
    QStringList labels;
    for (int i = 0; i < 27; ++i) {
        labels << QString::number(i);
    }
    LabelColours colours;
    colours.setLabels(labels);
    for (const bool dark : {false, true}) {
        double nearestBars = std::numeric_limits<double>::max();
        double nearestLines = nearestBars;
        for (int i = 0; i < labels.size(); ++i) {
            for (int j = 0; j < i; ++j) {
                nearestBars = std::min(nearestBars, distance(colours.colourOf(labels[i], dark),
                                                             colours.colourOf(labels[j], dark)));
                nearestLines = std::min(nearestLines, distance(colours.strokeOf(labels[i], dark),
                                                               colours.strokeOf(labels[j], dark)));
            }
        }
        EXPECT_GT(nearestBars, 9.0) << dark;
        EXPECT_GT(nearestLines, 9.0) << dark;
    }
}

TEST(LabelColoursTest, AnotherLabelHasAColourThatStaysTheSame) {
    LabelColours colours;
    const QColor before = colours.colourOf("Waving", false);
    colours.setLabels({"Thumb Up"});
    EXPECT_EQ(colours.colourOf("Waving", false), before);
}

}  // namespace
}  // namespace handscope::ui
