// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/Corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>

#include "app/review/CorrectionFile.h"
#include "tests/app/ReviewDocument.h"

namespace handscope::app {
namespace {

using handscope::test::emptyDocument;
using handscope::test::labelledSegment;
using handscope::test::tenASecond;
using handscope::test::threeSegments;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum CorrectionRefusal;

class FrameTimelineTest : public ::testing::Test {};

TEST_F(FrameTimelineTest, TellsWhenEachFrameIsShown) {
    LabelSource source = emptyDocument(4).source;
    const FrameTimeline timeline(source, {5.0, 5.05, 5.3, 5.35});
    EXPECT_TRUE(timeline.isExact());
    EXPECT_EQ(timeline.startOf(2), 5.3);
    EXPECT_EQ(timeline.endOf(1), 5.3);
    EXPECT_EQ(timeline.endOf(3), 5.4);
    EXPECT_EQ(timeline.frameAt(5.29), 1);
    EXPECT_EQ(timeline.frameAt(5.3), 2);
    EXPECT_EQ(timeline.frameAt(-1.0), 0);
    EXPECT_EQ(timeline.frameAt(99.0), 3);
}

TEST_F(FrameTimelineTest, SpreadsFramesEvenlyWithoutTimesThatFit) {
    const LabelSource source = emptyDocument(4).source;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const std::vector<double>& times : {std::vector<double>{},
                                             {5.0, 5.1, 5.2},
                                             {5.0, 5.2, 5.1, 5.3},
                                             {4.9, 5.1, 5.2, 5.3},
                                             {5.0, 5.1, 5.2, 6.3},
                                             {5.0, nan, 5.2, 5.3}}) {
        const FrameTimeline timeline(source, times);
        EXPECT_FALSE(timeline.isExact());
        EXPECT_DOUBLE_EQ(timeline.startOf(0), 5.0);
        EXPECT_DOUBLE_EQ(timeline.startOf(3), 5.3);
        EXPECT_DOUBLE_EQ(timeline.endOf(3), 5.4);
        EXPECT_EQ(timeline.frameAt(5.25), 2);
    }
}

TEST_F(FrameTimelineTest, HasNoFrameToTellOfInAnEmptyRecording) {
    EXPECT_EQ(FrameTimeline(emptyDocument(0).source).frameAt(5.0), 0);
}

class CorrectionsTest : public ::testing::Test {
protected:
    const LabelDocument document_ = threeSegments();
    Corrections corrections_{document_, tenASecond(100)};

    const CorrectedSegment& segment(std::int64_t id) const { return *corrections_.find(id); }

    std::vector<std::string> labels() const {
        std::vector<std::string> result;
        for (const CorrectedSegment& each : corrections_.segments()) {
            result.push_back(each.label);
        }
        return result;
    }

