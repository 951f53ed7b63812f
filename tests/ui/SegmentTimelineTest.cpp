// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentTimeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "RecordingsFixture.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class SegmentTimelineTest : public testing::Test {
protected:
    SegmentTimeline timeline_;
    QSignalSpy clicked_{&timeline_, &SegmentTimeline::segmentClicked};
    QSignalSpy seeks_{&timeline_, &SegmentTimeline::seekRequested};
    QSignalSpy edges_{&timeline_, &SegmentTimeline::edgeMoved};
    QSignalSpy ranges_{&timeline_, &SegmentTimeline::rangeMarked};

    // 20 s over 1000 pixels: 50 pixels a second; 600 frames: 5 pixels for 3 frames.
    void SetUp() override {
        timeline_.resize(1000, 100);
        timeline_.setLabels(someLabels());
        timeline_.setRecording(20.0, 600);
        timeline_.setSegments(fourSegments());
        timeline_.show();
        timeline_.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&timeline_));
        timeline_.setFocus();
    }

    static constexpr int kLane = TimelinePicture::kTop + 12;
    static constexpr int kBelow = 95;

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&timeline_, Qt::LeftButton, modifiers, from);
        const QPoint half = (from + to) / 2;
        move(half, modifiers);
        move(to, modifiers);
        QTest::mouseRelease(&timeline_, Qt::LeftButton, modifiers, to);
    }

    /// With the left button held, which QTest::mouseMove() does not.
    void move(QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent event(QEvent::MouseMove, to, timeline_.mapToGlobal(to), Qt::NoButton,
                          Qt::LeftButton, modifiers);
        QApplication::sendEvent(&timeline_, &event);
    }

    void turnWheel(int x, int steps, Qt::KeyboardModifiers modifiers = {}) {
        const QPointF place(x, 50);
        QWheelEvent event(place, timeline_.mapToGlobal(place), {}, {0, steps * 120}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&timeline_, &event);
    }
};

TEST_F(SegmentTimelineTest, AClickOnASegmentSelectsItAndGoesThere) {
    QTest::mouseClick(&timeline_, Qt::LeftButton, {}, {350, kLane});
    ASSERT_EQ(clicked_.count(), 1);
    EXPECT_EQ(clicked_[0][0].toLongLong(), 2);
    ASSERT_EQ(seeks_.count(), 1);
    EXPECT_NEAR(seeks_[0][0].toDouble(), 7.0, 0.03);
}

TEST_F(SegmentTimelineTest, AClickBesideThemOnlyGoesThere) {
    QTest::mouseClick(&timeline_, Qt::LeftButton, {}, {450, kLane});
    EXPECT_EQ(clicked_.count(), 0);
    ASSERT_EQ(seeks_.count(), 1);
    EXPECT_NEAR(seeks_[0][0].toDouble(), 9.0, 0.03);
}

TEST_F(SegmentTimelineTest, ADragAlongTheRulerGoesAlong) {
    drag({100, 8}, {500, 8});
    ASSERT_GE(seeks_.count(), 3);
    EXPECT_NEAR(seeks_.first()[0].toDouble(), 2.0, 0.03);
    EXPECT_NEAR(seeks_.last()[0].toDouble(), 10.0, 0.03);
}

TEST_F(SegmentTimelineTest, AnEdgeOfTheSelectedSegmentIsDraggedByFrames) {
    timeline_.setSelected(2);
    drag({300, kLane}, {285, kLane});
    ASSERT_EQ(edges_.count(), 1);
    EXPECT_EQ(edges_[0][0].toLongLong(), 2);
    EXPECT_EQ(edges_[0][1].value<SegmentEdge>(), SegmentEdge::Start);
    EXPECT_EQ(edges_[0][2].toInt(), -9);
    // The video follows the edge.
    EXPECT_NEAR(seeks_.last()[0].toDouble(), 5.7, 0.001);

    drag({400, kLane}, {410, kLane});
    ASSERT_EQ(edges_.count(), 2);
    EXPECT_EQ(edges_[1][1].value<SegmentEdge>(), SegmentEdge::End);
    EXPECT_EQ(edges_[1][2].toInt(), 6);
    EXPECT_EQ(clicked_.count(), 0);
}

