// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <future>
#include <iterator>
#include <nlohmann/json.hpp>

#include "model/Checkpoint.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/SilentPort.h"
#include "tests/support/ThreeParts.h"

namespace handscope {
namespace {

using test::expectThreeParts;
using test::kBundledClip;
using test::kBundledModel;
using test::ProgramRun;
using test::TestFolder;
using ::testing::HasSubstr;
using ::testing::Not;

ProgramRun cli(const std::string& arguments) {
    return test::runProgram(std::string(HANDSCOPE_CLI) + " " + arguments);
}

TEST(CommandLineTest, HelpNamesEveryCommandAndTheExitStatus) {
    const ProgramRun run = cli("--help");
    EXPECT_EQ(run.status, 0);
    const ProgramRun all = cli("--help-all");
    EXPECT_EQ(all.status, 0);
    for (const char* const command : {"classify", "watch", "label", "inspect", "overlay", "info",
                                      "devices", "bench", "pack", "convert", "plot"}) {
        EXPECT_THAT(run.output, HasSubstr(command));
        EXPECT_THAT(all.output, HasSubstr("\n" + std::string(command) + "\n")) << "its own help";
    }
    EXPECT_THAT(run.output, HasSubstr("Exit status"));
    EXPECT_THAT(cli("watch --help").output, HasSubstr("NAME:ADDRESS"));
}

TEST(CommandLineTest, SaysItsVersion) {
    EXPECT_THAT(cli("--version").output, HasSubstr("handscope "));
}

TEST(CommandLineTest, ACommandLineWithoutSenseGivesUsage) {
    EXPECT_EQ(cli("").status, 64);
    EXPECT_EQ(cli("juggle").status, 64);
    EXPECT_EQ(cli("watch x --stride -1").status, 64);
    for (const char* const option : {"framerate", "=30", "''"}) {
        const ProgramRun run = cli("watch x --option " + std::string(option));
        EXPECT_EQ(run.status, 64) << option;
        EXPECT_THAT(run.errors, HasSubstr("NAME=VALUE")) << option;
    }
    EXPECT_EQ(cli("inspect x --block layer1.0 --out y --colours jet").status, 64);
    EXPECT_EQ(cli("classify x --precision int8").status, 64);
    EXPECT_EQ(cli("convert x y --storage int8 --metadata segments").status, 64);
    for (const char* const number : {"watch - --window nan", "label x --out y --on nan",
                                     "inspect x --block layer1.0 --out y --low 0 --high inf"}) {
        const ProgramRun run = cli(number);
        EXPECT_EQ(run.status, 64) << number;
        EXPECT_THAT(run.errors, HasSubstr("is no finite number")) << number;
    }
    EXPECT_EQ(cli("watch x --live").status, 64);
    for (const char* const pair : {"'Thumb Up'", "'Thumb Up=1.5'", "'Thumb Up=high'", "=0.5"}) {
        const ProgramRun run = cli("watch x --on-class " + std::string(pair));
        EXPECT_EQ(run.status, 64) << pair;
        EXPECT_THAT(run.errors, HasSubstr("expected NAME=SCORE")) << pair;
    }
}

TEST(CommandLineTest, SaysWhichCommandsHelpToRead) {
    test::expectThreeParts(cli("label x"), "--out is required");
    EXPECT_THAT(cli("label x").errors, HasSubstr("handscope-cli label --help'"));
    test::expectThreeParts(cli("label verify"), "folder is required");
    EXPECT_THAT(cli("label verify").errors, HasSubstr("handscope-cli label verify --help'"));
    test::expectThreeParts(cli("juggle"), "A subcommand is required");
}

TEST(CommandLineTest, TheLogsLevelMayComeBehindTheCommand) {
    for (const char* const order : {"--log-level off info", "info --log-level off"}) {
        const ProgramRun run = cli(std::string(order) + " /no/such.safetensors");
        EXPECT_EQ(run.status, 1) << order << run.errors;
    }
    EXPECT_EQ(cli("label verify x --log-level loud").status, 64);
    EXPECT_THAT(cli("label --help").output, Not(HasSubstr("--log-level"))) << "once will do";
}

TEST(ClassifyTest, GivesOneJsonObjectAClip) {
    const ProgramRun run =
        cli("classify '" + kBundledClip + "' '" + kBundledClip + "' --json --top 27");
    ASSERT_EQ(run.status, 0) << run.errors;
    ASSERT_EQ(run.lines().size(), 2U);
    const auto json = nlohmann::json::parse(run.lines()[0]);
    EXPECT_EQ(json["file"], kBundledClip);
    ASSERT_EQ(json["predictions"].size(), 27U);
    double sum = 0.0;
    double previous = 1.0;
    for (const auto& prediction : json["predictions"]) {
        EXPECT_LE(prediction["score"].get<double>(), previous);
        previous = prediction["score"];
        sum += previous;
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);
    EXPECT_EQ(run.lines()[0], run.lines()[1]);
}

TEST(ClassifyTest, TheFlipTestChangesTheScoresAndIsRefusedForLabelsOfUnknownMirrorImages) {
    const auto scores = [](const std::string& options) {
        const ProgramRun run =
            cli("classify '" + kBundledClip + "' --json --top 27 --engine plain " + options);
        EXPECT_EQ(run.status, 0) << run.errors;
        return nlohmann::json::parse(run.output)["predictions"];
    };
    const auto tested = scores("--flip-test on");
    EXPECT_NE(tested, scores("--flip-test off"));
    double sum = 0.0;
    for (const auto& prediction : tested) {
        sum += prediction["score"].get<double>();
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);

    const TestFolder folder;
    auto checkpoint = model::readCheckpoint(kBundledModel);
    std::string& labels = checkpoint.metadata.at("labels");
    labels.replace(labels.find("Stop Sign"), 9, "Halt Sign");
    model::writeSafetensors(folder.file("other.safetensors"), checkpoint);
    const ProgramRun refused = cli("classify '" + kBundledClip + "' --flip-test on --model '" +
                                   folder.file("other.safetensors") + "'");
    EXPECT_EQ(refused.status, 1);
    expectThreeParts(refused, "what its labels become in a mirror is not known");
}

TEST(ClassifyTest, GoesOnAfterABadFileAndSaysSo) {
    const ProgramRun run = cli("classify /no/such/clip.mp4 '" + kBundledClip + "' --top 1");
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.output, HasSubstr("handscope-demo.mp4"));
    expectThreeParts(run, "/no/such/clip.mp4");
}

TEST(ClassifyTest, FailsWhenNothingCouldBeDone) {
    EXPECT_EQ(cli("classify /no/such/clip.mp4").status, 1);
}

TEST(ClassifyTest, RefusesATorchScriptModelWithoutTrust) {
    const TestFolder folder;
    std::ofstream(folder.file("m.json"))
        << R"({"format": "handscope-torchscript-1", "module": "m.pt", "segments": 8,
               "input_size": 64, "labels": ["a"]})";
    const ProgramRun run =
        cli("classify '" + kBundledClip + "' --model '" + folder.file("m.json") + "'");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "TorchScript program");
    EXPECT_THAT(run.errors, HasSubstr("--trust-script"));
}

