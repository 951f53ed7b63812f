// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/ClipTransforms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

namespace handscope::training {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using Indices = std::vector<std::int64_t>;

TEST(FrameIndicesTest, TakesTheMiddleOfEachSegment) {
    // floor(i·n/T + n/(2T))
    EXPECT_THAT(middleFrameIndices(37, 8), ElementsAre(2, 6, 11, 16, 20, 25, 30, 34));
    EXPECT_THAT(middleFrameIndices(16, 8), ElementsAre(1, 3, 5, 7, 9, 11, 13, 15));
    EXPECT_THAT(middleFrameIndices(9, 8), ElementsAre(0, 1, 2, 3, 5, 6, 7, 8));
    EXPECT_THAT(middleFrameIndices(8, 8), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(FrameIndicesTest, AShortClipRepeatsItsLastFrame) {
    RandomStream random(1);
    EXPECT_THAT(middleFrameIndices(3, 8), ElementsAre(0, 1, 2, 2, 2, 2, 2, 2));
    EXPECT_THAT(randomFrameIndices(3, 8, random), ElementsAre(0, 1, 2, 2, 2, 2, 2, 2));
    EXPECT_THAT(middleFrameIndices(1, 4), ElementsAre(0, 0, 0, 0));
}

TEST(FrameIndicesTest, DrawsEveryFrameOfASegmentAndNoOther) {
    RandomStream random(5);
    std::vector<std::set<std::int64_t>> seen(4);
    for (int draw = 0; draw < 500; ++draw) {
        const Indices indices = randomFrameIndices(20, 4, random);
        ASSERT_EQ(indices.size(), 4U);
        for (std::size_t i = 0; i < 4; ++i) {
            seen[i].insert(indices[i]);
        }
    }
    EXPECT_THAT(seen[0], ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(seen[1], ElementsAre(5, 6, 7, 8, 9));
    EXPECT_THAT(seen[2], ElementsAre(10, 11, 12, 13, 14));
    EXPECT_THAT(seen[3], ElementsAre(15, 16, 17, 18, 19));
}

TEST(FrameIndicesTest, DrawsInTimeOrderWhateverTheLength) {
    RandomStream random(6);
    for (std::int64_t frames = 1; frames < 100; ++frames) {
        const Indices indices = randomFrameIndices(frames, 8, random);
        EXPECT_TRUE(std::is_sorted(indices.begin(), indices.end()));
        EXPECT_GE(indices.front(), 0);
        EXPECT_LT(indices.back(), frames);
    }
}

TEST(FrameIndicesTest, EqualSeedsDrawEqualFrames) {
    RandomStream one(7);
    RandomStream other(7);
    EXPECT_EQ(randomFrameIndices(100, 8, one), randomFrameIndices(100, 8, other));
}

TEST(FrameIndicesTest, RefusesAClipWithoutFrames) {
    RandomStream random(1);
    EXPECT_THROW(middleFrameIndices(0, 8), std::invalid_argument);
    EXPECT_THROW(randomFrameIndices(8, 0, random), std::invalid_argument);
}

TEST(CropTest, CornerCropsHaveTheFamilysSizesAndPlaces) {
    RandomStream random(3);
    std::set<std::pair<double, double>> sizes;
    std::set<std::pair<double, double>> places;
    for (int draw = 0; draw < 5000; ++draw) {
        const CropBox box = cornerCrop(340, 256, random);
        sizes.emplace(box.width, box.height);
        if (box.width == 168.0 && box.height == 168.0) {
            places.emplace(box.left, box.top);
        }
        EXPECT_GE(box.left, 0.0);
        EXPECT_GE(box.top, 0.0);
        EXPECT_LE(box.left + box.width, 340.0);
        EXPECT_LE(box.top + box.height, 256.0);
    }
    // 256, 224, 192 and floor(168.96), sides at most one step apart.
    const std::set<std::pair<double, double>> expectedSizes{
        {256, 256}, {256, 224}, {224, 256}, {224, 224}, {224, 192},
        {192, 224}, {192, 192}, {192, 168}, {168, 192}, {168, 168}};
    EXPECT_EQ(sizes, expectedSizes);
    // Corners, edges' middles, centre, and the four between; the room is 172 × 88.
    const std::set<std::pair<double, double>> expectedPlaces{
        {0, 0},   {172, 0}, {0, 88},  {172, 88}, {86, 44}, {0, 44},  {172, 44},
        {86, 88}, {86, 0},  {43, 22}, {129, 22}, {43, 66}, {129, 66}};
    EXPECT_EQ(places, expectedPlaces);
}

TEST(CropTest, TheCentredCropIsTheLargestSquare) {
    const CropBox wide = centredCrop(176, 100);
    EXPECT_EQ(wide.left, 38.0);
    EXPECT_EQ(wide.top, 0.0);
    EXPECT_EQ(wide.width, 100.0);
    EXPECT_EQ(wide.height, 100.0);
    const CropBox tall = centredCrop(101, 200);
    EXPECT_EQ(tall.left, 0.0);
    EXPECT_EQ(tall.top, 49.0);  // 99 / 2 as the live view rounds it
    EXPECT_EQ(tall.width, 101.0);
}

TEST(CropTest, TestCropsSpreadOverTheLongerSide) {
    const auto left = [](const CropBox& box) { return box.left; };
    const auto top = [](const CropBox& box) { return box.top; };
    EXPECT_THAT(testCrops(456, 256, 3),
                ElementsAre(::testing::ResultOf(left, 0.0), ::testing::ResultOf(left, 100.0),
                            ::testing::ResultOf(left, 200.0)));
    EXPECT_THAT(testCrops(256, 456, 3),
                ElementsAre(::testing::ResultOf(top, 0.0), ::testing::ResultOf(top, 100.0),
                            ::testing::ResultOf(top, 200.0)));
    EXPECT_THAT(testCrops(256, 256, 3), Each(::testing::ResultOf(left, 0.0)));
    EXPECT_THAT(testCrops(456, 256, 1), ElementsAre(::testing::ResultOf(left, 100.0)));
    EXPECT_EQ(testCrops(456, 256, 3)[2].height, 256.0);
}

std::vector<float> values(const torch::Tensor& tensor) {
    const auto flat = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

/// Everything runs on the CPU, and on the GPU where there is one.
class ClipTensorTest : public ::testing::TestWithParam<std::string> {
protected:
    const torch::Device device{GetParam()};
    RandomStream random{11};

    /// One frame whose three channels all are `rows`.
    torch::Tensor grey(const std::vector<std::vector<float>>& rows) const {
        std::vector<torch::Tensor> lines;
        for (const auto& row : rows) {
            lines.push_back(torch::tensor(row, torch::kFloat32));
        }
        return torch::stack(lines).expand({1, 3, -1, -1}).contiguous().to(device);
    }
    torch::Tensor noise(std::int64_t frames) const {
        torch::manual_seed(4);
        return torch::randint(0, 256, {frames, 3, 24, 32}, torch::kUInt8).to(device);
    }
};

TEST_P(ClipTensorTest, CutsWholePixelsWithoutTouchingThem) {
    const auto frames = noise(2);
    const auto cut = cropAndResize(frames, {.left = 5, .top = 3, .width = 16, .height = 16}, 16);
    EXPECT_EQ(cut.scalar_type(), torch::kFloat32);
    EXPECT_EQ(cut.device().type(), device.type());
    EXPECT_TRUE(
        torch::equal(cut, frames.slice(2, 3, 19).slice(3, 5, 21).to(torch::kFloat32).contiguous()));
}

TEST_P(ClipTensorTest, RoundsABoxToWholePixelsInsideThePicture) {
    const auto frames = noise(1);
    const auto rounded =
        cropAndResize(frames, {.left = 4.6, .top = 2.4, .width = 16.2, .height = 16.2}, 8);
    const auto whole = cropAndResize(frames, {.left = 5, .top = 2, .width = 16, .height = 17}, 8);
    EXPECT_TRUE(torch::equal(rounded, whole));
    const auto outside =
        cropAndResize(frames, {.left = -3, .top = -2, .width = 900, .height = 900}, 8);
    const auto all = cropAndResize(frames, {.left = 0, .top = 0, .width = 32, .height = 24}, 8);
    EXPECT_TRUE(torch::equal(outside, all));
    const auto nothing =
        cropAndResize(frames, {.left = 31.9, .top = 23.9, .width = 0.1, .height = 0.1}, 2);
    EXPECT_THAT(values(nothing[0][0]), Each(frames[0][0][23][31].item<float>()));
}

TEST_P(ClipTensorTest, HalvesWithATriangleOverFourPixels) {
    // To half the size: weights 3/4, 3/4, 1/4 over 7/4 at the border, by hand.
    const std::vector<float> row{0, 70, 140, 210};
    const auto half = cropAndResize(grey({row, row, row, row}),
                                    {.left = 0, .top = 0, .width = 4, .height = 4}, 2);
    ASSERT_EQ(half.sizes(), (std::vector<std::int64_t>{1, 3, 2, 2}));
    const auto result = values(half[0][1]);
    EXPECT_NEAR(result[0], 50.0, 1e-3);
    EXPECT_NEAR(result[1], 160.0, 1e-3);
    EXPECT_NEAR(result[2], 50.0, 1e-3);
}

TEST_P(ClipTensorTest, AFinePatternShrinksToItsMean) {
    auto stripes = torch::zeros({1, 3, 64, 64});
    stripes.slice(3, 0, 64, 2).fill_(255.0);
    const auto small =
        cropAndResize(stripes.to(device), {.left = 0, .top = 0, .width = 64, .height = 64}, 8);
    for (const float value : values(small)) {
        EXPECT_NEAR(value, 127.5, 6.0);  // without the averaging it would be 0 or 255
    }
}

TEST_P(ClipTensorTest, EnlargesBetweenThePixels) {
    // Doubling: 3/4 and 1/4 of neighbours, the border repeated.
    const auto twice = cropAndResize(grey({{0, 100}, {0, 100}}),
                                     {.left = 0, .top = 0, .width = 2, .height = 2}, 4);
    const auto result = values(twice[0][2][0]);
    EXPECT_NEAR(result[0], 0.0, 1e-3);
    EXPECT_NEAR(result[1], 25.0, 1e-3);
    EXPECT_NEAR(result[2], 75.0, 1e-3);
    EXPECT_NEAR(result[3], 100.0, 1e-3);
}

TEST_P(ClipTensorTest, NormalisesAsImageNetsNetworksWantIt) {
    // The extremes that torchvision's Normalize is known by.
    const auto dark = values(normalised(torch::zeros({1, 3, 1, 1}, device), model::InputSpec{}));
    EXPECT_NEAR(dark[0], -2.1179, 1e-4);
    EXPECT_NEAR(dark[1], -2.0357, 1e-4);
    EXPECT_NEAR(dark[2], -1.8044, 1e-4);
    const auto bright = values(normalised(
        torch::full({2, 1, 3, 1, 1}, 255, torch::TensorOptions(torch::kUInt8).device(device)),
        model::InputSpec{}));
    ASSERT_EQ(bright.size(), 6U);
    EXPECT_NEAR(bright[3], 2.2489, 1e-4);
    EXPECT_NEAR(bright[4], 2.4286, 1e-4);
    EXPECT_NEAR(bright[5], 2.6400, 1e-4);
}

TEST_P(ClipTensorTest, NormalisesToAnotherRange) {
    const model::InputSpec spec{
        .low = -1.0F, .high = 1.0F, .mean = {0.0F, 0.0F, 0.5F}, .std = {1.0F, 1.0F, 0.5F}};
    const auto result = values(normalised(torch::full({1, 3, 1, 1}, 51.0, device), spec));
    EXPECT_NEAR(result[0], -0.6, 1e-6);
    EXPECT_NEAR(result[2], -2.2, 1e-6);
}

TEST_P(ClipTensorTest, NoStrengthMeansNoJitterAndNoDraw) {
    const auto frames = noise(2);
    const auto result = photometricJitter(frames, 0.0, random);
    EXPECT_TRUE(torch::equal(result, frames.to(torch::kFloat32)));
    EXPECT_EQ(random.next(), RandomStream(11).next());
}

TEST_P(ClipTensorTest, JittersAllFramesOfAClipAlike) {
    const auto clip = noise(1).expand({4, 3, 24, 32});
    const auto result = photometricJitter(clip, 1.0, random);
    for (int t = 1; t < 4; ++t) {
        EXPECT_TRUE(torch::equal(result[t], result[0]));
    }
    EXPECT_FALSE(torch::equal(result, clip.to(torch::kFloat32)));
}

TEST_P(ClipTensorTest, JittersEachClipByItself) {
    const auto clips = noise(1).expand({2, 3, 3, 24, 32});
    RandomStream again = random;
    const auto result = photometricJitter(clips, 1.0, random);
    EXPECT_FALSE(torch::equal(result[0], result[1]));
    for (int i = 0; i < 2; ++i) {
        const auto alone = photometricJitter(clips[i], 1.0, again);
        EXPECT_LT((result[i] - alone).abs().max().item<double>(), 0.01);
    }
}

TEST_P(ClipTensorTest, JitterKeepsPicturesInRangeAndTheInputUnchanged) {
    const auto frames = noise(2).to(torch::kFloat32);
    const auto before = frames.clone();
    for (int draw = 0; draw < 20; ++draw) {
        const auto result = photometricJitter(frames, 1.0, random);
        EXPECT_GE(result.min().item<float>(), 0.0F);
        EXPECT_LE(result.max().item<float>(), 255.0F);
    }
    EXPECT_TRUE(torch::equal(frames, before));
}

TEST_P(ClipTensorTest, JitterGrowsWithItsStrength) {
    const auto level = torch::full({1, 3, 2, 2}, 100.0, device);
    const auto furthest = [&](double strength) {
        double most = 0.0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            RandomStream stream(seed);
            const auto moved = photometricJitter(level, strength, stream).mean() - 100.0;
            most = std::max(most, std::abs(moved.item<double>()));
        }
        return most;
    };
    const double weak = furthest(0.25);
    const double strong = furthest(1.0);
    EXPECT_GT(weak, 5.0);
    EXPECT_LT(weak, 14.0);  // (1 + 0.1) · (1 + 0.025) at most
    EXPECT_GT(strong, 30.0);
    EXPECT_LT(strong, 54.0);  // (1 + 0.4) · (1 + 0.1) at most
}

TEST_P(ClipTensorTest, EqualSeedsJitterAlike) {
    const auto frames = noise(2);
    RandomStream one(3);
    RandomStream other(3);
    EXPECT_TRUE(
        torch::equal(photometricJitter(frames, 0.5, one), photometricJitter(frames, 0.5, other)));
}

std::vector<std::string> usableDevices() {
    return torch::cuda::is_available() ? std::vector<std::string>{"cpu", "cuda"}
                                       : std::vector<std::string>{"cpu"};
}

INSTANTIATE_TEST_SUITE_P(Devices, ClipTensorTest, ::testing::ValuesIn(usableDevices()),
                         [](const auto& device) { return device.param; });

TEST(FramesAtRate, AreThoseShownAtEachInstant) {
    using ::testing::ElementsAre;
    // 2 s at 12 frames a second, 4 a second taken: at 0, 0.25, …, 1.75 s.
    EXPECT_THAT(framesAtRate(24, 12.0, 4.0, 0.0), ElementsAre(0, 3, 6, 9, 12, 15, 18, 21));
    // At 0.125, 0.375, … s.
    EXPECT_THAT(framesAtRate(24, 12.0, 4.0, 0.5), ElementsAre(1, 4, 7, 10, 13, 16, 19, 22));
    EXPECT_EQ(framesAtRate(24, 0.0, 4.0, 0.5), framesAtRate(24, 12.0, 4.0, 0.5));
    // A clip slower than that shows a frame more than once.
    EXPECT_THAT(framesAtRate(3, 4.0, 8.0, 0.0), ElementsAre(0, 0, 1, 1, 2, 2));
    EXPECT_THAT(framesAtRate(1, 30.0, 8.0, 0.9), ElementsAre(0));
}

}  // namespace
}  // namespace handscope::training
