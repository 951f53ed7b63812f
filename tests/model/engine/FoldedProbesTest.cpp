// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "model/engine/FoldedNetwork.h"
#include "tests/support/LivelyNetwork.h"

namespace handscope::model {
namespace {

using test::difference;
using test::livelyNetwork;
using test::randomClips;
using test::variant;
using test::Variant;

// A map in bf16 has passed up to 15 roundings of 2⁻⁹ a value, some of them of sums that are larger
// than what remains of them.
constexpr double kBf16 = 0.03;

Probes allMaps(const StmConfig& config) {
    Probes probes;
    for (const auto& name : config.blockNames()) {
        probes[name].wanted.fill(true);
        probes[name].averaged.fill(true);
    }
    return probes;
}

struct FoldedProbes : ::testing::TestWithParam<Variant> {
    const c10::InferenceMode inference;
    StmNetwork network = livelyNetwork(GetParam().config);
    torch::Tensor clips = randomClips(2, 4, 47, 64);

    void expectSame(Probes expectedProbes, Precision precision, double tolerance) {
        Probes foundProbes = expectedProbes;
        const auto expected = network->frameScores(clips, &expectedProbes);
        const auto found =
            foldNetwork(*network, precision)->frameScores(clips, &foundProbes, nullptr);
        EXPECT_LE(difference(found, expected), tolerance);
        for (const auto& [name, probe] : expectedProbes) {
            for (std::size_t tap = 0; tap < probe.maps.size(); ++tap) {
                const auto& map = foundProbes.at(name).maps[tap];
                ASSERT_EQ(map.defined(), probe.maps[tap].defined()) << name << " tap " << tap;
                if (map.defined()) {
                    EXPECT_LE(difference(map, probe.maps[tap]), tolerance)
                        << name << " tap " << tap;
                }
                const auto& mean = foundProbes.at(name).means[tap];
                ASSERT_EQ(mean.defined(), probe.means[tap].defined()) << name << " tap " << tap;
                if (mean.defined()) {
                    // Of a mean over many channels little may be left.
                    const auto size = probe.maps[tap].abs().max().item<double>();
                    EXPECT_LE((mean - probe.means[tap]).abs().max().item<double>(),
                              tolerance * size)
                        << name << " tap " << tap;
                    EXPECT_EQ(mean.scalar_type(), torch::kFloat32);
                }
            }
        }
    }

    void expectSameInBoth(const Probes& probes) {
        expectSame(probes, Precision::Float32, 1e-4);
        expectSame(probes, Precision::BFloat16, kBf16);
    }
};

TEST_P(FoldedProbes, GiveTheNetworksMaps) {
    expectSameInBoth(allMaps(network->config()));
}

TEST_P(FoldedProbes, CutSingleChannelsAsTheNetworkDoes) {
    Probes probes = allMaps(network->config());
    probes["layer2.0"].mutes[MutePoint::Cstm] = {0, 5};
    probes["layer2.1"].mutes[MutePoint::Branch] = {3};
    probes["layer3.0"].mutes[MutePoint::Cmm] = {1};
    expectSameInBoth(probes);
}

TEST_P(FoldedProbes, CutWholeModulesAsTheNetworkDoes) {
    Probes probes;
    probes["layer1.0"].mutes[MutePoint::Cmm];
    probes["layer2.0"].mutes[MutePoint::Cstm];
    probes["layer2.1"].mutes[MutePoint::Branch];
    expectSameInBoth(probes);
}

TEST_P(FoldedProbes, OfMapsAloneLeaveTheScoresAsTheyAre) {
    const auto pass = foldNetwork(*network, Precision::Float32);
    Probes probes = allMaps(network->config());
    EXPECT_LE(difference(pass->frameScores(clips, &probes, nullptr),
                         pass->frameScores(clips, nullptr, nullptr)),
              1e-5);
}

// Reading must not take another way through the network: a further rounding would show it.
TEST_P(FoldedProbes, OfAllButCmmTakeNoOtherWay) {
    if (network->config().fusion == Fusion::Concat) {
        GTEST_SKIP() << "CMM's output is laid down there in any case";
    }
    for (const Precision precision : {Precision::Float32, Precision::BFloat16}) {
        const auto pass = foldNetwork(*network, precision);
        const auto expected = pass->frameScores(clips, nullptr, nullptr);
        for (const auto& list : {&BlockProbe::wanted, &BlockProbe::averaged}) {
            Probes probes;
            for (const auto& name : network->config().blockNames()) {
                probes[name].*list = {true, true, false, true};
            }
            EXPECT_LE(difference(pass->frameScores(clips, &probes, nullptr), expected), 1e-6);
        }
    }
}

TEST_P(FoldedProbes, KeptMapsAreNotWrittenToLater) {
    for (const Precision precision : {Precision::Float32, Precision::BFloat16}) {
        const auto pass = foldNetwork(*network, precision);
        Probes probes = allMaps(network->config());
        pass->frameScores(clips, &probes, nullptr);
        for (const auto& [name, probe] : probes) {
            for (std::size_t tap = 0; tap < probe.maps.size(); ++tap) {
                // The mean was taken when the map was read.
                if (probe.maps[tap].defined()) {
                    EXPECT_LE(difference(meanOverChannels(probe.maps[tap]), probe.means[tap]), 1e-4)
                        << name << " tap " << tap;
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Forms, FoldedProbes,
    ::testing::Values(variant("paper", [](auto&) {}),
                      variant("concat", [](auto& config) { config.fusion = Fusion::Concat; }),
                      variant("causal", [](auto& config) { config.causal = true; })),
    [](const auto& form) { return form.param.name; });

}  // namespace
}  // namespace handscope::model