TEST(WatchTest, PrintsScoresAsJsonLinesAndEndsWithTheSource) {
    const ProgramRun run = cli("watch lavfi:testsrc=size=96x64:rate=20:duration=3 --fast --scores");
    ASSERT_EQ(run.status, 0) << run.errors;
    ASSERT_EQ(run.lines().size(), 5U);  // windows end at 2.0 … 3.0
    const auto json = nlohmann::json::parse(run.lines().back());
    EXPECT_EQ(json["event"], "scores");
    EXPECT_DOUBLE_EQ(json["time_seconds"], 3.0);
    EXPECT_EQ(json["smoothed"].size(), 27U);
    EXPECT_THAT(run.errors, HasSubstr("60 frames: 60 delivered, 0 dropped"));
}

TEST(WatchTest, RefusesToEndGesturesAsSoonAsTheyFire) {
    const ProgramRun run = cli("watch --fast '" + kBundledClip + "' --on 0.2");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "--off lies above --on");
    EXPECT_EQ(cli("watch --fast '" + kBundledClip + "' --on 0.2 --off 0.1").status, 0);
}

TEST(WatchTest, StopsAfterItsDuration) {
    const ProgramRun run = cli("watch lavfi:testsrc=size=96x64:rate=20 --duration 0.5");
    EXPECT_EQ(run.status, 0) << run.errors;
}

