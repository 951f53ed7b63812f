// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFile>
#include <QImage>
#include <QProgressBar>
#include <fstream>
#include <iterator>

#include "app/inspect/MomentFile.h"
#include "app/window/InspectController.h"
#include "tests/support/HeldUpModel.h"
#include "tests/window/InspectFixture.h"

namespace handscope::app {
namespace {

using model::Tap;
using model::TapPoint;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// What the inspector writes and reads.
class InspectFilesTest : public test::InspectFixture {
protected:
    QString file(const char* name) const { return QString::fromStdString(folder.file(name)); }

    void showFirst() {
        openLive();
        runWindow(2.0);
        ASSERT_TRUE(waitForMapOf(1.25));
        asked.clear();
    }
    bool waitForRemark(const QString& part) {
        return waitFor([&] {
            for (const QLabel* label : page.findChildren<QLabel*>()) {
                if (label->text().contains(part)) {
                    return true;
                }
            }
            return false;
        });
    }
    bool waitForFailure() {
        return waitFor([this] { return !failures.isEmpty(); });
    }
    void saveMoment(const char* name) {
        Q_EMIT page.exportMomentRequested(file(name));
        ASSERT_TRUE(waitForRemark(QString("Wrote ") + file(name)));
    }
};

std::string textOf(const QString& file) {
    std::ifstream stream(file.toStdString(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(InspectFilesTest, WritesTheLargeViewAsAPicture) {
    showFirst();
    Q_EMIT page.exportPictureRequested(file("view.png"));
    ASSERT_TRUE(waitForRemark("view.png"));
    EXPECT_FALSE(QImage(file("view.png")).isNull());
}

TEST_F(InspectFilesTest, APictureIsWrittenWhileAVideoIsHeldUp) {
    const auto* const progress = page.findChild<QProgressBar*>("inspect.progress");
    const test::HeldUpModel heldUp(folder.path());
    controller.useModel(QString::fromStdString(heldUp.file()), classifier);
    showFirst();
    Q_EMIT page.exportVideoRequested(file("view.mp4"), {.begin = 0.0, .end = 2.0});
    ASSERT_TRUE(waitFor([&] { return progress->isVisible(); }));
    EXPECT_TRUE(page.findChild<QAction*>("inspect.exportPicture")->isEnabled());
    Q_EMIT page.exportPictureRequested(file("view.png"));
    ASSERT_TRUE(waitForRemark("view.png"));
    EXPECT_TRUE(progress->isVisible()) << "that is the video's";
    heldUp.release();
    ASSERT_TRUE(waitForFailure());
    expectThreeParts("held-up");
    EXPECT_FALSE(progress->isVisible());
}

TEST_F(InspectFilesTest, SaysThatThereIsNoPicture) {
    openLive();
    Q_EMIT page.exportPictureRequested(file("view.png"));
    expectThreeParts("no picture");
}

TEST_F(InspectFilesTest, WritesTheMapThatIsShownWithoutAskingAgain) {
    showFirst();
    Q_EMIT page.exportTapRequested(file("tap.npy"));
    ASSERT_TRUE(waitForRemark("float32, 4 × 2 × 2 × 2"));
    EXPECT_TRUE(asked.empty());
    const std::string text = textOf(file("tap.npy"));
    EXPECT_THAT(text, HasSubstr("'shape': (4,2,2,2,)"));
    float last = 0.0F;
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    EXPECT_FLOAT_EQ(last, test::inspectedValue(Tap::Output, 3, 1, 1, 1));
}

TEST_F(InspectFilesTest, AsksForTheTapWhereTheViewNeedsAnother) {
    showFirst();
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Evidence; });
    Q_EMIT page.network().picked({"layer1.0", "cstm"});
    ASSERT_TRUE(waitFor([this] { return !asked.empty(); }));
    QTest::qWait(20);
    asked.clear();
    Q_EMIT page.exportTapRequested(file("tap.npy"));
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_THAT(asked[0].passes.back().request.taps, Contains(TapPoint{"layer1.0", Tap::Cstm}));
    EXPECT_TRUE(waitForRemark("float32, 4 × 2 × 2 × 2"));
    runWindow(2.5);
    EXPECT_TRUE(asked.back().passes.back().request.taps.empty()) << "once";
}

TEST_F(InspectFilesTest, WritesTheEvidenceThatIsShown) {
    showFirst();
    auto* const action = page.findChild<QAction*>("inspect.exportEvidence");
    EXPECT_FALSE(action->isEnabled());
    chooseOnStage([](ui::StageChoices& choices) {
        choices.view = ui::InspectView::Evidence;
        choices.label = "Swiping Right";
    });
    ASSERT_TRUE(waitFor([this] { return !asked.empty(); }));
    QTest::qWait(20);  // for the answer
    EXPECT_TRUE(action->isEnabled());
    Q_EMIT page.exportEvidenceRequested(file("evidence.npy"));
    EXPECT_TRUE(waitForRemark("evidence.npy: float32, 4 × 1 × 2 × 2"));
}

TEST_F(InspectFilesTest, EvidenceThatIsNotShownIsTold) {
    showFirst();
    Q_EMIT page.exportEvidenceRequested(file("evidence.npy"));
    expectThreeParts("evidence.npy");
}

TEST_F(InspectFilesTest, ATapIsWrittenThoughWindowsKeepComing) {
    openLive();
    chooseOnStage([](ui::StageChoices& choices) { choices.view = ui::InspectView::Evidence; });
    answersAtOnce = false;
    runWindow(2.0);
    Q_EMIT page.exportTapRequested(file("tap.npy"));
    for (int i = 1; i < 4; ++i) {
        runWindow(2.0 + 0.5 * i);
        answerLast();
    }
    EXPECT_TRUE(waitForRemark("tap.npy"));
}

TEST_F(InspectFilesTest, ATapThatCannotBeReadIsTold) {
    openLive();
    Q_EMIT page.exportTapRequested(file("tap.npy"));
    expectThreeParts("tap.npy");
}

TEST_F(InspectFilesTest, NoSecondVideoCanBeBegunFromTheVeryStart) {
    showFirst();
    const auto* action = page.findChild<QAction*>("inspect.exportVideo");
    EXPECT_TRUE(action->isEnabled());
    Q_EMIT page.exportVideoRequested(file("first.mp4"), {});
    EXPECT_FALSE(action->isEnabled());
    ASSERT_TRUE(waitForFailure()) << "there is no network in the file";
    EXPECT_TRUE(action->isEnabled());
    EXPECT_FALSE(QFile::exists(file("first.mp4")));
}

TEST_F(InspectFilesTest, AMomentOpensAsItWasSaved) {
    showFirst();
    Q_EMIT page.network().picked({"layer1.0", "cstm"});
    page.cuts().toggle({"layer3.0", "branch", -1});
    page.cuts().toggle({"layer1.0", "cmm", 1});
    Q_EMIT page.probes().changeRequested(ui::ClipChange::Reversed);
    chooseOnStage([](ui::StageChoices& choices) {
        choices.view = ui::InspectView::Frames;
        choices.colours = "turbo";
        choices.t = 2;
    });
    ASSERT_TRUE(waitUntilAsked(1));
    QTest::qWait(50);
    const auto saved = asked.back();
    saveMoment("a.handscope-moment");

    ui::InspectPage otherPage;
    InspectController other(otherPage);
    std::vector<pipeline::Inspection> otherAsked;
    QObject::connect(&other, &InspectController::inspectionWanted, &otherPage,
                     [&](const pipeline::Inspection& wanted) { otherAsked.push_back(wanted); });
    other.setSettings(settings);
    other.useModel(modelFile(), classifier);
    other.sourceOpened({.choice = {.address = "elsewhere"}, .live = true});
    other.setActive(true);
    Q_EMIT otherPage.openMomentRequested(file("a.handscope-moment"));
    ASSERT_TRUE(waitFor([&] { return !otherAsked.empty(); }));
    EXPECT_THAT(otherAsked, SizeIs(1)) << "nothing else on the way";
    EXPECT_EQ(otherAsked[0].passes, saved.passes);
    EXPECT_EQ(times(otherAsked[0].frames), times(saved.frames));
    EXPECT_EQ(otherAsked[0].frames[2]->pixels, saved.frames[2]->pixels) << "without loss";
    EXPECT_EQ(otherPage.stage().choices(), page.stage().choices());
    EXPECT_EQ(otherPage.cuts().cuts(), page.cuts().cuts());
    EXPECT_EQ(otherPage.probes().change(), ui::ClipChange::Reversed);
    EXPECT_EQ(otherPage.network().pickedTap(), page.network().pickedTap());
    EXPECT_TRUE(otherPage.strip().isFrozen());
}

TEST_F(InspectFilesTest, AMomentNeedsAModel) {
    ui::InspectPage empty;
    InspectController without(empty);
    QSignalSpy refused(&without, &InspectController::failed);
    Q_EMIT empty.openMomentRequested(file("a.handscope-moment"));
    ASSERT_EQ(refused.size(), 1) << "at once";
    EXPECT_TRUE(
        refused[0][0].value<ui::Problem>().whatHappened.contains("before there is a model"));
}

TEST_F(InspectFilesTest, CutsThatTheNetworkHasNoPlaceForAreNotListed) {
    showFirst();
    saveMoment("cut.handscope-moment");
    Moment moment = readMoment(folder.file("cut.handscope-moment"));
    moment.view["cuts"] = "layer9.0/cmm/-1 layer1.0/cmm/1 layer2.0/cstm/-1 layer2.0/branch/-1";
    writeMoment(folder.file("cut.handscope-moment"), moment);
    Q_EMIT page.openMomentRequested(file("cut.handscope-moment"));
    ASSERT_TRUE(waitForRemark("A moment from a file"));
    EXPECT_EQ(page.cuts().cuts(),
              (QVector<ui::CutName>{{"layer1.0", "cmm", 1}, {"layer2.0", "branch", -1}}));
}

TEST_F(InspectFilesTest, AMomentKeepsTheRangeOfFixedColours) {
    showFirst();
    chooseOnStage([](ui::StageChoices& choices) { choices.scaling = ui::MapScaling::Fixed; });
    saveMoment("fixed.handscope-moment");
    EXPECT_EQ(readMoment(folder.file("fixed.handscope-moment")).view.at("stage.limits"), "205 208")
        << "as it was when they were fixed";
    chooseOnStage([](ui::StageChoices& choices) { choices.scaling = ui::MapScaling::Map; });
    Q_EMIT page.openMomentRequested(file("fixed.handscope-moment"));
    ASSERT_TRUE(waitForRemark("A moment from a file"));
    EXPECT_EQ(page.stage().choices().limits, (ui::ColourLimits{205.0F, 208.0F}));
}

TEST_F(InspectFilesTest, AMomentKeepsTheSecondsOfItsOwnVideo) {
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true, .origin = 500.0});
    controller.setActive(true);
    runWindow(502.0);
    ASSERT_TRUE(waitForMapOf(1.25));
    saveMoment("late.handscope-moment");
    controller.sourceOpened({.choice = {.address = "another"}, .live = true, .origin = 9000.0});
    runWindow(9007.0);
    ASSERT_TRUE(waitForMapOf(6.25));
    Q_EMIT page.openMomentRequested(file("late.handscope-moment"));
    EXPECT_TRUE(waitForMapOf(1.25));
    saveMoment("again.handscope-moment");
    EXPECT_EQ(readMoment(folder.file("again.handscope-moment")).view.at("origin"), "500");
}

TEST_F(InspectFilesTest, AMomentIsOneWindowThoughAnotherIsOnItsWay) {
    showFirst();
    answersAtOnce = false;
    runWindow(7.0);
    saveMoment("b.handscope-moment");
    const Moment moment = readMoment(folder.file("b.handscope-moment"));
    EXPECT_DOUBLE_EQ(moment.end, 2.0);
    EXPECT_EQ(times(moment.frames).back(), 1.75);
    EXPECT_FLOAT_EQ(moment.probabilities[0], 0.625F);
}

TEST_F(InspectFilesTest, TheVideoAgainLeavesTheMoment) {
    showFirst();
    saveMoment("c.handscope-moment");
    runWindow(9.0);
    ASSERT_TRUE(waitForMapOf(8.25));
    Q_EMIT page.openMomentRequested(file("c.handscope-moment"));
    ASSERT_TRUE(waitForRemark("A moment from a file"));
    ASSERT_TRUE(waitForMapOf(1.25));
    EXPECT_LE(page.strip().picture().windowEnd, page.strip().picture().windowBegin)
        << "it is not on this strip";
    Q_EMIT page.freezeRequested(false);
    EXPECT_TRUE(waitForMapOf(8.25));
}

TEST_F(InspectFilesTest, AMomentWithOtherFramesIsRefused) {
    showFirst();
    saveMoment("d.handscope-moment");
    controller.useModel(modelFile(), std::make_shared<test::DescribedClassifier>(false, 8));
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true});
    Q_EMIT page.openMomentRequested(file("d.handscope-moment"));
    ASSERT_TRUE(waitForFailure());
    expectThreeParts("4 frames");
    EXPECT_TRUE(lastFailure().whatWasExpected.contains("8"));
    EXPECT_FALSE(page.strip().isFrozen());
}