    /// Whether the correction was refused for this reason and changed nothing.
    template <typename Correction>
    bool refuses(CorrectionRefusal reason, const Correction& correction) {
        const Corrections before = corrections_;
        const CorrectionResult result = correction();
        return !result && result.refusal == reason && corrections_ == before;
    }
};

TEST_F(CorrectionsTest, BeginWithWhatTheNetworkSaid) {
    EXPECT_THAT(labels(), ElementsAre("Thumb Up", "Swiping Left", "Thumb Down"));
    EXPECT_EQ(segment(1).state, ReviewState::Predicted);
    EXPECT_EQ(segment(1).origin, 1U);
    EXPECT_EQ(corrections_.prediction(segment(1))->runnerUp, "Stop Sign");
    EXPECT_TRUE(corrections_.isUntouched());
    EXPECT_FALSE(corrections_.isReviewed());
    EXPECT_EQ(corrections_.toDocument(document_), document_);
}

TEST_F(CorrectionsTest, AcceptConfirmsASegmentAsItIs) {
    EXPECT_EQ(corrections_.accept(1).segment, 1);
    EXPECT_EQ(segment(1).state, ReviewState::Accepted);
    EXPECT_EQ(segment(1).start, document_.segments[1].start);
    EXPECT_EQ(corrections_.unreviewed(), 2U);
    EXPECT_TRUE(refuses(NothingToDo, [&] { return corrections_.accept(1); }));
    EXPECT_TRUE(refuses(UnknownSegment, [&] { return corrections_.accept(7); }));
}

TEST_F(CorrectionsTest, AcceptAllReviewsTheWholeRecording) {
    corrections_.relabel(0, "Thumb Down");
    EXPECT_TRUE(corrections_.acceptAll());
    EXPECT_EQ(segment(0).state, ReviewState::Changed);
    EXPECT_EQ(segment(1).state, ReviewState::Accepted);
    EXPECT_TRUE(corrections_.isReviewed());
    EXPECT_TRUE(corrections_.isWholeReviewed());
    EXPECT_TRUE(refuses(NothingToDo, [&] { return corrections_.acceptAll(); }));
}

TEST_F(CorrectionsTest, ARecordingWithoutSegmentsIsReviewedOnceAPersonSaysSo) {
    Corrections corrections(emptyDocument(100));
    EXPECT_FALSE(corrections.isReviewed());
    EXPECT_TRUE(corrections.acceptAll());
    EXPECT_TRUE(corrections.isReviewed());
    EXPECT_FALSE(corrections.isUntouched());
}

TEST_F(CorrectionsTest, RelabelKeepsEdgesAndOrigin) {
    EXPECT_TRUE(corrections_.relabel(1, "Swiping Right"));
    EXPECT_EQ(segment(1).label, "Swiping Right");
    EXPECT_EQ(segment(1).state, ReviewState::Changed);
    EXPECT_EQ(segment(1).origin, 1U);
    EXPECT_EQ(segment(1).end, document_.segments[1].end);
    EXPECT_TRUE(refuses(NothingToDo, [&] { return corrections_.relabel(1, "Swiping Right"); }));
    EXPECT_TRUE(refuses(EmptyLabel, [&] { return corrections_.relabel(1, " \t"); }));
    EXPECT_TRUE(refuses(UnknownSegment, [&] { return corrections_.relabel(-1, "a"); }));
}

TEST_F(CorrectionsTest, SplitMakesTwoThatMeetAtAFrame) {
    const CorrectionResult result = corrections_.split(2, 70);
    ASSERT_TRUE(result);
    const CorrectedSegment& second = segment(result.segment);
    EXPECT_EQ(segment(2).label, "Thumb Down");
    EXPECT_EQ(second.label, "Thumb Down");
    EXPECT_EQ(segment(2).endFrame, 69);
    EXPECT_EQ(second.startFrame, 70);
    EXPECT_DOUBLE_EQ(segment(2).end, 12.0);
    EXPECT_DOUBLE_EQ(second.start, 12.0);
    EXPECT_EQ(segment(2).start, document_.segments[2].start);
    EXPECT_EQ(second.end, document_.segments[2].end);
    EXPECT_EQ(segment(2).state, ReviewState::Added);
    EXPECT_EQ(second.state, ReviewState::Added);
    EXPECT_THAT(corrections_.deleted(), ElementsAre(2U));
}

TEST_F(CorrectionsTest, SplitNeedsAFrameInsideTheSegment) {
    for (const std::int64_t frame : {std::int64_t{60}, std::int64_t{80}, std::int64_t{-1},
                                     std::numeric_limits<std::int64_t>::max()}) {
        EXPECT_TRUE(refuses(FrameOutside, [&] { return corrections_.split(2, frame); }));
    }
    EXPECT_TRUE(refuses(UnknownSegment, [&] { return corrections_.split(9, 70); }));
    EXPECT_TRUE(corrections_.split(2, 79));
}

TEST_F(CorrectionsTest, MergeCoversBothWithTheLabelOfTheFirst) {
    EXPECT_EQ(corrections_.merge(2, 0).segment, 2);
    EXPECT_EQ(corrections_.segments().size(), 2U);
    EXPECT_EQ(segment(2).label, "Thumb Down");
    EXPECT_EQ(segment(2).startFrame, 10);
    EXPECT_EQ(segment(2).endFrame, 79);
    EXPECT_EQ(segment(2).start, document_.segments[0].start);
    EXPECT_EQ(segment(2).end, document_.segments[2].end);
    EXPECT_EQ(segment(2).state, ReviewState::Added);
    EXPECT_THAT(corrections_.deleted(), ElementsAre(0U, 2U));
    EXPECT_TRUE(refuses(NothingToDo, [&] { return corrections_.merge(2, 2); }));
    EXPECT_TRUE(refuses(UnknownSegment, [&] { return corrections_.merge(2, 0); }));
}

TEST_F(CorrectionsTest, NudgePutsAnEdgeOnAFrame) {
    EXPECT_TRUE(corrections_.nudge(2, SegmentEdge::Start, -3));
    EXPECT_EQ(segment(2).startFrame, 57);
    EXPECT_DOUBLE_EQ(segment(2).start, 10.7);
    EXPECT_EQ(segment(2).end, document_.segments[2].end);
    EXPECT_EQ(segment(2).state, ReviewState::Changed);
    EXPECT_TRUE(corrections_.nudge(2, SegmentEdge::End, 1));
    EXPECT_EQ(segment(2).endFrame, 80);
    EXPECT_DOUBLE_EQ(segment(2).end, 13.1);
}

TEST_F(CorrectionsTest, NudgeStopsAtTheRecordingsEdgesAndAtOneFrame) {
    constexpr auto kFar = std::numeric_limits<std::int64_t>::max();
    EXPECT_TRUE(corrections_.nudge(2, SegmentEdge::End, kFar));
    EXPECT_EQ(segment(2).endFrame, 99);
    EXPECT_DOUBLE_EQ(segment(2).end, 15.0);
    EXPECT_TRUE(corrections_.nudge(2, SegmentEdge::Start, -kFar));
    EXPECT_EQ(segment(2).startFrame, 0);
    EXPECT_DOUBLE_EQ(segment(2).start, 5.0);
    EXPECT_TRUE(corrections_.nudge(2, SegmentEdge::Start, kFar));
    EXPECT_EQ(segment(2).startFrame, 99);
    EXPECT_TRUE(refuses(NothingToDo, [&] {
        return corrections_.nudge(2, SegmentEdge::End, std::numeric_limits<std::int64_t>::min());
    }));
    EXPECT_TRUE(refuses(NothingToDo, [&] { return corrections_.nudge(0, SegmentEdge::End, 0); }));
    EXPECT_TRUE(
        refuses(UnknownSegment, [&] { return corrections_.nudge(5, SegmentEdge::End, 1); }));
}

TEST_F(CorrectionsTest, NudgeFollowsUnevenFrames) {
    LabelDocument document = emptyDocument(4);
    Corrections corrections(document, {5.0, 5.05, 5.3, 5.35});
    const std::int64_t id = corrections.add(0, 0, "Thumb Up").segment;
    corrections.nudge(id, SegmentEdge::End, 1);
    EXPECT_EQ(corrections.find(id)->end, 5.3);
    corrections.nudge(id, SegmentEdge::End, 2);
    EXPECT_EQ(corrections.find(id)->end, 5.4);
    corrections.nudge(id, SegmentEdge::Start, 2);
    EXPECT_EQ(corrections.find(id)->start, 5.3);
}

TEST_F(CorrectionsTest, NudgeKeepsTheOrder) {
    corrections_.nudge(0, SegmentEdge::End, 40);
    corrections_.nudge(0, SegmentEdge::Start, 30);
    EXPECT_THAT(labels(), ElementsAre("Swiping Left", "Thumb Up", "Thumb Down"));
}

TEST_F(CorrectionsTest, RemoveRemembersWhatTheNetworkSaid) {
    EXPECT_TRUE(corrections_.remove(1));
    EXPECT_THAT(labels(), ElementsAre("Thumb Up", "Thumb Down"));
    EXPECT_THAT(corrections_.deleted(), ElementsAre(1U));
    EXPECT_TRUE(refuses(UnknownSegment, [&] { return corrections_.remove(1); }));
}

TEST_F(CorrectionsTest, AddTakesFramesOfTheRecording) {
    const CorrectionResult result = corrections_.add(85, 99, "Stop Sign");
    ASSERT_TRUE(result);
    EXPECT_EQ(result.segment, 3);
    EXPECT_DOUBLE_EQ(segment(3).start, 13.5);
    EXPECT_DOUBLE_EQ(segment(3).end, 15.0);
    EXPECT_EQ(segment(3).origin, std::nullopt);
    EXPECT_EQ(corrections_.prediction(segment(3)), nullptr);
    EXPECT_TRUE(refuses(FrameOutside, [&] { return corrections_.add(-1, 5, "a"); }));
    EXPECT_TRUE(refuses(FrameOutside, [&] { return corrections_.add(6, 5, "a"); }));
    EXPECT_TRUE(refuses(FrameOutside, [&] { return corrections_.add(90, 100, "a"); }));
    EXPECT_TRUE(refuses(EmptyLabel, [&] { return corrections_.add(1, 5, ""); }));
}

TEST_F(CorrectionsTest, AnUndoneCopyIsAsBefore) {
    const Corrections before = corrections_;
    corrections_.split(0, 15);
    corrections_.acceptAll();
    EXPECT_NE(corrections_, before);
    corrections_ = before;
    EXPECT_EQ(corrections_.toDocument(document_), document_);
    EXPECT_TRUE(corrections_.isUntouched());
}

TEST_F(CorrectionsTest, NameTheSegmentToLookAtNext) {
    EXPECT_NEAR(corrections_.lowestMargin().value_or(-1.0F), 0.2F, 1e-6);
    EXPECT_EQ(corrections_.leastSure()->id, 1);
    corrections_.accept(1);
    EXPECT_EQ(corrections_.leastSure()->id, 0);
    corrections_.acceptAll();
    EXPECT_EQ(corrections_.leastSure(), nullptr);
    EXPECT_FALSE(corrections_.lowestMargin());
}

TEST_F(CorrectionsTest, TheClipIsCalledByItsLongestConfirmedGesture) {
    EXPECT_EQ(corrections_.clipLabel(), "Thumb Down");
    corrections_.accept(0);
    EXPECT_EQ(corrections_.clipLabel(), "Thumb Up");
    corrections_.add(80, 99, "Stop Sign");
    corrections_.nudge(0, SegmentEdge::Start, 5);
    EXPECT_EQ(corrections_.clipLabel(), "Stop Sign");
    const std::int64_t none = corrections_.add(0, 99, kNothingFired).segment;
    EXPECT_EQ(corrections_.clipLabel(), "Stop Sign");
    for (const CorrectedSegment& each : std::vector(corrections_.segments())) {
        if (each.id != none) {
            corrections_.remove(each.id);
        }
    }
    EXPECT_EQ(corrections_.clipLabel(), kNothingFired);
    corrections_.remove(none);
    EXPECT_EQ(corrections_.clipLabel(), kNothingFired);
}

TEST_F(CorrectionsTest, TheDocumentScoresWhatAPersonSaidAsCertain) {
    corrections_.relabel(1, "Swiping Right");
    corrections_.nudge(2, SegmentEdge::End, -10);
    corrections_.add(90, 94, "Stop Sign");
    const LabelDocument corrected = corrections_.toDocument(document_);
    ASSERT_EQ(corrected.segments.size(), 4U);
    EXPECT_EQ(corrected.segments[0], document_.segments[0]);
    EXPECT_EQ(corrected.segments[1].peakScore, 1.0F);
    EXPECT_EQ(corrected.segments[1].margin(), 1.0F);
    EXPECT_EQ(corrected.segments[1].runnerUp, "");
    EXPECT_EQ(corrected.segments[2].peakScore, 0.95F);
    EXPECT_DOUBLE_EQ(corrected.segments[2].fired, 12.0);
    EXPECT_EQ(corrected.segments[3].label, "Stop Sign");
    EXPECT_DOUBLE_EQ(corrected.segments[3].fired, 14.5);
    EXPECT_EQ(corrected.source, document_.source);
    EXPECT_EQ(parseLabelDocument(toJson(corrected), "corrected"), corrected);
}

TEST_F(CorrectionsTest, AreMadeAgainOfTheirParts) {
    corrections_.split(0, 15);
    corrections_.accept(1);
    corrections_.nudge(2, SegmentEdge::End, 2);
    const Corrections again(document_, tenASecond(100), corrections_.segments(),
                            corrections_.deleted(), corrections_.isWholeReviewed());
    EXPECT_EQ(again, corrections_);
}

TEST_F(CorrectionsTest, EdgesMadeWithoutTimesAreLaterPutOnTheirFrames) {
    std::vector<double> times = tenASecond(100);
    std::for_each(times.begin() + 1, times.end(), [](double& time) { time -= 0.09; });
    Corrections without(document_);
    without.split(2, 70);
    const Corrections with(document_, times, without.segments(), without.deleted(), false);
    EXPECT_EQ(with.segments()[2].start, times[60]);
    EXPECT_EQ(with.segments()[2].end, times[70]);
    EXPECT_EQ(with.segments()[3].start, times[70]);
    EXPECT_EQ(with.segments()[3].end, times[80]);
    EXPECT_EQ(with.segments()[1], without.segments()[1]);
}

TEST_F(CorrectionsTest, EdgesOnUnevenFramesStayWhereTimesAreNotKnown) {
    std::vector<double> times = tenASecond(100);
    std::for_each(times.begin() + 1, times.end(), [](double& time) { time -= 0.09; });
    Corrections exact(document_, times);
    exact.add(90, 94, "Stop Sign");
    exact.nudge(2, SegmentEdge::Start, 2);
    const Corrections again(document_, {}, exact.segments(), exact.deleted(), false);
    EXPECT_EQ(again.segments(), exact.segments());
}

TEST_F(CorrectionsTest, PartsThatDoNotFitTheResultAreRefused) {
    const auto isRefused = [&](const auto& spoil, std::vector<std::size_t> deleted = {}) {
        std::vector<CorrectedSegment> segments = corrections_.segments();
        spoil(segments);
        try {
            Corrections(document_, {}, segments, std::move(deleted), false);
        } catch (const std::invalid_argument&) {
            return true;
        }
        return false;
    };
    EXPECT_FALSE(isRefused([](auto&) {}));
    EXPECT_FALSE(isRefused([](auto& s) { s.pop_back(); }, {2}));
    EXPECT_TRUE(isRefused([](auto& s) { s.pop_back(); }));
    EXPECT_TRUE(isRefused([](auto&) {}, {2}));
    EXPECT_TRUE(isRefused([](auto& s) { s.pop_back(); }, {2, 2}));
    EXPECT_TRUE(isRefused([](auto&) {}, {3}));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].id = 1; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].id = -1; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].id = std::numeric_limits<std::int64_t>::max(); }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].origin = 1; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].origin.reset(); }, {0}));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].state = ReviewState::Added; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].label = "Stop Sign"; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].end += 0.01; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].state = ReviewState::Changed, s[0].label = " "; }));
    EXPECT_TRUE(isRefused([](auto& s) { s[0].state = ReviewState::Changed, s[0].endFrame = 100; }));
    EXPECT_TRUE(
        isRefused([](auto& s) { s[0].state = ReviewState::Changed, s[0].startFrame = -1; }));
}

