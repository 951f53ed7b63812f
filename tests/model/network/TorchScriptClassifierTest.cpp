// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

#include "model/LoadClassifier.h"
#include "tests/support/NeededTool.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestFolder.h"

namespace handscope::model {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kGood = R"({"format": "handscope-torchscript-1", "module": "module.pt",
 "segments": 4, "input_size": 16, "layout": "NCTHW", "range": [0, 255], "mean": [0, 0, 0],
 "std": [1, 1, 1], "output": "logits", "labels": ["dark", "bright"]})";

/// Says "bright" by the mean of the red channel; [N, 3, T, H, W] in.
constexpr const char* kModule = R"PY(
import sys, torch
class Brightness(torch.nn.Module):
    def forward(self, clip):
        red = clip[:, 0].mean(dim=(1, 2, 3)) / 255.0
        return torch.stack([1.0 - red, red], dim=1) * 10.0
torch.jit.script(Brightness()).save(sys.argv[1])
)PY";

/// Appended to kModule: rewrites the saved program to call an operator that does not exist.
constexpr const char* kUnknownOperator = R"PY(
import zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    parts = [(item.filename, archive.read(item)) for item in archive.infolist()]
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, data in parts:
        archive.writestr(name, data.replace(b"torch.mean(", b"torch.no_such_operator("))
)PY";

class TorchScriptClassifierTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    fs::path description = folder / "model.json";

    void describe(const std::string& json) { std::ofstream(description) << json; }

    bool exportModule(const char* epilogue = "") {
        std::ofstream(folder / "module.py") << kModule << epilogue;
        const std::string command = std::string(HANDSCOPE_PYTHON) + " '" +
                                    (folder / "module.py").string() + "' '" +
                                    (folder / "module.pt").string() + "' 2>/dev/null";
        return std::system(command.c_str()) == 0;
    }

    std::string refusal(const LoadOptions& options = {.device = Device::Cpu, .trustScript = true}) {
        try {
            loadClassifier(description, options);
        } catch (const ModelError& error) {
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
            return error.what();
        }
        return "was accepted";
    }
};

TEST_F(TorchScriptClassifierTest, RunsAClassifierThroughItsDescription) {
    HANDSCOPE_NEEDS_TOOL(exportModule(), "python3-torch");
    describe(kGood);
    const auto classifier =
        loadClassifier(description, {.device = Device::Cpu, .trustScript = true});
    EXPECT_TRUE(classifier->description().blocks.empty());
    std::vector<float> frame(3 * 16 * 16, 0.0F);
    std::fill(frame.begin(), frame.begin() + 16 * 16, 255.0F);  // red
    const Clip clip(4, std::make_shared<const std::vector<float>>(frame));
    const auto prediction = classifier->classifyOne(clip);
    EXPECT_NEAR(prediction.logits[1], 10.0F, 1e-4);
    EXPECT_GT(prediction.probabilities[1], 0.99F);
}

TEST_F(TorchScriptClassifierTest, RefusesToBeLookedInto) {
    HANDSCOPE_NEEDS_TOOL(exportModule(), "python3-torch");
    describe(kGood);
    const auto classifier =
        loadClassifier(description, {.device = Device::Cpu, .trustScript = true});
    const Clip clip(4, std::make_shared<const std::vector<float>>(3 * 16 * 16));
    const TapPoint point{"layer1.0", Tap::Output};
    for (const ClassifyRequest& request : {
             ClassifyRequest{.taps = {point}, .mutes = {}},
             ClassifyRequest{.taps = {}, .mutes = {{"layer1.0", MutePoint::Branch}}},
             ClassifyRequest{.taps = {}, .mutes = {}, .means = {point}},
             ClassifyRequest{.taps = {}, .mutes = {}, .evidence = {0}},
         }) {
        try {
            classifier->classifyOne(clip, request);
            ADD_FAILURE() << "was accepted";
        } catch (const ModelError& error) {
            EXPECT_THAT(error.whatHappened(), HasSubstr("TorchScript"));
            EXPECT_FALSE(error.whatWasExpected().empty());
            EXPECT_FALSE(error.whatToDo().empty());
        }
    }
    EXPECT_TRUE(classifier->classWeights(0).empty());
}

TEST_F(TorchScriptClassifierTest, IsRefusedWithoutTrustBeforeItsModuleIsOpened) {
    describe(kGood);  // there is no module.pt
    EXPECT_THAT(refusal({.device = Device::Cpu}), HasSubstr("--trust-script"));
    EXPECT_THAT(refusal(), HasSubstr("cannot be loaded"));
    EXPECT_TRUE(inspectModelFile(description).isScript);
    EXPECT_EQ(inspectModelFile(description).module, folder / "module.pt");
}

