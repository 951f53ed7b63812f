// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/CurvePlot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pointwise;

class CurvePlotTest : public ::testing::Test {
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

    static constexpr std::array<int, 3> kFirst{0, 114, 178};
    static constexpr std::array<int, 3> kSecond{213, 94, 0};
};

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

TEST_F(CurvePlotTest, ReadsAConfusionMatrix) {
    const ConfusionMatrix matrix =
        readConfusion(write("c.csv", "label,\"a, b\",c\n\"a, b\",3,1\nc,0,2\n"));
    EXPECT_THAT(matrix.labels, ElementsAre("a, b", "c"));
    EXPECT_EQ(matrix.at(0, 1), 1);
    EXPECT_EQ(matrix.at(1, 1), 2);
}

TEST_F(CurvePlotTest, SaysWhatIsWrongWithAConfusionMatrix) {
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

TEST_F(CurvePlotTest, ColoursAConfusionMatrixByTheSharesOfItsRows) {
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
