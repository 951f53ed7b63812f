// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QFile>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>

#include "WindowFixture.h"
#include "ui/SettingsStore.h"
#include "ui/VideoView.h"
#include "ui/inspect/InspectPage.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::ui {
namespace {

class SettingsTest : public WindowFixture {
protected:
    /// As if a file with this content had been found at start.
    void startWith(const QByteArray& content) {
        window_->close();
        window_.reset();
        QFile file(settingsFile());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        open();
    }
};

TEST_F(SettingsTest, ChoicesSurviveARestart) {
    window_->setBlocks(paperBlocks(), 8, 7);
    auto* block = find<QComboBox>("map.block");
    block->setCurrentIndex(block->findText("layer3.1"));
    auto* colours = find<QComboBox>("map.colours");
    colours->setCurrentIndex(colours->findData("turbo"));
    find<QSlider>("map.opacity")->setValue(35);
    action("mirror")->trigger();
    action("themeDark")->trigger();
    find<QDockWidget>("statistics")->hide();
    window_->resize(1100, 700);
    restart();
    QSignalSpy taps(window_.get(), &MainWindow::tapRequested);
    QSignalSpy maps(window_.get(), &MainWindow::colourMapRequested);
    window_->setBlocks(paperBlocks(), 8, 7);
    ASSERT_EQ(taps.count(), 1);
    EXPECT_EQ(taps[0][0].toString(), "layer3.1");
    EXPECT_EQ(maps.last()[0].toString(), "turbo");
    EXPECT_EQ(find<QSlider>("map.opacity")->value(), 35);
    EXPECT_TRUE(find<VideoView>("video")->mirrored());
    EXPECT_TRUE(action("themeDark")->isChecked());
    EXPECT_TRUE(isDark(window_->palette()));
    EXPECT_TRUE(find<QDockWidget>("statistics")->isHidden());
    EXPECT_EQ(window_->size(), QSize(1100, 700));
}

TEST_F(SettingsTest, PreferencesHoldFromTheNextStartOn) {
    action("preferences")->trigger();
    auto* language = find<QComboBox>("preferences.language");
    language->setCurrentIndex(language->findData("ko"));
    auto* device = find<QComboBox>("preferences.device");
    device->setCurrentIndex(device->findData("cpu"));
    find<QSpinBox>("preferences.threads")->setValue(3);
    find<QCheckBox>("preferences.flipTest")->click();
    find<QPushButton>("preferences.ok")->click();
    restart();
    const Preferences saved = readPreferences(QSettings(settingsFile(), QSettings::IniFormat));
    EXPECT_EQ(saved.language, "ko");
    EXPECT_EQ(saved.device, "cpu");
    EXPECT_EQ(saved.precision, "auto");
    EXPECT_EQ(saved.threads, 3);
    EXPECT_FALSE(saved.flipTest);
    action("preferences")->trigger();
    EXPECT_EQ(find<QComboBox>("preferences.language")->currentText(), "한국어");
    EXPECT_EQ(find<QSpinBox>("preferences.threads")->value(), 3);
    EXPECT_FALSE(find<QCheckBox>("preferences.flipTest")->isChecked());
}

TEST_F(SettingsTest, PreferencesThatAreNoneAreTheDefaults) {
    startWith("[preferences]\nlanguage=tlh\ndevice=abacus\nprecision=\nthreads=-4\nflipTest=\n");
    EXPECT_EQ(window_->settings().preferences(), Preferences{});
}

TEST_F(SettingsTest, LimitsOfFixedColoursSurviveARestart) {
    window_->setBlocks(paperBlocks(), 8, 7);
    auto* scaling = find<QComboBox>("map.scaling");
    scaling->setCurrentIndex(scaling->findText("Scale fixed"));
    find<QDoubleSpinBox>("map.limits.high")->setValue(2.5);
    find<QDoubleSpinBox>("map.limits.low")->setValue(-1.5);
    StageChoices choices = window_->inspect().stage().choices();
    choices.scaling = MapScaling::Fixed;
    choices.limits = ColourLimits{-3.0F, 0.5F};
    window_->inspect().stage().setChoices(choices);
    restart();
    QSignalSpy limits(window_.get(), &MainWindow::limitsRequested);
    window_->setBlocks(paperBlocks(), 8, 7);
    ASSERT_EQ(limits.count(), 1);
    EXPECT_EQ(limits[0][0].value<ColourLimits>(), (ColourLimits{-1.5F, 2.5F}));
    EXPECT_TRUE(find<QDoubleSpinBox>("map.limits.low")->isVisible());
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("map.limits.low")->value(), -1.5);
    EXPECT_EQ(window_->inspect().stage().choices().limits, (ColourLimits{-3.0F, 0.5F}));
}

