// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Evaluation.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace handscope::training {
namespace {

struct Interval {
    std::int64_t right;
    std::int64_t of;
    double low;
    double high;
    double tolerance;
};

class WilsonIntervalTest : public ::testing::TestWithParam<Interval> {};

TEST_P(WilsonIntervalTest, IsThePublishedOne) {
    const Interval expected = GetParam();
    const Proportion proportion{.right = expected.right, .of = expected.of};
    EXPECT_NEAR(proportion.low(), expected.low, expected.tolerance);
    EXPECT_NEAR(proportion.high(), expected.high, expected.tolerance);
}

// The first four: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
INSTANTIATE_TEST_SUITE_P(
    Published, WilsonIntervalTest,
    ::testing::Values(Interval{81, 263, 0.2553, 0.3662, 5e-5},
                      Interval{15, 148, 0.0624, 0.1605, 5e-5}, Interval{0, 20, 0.0, 0.1611, 5e-5},
                      Interval{1, 29, 0.0061, 0.1718, 5e-5}, Interval{14, 16, 0.640, 0.965, 5e-4},
                      Interval{20, 20, 0.8389, 1.0, 5e-5}, Interval{0, 0, 0.0, 1.0, 0.0}));

class EvaluationTest : public ::testing::Test {
protected:
    Evaluation evaluation{{"left", "right", "stop, please", "say \"no\""}};