/// Draws recordings with uneven frames, segments as the labeller would place them, and corrections.
class RandomCorrections {
public:
    explicit RandomCorrections(unsigned seed) : engine_(seed) {
        double time = 3.0;
        for (std::int64_t i = draw(1, 60); i > 0; --i) {
            times_.push_back(time);
            time += static_cast<double>(draw(1, 9)) / 100.0;
        }
        document_ = emptyDocument(static_cast<std::int64_t>(times_.size()));
        document_.source.start = times_.front();
        document_.source.end = draw(0, 9) == 0 ? times_.back() : time;
        for (std::int64_t i = draw(0, 5); i > 0; --i) {
            document_.segments.push_back(segment());
        }
        std::stable_sort(document_.segments.begin(), document_.segments.end(),
                         [](const auto& a, const auto& b) { return a.start < b.start; });
    }

    const LabelDocument& document() const { return document_; }
    std::vector<double> times() { return draw(0, 3) == 0 ? std::vector<double>() : times_; }

    CorrectionResult correct(Corrections& corrections) {
        const std::int64_t id =
            draw(-1, static_cast<std::int64_t>(corrections.segments().size()) + 3);
        const std::int64_t frame = draw(-1, document_.source.frames);
        switch (draw(0, 8)) {
            case 0:
                return corrections.accept(id);
            case 1:
                return corrections.relabel(id, label());
            case 2:
                return corrections.split(id, frame);
            case 3:
                return corrections.merge(id, draw(0, 8));
            case 4:
                return corrections.merge(id, nextOf(corrections, id));
            case 5:
                return corrections.nudge(
                    id, draw(0, 1) == 0 ? SegmentEdge::Start : SegmentEdge::End, draw(-20, 20));
            case 6:
                return corrections.remove(id);
            case 7:
                return draw(0, 9) == 0 ? corrections.acceptAll() : corrections.accept(id);
            default:
                return corrections.add(frame, frame + draw(-1, 20), label());
        }
    }

private:
    std::mt19937 engine_;
    std::vector<double> times_;
    LabelDocument document_;

