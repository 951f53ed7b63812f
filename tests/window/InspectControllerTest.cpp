// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectController.h"

#include <QDoubleSpinBox>

#include "tests/window/InspectFixture.h"

namespace handscope::app {
namespace {

using model::Tap;
using model::TapPoint;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What is asked of the network, and what of its answers is shown.
class InspectControllerTest : public test::InspectFixture {
protected:
    /// One window is looked at, and shown.
    void showFirst() {
        openLive();
        runWindow(2.0);
        ASSERT_TRUE(waitForMapOf(1.25)) << "frame t = 3";
        asked.clear();
    }
    float shownScore(const QString& label, bool after) const {
        for (const ui::ComparedScore& score : page.scores().bars().shown()) {
            if (score.label == label) {
                return after ? score.after : score.before;
            }
        }
        return -1.0F;
    }
};

TEST_F(InspectControllerTest, ShowsEachWindowWhileThePageIsSeen) {
    openLive();
    runWindow(2.0);
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(times(asked[0].frames), (std::vector<double>{0.25, 0.75, 1.25, 1.75}));
    ASSERT_TRUE(waitForMapOf(1.25));
    EXPECT_FLOAT_EQ(shownScore("Swiping Left", false), 0.625F);
    runWindow(2.5);
    EXPECT_TRUE(waitForMapOf(1.75));
    EXPECT_EQ(page.strip().picture().windowEnd, 2.5);
    EXPECT_THAT(page.strip().picture().frameTimes, ElementsAre(0.75, 1.25, 1.75, 2.25));
}

TEST_F(InspectControllerTest, AsksNothingWhileThePageIsNotSeen) {
    openLive();
    controller.setActive(false);
    runWindow(2.0);
    runWindow(2.5);
    Q_EMIT page.network().picked({"layer1.0", "output"});
    EXPECT_THAT(asked, IsEmpty());
    controller.setActive(true);
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(times(asked[0].frames).back(), 2.25) << "the newest window";
}

TEST_F(InspectControllerTest, OneQuestionIsOnItsWayAtATime) {
    openLive();
    answersAtOnce = false;
    for (int i = 0; i < 5; ++i) {
        runWindow(2.0 + 0.5 * i);
    }
    EXPECT_THAT(asked, SizeIs(1));
    answerLast();
    ASSERT_THAT(asked, SizeIs(2));
    EXPECT_EQ(times(asked[1].frames).back(), 3.75) << "the newest, and none between";
    answerLast();
    EXPECT_THAT(asked, SizeIs(2)) << "nothing new has come";
}

TEST_F(InspectControllerTest, ASlowNetworkStillShowsWhatItSays) {
    openLive();
    answersAtOnce = false;
    for (int i = 0; i < 20; ++i) {
        runWindow(2.0 + 0.5 * i);
        if (i % 5 == 4) {
            answerLast();
        }
    }
    EXPECT_TRUE(waitFor([this] { return !map().colours.isNull(); }));
}

TEST_F(InspectControllerTest, WhatNeedsNoOtherMapIsNotAskedAgain) {
    showFirst();
    chooseOnStage([](ui::StageChoices& choices) { choices.t = 1; });
    EXPECT_TRUE(waitForMapOf(0.25));
    chooseOnStage([](ui::StageChoices& choices) { choices.channel = 1; });
    EXPECT_TRUE(waitFor([this] { return map().title.contains("channel 1 of 2"); }));
    chooseOnStage([](ui::StageChoices& choices) { choices.colours = "grey"; });
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Frames; });
    EXPECT_THAT(asked, IsEmpty());
}

TEST_F(InspectControllerTest, AnotherTapIsAskedFor) {
    showFirst();
    Q_EMIT page.network().picked({"layer3.0", "output"});
    ASSERT_THAT(asked, SizeIs(1)) << "once";
    EXPECT_THAT(asked[0].passes.back().request.taps,
                ElementsAre(TapPoint{"layer3.0", Tap::Output}));
    EXPECT_TRUE(waitFor([this] { return map().title.contains("layer3.0 · Block output"); }));
    EXPECT_EQ(page.network().pickedTap(), (ui::TapName{"layer3.0", "output"}));
}

