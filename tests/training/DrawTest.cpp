// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Draw.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "model/ModelError.h"
#include "model/training/DistilBatches.h"
#include "model/training/DrawRenderer.h"
#include "tests/support/TestFolder.h"
#include "tests/training/PackFixture.h"

namespace handscope::training {
namespace {

using test::grey;
using test::itemOf;
using test::jpegOf;
using test::messageOf;
using test::Painting;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uint64_t kPlans = 2000;

TEST(RandomStream, GivesTheNumbersOfSplitMix64) {
    // Of the reference program by Sebastiano Vigna for the seed 1234567.
    RandomStream random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317ULL);
    EXPECT_EQ(random.next(), 3203168211198807973ULL);
    EXPECT_EQ(random.next(), 9817491932198370423ULL);
    EXPECT_EQ(random.next(), 4593380528125082431ULL);
}

/// Everything in a plan, exactly.
std::string textOf(const DrawPlan& plan) {
    std::ostringstream text;
    text << std::hexfloat << (plan.subject ? static_cast<std::int64_t>(*plan.subject) : -1) << " "
         << (plan.background ? static_cast<std::int64_t>(*plan.background) : -1);
    for (const std::int64_t frame : plan.frames) {
        text << " " << frame;
    }
    for (const auto* const poses : {&plan.view, &plan.backgroundView}) {
        for (const Pose& pose : *poses) {
            text << " (" << pose.x << " " << pose.y << " " << pose.half << " " << pose.angle << ")";
        }
    }
    text << " " << plan.mirrored << " " << plan.gamma << " " << plan.brightness << " "
         << plan.contrast << " " << plan.saturation << " " << plan.gain[0] << " " << plan.gain[1]
         << " " << plan.gain[2];
    return text.str();
}

class DrawPlannerTest : public ::testing::Test {
protected:
    static constexpr std::size_t kCutout = 2;  // of the video pack

    const test::TestFolder folder_;
    DrawSettings settings_;

    ClipPack writePack(const std::string& name, const std::vector<PackItem>& items,
                       const std::vector<std::size_t>& frames) const {
        ClipPackWriter writer(folder_.path() / name, {});
        for (std::size_t i = 0; i < items.size(); ++i) {
            writer.add(items[i], std::vector<JpegBytes>(frames[i], JpegBytes(1, std::byte{0})));
        }
        writer.finish();
        return ClipPack(folder_.path() / name);
    }

    /// Ten frames a second: a long and a short clip, a cut-out, and a picture that is no video.
    ClipPack videos() const {
        return writePack(
            "videos",
            {itemOf("long", ItemKind::Clip, 160, 120), itemOf("short", ItemKind::Clip, 100, 100),
             itemOf("person", ItemKind::Cutout, 80, 90), itemOf("wall", ItemKind::Picture, 50, 40)},
            {200, 5, 40, 1});
    }
    ClipPack pictures() const {
        return writePack("pictures",
                         {itemOf("shelf", ItemKind::Picture, 200, 100),
                          itemOf("street", ItemKind::Picture, 90, 150)},
                         {1, 1});
    }
};

TEST_F(DrawPlannerTest, PlansTheSameForTheSameSeed) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    const DrawPlanner one(videoPack, &picturePack, settings_);
    const DrawPlanner two(ClipPack(videoPack.folder()), &picturePack, settings_);
    std::vector<std::string> seen;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        seen.push_back(textOf(one.plan(seed)));
        EXPECT_EQ(seen.back(), textOf(two.plan(seed)));
        EXPECT_EQ(textOf(one.vary(one.plan(seed), 7)), textOf(two.vary(two.plan(seed), 7)));
    }
    std::ranges::sort(seen);
    EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
    EXPECT_EQ(one.fingerprint(), two.fingerprint());
}

TEST_F(DrawPlannerTest, ItsFingerprintTellsEverySetting) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    std::vector<DrawSettings> variants(13, settings_);
    variants[1].frames = 8;
    variants[2].size = 96;
    variants[3].shortest = 0.81;
    variants[4].longest = 3.4;
    variants[5].reversed = 0.4;
    variants[6].mirrored = 0.4;
    variants[7].still = 0.06;
    variants[8].frozen = 0.07;
    variants[9].smallestCrop = 0.6;
    variants[10].calm = 0.4;
    variants[11].wild = 0.1;
    variants[12].photometric = 0.5;
    std::vector<std::string> prints;
    for (const DrawSettings& variant : variants) {
        prints.push_back(DrawPlanner(videoPack, &picturePack, variant).fingerprint());
    }
    std::ranges::sort(prints);
    EXPECT_EQ(std::ranges::adjacent_find(prints), prints.end());
}