    std::int64_t draw(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution(least, most)(engine_);
    }
    /// By time; −1 where there is none.
    static std::int64_t nextOf(const Corrections& corrections, std::int64_t id) {
        const auto& all = corrections.segments();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [id](const CorrectedSegment& one) { return one.id == id; });
        return found == all.end() || found + 1 == all.end() ? -1 : (found + 1)->id;
    }
    std::string label() { return std::string(1, static_cast<char>('`' + draw(0, 4))); }

    LabelSegment segment() {
        const std::int64_t first = draw(0, document_.source.frames - 1);
        const std::int64_t last = draw(first, document_.source.frames - 1);
        const auto at = [&](std::int64_t frame) { return times_[static_cast<std::size_t>(frame)]; };
        LabelSegment result = labelledSegment("a", first, last);
        result.start = first > 0 ? (at(first - 1) + at(first)) / 2.0 : at(first);
        result.end = last + 1 < document_.source.frames ? (at(last) + at(last + 1)) / 2.0
                                                        : document_.source.end;
        result.fired = result.end;
        return result;
    }
};

class RandomCorrectionsTest : public ::testing::TestWithParam<unsigned> {
protected:
    static void expectWhole(const Corrections& corrections, const LabelDocument& document) {
        const FrameTimeline& timeline = corrections.timeline();
        std::multiset<std::size_t> origins(corrections.deleted().begin(),
                                           corrections.deleted().end());
        std::set<std::int64_t> ids;
        const CorrectedSegment* previous = nullptr;
        for (const CorrectedSegment& segment : corrections.segments()) {
            EXPECT_TRUE(previous == nullptr || previous->start < segment.start ||
                        (previous->start == segment.start && previous->id < segment.id));
            previous = &segment;
            EXPECT_TRUE(ids.insert(segment.id).second);
            EXPECT_FALSE(segment.label.empty());
            EXPECT_GE(segment.startFrame, 0);
            EXPECT_LE(segment.startFrame, segment.endFrame);
            EXPECT_LT(segment.endFrame, timeline.frames());
            EXPECT_GE(segment.start, timeline.start() - 1e-6);
            EXPECT_LE(segment.start, segment.end);
            EXPECT_LE(segment.end, timeline.end() + 1e-6);
            EXPECT_EQ(segment.origin.has_value(), segment.state != ReviewState::Added);
            if (segment.origin) {
                origins.insert(*segment.origin);
            }
            if (timeline.isExact()) {
                expectOnFrames(segment, timeline);
            }
        }
        EXPECT_EQ(origins.size(), document.segments.size());
        EXPECT_EQ(std::set(origins.begin(), origins.end()).size(), document.segments.size());
    }

