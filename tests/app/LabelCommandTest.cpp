// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/support/BundledFiles.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/ThreeParts.h"

namespace handscope {
namespace {

namespace fs = std::filesystem;
using test::kBundledClip;
using test::kBundledModel;
using test::ProgramRun;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kAllFormats = " --format json,csv,anet,vtt,srt,eaf,jester --scores";

class LabelCommandTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    std::string in = folder.file("in");

    void SetUp() override {
        fs::create_directories(in);
        // The classes that fire for a test pattern never fire for people: here every class may.
        std::ofstream(folder.file("eager.json")) << R"({"format": "handscope-profile-1",
            "name": "eager", "settings": {"window_seconds": 2.0, "stride_seconds": 0.25,
            "decision": {"averaging_seconds": 1.0, "on_threshold": 0.05, "on_thresholds": {},
            "margin": 0.0, "on_seconds": 0.0, "off_threshold": 0.04, "hold_seconds": 0.0,
            "never_fire": []}}})";
    }

    static ProgramRun label(const std::string& arguments, const std::string& before = {}) {
        return test::runProgram(before + HANDSCOPE_CLI + " label " + arguments + " -m '" +
                                kBundledModel + "' --threads 1");
    }

    ProgramRun labelFolder(const std::string& out, const std::string& arguments = {},
                           const std::string& before = {}) {
        return label("'" + in + "' --out '" + folder.file(out) + "' --profile '" +
                         folder.file("eager.json") + "'" + kAllFormats + " " + arguments,
                     before);
    }

    /// `seconds` of a moving pattern, each number another one.
    void makeVideo(const std::string& name, double seconds, int number = 0) {
        fs::create_directories(fs::path(in + "/" + name).parent_path());
        const ProgramRun run = test::runProgram(
            "ffmpeg -v error -y -f lavfi -i testsrc2=size=64x48:rate=15:duration=" +
            std::to_string(seconds) + ",hue=h=" + std::to_string(40 * number) +
            " -pix_fmt yuv420p -c:v mpeg4 -q:v 5 '" + in + "/" + name + "'");
        ASSERT_EQ(run.status, 0) << run.errors;
    }

    void makeVideos() {
        for (int i = 0; i < 6; ++i) {
            makeVideo((i % 2 == 0 ? "even/" : "") + std::to_string(i) + ".mp4", 0.8 + i, i);
        }
    }

    using Tree = std::map<std::string, std::string>;  ///< content by path

    Tree treeOf(const std::string& name) {
        Tree tree;
        for (const auto& entry : fs::recursive_directory_iterator(folder.file(name))) {
            if (entry.is_regular_file()) {
                std::ifstream stream(entry.path(), std::ios::binary);
                tree[entry.path().lexically_relative(folder.file(name)).string()] =
                    std::string(std::istreambuf_iterator<char>(stream), {});
            }
        }
        return tree;
    }

    void expectSameTree(const std::string& name, const Tree& expected) {
        const Tree tree = treeOf(name);
        for (const auto& [file, content] : expected) {
            ASSERT_TRUE(tree.contains(file)) << file << " is missing";
            EXPECT_TRUE(tree.at(file) == content) << file << " has other bytes";
        }
        for (const auto& [file, content] : tree) {
            EXPECT_TRUE(expected.contains(file)) << file << " is too much";
        }
    }

    /// Inode and time of writing of each finished result: they change when one is written again.
    /// The tables over all are written again by every run.
    std::map<std::string, std::pair<ino_t, long>> finished(const std::string& name) {
        std::map<std::string, std::pair<ino_t, long>> result;
        std::error_code error;
        for (fs::recursive_directory_iterator entries(folder.file(name), error);
             !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
            struct stat status {};
            if (entries->path().extension() == ".json" &&
                !entries->path().filename().string().starts_with("labels.") &&
                ::stat(entries->path().c_str(), &status) == 0) {
                result[entries->path().string()] = {status.st_ino, status.st_mtim.tv_nsec};
            }
        }
        return result;
    }
};