TEST(WatchTest, StopsOnInterruptWithItsReport) {
    const TestFolder folder;
    const std::string lines = folder.file("lines.jsonl");
    const ProgramRun run = test::runProgram(
        std::string(HANDSCOPE_CLI) + " watch lavfi:testsrc=size=96x64:rate=20 --fast --scores >'" +
        lines + "' & pid=$!; while kill -0 $pid && ! [ -s '" + lines +
        "' ]; do sleep 0.02; done; kill -INT $pid; wait $pid");
    EXPECT_EQ(run.status, 0);
    EXPECT_THAT(run.errors, HasSubstr("frames: "));
}

TEST(WatchTest, FailsWhenItsOutputCannotBeWritten) {
    const ProgramRun run = cli("watch lavfi:testsrc=size=96x64:rate=20 --fast --scores >/dev/full");
    EXPECT_EQ(run.status, 1) << "and it ends, though the source does not";
    expectThreeParts(run, "standard output");
}

TEST(WatchTest, OpensAPlaylistOnceToldThatItMayOpenFurtherFiles) {
    const TestFolder folder;
    const std::string list = folder.file("live.m3u8");
    ASSERT_EQ(test::runProgram("ffmpeg -v error -f lavfi -i testsrc=size=96x64:rate=20:duration=3 "
                               "-c:v libx264 -g 20 -hls_time 1 -hls_list_size 0 '" +
                               list + "'")
                  .status,
              0);
    const ProgramRun refused = cli("watch '" + list + "' --fast");
    EXPECT_EQ(refused.status, 1);
    expectThreeParts(refused, "live.m3u8");
    EXPECT_THAT(refused.errors, HasSubstr("--allow-nested-files"));
    const ProgramRun run = cli("watch '" + list + "' --fast --scores --allow-nested-files");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_EQ(run.lines().size(), 5U);  // of all three parts
    const ProgramRun unknown = cli("watch srt://127.0.0.1:1 --fast");
    EXPECT_EQ(unknown.status, 1);
    expectThreeParts(unknown, "'srt'");
    EXPECT_THAT(unknown.errors, HasSubstr("--allow-protocol srt"));
    const ProgramRun allowed =
        cli("watch --fast --allow-protocol ftp --allow-protocol tcp ftp://127.0.0.1:1/x");
    EXPECT_EQ(allowed.status, 1);
    EXPECT_THAT(allowed.errors, HasSubstr("cannot be opened"));
}

TEST(WatchTest, ReopensNoFileAndWaitsForAScreen) {
    const ProgramRun file = cli("watch --reopen '" + test::kBundledClip + "'");
    EXPECT_EQ(file.status, 1);
    expectThreeParts(file, "handscope-demo.mp4");
    expectThreeParts(cli("watch --reopen lavfi:testsrc"), "lavfi:testsrc");
    EXPECT_EQ(cli("watch --reopen --fast x11grab::77").status, 64);
    const ProgramRun screen = cli("watch --reopen --duration 2 x11grab::7777");
    EXPECT_EQ(screen.status, 0) << screen.errors;
    EXPECT_THAT(screen.errors, HasSubstr("x11grab::7777 is waited for"));
    EXPECT_EQ(screen.output, "");
    const ProgramRun refused =
        cli("watch --reopen --duration 5 tcp://127.0.0.1:1 --option probesize=many");
    EXPECT_EQ(refused.status, 1) << "to wait would not help";
    expectThreeParts(refused, "probesize=many");
}