TEST_F(DrawPlannerTest, ItsFingerprintTellsThePacks) {
    const auto printOf = [this](const std::string& name, const PackItem& item, std::size_t frames) {
        return DrawPlanner(writePack(name, {item}, {frames}), nullptr, settings_).fingerprint();
    };
    const PackItem item = itemOf("a", ItemKind::Clip, 60, 60);
    PackItem renamed = item;
    renamed.name = "b";
    const std::string print = printOf("first", item, 9);
    EXPECT_EQ(printOf("same", item, 9), print);
    EXPECT_NE(printOf("renamed", renamed, 9), print);
    EXPECT_NE(printOf("longer", item, 10), print);
    const ClipPack picturePack = pictures();
    EXPECT_NE(
        DrawPlanner(ClipPack(folder_.path() / "first"), &picturePack, settings_).fingerprint(),
        print);
}

TEST_F(DrawPlannerTest, UsesCutOutsOnlyBeforePictures) {
    const ClipPack videoPack = videos();
    const DrawPlanner alone(videoPack, nullptr, settings_);
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = alone.plan(seed);
        ASSERT_TRUE(plan.subject && *plan.subject < kCutout);
        ASSERT_FALSE(plan.background);
    }
    const ClipPack picturePack = pictures();
    const DrawPlanner both(videoPack, &picturePack, settings_);
    int cutouts = 0;
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = both.plan(seed);
        const bool cutout = plan.subject == kCutout;
        cutouts += cutout ? 1 : 0;
        ASSERT_TRUE(!plan.subject || *plan.subject <= kCutout);
        ASSERT_EQ(plan.background.has_value(), cutout || !plan.subject);
        ASSERT_EQ(plan.backgroundView.size(), plan.background ? 16U : 0U);
        ASSERT_TRUE(!plan.background || *plan.background < 2);
    }
    EXPECT_GT(cutouts, 100);
}

TEST_F(DrawPlannerTest, RefusesPacksWithNothingToDrawFrom) {
    const ClipPack people = writePack("people", {itemOf("person", ItemKind::Cutout, 80, 90)}, {40});
    EXPECT_THAT(messageOf([&] { DrawPlanner(people, nullptr, settings_); }),
                HasSubstr("no video to draw windows from"));
    const ClipPack picturePack = pictures();
    EXPECT_NO_THROW(DrawPlanner(people, &picturePack, settings_));
}

TEST_F(DrawPlannerTest, StaysWithinItemsAndPictures) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    const DrawPlanner planner(videoPack, &picturePack, settings_);
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        if (!plan.subject) {
            ASSERT_TRUE(plan.frames.empty());
            continue;
        }
        const PackItem& item = videoPack.items()[*plan.subject];
        ASSERT_EQ(plan.frames.size(), 16U);
        ASSERT_EQ(plan.view.size(), 16U);
        for (const std::int64_t frame : plan.frames) {
            ASSERT_GE(frame, 0);
            ASSERT_LT(frame, item.frames);
        }
        for (const Pose& pose : plan.view) {
            ASSERT_GT(pose.half, 0.0);
            ASSERT_TRUE(pose.x > 0.0 && pose.x < item.width) << seed;
            ASSERT_TRUE(pose.y > 0.0 && pose.y < item.height) << seed;
        }
    }
}

TEST_F(DrawPlannerTest, KeepsACalmCameraWithinThePicture) {
    settings_.calm = 1.0;
    settings_.wild = 0.0;
    const ClipPack videoPack = videos();
    const DrawPlanner planner(videoPack, nullptr, settings_);
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        const PackItem& item = videoPack.items()[*plan.subject];
        const Pose& first = plan.view.front();
        ASSERT_GE(first.x - first.half, -1e-9);
        ASSERT_GE(first.y - first.half, -1e-9);
        ASSERT_LE(first.x + first.half, item.width + 1e-9);
        ASSERT_LE(first.y + first.half, item.height + 1e-9);
        for (const Pose& pose : plan.view) {
            ASSERT_EQ(pose.x, first.x);
            ASSERT_EQ(pose.half, first.half);
            ASSERT_EQ(pose.angle, first.angle);
        }
    }
}

