// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunLog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::training {
namespace {

using ::testing::HasSubstr;

class RunLogTest : public ::testing::Test {
protected:
    const test::TestFolder folder;
    const std::filesystem::path file = folder.path() / "curve.csv";
    const std::vector<std::string> names{"loss", "accuracy"};

    std::string text() const {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void append(const std::string& more) const {
        std::ofstream(file, std::ios::binary | std::ios::app) << more;
    }
    static RunRecord record(std::int64_t step, double loss, double seconds = 1.0) {
        return {.step = step,
                .clips = step * 64,
                .seconds = seconds,
                .values = {{"loss", loss}, {"accuracy", 0.5}}};
    }
};

TEST_F(RunLogTest, WritesAHeaderAndALineARecord) {
    RunLog log(file, names, 0);
    EXPECT_EQ(text(), "step,clips,seconds,loss,accuracy\n");
    log.add({.step = 10,
             .clips = 640,
             .seconds = 12.34,
             .values = {{"accuracy", 0.25}, {"loss", 3.2958368660043291}}});
    EXPECT_EQ(text(), "step,clips,seconds,loss,accuracy\n10,640,12.3,3.295836866004329,0.25\n");
}

TEST_F(RunLogTest, LeavesMissingValuesEmpty) {
    RunLog log(file, names, 0);
    log.add({.step = 1, .clips = 2, .seconds = 3.0, .values = {{"accuracy", 1.0}}});
    log.add({.step = 2, .clips = 4, .seconds = 6.0, .values = {}});
    EXPECT_THAT(text(), HasSubstr("\n1,2,3.0,,1\n2,4,6.0,,\n"));
}

TEST_F(RunLogTest, RefusesAValueWithoutAColumn) {
    RunLog log(file, names, 0);
    EXPECT_THROW(log.add({.step = 1, .clips = 1, .seconds = 1.0, .values = {{"speed", 1.0}}}),
                 std::invalid_argument);
}

TEST_F(RunLogTest, EqualValuesGiveEqualTextThatReadsBackExactly) {
    RunLog log(file, {"loss"}, 0);
    for (const double value : {0.1, 1.0 / 3.0, 5e-324, 1e300}) {
        log.add({.step = 1, .clips = 1, .seconds = 0.0, .values = {{"loss", value}}});
        const std::string all = text();
        const std::string last = all.substr(all.rfind(',') + 1);
        EXPECT_EQ(std::strtod(last.c_str(), nullptr), value);
    }
}

TEST_F(RunLogTest, AResumedRunCutsWhatCameAfterTheCheckpoint) {
    std::string whole;
    {
        RunLog log(file, names, 0);
        for (const std::int64_t step : {10, 20, 30, 40}) {
            log.add(record(step, 1.0 / static_cast<double>(step)));
        }
        whole = text();
    }
    RunLog resumed(file, names, 20);
    EXPECT_EQ(text(), whole.substr(0, whole.find("30,")));
    resumed.add(record(30, 1.0 / 30.0));
    resumed.add(record(40, 1.0 / 40.0));
    EXPECT_EQ(text(), whole);
}

TEST_F(RunLogTest, AResumedRunCutsHalfALine) {
    RunLog(file, names, 0).add(record(10, 1.0));
    const std::string whole = text();
    append("20,12");
    RunLog resumed(file, names, 25);
    EXPECT_EQ(text(), whole);
}

TEST_F(RunLogTest, ARunFromTheStartKeepsNoLine) {
    {
        RunLog log(file, names, 0);
        log.add(record(0, 2.0));
        log.add(record(10, 1.0));
    }
    RunLog again(file, names, 0);
    EXPECT_EQ(text(), "step,clips,seconds,loss,accuracy\n");
}

TEST_F(RunLogTest, ARunWhoseCurveIsGoneBeginsANewOne) {
    RunLog resumed(file, names, 20);
    EXPECT_EQ(text(), "step,clips,seconds,loss,accuracy\n");
}

TEST_F(RunLogTest, RefusesTheCurveOfAnotherRunAndKeepsIt) {
    RunLog(file, names, 0).add(record(10, 1.0));
    const std::string whole = text();
    EXPECT_THROW(RunLog(file, {"loss"}, 10), model::ModelError);
    EXPECT_THROW(RunLog(file, {"loss", "accuracy", "learning_rate"}, 0), model::ModelError);
    EXPECT_EQ(text(), whole);
}

TEST_F(RunLogTest, ReportsAPlaceThatCannotBeWritten) {
    EXPECT_THROW(RunLog(folder.path() / "none" / "curve.csv", names, 0), model::ModelError);
    EXPECT_THROW(RunLog(folder.path(), names, 0), model::ModelError);
    RunLog log(file, names, 0);
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    try {
        log.add(record(10, 1.0));
        FAIL() << "was accepted";
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("curve.csv"));
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

struct Duration {
    double seconds;
    const char* text;
};

class DurationTextTest : public ::testing::TestWithParam<Duration> {};

TEST_P(DurationTextTest, ReadsAsPeopleSayIt) {
    EXPECT_EQ(durationText(GetParam().seconds), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Durations, DurationTextTest,
    ::testing::Values(Duration{0.0, "0 s"}, Duration{-3.0, "0 s"}, Duration{12.4, "12 s"},
                      Duration{59.6, "1 min 00 s"}, Duration{200.0, "3 min 20 s"},
                      Duration{3599.7, "1 h 00 min"}, Duration{3725.0, "1 h 02 min"},
                      Duration{100.0 * 3600.0, "100 h 00 min"},
                      Duration{std::numeric_limits<double>::infinity(), "unknown"},
                      Duration{std::numeric_limits<double>::quiet_NaN(), "unknown"}));

}  // namespace
}  // namespace handscope::training