TEST(WatchTest, AnInterruptCallsOffTheOpeningOfASource) {
    for (const char* const reopen : {"", " --reopen"}) {
        const TestFolder folder;
        const std::string number = folder.file("number");
        test::SilentPort port;
        ASSERT_NE(port.number(), 0);
        const std::string command = "sh -c 'echo $$ >\"$0\"; exec \"$@\"' '" + number + "' '" +
                                    std::string(HANDSCOPE_CLI) + "' watch --duration 60 " +
                                    port.address() + reopen;
        auto run = std::async(std::launch::async, [&] { return test::runProgram(command); });
        ASSERT_TRUE(port.awaitCaller());
        pid_t process = 0;
        std::ifstream(number) >> process;
        ASSERT_GT(process, 0);
        ASSERT_EQ(::kill(process, SIGINT), 0);
        const ProgramRun ended = run.get();
        EXPECT_EQ(ended.status, 0) << ended.errors;
        EXPECT_THAT(ended.errors, HasSubstr("never came"));
        EXPECT_EQ(ended.output, "");
    }
}

TEST(WatchTest, TellsNoPassword) {
    for (const std::string arguments : {"--reopen --duration 0.5 ", ""}) {
        const ProgramRun run =
            test::runProgram("timeout 60 '" + std::string(HANDSCOPE_CLI) + "' watch " + arguments +
                             "rtsp://user:secret@127.0.0.1:9/x");
        EXPECT_THAT(run.errors, HasSubstr("rtsp://127.0.0.1:9/x")) << arguments;
        EXPECT_THAT(run.errors + run.output, Not(HasSubstr("secret"))) << arguments;
    }
}

TEST(WatchTest, SaysThatStandardInputIsClosed) {
    const ProgramRun run =
        test::runProgram("timeout 20 '" + std::string(HANDSCOPE_CLI) + "' watch - <&-");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "'-' cannot be opened");
}

TEST(WatchTest, SaysWhyASourceCannotBeOpened) {
    const ProgramRun run = cli("watch v4l2:/dev/video99");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "/dev/video99");
}

TEST(LabelTest, WritesAJsonFileARecordingAndOneTable) {
    const TestFolder folder;
    const ProgramRun run =
        cli("label '" + kBundledClip + "' --out '" + folder.file("labels") + "' --scores");
    ASSERT_EQ(run.status, 0) << run.errors;
    std::ifstream json(folder.file("labels/handscope-demo.mp4.json"));
    const auto result = nlohmann::json::parse(json);
    EXPECT_EQ(result["format"], "handscope-labels-1");
    EXPECT_EQ(result["source"]["name"], "handscope-demo.mp4");
    EXPECT_EQ(result["model"]["sha256"].get<std::string>().size(), 64U);
    EXPECT_TRUE(std::filesystem::exists(folder.file("labels/handscope-demo.mp4.scores.csv")));
    std::ifstream csv(folder.file("labels/labels.csv"));
    std::string header;
    std::getline(csv, header);
    EXPECT_THAT(header, HasSubstr("file,label,start_seconds"));
}

TEST(LabelTest, WritesTheSameBytesAgain) {
    const TestFolder folder;
    for (const char* const out : {"one", "two"}) {
        ASSERT_EQ(
            cli("label '" + kBundledClip + "' --out '" + folder.file(out) + "' --scores").status,
            0);
    }
    EXPECT_EQ(test::runProgram("diff -r '" + folder.file("one") + "' '" + folder.file("two") + "'")
                  .status,
              0);
}

TEST(LabelTest, SaysWhenThereIsNoVideo) {
    const TestFolder folder;
    std::ofstream(folder.file("notes.txt")) << "no video";
    const ProgramRun run =
        cli("label '" + folder.path().string() + "' --out '" + folder.file("out") + "'");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "No video was found");
}

TEST(LabelTest, SaysWhenTheOutputFolderCannotBeMade) {
    const ProgramRun run = cli("label '" + kBundledClip + "' --out /proc/labels");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "/proc/labels");
}

