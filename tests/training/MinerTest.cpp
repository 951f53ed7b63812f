// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Miner.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

#include "model/ModelError.h"
#include "model/training/DrawLoader.h"
#include "model/training/MinedSet.h"
#include "model/training/Teacher.h"
#include "tests/support/TestFolder.h"
#include "tests/training/TinyTeacher.h"

namespace handscope::training {
namespace {

using test::bytesOf;
using test::messageOf;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kRange = 2048;  // draws of one file

class Miner : public ::testing::Test {
protected:
    const test::TestFolder folder_;
    MineSettings settings_;
    std::vector<std::string> lines_;

    void SetUp() override {
        settings_.source = test::writeTinySource(folder_.path());
        settings_.output = folder_.path() / "mined";
        settings_.draws = kRange;
        settings_.perClass = 20;
        settings_.batch = 64;
        settings_.loaderThreads = 2;
    }

    RunControl endingAfter(int batches) {
        return {.progress = [this](const std::string& line) { lines_.push_back(line); },
                .cancelled = [asked = 0, batches]() mutable { return ++asked > batches; }};
    }

    MinedSet minedSet() const {
        return MinedSet(settings_.output, DrawLoader(settings_.source).planner.fingerprint(),
                        settings_.source.labels);
    }

    std::string refusal() const {
        return messageOf([this] { mine(settings_, {}); });
    }
};

TEST_F(Miner, KeepsWhatEachClassStillLacks) {
    settings_.minimumConfidence = 0.6;
    const MineReport report = mine(settings_, endingAfter(1000));
    EXPECT_EQ(report.tried, kRange);
    EXPECT_FALSE(report.cancelled);
    EXPECT_THAT(report.kept, ElementsAre(20, 20, 20));
    const MinedSet mined = minedSet();
    ASSERT_EQ(mined.size(), 60U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(mined.byClass()[i].size(), 20U);
    }
    for (std::size_t i = 0; i < mined.size(); ++i) {
        const auto scores = mined.probabilities(i);
        EXPECT_GE(mined.confidence(i), 0.6F);
        EXPECT_EQ(mined.confidence(i), std::ranges::max(scores));
        EXPECT_EQ(scores[static_cast<std::size_t>(mined.topClass(i))], mined.confidence(i));
        EXPECT_NEAR(std::accumulate(scores.begin(), scores.end(), 0.0), 1.0, 1e-5);
    }
    ASSERT_FALSE(lines_.empty());
    EXPECT_THAT(lines_.back(), AllOf(HasSubstr("60 kept"), HasSubstr("draws/s")));
}

TEST_F(Miner, KeepsEverythingWithoutLimits) {
    settings_.perClass = 0;
    settings_.keepFeatures = false;
    mine(settings_, {});
    const MinedSet mined = minedSet();
    EXPECT_EQ(mined.size(), static_cast<std::size_t>(kRange));
    EXPECT_TRUE(mined.featureShapes().empty());
}

TEST_F(Miner, EndsWhenEveryClassIsFull) {
    settings_.draws = 100 * kRange;
    EXPECT_EQ(mine(settings_, {}).tried, kRange);
    EXPECT_EQ(mine(settings_, {}).tried, kRange);  // and is not begun again
}

TEST_F(Miner, KeepsTheTeachersFeaturesInHalfPrecision) {
    mine(settings_, {});
    const MinedSet mined = minedSet();
    EXPECT_THAT(mined.featureShapes(),
                ElementsAre(std::vector<std::int64_t>{3}, std::vector<std::int64_t>{4, 3},
                            std::vector<std::int64_t>{4, 3, 2, 2}));
    const model::SafetensorsFile file(minedFile(settings_.output, 0));
    const auto rows = static_cast<std::int64_t>(mined.size());
    EXPECT_EQ(file.type("feature.2"), model::ElementType::F16);
    EXPECT_THAT(file.shape("feature.2"), ElementsAre(rows, 4, 3, 2, 2));
    EXPECT_EQ(file.metadata().at("format"), "handscope-mined-1");
    EXPECT_THAT(file.metadata().at("choice"), HasSubstr("teacher teacher.pt seed"));
    EXPECT_EQ(file.metadata().at("tried"), "2048");
}

TEST_F(Miner, VariesDrawsThatItKeptBefore) {
    settings_.draws = 2 * kRange;
    settings_.perClass = 0;
    settings_.variedShare = 0.5;
    mine(settings_, {});
    const MinedSet mined = minedSet();
    ASSERT_EQ(mined.size(), 2U * kRange);
    std::set<std::uint64_t> first;
    for (std::size_t i = 0; i < kRange; ++i) {
        EXPECT_EQ(mined.variation(i), 0U);  // nothing was kept before
        first.insert(mined.seed(i));
    }
    std::size_t varied = 0;
    for (std::size_t i = kRange; i < mined.size(); ++i) {
        varied += mined.variation(i) != 0 ? 1 : 0;
        EXPECT_EQ(mined.variation(i) != 0, first.contains(mined.seed(i)));
    }
    EXPECT_NEAR(static_cast<double>(varied) / kRange, 0.5, 0.05);
}

// What a run that replays mined draws relies on.
TEST_F(Miner, ASeedBringsBackWhatTheTeacherSaw) {
    settings_.draws = 2 * kRange;
    settings_.perClass = 1000;
    settings_.variedShare = 0.5;
    mine(settings_, {});
    const MinedSet mined = minedSet();
    const DrawLoader loader(settings_.source);
    Teacher teacher(settings_.source.teacher, {.frames = 4, .size = 16}, 3, torch::kCPU);
    for (std::size_t i = 0; i < mined.size(); i += 7) {
        const auto clip = loader.renderer.render(mined.plan(loader.planner, i)).unsqueeze(0);
        const TeacherAnswer answer = teacher.ask(clip);
        const auto scores = mined.probabilities(i);
        for (std::int64_t k = 0; k < 3; ++k) {
            EXPECT_NEAR(answer.probabilities[0][k].item<float>(),
                        scores[static_cast<std::size_t>(k)], 1e-5);
        }
        auto bytes = mined.feature(i, 2);
        const auto maps = torch::from_blob(bytes.data(), {4, 3, 2, 2}, torch::kHalf);
        EXPECT_LT((maps.to(torch::kFloat32) - answer.features[2][0]).abs().max().item<float>(),
                  1e-3);
    }
}

TEST_F(Miner, GoesOnAsIfItHadNotBeenInterrupted) {
    settings_.draws = 2 * kRange;
    settings_.perClass = 1000;
    settings_.variedShare = 0.3;
    const MineReport whole = mine(settings_, {});
    EXPECT_EQ(whole.tried, 2 * kRange);
    EXPECT_EQ(std::ranges::max(whole.kept), 1000);  // counted over both ranges
    const auto reference = settings_.output;
    settings_.output = folder_.path() / "pieces";
    settings_.loaderThreads = 1;
    EXPECT_TRUE(mine(settings_, endingAfter(1)).cancelled);
    EXPECT_TRUE(mine(settings_, endingAfter(40)).cancelled);  // in the second range
    const MineReport pieces = mine(settings_, {});
    EXPECT_FALSE(pieces.cancelled);
    EXPECT_EQ(pieces.tried, whole.tried);
    EXPECT_EQ(pieces.kept, whole.kept);
    for (std::size_t range = 0; range < 2; ++range) {
        const std::string bytes = bytesOf(minedFile(settings_.output, range));
        EXPECT_FALSE(bytes.empty());
        EXPECT_EQ(bytes, bytesOf(minedFile(reference, range)));
    }
}

TEST_F(Miner, WhatIsKeptBeforeAStopIsThere) {
    settings_.perClass = 0;
    const MineReport report = mine(settings_, endingAfter(3));
    EXPECT_TRUE(report.cancelled);
    EXPECT_EQ(report.tried, 3 * settings_.batch);
    EXPECT_EQ(minedSet().tried(), report.tried);
    EXPECT_EQ(minedSet().size(), static_cast<std::size_t>(report.tried));
}

TEST_F(Miner, AStopBeforeTheFirstAnswerLeavesNothing) {
    EXPECT_TRUE(mine(settings_, endingAfter(0)).cancelled);
    EXPECT_FALSE(std::filesystem::exists(minedFile(settings_.output, 0)));
}

TEST_F(Miner, TriesNoMoreDrawsThanAskedFor) {
    settings_.draws = 100;
    settings_.perClass = 0;
    EXPECT_EQ(mine(settings_, {}).tried, 100);
}

TEST_F(Miner, RefusesToGoOnWithOtherDraws) {
    mine(settings_, {});
    const std::string before = bytesOf(minedFile(settings_.output, 0));
    settings_.source.draws.mirrored = 0.25;
    EXPECT_THAT(refusal(), AllOf(HasSubstr("made otherwise"), HasSubstr("mirrored 0.25")));
    settings_.source = test::tinySource(folder_.path());
    settings_.source.videoPack = folder_.path() / "others";
    test::writeVideos(settings_.source.videoPack, "other ");
    EXPECT_THAT(refusal(), HasSubstr("made otherwise"));
    EXPECT_EQ(bytesOf(minedFile(settings_.output, 0)), before);
}

TEST_F(Miner, RefusesATeacherOfOtherClasses) {
    settings_.source.labels.push_back("fourth");
    EXPECT_THAT(refusal(),
                AllOf(HasSubstr("answers [1, 3]"), HasSubstr("Expected probabilities [clips, 4]")));
    EXPECT_FALSE(std::filesystem::exists(minedFile(settings_.output, 0)));
}

TEST_F(Miner, RefusesABatchThatDoesNotDivideARange) {
    settings_.batch = 30;
    EXPECT_THAT(refusal(), HasSubstr("divisor of 2048"));
    settings_.batch = 0;
    EXPECT_THAT(refusal(), HasSubstr("divisor of 2048"));
}

struct BadTeacher {
    const char* name;
    const char* forward;
    const char* refusal;
};

class BadTeacherTest : public Miner, public ::testing::WithParamInterface<BadTeacher> {};

TEST_P(BadTeacherTest, IsRefused) {
    test::saveTeacher(settings_.source.teacher, GetParam().forward);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("The teacher"), HasSubstr(GetParam().refusal)));
}