TEST_F(LabelCommandTest, TheOutputDoesNotDependOnTheNumberOfJobs) {
    makeVideos();
    // Of OpenBLAS's kernels those that round a row according to its place in the matrix.
    const std::string kernels = "OPENBLAS_CORETYPE=Haswell ";
    ASSERT_EQ(labelFolder("one", "--jobs 1", kernels).status, 0);
    const Tree expected = treeOf("one");
    EXPECT_GE(expected.size(), 6U * 5U + 3U);
    EXPECT_THAT(expected.at("even/4.mp4.vtt"), HasSubstr("-->"))
        << "some gesture should have fired";
    for (const char* const jobs : {"2", "5"}) {
        ASSERT_EQ(labelFolder(jobs, std::string("--jobs ") + jobs, kernels).status, 0);
        expectSameTree(jobs, expected);
    }
}

/// Ten kills at random moments; HANDSCOPE_KILLS asks for another number.
TEST_F(LabelCommandTest, AKilledRunGoesOnWithoutLossAndRedoesNoFinishedFile) {
    makeVideos();
    const char* const asked = std::getenv("HANDSCOPE_KILLS");
    const int kills = asked == nullptr ? 10 : std::atoi(asked);
    ASSERT_EQ(labelFolder("whole").status, 0);
    const Tree expected = treeOf("whole");
    std::mt19937 random(7);
    int killed = 0;
    int round = 0;
    double longest = 1.0;  // seconds; adapts to the machine, so that kills fall into the work
    std::string out = "round0";
    while (killed < kills) {
        const auto before = finished(out);
        const double moment = std::uniform_real_distribution<>(0.02, longest)(random);
        const ProgramRun run =
            // In the foreground `timeout` outlives what it kills, and waits until it is gone.
            labelFolder(out, "", "timeout --foreground -s KILL " + std::to_string(moment) + " ");
        const auto after = finished(out);
        for (const auto& [file, state] : before) {
            ASSERT_TRUE(after.contains(file)) << file << " was lost";
            EXPECT_EQ(after.at(file), state) << file << " was done again";
        }
        if (run.status == 0) {
            expectSameTree(out, expected);
            fs::remove_all(folder.file(out));
            out = "round" + std::to_string(++round);
            longest = std::max(0.2, 0.7 * longest);
        } else {
            ++killed;
            longest = after.size() > before.size() ? longest : longest * 1.2;
        }
    }
    ASSERT_EQ(labelFolder(out).status, 0);
    expectSameTree(out, expected);
}

TEST_F(LabelCommandTest, AnInterruptedRunSaysWhatIsLeft) {
    makeVideo("a.mp4", 1.0);
    makeVideo("b.mp4", 300.0);
    const std::string out = folder.file("out");
    const ProgramRun run =
        test::runProgram(HANDSCOPE_CLI " label '" + in + "' --out '" + out +
                         "' --jobs 1 & pid=$!; while kill -0 $pid && ! [ -e '" + out +
                         "/a.mp4.json' ]; do sleep 0.05; done; kill -TERM $pid; wait $pid");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("1 recordings were not labelled: interrupted."));
    EXPECT_FALSE(fs::exists(out + "/b.mp4.json"));
    EXPECT_FALSE(fs::exists(out + "/labels.csv"));
}

TEST_F(LabelCommandTest, NamesEveryFileThatFailsAndGoesOn) {
    makeVideo("good.mp4", 1.0);
    makeVideo("cut.mp4", 60.0);
    fs::resize_file(in + "/cut.mp4", fs::file_size(in + "/cut.mp4") / 2);
    std::ofstream(in + "/broken.mp4") << "this is no video";
    std::ofstream(in + "/empty.mkv");
    std::ofstream(in + "/notes.txt") << "no video, and nobody says so";
    const ProgramRun run =
        label("'" + in + "' /dev/null '" + in + "/missing.avi' --out '" + folder.file("out") + "'");
    EXPECT_EQ(run.status, 2) << run.errors;
    std::ifstream stream(folder.file("out/failed.csv"));
    const std::string failed((std::istreambuf_iterator<char>(stream)), {});
    for (const char* const file :
         {"/dev/null,", "broken.mp4,", "cut.mp4,", "empty.mkv,", "missing.avi"}) {
        EXPECT_THAT(failed, HasSubstr(file));
        EXPECT_THAT(run.output, HasSubstr(std::string(file).substr(0, 6)));
    }
    EXPECT_THAT(failed, Not(HasSubstr("notes.txt")));
    EXPECT_TRUE(fs::exists(folder.file("out/good.mp4.json")));
    EXPECT_FALSE(fs::exists(folder.file("out/broken.mp4.json")));
}

