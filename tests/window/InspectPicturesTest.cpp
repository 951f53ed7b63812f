// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectPictures.h"

#include <gmock/gmock.h>

#include <numeric>

#include "tests/inspect/InspectedFrames.h"
#include "tests/window/InspectSamples.h"

namespace handscope::app {
namespace {

using model::Tap;
using test::DescribedClassifier;
using test::inspectedValue;
using ::testing::ElementsAre;
using ::testing::SizeIs;

/// The plane of a frame: of one channel, or (−1) the mean of both.
std::vector<float> plane(Tap tap, int t, int channel) {
    std::vector<float> values;
    for (int cell = 0; cell < 4; ++cell) {
        const float first = inspectedValue(tap, t, 0, cell / 2, cell % 2);
        values.push_back(channel < 0 ? first + 5.0F : first + 10.0F * channel);
    }
    return values;
}

class InspectPicturesTest : public ::testing::Test {
protected:
    PictureBase base{.classifier = std::make_shared<DescribedClassifier>(),
                     .question = {.picked = {"layer1.0", "cstm"}, .choices = {}, .cuts = {}},
                     .pinned = nullptr,
                     .fixed = std::nullopt};
    ui::StageChoices& choices = base.question.choices;
    std::vector<capture::FramePtr> frames = test::inspectedFrames(12.0);

    void SetUp() override {
        choices.t = 2;
        choices.label = "Swiping Right";
        base.origin = 10.0;
    }

    pipeline::InspectionAnswer answer() const {
        return test::inspectedAnswer(
            {.frames = frames, .passes = passesFor(base.question, base.classifier->description())});
    }
    InspectPictures pictures() const { return picturesOf(answer(), base); }