TEST_F(DrawPlannerTest, DrawsAsOftenAsTheSettingsSay) {
    settings_.still = 0.25;
    settings_.frozen = 0.0;
    const ClipPack videoPack = writePack("long", {itemOf("long", ItemKind::Clip, 160, 120)}, {200});
    const ClipPack picturePack = pictures();
    const DrawPlanner planner(videoPack, &picturePack, settings_);
    int moving = 0;
    int reversed = 0;
    int mirrored = 0;
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        mirrored += plan.mirrored ? 1 : 0;
        if (plan.subject) {
            ++moving;
            reversed += plan.frames.front() > plan.frames.back() ? 1 : 0;
            // The middles of 16 parts of 0.8 to 3.3 seconds, each up to a frame off.
            const auto seconds =
                0.1 * static_cast<double>(std::abs(plan.frames.front() - plan.frames.back()));
            ASSERT_GE(seconds, 0.8 * 15 / 16 - 0.1);
            ASSERT_LE(seconds, 3.3 * 15 / 16 + 0.1);
        }
    }
    constexpr double kTolerance = 0.045;  // four standard deviations
    EXPECT_NEAR(moving, 0.75 * kPlans, kTolerance * kPlans);
    EXPECT_NEAR(reversed, 0.5 * moving, kTolerance * kPlans);
    EXPECT_NEAR(mirrored, 0.5 * kPlans, kTolerance * kPlans);
}

TEST_F(DrawPlannerTest, HoldsOneFrameWhereItIsFrozen) {
    settings_.frozen = 1.0;
    const DrawPlanner planner(videos(), nullptr, settings_);
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        EXPECT_THAT(plan.frames, Each(plan.frames.front()));
    }
}

TEST_F(DrawPlannerTest, GoesBackInTheVideoAtTheSamePace) {
    const ClipPack videoPack = videos();
    settings_.frames = 4;
    const DrawPlanner planner(videoPack, nullptr, settings_);
    DrawPlan plan;
    plan.subject = 0;  // 200 frames
    plan.frames = {100, 103, 106, 109};
    plan.view = {{.x = 1}, {.x = 2}, {.x = 3}, {.x = 4}};
    const DrawPlan longer = planner.withHistory(plan, 3);
    EXPECT_THAT(longer.frames, ElementsAre(91, 94, 97, 100, 103, 106, 109));
    std::vector<double> places;
    for (const Pose& pose : longer.view) {
        places.push_back(pose.x);
    }
    EXPECT_THAT(places, ElementsAre(1, 1, 1, 1, 2, 3, 4));
    EXPECT_TRUE(longer.backgroundView.empty());

    plan.frames = {4, 7, 10, 13};  // nothing is earlier than frame 0: forth again
    EXPECT_THAT(planner.withHistory(plan, 3).frames, ElementsAre(5, 2, 1, 4, 7, 10, 13));
    plan.frames = {190, 187, 184, 181};  // backwards, from near the end
    EXPECT_THAT(planner.withHistory(plan, 4).frames,
                ElementsAre(196, 199, 196, 193, 190, 187, 184, 181));
    EXPECT_EQ(textOf(planner.withHistory(plan, 0)), textOf(plan));
}

TEST_F(DrawPlannerTest, VariesADrawOfTheSameSubject) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    const DrawPlanner planner(videoPack, &picturePack, settings_);
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        const DrawPlan varied = planner.vary(plan, seed + 1);
        ASSERT_EQ(varied.subject, plan.subject);
        ASSERT_EQ(varied.background.has_value(), plan.background.has_value());
        ASSERT_EQ(varied.mirrored, plan.mirrored);
        ASSERT_EQ(varied.view.size(), plan.view.size());
        ASSERT_EQ(varied.backgroundView.size(), plan.backgroundView.size());
        ASSERT_NE(textOf(varied), textOf(plan));
        if (!plan.subject) {
            continue;
        }
        ASSERT_EQ(varied.frames.size(), plan.frames.size());
        for (const std::int64_t frame : varied.frames) {
            ASSERT_GE(frame, 0);
            ASSERT_LT(frame, videoPack.items()[*plan.subject].frames);
        }
        // Time still runs the same way.
        const bool forwards = plan.frames.front() <= plan.frames.back();
        ASSERT_TRUE(forwards ? std::ranges::is_sorted(varied.frames)
                             : std::ranges::is_sorted(varied.frames, std::greater{}));
    }
}