TEST_F(LabelCommandTest, ARunInWhichAllIsWellTakesTheOldFailuresAway) {
    makeVideo("good.mp4", 1.0);
    std::ofstream(in + "/broken.mp4") << "this is no video";
    ASSERT_EQ(labelFolder("out").status, 2);
    fs::remove(in + "/broken.mp4");
    ASSERT_EQ(labelFolder("out").status, 0);
    EXPECT_FALSE(fs::exists(folder.file("out/failed.csv")));
}

TEST_F(LabelCommandTest, TellsHowItGoesOnWithoutATerminalToo) {
    makeVideo("good.mp4", 1.0);
    const ProgramRun run = labelFolder("out", "--progress-every 0.001");
    ASSERT_EQ(run.status, 0);
    EXPECT_THAT(run.errors, HasSubstr("1/1  "));
    EXPECT_THAT(run.errors, HasSubstr("× real time"));
    EXPECT_THAT(labelFolder("quiet", "--progress-every 0").errors, Not(HasSubstr("1/1  ")));
}

TEST_F(LabelCommandTest, ResultsOfAnotherMakingStayUntilOverwriteIsGiven) {
    makeVideo("good.mp4", 1.0);
    ASSERT_EQ(labelFolder("out").status, 0);
    const Tree first = treeOf("out");
    const ProgramRun other = labelFolder("out", "--stride 0.5");
    EXPECT_EQ(other.status, 1) << "nothing was labelled";
    test::expectThreeParts(other, "Nothing was labelled");
    const Tree refused = treeOf("out");
    EXPECT_EQ(refused.at("good.mp4.json"), first.at("good.mp4.json"));
    EXPECT_EQ(refused.at("labels.csv"), first.at("labels.csv")) << "it is still of that result";
    EXPECT_THAT(refused.at("failed.csv"), HasSubstr("good.mp4"));
    EXPECT_EQ(labelFolder("out", "--stride 0.5 --overwrite").status, 0);
    EXPECT_NE(treeOf("out").at("good.mp4.json"), first.at("good.mp4.json"));
}

TEST_F(LabelCommandTest, WhatOtherProgramsSayOfARecordingStaysUntilOverwriteIsGiven) {
    makeVideo("a.mp4", 3.0);
    const std::string foreign = R"({"title": "a.mp4", "people": []})";
    fs::create_directories(folder.file("out"));
    std::ofstream(folder.file("out/a.mp4.json")) << foreign;
    std::ofstream(folder.file("out/a.mp4.srt")) << "somebody's subtitles";
    const std::string arguments = "'" + in + "' --format json --out '" + folder.file("out") + "' ";
    EXPECT_EQ(label(arguments).status, 1);
    EXPECT_EQ(treeOf("out").at("a.mp4.json"), foreign);
    EXPECT_EQ(label(arguments + "--overwrite").status, 0);
    EXPECT_THAT(treeOf("out").at("a.mp4.json"), HasSubstr("handscope-labels-1"));
    EXPECT_EQ(treeOf("out").at("a.mp4.srt"), "somebody's subtitles");
}

