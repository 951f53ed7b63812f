// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/CudaPass.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <ostream>
#include <sstream>
#include <string>

#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;

constexpr int kSegments = 4;
constexpr std::int64_t kOddSide = 49;  // pixels; odd in every stage

struct Form {
    std::string name;
    BlockModules modules{};
    Fusion fusion = Fusion::Sum;
    TemporalKernel temporal = TemporalKernel::ChannelWise;
    std::set<std::string> stmBlocks{};
    bool causal = false;
};

void PrintTo(const Form& form, std::ostream* stream) {
    *stream << form.name;
}

StmNetwork networkOf(const Form& form) {
    StmConfig config;
    config.blocks = {1, 2, 1, 1};
    config.width = 0.25;
    config.classes = 5;
    config.labels = {"a", "b", "c", "d", "e"};
    config.modules = form.modules;
    config.fusion = form.fusion;
    config.temporal = form.temporal;
    config.stmBlocks = form.stmBlocks;
    config.causal = form.causal;
    config.input.segments = kSegments;
    config.input.inputSize = kOddSide;
    return test::livelyNetwork(config);
}

torch::Tensor oddClips(std::int64_t clips, std::int64_t frames) {
    return test::randomClips(clips, frames, kOddSide, kOddSide);
}

/// What is logged while it lives.
class LogWatch {
public:
    LogWatch() {
        spdlog::set_default_logger(std::make_shared<spdlog::logger>(
            "watch", std::make_shared<spdlog::sinks::ostream_sink_mt>(stream_)));
    }
    ~LogWatch() { spdlog::set_default_logger(before_); }
    LogWatch(const LogWatch&) = delete;
    LogWatch& operator=(const LogWatch&) = delete;

    std::string text() const { return stream_.str(); }

private:
    std::ostringstream stream_;
    const std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
};

/// Prepared frames [n, 3, S, S].
Clip framesOf(const torch::Tensor& frames) {
    Clip clip;
    for (std::int64_t i = 0; i < frames.size(0); ++i) {
        const auto frame = frames[i].contiguous();
        const auto* const values = frame.data_ptr<float>();
        clip.push_back(std::make_shared<const std::vector<float>>(values, values + frame.numel()));
    }
    return clip;
}

std::vector<Clip> clipsOf(const torch::Tensor& clips) {
    std::vector<Clip> made;
    for (std::int64_t i = 0; i < clips.size(0); ++i) {
        made.push_back(framesOf(clips[i]));
    }
    return made;
}

/// One engine against the network as it is written.
void expectAgreement(const Form& form, ForwardPass& pass, double tolerance) {
    const c10::InferenceMode inference;
    auto network = networkOf(form);
    const auto clips = oddClips(6, kSegments);
    const auto expected = network->frameScores(clips);
    EXPECT_LT(difference(pass.frameScores(clips, nullptr, nullptr), expected), tolerance);
    // A graph is captured in the first call or the second, and answers other clips in the third.
    EXPECT_LT(difference(pass.clipScores(clipsOf(clips), nullptr, nullptr), expected), tolerance);
    EXPECT_LT(difference(pass.clipScores(clipsOf(clips), nullptr, nullptr), expected), tolerance);
    const auto others = pass.clipScores(clipsOf(clips.flip(0)), nullptr, nullptr);
    EXPECT_LT(difference(others, expected.flip(0)), tolerance);

    Probes asked;
    asked["layer2.0"].wanted = {true, form.modules.cstm, form.modules.cmm, true};
    asked["layer2.0"].mutes[MutePoint::Branch] = {1, 2};
    asked["layer2.1"].wanted = {true, false, false, true};
    asked["layer2.0"].averaged = asked["layer2.0"].wanted;
    asked["layer4.0"].averaged = {false, false, false, true};
    asked["layer2.1"].mutes[form.modules.cmm ? MutePoint::Cmm : MutePoint::Branch] = {};
    auto expectedProbes = asked;
    const auto cut = network->frameScores(clips, &expectedProbes);
    EXPECT_LT(difference(pass.frameScores(clips, &asked, nullptr), cut), tolerance);
    for (const auto& [block, probe] : asked) {
        for (std::size_t tap = 0; tap < probe.wanted.size(); ++tap) {
            if (probe.wanted[tap]) {
                EXPECT_LT(difference(probe.maps[tap], expectedProbes.at(block).maps[tap]),
                          tolerance)
                    << block << " " << tap;
            }
            if (probe.averaged[tap]) {
                const auto& mean = expectedProbes.at(block).means[tap];
                EXPECT_EQ(probe.means[tap].scalar_type(), torch::kFloat32);
                EXPECT_LT(difference(probe.means[tap], mean), 3 * tolerance) << block << " " << tap;
            }
        }
    }
}