TEST_F(SegmentTimelineTest, TheDraggedEdgeIsShownUntilItIsLetGo) {
    timeline_.setSelected(2);
    QTest::mousePress(&timeline_, Qt::LeftButton, {}, {300, kLane});
    move({250, kLane});
    EXPECT_NEAR(timeline_.barOf(2).left(), 250, 1);
    QKeyEvent escape(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
    escape.ignore();
    QApplication::sendEvent(&timeline_, &escape);
    EXPECT_TRUE(escape.isAccepted()) << "a shortcut of the window would take it";
    QTest::keyClick(&timeline_, Qt::Key_Escape);
    EXPECT_NEAR(timeline_.barOf(2).left(), 300, 1);
    QTest::mouseRelease(&timeline_, Qt::LeftButton, {}, {250, kLane});
    EXPECT_EQ(edges_.count(), 0);
}

TEST_F(SegmentTimelineTest, AnEdgeLeavesAtLeastOneFrame) {
    timeline_.setSelected(2);
    drag({300, kLane}, {900, kLane});
    ASSERT_EQ(edges_.count(), 1);
    EXPECT_EQ(edges_[0][2].toInt(), 60) << "from frame 180 to 240, the last";
    drag({300, kLane}, {-500, kLane});
    ASSERT_EQ(edges_.count(), 2);
    EXPECT_EQ(edges_[1][2].toInt(), -180) << "no frame stands before the first";
}

TEST_F(SegmentTimelineTest, OnlyTheSelectedSegmentsEdgesAreHeld) {
    drag({300, kLane}, {200, kLane});
    EXPECT_EQ(edges_.count(), 0);
}

TEST_F(SegmentTimelineTest, ADragWithShiftMarksAStretch) {
    drag({440, kLane}, {480, kLane}, Qt::ShiftModifier);
    ASSERT_EQ(ranges_.count(), 1);
    EXPECT_EQ(ranges_[0][0].toLongLong(), 264);
    EXPECT_EQ(ranges_[0][1].toLongLong(), 288);
    // From right to left is as good; a mere click marks nothing.
    drag({480, kLane}, {440, kLane}, Qt::ShiftModifier);
    EXPECT_EQ(ranges_[1][0].toLongLong(), 264);
    QTest::mouseClick(&timeline_, Qt::LeftButton, Qt::ShiftModifier, {440, kLane});
    EXPECT_EQ(ranges_.count(), 2);
}

TEST_F(SegmentTimelineTest, FramesThatDoNotComeEvenlyStandWhereTheyBegin) {
    SegmentRow segment = segmentAt(1, "Thumb Up", 5.0, 15.0, 0.5);
    segment.startFrame = 1;
    segment.endFrame = 2;
    timeline_.setRecording(20.0, 4, {0.0, 5.0, 6.0, 15.0});
    timeline_.setSegments({segment});
    drag({260, kLane}, {320, kLane}, Qt::ShiftModifier);
    ASSERT_EQ(ranges_.count(), 1);
    EXPECT_EQ(ranges_[0][0].toLongLong(), 1) << "at 5.2 s";
    EXPECT_EQ(ranges_[0][1].toLongLong(), 2) << "at 6.4 s";

    timeline_.setSelected(1);
    drag({250, kLane}, {290, kLane});
    ASSERT_EQ(edges_.count(), 1);
    EXPECT_EQ(edges_[0][2].toInt(), 1) << "nearer to 6.0 s than to 5.0 s";
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 6.0);
    drag({750, kLane}, {960, kLane});
    ASSERT_EQ(edges_.count(), 2);
    EXPECT_EQ(edges_[1][2].toInt(), 1) << "to the recording's end";
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 20.0);
    drag({750, kLane}, {751, kLane});
    EXPECT_EQ(edges_.count(), 2) << "it stays where it is nearest";
}

TEST_F(SegmentTimelineTest, TheWheelZoomsAboutTheMouse) {
    const double before = timeline_.scale().secondsAt(700);
    turnWheel(700, 5);
    EXPECT_LT(timeline_.scale().span(), 8.0);
    EXPECT_NEAR(timeline_.scale().secondsAt(700), before, 1e-6);
    turnWheel(0, -20);
    EXPECT_TRUE(timeline_.scale().showsAll());
    EXPECT_EQ(timeline_.scale().start(), 0.0);
    // No further than to a few frames.
    turnWheel(500, 100);
    EXPECT_NEAR(timeline_.scale().span(), 10.0 / 30.0, 1e-6);
}