TEST_F(TorchScriptClassifierTest, RefusesAModuleThatAnswersWithAnotherShape) {
    HANDSCOPE_NEEDS_TOOL(exportModule(), "python3-torch");
    std::string three = kGood;
    three.replace(three.find("\"bright\""), 8, "\"bright\", \"unsure\"");
    describe(three);
    EXPECT_THAT(refusal(), HasSubstr("another shape"));
}

TEST_F(TorchScriptClassifierTest, RefusesLogitsThatAreCalledProbabilities) {
    HANDSCOPE_NEEDS_TOOL(exportModule(), "python3-torch");
    std::string json = kGood;
    json.replace(json.find("\"logits\""), 8, "\"probabilities\"");
    describe(json);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("no probabilities"), HasSubstr("\"logits\"")));
}

TEST_F(TorchScriptClassifierTest, RefusesAModuleWithAnUnknownOperator) {
    HANDSCOPE_NEEDS_TOOL(exportModule(kUnknownOperator), "python3-torch");
    describe(kGood);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("cannot be loaded"), HasSubstr("no_such_operator")));
}

TEST_F(TorchScriptClassifierTest, RefusesToGiveScoresThatAreNoNumbers) {
    HANDSCOPE_NEEDS_TOOL(exportModule(), "python3-torch");
    describe(kGood);
    const auto classifier =
        loadClassifier(description, {.device = Device::Cpu, .trustScript = true});
    const std::vector<float> frame(3 * 16 * 16, std::numeric_limits<float>::quiet_NaN());
    const Clip clip(4, std::make_shared<const std::vector<float>>(frame));
    EXPECT_THROW(classifier->classifyOne(clip), ModelError);
}

TEST_F(TorchScriptClassifierTest, RefusesClipsOfMorePixelsThanFit) {
    std::string json = kGood;
    json.replace(json.find("\"segments\": 4"), 13, "\"segments\": 256");
    json.replace(json.find("\"input_size\": 16"), 16, "\"input_size\": 1024");
    describe(json);
    EXPECT_THAT(refusal(), HasSubstr("more pixels than can be served"));
}

TEST_F(TorchScriptClassifierTest, RefusesAFileThatIsNoModule) {
    describe(kGood);
    std::ofstream(folder / "module.pt") << "not a zip archive";
    EXPECT_THAT(refusal(), HasSubstr("cannot be loaded"));
}

struct BadDescription {
    const char* name;
    const char* find;
    const char* replace;
};
class BadScriptDescriptions : public TorchScriptClassifierTest,
                              public ::testing::WithParamInterface<BadDescription> {};

TEST_P(BadScriptDescriptions, AreRefusedInThreeParts) {
    std::string json = kGood;
    json.replace(json.find(GetParam().find), std::string(GetParam().find).size(),
                 GetParam().replace);
    describe(json);
    EXPECT_THAT(refusal({.device = Device::Cpu}), HasSubstr(description.string()))
        << "before anybody is asked for trust";
    EXPECT_THAT(refusal({.device = Device::Cpu}), Not(HasSubstr("--trust-script")));
}

INSTANTIATE_TEST_SUITE_P(
    Entries, BadScriptDescriptions,
    ::testing::Values(
        BadDescription{"Format", "torchscript-1", "torchscript-9"},
        BadDescription{"OtherFolder", "module.pt", "../module.pt"},
        BadDescription{"AbsolutePath", "module.pt", "/tmp/module.pt"},
        BadDescription{"NoModule", "\"module\"", "\"modul\""},
        BadDescription{"Segments", "\"segments\": 4", "\"segments\": 1000000"},
        BadDescription{"BrokenSegments", "\"segments\": 4", "\"segments\": 8.9"},
        BadDescription{"SegmentsBeyondAnInt", "\"segments\": 4", "\"segments\": 4294967304"},
        BadDescription{"SegmentsBelowAnInt", "\"segments\": 4", "\"segments\": -4294967292"},
        BadDescription{"HugeSegments", "\"segments\": 4", "\"segments\": 18446744073709551612"},
        BadDescription{"TrueSegments", "\"segments\": 4", "\"segments\": true"},
        BadDescription{"HugeMean", "\"mean\": [0, 0, 0]", "\"mean\": [1e39, 0, 0]"},
        BadDescription{"HugeRange", "[0, 255]", "[0, 1e39]"},
        BadDescription{"NegativeSize", "16", "-16"}, BadDescription{"WrongType", "16", "\"large\""},
        BadDescription{"Layout", "NCTHW", "NHWC"}, BadDescription{"Output", "logits", "boxes"},
        BadDescription{"Mean", "\"mean\": [0, 0, 0]", "\"mean\": [0]"},
        BadDescription{"Std", "[1, 1, 1]", "[1, 0, 1]"}, BadDescription{"Range", "[0, 255]", "[0]"},
        BadDescription{"NoLabels", "[\"dark\", \"bright\"]", "[]"},
        BadDescription{"NotJson", "{\"format\"", "\"format\""}),
    [](const auto& entry) { return std::string(entry.param.name); });

}  // namespace
}  // namespace handscope::model