INSTANTIATE_TEST_SUITE_P(Miner, BadTeacherTest,
                         ::testing::Values(BadTeacher{"Throws", R"(
def forward(self, clips):
    assert clips.size(0) < 1, "not today"
    return clips
)",
                                                      "failed on a clip"},
                                           BadTeacher{"ThrowsLater", R"(
def forward(self, clips):
    assert clips.size(0) < 2, "one at a time"
    return torch.softmax(clips[:, :, 0, 0, 0:3].mean([1]), 1)
)",
                                                      "failed on a clip"},
                                           BadTeacher{"TakesNoClips", R"(
def forward(self, clips, more):
    return clips + more
)",
                                                      "failed on a clip"},
                                           BadTeacher{"GivesNoTensor", R"(
def forward(self, clips):
    return [clips.size(0)]
)",
                                                      "answers with no tensor"},
                                           BadTeacher{"GivesLogits", R"(
def forward(self, clips):
    return clips[:, 0, 0, 0, 0:3]
)",
                                                      "do not sum to one"},
                                           BadTeacher{"GivesNoNumbers", R"(
def forward(self, clips):
    return torch.log(-1.0 - clips[:, 0, 0, 0, 0:3])
)",
                                                      "do not sum to one"},
                                           BadTeacher{"GivesAFlatMap", R"(
def forward(self, clips):
    return (torch.softmax(clips[:, 0, 0, 0, 0:3], 1), clips[:, 0])
)",
                                                      "gives a feature [1, 3, 16, 16]"},
                                           BadTeacher{"GivesOneNumberForAll", R"(
def forward(self, clips):
    return (torch.softmax(clips[:, 0, 0, 0, 0:3], 1), clips.mean())
)",
                                                      "gives a feature []"}),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