TEST_F(LabelCommandTest, ADryRunSaysWhatWouldBeDoneAndDoesNothing) {
    makeVideo("good.mp4", 1.0);
    std::ofstream(in + "/notes.txt") << "words";
    ProgramRun run = labelFolder("out", "--dry-run");
    EXPECT_EQ(run.status, 0);
    EXPECT_THAT(run.output, HasSubstr("notes.txt: would be tried: its name is not a video's"));
    EXPECT_THAT(run.output, HasSubstr("good.mp4: would be labelled"));
    EXPECT_FALSE(fs::exists(folder.file("out")));
    ASSERT_EQ(labelFolder("out").status, 0);
    EXPECT_THAT(labelFolder("out", "--dry-run").output, HasSubstr("good.mp4: finished before"));
}

TEST_F(LabelCommandTest, ShardsGiveTogetherWhatOneRunGives) {
    makeVideos();
    std::ofstream(in + "/broken.mp4") << "this is no video";
    ASSERT_EQ(labelFolder("whole").status, 2);
    const Tree expected = treeOf("whole");
    const std::string merge =
        "merge '" + folder.file("parts") + "' --format json,csv,anet,vtt,srt,eaf,jester";
    for (const char* const shard : {"3/3", "1/3"}) {
        EXPECT_NE(labelFolder("parts", std::string("--shard ") + shard).status, 1);
    }
    const ProgramRun early = test::runProgram(std::string(HANDSCOPE_CLI) + " label " + merge);
    EXPECT_EQ(early.status, 1);
    EXPECT_THAT(early.errors, HasSubstr("Shards 2 of 3 have not ended"));
    EXPECT_NE(labelFolder("parts", "--shard 2/3").status, 1);
    EXPECT_EQ(test::runProgram(std::string(HANDSCOPE_CLI) + " label " + merge).status, 2);
    expectSameTree("parts", expected);
}

TEST_F(LabelCommandTest, ShardsOfTwoCountsAreNotMerged) {
    makeVideo("a.mp4", 1.0);
    for (const char* const shard : {"1/2", "2/2", "4/4"}) {
        ASSERT_EQ(labelFolder("parts", std::string("--shard ") + shard).status, 0) << shard;
    }
    const ProgramRun merge = test::runProgram(std::string(HANDSCOPE_CLI) + " label merge '" +
                                              folder.file("parts") + "'");
    EXPECT_EQ(merge.status, 1);
    test::expectThreeParts(merge, "holds shards of 2 and of 4");
    EXPECT_TRUE(fs::exists(folder.file("parts/.shards/4.json"))) << "it is still there";
    ASSERT_EQ(labelFolder("parts").status, 0);
    EXPECT_FALSE(fs::exists(folder.file("parts/.shards"))) << "a whole run made their tables";
}

TEST_F(LabelCommandTest, AFolderWithoutResultsIsAnError) {
    const std::string cli = std::string(HANDSCOPE_CLI) + " label ";
    test::expectThreeParts(test::runProgram(cli + "verify '" + in + "'"), "There are no results");
    test::expectThreeParts(
        test::runProgram(cli + "export '" + in + "' --out '" + folder.file("set") + "'"),
        "There are no results");
    const std::string missing = folder.file("missing");
    test::expectThreeParts(test::runProgram(cli + "merge '" + missing + "'"), "There is no folder");
    EXPECT_FALSE(fs::exists(missing));
}

TEST_F(LabelCommandTest, VerifyFindsWhatHasChangedSince) {
    makeVideo("a.mp4", 1.0);
    makeVideo("b.mp4", 1.0, 1);
    makeVideo("c.mp4", 1.0, 2);
    ASSERT_EQ(labelFolder("out").status, 0);
    const auto verify = [this](const std::string& arguments = {}) {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " label verify '" +
                                folder.file("out") + "'" + arguments);
    };
    const std::string ofModel = " -m '" + kBundledModel + "'";
    ProgramRun run = verify(ofModel);
    EXPECT_EQ(run.status, 0) << run.output;
    EXPECT_THAT(run.output, HasSubstr("3 results are as they were made"));
    EXPECT_THAT(verify(ofModel + " --stride 0.5").output, HasSubstr("other settings"));
    EXPECT_EQ(verify(" --stride 0.5").status, 64) << "which depend on the model";
    EXPECT_EQ(verify(" --flip-test off").status, 64);
    std::ofstream(in + "/a.mp4", std::ios::app) << "x";
    fs::remove(in + "/b.mp4");
    run = verify();
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.output, HasSubstr("a.mp4: the recording has changed since"));
    EXPECT_THAT(run.output, HasSubstr("b.mp4: the recording is not at"));
    EXPECT_THAT(run.output, HasSubstr("1 results are as they were made"));
    EXPECT_THAT(run.output, Not(HasSubstr("c.mp4"))) << "the model of most results will do";
    run = verify(" -m '" + test::kResources + "models/handscope-stm-small.safetensors'");
    EXPECT_THAT(run.output, HasSubstr("c.mp4: it was labelled by another model"));
    run = verify(ofModel + " --flip-test on");
    EXPECT_THAT(run.output, HasSubstr("c.mp4: it was labelled without the flip test"));
}

