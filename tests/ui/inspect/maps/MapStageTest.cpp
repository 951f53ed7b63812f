// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapStage.h"

#include <gmock/gmock.h>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "MapsFixture.h"
#include "ui/Theme.h"

namespace handscope::ui {
namespace {

const QStringList kLabels{"Swiping Left", "Swiping Right", "Thumb Up", "Zooming In"};

class MapStageTest : public testing::Test {
protected:
    void SetUp() override {
        stage_.resize(900, 600);
        stage_.setBlocks(networkBlocks());
        stage_.setSegments(8, 7);
        stage_.setLabels(kLabels);
        stage_.setPicked({"layer2.3", "cmm"});
        stage_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&stage_));
        stage_.setFocus();
        changes_ = std::make_unique<QSignalSpy>(&stage_, &MapStage::choicesChanged);
    }

    template <typename Widget>
    Widget* find(const QString& name) const {
        auto* found = stage_.findChild<Widget*>(QStringLiteral("stage.") + name);
        EXPECT_NE(found, nullptr) << name.toStdString();
        return found;
    }
    bool shows(const QString& name) const { return find<QWidget>(name)->isVisible(); }
    void press(Qt::Key key) { QTest::keyClick(&stage_, key); }
    StageChoices last() const {
        return changes_->isEmpty() ? StageChoices() : changes_->last()[0].value<StageChoices>();
    }
    /// Chooses as a person does by keyboard.
    void choose(const QString& name, const QString& text) {
        auto* box = find<QComboBox>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int step = 0; step < box->count() && box->currentText() != text; ++step) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        ASSERT_EQ(box->currentText(), text);
    }

    MapStage stage_;
    std::unique_ptr<QSignalSpy> changes_;
};

TEST_F(MapStageTest, DigitsChooseTheView) {
    const std::vector<std::pair<Qt::Key, QString>> pages{{Qt::Key_2, "channels"},
                                                         {Qt::Key_3, "frames.placeholder"},
                                                         {Qt::Key_4, "compare.1.view"},
                                                         {Qt::Key_5, "flow.1.view"},
                                                         {Qt::Key_6, "evidence.placeholder"},
                                                         {Qt::Key_1, "map.1.view"}};
    for (const auto& [key, widget] : pages) {
        press(key);
        EXPECT_TRUE(shows(widget)) << widget.toStdString();
        EXPECT_EQ(static_cast<int>(last().view), key - Qt::Key_1);
    }
    EXPECT_EQ(changes_->count(), 6);
}

TEST_F(MapStageTest, ButtonsChooseTheViewAndShowWhichItIs) {
    auto* button = find<QToolButton>("view.frames.button");
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(last().view, InspectView::Frames);
    EXPECT_TRUE(button->isChecked());
    EXPECT_FALSE(find<QToolButton>("view.map.button")->isChecked());
    EXPECT_TRUE(button->toolTip().contains("(3)"));
}

TEST_F(MapStageTest, TheDigitsActInTheWholePageThatTakesTheActions) {
    QWidget page;
    auto* elsewhere = new QListView(&page);
    page.addActions(stage_.viewActions());
    page.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&page));
    page.activateWindow();
    elsewhere->setFocus();
    QTest::keyClick(elsewhere, Qt::Key_5);
    EXPECT_EQ(last().view, InspectView::Flow);
}

TEST_F(MapStageTest, EachViewHasTheChoicesThatItUses) {
    EXPECT_TRUE(shows("channel"));
    EXPECT_TRUE(shows("opacity"));
    EXPECT_TRUE(shows("pin"));
    EXPECT_FALSE(shows("order"));
    EXPECT_FALSE(shows("other"));
    press(Qt::Key_2);
    EXPECT_TRUE(shows("order"));
    EXPECT_FALSE(shows("label"));
    EXPECT_FALSE(shows("channel"));
    EXPECT_FALSE(shows("opacity"));
    press(Qt::Key_4);
    EXPECT_TRUE(shows("other"));
    EXPECT_TRUE(shows("pin"));
    press(Qt::Key_6);
    EXPECT_TRUE(shows("label"));
    EXPECT_FALSE(shows("colours"));
    EXPECT_FALSE(shows("pin"));
}