/// Windows a frame apart, several a call: most frames are on the device already. Between the visits
/// to the first come more than it keeps.
void expectSharing(const Form& form, ForwardPass& pass, double tolerance) {
    constexpr int kFrames = 300;
    constexpr int kWindowsAtOnce = 9;
    const c10::InferenceMode inference;
    auto network = networkOf(form);
    const Clip frames = framesOf(oddClips(1, kFrames)[0]);
    std::vector<int> starts{2, 0};
    for (int start = 5; start + kWindowsAtOnce + kSegments <= kFrames; start += kWindowsAtOnce) {
        starts.push_back(start);
    }
    starts.insert(starts.end(), {0, 2});
    std::vector<Clip> apart;  // clips that share no frame: parts of one call put each other's away
    for (int first = 0; first + kSegments <= kFrames; first += kSegments) {
        apart.emplace_back(frames.begin() + first, frames.begin() + first + kSegments);
    }
    EXPECT_LT(difference(pass.clipScores(apart, nullptr, nullptr),
                         network->frameScores(stackClips(apart))),
              tolerance);
    for (const int start : starts) {
        std::vector<Clip> windows;
        for (int i = 0; i < kWindowsAtOnce; ++i) {
            const auto first = frames.begin() + start + i;
            windows.emplace_back(first, first + kSegments);
        }
        const auto expected = network->frameScores(stackClips(windows));
        EXPECT_LT(difference(pass.clipScores(windows, nullptr, nullptr), expected), tolerance)
            << start;
        EXPECT_LT(difference(pass.clipScores({windows.data() + 1, 1}, nullptr, nullptr),
                             expected.narrow(0, 1, 1)),
                  tolerance)
            << start;
    }
}

void expectStreaming(const Form& form, ForwardPass& pass, double tolerance) {
    const c10::InferenceMode inference;
    const auto clips = oddClips(1, 9);
    const auto expected = networkOf(form)->frameScores(clips);
    StreamHistory history;
    std::int64_t first = 0;
    for (const std::int64_t frames : {1, 1, 3, 1, 2, 1}) {
        const auto scores = pass.frameScores(clips.narrow(1, first, frames), nullptr, &history);
        EXPECT_LT(difference(scores, expected.narrow(1, first, frames)), tolerance) << first;
        first += frames;
    }
}

class CudaPass : public ::testing::TestWithParam<Form> {};

TEST_P(CudaPass, AnswersAsTheNetworkDoesOnTheProcessor) {
    const auto pass = cudaPass(networkOf(GetParam()), torch::kCPU, Precision::Float32);
    expectAgreement(GetParam(), *pass, 1e-4);
    if (GetParam().causal) {
        expectStreaming(GetParam(), *pass, 1e-4);
    }
}

TEST_P(CudaPass, AnswersAsTheNetworkDoesOnAGpu) {
    if (!torch::cuda::is_available()) {
        GTEST_SKIP() << "there is no CUDA device";
    }
    const auto pass =
        cudaPass(networkOf(GetParam()), torch::Device(torch::kCUDA, 0), Precision::Auto);
    EXPECT_EQ(pass->summary(), "folded, fp16");
    const LogWatch log;
    expectAgreement(GetParam(), *pass, 0.02);
    expectSharing(GetParam(), *pass, 0.02);
    if (GetParam().causal) {
        expectStreaming(GetParam(), *pass, 0.02);
    }
    const c10::InferenceMode inference;
    const auto clips = oddClips(4, kSegments);
    Probes none;  // with probes, though they ask for nothing, it uses no graph
    const auto eager = pass->frameScores(clips, &none, nullptr);
    EXPECT_LT(difference(pass->clipScores(clipsOf(clips), nullptr, nullptr), eager), 1e-3);
    EXPECT_EQ(log.text(), "");  // no graph has failed
}

INSTANTIATE_TEST_SUITE_P(
    Forms, CudaPass,
    ::testing::Values(
        Form{.name = "Stm"}, Form{.name = "Cstm", .modules = {.cstm = true, .cmm = false}},
        Form{.name = "Cmm", .modules = {.cstm = false, .cmm = true}},
        Form{.name = "Tsn", .modules = {.cstm = false, .cmm = false}},
        Form{.name = "Concat", .fusion = Fusion::Concat},
        Form{.name = "Dense", .temporal = TemporalKernel::Dense},
        Form{.name = "SomeBlocks", .stmBlocks = {"layer2.0", "layer2.1", "layer4.0"}},
        Form{.name = "Causal", .causal = true},
        Form{.name = "CausalCmm", .modules = {.cstm = false, .cmm = true}, .causal = true},
        Form{.name = "CausalDense", .temporal = TemporalKernel::Dense, .causal = true}),
    [](const auto& form) { return form.param.name; });

// Which frames are kept has nothing to do with the network's form, and takes many windows to try.
class CudaPassFrames : public ::testing::TestWithParam<Form> {};

TEST_P(CudaPassFrames, AreKeptForTheWindowsThatShareThem) {
    const auto pass = cudaPass(networkOf(GetParam()), torch::kCPU, Precision::Float32);
    expectSharing(GetParam(), *pass, 1e-4);
}

INSTANTIATE_TEST_SUITE_P(Forms, CudaPassFrames,
                         ::testing::Values(Form{.name = "Stm"},
                                           Form{.name = "Causal", .causal = true}),
                         [](const auto& form) { return form.param.name; });

}  // namespace
}  // namespace handscope::model