TEST_F(DrawPlannerTest, DisguisesMostDrawsAndKeepsWhatMoves) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    const DrawPlanner planner(videoPack, &picturePack, settings_);
    int disguised = 0;
    int veiled = 0;
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        const DrawPlan other = planner.disguised(plan, {.strength = 1.0}, seed);
        ASSERT_EQ(textOf(other), textOf(plan));  // everything but the disguise
        disguised += other.disguise ? 1 : 0;
        veiled += other.veil ? 1 : 0;
        if (other.veil) {
            ASSERT_EQ(other.veil->kind, ItemKind::Picture);
            ASSERT_LT(other.veil->item, 2U);
            ASSERT_EQ(other.veil->view.size(), 1U);
        }
        const DrawPlan same = planner.disguised(plan, {}, seed);
        ASSERT_FALSE(same.disguise || same.veil);
    }
    constexpr double kTolerance = 0.045 * kPlans;
    EXPECT_NEAR(disguised, 0.8 * kPlans, kTolerance);
    EXPECT_NEAR(veiled, 0.4 * disguised, kTolerance);
    const DrawPlanner withoutPictures(videoPack, nullptr, settings_);
    EXPECT_FALSE(withoutPictures.disguised(withoutPictures.plan(1), {.strength = 1.0}, 3).veil);
}

TEST_F(DrawPlannerTest, LaysOtherVideosOverAsManyDrawsAsItIsTold) {
    const ClipPack videoPack = videos();
    const ClipPack picturePack = pictures();
    const DrawPlanner planner(videoPack, &picturePack, settings_);
    int blended = 0;
    int halves = 0;
    int whole = 0;
    for (std::uint64_t seed = 0; seed < kPlans; ++seed) {
        const DrawPlan plan = planner.plan(seed);
        const DrawPlan other = planner.disguised(plan, {.blended = 0.6}, seed);
        ASSERT_EQ(textOf(other), textOf(plan));
        ASSERT_FALSE(other.disguise);
        if (!other.veil) {
            continue;
        }
        const Veil& veil = *other.veil;
        ++blended;
        const PackItem& item = videoPack.items()[veil.item];
        ASSERT_EQ(veil.kind, item.kind);
        ASSERT_NE(veil.kind, ItemKind::Picture);
        ASSERT_NE(veil.item, plan.subject);
        ASSERT_EQ(veil.frames.size(), static_cast<std::size_t>(settings_.frames));
        ASSERT_EQ(veil.view.size(), veil.frames.size());
        ASSERT_THAT(veil.frames, Each(testing::AllOf(testing::Ge(0), testing::Lt(item.frames))));
        const bool shinesThrough = veil.opacity < 1.0;
        ASSERT_FALSE(shinesThrough && (veil.edge || veil.kind == ItemKind::Cutout));
        halves += veil.edge ? 1 : 0;
        whole += shinesThrough ? 1 : 0;
    }
    constexpr double kTolerance = 0.045 * kPlans;
    EXPECT_NEAR(blended, 0.6 * kPlans, kTolerance);
    EXPECT_NEAR(halves, whole, kTolerance);
    EXPECT_GT(blended - halves - whole, 0);  // cut out
}

TEST_F(DrawPlannerTest, GoesBackInAVideoThatLiesOverADraw) {
    const ClipPack videoPack = videos();
    settings_.frames = 3;
    const DrawPlanner planner(videoPack, nullptr, settings_);
    DrawPlan plan;
    plan.subject = 0;
    plan.frames = {100, 103, 106};
    plan.view.resize(3);
    plan.veil = Veil{.kind = ItemKind::Clip, .item = 0, .frames = {50, 48, 46}};
    plan.veil->view = {{.x = 1}, {.x = 2}, {.x = 3}};
    const Veil longer = *planner.withHistory(plan, 2).veil;
    EXPECT_THAT(longer.frames, ElementsAre(54, 52, 50, 48, 46));
    ASSERT_EQ(longer.view.size(), 5U);
    EXPECT_EQ(longer.view[1].x, 1);
    EXPECT_EQ(longer.view[4].x, 3);
    plan.veil = Veil{.kind = ItemKind::Picture, .item = 0, .frames = {0}, .view = {{}}};
    EXPECT_EQ(planner.withHistory(plan, 2).veil->frames.size(), 1U);
}

