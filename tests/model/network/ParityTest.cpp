// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "model/Checkpoint.h"
#include "model/LoadClassifier.h"
#include "tests/model/network/LargestValue.h"
#include "tests/support/NeededTool.h"
#include "tests/support/SharedData.h"

namespace handscope::model {
namespace {

namespace fs = std::filesystem;

std::vector<float> floats(const StoredTensor& tensor) {
    std::vector<float> values(tensor.bytes.size() / sizeof(float));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

/// The clips of a tensor [N, T, 3, S, S].
std::vector<Clip> clipsOf(const StoredTensor& input) {
    const auto values = floats(input);
    const auto frameSize =
        static_cast<std::ptrdiff_t>(input.shape[2] * input.shape[3] * input.shape[4]);
    std::vector<Clip> clips;
    auto next = values.begin();
    for (std::int64_t n = 0; n < input.shape[0]; ++n) {
        Clip clip;
        for (std::int64_t t = 0; t < input.shape[1]; ++t, next += frameSize) {
            clip.push_back(std::make_shared<const std::vector<float>>(next, next + frameSize));
        }
        clips.push_back(clip);
    }
    return clips;
}

/// Logits within `tolerance`; maps within `tolerance` of their largest absolute value.
void expectSame(const std::vector<float>& ours, const std::vector<float>& theirs, double tolerance,
                const std::string& what) {
    ASSERT_EQ(ours.size(), theirs.size()) << what;
    double worst = 0.0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        ASSERT_TRUE(std::isfinite(ours[i])) << what;
        worst = std::max(worst, static_cast<double>(std::abs(ours[i] - theirs[i])));
    }
    EXPECT_LE(worst, tolerance) << what;
}

/// Some field's maps of all predictions, one after the other.
template <typename MapOf>
std::vector<float> joined(const std::vector<Prediction>& predictions, const MapOf& mapOf) {
    std::vector<float> values;
    for (const Prediction& prediction : predictions) {
        const FeatureMap& map = mapOf(prediction);
        values.insert(values.end(), map.values.begin(), map.values.end());
    }
    return values;
}

/// The means over channels of a map [N·T, C, H, W].
std::vector<float> meansOf(const StoredTensor& map) {
    const auto values = floats(map);
    const auto channels = static_cast<std::size_t>(map.shape[1]);
    const auto area = static_cast<std::size_t>(map.shape[2] * map.shape[3]);
    std::vector<double> sums(values.size() / channels);
    for (std::size_t i = 0; i < values.size(); ++i) {
        sums[i / (channels * area) * area + i % area] += values[i];
    }
    std::vector<float> means;
    for (const double sum : sums) {
        means.push_back(static_cast<float>(sum / static_cast<double>(channels)));
    }
    return means;
}

/// Class `k` of evidence [N, T, classes, H, W].
std::vector<float> evidenceOf(const StoredTensor& evidence, std::int64_t k) {
    const auto values = floats(evidence);
    const auto area = static_cast<std::ptrdiff_t>(evidence.shape[3] * evidence.shape[4]);
    std::vector<float> ofClass;
    for (std::int64_t frame = 0; frame < evidence.shape[0] * evidence.shape[1]; ++frame) {
        const auto begin = values.begin() + (frame * evidence.shape[2] + k) * area;
        ofClass.insert(ofClass.end(), begin, begin + area);
    }
    return ofClass;
}

/// Every map, its mean, the evidence and the logits that `expected` holds, against ours.
void compare(Classifier& classifier, const StoredTensor& input, const Checkpoint& expected,
             const std::vector<Mute>& mutes, double tolerance) {
    ClassifyRequest request{.taps = {}, .mutes = mutes};
    for (const auto& [name, tensor] : expected.tensors) {
        const auto dot = name.rfind('.');
        if (name.starts_with("layer") && dot != std::string::npos) {
            request.taps.push_back({name.substr(0, dot), *tapFromName(name.substr(dot + 1))});
        }
    }
    ASSERT_FALSE(request.taps.empty());
    request.means = request.taps;
    const auto evidence = expected.tensors.find("evidence");
    if (evidence != expected.tensors.end()) {
        request.evidence.resize(static_cast<std::size_t>(evidence->second.shape[2]));
        std::iota(request.evidence.rbegin(), request.evidence.rend(), 0);
    }
    const auto predictions = classifier.classify(clipsOf(input), request);
    std::vector<float> logits;
    for (const Prediction& prediction : predictions) {
        logits.insert(logits.end(), prediction.logits.begin(), prediction.logits.end());
    }
    expectSame(logits, floats(expected.tensors.at("logits")), tolerance, "logits");
    for (std::size_t k = 0; k < request.taps.size(); ++k) {
        const std::string name =
            request.taps[k].block + "." + std::string(tapName(request.taps[k].tap));
        const auto theirs = floats(expected.tensors.at(name));
        expectSame(joined(
                       predictions, [&](const auto& one) -> auto& { return one.maps[k]; }),
                   theirs, tolerance * std::max(test::largestValue(theirs), 1e-6), name);
        expectSame(joined(
                       predictions, [&](const auto& one) -> auto& { return one.means[k]; }),
                   meansOf(expected.tensors.at(name)),
                   tolerance * std::max(test::largestValue(theirs), 1e-6), name + ", mean");
    }
    for (std::size_t k = 0; k < request.evidence.size(); ++k) {
        const auto theirs = evidenceOf(evidence->second, request.evidence[k]);
        expectSame(joined(
                       predictions, [&](const auto& one) -> auto& { return one.evidence[k].map; }),
                   theirs, tolerance * test::largestValue(theirs), "evidence " + std::to_string(k));
    }
}

/// Each engine against `expected`, in fp32.
void compareEngines(const fs::path& checkpoint, const StoredTensor& input,
                    const Checkpoint& expected, const std::vector<Mute>& mutes, double tolerance) {
    for (const Engine engine : {Engine::Plain, Engine::Folded}) {
        SCOPED_TRACE(engine == Engine::Plain ? "plain" : "folded");
        const auto classifier = loadClassifier(
            checkpoint, {.device = Device::Cpu, .engine = engine, .precision = Precision::Float32});
        compare(*classifier, input, expected, mutes, tolerance);
    }
}

TEST(ParityTest, AgreesWithAnIndependentImplementationOnTheBootstrapWeights) {
    HANDSCOPE_NEEDS_SHARED("parity/bootstrap-parity.safetensors");
    const auto expected =
        readSafetensors(test::sharedData() / "parity" / "bootstrap-parity.safetensors");
    compareEngines(test::sharedData() / "weights" / "bootstrap-stm.safetensors",
                   expected.tensors.at("input"), expected, {}, 1e-3);
}

struct ReferenceForm {
    const char* name;
    const char* options;  ///< of the reference's random checkpoint
    int inputSize = 64;
    int segments = 8;
    std::vector<Mute> mutes{};
    const char* muteOptions = "";
    int clipLength = 0;  ///< frames; 0: as many as segments
};

bool referenceCanRun() {
    static const bool canRun = [] {
        const std::string probe =
            std::string(HANDSCOPE_PYTHON) + " -c 'import torch, numpy' 2>/dev/null";
        return std::system(probe.c_str()) == 0;
    }();
    return canRun;
}

constexpr const char* kShallow = "--blocks 1,1,1,1";
constexpr const char* kDeeper = "--blocks 1,2,1,1";
constexpr const char* kCausalDeeper = "--blocks 1,2,1,1 --causal 1";

const std::vector<ReferenceForm>& referenceForms() {
    static const std::vector<ReferenceForm> forms{
        ReferenceForm{"Stm", kDeeper}, ReferenceForm{"OddSizes", kShallow, 75},
        ReferenceForm{"SixteenFrames", kShallow, 64, 16},
        ReferenceForm{"OneFrame", kShallow, 64, 1}, ReferenceForm{"SmallestInput", kShallow, 32},
        ReferenceForm{"CstmOnly", "--blocks 1,1,1,1 --modules cstm"},
        ReferenceForm{"CmmOnly", "--blocks 1,1,1,1 --modules cmm"},
        ReferenceForm{"Plain", "--blocks 1,1,1,1 --modules none"},
        ReferenceForm{"Concat", "--blocks 1,1,1,1 --fusion concat"},
        ReferenceForm{"Dense", "--blocks 1,1,1,1 --temporal dense"},
        ReferenceForm{"SomeBlocks", "--blocks 1,2,1,1 --stm-blocks layer2.1,layer4.0"},
        ReferenceForm{
            "MutedCstm", kDeeper, 64, 8, {{"layer2.0", MutePoint::Cstm}}, "--mute layer2.0.cstm"},
        ReferenceForm{"MutedCmmChannel",
                      kDeeper,
                      64,
                      8,
                      {{"layer1.0", MutePoint::Cmm, 5}},
                      "--mute layer1.0.cmm:5"},
        ReferenceForm{"MutedBranch",
                      kDeeper,
                      64,
                      8,
                      {{"layer2.1", MutePoint::Branch}},
                      "--mute layer2.1.branch"},
        ReferenceForm{"MutedBranchOfTheLastBlock",
                      kDeeper,
                      64,
                      8,
                      {{"layer4.0", MutePoint::Branch}},
                      "--mute layer4.0.branch"},
        ReferenceForm{
            "MutedWholeCmm", kDeeper, 64, 8, {{"layer2.0", MutePoint::Cmm}}, "--mute layer2.0.cmm"},
        ReferenceForm{
            "MutedSingleChannels",
            kDeeper,
            64,
            8,
            {{"layer1.0", MutePoint::Cstm, 3},
             {"layer1.0", MutePoint::Cstm, 15},
             {"layer2.0", MutePoint::Branch, 100},
             {"layer4.0", MutePoint::Branch, 7}},
            "--mute layer1.0.cstm:3 layer1.0.cstm:15 layer2.0.branch:100 layer4.0.branch:7"},
        ReferenceForm{
            "MutedTogether",
            kDeeper,
            64,
            8,
            {{"layer1.0", MutePoint::Cmm, 5},
             {"layer1.0", MutePoint::Cstm},
             {"layer2.0", MutePoint::Cstm, 2},
             {"layer2.0", MutePoint::Cmm},
             {"layer2.1", MutePoint::Branch},
             {"layer3.0", MutePoint::Cmm, 1},
             {"layer3.0", MutePoint::Branch, 9}},
            "--mute layer1.0.cmm:5 layer1.0.cstm layer2.0.cstm:2 layer2.0.cmm layer2.1.branch "
            "layer3.0.cmm:1 layer3.0.branch:9"},
        ReferenceForm{"MutedConcat",
                      "--blocks 1,2,1,1 --fusion concat",
                      64,
                      8,
                      {{"layer1.0", MutePoint::Cmm}, {"layer2.1", MutePoint::Cstm, 4}},
                      "--mute layer1.0.cmm layer2.1.cstm:4"},
        // Causal: eight frame scores are averaged, of however many.
        ReferenceForm{"CausalOneFrame", kCausalDeeper, 64, 8, {}, "", 1},
        ReferenceForm{"CausalFiveFrames", kCausalDeeper, 64, 8, {}, "", 5},
        ReferenceForm{"CausalEightFrames", kCausalDeeper, 64, 8, {}, "", 8},
        ReferenceForm{"CausalTwentyFrames", kCausalDeeper, 64, 8, {}, "", 20},
        ReferenceForm{"CausalOddSizes", "--blocks 1,1,1,1 --causal 1", 75, 3, {}, "", 5},
        ReferenceForm{
            "CausalCstmOnly", "--blocks 1,1,1,1 --causal 1 --modules cstm", 64, 8, {}, "", 20},
        ReferenceForm{
            "CausalCmmOnly", "--blocks 1,1,1,1 --causal 1 --modules cmm", 64, 8, {}, "", 20},
        ReferenceForm{
            "CausalConcat", "--blocks 1,1,1,1 --causal 1 --fusion concat", 64, 8, {}, "", 20},
        ReferenceForm{
            "CausalDense", "--blocks 1,1,1,1 --causal 1 --temporal dense", 64, 8, {}, "", 20},
        ReferenceForm{"CausalMuted",
                      kCausalDeeper,
                      64,
                      8,
                      {{"layer1.0", MutePoint::Cmm, 5},
                       {"layer2.0", MutePoint::Cstm},
                       {"layer2.1", MutePoint::Branch}},
                      "--mute layer1.0.cmm:5 layer2.0.cstm layer2.1.branch",
                      20}};
    return forms;
}

/// What the Python reference computes of the forms that this process tests, in one start of Python:
/// loading PyTorch takes longer than all of it.
class ReferenceParity : public ::testing::TestWithParam<ReferenceForm> {
protected:
    static void SetUpTestSuite() {
        if (!referenceCanRun()) {
            return;
        }
        folder = fs::temp_directory_path() / ("handscope-parity-" + std::to_string(::getpid()));
        std::string command = std::string(HANDSCOPE_PYTHON) + " '" + HANDSCOPE_SOURCE_DIR +
                              "/tests/reference/stm_reference.py'";
        bool isFirst = true;
        for (const ReferenceForm& form : referenceForms()) {
            if (isTestedHere(form)) {
                fs::create_directories(folder / form.name);
                command += (std::exchange(isFirst, false) ? " " : " then ") + referenceRuns(form);
            }
        }
        ASSERT_EQ(std::system(command.c_str()), 0) << command;
    }

