// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/BundledFiles.h"
#include "tests/support/NeededTool.h"
#include "tests/support/ThreeParts.h"

namespace handscope {
namespace {

using test::expectThreeParts;
using test::kBundledClip;
using test::ProgramRun;
using test::TestFolder;
using ::testing::HasSubstr;

ProgramRun overlay(const std::string& arguments) {
    return test::runProgram(std::string(HANDSCOPE_CLI) + " overlay '" + kBundledClip + "' " +
                            arguments);
}

TEST(OverlayCommandTest, WritesAVideoWithAMapLaidOver) {
    const TestFolder folder;
    const std::string file = folder.file("overlay.mp4");
    const ProgramRun run = overlay("--out '" + file +
                                   "' --start 1.9 --end 2.3 --block layer2.1 --tap cmm "
                                   "--opacity 0.5 --stride 0.2");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr(file));
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));
    const ProgramRun whole = test::runProgram(
        "ffprobe -v error -select_streams v:0 -count_frames -show_entries stream=nb_read_frames "
        "-of csv=p=0 '" +
        file + "'");
    if (whole.status == 0 || test::toolsAreRequired()) {
        ASSERT_FALSE(whole.lines().empty()) << whole.errors;
        EXPECT_THAT(run.output, HasSubstr("  " + whole.lines().at(0) + " frames, "));
    }
}

TEST(OverlayCommandTest, LaysTheEvidenceOfAClassOver) {
    const TestFolder folder;
    const ProgramRun run = overlay("--out '" + folder.file("evidence.mp4") +
                                   "' --start 1.9 --end 2.3 --evidence 'thumb up' --opacity 0.5");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("12 frames"));
}

TEST(OverlayCommandTest, CutsWhatIsNamed) {
    const TestFolder folder;
    const auto made = [&folder](const std::string& name, const std::string& options) {
        const ProgramRun run = overlay("--out '" + folder.file(name) + "' --start 1.9 --end 2.3 " +
                                       "--no-prediction --block layer2.0 " + options);
        EXPECT_EQ(run.status, 0) << run.errors;
        return run.output;
    };
    EXPECT_THAT(made("cut.mp4", "--cut layer1.0/branch --cut layer1.1/branch"),
                HasSubstr("without layer1.0/branch, layer1.1/branch"));
    made("uncut.mp4", "");
    const auto pictures = [&folder](const std::string& name) {
        return test::runProgram("ffmpeg -v error -i '" + folder.file(name) + "' -f md5 -");
    };
    const ProgramRun uncut = pictures("uncut.mp4");
    if (uncut.status == 0 || test::toolsAreRequired()) {
        ASSERT_EQ(uncut.status, 0) << uncut.errors;
        const ProgramRun cut = pictures("cut.mp4");
        ASSERT_EQ(cut.status, 0) << cut.errors;
        EXPECT_NE(cut.output, uncut.output);
    }
}

TEST(OverlayCommandTest, CutsWithoutAMapChangeThePredictionAlone) {
    const TestFolder folder;
    const ProgramRun run =
        overlay("--out '" + folder.file("o.mp4") + "' --start 1.9 --end 2.3 --cut layer2.0/cmm/3");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("12 frames"));
    EXPECT_THAT(run.output, HasSubstr("without layer2.0/cmm/3"));
}

TEST(OverlayCommandTest, LaysTheFlowOver) {
    const TestFolder folder;
    const ProgramRun run = overlay("--out '" + folder.file("flow.mp4") +
                                   "' --start 1.9 --end 2.3 --flow --frame 2 --opacity 0.5");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("12 frames"));
}

TEST(OverlayCommandTest, RefusesAFrameThatHasNoFlow) {
    const TestFolder folder;
    for (const char* const frame : {"0", "8", "99"}) {
        const ProgramRun run =
            overlay("--out '" + folder.file("o.mp4") + "' --flow --frame " + frame);
        EXPECT_EQ(run.status, 1);
        expectThreeParts(run, std::string("frame ") + frame);
    }
    EXPECT_FALSE(std::filesystem::exists(folder.file("o.mp4")));
}

TEST(OverlayCommandTest, RefusesWhatMakesNoSense) {
    const TestFolder folder;
    const std::string out = "--out '" + folder.file("o.mp4") + "' ";
    EXPECT_EQ(overlay(out + "--tap cmm").status, 64) << "of which block?";
    EXPECT_EQ(overlay(out + "--block layer2.1 --tap none").status, 64);
    EXPECT_EQ(overlay(out + "--block layer2.1 --low 1").status, 64);
    EXPECT_EQ(overlay(out + "--opacity 0.5").status, 64) << "of which map?";
    EXPECT_EQ(overlay(out + "--evidence 'Thumb Up' --block layer2.1").status, 64);
    EXPECT_EQ(overlay(out + "--flow --block layer2.1").status, 64);
    EXPECT_EQ(overlay(out + "--flow --evidence 'Thumb Up'").status, 64);
    EXPECT_EQ(overlay(out + "--flow --colours turbo").status, 64) << "its hue is a direction";
    EXPECT_EQ(overlay(out + "--flow --low 0 --high 1").status, 64);
    expectThreeParts(overlay(out + "--start 2 --end 1"), "ends before it begins");
    expectThreeParts(overlay("--out '" + folder.file("o.gif") + "'"), "o.gif");
    expectThreeParts(overlay(out + "--start 900"), "no frame");
    expectThreeParts(overlay(out + "--end 2.5 --block layer9.9"), "layer9.9");
    expectThreeParts(overlay(out + "--evidence 'Thumb Sideways'"), "'Thumb Sideways'");
    EXPECT_EQ(overlay(out + "--cut layer2.0").status, 64) << "what of it?";
    expectThreeParts(overlay(out + "--cut layer9.9/cmm"), "layer9.9");
    EXPECT_FALSE(std::filesystem::exists(folder.file("o.mp4")));
}

TEST(OverlayCommandTest, SaysThatThePartEndsBeforeItsFirstWindow) {
    const TestFolder folder;
    const ProgramRun run = overlay("--out '" + folder.file("o.mp4") + "' --end 0.5");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.errors, HasSubstr("asked for ends before the first window does"));
    EXPECT_THAT(run.errors, HasSubstr("later --end"));
}

TEST(OverlayCommandTest, LeavesNothingWhenInterrupted) {
    const TestFolder folder;
    const std::string file = folder.file("o.mp4");
    // It is interrupted once it has begun to write.
    const ProgramRun run = test::runProgram(
        std::string(HANDSCOPE_CLI) + " overlay '" + kBundledClip + "' --out '" + file +
        "' --stride 0.01 --block layer1.0 & pid=$!; while kill -0 $pid && ! [ -e '" + file +
        ".part' ]; do sleep 0.02; done; kill -INT $pid; wait $pid");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("interrupted"));
    EXPECT_FALSE(std::filesystem::exists(file)) << run.output << run.errors;
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));
}

}  // namespace
}  // namespace handscope
