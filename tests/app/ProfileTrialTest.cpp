// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ProfileTrial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/labelling/BulkLabeller.h"
#include "app/labelling/RecordingLabeller.h"
#include "app/recording/ClipReader.h"
#include "capture/CaptureError.h"
#include "model/LoadClassifier.h"
#include "tests/app/BrightnessNetwork.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/FakeClassifier.h"

namespace handscope::app {
namespace {

using test::brightnessNetwork;
using test::causalBrightnessNetwork;
using test::FakeClassifier;
using test::kBundledClip;
using ::testing::ElementsAre;

/// Black but for 3 to 6 and 9 to 10.5 s.
const std::string kTwoBrightStretches =
    "lavfi:color=black:size=32x32:rate=20:duration=14,"
    "drawbox=color=white:t=fill:enable='between(t,3,6)+between(t,9,10.5)'";

LabelSettings settings(double on, double off, double averaging) {
    LabelSettings settings;
    settings.decision.onThreshold = on;
    settings.decision.offThreshold = off;
    settings.decision.averaging = averaging;
    return settings;
}

std::vector<LabelSettings> variousSettings() {
    std::vector<LabelSettings> all{settings(0.6, 0.3, 1.0), settings(0.9, 0.1, 0.0),
                                   settings(0.3, 0.25, 2.0), settings(1.0, 1.0, 1.0)};
    all[1].decision.hold = 4.0;
    all[2].decision.margin = 0.0;
    all.push_back(all[0]);
    all.back().decision.onThresholds["Thumb Up"] = 0.95;
    return all;
}

/// What the trial says must be what labelling writes.
void expectSegments(const std::vector<pipeline::GestureEvent>& events,
                    const std::vector<LabelSegment>& segments) {
    ASSERT_EQ(events.size(), segments.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        EXPECT_EQ(events[i].label, segments[i].label);
        EXPECT_DOUBLE_EQ(events[i].start, segments[i].start);
        EXPECT_DOUBLE_EQ(events[i].end, segments[i].end);
        EXPECT_DOUBLE_EQ(events[i].fired, segments[i].fired);
        EXPECT_EQ(events[i].meanScore, segments[i].meanScore);
        EXPECT_EQ(events[i].peakScore, segments[i].peakScore);
    }
}

class AgainstLabellingTest
    : public ::testing::TestWithParam<std::shared_ptr<FakeClassifier> (*)()> {};

TEST_P(AgainstLabellingTest, TriesAnySettingsOnScoresOfOnePass) {
    for (const std::string& video :
         {kTwoBrightStretches, std::string("lavfi:color=white:size=32x32:rate=20:duration=0.5")}) {
        pipeline::WindowBatcher scoring(GetParam()(), 4);
        const auto scores = scoreRecording(video, scoring, {});
        ASSERT_TRUE(scores);
        for (const LabelSettings& tried : variousSettings()) {
            pipeline::WindowBatcher labelling(GetParam()(), 4);
            const auto source = capture::openSource(video);
            const auto labelled = labelRecording(*source, labelling, tried);
            EXPECT_EQ(scores->windows.size(), labelled->windows.size());
            expectSegments(eventsOf(*scores, tried.decision), labelled->segments);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Forms, AgainstLabellingTest,
                         ::testing::Values(&brightnessNetwork, &causalBrightnessNetwork));

TEST(ProfileTrialTest, AgreesWithLabellingOnARealRecordingAndNetwork) {
    const std::string resources = std::string(HANDSCOPE_SOURCE_DIR) + "/resources/";
    LabelSettings coarse = settings(0.2, 0.1, 1.0);
    coarse.windowStride = 0.5;
    coarse.decision.margin = 0.0;
    const auto network = [&] {
        return std::shared_ptr<model::Classifier>(
            model::loadClassifier(resources + "models/handscope-stm-small.safetensors"));
    };
    pipeline::WindowBatcher scoring(network(), 4);
    const auto scores = scoreRecording(kBundledClip, scoring, coarse);
    const auto source = openRecording(kBundledClip);
    pipeline::WindowBatcher labelling(network(), 4);
    const auto labelled = labelRecording(*source, labelling, coarse);
    ASSERT_FALSE(labelled->segments.empty());
    expectSegments(eventsOf(*scores, coarse.decision), labelled->segments);
    EXPECT_NEAR(scores->end - scores->start, 21.6, 0.05);
}

TEST(ProfileTrialTest, TheNetworkRunsOncePerChoiceOfWindows) {
    const auto network = brightnessNetwork();
    int loads = 0;
    ProfileTrial trial(kTwoBrightStretches, [&] {
        ++loads;
        return network;
    });
    LabelSettings other = settings(0.9, 0.3, 0.5);
    ASSERT_TRUE(trial.compare({}, other));
    const int calls = network->calls();
    EXPECT_EQ(loads, 1);
    EXPECT_GE(calls, 49) << "one for each window: they end at 2.0 … 14.0";
    ASSERT_TRUE(trial.compare(other, settings(0.2, 0.2, 0.0)));
    EXPECT_EQ(network->calls(), calls);
    EXPECT_EQ(loads, 1);
    other.windowLength = 1.0;
    ASSERT_TRUE(trial.compare({}, other));
    EXPECT_GT(network->calls(), calls);
    EXPECT_EQ(loads, 2);
}

TEST(ProfileTrialTest, ComparesWithTheSameSettingsHoweverManyOthersAreTried) {
    const auto network = brightnessNetwork();
    ProfileTrial trial(kTwoBrightStretches, [&] { return network; });
    const LabelSettings saved;
    for (const double length : {0.5, 1.0, 1.5, 3.0, 4.0, 5.0}) {
        LabelSettings other;
        other.windowLength = length;
        ASSERT_TRUE(trial.compare(saved, other)) << length;
        EXPECT_TRUE(trial.scored().contains({length, other.windowStride}));
        EXPECT_TRUE(trial.scored().contains({saved.windowLength, saved.windowStride}));
    }
    EXPECT_LE(trial.scored().size(), 4U) << "scores are many numbers";
}

TEST(ProfileTrialTest, ACausalModelsWindowsAreItsOwnWhateverIsAskedFor) {
    int loads = 0;
    ProfileTrial trial(kTwoBrightStretches, [&] {
        ++loads;
        return causalBrightnessNetwork();
    });
    LabelSettings other;
    other.windowLength = 5.0;
    const auto comparison = trial.compare({}, other);
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->events.size(), 2U);
    EXPECT_TRUE(std::ranges::all_of(comparison->events, [](const ComparedEvent& event) {
        return event.change == EventChange::Same;
    }));
}

TEST(ProfileTrialTest, TellsHowFarItIsUpToTheEnd) {
    ProfileTrial trial(kBundledClip, [] { return brightnessNetwork(); });
    LabelSettings other;
    other.windowLength = 1.0;
    double last = 0.0;
    ASSERT_TRUE(trial.compare({}, other, {}, [&](double share) {
        EXPECT_GE(share, last);
        EXPECT_LE(share, 1.0);
        last = share;
    }));
    EXPECT_NEAR(last, 1.0, 0.02) << "the last window ends up to a step before the recording";
}

TEST(ProfileTrialTest, SaysThatItRunsWhereTheLengthIsNotKnown) {
    ProfileTrial trial(kTwoBrightStretches, [] { return brightnessNetwork(); });
    int calls = 0;
    ASSERT_TRUE(trial.compare({}, {}, {}, [&](double share) {
        EXPECT_LT(share, 0.0);
        ++calls;
    }));
    EXPECT_GT(calls, 0);
}

TEST(ProfileTrialTest, StopsWhenAskedAndCanBeTriedAgain) {
    ProfileTrial trial(kTwoBrightStretches, [] { return brightnessNetwork(); });
    std::stop_source stop;
    EXPECT_FALSE(trial.compare({}, {}, stop.get_token(), [&](double) { stop.request_stop(); }));
    EXPECT_FALSE(trial.compare({}, {}, stop.get_token()));
    EXPECT_TRUE(trial.compare({}, {}));
}

TEST(ProfileTrialTest, SaysWhichFileIsMissing) {
    ProfileTrial trial("/no/such/clip.mp4", [] { return brightnessNetwork(); });
    EXPECT_THROW(trial.compare({}, {}), capture::CaptureError);
}

pipeline::GestureEvent event(const char* label, double start, double end) {
    return {.label = label, .start = start, .end = end, .runnerUp = {}};
}

std::vector<EventChange> changes(const std::vector<ComparedEvent>& compared) {
    std::vector<EventChange> changes;
    for (const ComparedEvent& one : compared) {
        changes.push_back(one.change);
    }
    return changes;
}

TEST(CompareEventsTest, TellsTheSameTheMovedTheGoneAndTheNewByTime) {
    const auto compared =
        compareEvents({event("A", 0.0, 2.0), event("A", 4.0, 6.0), event("B", 8.0, 10.0)},
                      {event("A", 0.25, 2.0), event("A", 5.0, 7.0), event("C", 8.0, 10.0)}, 0.25);
    EXPECT_THAT(changes(compared), ElementsAre(EventChange::Same, EventChange::Moved,
                                               EventChange::Gone, EventChange::New));
    EXPECT_EQ(compared[2].before->label, "B");
    EXPECT_FALSE(compared[2].after);
    EXPECT_EQ(compared[3].after->label, "C");
    EXPECT_FALSE(compared[3].before);
}

TEST(CompareEventsTest, OneEventIsPairedOnceWithTheOneItSharesMostTimeWith) {
    const auto compared =
        compareEvents({event("A", 0.0, 10.0)}, {event("A", 0.0, 3.0), event("A", 4.0, 10.0)}, 0.25);
    ASSERT_THAT(changes(compared), ElementsAre(EventChange::Moved, EventChange::New));
    EXPECT_EQ(compared[0].after->start, 4.0);
    EXPECT_EQ(compared[1].after->start, 0.0);
}

TEST(CompareEventsTest, ThoseThatOnlyTouchAreNotOne) {
    EXPECT_THAT(changes(compareEvents({event("A", 0.0, 2.0)}, {event("A", 2.0, 4.0)}, 0.25)),
                ElementsAre(EventChange::Gone, EventChange::New));
    EXPECT_TRUE(compareEvents({}, {}, 0.25).empty());
}

}  // namespace
}  // namespace handscope::app