TEST_F(InspectControllerTest, BeginsWithTheTapThatThePageRemembers) {
    for (const auto& [remembered, expected] :
         {std::pair{ui::TapName{"layer3.0", "cstm"}, ui::TapName{"layer3.0", "cstm"}},
          std::pair{ui::TapName{"layer9.9", "cmm"}, ui::TapName{"layer2.0", "output"}},
          std::pair{ui::TapName{}, ui::TapName{"layer2.0", "output"}}}) {
        ui::InspectPage other;
        other.network().setPicked(remembered);
        InspectController another(other);
        another.useModel(modelFile(), classifier);
        EXPECT_EQ(other.network().pickedTap(), expected) << expected.block.toStdString();
    }
}

TEST_F(InspectControllerTest, KeysOfTheStripDoNothingBeforeThereIsAModelOrASource) {
    ui::InspectPage empty;
    InspectController idle(empty);
    const auto press = [&empty](Qt::KeyboardModifier modifier) {
        QTest::keyClick(&empty.strip(), Qt::Key_Right, modifier);
        QTest::keyClick(&empty.strip(), Qt::Key_Left, modifier);
    };
    press(Qt::ControlModifier);
    press(Qt::NoModifier);
    idle.useModel(modelFile(), classifier);
    press(Qt::ControlModifier);
    press(Qt::NoModifier);
    EXPECT_FALSE(empty.strip().isFrozen());
}

TEST_F(InspectControllerTest, AMapOfTheTapBeforeIsNotShownUnderTheNewOne) {
    showFirst();
    answersAtOnce = false;
    runWindow(2.5);  // of layer2.0
    Q_EMIT page.network().picked({"layer3.0", "output"});
    answerLast();
    ASSERT_THAT(asked, SizeIs(2));
    answerLast();
    ASSERT_TRUE(waitForMapOf(1.75));
    EXPECT_TRUE(map().title.contains("layer3.0"));
}

TEST_F(InspectControllerTest, CutsAreComparedAndRestored) {
    showFirst();
    page.cuts().toggle({"layer1.0", "cmm", -1});
    ASSERT_THAT(asked, SizeIs(1));
    ASSERT_THAT(asked[0].passes, SizeIs(2));
    EXPECT_THAT(asked[0].passes[1].request.mutes, SizeIs(1));
    ASSERT_TRUE(waitFor([this] { return shownScore("Swiping Right", true) == 0.75F; }));
    EXPECT_FLOAT_EQ(shownScore("Swiping Right", false), 0.25F);
    page.cuts().restoreAll();
    EXPECT_TRUE(waitFor([this] { return shownScore("Swiping Right", true) == 0.25F; }));
    EXPECT_THAT(asked.back().passes, SizeIs(1));
}

TEST_F(InspectControllerTest, AnAnswerToWhatWasTakenBackDoesNotStay) {
    showFirst();
    answersAtOnce = false;
    page.cuts().toggle({"layer1.0", "cmm", -1});
    page.cuts().toggle({"layer1.0", "cmm", -1});
    ASSERT_THAT(asked, SizeIs(1));
    answerLast();
    ASSERT_TRUE(waitFor([this] { return shownScore("Swiping Right", true) == 0.75F; }));
    ASSERT_THAT(asked, SizeIs(2));
    EXPECT_THAT(asked.back().passes, SizeIs(1));
    answerLast();
    EXPECT_TRUE(waitFor([this] { return shownScore("Swiping Right", true) == 0.25F; }));
    EXPECT_THAT(asked, SizeIs(2));
}

TEST_F(InspectControllerTest, AChangedClipIsCompared) {
    showFirst();
    Q_EMIT page.probes().changeRequested(ui::ClipChange::Reversed);
    EXPECT_EQ(page.probes().change(), ui::ClipChange::Reversed);
    EXPECT_TRUE(waitFor([this] { return shownScore("Swiping Right", true) == 0.75F; }));
    EXPECT_TRUE(waitForMapOf(0.75)) << "t = 3 of the frames from the last to the first";
}

