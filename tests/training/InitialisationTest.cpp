// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Initialisation.h"

#include <gmock/gmock.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace handscope::training {
namespace {

using ::testing::HasSubstr;

model::StmNetwork network(model::BlockModules modules, int classes, std::uint64_t seed,
                          double width = 0.0625, bool causal = false) {
    model::StmConfig config;
    config.causal = causal;
    config.blocks = {1, 2, 1, 1};
    config.width = width;
    config.modules = modules;
    config.classes = classes;
    config.labels.assign(static_cast<std::size_t>(classes), "label");
    torch::manual_seed(seed);
    return model::StmNetwork(config);
}

constexpr model::BlockModules kStm{.cstm = true, .cmm = true};
constexpr model::BlockModules kCmm{.cstm = false, .cmm = true};
constexpr model::BlockModules kPlain{.cstm = false, .cmm = false};

/// As ImageNet's ResNet comes: torchvision's names, other classes, no metadata.
model::Checkpoint resNet() {
    model::Checkpoint checkpoint = model::toCheckpoint(*network(kPlain, 1000, 7));
    checkpoint.metadata.clear();
    return checkpoint;
}

torch::Tensor tensor(const model::StmNetwork& network, const std::string& name) {
    return network->named_parameters()[name];
}

TEST(Initialisation, PutsAResNetIntoAnStmNetwork) {
    const auto source = network(kPlain, 1000, 7);
    const auto untouched = network(kStm, 27, 3);
    auto target = network(kStm, 27, 3);
    const auto notes = initialise(*target, resNet(), "resnet");
    for (const std::string block : {"layer1.0", "layer2.0", "layer2.1", "layer4.0"}) {
        EXPECT_TRUE(torch::equal(tensor(target, block + ".cstm.spatial.weight"),
                                 tensor(source, block + ".conv2.weight")));
        EXPECT_TRUE(torch::equal(tensor(target, block + ".conv3.weight"),
                                 tensor(source, block + ".conv3.weight")));
        for (const std::string own : {".cstm.temporal.weight", ".cmm.reduce.weight"}) {
            EXPECT_TRUE(torch::equal(tensor(target, block + own), tensor(untouched, block + own)));
        }
    }
    EXPECT_TRUE(torch::equal(tensor(target, "conv1.weight"), tensor(source, "conv1.weight")));
    EXPECT_TRUE(torch::equal(tensor(target, "fc.weight"), tensor(untouched, "fc.weight")));
    EXPECT_THAT(notes, ::testing::ElementsAre(HasSubstr("missing")));
}

TEST(Initialisation, TakesTheStatisticsOfBn) {
    model::Checkpoint checkpoint = resNet();
    auto& mean = checkpoint.tensors.at("layer3.0.bn2.running_mean");
    const std::vector<float> values(mean.bytes.size() / sizeof(float), 0.5F);
    std::memcpy(mean.bytes.data(), values.data(), mean.bytes.size());
    auto target = network(kStm, 27, 3);
    initialise(*target, checkpoint, "resnet");
    const auto buffers = target->named_buffers();
    EXPECT_TRUE(buffers["layer3.0.cstm.bn.running_mean"].eq(0.5).all().item<bool>());
}

TEST(Initialisation, KeepsTheNamesOfBlocksWithoutCstm) {
    const auto source = network(kPlain, 1000, 7);
    auto target = network(kCmm, 27, 3);
    initialise(*target, resNet(), "resnet");
    EXPECT_TRUE(torch::equal(tensor(target, "layer1.0.conv2.weight"),
                             tensor(source, "layer1.0.conv2.weight")));
}

TEST(Initialisation, TakesTheHeadOfACheckpointOfAsManyClasses) {
    const auto source = network(kStm, 27, 7);
    auto target = network(kStm, 27, 3);
    EXPECT_TRUE(initialise(*target, model::toCheckpoint(*source), "ours").empty());
    EXPECT_TRUE(torch::equal(tensor(target, "fc.weight"), tensor(source, "fc.weight")));
    model::StmConfig config = network(kStm, 5, 3)->config();
    config.labels.assign(5, "of another set");
    model::StmNetwork other(config);
    EXPECT_THAT(initialise(*other, model::toCheckpoint(*source), "ours"),
                ::testing::ElementsAre(HasSubstr("fc.")));
    EXPECT_TRUE(torch::equal(tensor(other, "layer1.0.cmm.reduce.weight"),
                             tensor(source, "layer1.0.cmm.reduce.weight")));
}

TEST(Initialisation, FindsTheHeadsRowsByTheirLabels) {
    const auto named = [](const std::vector<std::string>& labels, std::uint64_t seed) {
        model::StmConfig config = network(kStm, static_cast<int>(labels.size()), seed)->config();
        config.labels = labels;
        return model::StmNetwork(config);
    };
    const auto source = named({"a", "b", "c"}, 7);
    auto sorted = named({"c", "a", "b"}, 3);
    EXPECT_TRUE(initialise(*sorted, model::toCheckpoint(*source), "ours").empty());
    const auto rows = torch::tensor({2, 0, 1});
    EXPECT_TRUE(torch::equal(tensor(sorted, "fc.weight"),
                             tensor(source, "fc.weight").index_select(0, rows)));
    EXPECT_TRUE(
        torch::equal(tensor(sorted, "fc.bias"), tensor(source, "fc.bias").index_select(0, rows)));
    auto other = named({"c", "x"}, 3);
    const auto untouched = tensor(other, "fc.weight").clone();
    EXPECT_THAT(initialise(*other, model::toCheckpoint(*source), "ours"),
                ::testing::ElementsAre("the head takes over 1 of 3 classes, for 2"));
    EXPECT_TRUE(torch::equal(tensor(other, "fc.weight")[0], tensor(source, "fc.weight")[2]));
    EXPECT_TRUE(torch::equal(tensor(other, "fc.bias")[0], tensor(source, "fc.bias")[2]));
    EXPECT_TRUE(torch::equal(tensor(other, "fc.weight")[1], untouched[1]));
}

// A head of bytes has a quarter of the bytes that its shape has in the network.
TEST(Initialisation, LeavesOutAHeadOfAnotherTypeOrWithABiasThatDoesNotFit) {
    model::StmConfig config = network(kStm, 3, 7)->config();
    config.labels = {"a", "b", "c"};
    const model::Checkpoint whole = model::toCheckpoint(*model::StmNetwork(config));
    config.labels = {"c", "a", "b"};
    const auto refused = [&](auto damage) {
        model::Checkpoint damaged = whole;
        damage(damaged);
        model::StmNetwork target(config);
        const auto before = target->fc->weight.clone();
        const auto notes = initialise(*target, damaged, "ours");
        return torch::equal(target->fc->weight, before) && !notes.empty();
    };
    EXPECT_TRUE(refused([](model::Checkpoint& damaged) {
        model::StoredTensor& weight = damaged.tensors.at("fc.weight");
        weight.type = model::ElementType::U8;
        weight.bytes.resize(weight.bytes.size() / sizeof(float));
    }));
    EXPECT_TRUE(refused([](model::Checkpoint& damaged) {
        model::StoredTensor& bias = damaged.tensors.at("fc.bias");
        bias.shape = {2};
        bias.bytes.resize(2 * sizeof(float));
    }));
    EXPECT_FALSE(refused([](model::Checkpoint&) {}));
}

TEST(Initialisation, PutsAnStmNetworkIntoAPlainOne) {
    const auto source = network(kStm, 27, 7);
    auto target = network(kPlain, 27, 3);
    initialise(*target, model::toCheckpoint(*source), "ours");
    EXPECT_TRUE(torch::equal(tensor(target, "layer1.0.conv2.weight"),
                             tensor(source, "layer1.0.cstm.spatial.weight")));
}

TEST(Initialisation, TakesEverySecondChannelOfAResNetTwiceAsWide) {
    const auto source = network(kPlain, 1000, 7, 0.125);
    model::Checkpoint checkpoint = model::toCheckpoint(*source);
    checkpoint.metadata.clear();
    auto target = network(kStm, 27, 3);
    initialise(*target, checkpoint, "wide");
    const auto everySecond = [](const torch::Tensor& values) {
        const auto narrow = values.slice(0, 0, values.size(0), 2);
        return values.dim() < 2 || values.size(1) == 3 ? narrow
                                                       : narrow.slice(1, 0, values.size(1), 2);
    };
    for (const auto& [own, other] : std::vector<std::pair<std::string, std::string>>{
             {"conv1.weight", "conv1.weight"},
             {"bn1.bias", "bn1.bias"},
             {"layer2.0.downsample.0.weight", "layer2.0.downsample.0.weight"},
             {"layer3.0.cstm.spatial.weight", "layer3.0.conv2.weight"},
             {"layer4.0.conv3.weight", "layer4.0.conv3.weight"}}) {
        EXPECT_TRUE(torch::equal(tensor(target, own), everySecond(tensor(source, other)))) << own;
    }
}

TEST(Initialisation, MovesTheTemporalTapsBetweenWindowedAndCausal) {
    const std::string kTaps = "layer2.1.cstm.temporal.weight";
    auto windowed = network(kStm, 27, 7);
    {
        const torch::NoGradGuard noGradients;
        tensor(windowed, kTaps).normal_();
    }
    auto causal = network(kStm, 27, 3, 0.0625, /*causal=*/true);
    initialise(*causal, model::toCheckpoint(*windowed), "windowed");
    const auto before = tensor(windowed, kTaps);  // t − 1, t, t + 1
    const auto after = tensor(causal, kTaps);     // t − 2, t − 1, t
    EXPECT_TRUE(torch::equal(after.select(2, 2), before.select(2, 1)));
    EXPECT_TRUE(torch::equal(after.select(2, 1), before.select(2, 0)));
    EXPECT_TRUE(torch::equal(after.select(2, 0), before.select(2, 2)));
    // An untrained network of one form becomes an untrained one of the other.
    EXPECT_TRUE(torch::equal(
        tensor(causal, "layer1.0.cstm.temporal.weight"),
        tensor(network(kStm, 27, 3, 0.0625, /*causal=*/true), "layer1.0.cstm.temporal.weight")));
    auto back = network(kStm, 27, 3);
    initialise(*back, model::toCheckpoint(*causal), "causal");
    EXPECT_TRUE(torch::equal(tensor(back, kTaps), before));
}

TEST(Initialisation, RefusesWhatFitsNowhere) {
    auto target = network(kStm, 27, 3, 0.125);
    try {
        initialise(*target, resNet(), "resnet");
        FAIL();
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Nothing in 'resnet' fits"));
    }
}

}  // namespace
}  // namespace handscope::training