TEST(DisguiseTest, LeavesGreysGrey) {
    RandomStream random(5);
    for (int i = 0; i < 200; ++i) {
        const Disguise disguise = drawDisguise(1.0, random);
        for (std::size_t row = 0; row < 3; ++row) {
            const auto* const first = &disguise.colours[3 * row];
            ASSERT_NEAR(first[0] + first[1] + first[2], 1.0, 1e-12);
        }
    }
}

class DrawRendererTest : public ::testing::Test {
protected:
    static constexpr int kSide = 32;

    const test::TestFolder folder_;

    std::shared_ptr<VideoStore> storeOf(const std::string& name, ItemKind kind, int width,
                                        int height, const std::vector<Painting>& frames) const {
        ClipPackWriter writer(folder_.path() / name, {});
        std::vector<JpegBytes> jpegs;
        for (const Painting& painting : frames) {
            jpegs.push_back(jpegOf(width, height, painting, 100));
        }
        writer.add(itemOf("only", kind, width, height), std::move(jpegs));
        writer.finish();
        return std::make_shared<VideoStore>(std::make_shared<const ClipPack>(folder_.path() / name),
                                            1U << 20U);
    }

    /// A clip of as many frames, smooth, and different in every direction.
    std::shared_ptr<VideoStore> smooth(int frames, int width = kSide, int height = kSide) const {
        std::vector<Painting> paintings;
        for (int t = 0; t < frames; ++t) {
            paintings.push_back([=](int x, int y) {
                return test::Rgb{40 + 150 * x / width, 60 + 120 * y / height, 50 + 20 * t};
            });
        }
        return storeOf("smooth", ItemKind::Clip, width, height, paintings);
    }

    static DrawPlan planOf(const Pose& pose, std::vector<std::int64_t> frames = {0}) {
        DrawPlan plan;
        plan.subject = 0;
        plan.view.assign(frames.size(), pose);
        plan.frames = std::move(frames);
        return plan;
    }

    static torch::Tensor decoded(VideoStore& store, const std::vector<std::int64_t>& frames) {
        return store.frames(0, frames).to(torch::kFloat32);
    }

    static double difference(const torch::Tensor& one, const torch::Tensor& other) {
        EXPECT_EQ(one.sizes(), other.sizes());
        return (one - other).abs().max().item<double>();
    }

    static constexpr Pose kIdentity{.x = 16, .y = 16, .half = 16, .angle = 0};
};

TEST_F(DrawRendererTest, ShowsThePictureAsItIs) {
    const auto store = smooth(3);
    const DrawRenderer renderer(store, nullptr, kSide);
    const auto shown = renderer.render(planOf(kIdentity, {2, 0, 1}));
    EXPECT_EQ(shown.scalar_type(), torch::kFloat32);
    EXPECT_LT(difference(shown, decoded(*store, {2, 0, 1})), 2.0);
}

TEST_F(DrawRendererTest, ShowsTheMirrorImage) {
    const auto store = smooth(1);
    DrawPlan plan = planOf(kIdentity);
    plan.mirrored = true;
    EXPECT_LT(
        difference(DrawRenderer(store, nullptr, kSide).render(plan), decoded(*store, {0}).flip(3)),
        2.0);
}

TEST_F(DrawRendererTest, ShowsThePartThatThePoseNames) {
    const auto store = smooth(1);
    const auto shown =
        DrawRenderer(store, nullptr, 16).render(planOf({.x = 8, .y = 24, .half = 8, .angle = 0}));
    EXPECT_LT(difference(shown, decoded(*store, {0}).narrow(2, 16, 16).narrow(3, 0, 16)), 2.0);
}