    template <typename Shown>
    Shown shown() const {
        return std::get<Shown>(pictures().stage);
    }
    QString words() const { return shown<NothingShown>().why; }
};

TEST_F(InspectPicturesTest, AMapIsThatOfTheChosenFrameAndChannel) {
    const auto mean = shown<MapShown>().map;
    EXPECT_EQ(mean.values, plane(Tap::Cstm, 1, -1));
    EXPECT_EQ(mean.frameIndex, 2);
    EXPECT_EQ(mean.frameCount, 4);
    EXPECT_DOUBLE_EQ(mean.pts, 1.0) << "11.0 of the file, whose beginning is 10.0";
    EXPECT_EQ(mean.channelCount, 2);
    EXPECT_EQ(mean.square, QRectF(10, 0, 20, 20));
    EXPECT_TRUE(mean.title.contains("layer1.0 · CSTM · mean of 2 channels"));
    choices.channel = 1;
    choices.t = 4;
    EXPECT_EQ(shown<MapShown>().map.values, plane(Tap::Cstm, 3, 1));
    choices.channel = 77;
    EXPECT_EQ(shown<MapShown>().map.values, plane(Tap::Cstm, 3, -1)) << "no such channel: the mean";
}

TEST_F(InspectPicturesTest, ScalesByTheMapTheLayerOrAsItWas) {
    const auto range = [this] {
        const auto map = shown<MapShown>().map;
        return std::pair(map.low, map.high);
    };
    EXPECT_EQ(range(), std::pair(105.0F, 108.0F));
    choices.scaling = ui::MapScaling::Layer;
    EXPECT_EQ(range(), std::pair(5.0F, 308.0F)) << "all frames";
    choices.scaling = ui::MapScaling::Fixed;
    EXPECT_EQ(range(), std::pair(105.0F, 108.0F)) << "nothing is fixed yet";
    base.fixed = ValueRange{.low = -1.0F, .high = 7.0F};
    EXPECT_EQ(range(), std::pair(-1.0F, 7.0F));
    EXPECT_EQ(pictures().range->high, 7.0F);
    choices.limits = ui::ColourLimits{-5.0F, 5.0F};
    EXPECT_EQ(range(), std::pair(-5.0F, 5.0F)) << "what was typed comes first";
    choices.scaling = ui::MapScaling::Map;
    EXPECT_EQ(range(), std::pair(105.0F, 108.0F));
}

TEST_F(InspectPicturesTest, CmmIsShownAboutZeroInTwoColours) {
    base.question.picked = {"layer1.0", "cmm"};
    choices.t = 3;  // 50 … 53 in the mean
    auto map = shown<MapShown>().map;
    EXPECT_FLOAT_EQ(map.high, 53.0F);
    EXPECT_FLOAT_EQ(map.low, -53.0F);
    choices.scaling = ui::MapScaling::Layer;
    map = shown<MapShown>().map;
    EXPECT_FLOAT_EQ(map.high, 153.0F);
    EXPECT_FLOAT_EQ(map.low, -153.0F);
    const QColor middle = map.colourBar.pixelColor(map.colourBar.width() / 2, 0);
    EXPECT_GT(middle.red() + middle.green() + middle.blue(), 3 * 240) << "zero is white";
    EXPECT_GT(map.colours.pixelColor(0, 0).red(), map.colours.pixelColor(0, 0).blue());
}

TEST_F(InspectPicturesTest, TheHistogramCountsTheShownPlane) {
    const auto histogram = shown<MapShown>().histogram;
    EXPECT_EQ(std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0.0), 4.0);
    EXPECT_DOUBLE_EQ(histogram.low, 105.0);
    EXPECT_DOUBLE_EQ(histogram.high, 108.0);
    EXPECT_DOUBLE_EQ(histogram.mean, 106.5);
    EXPECT_DOUBLE_EQ(histogram.zeroShare, 0.0);
}

TEST_F(InspectPicturesTest, ChannelsComeInTheChosenOrder) {
    choices.view = ui::InspectView::Channels;
    auto tiles = shown<ChannelsShown>().tiles;
    ASSERT_THAT(tiles, SizeIs(2));
    EXPECT_EQ(tiles[0].channel, 0);
    EXPECT_EQ(tiles[0].colours.size(), QSize(2, 2));
    EXPECT_EQ(tiles[1].values, plane(Tap::Cstm, 1, 1)) << "to be read under the mouse";
    choices.order = ui::ChannelOrder::Energy;
    tiles = shown<ChannelsShown>().tiles;
    EXPECT_EQ(tiles[0].channel, 1) << "whose values are larger";
    EXPECT_GT(tiles[0].measure, tiles[1].measure);
    EXPECT_EQ(pictures().channels, 2);
}

TEST_F(InspectPicturesTest, ChannelsOfAFrameMayShareTheirColours) {
    choices.view = ui::InspectView::Channels;
    choices.colours = "grey";
    const auto darkest = [this](int channel) {
        return shown<ChannelsShown>().tiles[channel].colours.pixelColor(0, 0).red();
    };
    EXPECT_EQ(darkest(0), darkest(1)) << "each has its own range";
    choices.scaling = ui::MapScaling::Layer;
    EXPECT_LT(darkest(0), darkest(1)) << "values 100 and 110 of 100 … 113";
}

TEST_F(InspectPicturesTest, ContributionsAreOfTheLastOutputAlone) {
    choices.view = ui::InspectView::Channels;
    choices.order = ui::ChannelOrder::Contribution;
    EXPECT_TRUE(words().contains("last block's output"));
    base.question.picked = {"layer3.0", "output"};
    choices.label = "Swiping Left";
    auto tiles = shown<ChannelsShown>().tiles;
    EXPECT_EQ(tiles[0].channel, 1);
    EXPECT_FLOAT_EQ(tiles[0].measure, 3.0F * 161.5F) << "its weight times its mean";
    choices.label = "Swiping Right";
    tiles = shown<ChannelsShown>().tiles;
    EXPECT_EQ(tiles[0].channel, 0) << "the other speaks against that class";
    EXPECT_FLOAT_EQ(tiles[1].measure, -3.0F * 161.5F);
}

TEST_F(InspectPicturesTest, FramesShowsEachFrameWithItsMap) {
    choices.view = ui::InspectView::Frames;
    const auto maps = shown<FramesShown>().maps;
    ASSERT_THAT(maps, SizeIs(4));
    for (int t = 0; t < 4; ++t) {
        EXPECT_EQ(maps[t].values, plane(Tap::Cstm, t, -1));
        EXPECT_EQ(maps[t].frameIndex, t + 1);
        EXPECT_DOUBLE_EQ(maps[t].pts, 0.5 + 0.5 * t);
        EXPECT_FLOAT_EQ(maps[t].high, 100.0F * static_cast<float>(t) + 8.0F);
        // What the network saw and no more, so that the map is as large as its place.
        EXPECT_EQ(maps[t].frame.width(), maps[t].frame.height());
        EXPECT_EQ(maps[t].square, QRectF(maps[t].frame.rect()));
    }
    choices.scaling = ui::MapScaling::Layer;
    for (const ui::MapImage& map : shown<FramesShown>().maps) {
        EXPECT_FLOAT_EQ(map.high, 308.0F);
    }
}

TEST_F(InspectPicturesTest, ComparesTwoTapsAndShowsTheirDifference) {
    choices.view = ui::InspectView::Compare;
    choices.other = {"layer3.0", "cmm"};
    const auto compared = shown<ComparisonShown>();
    EXPECT_EQ(compared.a.values, plane(Tap::Cstm, 1, -1));
    EXPECT_EQ(compared.b.values, plane(Tap::Cmm, 1, -1));
    EXPECT_THAT(compared.difference.values, ElementsAre(155, 155, 155, 155));
    EXPECT_FLOAT_EQ(compared.b.low, -compared.b.high) << "CMM has a sign";
    EXPECT_FLOAT_EQ(compared.difference.low, -compared.difference.high);
    EXPECT_TRUE(compared.b.title.contains("layer3.0 · CMM"));
    choices.scaling = ui::MapScaling::Fixed;
    choices.limits = ui::ColourLimits{-9.0F, 400.0F};
    EXPECT_FLOAT_EQ(shown<ComparisonShown>().a.low, -9.0F);
    EXPECT_FLOAT_EQ(shown<ComparisonShown>().b.high, 400.0F) << "typed for every tap";
    EXPECT_FLOAT_EQ(shown<ComparisonShown>().b.low, -400.0F) << "of CMM about zero";
    choices.other = {"layer9.9", "cmm"};
    EXPECT_TRUE(words().contains("nothing to compare"));
}

TEST_F(InspectPicturesTest, ComparesWithAPinnedMoment) {
    choices.view = ui::InspectView::Compare;
    choices.withPinned = true;
    EXPECT_TRUE(words().contains("No moment is pinned"));
    base.pinned = pinnedFrom(answer(), base.question, base.classifier->description(), 10.5);
    ASSERT_TRUE(base.pinned);
    frames = test::inspectedFrames(20.0);
    const auto compared = shown<ComparisonShown>();
    EXPECT_THAT(compared.difference.values, ElementsAre(0, 0, 0, 0)) << "the network is the same";
    EXPECT_DOUBLE_EQ(compared.a.pts, 9.0);
    EXPECT_DOUBLE_EQ(compared.b.pts, 0.5) << "from the beginning of its own video";
    choices.scaling = ui::MapScaling::Fixed;
    base.fixed = ValueRange{.low = 0.0F, .high = 400.0F};
    EXPECT_FLOAT_EQ(shown<ComparisonShown>().b.high, 400.0F) << "of one tap in the same colours";
}

TEST_F(InspectPicturesTest, APinnedMapKeepsTheColoursOfItsTap) {
    base.question.picked = {"layer1.0", "cmm"};
    base.pinned = pinnedFrom(answer(), base.question, base.classifier->description(), 0.0);
    ASSERT_TRUE(base.pinned);
    base.question.picked = {"layer1.0", "cstm"};
    choices.view = ui::InspectView::Compare;
    choices.withPinned = true;
    const auto compared = shown<ComparisonShown>();
    EXPECT_TRUE(compared.b.title.contains("CMM"));
    EXPECT_FLOAT_EQ(compared.b.low, -compared.b.high) << "about zero, though CSTM's are not";
    EXPECT_GT(compared.a.low, -compared.a.high);
}

TEST_F(InspectPicturesTest, OnlyAMapThatWasReadCanBePinned) {
    choices.view = ui::InspectView::Evidence;
    EXPECT_FALSE(pinnedFrom(answer(), base.question, base.classifier->description(), 0.0));
    EXPECT_FALSE(pinnedFrom({}, base.question, base.classifier->description(), 0.0));
}

TEST_F(InspectPicturesTest, FlowLeadsFromAFrameToTheNext) {
    choices.view = ui::InspectView::Flow;
    for (int i = 0; i < 4; ++i) {
        frames[static_cast<std::size_t>(i)] = test::wavesFrame(10.0 + i, 160, 120, 3.0 * i, 0.0);
    }
    auto flow = shown<ui::FlowPictures>();
    EXPECT_EQ(flow.map.values, plane(Tap::Cmm, 1, -1)) << "of the picked block";
    ASSERT_FALSE(flow.flow.isNull());
    EXPECT_EQ(flow.flowPart, QRectF(20, 0, 120, 120));
    std::vector<float> speeds = flow.speeds;
    ASSERT_EQ(speeds.size(), static_cast<std::size_t>(flow.width) * flow.height);
    std::nth_element(speeds.begin(), speeds.begin() + std::ssize(speeds) / 2, speeds.end());
    EXPECT_NEAR(speeds[speeds.size() / 2], 3.0 * flow.width / 120.0, 0.4) << "3 pixels of 120";
    choices.t = 4;
    flow = shown<ui::FlowPictures>();
    EXPECT_TRUE(flow.flow.isNull()) << "nothing follows the last frame";
    EXPECT_FALSE(flow.map.colours.isNull());
}

TEST_F(InspectPicturesTest, FlowOfACausalNetworkLeadsFromTheFrameBefore) {
    base.classifier = std::make_shared<DescribedClassifier>(/*causal=*/true);
    choices.view = ui::InspectView::Flow;
    for (int i = 0; i < 4; ++i) {
        frames[static_cast<std::size_t>(i)] = test::wavesFrame(10.0 + i, 160, 120, 3.0 * i, 0.0);
    }
    choices.t = 1;
    EXPECT_TRUE(shown<ui::FlowPictures>().flow.isNull());
    choices.t = 4;
    EXPECT_FALSE(shown<ui::FlowPictures>().flow.isNull());
}

TEST_F(InspectPicturesTest, FlowNeedsABlockWithCmm) {
    base.question.picked = {"layer2.0", "output"};
    choices.view = ui::InspectView::Flow;
    EXPECT_TRUE(words().contains("no such map"));
}

TEST_F(InspectPicturesTest, EvidenceTellsTheScoresOfItsClass) {
    choices.view = ui::InspectView::Evidence;
    const auto evidence = shown<EvidenceShown>();
    EXPECT_THAT(evidence.maps, SizeIs(4));
    EXPECT_EQ(evidence.className, "Swiping Right");
    EXPECT_FLOAT_EQ(evidence.logit, 2.0F);
    EXPECT_FLOAT_EQ(evidence.probability, 0.25F);
    EXPECT_FLOAT_EQ(evidence.maps[0].low, -evidence.maps[0].high) << "for and against";
    choices.label = "";
    EXPECT_TRUE(words().contains("No class"));
}

TEST_F(InspectPicturesTest, ACutShowsItsScoresBesideThoseWithoutIt) {
    base.question.cuts = {{"layer1.0", "cmm", -1}};
    const auto scores = pictures().scores;
    ASSERT_THAT(scores, SizeIs(3));
    EXPECT_EQ(scores[1].label, "Swiping Right");
    EXPECT_FLOAT_EQ(scores[1].before, 0.25F);
    EXPECT_FLOAT_EQ(scores[1].after, 0.75F);
    base.question.cuts.clear();
    EXPECT_FLOAT_EQ(pictures().scores[1].after, 0.25F);
}

TEST_F(InspectPicturesTest, AChangedClipShowsTheFramesAsTheNetworkSawThem) {
    choices.view = ui::InspectView::Frames;
    const auto seen = [this] {
        std::vector<double> times;
        for (const ui::MapImage& map : shown<FramesShown>().maps) {
            times.push_back(map.pts);
        }
        return times;
    };
    base.question.change = ui::ClipChange::Reversed;
    EXPECT_THAT(seen(), ElementsAre(2.0, 1.5, 1.0, 0.5));
    base.question.change = ui::ClipChange::Frozen;
    EXPECT_THAT(seen(), ElementsAre(1.5, 1.5, 1.5, 1.5));
    base.question.change = ui::ClipChange::Shuffled;
    EXPECT_THAT(seen(), ::testing::UnorderedElementsAre(0.5, 1.0, 1.5, 2.0));
    EXPECT_NE(seen(), (std::vector<double>{0.5, 1.0, 1.5, 2.0}));
    base.question.change = ui::ClipChange::Mirrored;
    EXPECT_THAT(seen(), ElementsAre(0.5, 1.0, 1.5, 2.0));
}

TEST_F(InspectPicturesTest, AMirroredClipShowsMirroredPixels) {
    for (auto& frame : frames) {
        frame = test::paintedFrame(
            frame->pts, 5, 3, [](int x, int y, int channel) { return 40 * x + 10 * y + channel; });
    }
    base.question.change = ui::ClipChange::Mirrored;
    const QImage seen = shown<MapShown>().map.frame;
    EXPECT_EQ(seen.pixelColor(0, 0), QColor(160, 161, 162));
    EXPECT_EQ(seen.pixelColor(4, 2), QColor(20, 21, 22));
    EXPECT_EQ(frames[1]->pixels[0], 0) << "the frame itself stays as it is";
}

TEST_F(InspectPicturesTest, EveryNodeGetsAPicture) {
    const auto nodes = pictures().nodes;
    ASSERT_THAT(nodes, SizeIs(10));
    EXPECT_EQ(nodes[2].name, (ui::TapName{"layer1.0", "cmm"}));
    EXPECT_EQ(nodes[2].picture.size(), QSize(2, 2));
}

TEST_F(InspectPicturesTest, ATapThatTheBlockLacksIsToldInWords) {
    base.question.picked = {"layer2.0", "cmm"};
    for (const auto view : {ui::InspectView::Map, ui::InspectView::Channels,
                            ui::InspectView::Frames, ui::InspectView::Compare}) {
        choices.view = view;
        EXPECT_TRUE(words().contains("no such map"));
    }
}

TEST_F(InspectPicturesTest, AnAnswerThatDoesNotFitTheModelIsToldInWords) {
    auto broken = answer();
    broken.passes.back().probabilities.resize(1);
    const auto pictures = picturesOf(broken, base);
    EXPECT_TRUE(std::get<NothingShown>(pictures.stage).why.contains("could not be painted"));
}

}  // namespace
}  // namespace handscope::app
