// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapScaling.h"

#include <gtest/gtest.h>

namespace handscope::ui {
namespace {

TEST(MapScaling, KeepsItsNames) {
    EXPECT_EQ(mapScalingName(MapScaling::Map), "map");
    EXPECT_EQ(mapScalingName(MapScaling::Layer), "layer");
    EXPECT_EQ(mapScalingName(MapScaling::Fixed), "fixed");
    for (const auto scaling : {MapScaling::Map, MapScaling::Layer, MapScaling::Fixed}) {
        EXPECT_EQ(mapScalingFromName(mapScalingName(scaling)), scaling);
    }
    EXPECT_EQ(mapScalingFromName("../../etc/passwd"), MapScaling::Map);
}

TEST(ColourLimits, AreTheSameAfterSettings) {
    for (const ColourLimits limits :
         {ColourLimits{-1.5F, 2.0F}, ColourLimits{0.1F, 0.3F}, ColourLimits{-1e-7F, 3.0e5F}}) {
        EXPECT_EQ(colourLimitsFromText(colourLimitsText(limits)), limits);
    }
    EXPECT_EQ(colourLimitsText(ColourLimits{-1.5F, 2.0F}), "-1.5 2");
    EXPECT_EQ(colourLimitsText(std::nullopt), "");
}

TEST(ColourLimits, TextThatIsNoRangeIsNone) {
    for (const char* const text : {"", "1", "2 1", "1 1", "1 2 3", "nan 1", "-inf inf", "one two",
                                   "-3e38 3e38", "  ", "1  2"}) {
        EXPECT_FALSE(colourLimitsFromText(QString::fromLatin1(text))) << text;
    }
}

TEST(ColourLimits, AnEndTakesTheOtherAlongWhereNothingWouldBeLeft) {
    const ColourLimits limits{1.0F, 3.0F};
    EXPECT_EQ(withLow(limits, 2.0F), (ColourLimits{2.0F, 3.0F}));
    EXPECT_EQ(withLow(limits, 3.0F), (ColourLimits{3.0F, 5.0F}));
    EXPECT_EQ(withHigh(limits, 9.0F), (ColourLimits{1.0F, 9.0F}));
    EXPECT_EQ(withHigh(limits, -4.0F), (ColourLimits{-6.0F, -4.0F}));
    const ColourLimits narrow = withLow({0.0F, 1e-9F}, 1e6F);
    EXPECT_LT(narrow.low, narrow.high);
}

}  // namespace
}  // namespace handscope::ui
