// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectController.h"
#include "tests/window/InspectFixture.h"

namespace handscope::app {
namespace {

using ::testing::SizeIs;

/// Which moment is looked at.
class InspectMomentsTest : public test::InspectFixture {
protected:
    static constexpr double kSeconds = 8.0;

    void openFile() {
        controller.sourceOpened(fileSource(videoOf(kSeconds), kSeconds));
        controller.setActive(true);
    }
    std::vector<double> lookedAt() const {
        return asked.empty() ? std::vector<double>() : times(asked.back().frames);
    }
    bool waitUntilLookedAt(const std::vector<double>& frames) {
        return waitFor([&] { return lookedAt() == frames; });
    }
};

TEST_F(InspectMomentsTest, FrozenItStaysWhileTheSourceGoesOn) {
    openLive();
    playLive(0.0, 3.0);
    runWindow(3.0);
    ASSERT_TRUE(waitForMapOf(2.25));
    Q_EMIT page.freezeRequested(true);
    asked.clear();
    playLive(3.5, 6.0);
    runWindow(6.0);
    EXPECT_TRUE(asked.empty());
    EXPECT_DOUBLE_EQ(map().pts, 2.25);
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 3.0);
    EXPECT_DOUBLE_EQ(page.strip().picture().end, 6.0) << "the strip grows";
    EXPECT_FALSE(page.strip().picture().shownClasses().empty()) << "and its curves";
}

TEST_F(InspectMomentsTest, MovingTheCursorFreezesAndLooksThere) {
    openLive();
    playLive(0.0, 8.0);
    runWindow(8.0);
    Q_EMIT page.strip().cursorMoved(5.0);
    EXPECT_TRUE(waitUntilLookedAt({3.0, 3.5, 4.0, 4.5})) << "at 3.25, 3.75, 4.25 and 4.75";
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_TRUE(waitForMapOf(4.0));
}

TEST_F(InspectMomentsTest, AnEventOfALiveSourceIsLookedAtWhileItsPicturesAreKept) {
    openLive();
    playLive(0.0, 8.0);
    runWindow(8.0);
    controller.showEvent({3, "Swiping Left", 3.5, 5.5, 0.9, false, {}}, 5.0);
    controller.showEvent({2, "Swiping Left", 0.5, 1.5, 0.9, false, {}}, 1.5);
    EXPECT_FALSE(controller.keepsEvent(1)) << "there is none";
    EXPECT_FALSE(controller.keepsEvent(2)) << "its window begins before the first picture";
    ASSERT_TRUE(controller.keepsEvent(3));
    controller.goToEvent(3);
    EXPECT_TRUE(waitUntilLookedAt({3.0, 3.5, 4.0, 4.5})) << "of the window that ends at 5";
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 5.0);
}

TEST_F(InspectMomentsTest, GoingOnReturnsToTheNewestWindow) {
    openLive();
    playLive(0.0, 8.0);
    runWindow(8.0);
    Q_EMIT page.strip().cursorMoved(5.0);
    ASSERT_TRUE(waitForMapOf(4.0));
    Q_EMIT page.freezeRequested(false);
    EXPECT_FALSE(page.strip().isFrozen());
    EXPECT_TRUE(waitForMapOf(7.25));
    runWindow(8.5);
    EXPECT_TRUE(waitForMapOf(7.75));
}

TEST_F(InspectMomentsTest, StepsByAFrameAndByAWindow) {
    openLive();
    playLive(0.0, 8.0);
    runWindow(8.0);
    Q_EMIT page.frameStepRequested(-1);
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 7.5) << "there is a frame each half second";
    Q_EMIT page.frameStepRequested(-2);
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 6.5);
    Q_EMIT page.frameStepRequested(+1);
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 7.0);
    settings.windowStride = 0.25;
    controller.setSettings(settings);
    Q_EMIT page.windowStepRequested(-3);
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 6.25);
    Q_EMIT page.windowStepRequested(+100);
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 8.0) << "no further than the video";
}