TEST_F(SettingsTest, ThePickedTapOfTheInspectPageSurvivesARestart) {
    window_->inspect().network().setBlocks(paperBlocks());
    window_->inspect().network().setPicked({"layer3.1", "cstm"});
    restart();
    EXPECT_EQ(window_->inspect().network().pickedTap(), (TapName{"layer3.1", "cstm"}));
}

TEST_F(SettingsTest, TheFolderOfTheLabelsSurvivesWhileItIsThere) {
    const QTemporaryDir folder;
    window_->recordings().setOutputFolder(folder.path());
    restart();
    EXPECT_EQ(window_->recordings().outputFolder(), folder.path());
    ASSERT_TRUE(QDir(folder.path()).removeRecursively());
    restart();
    EXPECT_EQ(window_->recordings().outputFolder(), "");
    restart();
    ASSERT_TRUE(QDir().mkpath(folder.path())) << "its disk is there again";
    restart();
    EXPECT_EQ(window_->recordings().outputFolder(), folder.path());
}

TEST_F(SettingsTest, WhatLabellingAlsoWritesSurvives) {
    EXPECT_EQ(window_->recordings().outputFiles(), OutputFiles());
    QSignalSpy chosen(&window_->recordings(), &RecordingsPage::outputFilesChosen);
    find<QAction>("queue.scores")->trigger();
    find<QAction>("queue.eaf")->trigger();
    const OutputFiles both = OutputFiles(OutputFile::Scores) | OutputFile::Elan;
    ASSERT_EQ(chosen.size(), 2);
    EXPECT_EQ(chosen[1][0].value<OutputFiles>(), both);
    restart();
    EXPECT_EQ(window_->recordings().outputFiles(), both);
}

TEST_F(SettingsTest, ResetLayoutBringsAllPanelsBack) {
    for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        dock->hide();
    }
    action("resetLayout")->trigger();
    for (const QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        EXPECT_FALSE(dock->isHidden()) << dock->objectName().toStdString();
    }
}

TEST_F(SettingsTest, AFileOfRubbishIsSetAsideWithAMessage) {
    const QByteArray rubbish("\x00\xff not settings at all [\n[[[\nhalf a line", 41);
    startWith(rubbish);
    EXPECT_TRUE(find<QWidget>("problem")->isVisible());
    EXPECT_TRUE(labelText("problem.whatHappened").contains(settingsFile()));
    QFile aside(settingsFile() + ".corrupt");
    ASSERT_TRUE(aside.open(QIODevice::ReadOnly));
    EXPECT_EQ(aside.readAll(), rubbish);

    action("mirror")->trigger();
    restart();
    EXPECT_FALSE(find<QWidget>("problem")->isVisible());
    EXPECT_TRUE(action("mirror")->isChecked());
}

TEST(SettingsStoreTest, TellsWhySettingsCannotBeWritten) {
    SettingsStore store(
        std::make_unique<QSettings>("/proc/none/settings.ini", QSettings::IniFormat));
    store.set("window/page", "Live");
    const auto problem = store.sync();
    ASSERT_TRUE(problem);
    EXPECT_TRUE(problem->whatHappened.contains("/proc/none/settings.ini"));

    const QTemporaryDir folder;
    SettingsStore sound(
        std::make_unique<QSettings>(folder.filePath("settings.ini"), QSettings::IniFormat));
    sound.set("window/page", "Live");
    EXPECT_FALSE(sound.sync());
}

TEST_F(SettingsTest, ValuesOfTheWrongKindAreDefaults) {
    startWith(
        "[window]\ngeometry=17\nstate=@ByteArray(rubbish)\n"
        "[view]\ntheme=@Rect(0 0 1 1)\nmirror=perhaps\n"
        "[map]\nopacity=900\nscaling=5\nlimits=2 1\ncolours=plaid\nblock=a, b, c\n"
        "[source]\nrecent\\size=2000000000\nrecent\\1\\address=7, 8\n"
        "[model]\nlast=@Invalid()\n");
    EXPECT_FALSE(find<QWidget>("problem")->isVisible());
    EXPECT_EQ(window_->size(), QSize(1280, 800));
    EXPECT_TRUE(action("themeSystem")->isChecked());
    EXPECT_FALSE(action("mirror")->isChecked());
    EXPECT_EQ(find<QSlider>("map.opacity")->value(), 60);
    EXPECT_TRUE(window_->lastSource().address.isEmpty());
    EXPECT_TRUE(window_->lastModel().isEmpty());
    for (const QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        EXPECT_FALSE(dock->isHidden());
    }
}

}  // namespace
}  // namespace handscope::ui