TEST_F(InspectControllerTest, ARefusalIsToldInWords) {
    showFirst();
    answersAtOnce = false;
    runWindow(2.5);
    pipeline::PipelineUpdate update;
    update.inspection = pipeline::InspectionAnswer{
        .id = asked.back().id,
        .frames = {},
        .passes = {},
        .error =
            model::ModelError("There is no channel 99.", "Expected one of 64.", "Choose another.")};
    controller.takeUpdate(update);
    EXPECT_TRUE(words().contains("could not look at this moment"));
    EXPECT_TRUE(words().contains("There is no channel 99."));
    EXPECT_TRUE(words().contains("Expected one of 64. Choose another."));
    EXPECT_THAT(page.scores().bars().shown(), IsEmpty()) << "those were of another moment";
    answersAtOnce = true;
    runWindow(3.0);
    EXPECT_TRUE(waitForMapOf(2.25));
    EXPECT_EQ(words(), QString());
}

TEST_F(InspectControllerTest, FixedColoursKeepTheirRange) {
    showFirst();
    Q_EMIT page.network().picked({"layer1.0", "cstm"});
    ASSERT_TRUE(waitFor([this] { return map().title.contains("CSTM"); }));
    chooseOnStage([](ui::StageChoices& choices) { choices.scaling = ui::MapScaling::Fixed; });
    chooseOnStage([](ui::StageChoices& choices) { choices.t = 1; });
    ASSERT_TRUE(waitFor([this] { return map().frameIndex == 1; }));
    EXPECT_FLOAT_EQ(map().high, 208.0F);
    EXPECT_FLOAT_EQ(map().low, 205.0F);
    Q_EMIT page.network().picked({"layer1.0", "cmm"});
    ASSERT_TRUE(waitFor([this] { return map().title.contains("CMM"); }));
    EXPECT_FLOAT_EQ(map().high, 150.0F) << "a range belongs to one tap";
}

TEST_F(InspectControllerTest, TypedLimitsAreThoseOfEveryTap) {
    showFirst();
    const auto* low = page.findChild<QDoubleSpinBox*>("stage.limits.low");
    EXPECT_TRUE(waitFor([low] { return low->value() == 205.0; })) << "what is shown, to begin with";
    chooseOnStage([](ui::StageChoices& choices) {
        choices.scaling = ui::MapScaling::Fixed;
        choices.limits = ui::ColourLimits{-1.0F, 500.0F};
    });
    ASSERT_TRUE(waitFor([this] { return map().high == 500.0F; }));
    EXPECT_FLOAT_EQ(map().low, -1.0F);
    Q_EMIT page.network().picked({"layer1.0", "cmm"});
    ASSERT_TRUE(waitFor([this] { return map().title.contains("CMM"); }));
    EXPECT_FLOAT_EQ(map().high, 500.0F);
    chooseOnStage([](ui::StageChoices& choices) {
        choices.scaling = ui::MapScaling::Map;
        choices.limits.reset();
    });
    EXPECT_TRUE(waitFor([this] { return map().high < 500.0F; }));
}

TEST_F(InspectControllerTest, APinnedMomentIsComparedWith) {
    showFirst();
    Q_EMIT page.stage().pinRequested();
    chooseOnStage([](ui::StageChoices& choices) {
        choices.view = ui::InspectView::Compare;
        choices.withPinned = true;
    });
    runWindow(5.0);
    const auto shownText = [this] {
        QString text;
        for (const QLabel* label : page.stage().findChildren<QLabel*>()) {
            text += label->isVisible() ? label->text() + "\n" : QString();
        }
        return text;
    };
    EXPECT_TRUE(
        waitFor([&] { return shownText().contains("4.25") && shownText().contains("1.25"); }));
}

