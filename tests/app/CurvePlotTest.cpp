// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/CurvePlot.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "tests/app/PlotFixture.h"

namespace handscope::app {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pointwise;

class CurvePlotTest : public PlotTest {};

TEST_F(CurvePlotTest, ReadsCurvesAndLeavesOutWhatWasNotMeasured) {
    const auto file = write(
        "run/curve.csv", "step,clips,seconds,loss,top1\n1,10,2,3.5,\n2,20,4,nan,0.5\n3,30,6,1,1\n");
    const CurveFigure figure = readCurves({file}, {});
    EXPECT_EQ(figure.xName, "clips");
    ASSERT_EQ(figure.panels.size(), 2U);
    EXPECT_EQ(figure.panels[0].yName, "loss");
    EXPECT_THAT(figure.panels[0].curves[0].x, ElementsAre(10, 30));
    EXPECT_THAT(figure.panels[0].curves[0].y, ElementsAre(3.5, 1));
    EXPECT_THAT(figure.panels[1].curves[0].x, ElementsAre(20, 30));
    EXPECT_EQ(figure.panels[0].curves[0].name, "curve");
}

TEST_F(CurvePlotTest, NamesFilesOfOneNameByTheirFolders) {
    const std::string text = "step,clips,seconds,loss\n1,10,2,3.5\n";
    const CurveFigure figure =
        readCurves({write("one/curve.csv", text), write("two/curve.csv", text)}, {});
    EXPECT_EQ(figure.panels[0].curves[0].name, "one/curve");
    EXPECT_EQ(figure.panels[0].curves[1].name, "two/curve");
}

TEST_F(CurvePlotTest, LeavesAFileWithoutTheValueOutOfThatPanel) {
    const auto one = write("one.csv", "step,clips,seconds,loss\n1,10,2,3.5\n");
    const auto two = write("two.csv", "step,clips,seconds,top1\n1,10,2,0.5\n");
    const CurveFigure figure = readCurves({one, two}, {.names = {"loss", "top1"}});
    EXPECT_THAT(figure.panels[0].curves[1].y, ElementsAre());
    EXPECT_THAT(figure.panels[1].curves[1].y, ElementsAre(0.5)) << "with its colour kept";
    EXPECT_THAT(messageOf([&] {
                    readCurves({one, two}, {.names = {"los"}});
                }),
                HasSubstr("no column 'los'"));
}

TEST_F(CurvePlotTest, TellsLongTimesInHours) {
    const auto file = write("a.csv", "step,clips,seconds,loss\n1,1,0,1\n2,2,9000,1\n");
    const CurveFigure figure = readCurves({file}, {.x = "seconds", .names = {}});
    EXPECT_EQ(figure.xName, "hours");
    EXPECT_THAT(figure.panels[0].curves[0].x, ElementsAre(0, 2.5));
}

TEST_F(CurvePlotTest, SaysWhatIsWrongWithAFile) {
    const auto message = [&](const std::string& text, const CurveRequest& request = {}) {
        const auto file = write("bad.csv", text);
        return messageOf([&] { readCurves({file}, request); });
    };
    EXPECT_THAT(message("step,clips,seconds,loss\n1,2,3,four\n"), HasSubstr("Line 2"));
    EXPECT_THAT(message("step,clips,seconds,loss\n1,2,3\n"), HasSubstr("3 fields"));
    EXPECT_THAT(message("step,clips,seconds,loss\n"), HasSubstr("nothing else"));
    EXPECT_THAT(message("step,clips,seconds\n1,2,3\n"), HasSubstr("no column of values"));
    EXPECT_THAT(message("loss\n1\n"), HasSubstr("no column 'clips'"));
    EXPECT_THAT(message("clips,loss\n1,2\n", {.names = {"top1"}}), HasSubstr("clips, loss"));
    EXPECT_THAT(message(""), HasSubstr("empty"));
    EXPECT_THAT(messageOf([&] { readCurves({folder.path() / "none.csv"}, {}); }),
                HasSubstr("none.csv"));
}

TEST_F(CurvePlotTest, ChoosesTicksThatPeopleWouldChoose) {
    EXPECT_THAT(niceTicks(0.0, 1.0, 5),
                Pointwise(DoubleNear(1e-9), {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}));
    EXPECT_THAT(niceTicks(-3.0, 12.0, 4), Pointwise(DoubleNear(1e-9), {0.0, 5.0, 10.0}));
    EXPECT_THAT(niceTicks(0.0011, 0.0029, 4),
                Pointwise(DoubleNear(1e-9), {0.0015, 0.0020, 0.0025}));
    EXPECT_FALSE(std::signbit(niceTicks(-1.0, 1.0, 2)[1]));
}

TEST_F(CurvePlotTest, SmoothsWithFewerPointsAtTheEnds) {
    EXPECT_THAT(movingMean({1, 2, 6, 3, 0}, 3), ElementsAre(1.5, 3, 11.0 / 3.0, 3, 1.5));
    EXPECT_THAT(movingMean({1, 2}, 1), ElementsAre(1, 2));
    EXPECT_THAT(movingMean({}, 3), ElementsAre());
    for (int points = 1; points <= 12; ++points) {
        const std::vector<double> values{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
        const auto means = movingMean(values, points);
        ASSERT_EQ(means.size(), values.size());
        for (int i = 0; i < 10; ++i) {
            const int begin = std::max(0, i - (points - 1) / 2);
            const int end = std::min(10, i + points / 2 + 1);
            const double sum = std::accumulate(values.begin() + begin, values.begin() + end, 0.0);
            EXPECT_DOUBLE_EQ(means[static_cast<std::size_t>(i)], sum / (end - begin)) << points;
        }
    }
}

TEST_F(CurvePlotTest, AHugeValueHasNoPartInTheMeansOfOthers) {
    std::vector<double> values(20, 0.5);
    values[5] = 1e18;
    const auto means = movingMean(values, 3);
    for (const std::size_t i : {0U, 3U, 7U, 8U, 19U}) {
        EXPECT_EQ(means[i], 0.5) << i;
    }
}

TEST_F(CurvePlotTest, SmoothsManyPointsAndLeavesFewAsTheyAre) {
    std::string text = "step,clips,seconds,loss,top1\n";
    for (int i = 0; i < 12; ++i) {
        text += std::to_string(i) + ",1,1," + std::to_string(i % 3) + (i == 5 ? ",0.5\n" : ",\n");
    }
    const CurveFigure figure =
        readCurves({write("a.csv", text)}, {.x = "step", .names = {}, .smooth = 3});
    EXPECT_EQ(figure.panels[0].curves[0].y[5], 1.0);
    EXPECT_EQ(figure.panels[0].curves[0].raw[5], 2.0);
    EXPECT_THAT(figure.panels[1].curves[0].y, ElementsAre(0.5));
    EXPECT_TRUE(figure.panels[1].curves[0].raw.empty());
}

TEST_F(CurvePlotTest, DrawsEachCurveInItsColourWhereItsValuesAre) {
    CurveFigure figure{.title = "", .xName = "clips", .panels = {{.yName = "", .curves = {}}}};
    figure.panels[0].curves.push_back({.name = "a", .x = {0, 100}, .y = {1, 1}, .raw = {}});
    figure.panels[0].curves.push_back({.name = "b", .x = {0, 100}, .y = {0, 0}, .raw = {}});
    const RgbImage image = drawCurves(figure, 600, 400);
    ASSERT_EQ(image.width, 600);
    ASSERT_EQ(image.pixels.size(), 600U * 400U * 3U);
    // The middle of the picture holds curves and no legend or number.
    const Spot first = find(image, kFirst, 250, 350);
    const Spot second = find(image, kSecond, 250, 350);
    EXPECT_GE(first.pixels, 100);
    EXPECT_GE(second.pixels, 100);
    EXPECT_GT(second.y, first.y + 200) << "0 is far below 1";
    EXPECT_GE(find(image, {255, 255, 255}, 0, 600, 0).pixels, 600 * 400 * 8 / 10);
}

TEST_F(CurvePlotTest, DrawsTheRawValuesFaintlyBehindSmoothedOnes) {
    CurveFigure figure{.title = "", .xName = "", .panels = {{.yName = "", .curves = {}}}};
    Curve curve{.name = "a", .x = {}, .y = {}, .raw = {}};
    for (int i = 0; i < 50; ++i) {
        curve.x.push_back(i);
        curve.y.push_back(0.01 * i);
        curve.raw.push_back(0.01 * i + (i % 2 == 0 ? 0.05 : -0.05));
    }
    figure.panels[0].curves.push_back(curve);
    const RgbImage image = drawCurves(figure, 600, 400);
    EXPECT_GT(find(image, kFirst, 100, 500).pixels, 300);
    EXPECT_GT(find(image, {184, 216, 233}, 100, 500).pixels, 300);
}

TEST_F(CurvePlotTest, DrawsWhatHasNoExtent) {
    CurveFigure figure{.title = std::string(300, 'W'),
                       .xName = "clips",
                       .panels = {{.yName = "none", .curves = {{}}},
                                  {.yName = "one", .curves = {{"a", {5}, {0}, {}}}}}};
    EXPECT_EQ(drawCurves(figure, 200, 200).height, 200);
}

TEST_F(CurvePlotTest, DrawsAConstantThatSmoothingRounds) {
    std::string text = "step,clips,seconds,learning_rate\n";
    for (int i = 1; i <= 100; ++i) {
        const std::string number = std::to_string(i);
        text += number + "," + number + "," + number + ",0.001\n";
    }
    const auto file = write("constant.csv", text);
    const RgbImage image = drawCurves(readCurves({file}, {.names = {}, .smooth = 20}), 600, 400);
    EXPECT_GT(find(image, kFirst, 100, 500).pixels, 300) << "a level line, and not its noise";
    EXPECT_NEAR(find(image, kFirst, 100, 500).y, find(image, kFirst, 400, 450).y, 1.0);
}

}  // namespace
}  // namespace handscope::app