TEST_F(LabelCommandTest, PathsMayComeBehindOptionsThatTakeSeveralValues) {
    makeVideo("a.mp4", 1.0);
    makeVideo("b.mp4", 1.0, 1);
    std::ofstream(folder.file("list.txt")) << "in/b.mp4\n";
    const ProgramRun run =
        label("--dry-run --out '" + folder.file("out") + "' --format json,csv --list '" +
              folder.file("list.txt") + "' '" + in + "/a.mp4'");
    EXPECT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("a.mp4: would be labelled"));
    EXPECT_THAT(run.output, HasSubstr("b.mp4: would be labelled"));
}

TEST_F(LabelCommandTest, AProfileGivesTheSettingsAndOptionsGoBeforeIt) {
    makeVideo("a.mp4", 3.0);
    ASSERT_EQ(labelFolder("out", "--stride 0.5 --hold 2").status, 0);
    const auto settings = nlohmann::json::parse(treeOf("out").at("a.mp4.json"))["settings"];
    EXPECT_EQ(settings["stride_seconds"], 0.5);
    EXPECT_EQ(settings["decision"]["hold_seconds"], 2.0);
    EXPECT_EQ(settings["decision"]["on_threshold"], 0.05);
    EXPECT_TRUE(settings["decision"]["never_fire"].empty());
}

TEST_F(LabelCommandTest, SingleClassesMayFireEarlierOrNotAtAll) {
    makeVideo("a.mp4", 1.0);
    ASSERT_EQ(labelFolder("out",
                          "--on-class 'thumb up=0.25' --on-class 'Stop Sign=1' "
                          "--never 'Swiping Left' --may-fire 'no gesture'")
                  .status,
              0);
    std::ifstream stream(folder.file("out/a.mp4.json"));
    const auto decision = nlohmann::json::parse(stream)["settings"]["decision"];
    EXPECT_EQ(decision["on_thresholds"], (nlohmann::json{{"Thumb Up", 0.25}, {"Stop Sign", 1.0}}));
    EXPECT_EQ(decision["never_fire"], nlohmann::json::array({"Swiping Left"}));
    const ProgramRun run = labelFolder("other", "--never Juggling");
    EXPECT_EQ(run.status, 1);
    test::expectThreeParts(run, "no class 'Juggling'");
}

TEST_F(LabelCommandTest, ExportsTheCorrectedSetToAnotherFolder) {
    makeVideo("a.mp4", 3.0);
    ASSERT_EQ(labelFolder("out").status, 0);
    const std::string command = std::string(HANDSCOPE_CLI) + " label export '" +
                                folder.file("out") + "' --format vtt,jester --out '";
    const ProgramRun run = test::runProgram(command + folder.file("set") + "'");
    EXPECT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("1 recordings written"));
    const Tree set = treeOf("set");
    EXPECT_EQ(set.at("a.mp4.vtt"), treeOf("out").at("a.mp4.vtt")) << "nobody corrected anything";
    EXPECT_EQ(set.at("training.csv"), "file;label;start_s;end_s;name\n");
    EXPECT_TRUE(set.contains("labels.jester.csv"));
    EXPECT_EQ(test::runProgram(command + folder.file("out") + "'").status, 1)
        << "over the results themselves";
}