TEST_F(Miner, RefusesATeacherThatIsNoProgram) {
    std::filesystem::remove(settings_.source.teacher);
    EXPECT_THAT(refusal(), HasSubstr("cannot be loaded"));
    std::ofstream(settings_.source.teacher) << "no zip";
    EXPECT_THAT(refusal(), HasSubstr("cannot be loaded"));
}

TEST_F(Miner, GivesTheTeacherTheRangeThatItWasTrainedOn) {
    test::saveTeacher(settings_.source.teacher, R"(
def forward(self, clips):
    high = clips.max().clamp(0.0, 1.0)
    return torch.stack([high, 1.0 - high], 0).unsqueeze(0).expand(clips.size(0), 2)
)");
    const auto white = torch::full({1, 4, 3, 16, 16}, 255.0);
    for (const double high : {1.0, 0.25}) {
        Teacher teacher(settings_.source.teacher, {.frames = 4, .size = 16, .high = high}, 2,
                        torch::kCPU);
        EXPECT_NEAR(teacher.ask(white).probabilities[0][0].item<double>(), high, 1e-6);
    }
}

TEST_F(Miner, RefusesToGoOnWithAnotherWhite) {
    mine(settings_, endingAfter(1));
    settings_.source.teacherHigh = 1.0;
    EXPECT_THAT(refusal(), AllOf(HasSubstr("mined otherwise"), HasSubstr("white 1")));
}

TEST_F(Miner, ASetOfOtherThingsIsRefused) {
    const auto setOf = [this](std::size_t classes) {
        std::vector<std::string> labels = settings_.source.labels;
        labels.resize(classes, "another");
        return messageOf([&] {
            MinedSet(settings_.output, DrawLoader(settings_.source).planner.fingerprint(), labels);
        });
    };
    EXPECT_THAT(setOf(3), HasSubstr("no mined draws"));
    mine(settings_, {});
    EXPECT_THAT(setOf(3), HasSubstr("no exception"));
    EXPECT_THAT(setOf(4), HasSubstr("other labels"));
    std::filesystem::copy_file(folder_.path() / "videos" / "part-00000.safetensors",
                               minedFile(settings_.output, 1));
    EXPECT_THAT(setOf(3), HasSubstr("no mined draws"));
}

}  // namespace
}  // namespace handscope::training