TEST_F(InspectFilesTest, AMomentOfAVideoShorterThanAWindowOpensInACausalNetworkAlone) {
    showFirst();
    saveMoment("short.handscope-moment");
    Moment moment = readMoment(folder.file("short.handscope-moment"));
    moment.frames.resize(2);
    writeMoment(folder.file("short.handscope-moment"), moment);
    Q_EMIT page.openMomentRequested(file("short.handscope-moment"));
    ASSERT_TRUE(waitForFailure());
    expectThreeParts("2 frames");
    controller.useModel(modelFile(), std::make_shared<test::DescribedClassifier>(true));
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true});
    asked.clear();
    Q_EMIT page.openMomentRequested(file("short.handscope-moment"));
    ASSERT_TRUE(waitUntilAsked(1));
    EXPECT_THAT(asked[0].frames, SizeIs(2));
}

TEST_F(InspectFilesTest, TellsThatAMomentWasSavedWithTheFlipTest) {
    showFirst();
    saveMoment("flipped.handscope-moment");
    Moment moment = readMoment(folder.file("flipped.handscope-moment"));
    moment.model.flipTest = true;
    writeMoment(folder.file("flipped.handscope-moment"), moment);
    Q_EMIT page.openMomentRequested(file("flipped.handscope-moment"));
    EXPECT_TRUE(waitForRemark("saved with the flip test"));
}

