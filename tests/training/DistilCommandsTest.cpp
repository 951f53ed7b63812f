// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "model/Checkpoint.h"
#include "model/SafetensorsFile.h"
#include "tests/support/TestFolder.h"
#include "tests/support/ThreeParts.h"
#include "tests/training/TinyTeacher.h"

namespace handscope {
namespace {

using test::ProgramRun;
using ::testing::HasSubstr;

/// The way that the README shows to a model of one's own without labels, on very little.
class DistilCommandsTest : public ::testing::Test {
protected:
    test::TestFolder folder;

    void SetUp() override {
        test::writeTinySource(folder.path());
        std::ofstream(folder.file("labels.txt")) << "left\nright\neven\n";
    }

    std::string quoted(const std::string& name) const { return " '" + folder.file(name) + "'"; }

    ProgramRun run(const std::string& arguments) const {
        return test::runProgram(std::string(HANDSCOPE_TRAIN) + " " + arguments);
    }

    std::string drawn() const {
        return " --videos" + quoted("videos") + " --pictures" + quoted("pictures") +
               " --draw-frames 4 --draw-size 16 --threads 1 --loader-threads 1";
    }

    std::string asked() const {
        return drawn() + " --labels" + quoted("labels.txt") + " --teacher" + quoted("teacher.pt") +
               " --trust-script";
    }

    std::string small() const {
        return " --blocks 1,1,1,1 --width 0.125 --segments 4 --input-size 32";
    }
};

TEST_F(DistilCommandsTest, MineDistilAndRecalibrateGoTogether) {
    const ProgramRun mined = run("mine" + asked() + " --draws 64 --batch 16 --without-features" +
                                 " --min-confidence 0.4 --out" + quoted("mined"));
    ASSERT_EQ(mined.status, 0) << mined.errors;
    EXPECT_THAT(mined.output, HasSubstr("64"));
    const model::SafetensorsFile file(folder.path() / "mined" / "mined-00000.safetensors");
    EXPECT_GT(file.shape("seeds").front(), 0);
    EXPECT_FALSE(file.contains("feature.0")) << "they were not wanted";

    const std::string distil = "distil" + asked() + small() + " --mined" + quoted("mined") +
                               " --steps 2 --batch 4 --out" + quoted("run");
    const ProgramRun unlikely = run(distil);
    EXPECT_EQ(unlikely.status, 1) << "a share of each batch needs features";
    test::expectThreeParts(unlikely, "kept without features");
    const ProgramRun distilled = run(distil + " --fresh 0.25 --varied 0.75");
    ASSERT_EQ(distilled.status, 0) << distilled.errors;
    EXPECT_THAT(distilled.output, HasSubstr("2 steps, 8 clips"));
    EXPECT_EQ(
        model::readCheckpoint(folder.path() / "run" / "last.safetensors").metadata.at("width"),
        "0.125");
    // What decides a run reaches it: with another share it is another run.
    const ProgramRun other = run(distil + " --fresh 0.75 --varied 0.25");
    EXPECT_EQ(other.status, 1);
    test::expectThreeParts(other, "fresh 0.25");

    const ProgramRun recalibrated =
        run("recalibrate" + quoted("run/last.safetensors") + drawn() +
            " --clips 8 --batch 4 --out" + quoted("levelled.safetensors"));
    ASSERT_EQ(recalibrated.status, 0) << recalibrated.errors;
    const auto before = model::readCheckpoint(folder.path() / "run" / "last.safetensors");
    const auto after = model::readCheckpoint(folder.path() / "levelled.safetensors");
    EXPECT_EQ(before.tensors.at("fc.weight"), after.tensors.at("fc.weight"));
    EXPECT_NE(before.tensors.at("bn1.running_mean"), after.tensors.at("bn1.running_mean"));
}

TEST_F(DistilCommandsTest, RecalibrateSaysBeforeTheWorkThatItCannotWrite) {
    const ProgramRun refused = run("recalibrate" + quoted("none.safetensors") + drawn() + " --out" +
                                   quoted("no/folder/x.safetensors"));
    EXPECT_EQ(refused.status, 1);
    test::expectThreeParts(refused, "x.safetensors");
}

}  // namespace
}  // namespace handscope
