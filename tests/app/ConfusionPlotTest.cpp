// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/ConfusionPlot.h"

#include <gmock/gmock.h>

#include "tests/app/PlotFixture.h"

namespace handscope::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConfusionPlotTest : public PlotTest {};

TEST_F(ConfusionPlotTest, ReadsAConfusionMatrix) {
    const ConfusionMatrix matrix =
        readConfusion(write("c.csv", "label,\"a, b\",c\n\"a, b\",3,1\nc,0,2\n"));
    EXPECT_THAT(matrix.labels, ElementsAre("a, b", "c"));
    EXPECT_EQ(matrix.at(0, 1), 1);
    EXPECT_EQ(matrix.at(1, 1), 2);
}

TEST_F(ConfusionPlotTest, SaysWhatIsWrongWithAConfusionMatrix) {
    const auto message = [&](const std::string& text) {
        const auto file = write("bad.csv", text);
        return messageOf([&] { readConfusion(file); });
    };
    EXPECT_THAT(message("label,a,b\na,1,2\n"), HasSubstr("2 columns of counts and 1 rows"));
    EXPECT_THAT(message("label,a,b\na,1,2\nc,1,2\n"), HasSubstr("Line 3"));
    EXPECT_THAT(message("label,a,b\na,1,2\nb,1,-2\n"), HasSubstr("'-2'"));
    EXPECT_THAT(message("label,a,b\na,1,2\nb,1,0.5\n"), HasSubstr("'0.5'"));
    EXPECT_THAT(message("label\n"), HasSubstr("0 columns"));
}

TEST_F(ConfusionPlotTest, ColoursAConfusionMatrixByTheSharesOfItsRows) {
    const ConfusionMatrix matrix{.labels = {"a", "b"}, .counts = {9, 0, 500, 500}};
    const RgbImage image = drawConfusion(matrix, "", 500, 500);
    const Spot whole = find(image, {8, 62, 120}, 0, 500);
    const Spot half = find(image, {132, 159, 188}, 0, 500);
    EXPECT_GT(whole.pixels, 5000);
    EXPECT_GT(half.pixels, 10000) << "two cells";
    EXPECT_LT(whole.x, half.x);
    EXPECT_LT(whole.y, half.y);
}

}  // namespace
}  // namespace handscope::app
