// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/ReliabilityPlot.h"

#include <gmock/gmock.h>

#include <vector>

#include "model/training/Evaluation.h"
#include "tests/app/PlotFixture.h"

namespace handscope::app {
namespace {

using ::testing::HasSubstr;

class ReliabilityPlotTest : public PlotTest {
protected:
    const std::string header_ = "low,high,count,mean_confidence,accuracy\n";
};

TEST_F(ReliabilityPlotTest, ReadsWhatAnEvaluationWrites) {
    training::Evaluation evaluation({"a", "b"});
    evaluation.add(0, std::vector<float>{0.9F, 0.1F});
    evaluation.add(1, std::vector<float>{0.9F, 0.1F});
    evaluation.add(1, std::vector<float>{0.4F, 0.6F});
    const ReliabilityTable table =
        readReliability(write("calibration.csv", evaluation.calibrationCsv()));
    ASSERT_EQ(table.bins.size(), 15U);
    EXPECT_EQ(table.bins[13].count, 2);
    EXPECT_EQ(table.bins[13].accuracy, 0.5);
    EXPECT_NEAR(table.bins[13].confidence, 0.9, 1e-4);
    EXPECT_EQ(table.bins[0].count, 0);
    EXPECT_EQ(table.clips(), 3);
    EXPECT_NEAR(table.error(), evaluation.calibrationError(), 1e-4);
}

TEST_F(ReliabilityPlotTest, SaysWhatIsWrongWithAFile) {
    const auto message = [&](const std::string& text) {
        const auto file = write("bad.csv", text);
        return messageOf([&] { readReliability(file); });
    };
    EXPECT_THAT(message("label,a\na,1\n"), HasSubstr("no bins"));
    EXPECT_THAT(message(header_), HasSubstr("no bins"));
    EXPECT_THAT(message(header_ + "0,1,5,0.5\n"), HasSubstr("4 fields"));
    EXPECT_THAT(message(header_ + "0,1,5,0.5,1.5\n"), HasSubstr("'1.5' as accuracy"));
    EXPECT_THAT(message(header_ + "0,1,5,,0.5\n"), HasSubstr("'' as mean_confidence"));
    EXPECT_THAT(message(header_ + "0,1,0.5,0.5,0.5\n"), HasSubstr("'0.5' as count"));
    EXPECT_THAT(message(header_ + "0.5,0.5,0,,\n"), HasSubstr("bounds"));
    EXPECT_THAT(message(header_ + "0,0.6,0,,\n0.5,1,0,,\n"), HasSubstr("Line 3"));
    EXPECT_THAT(messageOf([&] { readReliability(folder.path() / "none.csv"); }),
                HasSubstr("none.csv"));
}

TEST_F(ReliabilityPlotTest, DrawsAccuracyAndCountsBesideTheDiagonal) {
    const ReliabilityTable table{
        .bins = {{.low = 0.0, .high = 0.5, .count = 10, .confidence = 0.4, .accuracy = 0.25},
                 {.low = 0.5, .high = 1.0, .count = 30, .confidence = 0.8, .accuracy = 1.0}}};
    const RgbImage image = drawReliability(table, "", 600, 600);
    // As many columns of each bin, without its edges.
    const auto left = [&](std::array<int, 3> rgb) { return find(image, rgb, 140, 290); };
    const auto right = [&](std::array<int, 3> rgb) { return find(image, rgb, 370, 520); };
    EXPECT_NEAR(right(kFirst).pixels, 4.0 * left(kFirst).pixels, 0.2 * left(kFirst).pixels);
    const std::array<int, 3> faintly{184, 216, 233};
    EXPECT_NEAR(right(faintly).pixels, 3.0 * left(faintly).pixels, 0.2 * left(faintly).pixels);
    EXPECT_GT(left(faintly).y, left(kFirst).y) << "the counts stand below";
    EXPECT_GT(left(kSecond).pixels, 100);
    EXPECT_GT(right(kSecond).pixels, 100);
    EXPECT_GT(left(kSecond).y, right(kSecond).y + 80) << "the diagonal rises";
}

TEST_F(ReliabilityPlotTest, LeavesOutBinsWithoutClips) {
    const ReliabilityTable table{
        .bins = {{.low = 0.0, .high = 0.5},
                 {.low = 0.5, .high = 1.0, .count = 1, .confidence = 0.8, .accuracy = 1.0}}};
    EXPECT_EQ(find(drawReliability(table, "", 600, 600), kFirst, 140, 290).pixels, 0);
}

TEST_F(ReliabilityPlotTest, DrawsOnLittleRoom) {
    ReliabilityTable table;
    for (int i = 0; i < 100; ++i) {
        table.bins.push_back({.low = 0.01 * i,
                              .high = 0.01 * (i + 1),
                              .count = 1'000'000,
                              .confidence = 0.01 * i,
                              .accuracy = 0.5});
    }
    EXPECT_EQ(drawReliability(table, std::string(300, 'W'), 200, 200).height, 200);
    EXPECT_EQ(drawReliability({}, "", 200, 200).width, 200);
}

}  // namespace
}  // namespace handscope::app