    static void expectOnFrames(const CorrectedSegment& segment, const FrameTimeline& timeline) {
        EXPECT_LE(segment.start, timeline.startOf(segment.startFrame) + 1e-6);
        if (segment.startFrame > 0) {
            EXPECT_GT(segment.start, timeline.startOf(segment.startFrame - 1));
        }
        EXPECT_GE(segment.end, timeline.startOf(segment.endFrame));
        EXPECT_LE(segment.end, timeline.endOf(segment.endFrame) + 1e-6);
    }
};

TEST_P(RandomCorrectionsTest, KeepTheirPromises) {
    RandomCorrections random(GetParam());
    const std::vector<double> times = random.times();
    Corrections corrections(random.document(), times);
    int made = 0;
    for (int step = 0; step < 200; ++step) {
        const Corrections before = corrections;
        const CorrectionResult result = random.correct(corrections);
        ASSERT_EQ(corrections != before, static_cast<bool>(result)) << "step " << step;
        made += result ? 1 : 0;
        expectWhole(corrections, random.document());
        EXPECT_EQ(Corrections(random.document(), times, corrections.segments(),
                              corrections.deleted(), corrections.isWholeReviewed()),
                  corrections);
        const LabelDocument corrected = corrections.toDocument(random.document());
        EXPECT_EQ(parseLabelDocument(toJson(corrected), "corrected"), corrected);
        const SavedCorrections saved{.result = {.name = "a.json", .sha256 = std::string(64, '0')},
                                     .isWholeReviewed = corrections.isWholeReviewed(),
                                     .segments = corrections.segments(),
                                     .deleted = corrections.deleted()};
        EXPECT_EQ(parseCorrections(toJson(saved), "saved"), saved);
        const Corrections carried = carryOver(saved, random.document(), times);
        expectWhole(carried, random.document());
        if (HasFailure()) {
            FAIL() << "step " << step;
        }
    }
    EXPECT_GT(made, 0);
}

#ifdef __SANITIZE_ADDRESS__
constexpr unsigned kSeeds = 15;  // each takes a second there
#else
constexpr unsigned kSeeds = 60;
#endif
INSTANTIATE_TEST_SUITE_P(Seeds, RandomCorrectionsTest, ::testing::Range(0U, kSeeds));

}  // namespace
}  // namespace handscope::app
