// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapControls.h"

#include <gmock/gmock.h>

#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QTest>

#include "WindowFixture.h"

namespace handscope::ui {
namespace {

class MapControlsTest : public WindowFixture {
protected:
    void SetUp() override {
        WindowFixture::SetUp();
        taps_ = std::make_unique<QSignalSpy>(window_.get(), &MainWindow::tapRequested);
        colours_ = std::make_unique<QSignalSpy>(window_.get(), &MainWindow::colourMapRequested);
        window_->setBlocks(paperBlocks(), 8, 7);
    }

    QString lastTap() const {
        return taps_->isEmpty() ? QString()
                                : taps_->last()[0].toString() + " " + taps_->last()[1].toString();
    }

    QString lastColours() const {
        return colours_->isEmpty() ? QString() : colours_->last()[0].toString();
    }

    /// Chooses as a person does by keyboard.
    void choose(const QString& objectName, const QString& text) {
        auto* box = find<QComboBox>(objectName);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int step = 0; step < box->count() && box->currentText() != text; ++step) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        ASSERT_EQ(box->currentText(), text);
    }

    std::unique_ptr<QSignalSpy> taps_;
    std::unique_ptr<QSignalSpy> colours_;
};

TEST_F(MapControlsTest, AsksForAMapAsSoonAsThereAreBlocks) {
    EXPECT_EQ(lastTap(), "layer2.3 cmm");
    EXPECT_EQ(lastColours(), "diverging");
}

TEST_F(MapControlsTest, ListsEachBlockUnderItsStage) {
    const auto* block = find<QComboBox>("map.block");
    QStringList blocks;
    int stages = 0;
    for (int index = 0; index < block->count(); ++index) {
        if (block->itemData(index).isValid()) {
            blocks << block->itemText(index);
        } else {
            ++stages;
        }
    }
    EXPECT_EQ(stages, 4);
    EXPECT_EQ(blocks.size(), 16);
    EXPECT_EQ(blocks.front(), "layer1.0");
    EXPECT_EQ(blocks.back(), "layer4.2");
}

TEST_F(MapControlsTest, ChoosingBlockAndTapAsksForThem) {
    choose("map.block", "layer3.5");
    EXPECT_EQ(lastTap(), "layer3.5 cmm");
    choose("map.tap", "CSTM");
    EXPECT_EQ(lastTap(), "layer3.5 cstm");
    choose("map.tap", "Block output");
    EXPECT_EQ(lastTap(), "layer3.5 output");
}

TEST_F(MapControlsTest, KeysStepThroughBlocksTapsAndFrames) {
    QSignalSpy frames(window_.get(), &MainWindow::mapFrameRequested);
    QTest::keyClick(window_.get(), Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(lastTap(), "layer3.0 cmm");
    QTest::keyClick(window_.get(), Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(lastTap(), "layer2.3 cmm");
    QTest::keyClick(window_.get(), Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(lastTap(), "layer2.3 cstm");
    QTest::keyClick(window_.get(), Qt::Key_PageDown, Qt::AltModifier);
    ASSERT_EQ(frames.count(), 1);
    EXPECT_EQ(frames[0][0].toInt(), 8);
    EXPECT_EQ(find<QLabel>("map.frameText")->text(), "t = 8 / 8");
}

TEST_F(MapControlsTest, BeginsWithTheFrameThatTheNetworkNames) {
    EXPECT_EQ(find<QLabel>("map.frameText")->text(), "t = 7 / 8");
    window_->setBlocks(paperBlocks(), 16, 15);
    EXPECT_EQ(find<QLabel>("map.frameText")->text(), "t = 15 / 16");
    window_->setBlocks(paperBlocks(), 16, 16);
    EXPECT_EQ(find<QLabel>("map.frameText")->text(), "t = 16 / 16");
    find<QSlider>("map.frame")->setValue(3);
    window_->setBlocks(paperBlocks(), 16, 16);
    EXPECT_EQ(find<QLabel>("map.frameText")->text(), "t = 3 / 16") << "kept for a like network";
}

TEST_F(MapControlsTest, CmmIsDivergingOnlyUntilThePersonChooses) {
    choose("map.tap", "CSTM");
    EXPECT_EQ(lastColours(), "viridis");
    choose("map.colours", "Inferno");
    EXPECT_EQ(lastColours(), "inferno");
    choose("map.tap", "CMM");
    EXPECT_EQ(lastColours(), "inferno");
    choose("map.colours", "Auto colours");
    EXPECT_EQ(lastColours(), "diverging");
}

TEST_F(MapControlsTest, OffersAllColourMapsAndScalings) {
    QSignalSpy scalings(window_.get(), &MainWindow::scalingRequested);
    QStringList names;
    const auto* box = find<QComboBox>("map.colours");
    for (int index = 1; index < box->count(); ++index) {
        names << box->itemData(index).toString();
    }
    EXPECT_THAT(names, testing::ElementsAre("viridis", "inferno", "turbo", "grey", "diverging"));
    choose("map.scaling", "Scale by window");
    EXPECT_EQ(scalings.last()[0].value<MapScaling>(), MapScaling::Layer);
    choose("map.scaling", "Scale fixed");
    EXPECT_EQ(scalings.last()[0].value<MapScaling>(), MapScaling::Fixed);
}

TEST_F(MapControlsTest, FixedColoursBeginWithWhatIsShownAndCanBeTyped) {
    QSignalSpy limits(window_.get(), &MainWindow::limitsRequested);
    auto* low = find<QDoubleSpinBox>("map.limits.low");
    auto* high = find<QDoubleSpinBox>("map.limits.high");
    window_->showMap(smallMap());
    EXPECT_FALSE(low->isVisible());
    choose("map.scaling", "Scale fixed");
    EXPECT_TRUE(low->isVisible());
    EXPECT_DOUBLE_EQ(low->value(), 0.0);
    EXPECT_DOUBLE_EQ(high->value(), 7.0);
    EXPECT_EQ(limits.count(), 0) << "nothing was typed";
    high->setValue(3.5);
    ASSERT_EQ(limits.count(), 1);
    EXPECT_EQ(limits[0][0].value<ColourLimits>(), (ColourLimits{0.0F, 3.5F}));
    EXPECT_EQ(window_->mapChoices().limits, (ColourLimits{0.0F, 3.5F}));
    window_->showMap(smallMap());
    EXPECT_DOUBLE_EQ(high->value(), 3.5) << "it stays";
    choose("map.scaling", "Scale by map");
    EXPECT_FALSE(window_->mapChoices().limits);
    EXPECT_FALSE(low->isVisible());
}

TEST_F(MapControlsTest, ChannelsAreThoseOfTheTap) {
    QSignalSpy channels(window_.get(), &MainWindow::channelRequested);
    window_->showMap(smallMap());
    auto* channel = find<QSpinBox>("map.channel");
    EXPECT_EQ(channel->text(), "All channels");
    EXPECT_EQ(channel->maximum(), 63);
    channel->setFocus();
    QTest::keyClick(channel, Qt::Key_Up);
    QTest::keyClick(channel, Qt::Key_Up);
    EXPECT_EQ(channels.last()[0].toInt(), 1);
    EXPECT_EQ(channel->text(), "Channel 1");
    // Another tap has other channels.
    choose("map.tap", "CSTM");
    EXPECT_EQ(channels.last()[0].toInt(), -1);
    EXPECT_EQ(channel->text(), "All channels");
}

TEST_F(MapControlsTest, KeepsTheChosenBlockForTheNextModel) {
    choose("map.block", "layer1.2");
    choose("map.tap", "Block input");
    window_->setTapsUnavailable("This model has no taps.", "Open another.");
    taps_->clear();
    window_->setBlocks(paperBlocks(), 16, 15);
    EXPECT_EQ(lastTap(), "layer1.2 input");
    EXPECT_EQ(find<QSlider>("map.frame")->maximum(), 16);
}

TEST_F(MapControlsTest, FallsBackWhereAModelLacksBlockOrTap) {
    window_->setBlocks({{"only", {"input", "output"}}}, 4, 3);
    EXPECT_EQ(lastTap(), "only output");
    EXPECT_EQ(lastColours(), "viridis");
}

TEST_F(MapControlsTest, SaysInWordsWhyThereIsNoMap) {
    window_->showMap(smallMap());
    EXPECT_TRUE(action("exportMap")->isEnabled());
    window_->setTapsUnavailable("This model has no taps.", "Open an STM checkpoint.");
    auto* words = find<QLabel>("map.unavailable");
    EXPECT_TRUE(words->isVisible());
    EXPECT_TRUE(words->text().contains("This model has no taps."));
    EXPECT_TRUE(words->text().contains("Open an STM checkpoint."));
    EXPECT_FALSE(find<QComboBox>("map.block")->isEnabled());
    EXPECT_FALSE(action("exportMap")->isEnabled());
    window_->setBlocks(paperBlocks(), 8, 7);
    EXPECT_FALSE(words->isVisible());
    EXPECT_TRUE(find<QComboBox>("map.block")->isEnabled());
}

TEST_F(MapControlsTest, TitleAndValueStandBesideTheMap) {
    window_->showMap(smallMap());
    EXPECT_EQ(labelText("map.title"), "layer2.3 · CMM, t = 2 / 8, 0:03.5");
    auto* view = find<QWidget>("map.view");
    QTest::mouseMove(view, view->rect().center());
    EXPECT_TRUE(labelText("map.value").startsWith("Row "));
}

TEST_F(MapControlsTest, KeysReadTheValuesOfTheMap) {
    window_->showMap(smallMap());
    auto* view = find<QWidget>("map.view");
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(labelText("map.value"), "Row 2, column 3: 6") << "the middle, to begin with";
    QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(labelText("map.value"), "Row 1, column 3: 2");
    MapImage next = smallMap();
    next.values[2] = 9.0F;
    window_->showMap(next);
    EXPECT_EQ(labelText("map.value"), "Row 1, column 3: 9") << "of the next window of video";
    QTest::keyClick(view, Qt::Key_Escape);
    EXPECT_EQ(labelText("map.value"), "");
    EXPECT_FALSE(view->accessibleName().isEmpty());
}

}  // namespace
}  // namespace handscope::ui