    /// A clip whose top class has `confidence`, the others the rest in equal parts.
    void add(int label, int said, float confidence = 0.7F) {
        std::vector<float> probabilities(4, (1.0F - confidence) / 3.0F);
        probabilities[static_cast<std::size_t>(said)] = confidence;
        evaluation.add(label, probabilities);
    }
};

TEST_F(EvaluationTest, StartsAtNothing) {
    EXPECT_EQ(evaluation.clips(), 0);
    EXPECT_EQ(evaluation.top1().value(), 0.0);
    EXPECT_EQ(evaluation.balancedTop1(), 0.0);
    EXPECT_EQ(evaluation.calibrationError(), 0.0);
    EXPECT_EQ(evaluation.meanConfidence(), 0.0);
}

TEST_F(EvaluationTest, CountsWhatWasSaidOfWhat) {
    add(0, 0);
    add(0, 0);
    add(0, 1);
    add(1, 0);
    add(1, 1);
    add(2, 0);
    EXPECT_EQ(evaluation.clips(), 6);
    EXPECT_EQ(evaluation.top1().right, 3);
    EXPECT_EQ(evaluation.confusion(0, 0), 2);
    EXPECT_EQ(evaluation.confusion(0, 1), 1);
    EXPECT_EQ(evaluation.confusion(2, 0), 1);
    EXPECT_EQ(evaluation.confusion(0, 2), 0);
    EXPECT_EQ(evaluation.recall(0).right, 2);
    EXPECT_EQ(evaluation.recall(0).of, 3);
    EXPECT_EQ(evaluation.precision(0).right, 2);
    EXPECT_EQ(evaluation.precision(0).of, 4);
    EXPECT_EQ(evaluation.precision(2).of, 0);
}

TEST_F(EvaluationTest, TheBalancedFigureWeighsEveryClassThatOccursAlike) {
    for (int i = 0; i < 97; ++i) {
        add(0, 0);
    }
    add(1, 0);
    add(1, 1);
    add(2, 0);
    // Recalls 1, 1/2 and 0; the fourth class does not occur.
    EXPECT_DOUBLE_EQ(evaluation.balancedTop1(), 0.5);
    EXPECT_DOUBLE_EQ(evaluation.top1().value(), 0.98);
}

TEST_F(EvaluationTest, Top5CountsTheFiveHighest) {
    Evaluation seven({"a", "b", "c", "d", "e", "f", "g"});
    const std::vector<float> falling{0.3F, 0.2F, 0.15F, 0.13F, 0.1F, 0.07F, 0.05F};
    seven.add(4, falling);
    EXPECT_EQ(seven.top5().right, 1);
    seven.add(5, falling);
    EXPECT_EQ(seven.top5().right, 1);
    EXPECT_EQ(seven.top5().of, 2);
    EXPECT_EQ(seven.top1().right, 0);
}

TEST_F(EvaluationTest, OfEqualScoresTheFirstCounts) {
    Evaluation six({"a", "b", "c", "d", "e", "f"});
    const std::vector<float> level(6, 1.0F / 6.0F);
    for (int label = 0; label < 6; ++label) {
        six.add(label, level);
    }
    EXPECT_EQ(six.top1().right, 1);
    EXPECT_EQ(six.top5().right, 5);
}

TEST_F(EvaluationTest, AllClassesAreAmongTheFirstFiveOfFour) {
    add(3, 0);
    EXPECT_EQ(evaluation.top5().right, 1);
}

TEST_F(EvaluationTest, TheCalibrationErrorIsZeroWhereConfidenceIsAccuracy) {
    for (int i = 0; i < 10; ++i) {
        add(0, i < 7 ? 0 : 1, 0.7F);
    }
    EXPECT_NEAR(evaluation.calibrationError(), 0.0, 1e-6);
}

TEST_F(EvaluationTest, TheCalibrationErrorWeighsItsBinsByTheirClips) {
    // Bin (13/15, 14/15]: three clips of 0.9, two right: |2/3 − 0.9| = 0.2333.
    add(0, 0, 0.9F);
    add(1, 1, 0.9F);
    add(2, 1, 0.9F);
    // Bin (7/15, 8/15]: one clip of 0.5, wrong: |0 − 0.5|.
    add(3, 1, 0.5F);
    EXPECT_NEAR(evaluation.calibrationError(), 0.75 * (0.9 - 2.0 / 3.0) + 0.25 * 0.5, 1e-6);
    EXPECT_NEAR(evaluation.meanConfidence(), (3 * 0.9 + 0.5) / 4, 1e-6);
}

TEST_F(EvaluationTest, ConfidencesOfOneBinAreAveragedBeforeTheyAreCompared) {
    // Both in (9/15, 10/15]: mean 0.63, accuracy 1/2; apart they would give 0.5.
    add(0, 0, 0.61F);
    add(1, 0, 0.65F);
    EXPECT_NEAR(evaluation.calibrationError(), 0.13, 1e-6);
}

TEST_F(EvaluationTest, TakesCertainty) {
    add(0, 0, 1.0F);
    add(1, 0, 1.0F);
    EXPECT_DOUBLE_EQ(evaluation.calibrationError(), 0.5);
}

TEST_F(EvaluationTest, CountsTheClipsOfEachBinOfConfidence) {
    add(0, 0, 0.9F);
    add(1, 1, 0.92F);
    add(2, 1, 0.88F);
    add(3, 1, 1.0F);
    const std::vector<CalibrationBin> bins = evaluation.calibration();
    ASSERT_EQ(bins.size(), 15U);
    EXPECT_EQ(bins.front().low, 0.0);
    EXPECT_EQ(bins.back().high, 1.0);
    for (std::size_t i = 1; i < bins.size(); ++i) {
        EXPECT_EQ(bins[i].low, bins[i - 1].high);
    }
    EXPECT_EQ(bins[13].right.right, 2);
    EXPECT_EQ(bins[13].right.of, 3);
    EXPECT_NEAR(bins[13].confidence, 0.9, 1e-6);
    EXPECT_EQ(bins[14].right.of, 1);
    EXPECT_EQ(bins[14].confidence, 1.0);
    EXPECT_EQ(bins[7].right.of, 0);
    EXPECT_EQ(bins[7].confidence, 0.0);
}

TEST_F(EvaluationTest, RefusesWhatDoesNotFit) {
    const std::vector<float> three(3, 0.3F);
    const std::vector<float> four(4, 0.25F);
    EXPECT_THROW(evaluation.add(0, three), std::invalid_argument);
    EXPECT_THROW(evaluation.add(4, four), std::invalid_argument);
    EXPECT_THROW(evaluation.add(-1, four), std::invalid_argument);
    EXPECT_THROW(evaluation.add(0, std::vector<float>{std::numeric_limits<float>::quiet_NaN(), 0.0F,
                                                      0.0F, 1.0F}),
                 std::invalid_argument);
    EXPECT_THROW(evaluation.recall(4), std::invalid_argument);
    EXPECT_EQ(evaluation.clips(), 0);
}

TEST_F(EvaluationTest, GivesEverythingAsJson) {
    add(0, 0, 0.9F);
    add(0, 2, 0.9F);
    const auto json = nlohmann::json::parse(evaluation.asJson());
    EXPECT_EQ(json["clips"], 2);
    EXPECT_EQ(json["top1"]["right"], 1);
    EXPECT_EQ(json["top1"]["of"], 2);
    EXPECT_EQ(json["top1"]["value"], 0.5);
    EXPECT_EQ(json["top5"]["right"], 2);
    EXPECT_EQ(json["balanced_top1"], 0.5);
    EXPECT_NEAR(json["calibration_error"].get<double>(), 0.4, 1e-6);
    ASSERT_EQ(json["calibration"].size(), 15U);
    EXPECT_EQ(json["calibration"][13]["count"], 2);
    EXPECT_EQ(json["calibration"][13]["accuracy"], 0.5);
    EXPECT_NEAR(json["calibration"][13]["mean_confidence"].get<double>(), 0.9, 1e-6);
    EXPECT_EQ(json["calibration"][3]["low"], 0.2);
    EXPECT_EQ(json["calibration"][3]["count"], 0);
    EXPECT_TRUE(json["calibration"][3]["accuracy"].is_null());
    EXPECT_EQ(json["classes"].size(), 4U);
    EXPECT_EQ(json["classes"][3]["label"], "say \"no\"");
    EXPECT_EQ(json["classes"][0]["recall"]["of"], 2);
    EXPECT_EQ(json["classes"][2]["precision"]["of"], 1);
    EXPECT_EQ(json["confusion"][0], (nlohmann::json{1, 0, 1, 0}));
}

TEST_F(EvaluationTest, GivesALineAClassAsCsvWithTheLabelsQuoted) {
    for (int i = 0; i < 16; ++i) {
        add(2, i < 14 ? 2 : 1);
    }
    EXPECT_EQ(evaluation.perClassCsv(),
              "label,clips,recall,recall_low,recall_high,precision\n"
              "left,0,,,,\n"
              "right,0,,,,0.0000\n"
              "\"stop, please\",16,0.8750,0.6398,0.9650,1.0000\n"
              "\"say \"\"no\"\"\",0,,,,\n");
}

TEST_F(EvaluationTest, GivesTheConfusionMatrixAsCsv) {
    add(0, 0);
    add(2, 1);
    add(2, 1);
    EXPECT_EQ(evaluation.confusionCsv(),
              "label,left,right,\"stop, please\",\"say \"\"no\"\"\"\n"
              "left,1,0,0,0\n"
              "right,0,0,0,0\n"
              "\"stop, please\",0,2,0,0\n"
              "\"say \"\"no\"\"\",0,0,0,0\n");
}

TEST_F(EvaluationTest, GivesALineABinAsCsv) {
    add(0, 0, 0.9F);
    add(1, 0, 0.9F);
    const std::string csv = evaluation.calibrationCsv();
    EXPECT_TRUE(csv.starts_with("low,high,count,mean_confidence,accuracy\n0.0000,0.0667,0,,\n"))
        << csv;
    EXPECT_TRUE(csv.ends_with("0.8667,0.9333,2,0.9000,0.5000\n0.9333,1.0000,0,,\n")) << csv;
}

}  // namespace
}  // namespace handscope::training