TEST_F(MapStageTest, EveryChoiceIsAnnounced) {
    choose("colours", "Inferno");
    EXPECT_EQ(last().colours, "inferno");
    choose("scaling", "Scale fixed");
    EXPECT_EQ(last().scaling, MapScaling::Fixed);
    auto* opacity = find<QSlider>("opacity");
    opacity->setFocus();
    QTest::keyClick(opacity, Qt::Key_PageUp);
    EXPECT_EQ(last().opacity, 70);
    auto* frame = find<QSlider>("frame");
    frame->setFocus();
    QTest::keyClick(frame, Qt::Key_Left);
    EXPECT_EQ(last().t, 6);
    EXPECT_EQ(find<QLabel>("frameText")->text(), "t = 6 / 8");
    QTest::keyClick(find<QCheckBox>("smooth"), Qt::Key_Space);
    EXPECT_FALSE(last().smooth);
    QTest::keyClick(find<QCheckBox>("alone"), Qt::Key_Space);
    EXPECT_TRUE(last().alone);
    EXPECT_FALSE(opacity->isEnabled());
    EXPECT_EQ(stage_.choices(), last());
}

TEST_F(MapStageTest, FixedColoursBeginWithWhatIsShownAndCanBeTyped) {
    stage_.setShownLimits({-2.0F, 3.0F});
    EXPECT_FALSE(shows("limits.low"));
    choose("scaling", "Scale fixed");
    EXPECT_TRUE(shows("limits.low"));
    EXPECT_FALSE(last().limits) << "nothing was typed";
    auto* low = find<QDoubleSpinBox>("limits.low");
    EXPECT_DOUBLE_EQ(low->value(), -2.0);
    low->setValue(-1.0);
    EXPECT_EQ(last().limits, (ColourLimits{-1.0F, 3.0F}));
    stage_.setPicked({"layer3.0", "output"});
    EXPECT_EQ(stage_.choices().limits, (ColourLimits{-1.0F, 3.0F})) << "of every tap";
    press(Qt::Key_5);
    EXPECT_TRUE(shows("limits.high"));
    choose("scaling", "Scale by map");
    EXPECT_FALSE(last().limits);
    EXPECT_FALSE(shows("limits.low"));
}

TEST_F(MapStageTest, ComparesWithAnotherTapOrThePinnedMoment) {
    press(Qt::Key_4);
    choose("other", "layer3.0 · CSTM");
    EXPECT_EQ(last().other, (TapName{"layer3.0", "cstm"}));
    EXPECT_FALSE(last().withPinned);
    EXPECT_EQ(find<QComboBox>("other")->itemText(0), "Pinned moment (none yet)");
    QSignalSpy pins(&stage_, &MapStage::pinRequested);
    QTest::mouseClick(find<QToolButton>("pin"), Qt::LeftButton);
    EXPECT_EQ(pins.count(), 1);
    stage_.setPinned(12.4);
    choose("other", "Pinned moment, 12.40 s");
    EXPECT_TRUE(last().withPinned);
}

TEST_F(MapStageTest, SaysThatNothingIsPinnedYet) {
    press(Qt::Key_4);
    choose("other", "Pinned moment (none yet)");
    stage_.showComparison(countingMap(), {}, {});
    auto* words = find<QWidget>("compare.2.view")->findChild<QLabel*>("stage.placeholder");
    EXPECT_TRUE(words->isVisible());
    EXPECT_TRUE(words->text().contains("press Pin"));
    stage_.setPinned(3.0);
    EXPECT_FALSE(words->text().contains("press Pin"));
}

TEST_F(MapStageTest, TheChosenViewIsSeenInLightAndDark) {
    Theme theme;
    for (const auto choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        theme.apply(choice);
        const auto colourOf = [this](const QString& name) {
            auto* button = find<QToolButton>(name);
            return button->grab().toImage().pixelColor(button->width() / 2, 4);
        };
        const QColor chosen = colourOf("view.map.button");
        const QColor other = colourOf("view.flow.button");
        EXPECT_GT(std::abs(chosen.saturation() - other.saturation()), 60);
    }
    theme.apply(ThemeChoice::System);
}

TEST_F(MapStageTest, ContributionIsOfferedForTheLastBlocksOutput) {
    press(Qt::Key_2);
    auto* items = qobject_cast<QStandardItemModel*>(find<QComboBox>("order")->model());
    EXPECT_FALSE(items->item(3)->isEnabled());
    stage_.setPicked({"layer4.2", "output"});
    EXPECT_TRUE(items->item(3)->isEnabled());
    choose("order", "By contribution");
    EXPECT_EQ(last().order, ChannelOrder::Contribution);
    EXPECT_TRUE(shows("label"));
    stage_.setPicked({"layer4.2", "cmm"});
    EXPECT_EQ(last().order, ChannelOrder::Energy);
    EXPECT_FALSE(shows("label"));
}