TEST_F(SegmentTimelineTest, ADragScrollsWithinTheRecording) {
    turnWheel(0, 4);
    const double span = timeline_.scale().span();
    drag({800, kBelow - 20}, {300, kBelow - 20});
    EXPECT_NEAR(timeline_.scale().start(), span / 2.0, 0.01);
    EXPECT_EQ(seeks_.count(), 0);
    drag({100, kBelow - 20}, {900, kBelow - 20});
    EXPECT_EQ(timeline_.scale().start(), 0.0);
    turnWheel(500, -1, Qt::ShiftModifier);
    EXPECT_GT(timeline_.scale().start(), 0.0);
    EXPECT_NEAR(timeline_.scale().span(), span, 1e-9);
}

TEST_F(SegmentTimelineTest, KeysGoFromSegmentToSegmentAndAlong) {
    timeline_.setSelected(2);
    QTest::keyClick(&timeline_, Qt::Key_Down);
    ASSERT_EQ(clicked_.count(), 1);
    EXPECT_EQ(clicked_[0][0].toLongLong(), 3);
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 10.0);
    QTest::keyClick(&timeline_, Qt::Key_Up);
    EXPECT_EQ(clicked_.last()[0].toLongLong(), 1);
    QTest::keyClick(&timeline_, Qt::Key_End);
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 20.0);
    timeline_.setPlayhead(10.0);
    QTest::keyClick(&timeline_, Qt::Key_PageUp);
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 8.0);
    QTest::keyClick(&timeline_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(seeks_.last()[0].toDouble(), 0.0);
}

TEST_F(SegmentTimelineTest, OverlappingSegmentsStandInLanes) {
    timeline_.setSegments({segmentAt(1, "Thumb Up", 1.0, 5.0, 0.5),
                           segmentAt(2, "Thumb Down", 4.0, 6.0, 0.5),
                           segmentAt(3, "Stop Sign", 5.0, 7.0, 0.5)});
    EXPECT_EQ(timeline_.lanes().laneCount(), 2);
    EXPECT_FALSE(timeline_.barOf(1).intersects(timeline_.barOf(2)));
    EXPECT_EQ(timeline_.barOf(3).top(), timeline_.barOf(1).top());
    QTest::mouseClick(&timeline_, Qt::LeftButton, {}, timeline_.barOf(2).center());
    EXPECT_EQ(clicked_.last()[0].toLongLong(), 2);
}

TEST_F(SegmentTimelineTest, TheSelectedSegmentIsBroughtIntoSight) {
    turnWheel(0, 8);
    ASSERT_LT(timeline_.scale().end(), 15.0);
    timeline_.setSelected(4);
    EXPECT_GE(timeline_.scale().end(), 16.0);
    EXPECT_LE(timeline_.scale().start(), 15.0);
}

TEST_F(SegmentTimelineTest, FollowsThePlayheadUnlessScrolledAway) {
    turnWheel(0, 6);
    timeline_.setPlayhead(timeline_.scale().end() - 0.1);
    timeline_.setPlayhead(timeline_.scale().end() + 0.1);
    EXPECT_GT(timeline_.scale().start(), 1.0);
    const double start = timeline_.scale().start();
    timeline_.setPlayhead(0.0);
    EXPECT_EQ(timeline_.scale().start(), 0.0);
    drag({900, kBelow - 20}, {100, kBelow - 20});
    drag({900, kBelow - 20}, {100, kBelow - 20});
    ASSERT_GT(timeline_.scale().start(), start);
    const double away = timeline_.scale().start();
    timeline_.setPlayhead(0.1);
    EXPECT_EQ(timeline_.scale().start(), away);
}

TEST_F(SegmentTimelineTest, SaysWhatIsSelected) {
    timeline_.setSelected(4);
    EXPECT_EQ(timeline_.accessibleDescription(),
              "Selected: Swiping Right, from 0:15.0 to 0:16.0 (doubtful)");
    timeline_.setSegments({});
    EXPECT_EQ(timeline_.accessibleDescription(), "No segment is selected");
    timeline_.setRecording(0.0, 0);
    EXPECT_EQ(timeline_.accessibleDescription(), "No recording is open");
}