TEST_F(InspectControllerTest, ATorchScriptProgramCannotBeLookedInto) {
    showFirst();
    classifier->takeBlocks();
    controller.useModel(modelFile(), classifier);
    openLive();
    runWindow(2.0);
    EXPECT_THAT(asked, IsEmpty());
    const auto* words = page.findChild<QLabel*>("inspect.unavailable");
    EXPECT_TRUE(words->isVisible());
    EXPECT_TRUE(words->text().contains("TorchScript"));
    EXPECT_TRUE(words->text().contains("STM checkpoint"));
}

TEST_F(InspectControllerTest, AfterAChangeOfTheSourceNothingOfTheOldOneShows) {
    openLive();
    playLive(0.0, 4.0);
    runWindow(4.0);
    ASSERT_TRUE(waitForMapOf(3.25));
    answersAtOnce = false;
    runWindow(4.5);
    const auto late = asked.back();
    controller.sourceClosed();
    controller.sourceOpened({.choice = {.address = "other"}, .live = true, .frameRate = 2.0});
    answer(late);
    QTest::qWait(50);  // what was being painted or decoded has had its time
    EXPECT_TRUE(page.stage().picture().isNull());
    EXPECT_THAT(page.scores().bars().shown(), IsEmpty());
    EXPECT_TRUE(page.strip().isEmpty());
    EXPECT_THAT(page.strip().picture().thumbnails, IsEmpty());
    EXPECT_LE(page.strip().picture().windowEnd, page.strip().picture().windowBegin);
}

TEST_F(InspectControllerTest, WordsAboutAMomentOfTheOldSourceEndWithIt) {
    openLive();
    playLive(0.0, 4.0);
    Q_EMIT page.strip().cursorMoved(0.5);
    ASSERT_TRUE(waitFor([this] { return words().contains("no pictures of this moment"); }));
    controller.sourceOpened({.choice = {.address = "other"}, .live = true});
    EXPECT_EQ(words(), QString());
}

TEST_F(InspectControllerTest, FramesThatComeBeforeTheirSourceIsKnownAreKept) {
    openLive();
    playLive(0.0, 4.0);
    controller.sourceClosed();
    const auto take = controller.frameTaker();
    take(test::greyFrame(50.0, 0, 0, 40, 20));
    controller.sourceOpened({.choice = {.address = "other"}, .live = true, .origin = 50.0});
    take(test::greyFrame(50.5, 0, 0, 40, 20));
    EXPECT_TRUE(waitFor([this] {
        controller.showPosition(50.5);
        return page.strip().picture().historyEnd == 0.5;
    }));
    EXPECT_EQ(page.strip().picture().historyBegin, 0.0);
}

TEST_F(InspectControllerTest, WhenNoSourceFollowsThePageIsEmpty) {
    showFirst();
    controller.sourceGone();
    EXPECT_TRUE(page.stage().picture().isNull());
    EXPECT_TRUE(page.strip().isEmpty());
    page.cuts().toggle({"layer1.0", "cmm", -1});
    EXPECT_THAT(asked, IsEmpty());
}

TEST_F(InspectControllerTest, AnAnswerOfAnotherNetworkIsIgnored) {
    showFirst();
    answersAtOnce = false;
    runWindow(2.5);
    const auto late = asked.back();
    controller.useModel(modelFile(), classifier);
    answer(late);
    QTest::qWait(50);
    EXPECT_TRUE(page.stage().picture().isNull());
}

TEST_F(InspectControllerTest, GoesWhileItDecodesAndPaints) {
    for (int i = 0; i < 10; ++i) {
        ui::InspectPage brief;
        auto other = std::make_unique<InspectController>(brief);
        other->setSettings(settings);
        other->useModel(modelFile(), classifier);
        other->sourceOpened(fileSource(videoOf(3.0), 3.0));
        other->setActive(true);
        QObject::connect(other.get(), &InspectController::inspectionWanted, other.get(),
                         [&](const pipeline::Inspection& inspection) {
                             other->takeAnswer(test::inspectedAnswer(inspection));
                         });
        Q_EMIT brief.strip().cursorMoved(2.5);
        QTest::qWait(i);
    }
}

}  // namespace
}  // namespace handscope::app