TEST_F(InspectMomentsTest, StepsOverAPartOfAFileThatWasNotPlayed) {
    openFile();
    const auto take = controller.frameTaker();
    take(test::greyFrame(0.0, 0, 40, 64, 48));
    take(test::greyFrame(0.1, 1, 42, 64, 48));
    QTest::qWait(50);
    Q_EMIT page.strip().cursorMoved(6.0);
    Q_EMIT page.frameStepRequested(-1);
    EXPECT_NEAR(page.strip().cursor(), 5.9, 1e-9) << "and not to what was played long before";
    Q_EMIT page.frameStepRequested(+2);
    EXPECT_NEAR(page.strip().cursor(), 6.1, 1e-9);
}

TEST_F(InspectMomentsTest, AMomentThatIsGoneIsToldInWords) {
    openLive();
    playLive(0.0, 6.0);
    runWindow(6.0);
    ASSERT_TRUE(waitForMapOf(5.25));
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Frames; });
    ASSERT_TRUE(waitFor([this] { return !page.stage().picture().isNull(); }));
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Map; });
    Q_EMIT page.strip().cursorMoved(1.0);
    ASSERT_TRUE(waitFor([this] { return words().contains("no pictures of this moment"); }));
    EXPECT_TRUE(page.scores().bars().shown().isEmpty());
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Frames; });
    EXPECT_TRUE(words().contains("no pictures of this moment")) << "in every view";
    EXPECT_TRUE(page.stage().picture().isNull()) << "nothing of an earlier moment";
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Map; });
    asked.clear();
    chooseOnStage([](ui::StageChoices& choices) { choices.t = 1; });
    Q_EMIT page.network().picked({"layer1.0", "output"});
    EXPECT_TRUE(asked.empty()) << "there is nothing to look at";
    Q_EMIT page.strip().cursorMoved(5.0);
    EXPECT_TRUE(waitUntilAsked(1));
    EXPECT_TRUE(waitFor([this] { return words().isEmpty(); }));
}

TEST_F(InspectMomentsTest, WhereThereIsNothingToPinWhatWasPinnedBeforeStays) {
    openLive();
    playLive(0.0, 6.0);
    runWindow(6.0);
    ASSERT_TRUE(waitForMapOf(5.25));
    Q_EMIT page.stage().pinRequested();
    Q_EMIT page.strip().cursorMoved(1.0);
    ASSERT_TRUE(waitFor([this] { return !words().isEmpty(); }));
    Q_EMIT page.stage().pinRequested();
    chooseOnStage([](ui::StageChoices& choices) {
        choices.view = ui::InspectView::Compare;
        choices.withPinned = true;
    });
    Q_EMIT page.strip().cursorMoved(5.0);
    EXPECT_TRUE(waitFor([this] {
        const auto labels = page.stage().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains("5.25");
        });
    }));
}

TEST_F(InspectMomentsTest, FreezesAtATimeThatIsAskedForFromElsewhere) {
    openFile();
    controller.lookAt(7.0);
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_TRUE(waitUntilLookedAt({5.2, 5.7, 6.2, 6.7})) << "at 5.25, 5.75, 6.25 and 6.75";
}

TEST_F(InspectMomentsTest, AnyMomentOfAFileIsFoundWithoutPlayingIt) {
    openFile();
    Q_EMIT page.strip().cursorMoved(7.0);
    EXPECT_TRUE(waitUntilLookedAt({5.2, 5.7, 6.2, 6.7})) << "at 5.25, 5.75, 6.25 and 6.75";
    Q_EMIT page.strip().cursorMoved(2.0);
    EXPECT_TRUE(waitUntilLookedAt({0.2, 0.7, 1.2, 1.7}));
    const auto* pixels = asked.back().frames[1]->pixels.data();
    EXPECT_NEAR(pixels[0], 40 + 2 * 7, 3) << "the frame of 0.7 s";
}