TEST_F(MapStageTest, AClassIsFoundByAnyPartOfItsName) {
    press(Qt::Key_6);
    auto* label = find<QComboBox>("label");
    EXPECT_EQ(label->currentText(), "Swiping Left");
    EXPECT_EQ(label->completer()->filterMode(), Qt::MatchContains);
    label->setFocus();
    label->lineEdit()->selectAll();
    QTest::keyClicks(label, "right");
    QTest::keyClick(label, Qt::Key_Return);
    EXPECT_EQ(last().label, "Swiping Right");
    EXPECT_EQ(label->currentText(), "Swiping Right");
    label->lineEdit()->selectAll();
    QTest::keyClicks(label, "waving");
    QTest::keyClick(label, Qt::Key_Return);
    EXPECT_EQ(label->currentText(), "Swiping Right");
    EXPECT_EQ(last().label, "Swiping Right");
}

TEST_F(MapStageTest, DigitsTypedIntoAChoiceStayThere) {
    stage_.showMap(countingMap(), someHistogram());
    auto* channel = find<QSpinBox>("channel");
    channel->setFocus();
    channel->selectAll();
    QTest::keyClicks(channel, "2");
    QTest::keyClick(channel, Qt::Key_Return);
    EXPECT_EQ(last().channel, 2);
    EXPECT_EQ(last().view, InspectView::Map);
}

TEST_F(MapStageTest, AnotherTapHasOtherChannels) {
    stage_.showMap(countingMap(), someHistogram());
    EXPECT_EQ(find<QSpinBox>("channel")->maximum(), 63);
    StageChoices choices = stage_.choices();
    choices.channel = 17;
    stage_.setChoices(choices);
    EXPECT_EQ(changes_->count(), 0);
    EXPECT_EQ(find<QSpinBox>("channel")->text(), "Channel 17");
    stage_.setPicked({"layer3.0", "cmm"});
    ASSERT_EQ(changes_->count(), 1);
    EXPECT_EQ(last().channel, -1);
    EXPECT_EQ(find<QSpinBox>("channel")->text(), "All channels");
}

TEST_F(MapStageTest, APickedChannelIsEnlargedOnTheMapView) {
    press(Qt::Key_2);
    stage_.showChannels(someTiles(64), "layer2.3 · CMM");
    QTest::qWait(0);
    auto* grid = find<QListView>("channels");
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                      grid->visualRect(grid->model()->index(4, 0)).center());
    EXPECT_EQ(last().channel, 4);
    EXPECT_EQ(last().view, InspectView::Map);
    EXPECT_TRUE(shows("map.1.view"));
}

TEST_F(MapStageTest, AClickedFrameIsTheChosenOne) {
    press(Qt::Key_3);
    stage_.showFrames(countingMaps(8));
    QTest::mouseClick(find<QWidget>("frames.tile2"), Qt::LeftButton);
    EXPECT_EQ(last().t, 2);
    EXPECT_EQ(last().view, InspectView::Frames);
    QTest::keyClick(find<QWidget>("frames.tile2"), Qt::Key_Return);
    EXPECT_EQ(last().view, InspectView::Map);
}

TEST_F(MapStageTest, EvidenceNamesTheClassItsLogitAndProbability) {
    press(Qt::Key_6);
    stage_.showEvidence(countingMaps(8), "Thumb Up", 7.314F, 0.9234F);
    auto* title = find<QLabel>("evidence.title");
    EXPECT_EQ(title->text(), "Thumb Up: logit 7.31, probability 92.3 %");
    EXPECT_TRUE(title->toolTip().contains("plus the bias"));
}

TEST_F(MapStageTest, ComparisonNamesBothSides) {
    press(Qt::Key_4);
    MapImage difference = countingMap(3);
    difference.title.clear();
    stage_.showComparison(countingMap(3), countingMap(4), difference);
    EXPECT_EQ(find<QLabel>("compare.1.title")->text(), "A · layer2.3 · CMM, t = 3, 10.75 s");
    EXPECT_EQ(find<QLabel>("compare.2.title")->text(), "B · layer2.3 · CMM, t = 4, 11.00 s");
    EXPECT_EQ(find<QLabel>("compare.3.title")->text(), "A − B");
}