    static void TearDownTestSuite() {
        if (!folder.empty()) {
            fs::remove_all(folder);
        }
    }

    void SetUp() override {
        HANDSCOPE_NEEDS_TOOL(referenceCanRun(), "python3-torch and python3-numpy");
    }

    static fs::path fileOf(const ReferenceForm& form, const char* what) {
        return folder / form.name / (std::string(what) + ".safetensors");
    }

private:
    static inline fs::path folder;

    /// Whether the suite that begins holds this form, and neither a filter nor another shard has
    /// it.
    static bool isTestedHere(const ReferenceForm& form) {
        const auto& suite = *::testing::UnitTest::GetInstance()->current_test_suite();
        for (int i = 0; i < suite.total_test_count(); ++i) {
            const auto& info = *suite.GetTestInfo(i);
            if (info.should_run() &&
                std::string(info.name()).ends_with("/" + std::string(form.name))) {
                return true;
            }
        }
        return false;
    }

    /// Its commands: a random checkpoint, random clips, and what the one says of the others.
    static std::string referenceRuns(const ReferenceForm& form) {
        const std::string size = std::to_string(form.inputSize);
        const std::string frames =
            std::to_string(form.clipLength == 0 ? form.segments : form.clipLength);
        const std::string checkpoint = fileOf(form, "network");
        const std::string input = fileOf(form, "input");
        return "random --out " + checkpoint + " --seed 7 --classes 5 --width 0.25 --input-size " +
               size + " --segments " + std::to_string(form.segments) + " " + form.options +  //
               " then random-input --out " + input + " --seed 11 --clips 2 --height " + size +
               " --width " + size + " --segments " + frames +  //
               " then run --checkpoint " + checkpoint + " --input " + input + " --output " +
               fileOf(form, "output").string() + " --taps all " + form.muteOptions;
    }
};

TEST_P(ReferenceParity, AgreesWithThePythonReferenceOnARandomCheckpoint) {
    const ReferenceForm& form = GetParam();
    compareEngines(fileOf(form, "network"),
                   readSafetensors(fileOf(form, "input")).tensors.at("input"),
                   readSafetensors(fileOf(form, "output")), form.mutes, 1e-4);
}

INSTANTIATE_TEST_SUITE_P(Variants, ReferenceParity, ::testing::ValuesIn(referenceForms()),
                         [](const auto& variant) { return std::string(variant.param.name); });

}  // namespace
}  // namespace handscope::model