TEST_F(DrawRendererTest, TurnsByAQuarter) {
    const auto store = smooth(1);
    Pose turned = kIdentity;
    turned.angle = std::numbers::pi / 2;
    EXPECT_LT(difference(DrawRenderer(store, nullptr, kSide).render(planOf(turned)),
                         decoded(*store, {0}).rot90(1, {2, 3})),
              2.0);
}

TEST_F(DrawRendererTest, AveragesWhereThePictureShrinks) {
    const auto store = storeOf("stripes", ItemKind::Clip, 64, 64,
                               {[](int x, int y) { return grey((x + y) % 2 == 0 ? 200 : 40); }});
    const auto shown =
        DrawRenderer(store, nullptr, 16).render(planOf({.x = 32, .y = 32, .half = 32, .angle = 0}));
    EXPECT_LT((shown - 120).abs().max().item<double>(), 12.0);
}

TEST_F(DrawRendererTest, RendersSomePlacesAsItRendersAll) {
    const auto store = smooth(4);
    const DrawRenderer renderer(store, nullptr, 20);
    DrawPlan plan = planOf(kIdentity, {3, 1, 2, 0});
    for (std::size_t i = 0; i < 4; ++i) {
        plan.view[i].x += static_cast<double>(i);
        plan.view[i].half += 5.0 * static_cast<double>(i);
    }
    const std::vector<std::int64_t> places{1, 3};
    EXPECT_EQ(difference(renderer.render(plan, places),
                         renderer.render(plan).index_select(0, torch::tensor({1, 3}))),
              0.0);
}

TEST_F(DrawRendererTest, LaysACutOutOverItsBackground) {
    constexpr int kEdge = kSide / 2;
    const auto person = storeOf("person", ItemKind::Cutout, kSide, kSide,
                                {[](int x, int) { return grey(x < kEdge ? 0 : 200); }});
    const auto wall = storeOf("wall", ItemKind::Picture, kSide, kSide, {[](int, int) {
                                  return test::Rgb{30, 90, 140};
                              }});
    DrawPlan plan = planOf(kIdentity);
    plan.background = 0;
    plan.backgroundView = plan.view;
    const auto shown = DrawRenderer(person, wall, kSide).render(plan);
    const auto background = torch::tensor({30.0F, 90.0F, 140.0F}).view({1, 3, 1, 1});
    constexpr std::int64_t kInside = kEdge - 6;  // away from the edge between them
    EXPECT_LT((shown.narrow(3, 0, kInside) - background).abs().max().item<double>(), 4.0);
    EXPECT_LT((shown.narrow(3, kSide - kInside, kInside) - 200).abs().max().item<double>(), 4.0);
    DrawPlan mirrored = plan;
    mirrored.mirrored = true;
    EXPECT_LT(difference(DrawRenderer(person, wall, kSide).render(mirrored), shown.flip(3)), 2.0);
}

TEST_F(DrawRendererTest, ShowsABackgroundAlone) {
    const auto wall = smooth(1);
    DrawPlan plan;
    plan.background = 0;
    plan.backgroundView.assign(3, kIdentity);
    const auto shown = DrawRenderer(nullptr, wall, kSide).render(plan);
    EXPECT_LT(difference(shown, decoded(*wall, {0, 0, 0})), 2.0);
}

TEST_F(DrawRendererTest, ChangesTheLightOfTheWholeClipAlike) {
    const auto store = smooth(2);
    const DrawRenderer renderer(store, nullptr, kSide);
    DrawPlan plan = planOf(kIdentity, {0, 1});
    const auto plain = renderer.render(plan);
    plan.brightness = 20.0;
    EXPECT_LT(difference(renderer.render(plan), plain + 20), 0.1);
    plan.brightness = 0.0;
    plan.gain = {1.25, 1.0, 1.0};
    const auto redder = renderer.render(plan);
    EXPECT_LT(difference(redder.select(1, 0), (plain.select(1, 0) * 1.25).clamp(0, 255)), 0.1);
    EXPECT_LT(difference(redder.select(1, 2), plain.select(1, 2)), 0.1);
    plan.gain = {1.0, 1.0, 1.0};
    plan.saturation = 0.0;
    const auto colourless = renderer.render(plan);
    EXPECT_LT(difference(colourless.select(1, 0), colourless.select(1, 1)), 0.1);
}