TEST(InspectTest, WritesAPictureAFrameAndTheArray) {
    const TestFolder folder;
    const ProgramRun run = cli("inspect '" + kBundledClip + "' --block layer2.0 --tap cmm --out '" +
                               folder.file("maps") + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    for (int t = 1; t <= 8; ++t) {
        EXPECT_TRUE(std::filesystem::exists(
            folder.file("maps/handscope-demo.layer2.0.cmm.t" + std::to_string(t) + ".png")));
    }
    EXPECT_THAT(run.output, HasSubstr("float32 [8, 64, 10, 10]"));
    EXPECT_THAT(run.output, HasSubstr("diverging"));
    EXPECT_EQ(std::filesystem::file_size(folder.file("maps/handscope-demo.layer2.0.cmm.npy")) -
                  8 * 64 * 10 * 10 * sizeof(float),
              128U);
}

TEST(InspectTest, WritesWhereAClassFindsItsEvidence) {
    const TestFolder folder;
    const ProgramRun run =
        cli("inspect '" + kBundledClip + "' --evidence 'Thumb Up' --at 5 --out '" +
            folder.file("maps") + "'");
    ASSERT_EQ(run.status, 0) << run.errors;
    const std::string stem = folder.file("maps/handscope-demo.evidence.Thumb-Up.at5");
    EXPECT_TRUE(std::filesystem::exists(stem + ".t8.png"));
    EXPECT_THAT(run.output, HasSubstr("float32 [8, 1, 3, 3]"));
    EXPECT_THAT(run.output, HasSubstr("diverging"));
    EXPECT_EQ(std::filesystem::file_size(stem + ".npy") - 8 * 3 * 3 * sizeof(float), 128U);
    expectThreeParts(cli("inspect '" + kBundledClip + "' --evidence Nod --out /tmp/unused"),
                     "'Nod'");
    EXPECT_EQ(cli("inspect '" + kBundledClip + "' --out /tmp/unused").status, 64) << "what?";
}

TEST(InspectTest, TakesTheWindowAtASecond) {
    const TestFolder folder;
    const std::string common =
        " --block layer1.0 --tap output --out '" + folder.path().string() + "'";
    EXPECT_EQ(cli("inspect '" + kBundledClip + "' --at 5" + common).status, 0);
    EXPECT_EQ(cli("inspect '" + kBundledClip + "' --at 1e6 --channel 3" + common).status, 0)
        << "the last window";
    for (const char* const name :
         {"at5.npy", "at5.t8.png", "at1e+06.npy", "at1e+06.channel3.t8.png"}) {
        EXPECT_TRUE(std::filesystem::exists(
            folder.file("handscope-demo.layer1.0.output." + std::string(name))))
            << name;
    }
}

TEST(InspectTest, AWindowWithoutASecondIsInTheMiddle) {
    const TestFolder folder;
    const auto mapsOf = [&folder](const std::string& name, const std::string& options,
                                  const std::string& window) {
        const ProgramRun run = cli("inspect '" + kBundledClip + "' --block layer1.0 " + options +
                                   " --out '" + folder.file(name) + "'");
        EXPECT_EQ(run.status, 0) << run.errors;
        std::ifstream stream(
            folder.file(name + "/handscope-demo.layer1.0.output" + window + ".npy"),
            std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(stream), {}};
    };
    const std::string whole = mapsOf("whole", "", "");
    const std::string middle = mapsOf("middle", "--window 1", ".window1");
    ASSERT_FALSE(whole.empty());
    EXPECT_EQ(middle.size(), whole.size());
    EXPECT_TRUE(middle != whole);
    // The bundled clip has 21.6 s, and its last window ends at 21.5 s: one comes every 1/8 s.
    EXPECT_TRUE(middle == mapsOf("named", "--window 1 --at 11.25", ".at11.25.window1"));
    EXPECT_TRUE(middle != mapsOf("longer", "--window 3", ".window3"));
}

TEST(InspectTest, TakesTheRangeOfTheColours) {
    const TestFolder folder;
    const std::string common = "inspect '" + kBundledClip + "' --at 5 --block layer1.0 --out '" +
                               folder.path().string() + "'";
    const ProgramRun run = cli(common + " --low -1.5 --high 2");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("values -1.5 to 2 on"));
    expectThreeParts(cli(common + " --low 2 --high 1"), "range of values is empty");
    EXPECT_EQ(cli(common + " --low 2").status, 64) << "and the other end?";
}