TEST_F(InspectFilesTest, AMomentOfACausalNetworkIsSeenByAnotherWithoutItsPast) {
    controller.useModel(modelFile(), std::make_shared<test::DescribedClassifier>(true));
    openLive();
    for (int index = 0; index < 4; ++index) {
        runWindow(2.0 + 0.5 * index, index);
        QTest::qWait(20);
    }
    ASSERT_TRUE(waitForMapOf(3.25)) << "the newest frame, t = 4";
    saveMoment("e.handscope-moment");
    EXPECT_THAT(readMoment(folder.file("e.handscope-moment")).past, SizeIs(3));
    controller.useModel(modelFile(), classifier);
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true});
    asked.clear();
    Q_EMIT page.openMomentRequested(file("e.handscope-moment"));
    ASSERT_TRUE(waitUntilAsked(1));
    EXPECT_THAT(asked[0].frames, SizeIs(4));
}

TEST_F(InspectFilesTest, AMomentStaysOpenWhenTheModelChanges) {
    showFirst();
    saveMoment("f.handscope-moment");
    Q_EMIT page.openMomentRequested(file("f.handscope-moment"));
    ASSERT_TRUE(waitForRemark("A moment from a file"));
    asked.clear();
    controller.useModel(modelFile(), classifier);
    controller.sourceClosed();
    controller.sourceOpened({.choice = {.address = "camera"}, .live = true, .sameAsBefore = true});
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(times(asked[0].frames), (std::vector<double>{0.25, 0.75, 1.25, 1.75}));
}