TEST_F(DrawRendererTest, ShowsThePictureAsItIsInADisguiseThatChangesNothing) {
    const auto store = smooth(2);
    const DrawRenderer renderer(store, nullptr, kSide);
    DrawPlan plan = planOf({.x = 14, .y = 17, .half = 9, .angle = 0.3}, {0, 1});
    plan.mirrored = true;
    const auto plain = renderer.render(plan);
    plan.disguise = Disguise{};
    EXPECT_LT(difference(renderer.render(plan), plain), 0.01);
}

TEST_F(DrawRendererTest, DisguisesAllFramesAlike) {
    const auto store = smooth(1);
    const DrawRenderer renderer(store, nullptr, kSide);
    RandomStream random(3);
    DrawPlan plan = planOf(kIdentity, {0, 0, 0});
    const auto plain = renderer.render(plan);
    plan.disguise = drawDisguise(1.0, random);
    const auto shown = renderer.render(plan);
    EXPECT_GT(difference(shown, plain), 5.0);
    EXPECT_LT(difference(shown, shown.narrow(0, 0, 1).expand_as(shown)), 0.001);
}

TEST_F(DrawRendererTest, BendsStretchesAndRecoloursAsTheDisguiseSays) {
    const auto store = smooth(1);
    const DrawRenderer renderer(store, nullptr, kSide);
    DrawPlan plan = planOf({.x = 16, .y = 16, .half = 8, .angle = 0});
    const auto plain = renderer.render(plan);
    plan.disguise = Disguise{};
    plan.disguise->colours = {0, 0, 1, 1, 0, 0, 0, 1, 0};
    EXPECT_LT(difference(renderer.render(plan), plain.index_select(1, torch::tensor({2, 0, 1}))),
              0.01);
    plan.disguise = Disguise{};
    plan.disguise->narrowing = 4.0;  // twice the width, half the height
    const auto narrow = renderer.render(plan);
    EXPECT_NEAR((narrow[0][0][16][31] - narrow[0][0][16][0]).item<float>(),
                2 * (plain[0][0][16][31] - plain[0][0][16][0]).item<float>(), 4.0);
    EXPECT_NEAR((narrow[0][1][31][16] - narrow[0][1][0][16]).item<float>(),
                0.5 * (plain[0][1][31][16] - plain[0][1][0][16]).item<float>(), 4.0);
    plan.disguise = Disguise{};
    plan.disguise->bends = {{.phase = std::numbers::pi / 2, .shiftX = 0.5}};  // a shift alone
    Pose right = plan.view.front();
    right.x += 4;
    EXPECT_LT(difference(renderer.render(plan), renderer.render(planOf(right))), 0.01);
}

TEST_F(DrawRendererTest, LetsAPictureShineThrough) {
    const auto store = smooth(1);
    const auto wall = storeOf("wall", ItemKind::Picture, kSide, kSide, {[](int, int) {
                                  return test::Rgb{40, 80, 120};
                              }});
    const DrawRenderer renderer(store, wall, kSide);
    DrawPlan plan = planOf(kIdentity);
    const auto plain = renderer.render(plan);
    plan.veil = Veil{.kind = ItemKind::Picture, .frames = {0}, .view = {kIdentity}};
    plan.veil->opacity = 0.25;
    const auto veil = torch::tensor({40.0F, 80.0F, 120.0F}).view({1, 3, 1, 1});
    EXPECT_LT(difference(renderer.render(plan), plain * 0.75 + veil * 0.25), 1.0);
}

TEST_F(DrawRendererTest, LetsAnotherVideoRunOverTheDraw) {
    const auto store = smooth(4);
    const DrawRenderer renderer(store, nullptr, kSide);
    DrawPlan plan = planOf(kIdentity, {0, 0, 0});
    const auto below = renderer.render(plan);
    const auto above = renderer.render(planOf(kIdentity, {3, 1, 2}));
    plan.veil = Veil{.kind = ItemKind::Clip, .frames = {3, 1, 2}, .opacity = 0.4};
    plan.veil->view.assign(3, kIdentity);
    EXPECT_LT(difference(renderer.render(plan), below * 0.6 + above * 0.4), 0.01);
    const std::vector<std::int64_t> some{1, 2};
    EXPECT_LT(difference(renderer.render(plan, some), renderer.render(plan).narrow(0, 1, 2)), 0.01);
}