TEST_F(MapStageTest, LateResultsWaitOnTheirOwnPage) {
    stage_.showFrames(countingMaps(8));
    stage_.showChannels(someTiles(64), {});
    EXPECT_TRUE(shows("map.1.view"));
    EXPECT_TRUE(stage_.picture().isNull());
    press(Qt::Key_3);
    EXPECT_TRUE(shows("frames.tile8"));
    EXPECT_FALSE(stage_.picture().isNull());
}

TEST_F(MapStageTest, WordsStandUntilTheirViewHasSomethingToShow) {
    press(Qt::Key_6);
    stage_.setUnavailable("This network has no evidence.", "Open another.");
    EXPECT_TRUE(shows("unavailable"));
    EXPECT_TRUE(find<QLabel>("unavailable")->text().contains("Open another."));
    stage_.showMap(countingMap(), someHistogram());
    EXPECT_TRUE(shows("unavailable"));
    EXPECT_TRUE(stage_.picture().isNull());
    stage_.showEvidence(countingMaps(8), "Thumb Up", 1.0F, 0.5F);
    EXPECT_FALSE(shows("unavailable"));
    stage_.setUnavailable("Again.", "Wait.");
    press(Qt::Key_1);
    EXPECT_FALSE(shows("unavailable"));
    EXPECT_FALSE(stage_.picture().isNull()) << "the map came while the words stood";
}

TEST_F(MapStageTest, WithoutANetworkTheBarIsOffAndTheDigitsToo) {
    stage_.setBlocks({});
    stage_.setUnavailable("No model is open.", "Open one.");
    EXPECT_FALSE(find<QWidget>("bar")->isEnabled());
    press(Qt::Key_3);
    EXPECT_EQ(changes_->count(), 0);
    EXPECT_TRUE(shows("unavailable"));
    stage_.setBlocks(networkBlocks());
    EXPECT_TRUE(find<QWidget>("bar")->isEnabled());
    EXPECT_FALSE(shows("unavailable"));
}

TEST_F(MapStageTest, RestoredChoicesAreShownAndNotAnnounced) {
    StageChoices choices;
    choices.view = InspectView::Evidence;
    choices.opacity = 25;
    choices.label = "Zooming In";
    choices.t = 3;
    stage_.setChoices(choices);
    EXPECT_EQ(changes_->count(), 0);
    EXPECT_EQ(find<QComboBox>("label")->currentText(), "Zooming In");
    EXPECT_EQ(find<QSlider>("opacity")->value(), 25);
    EXPECT_EQ(find<QSlider>("frame")->value(), 3);
    EXPECT_TRUE(shows("evidence.placeholder"));
    stage_.setLabels({"Drumming"});
    ASSERT_EQ(changes_->count(), 1);
    EXPECT_EQ(last().label, "Drumming");
}

TEST_F(MapStageTest, ThePictureIsWithoutTheBar) {
    EXPECT_TRUE(stage_.picture().isNull());
    stage_.showMap(countingMap(), someHistogram());
    const QImage picture = stage_.picture();
    EXPECT_LT(picture.height(), stage_.height());
    EXPECT_GT(picture.height(), stage_.height() / 2);
    EXPECT_EQ(picture.pixelColor(0, picture.height() - 1).alpha(), 255);
    stage_.clear();
    EXPECT_TRUE(stage_.picture().isNull());
}

TEST_F(MapStageTest, FitsIntoASmallWindow) {
    for (const auto key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6}) {
        press(key);
        stage_.resize(1600, 900);
        QTest::qWait(0);
        const QSize least = stage_.minimumSizeHint();
        EXPECT_LE(least.width(), 640) << key - Qt::Key_0;
        EXPECT_LE(least.height(), 400) << key - Qt::Key_0;
    }
}

TEST_F(MapStageTest, EverythingHasANameAndAToolTip) {
    for (const auto key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6}) {
        press(key);
        for (const QWidget* widget : stage_.findChildren<QWidget*>()) {
            const bool isOurs = widget->objectName().startsWith("stage.") &&
                                widget->focusPolicy() != Qt::NoFocus && widget->isVisible();
            if (isOurs) {
                EXPECT_FALSE(widget->accessibleName().isEmpty())
                    << widget->objectName().toStdString();
            }
            if (isOurs && qobject_cast<const QListView*>(widget) == nullptr) {
                EXPECT_FALSE(widget->toolTip().isEmpty()) << widget->objectName().toStdString();
            }
        }
    }
}

}  // namespace
}  // namespace handscope::ui