TEST_F(InspectFilesTest, AMomentNeedsNoVideo) {
    showFirst();
    saveMoment("g.handscope-moment");
    controller.sourceGone();
    asked.clear();
    Q_EMIT page.openMomentRequested(file("g.handscope-moment"));
    ASSERT_TRUE(waitUntilAsked(1));
    ASSERT_TRUE(waitForMapOf(1.25));
    EXPECT_TRUE(waitForRemark("A moment from a file."));
    Q_EMIT page.frameStepRequested(1);
    EXPECT_TRUE(waitForRemark("A moment from a file.")) << "there is nothing to step to";

    asked.clear();
    controller.useModel(modelFile(), std::make_shared<test::DescribedClassifier>());
    ASSERT_THAT(asked, SizeIs(1)) << "the other network looks at it, too";
    EXPECT_EQ(times(asked[0].frames), (std::vector<double>{0.25, 0.75, 1.25, 1.75}));
    ASSERT_TRUE(waitForMapOf(1.25));

    Q_EMIT page.freezeRequested(false);
    EXPECT_TRUE(words().contains("No video is open")) << words().toStdString();
}

TEST_F(InspectFilesTest, AMomentWaitsForAVideoThatIsBeingOpened) {
    showFirst();
    saveMoment("i.handscope-moment");
    controller.sourceClosed();
    Q_EMIT page.openMomentRequested(file("i.handscope-moment"));
    ASSERT_TRUE(waitForFailure());
    expectThreeParts("is being opened");
}

TEST_F(InspectFilesTest, AQuestionAboutAMomentDoesNotOutliveTheNextVideo) {
    showFirst();
    saveMoment("j.handscope-moment");
    controller.sourceGone();
    answersAtOnce = false;
    asked.clear();
    Q_EMIT page.openMomentRequested(file("j.handscope-moment"));
    ASSERT_TRUE(waitUntilAsked(1));
    controller.sourceOpened({.choice = {.address = "another"}, .live = true, .frameRate = 2.0});
    runWindow(2.0);
    EXPECT_THAT(asked, SizeIs(2)) << "it does not wait for the first one's answer";
}

TEST_F(InspectFilesTest, WhatIsNoMomentIsRefused) {
    showFirst();
    Q_EMIT page.openMomentRequested(modelFile());
    ASSERT_TRUE(waitForFailure());
    EXPECT_FALSE(page.strip().isFrozen());
    Q_EMIT page.exportMomentRequested("/no/such/folder/m.handscope-moment");
    EXPECT_TRUE(waitFor([this] { return failures.size() == 2; }));
}

TEST_F(InspectFilesTest, ThereIsNoMomentToSaveBeforeTheFirstAnswer) {
    openLive();
    Q_EMIT page.exportMomentRequested(file("h.handscope-moment"));
    expectThreeParts("no moment to save");
}

}  // namespace
}  // namespace handscope::app
