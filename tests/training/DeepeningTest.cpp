// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Deepening.h"

#include <gmock/gmock.h>

#include "model/StmNetwork.h"
#include "tests/training/SmallNetwork.h"

namespace handscope::training {
namespace {

using ::testing::HasSubstr;

model::StmNetwork small() {
    model::StmConfig config = test::smallNetwork({"a", "b", "c"}, 4);
    torch::manual_seed(3);
    model::StmNetwork network(config);
    network->eval();
    return network;
}

model::StmNetwork networkOf(const model::Checkpoint& checkpoint) {
    model::StmNetwork network(model::StmConfig::fromCheckpoint(checkpoint));
    EXPECT_THAT(model::loadWeights(*network, checkpoint, /*strict=*/true), ::testing::IsEmpty());
    network->eval();
    return network;
}

TEST(Deepening, SaysTheSameAndCanLearnMore) {
    const torch::NoGradGuard noGradients;
    auto shallow = small();
    torch::manual_seed(5);
    const auto clips = torch::randn({2, 4, 3, 32, 32});
    const auto before = shallow->forward(clips);
    auto deep =
        networkOf(deepened(model::toCheckpoint(*shallow), {.blocks = {2, 1, 3, 2}, .further = {}}));
    EXPECT_EQ(deep->blocks.size(), 8U);
    EXPECT_TRUE(torch::allclose(deep->forward(clips), before, 1e-5, 1e-6));
    // What the new blocks compute counts as soon as their last BN lets it through.
    for (auto& [name, block] : deep->blocks) {
        if (name == "layer3.2") {
            block->bn3->weight.fill_(100.0);
        }
    }
    EXPECT_FALSE(torch::allclose(deep->forward(clips), before, 1e-3, 1e-4));
}

TEST(Deepening, TakesTheNewBlocksFromAResNet) {
    model::StmConfig config = test::smallNetwork({"a"}, 4);
    config.blocks = {2, 2, 2, 2};
    config.modules = {.cstm = false, .cmm = false};
    torch::manual_seed(7);
    const model::StmNetwork source(config);
    model::Checkpoint resNet = model::toCheckpoint(*source);
    resNet.metadata.clear();
    auto shallow = small();
    const auto deep = networkOf(
        deepened(model::toCheckpoint(*shallow), {.blocks = {1, 2, 1, 1}, .further = resNet}));
    const auto tensor = [](const model::StmNetwork& network, const std::string& name) {
        return network->named_parameters()[name];
    };
    EXPECT_TRUE(torch::equal(tensor(deep, "layer2.1.cstm.spatial.weight"),
                             tensor(source, "layer2.1.conv2.weight")));
    EXPECT_TRUE(torch::equal(tensor(deep, "layer2.0.cstm.spatial.weight"),
                             tensor(shallow, "layer2.0.cstm.spatial.weight")));
    EXPECT_TRUE(torch::equal(tensor(deep, "conv1.weight"), tensor(shallow, "conv1.weight")));
    EXPECT_EQ(tensor(deep, "layer2.1.bn3.weight").abs().max().item<float>(), 0.0F);
}

TEST(Deepening, LetsTheNewBlocksTakePartWhereAsked) {
    const torch::NoGradGuard noGradients;
    auto shallow = small();
    const auto deep = networkOf(deepened(model::toCheckpoint(*shallow),
                                         {.blocks = {1, 1, 2, 1}, .further = {}, .factor = 0.125}));
    for (const auto& [name, block] : deep->blocks) {
        const auto& weight = block->bn3->weight;
        EXPECT_EQ(weight.eq(0.125).all().item<bool>(), name == "layer3.1") << name;
    }
}

TEST(Deepening, RefusesToTakeBlocksAway) {
    const auto checkpoint = model::toCheckpoint(*small());
    try {
        deepened(checkpoint, {.blocks = {1, 0, 1, 1}, .further = {}});
        FAIL() << "a block was taken away";
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("Stage 2"));
    }
}

}  // namespace
}  // namespace handscope::training