TEST_F(InspectMomentsTest, DraggingShowsWhatComesOnTheWayAndQueuesNothing) {
    openFile();
    std::size_t moves = 0;
    while (moves < 200 || asked.size() < 2) {  // something is shown meanwhile
        Q_EMIT page.strip().cursorMoved(2.0 + 0.03 * static_cast<double>(moves % 200));
        QTest::qWait(2);
        ++moves;
    }
    Q_EMIT page.strip().cursorMoved(kSeconds);
    EXPECT_LT(asked.size(), moves);
    ASSERT_TRUE(
        waitFor([this] { return std::abs(page.strip().picture().windowEnd - kSeconds) < 1e-6; }));
    EXPECT_EQ(lookedAt(), (std::vector<double>{6.2, 6.7, 7.2, 7.7}));
    const auto before = asked.size();
    QTest::qWait(100);
    EXPECT_EQ(asked.size(), before) << "the last place was the last to be looked at";
}

TEST_F(InspectMomentsTest, AFileThatHasEndedShowsItsLastWindowAgain) {
    openFile();
    runWindow(kSeconds);
    pipeline::PipelineUpdate end;
    end.finished = true;
    controller.takeUpdate(end);
    Q_EMIT page.strip().cursorMoved(3.0);
    ASSERT_TRUE(waitUntilLookedAt({1.2, 1.7, 2.2, 2.7}));
    Q_EMIT page.freezeRequested(false);
    EXPECT_TRUE(waitUntilLookedAt({6.25, 6.75, 7.25, 7.75}));
}

TEST_F(InspectMomentsTest, AnotherModelLooksAtTheFrozenMoment) {
    openFile();
    Q_EMIT page.strip().cursorMoved(3.0);
    ASSERT_TRUE(waitUntilLookedAt({1.2, 1.7, 2.2, 2.7}));
    ASSERT_TRUE(waitForMapOf(2.2));
    asked.clear();
    controller.useModel(modelFile(), std::make_shared<test::DescribedClassifier>(false, 8));
    controller.sourceClosed();
    auto same = fileSource(folder.file("video.mp4"), kSeconds);
    same.sameAsBefore = true;
    controller.sourceOpened(same);
    ASSERT_TRUE(waitFor([this] { return !asked.empty(); }));
    EXPECT_TRUE(waitUntilLookedAt({1.1, 1.3, 1.6, 1.8, 2.1, 2.3, 2.6, 2.8})) << "with its eight";
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_DOUBLE_EQ(page.strip().cursor(), 3.0);
}

TEST_F(InspectMomentsTest, AnotherModelLooksAtTheFrozenMomentOfACamera) {
    openLive();
    playLive(0.0, 8.0);
    runWindow(8.0);
    Q_EMIT page.strip().cursorMoved(5.0);
    ASSERT_TRUE(waitForMapOf(4.0));
    asked.clear();
    controller.useModel(modelFile(), classifier);
    controller.sourceClosed();
    controller.sourceOpened({.choice = {.address = "camera"},
                             .live = true,
                             .origin = 1000.0,
                             .frameRate = 2.0,
                             .sameAsBefore = true});
    ASSERT_THAT(asked, SizeIs(1)) << "though its clock has started anew";
    EXPECT_EQ(lookedAt(), (std::vector<double>{3.0, 3.5, 4.0, 4.5}));
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_TRUE(page.strip().picture().shownClasses().empty()) << "those scores had other times";
    runWindow(1003.0);
    Q_EMIT page.freezeRequested(false);
    EXPECT_TRUE(waitForMapOf(2.25));
}

