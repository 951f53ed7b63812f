// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkLayout.h"

#include <gtest/gtest.h>

#include "NetworkFixture.h"

namespace handscope::ui {
namespace {

constexpr double kLine = 12.0;

NetworkLayout layoutOf(const QVector<BlockChoice>& blocks) {
    return NetworkLayout::of(blocks, NetworkLayout::neededHeight(kLine), kLine);
}

TEST(NetworkLayoutTest, PutsBlocksIntoTheirStages) {
    const NetworkLayout layout = layoutOf(sixteenBlocks());
    ASSERT_EQ(layout.stages.size(), 4);
    EXPECT_EQ(layout.nodes.size(), 64);
    EXPECT_EQ(layout.stages[2].name, "layer3");
    EXPECT_EQ(layout.stages[2].blocks, 6);
    for (const NetworkNode& node : layout.nodes) {
        const auto stage = std::find_if(
            layout.stages.begin(), layout.stages.end(),
            [&](const NetworkStage& each) { return each.frame.contains(node.square); });
        ASSERT_NE(stage, layout.stages.end());
        EXPECT_TRUE(node.name.block.startsWith(stage->name));
    }
}

TEST(NetworkLayoutTest, LetsNoTwoNodesTouch) {
    const NetworkLayout layout = layoutOf(sixteenBlocks());
    for (qsizetype one = 0; one < layout.nodes.size(); ++one) {
        EXPECT_GE(layout.nodes[one].square.width(), NetworkLayout::kSmallestSide);
        EXPECT_EQ(layout.nodes[one].square.width(), layout.nodes[one].square.height());
        for (qsizetype other = one + 1; other < layout.nodes.size(); ++other) {
            EXPECT_FALSE(layout.nodes[one].square.intersects(layout.nodes[other].square));
        }
    }
}

TEST(NetworkLayoutTest, FitsIntoTheHeightThatItNeeds) {
    for (const double more : {0.0, 30.0, 90.0, 400.0}) {
        const double room = NetworkLayout::neededHeight(kLine) + more;
        const NetworkLayout layout = NetworkLayout::of(sixteenBlocks(), room, kLine);
        EXPECT_LE(layout.height, room);
        EXPECT_GE(layout.stages[0].frame.top(), 0.0);
        if (more == 90.0) {
            EXPECT_EQ(layout.nodes[0].square.width(), 66.0);
        }
    }
}

TEST(NetworkLayoutTest, DrawsOnlyTheTapsThatABlockHas) {
    const NetworkLayout layout =
        layoutOf({{"layer1.0", {"output"}}, {"layer1.1", {"input", "cmm", "strange"}}});
    ASSERT_EQ(layout.nodes.size(), 3);
    EXPECT_EQ(layout.nodes[0].name, (TapName{"layer1.0", "output"}));
    EXPECT_EQ(layout.nodes[1].name, (TapName{"layer1.1", "input"}));
    EXPECT_EQ(layout.nodes[2].name, (TapName{"layer1.1", "cmm"}));
    EXPECT_TRUE(layout.columns[0].cmm.isEmpty());
    EXPECT_EQ(layout.nodes[2].square.center().x(), layout.nodes[1].square.center().x());
}

TEST(NetworkLayoutTest, JoinsEachBlockToTheNext) {
    const NetworkLayout layout = layoutOf(sixteenBlocks());
    for (qsizetype column = 0; column + 1 < layout.columns.size(); ++column) {
        const QPolygonF& line = layout.columns[column].onward;
        const NetworkNode& output = layout.nodes[column * 4 + 3];
        const NetworkNode& input = layout.nodes[column * 4 + 4];
        EXPECT_EQ(line.front().x(), output.square.right());
        EXPECT_EQ(line.back().x(), input.square.left());
    }
    EXPECT_EQ(layout.columns.back().onward.back().x(), layout.classifier.left());
}

TEST(NetworkLayoutTest, HasNothingForNoBlocks) {
    const NetworkLayout layout = layoutOf({});
    EXPECT_TRUE(layout.nodes.isEmpty());
    EXPECT_EQ(layout.nodeAt({10.0, 10.0}), -1);
    EXPECT_EQ(layout.nodeOf({"layer1.0", "cmm"}), -1);
}

}  // namespace
}  // namespace handscope::ui
