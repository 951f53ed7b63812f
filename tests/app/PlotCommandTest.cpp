// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "tests/support/ProgramRun.h"

namespace handscope {
namespace {

using test::ProgramRun;
using ::testing::HasSubstr;

class PlotCommandTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string out = folder.file("out.png");

    ProgramRun plot(const std::string& arguments) {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " plot " + arguments + " --out '" +
                                out + "'");
    }

    std::string write(const std::string& name, const std::string& text) {
        std::ofstream(folder.file(name)) << text;
        return "'" + folder.file(name) + "'";
    }

    /// Width and height as a PNG's header says them (PNG specification, 11.2.2).
    std::pair<int, int> sizeOfPng() {
        std::ifstream stream(out, std::ios::binary);
        std::array<unsigned char, 24> header{};
        stream.read(reinterpret_cast<char*>(header.data()), header.size());
        EXPECT_EQ(std::string(reinterpret_cast<char*>(&header[1]), 3), "PNG");
        return {header[18] * 256 + header[19], header[22] * 256 + header[23]};
    }
};

TEST_F(PlotCommandTest, DrawsCurvesInTheSizeAskedFor) {
    const std::string text = "step,clips,seconds,loss,top1\n1,64,1,3,0.1\n2,128,2,2,0.4\n";
    const ProgramRun run = plot(write("a.csv", text) + " " + write("b.csv", text) +
                                " --x step --y loss --smooth 2 --size 640x300");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_EQ(sizeOfPng(), std::pair(640, 300));
}

TEST_F(PlotCommandTest, DrawsAConfusionMatrix) {
    const ProgramRun run = plot("--confusion " + write("c.csv", "label,a,b\na,3,1\nb,0,2\n"));
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_EQ(sizeOfPng(), std::pair(1500, 1400));
}

TEST_F(PlotCommandTest, DrawsAReliabilityDiagram) {
    const ProgramRun run =
        plot("--calibration " + write("c.csv",
                                      "low,high,count,mean_confidence,accuracy\n"
                                      "0.0000,0.5000,0,,\n0.5000,1.0000,3,0.8,0.6667\n"));
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_EQ(sizeOfPng(), std::pair(900, 1000));
}

TEST_F(PlotCommandTest, ExplainsAFileThatIsNoCurve) {
    const ProgramRun run = plot(write("a.csv", "step,clips,seconds,loss\n1,2,3,four\n"));
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("error: Line 2 of "));
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(PlotCommandTest, DoesNotReplaceACurveByItsPicture) {
    const std::string text = "step,clips,seconds,loss\n1,64,1,3\n2,128,2,2\n";
    const std::string curve = write("a.csv", text);
    out = folder.file("a.csv");
    const ProgramRun run = plot(curve);
    EXPECT_EQ(run.status, 64);
    EXPECT_THAT(run.errors, HasSubstr(".png"));
    std::ifstream stream(out);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), text);
}

TEST_F(PlotCommandTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(plot("").status, 64);
    EXPECT_EQ(plot("a.csv --confusion b.csv").status, 64);
    EXPECT_EQ(plot("a.csv --size 10x10").status, 64);
    EXPECT_EQ(plot("a.csv --x epochs").status, 64);
    EXPECT_EQ(plot("--confusion a.csv --x step").status, 64);
    EXPECT_EQ(plot("--calibration a.csv --smooth 3").status, 64);
    EXPECT_EQ(plot("--confusion a.csv --y loss").status, 64);
}

}  // namespace
}  // namespace handscope