TEST_F(InspectMomentsTest, ACameraThatComesBackLeavesTheFrozenMoment) {
    openLive();
    runWindow(8.0);
    ASSERT_TRUE(waitForMapOf(7.25));
    Q_EMIT page.freezeRequested(true);
    asked.clear();
    controller.sourceClosed();
    controller.sourceOpened({.choice = {.address = "camera"},
                             .live = true,
                             .origin = 1000.0,
                             .frameRate = 2.0,
                             .sameAsBefore = true});
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(lookedAt(), (std::vector<double>{6.25, 6.75, 7.25, 7.75}));
    runWindow(1003.0);
    EXPECT_TRUE(waitForMapOf(7.25)) << "at the seconds that it had";
    EXPECT_EQ(words(), QString());
    Q_EMIT page.freezeRequested(false);
    EXPECT_TRUE(waitForMapOf(2.25));
}

TEST_F(InspectMomentsTest, AnotherModelShowsSomethingWhileTheVideoIsPaused) {
    openFile();
    runWindow(4.0);
    asked.clear();
    controller.useModel(modelFile(), classifier);
    controller.sourceClosed();
    auto same = fileSource(folder.file("video.mp4"), kSeconds);
    same.sameAsBefore = true;
    controller.sourceOpened(same);
    EXPECT_TRUE(waitUntilLookedAt({2.2, 2.7, 3.2, 3.7})) << "though no window comes";
}

TEST_F(InspectMomentsTest, AnotherWindowLengthLooksAtTheFrozenMomentAnew) {
    openFile();
    Q_EMIT page.strip().cursorMoved(5.0);
    ASSERT_TRUE(waitUntilLookedAt({3.2, 3.7, 4.2, 4.7}));
    settings.windowLength = 4.0;
    controller.setSettings(settings);
    EXPECT_TRUE(waitUntilLookedAt({1.5, 2.5, 3.5, 4.5}));
    const auto before = asked.size();
    settings.decision.onThreshold = 0.7;
    controller.setSettings(settings);
    QTest::qWait(50);
    EXPECT_THAT(asked, SizeIs(before)) << "thresholds change no window";
}

TEST_F(InspectMomentsTest, ACausalNetworkIsGivenThePastOfEachWindow) {
    classifier = std::make_shared<test::DescribedClassifier>(/*causal=*/true);
    controller.useModel(modelFile(), classifier);
    openLive();
    for (int index = 0; index < 8; ++index) {
        runWindow(2.0 + 0.5 * index, index);
        QCoreApplication::processEvents();
    }
    ASSERT_TRUE(waitFor([this] { return lookedAt().back() == 5.25; }));
    EXPECT_THAT(asked.back().frames, SizeIs(4 + 6)) << "two a block before the window";
    EXPECT_EQ(lookedAt().front(), 0.75);
}

TEST_F(InspectMomentsTest, ACausalNetworkIsGivenThePastOfAFrozenMoment) {
    classifier = std::make_shared<test::DescribedClassifier>(/*causal=*/true);
    controller.useModel(modelFile(), classifier);
    openFile();
    Q_EMIT page.strip().cursorMoved(6.0);
    ASSERT_TRUE(waitFor([this] { return !asked.empty(); }));
    EXPECT_THAT(asked.back().frames, SizeIs(4 + 6));
    EXPECT_EQ(lookedAt().back(), 5.8) << "four frames a second: at 5.875";
    EXPECT_EQ(lookedAt().front(), 3.6) << "at 3.625";
}

TEST_F(InspectMomentsTest, TimesCountFromTheBeginningOfTheVideo) {
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true, .frameRate = 2.0});
    controller.setOrigin(100.0);
    controller.setActive(true);
    runWindow(104.0);
    ASSERT_TRUE(waitForMapOf(3.25));
    EXPECT_DOUBLE_EQ(page.strip().picture().end, 4.0);
    EXPECT_DOUBLE_EQ(page.strip().picture().windowEnd, 4.0);
    EXPECT_DOUBLE_EQ(page.strip().picture().windowBegin, 2.0);
}

}  // namespace
}  // namespace handscope::app