TEST(InspectTest, CutsWhatIsNamedAndSaysWhatChanges) {
    const TestFolder folder;
    const std::string common = "inspect '" + kBundledClip + "' --at 5 --block layer3.0 --out '" +
                               folder.path().string() + "'";
    ASSERT_EQ(cli(common).status, 0);
    const ProgramRun run = cli(common + " --cut layer1.0/branch --cut layer2.0/cmm/3");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("as it is: "));
    EXPECT_THAT(run.output, HasSubstr("without layer1.0/branch, layer2.0/cmm/3: "));
    EXPECT_TRUE(
        std::filesystem::exists(folder.file("handscope-demo.layer3.0.output.at5.cut.t8.png")));
    const auto mapIn = [&folder](const std::string& name) {
        std::ifstream stream(folder.file(name), std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(stream), {}};
    };
    const std::string uncut = mapIn("handscope-demo.layer3.0.output.at5.npy");
    const std::string cut = mapIn("handscope-demo.layer3.0.output.at5.cut.npy");
    ASSERT_FALSE(uncut.empty());
    EXPECT_EQ(cut.size(), uncut.size());
    EXPECT_TRUE(cut != uncut);
}

TEST(InspectTest, SaysWhatCanBeCut) {
    const std::string common =
        "inspect '" + kBundledClip + "' --out /tmp/unused --block layer1.0 --cut ";
    const ProgramRun noBlock = cli(common + "layer9.9/cmm");
    expectThreeParts(noBlock, "layer9.9");
    EXPECT_THAT(noBlock.errors, HasSubstr("layer1.0, layer1.1, layer2.0"));
    const ProgramRun noPart = cli(common + "layer1.0/output");
    expectThreeParts(noPart, "'output'");
    EXPECT_THAT(noPart.errors, HasSubstr("cmm, branch"));
    expectThreeParts(cli(common + "layer1.0/branch/9999"), "no channel 9999");
    for (const char* const form : {"layer1.0", "layer1.0/", "/cmm", "layer1.0/cmm/",
                                   "layer1.0/cmm/-1", "layer1.0/cmm/three", "layer1.0/cmm/3/4"}) {
        EXPECT_EQ(cli(common + form).status, 64) << form;
    }
}

TEST(InspectTest, NamesAnUnknownBlockTapAndChannel) {
    const std::string common = "inspect '" + kBundledClip + "' --out /tmp/unused --block ";
    expectThreeParts(cli(common + "layer9.9"), "layer9.9");
    expectThreeParts(cli(common + "layer1.0 --tap flow"), "flow");
    expectThreeParts(cli(common + "layer1.0 --tap cstm --channel 999"), "999");
}

TEST(InfoTest, TellsWhatTheBundledModelIs) {
    const ProgramRun run = cli("info");
    ASSERT_EQ(run.status, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("STM 2-2-2-2, width 0.5"));
    EXPECT_THAT(run.output, HasSubstr("8 frames of 80 × 80 pixels"));
    EXPECT_THAT(run.output, HasSubstr("Distilled on unlabelled video"));
    const auto json = nlohmann::json::parse(cli("info --json").output);
    EXPECT_EQ(json["labels"].size(), 27U);
    EXPECT_EQ(json["blocks"].size(), 8U);
    EXPECT_EQ(json["causal"], false);
    EXPECT_TRUE(json["frame_rate"].is_null());
}

TEST(InfoTest, RefusesAFileThatIsNoModel) {
    const ProgramRun run = cli("info '" + kBundledClip + "'");
    EXPECT_EQ(run.status, 1);
    expectThreeParts(run, "handscope-demo.mp4");
}

TEST(DevicesTest, ListsCamerasOrSaysThatThereAreNone) {
    const ProgramRun run = cli("devices");
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.output.empty(), run.errors.find("No camera was found") != std::string::npos)
        << "messages are no results";
    for (const std::string& line : cli("devices --json").lines()) {
        EXPECT_TRUE(nlohmann::json::parse(line).contains("address"));
    }
}

}  // namespace
}  // namespace handscope
