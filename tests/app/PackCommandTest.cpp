// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "model/Checkpoint.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/ProgramRun.h"

namespace handscope {
namespace {

using test::kBundledClip;
using test::ProgramRun;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PackCommandTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string out = folder.file("pack");

    void SetUp() override { std::filesystem::create_directories(folder.path() / "in"); }

    ProgramRun pack(const std::string& arguments) {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " pack " + arguments);
    }

    void write(const std::string& name, const std::string& text) {
        std::ofstream(folder.file(name)) << text;
    }

    void copyClip(const std::string& name) {
        std::filesystem::copy_file(kBundledClip, folder.file("in/" + name));
    }

    /// Parts of the bundled clip, `seconds` long, one beginning each second.
    std::string segments(int count, double seconds) {
        std::string text = "file,start_s,end_s,label\n";
        for (int i = 0; i < count; ++i) {
            text += "demo.mp4," + std::to_string(i) + "," + std::to_string(i + seconds) +
                    (i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        return text;
    }

    std::set<std::string> names(const std::string& pack) {
        const auto part = model::readSafetensors(pack + "/part-00000.safetensors");
        std::set<std::string> result;
        for (const auto& item : nlohmann::json::parse(part.metadata.at("items"))) {
            result.insert(item["name"].get<std::string>());
        }
        return result;
    }

    bool wroteNothing() {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename().string();
            if (name == "pack" || name.starts_with(".")) {
                return false;
            }
        }
        return true;
    }
};

TEST_F(PackCommandTest, PacksAListAndSumsItUp) {
    copyClip("demo.mp4");
    write("in/list.csv", segments(3, 0.5));
    const ProgramRun run = pack("'" + folder.file("in/list.csv") + "' --out '" + out + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("3 items, 45 frames, 1 parts"));
    EXPECT_THAT(run.output, HasSubstr("     2  even"));
    EXPECT_THAT(run.output, HasSubstr("     1  odd"));
    EXPECT_THAT(names(out), ::testing::ElementsAre("demo.mp4@0.00-0.50", "demo.mp4@1.00-1.50",
                                                   "demo.mp4@2.00-2.50"));
}

TEST_F(PackCommandTest, WritesNothingWhereAFileIsBad) {
    copyClip("good.mp4");
    write("in/bad.mp4", "this is no video");
    const ProgramRun run = pack("'" + folder.file("in") + "' --out '" + out + "'");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("bad: bad.mp4: "));
    EXPECT_THAT(run.errors, HasSubstr("error: 1 inputs cannot be packed."));
    EXPECT_THAT(run.errors, HasSubstr("--skip-bad"));
    EXPECT_TRUE(wroteNothing());
}

TEST_F(PackCommandTest, SkipsABadFileWhenToldTo) {
    copyClip("good.mp4");
    write("in/bad.mp4", "this is no video");
    const ProgramRun run =
        pack("'" + folder.file("in") + "' --skip-bad --max-rate 2 --out '" + out + "'");
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.errors, HasSubstr("skipped: bad.mp4: "));
    EXPECT_THAT(run.output, HasSubstr("1 inputs skipped"));
    EXPECT_THAT(names(out), ::testing::ElementsAre("good.mp4"));
}

TEST_F(PackCommandTest, PacksEqualFilesOnceAndSaysSo) {
    copyClip("a.mp4");
    copyClip("b.mp4");
    const ProgramRun run = pack("'" + folder.file("in") + "' --max-rate 2 --out '" + out + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("1 items"));
    EXPECT_THAT(run.output, HasSubstr("1 duplicates"));
}

TEST_F(PackCommandTest, HoldsOutWhatTheOtherPackLacks) {
    for (int i = 0; i < 5; ++i) {
        const std::string name = "v" + std::to_string(i) + ".mp4";
        copyClip(name);
        std::ofstream(folder.file("in/" + name), std::ios::app) << i;  // other content, same video
    }
    const std::string common = "'" + folder.file("in") + "' --max-rate 1 --cutout --out '";
    ASSERT_EQ(pack(common + out + "' --every 2/3").status, 0);
    ASSERT_EQ(pack(common + folder.file("rest") + "' --except 2/3").status, 0);
    EXPECT_THAT(names(out), ::testing::ElementsAre("v1.mp4", "v4.mp4"));
    EXPECT_THAT(names(folder.file("rest")), ::testing::ElementsAre("v0.mp4", "v2.mp4", "v3.mp4"));
    const auto part = model::readSafetensors(out + "/part-00000.safetensors");
    EXPECT_EQ(nlohmann::json::parse(part.metadata.at("items"))[0]["kind"], "cutout");
}

TEST_F(PackCommandTest, RefusesAListThatNamesAPathOutside) {
    write("in/list.csv", "clip\n" + kBundledClip + "\n");
    const std::string common =
        "'" + folder.file("in/list.csv") + "' --max-rate 1 --out '" + out + "'";
    const ProgramRun run = pack(common + " --skip-bad");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("error: list.csv line 2 names " + kBundledClip));
    EXPECT_THAT(run.errors, HasSubstr("--allow-outside"));
    EXPECT_TRUE(wroteNothing());
    EXPECT_EQ(pack(common + " --allow-outside").status, 0);
}

TEST_F(PackCommandTest, NamesALabelThatIsNotAmongThoseGiven) {
    copyClip("demo.mp4");
    write("in/list.csv", segments(2, 0.2));
    write("labels.txt", "odd\nother\n");
    const ProgramRun run = pack("'" + folder.file("in/list.csv") + "' --labels '" +
                                folder.file("labels.txt") + "' --skip-bad --out '" + out + "'");
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.errors, HasSubstr("'even' is not among those given"));
    const auto part = model::readSafetensors(out + "/part-00000.safetensors");
    EXPECT_EQ(nlohmann::json::parse(part.metadata.at("labels")), nlohmann::json({"odd", "other"}));
}

TEST_F(PackCommandTest, LeavesNothingWhenItIsInterrupted) {
    copyClip("demo.mp4");
    std::string text = "file,start_s\n";
    for (int i = 0; i < 100; ++i) {
        text += "demo.mp4,0." + std::to_string(100 + i) + "\n";
    }
    write("in/list.csv", text);
    // It is interrupted once it has begun to write.
    const ProgramRun run = test::runProgram(
        std::string(HANDSCOPE_CLI) + " pack '" + folder.file("in/list.csv") +
        "' --short-side 0 --out '" + out + "' & pid=$!; while kill -0 $pid && ! ls '" +
        folder.path().string() + "'/.pack.*.part; do sleep 0.02; done; kill -INT $pid; wait $pid");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("The packing was interrupted."));
    EXPECT_TRUE(wroteNothing());
}

TEST_F(PackCommandTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(pack("x").status, 64) << "no output";
    EXPECT_EQ(pack("x --out y --every 0/3").status, 64);
    EXPECT_EQ(pack("x --out y --every 1/3 --except 1/3").status, 64);
    EXPECT_EQ(pack("x --out y --quality 101").status, 64);
}

}  // namespace
}  // namespace handscope