TEST_F(LabelCommandTest, AnExportHoldsNothingOfTheOneBefore) {
    makeVideo("a.mp4", 3.0);
    ASSERT_EQ(labelFolder("out").status, 0);
    const auto exported = [&](const std::string& arguments) {
        return test::runProgram(std::string(HANDSCOPE_CLI) + " label export '" +
                                folder.file("out") + "' --out '" + folder.file("set") + "' " +
                                arguments);
    };
    ASSERT_EQ(exported("--format vtt,csv,anet,jester").status, 0);
    ASSERT_TRUE(treeOf("set").contains("a.mp4.vtt"));
    ASSERT_EQ(exported("--format csv").status, 0);
    const Tree set = treeOf("set");
    for (const char* const old : {"a.mp4.vtt", "labels.jester.csv", "labels.activitynet.json"}) {
        EXPECT_FALSE(set.contains(old)) << old;
    }
    std::ofstream(folder.file("out/a.mp4.json")) << "{";
    const ProgramRun run = exported("--format csv");
    EXPECT_EQ(run.status, 1);
    test::expectThreeParts(run, "No result in");
    EXPECT_EQ(treeOf("set").at("labels.csv"), set.at("labels.csv")) << "it is left as it was";
    EXPECT_TRUE(treeOf("set").contains("failed.csv"));
}

TEST_F(LabelCommandTest, NothingIsTrainedOnARecordingThatChanged) {
    makeVideo("a.mp4", 3.0);
    makeVideo("b.mp4", 3.0, 1);
    ASSERT_EQ(labelFolder("out").status, 0);
    std::ofstream(in + "/b.mp4", std::ios::app) << "x";
    const std::string command = std::string(HANDSCOPE_CLI) + " label export '" +
                                folder.file("out") + "' --out '" + folder.file("set") + "'";
    const ProgramRun run = test::runProgram(command);
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.output, HasSubstr("failed: b.mp4: The recording"));
    EXPECT_THAT(run.output, HasSubstr("2 recordings written"));
    fs::rename(in, folder.file("moved"));
    ASSERT_EQ(test::runProgram(command + " --root '" + folder.file("moved") + "'").status, 2);
    EXPECT_THAT(treeOf("set").at("a.mp4.json"), HasSubstr("moved/a.mp4"));
}

TEST_F(LabelCommandTest, TheCorrectedSetWithinTheResultsIsNoResult) {
    makeVideo("a.mp4", 3.0);
    ASSERT_EQ(labelFolder("out").status, 0);
    const std::string results = "'" + folder.file("out") + "'";
    const std::string cli = std::string(HANDSCOPE_CLI) + " label ";
    ASSERT_EQ(test::runProgram(cli + "export " + results + " --format csv,anet --out '" +
                               folder.file("out/corrected") + "'")
                  .status,
              0);
    const ProgramRun second =
        test::runProgram(cli + "export " + results + " --out '" + folder.file("set") + "'");
    EXPECT_EQ(second.status, 0) << second.errors;
    EXPECT_THAT(second.output, HasSubstr("1 recordings written"));
    const ProgramRun verified = test::runProgram(cli + "verify " + results);
    EXPECT_EQ(verified.status, 0) << verified.output;
    EXPECT_THAT(verified.output, HasSubstr("1 results are as they were made"));

    fs::rename(folder.file("out/a.mp4.json"), folder.file("out/b.mp4.json"));
    const ProgramRun renamed =
        test::runProgram(cli + "export " + results + " --out '" + folder.file("other") + "'");
    EXPECT_EQ(renamed.status, 1) << "there is no other";
    test::expectThreeParts(renamed, "b.mp4: The result is of a.mp4: it was renamed.");
}

