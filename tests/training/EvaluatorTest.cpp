// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Evaluator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "model/ModelError.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/TestFolder.h"
#include "tests/training/PackFixture.h"

namespace handscope::training {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Le;

constexpr int kWidth = 48;
constexpr int kHeight = 16;

/// A picture of three grey squares side by side.
JpegBytes picture(int left, int centre, int right) {
    const auto level = [&](int x) { return x < 16 ? left : x < 32 ? centre : right; };
    return test::jpegOf(
        kWidth, kHeight, [&](int x, int) { return test::grey(level(x)); }, 100);
}

/// Notes the sizes of its batches, and what it saw: the red value of each frame, 0 to 255.
class NotingClassifier : public test::FakeClassifier {
public:
    using FakeClassifier::FakeClassifier;

    std::vector<model::Prediction> classify(std::span<const model::Clip> clips,
                                            const model::ClassifyRequest& request) override {
        batches.push_back(clips.size());
        for (const model::Clip& clip : clips) {
            std::vector<int>& frames = seen.emplace_back();
            for (const model::PreparedFrame& frame : clip) {
                frames.push_back(greyOf(*frame));
            }
        }
        return FakeClassifier::classify(clips, request);
    }

    static int greyOf(const std::vector<float>& frame) {
        const model::InputSpec spec;
        return static_cast<int>(std::lround((frame.at(0) * spec.std[0] + spec.mean[0]) * 255.0F));
    }

    std::vector<std::size_t> batches;
    std::vector<std::vector<int>> seen;
};

class EvaluatorTest : public ::testing::Test {
protected:
    static constexpr int kSegments = 4;

    const test::TestFolder folder;
    std::unique_ptr<ClipPackWriter> writer;
    std::vector<std::string> lines;
    bool cancelled = false;
    const RunControl control{.progress = [this](const std::string& line) { lines.push_back(line); },
                             .cancelled = [this] { return cancelled; }};
    /// Says "dark" of clips that begin darker than half and "bright" of others.
    NotingClassifier classifier{
        {"bright", "medium", "dark"}, kSegments, [](const model::Clip& clip) {
            const bool dark = NotingClassifier::greyOf(*clip[0]) < 128;
            return dark ? std::vector<float>{0.1F, 0.2F, 0.7F}
                        : std::vector<float>{0.8F, 0.2F, 0.0F};
        }};

    void begin(std::vector<std::string> labels) {
        writer = std::make_unique<ClipPackWriter>(folder.path() / "pack", std::move(labels));
    }
    void add(const std::string& name, std::optional<int> label, std::vector<JpegBytes> frames,
             ItemKind kind = ItemKind::Clip) {
        writer->add({.name = name,
                     .kind = kind,
                     .label = label,
                     .width = kWidth,
                     .height = kHeight,
                     .frameRate = 12.0},
                    std::move(frames));
    }
    /// Frames of one colour, `grey`.
    static std::vector<JpegBytes> still(int grey, std::size_t frames = 6) {
        return std::vector<JpegBytes>(frames, picture(grey, grey, grey));
    }
    static JpegBytes noJpeg() { return JpegBytes(40, std::byte{7}); }