TEST_F(DrawRendererTest, CoversOneSideOfAnEdge) {
    const auto store = smooth(4);
    const DrawRenderer renderer(store, nullptr, kSide);
    DrawPlan plan = planOf(kIdentity);
    const auto below = renderer.render(plan);
    const auto above = renderer.render(planOf(kIdentity, {3}));
    plan.veil = Veil{.kind = ItemKind::Clip, .frames = {3}, .view = {kIdentity}, .opacity = 1.0};
    plan.veil->edge = Veil::Edge{.angle = std::numbers::pi / 2, .place = 0.5, .softness = 0.1};
    const auto shown = renderer.render(plan);  // the lowest quarter is of the other video
    EXPECT_LT(difference(shown.narrow(2, 0, 20), below.narrow(2, 0, 20)), 0.1);
    EXPECT_LT(difference(shown.narrow(2, 28, 4), above.narrow(2, 28, 4)), 0.1);
}

TEST_F(DrawRendererTest, LaysACutOutOverTheDraw) {
    constexpr int kEdge = kSide / 2;
    const auto person = storeOf("person", ItemKind::Cutout, kSide, kSide,
                                {[](int x, int) { return grey(x < kEdge ? 0 : 200); }});
    const auto wall = smooth(1);
    DrawPlan plan;
    plan.background = 0;
    plan.backgroundView = {kIdentity};
    const DrawRenderer renderer(person, wall, kSide);
    const auto below = renderer.render(plan);
    plan.veil = Veil{.kind = ItemKind::Cutout, .frames = {0}, .view = {kIdentity}, .opacity = 1.0};
    const auto shown = renderer.render(plan);
    constexpr std::int64_t kInside = kEdge - 6;
    EXPECT_LT(difference(shown.narrow(3, 0, kInside), below.narrow(3, 0, kInside)), 2.0);
    EXPECT_LT((shown.narrow(3, kSide - kInside, kInside) - 200).abs().max().item<double>(), 4.0);
}

TEST_F(DrawRendererTest, ShowsDrawsTogetherAsOneByOne) {
    const auto store = smooth(4);
    const auto wall = storeOf("wall", ItemKind::Picture, kSide, kSide, {[](int x, int y) {
                                  return test::Rgb{40, static_cast<std::uint8_t>(4 * x),
                                                   static_cast<std::uint8_t>(4 * y)};
                              }});
    const DrawRenderer renderer(store, wall, kSide);
    RandomStream random(8);
    DrawPlan disguised = planOf({.x = 14, .y = 17, .half = 9, .angle = 0.3}, {0, 1, 2});
    disguised.disguise = drawDisguise(1.0, random);
    disguised.disguise->sharpness = 0.5;
    disguised.gamma = 1.4;
    DrawPlan veiled = planOf(kIdentity, {3, 2, 1});
    veiled.mirrored = true;
    veiled.contrast = 0.7;
    veiled.saturation = 1.5;
    veiled.veil = Veil{.kind = ItemKind::Picture, .frames = {0}, .view = {kIdentity}};
    veiled.veil->opacity = 0.3;
    DrawPlan background;
    background.background = 0;
    background.backgroundView.assign(3, kIdentity);
    background.brightness = 12.0;
    background.disguise = drawDisguise(0.5, random);
    const std::vector<DrawPlan> plans{disguised, veiled, background};
    const std::vector<std::int64_t> places{0, 2};
    const auto together = renderer.renderTogether(plans, places);
    ASSERT_EQ(together.sizes(), (std::vector<std::int64_t>{3, 2, 3, kSide, kSide}));
    for (std::int64_t i = 0; i < 3; ++i) {
        EXPECT_LT(
            difference(together[i], renderer.render(plans[static_cast<std::size_t>(i)], places)),
            0.01);
    }
    EXPECT_LT(difference(renderer.render(plans, places).flatten(0, 1), together.flatten(0, 1)),
              0.01);
}

TEST(StudentPlaces, AreTheMiddlesOfEqualParts) {
    EXPECT_THAT(studentPlaces(16, 8), ElementsAre(1, 3, 5, 7, 9, 11, 13, 15));
    EXPECT_THAT(studentPlaces(16, 16).back(), 15);
    EXPECT_THAT(studentPlaces(4, 2), ElementsAre(1, 3));
}

}  // namespace
}  // namespace handscope::training