TEST_F(LabelCommandTest, HiddenRecordingsAreLabelledVerifiedAndExported) {
    makeVideo(".camera/.a.mp4", 1.0);
    ASSERT_EQ(labelFolder("out").status, 0);
    const std::string results = "'" + folder.file("out") + "'";
    const std::string cli = std::string(HANDSCOPE_CLI) + " label ";
    EXPECT_THAT(test::runProgram(cli + "verify " + results).output,
                HasSubstr("1 results are as they were made"));
    EXPECT_THAT(
        test::runProgram(cli + "export " + results + " --out '" + folder.file("set") + "'").output,
        HasSubstr("1 recordings written"));
}

TEST_F(LabelCommandTest, AnExportReplacesNoResult) {
    makeVideo("a.mp4", 1.0);
    makeVideo("sub/a.mp4", 1.0, 1);
    makeVideo("corrected/a.mp4", 1.0, 2);
    std::ofstream(in + "/corrected/notes.txt") << "words";
    const ProgramRun run = labelFolder("out");
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.output, HasSubstr("failed: corrected/a.mp4: its result would lie where"));
    EXPECT_THAT(run.output + run.errors, Not(HasSubstr("notes.txt"))) << "it is no video";
    const Tree before = treeOf("out");
    const ProgramRun exported =
        test::runProgram(std::string(HANDSCOPE_CLI) + " label export '" + folder.file("out") +
                         "' --out '" + folder.file("out/sub") + "'");
    EXPECT_EQ(exported.status, 1);
    test::expectThreeParts(exported, "holds the result of sub/a.mp4");
    const ProgramRun among =
        test::runProgram(std::string(HANDSCOPE_CLI) + " label export '" + folder.file("out") +
                         "' --out '" + folder.file("out/set1") + "'");
    EXPECT_EQ(among.status, 1);
    test::expectThreeParts(among, "would lie among the results");
    expectSameTree("out", before);
}

TEST_F(LabelCommandTest, ANameWithControlCharactersIsQuotedInMessages) {
    std::ofstream(in + "/red\x1b[31m\n.mp4") << "this is no video";
    const ProgramRun run = labelFolder("out");
    EXPECT_THAT(run.output, HasSubstr(R"(failed: "red\u001b[31m\n.mp4")"));
    EXPECT_THAT(run.output + run.errors, Not(HasSubstr("\x1b[31m\n")));
}

TEST_F(LabelCommandTest, AListNamesItsRecordings) {
    makeVideo("sub/a.mp4", 1.0);
    makeVideo("b.mp4", 1.0);
    std::ofstream(in + "/list.txt") << "sub/a.mp4\n";
    const ProgramRun run = label("--list '" + in + "/list.txt' --out '" + folder.file("out") + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_TRUE(fs::exists(folder.file("out/sub/a.mp4.json")));
    EXPECT_FALSE(fs::exists(folder.file("out/b.mp4.json")));
}

TEST_F(LabelCommandTest, AFullDiskStopsTheRunAndLeavesNothingHalf) {
    makeVideo("a.mp4", 3.0);
    // A limit on the size of files stands in for a full disk.
    const ProgramRun run = labelFolder("out", "", "trap '' XFSZ; ulimit -f 2; ");
    EXPECT_EQ(run.status, 1) << run.errors;
    EXPECT_THAT(run.errors, HasSubstr("Cannot write"));
    for (const auto& entry : fs::recursive_directory_iterator(folder.file("out"))) {
        EXPECT_FALSE(entry.is_regular_file()) << entry.path();
    }
}

TEST_F(LabelCommandTest, TwoRunsDoNotShareAFolder) {
    makeVideo("a.mp4", 1.0);
    const ProgramRun run = labelFolder(
        "out", "", "mkdir '" + folder.file("out") + "'; flock '" + folder.file("out") + "' ");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.errors, HasSubstr("Another run is writing to"));
}

TEST_F(LabelCommandTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(label("'" + kBundledClip + "'").status, 64);
    EXPECT_EQ(label("--out x").status, 64);
    EXPECT_EQ(label("x --out y --shard 0/3").status, 64);
    EXPECT_EQ(label("x --out y --format mp3").status, 64);
    EXPECT_EQ(label("merge").status, 64);
}

}  // namespace
}  // namespace handscope