    EvaluationRun run(const TestProtocol& protocol = TestProtocol::fast(), bool skipBad = false) {
        writer->finish();
        return evaluate(std::make_shared<const ClipPack>(folder.path() / "pack"), classifier,
                        protocol, skipBad, control);
    }
};

TEST_F(EvaluatorTest, MatchesLabelsByName) {
    begin({"dark", "bright"});
    add("a", 0, still(20));
    add("b", 1, still(220));
    add("c", 1, still(30));
    const EvaluationRun result = run();
    EXPECT_EQ(result.evaluation.labels(), classifier.description().labels);
    EXPECT_EQ(result.evaluation.clips(), 3);
    EXPECT_EQ(result.evaluation.confusion(2, 2), 1);
    EXPECT_EQ(result.evaluation.confusion(0, 0), 1);
    EXPECT_EQ(result.evaluation.confusion(0, 2), 1);
    EXPECT_TRUE(result.skipped.empty());
    EXPECT_FALSE(result.cancelled);
}

TEST_F(EvaluatorTest, RefusesALabelThatTheModelDoesNotKnow) {
    begin({"dark", "blinding"});
    add("a", 0, still(20));
    try {
        run();
        FAIL() << "was accepted";
    } catch (const model::ModelError& error) {
        EXPECT_THAT(error.whatHappened(), HasSubstr("blinding"));
    }
    EXPECT_EQ(classifier.calls(), 0);
}

TEST_F(EvaluatorTest, LeavesOutWhatHasNoLabelOrIsNoClip) {
    begin({"dark"});
    add("a", 0, still(20));
    add("b", std::nullopt, still(20));
    add("c", 0, still(20, 1), ItemKind::Picture);
    EXPECT_EQ(run().evaluation.clips(), 1);
}

TEST_F(EvaluatorTest, RefusesAPackWithoutLabelledClips) {
    begin({"dark"});
    add("b", std::nullopt, still(20));
    EXPECT_THROW(run(), model::ModelError);
}

TEST_F(EvaluatorTest, TheFastProtocolShowsTheMiddleFramesAndTheCentre) {
    begin({"dark"});
    std::vector<JpegBytes> frames;
    for (int i = 0; i < 8; ++i) {
        frames.push_back(picture(0, 100 + 10 * i, 255));
    }
    add("a", 0, std::move(frames));
    run();
    ASSERT_EQ(classifier.seen.size(), 1U);
    // Middle frames of 8 in 4 segments: 1, 3, 5, 7.
    EXPECT_THAT(classifier.seen[0], ElementsAre(::testing::AllOf(::testing::Ge(108), Le(112)),
                                                ::testing::AllOf(::testing::Ge(128), Le(132)),
                                                ::testing::AllOf(::testing::Ge(148), Le(152)),
                                                ::testing::AllOf(::testing::Ge(168), Le(172))));
}

TEST_F(EvaluatorTest, TheAccurateProtocolShowsThreeCropsOfTenSamplings) {
    begin({"dark"});
    std::vector<JpegBytes> frames;
    for (int i = 0; i < 40; ++i) {
        frames.push_back(picture(i, 100 + i, 200 + i));
    }
    add("a", 0, std::move(frames));
    run(TestProtocol::accurate());
    ASSERT_EQ(classifier.seen.size(), 30U);
    std::array<int, 3> crops{};
    std::vector<std::vector<int>> distinct = classifier.seen;
    for (const auto& clip : classifier.seen) {
        ++crops.at(static_cast<std::size_t>(clip[0] / 100));
        EXPECT_TRUE(std::is_sorted(clip.begin(), clip.end()));
    }
    EXPECT_THAT(crops, ElementsAre(10, 10, 10));
    std::sort(distinct.begin(), distinct.end());
    EXPECT_GT(std::unique(distinct.begin(), distinct.end()) - distinct.begin(), 20);
}

TEST_F(EvaluatorTest, TheAnswerIsTheMeanOverTheCrops) {
    // Dark, bright, bright: (0.1 + 0.8 + 0.8) / 3 for "bright", 0.2 for "medium", 0.7 / 3 for
    // "dark".
    begin({"bright"});
    add("a", 0, std::vector<JpegBytes>(4, picture(10, 240, 240)));
    const EvaluationRun result = run({.crops = 3, .samplings = 1});
    EXPECT_EQ(result.evaluation.top1().right, 1);
    // One clip that is right: the error is 1 − confidence.
    EXPECT_NEAR(result.evaluation.calibrationError(), 1.0 - 1.7 / 3.0, 1e-6);
}

TEST_F(EvaluatorTest, ShowsAtMostEightClipsAtOnce) {
    begin({"dark", "bright"});
    for (int i = 0; i < 19; ++i) {
        add("clip " + std::to_string(i), i % 2, still(i % 2 == 0 ? 20 : 220, 2));
    }
    const EvaluationRun result = run();
    EXPECT_THAT(classifier.batches, ElementsAre(8, 8, 3));
    EXPECT_EQ(result.evaluation.top1().right, 19);
}

TEST_F(EvaluatorTest, AClipsViewsMaySpanBatches) {
    begin({"dark", "bright"});
    for (int i = 0; i < 3; ++i) {
        add("clip " + std::to_string(i), i % 2, still(i % 2 == 0 ? 20 : 220, 9));
    }
    const EvaluationRun result = run({.crops = 1, .samplings = 5});
    EXPECT_THAT(classifier.batches, ElementsAre(8, 7));
    EXPECT_EQ(result.evaluation.clips(), 3);
    EXPECT_EQ(result.evaluation.top1().right, 3);
}

TEST_F(EvaluatorTest, EqualSeedsShowEqualFrames) {
    begin({"dark"});
    std::vector<JpegBytes> frames;
    for (int i = 0; i < 60; ++i) {
        frames.push_back(picture(4 * i, 4 * i, 4 * i));
    }
    add("a", 0, std::move(frames));
    run({.crops = 1, .samplings = 3, .seed = 5});
    const auto first = std::exchange(classifier.seen, {});
    const auto pack = std::make_shared<const ClipPack>(folder.path() / "pack");
    evaluate(pack, classifier, {.crops = 1, .samplings = 3, .seed = 5}, false, control);
    EXPECT_EQ(std::exchange(classifier.seen, {}), first);
    evaluate(pack, classifier, {.crops = 1, .samplings = 3, .seed = 6}, false, control);
    EXPECT_NE(classifier.seen, first);
}

TEST_F(EvaluatorTest, StopsAtAClipThatCannotBeDecoded) {
    begin({"dark"});
    add("good", 0, still(20));
    add("bad", 0, {noJpeg(), noJpeg()});
    EXPECT_THROW(run(), model::ModelError);
}

TEST_F(EvaluatorTest, ListsWhatItSkips) {
    begin({"dark"});
    add("bad", 0, {noJpeg(), noJpeg()});
    add("good", 0, still(20));
    const EvaluationRun result = run(TestProtocol::fast(), /*skipBad=*/true);
    EXPECT_EQ(result.evaluation.clips(), 1);
    EXPECT_THAT(result.skipped, ElementsAre(::testing::StartsWith("bad: ")));
    ASSERT_FALSE(lines.empty());
    EXPECT_THAT(lines.back(), HasSubstr("2 of 2 clips"));
}

TEST_F(EvaluatorTest, TellsAtTheEndHowItWent) {
    begin({"dark"});
    add("a", 0, still(20));
    add("b", 0, still(220));
    run();
    ASSERT_FALSE(lines.empty());
    EXPECT_THAT(lines.back(), HasSubstr("2 of 2 clips, top-1 50.0 %"));
}

TEST_F(EvaluatorTest, StopsWhenItIsCancelled) {
    begin({"dark"});
    for (int i = 0; i < 20; ++i) {
        add("clip " + std::to_string(i), 0, still(20, 1));
    }
    cancelled = true;
    const EvaluationRun result = run();
    EXPECT_TRUE(result.cancelled);
    EXPECT_EQ(classifier.calls(), 0);
}

}  // namespace
}  // namespace handscope::training