TEST_F(SegmentTimelineTest, StatesDifferInShapeAndDoubtIsMarked) {
    const auto inkOf = [&](const SegmentRow& segment) {
        timeline_.setSegments({segment});
        return timeline_.grab().toImage();
    };
    const SegmentRow plain = segmentAt(1, "Thumb Up", 6.0, 14.0, 0.9);
    SegmentRow doubtful = plain;
    doubtful.margin = 0.1;
    SegmentRow accepted = plain;
    accepted.state = ReviewState::Accepted;
    SegmentRow changed = plain;
    changed.state = ReviewState::Changed;
    const QImage images[] = {inkOf(plain), inkOf(doubtful), inkOf(accepted), inkOf(changed)};
    for (int left = 0; left < 4; ++left) {
        for (int right = left + 1; right < 4; ++right) {
            EXPECT_NE(images[left], images[right]) << left << " and " << right;
        }
    }
    // The mark stands above the middle of the bar.
    const QPoint mark(500, TimelinePicture::kRulerHeight + 2);
    EXPECT_NE(images[1].pixelColor(mark), images[0].pixelColor(mark));
}

TEST_F(SegmentTimelineTest, AThousandHoursOfSegmentsArePaintedInTheBlinkOfAnEye) {
    QVector<SegmentRow> many;
    for (int id = 0; id < 100000; ++id) {
        many << segmentAt(id, "Thumb Up", id * 36.0, id * 36.0 + 2.0, id % 7 / 7.0);
    }
    timeline_.setRecording(3600000.0, 108000000);
    timeline_.setSegments(many);
    turnWheel(500, 40);
    int visited = 0;
    timeline_.lanes().visit(0, timeline_.scale().start(), timeline_.scale().end(),
                            [&](const SegmentRow&) {
                                ++visited;
                                return 0.0;
                            });
    EXPECT_LT(visited, 500) << "only what is in sight";
    const QImage image = timeline_.grab().toImage();
    EXPECT_FALSE(image.isNull());
}

TEST(SegmentLanesTest, PassesOverWhatEndsBeforeTheWantedTime) {
    SegmentLanes lanes;
    lanes.assign(fourSegments());
    std::vector<qint64> seen;
    lanes.visit(0, 3.0, 20.0, [&](const SegmentRow& segment) {
        seen.push_back(segment.id);
        return segment.id == 1 ? 13.0 : 0.0;
    });
    EXPECT_THAT(seen, ElementsAre(1, 4));
    seen.clear();
    lanes.visit(0, 4.5, 11.0, [&](const SegmentRow& segment) {
        seen.push_back(segment.id);
        return 0.0;
    });
    EXPECT_THAT(seen, ElementsAre(2, 3));
}

TEST(SegmentLanesTest, SurvivesSegmentsThatEndBeforeTheyBegin) {
    SegmentLanes lanes;
    lanes.assign(
        {segmentAt(1, "Thumb Up", 5.0, 2.0, 0.5), segmentAt(2, "Thumb Up", 6.0, 7.0, 0.5)});
    EXPECT_EQ(lanes.segment(1)->end, 5.0);
    EXPECT_EQ(lanes.at(6.5)->id, 2);
    EXPECT_EQ(lanes.at(20.0), nullptr);
    EXPECT_EQ(lanes.neighbour(1, +1)->id, 2);
    EXPECT_EQ(lanes.neighbour(2, +1), nullptr);
}

class TimelineScaleTest : public testing::TestWithParam<std::pair<double, double>> {};

TEST_P(TimelineScaleTest, MarksStandAtRoundTimesWithRoomForTheirWords) {
    const auto [duration, step] = GetParam();
    TimelineScale scale;
    scale.setWidth(1000);
    scale.setDuration(duration);
    EXPECT_DOUBLE_EQ(scale.markStep(100.0), step);
    EXPECT_GE(scale.pixelOf(step), 99.9);
}

INSTANTIATE_TEST_SUITE_P(Durations, TimelineScaleTest,
                         testing::Values(std::pair(0.5, 0.1), std::pair(8.0, 1.0),
                                         std::pair(60.0, 10.0), std::pair(3600.0, 600.0),
                                         std::pair(144000.0, 14400.0)));

}  // namespace
}  // namespace handscope::ui
