// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DecisionController.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include "app/window/DecisionConversion.h"
#include "app/window/LabelQueue.h"
#include "model/ModelError.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using test::FakeClassifier;
using test::kPatience;

const QString kVideo =
    "lavfi:color=black:size=32x32:rate=20:duration=14,"
    "drawbox=color=white:t=fill:enable='between(t,3,6)+between(t,9,10.5)'";

/// Holds the network up until it is opened.
class Gate {
public:
    void open() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

/// "Thumb Up" by how much of the clip is bright.
std::shared_ptr<FakeClassifier> brightness(const std::shared_ptr<Gate>& gate = nullptr) {
    return std::make_shared<FakeClassifier>(std::vector<std::string>{"Thumb Up", "No gesture"}, 8,
                                            [gate](const model::Clip& clip) {
                                                if (gate) {
                                                    gate->pass();
                                                }
                                                float bright = 0.0F;
                                                for (const auto& frame : clip) {
                                                    bright += frame->front() > 0.0F ? 0.125F : 0.0F;
                                                }
                                                return std::vector<float>{bright, 1.0F - bright};
                                            });
}

class DecisionControllerTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    const fs::path profiles = folder.path() / "profiles";
    ui::SettingsStore settings{std::make_unique<QSettings>(
        QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat)};
    ui::DecisionView view;
    std::shared_ptr<FakeClassifier> network = brightness();
    int loads = 0;
    std::unique_ptr<DecisionController> controller;

    void SetUp() override {
        view.resize(380, 700);
        view.show();
        start();
    }

    void start() {
        controller =
            std::make_unique<DecisionController>(view, settings, profiles, [this](const fs::path&) {
                ++loads;
                return network;
            });
    }

    void useModel() { controller->useModel("model.safetensors", network->description()); }

    template <typename Widget>
    Widget* find(const char* name) const {
        auto* widget = view.findChild<Widget*>(name);
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    void set(const char* field, double shown) {
        auto* box = find<QDoubleSpinBox>(field);
        box->setValue(shown);
    }

    bool waitFor(const std::function<bool()>& isTrue) { return QTest::qWaitFor(isTrue, kPatience); }

    bool waitForProfile(const char* name) {
        return waitFor([&] { return controller->profile() == name; });
    }

    QString summary() const { return find<QLabel>("trial.summary")->text(); }
    QString shownProfile() const { return find<QComboBox>("profile.box")->currentText(); }
};

TEST_F(DecisionControllerTest, TheWindowsDefaultsAreThePipelines) {
    EXPECT_EQ(settingsOf(ui::DecisionValues()), LabelSettings());
    EXPECT_EQ(valuesOf(LabelSettings()), ui::DecisionValues());
    EXPECT_EQ(controller->settings(), LabelSettings());
}

TEST_F(DecisionControllerTest, EverySettingComesBackFromTheWindow) {
    LabelSettings all{.windowLength = 3.1,
                      .windowStride = 0.33,
                      .decision = {.averaging = 0.7,
                                   .onThreshold = 0.55,
                                   .margin = 0.11,
                                   .onDuration = 0.4,
                                   .offThreshold = 0.22,
                                   .hold = 2.2,
                                   .onThresholds = {{"a", 0.5}, {"b", 0.0}},
                                   .neverFire = {"b", "c"}}};
    EXPECT_EQ(settingsOf(valuesOf(all)), all);
}

TEST_F(DecisionControllerTest, AChangeIsInUseAtOnceAndSaidOnce) {
    QSignalSpy changed(controller.get(), &DecisionController::settingsChanged);
    set("decision.on", 70.0);
    set("decision.hold", 2.0);
    ASSERT_TRUE(waitFor([&] { return !changed.isEmpty(); }));
    EXPECT_EQ(changed.count(), 1);
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.7);
    EXPECT_DOUBLE_EQ(controller->settings().decision.hold, 2.0);
    EXPECT_EQ(shownProfile(), "Default (changed)");
}

TEST_F(DecisionControllerTest, KeepsProfilesFromOneRunToTheNext) {
    set("decision.on", 70.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Default (changed)"; }));
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    EXPECT_EQ(shownProfile(), "Lab");
    controller.reset();
    start();
    ASSERT_TRUE(waitForProfile("Lab"));
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.7);
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("decision.on")->value(), 70.0);
}

TEST_F(DecisionControllerTest, WhatWasSavedAsAnotherLeavesTheOldProfileAsItWas) {
    set("decision.on", 70.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Default (changed)"; }));
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    Q_EMIT view.profiles().profileChosen("Default");
    EXPECT_EQ(shownProfile(), "Default");
    EXPECT_EQ(controller->settings(), LabelSettings());
}

TEST_F(DecisionControllerTest, ChangesStayWithTheirProfileUntilTheyAreSavedOrGivenUp) {
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    set("decision.on", 90.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab (changed)"; }));
    Q_EMIT view.profiles().profileChosen("Default");
    EXPECT_EQ(controller->settings(), LabelSettings());
    Q_EMIT view.profiles().profileChosen("Lab");
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.9);
    Q_EMIT view.profiles().saveRequested();
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab"; }));
    set("decision.on", 80.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab (changed)"; }));
    Q_EMIT view.profiles().revertRequested();
    EXPECT_EQ(shownProfile(), "Lab");
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.9);
}

TEST_F(DecisionControllerTest, ChangedValuesAreThereAgainInTheNextRunStillUnsaved) {
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    set("decision.on", 90.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab (changed)"; }));
    Q_EMIT view.profiles().profileChosen("Default");
    set("decision.hold", 2.0);  // and at once the end, before it is said
    controller.reset();
    start();
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Default (changed)"; }));
    EXPECT_DOUBLE_EQ(controller->settings().decision.hold, 2.0);
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("decision.hold")->value(), 2.0);
    Q_EMIT view.profiles().profileChosen("Lab");
    EXPECT_EQ(shownProfile(), "Lab (changed)");
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.9);
    EXPECT_EQ(readProfile(profiles / ProfileStore::fileNameOf("Lab")).settings, LabelSettings());
    Q_EMIT view.profiles().revertRequested();
    controller.reset();
    start();
    ASSERT_TRUE(waitForProfile("Lab"));
    EXPECT_EQ(shownProfile(), "Lab") << "what was given up stays so";
    EXPECT_EQ(controller->settings(), LabelSettings());
}

TEST_F(DecisionControllerTest, ChangedValuesOutlastAProfileThatCannotBeReadForOnce) {
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    set("decision.on", 90.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab (changed)"; }));
    controller.reset();
    const fs::path file = profiles / ProfileStore::fileNameOf("Lab");
    fs::copy_file(file, folder.file("kept.json"));
    std::ofstream(file) << "no profile";
    start();
    QSignalSpy failed(controller.get(), &DecisionController::failed);
    ASSERT_TRUE(waitFor([&] { return !failed.isEmpty(); }));
    EXPECT_EQ(shownProfile(), "Default");
    EXPECT_EQ(controller->settings(), LabelSettings());
    controller.reset();
    fs::copy_file(folder.file("kept.json"), file, fs::copy_options::overwrite_existing);
    start();
    Q_EMIT view.profiles().saveAsRequested("Marker");
    ASSERT_TRUE(waitForProfile("Marker")) << "the disk has been read";
    Q_EMIT view.profiles().profileChosen("Lab");
    EXPECT_EQ(shownProfile(), "Lab (changed)");
    EXPECT_DOUBLE_EQ(controller->settings().decision.onThreshold, 0.9);
}

TEST_F(DecisionControllerTest, AProfileMadeAnewHasNoChangesOfOneThatCouldNotBeRead) {
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    set("decision.on", 90.0);
    ASSERT_TRUE(waitFor([&] { return shownProfile() == "Lab (changed)"; }));
    controller.reset();
    const fs::path file = profiles / ProfileStore::fileNameOf("Lab");
    std::ofstream(file) << "no profile";
    start();
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    controller.reset();
    fs::remove(file);  // the one that cannot be read; the new one has another file
    start();
    ASSERT_TRUE(waitForProfile("Lab"));
    EXPECT_EQ(shownProfile(), "Lab");
    EXPECT_EQ(controller->settings(), LabelSettings());
}

TEST_F(DecisionControllerTest, ChangedValuesThatNobodyCanRunArePassedOver) {
    controller.reset();
    LabelSettings endless;
    endless.windowLength = 1e6;
    settings.set("decision/changed",
                 QVariantMap{{"Default", QString::fromStdString(toJson(SettingsProfile{
                                             .name = "Default", .settings = endless}))},
                             {"Lab", "no profile"},
                             {"Studio", 7}});
    start();
    Q_EMIT view.profiles().saveAsRequested("Marker");
    ASSERT_TRUE(waitForProfile("Marker")) << "the disk has been read";
    Q_EMIT view.profiles().profileChosen("Default");
    EXPECT_EQ(shownProfile(), "Default");
    EXPECT_EQ(controller->settings(), LabelSettings());
}

TEST_F(DecisionControllerTest, RenamesDeletesImportsAndExports) {
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitForProfile("Lab"));
    Q_EMIT view.profiles().renameRequested("Studio");
    ASSERT_TRUE(waitForProfile("Studio"));
    const QString file = QString::fromStdString(folder.file("given.json"));
    Q_EMIT view.profiles().exportRequested(file);
    Q_EMIT view.profiles().importRequested(file);
    ASSERT_TRUE(waitForProfile("Studio (2)"));
    Q_EMIT view.profiles().deleteRequested("Studio (2)");
    ASSERT_TRUE(waitForProfile("Default"));
    EXPECT_EQ(find<QComboBox>("profile.box")->count(), 2);
    EXPECT_EQ(readProfile(file.toStdString()).name, "Studio");
}

TEST_F(DecisionControllerTest, SaysWhatTheDiskRefused) {
    std::ofstream(profiles) << "a file in the folder's place";
    QSignalSpy failed(controller.get(), &DecisionController::failed);
    Q_EMIT view.profiles().saveAsRequested("Lab");
    ASSERT_TRUE(waitFor([&] { return !failed.isEmpty(); }));
    EXPECT_EQ(controller->profile(), "Default");
    Q_EMIT view.profiles().importRequested("/no/such/file.json");
    ASSERT_TRUE(waitFor([&] { return failed.count() == 2; }));
}

TEST_F(DecisionControllerTest, ALastProfileThatIsGoneIsTheDefault) {
    controller.reset();
    settings.set("decision/profile", "No longer there");
    start();
    Q_EMIT view.profiles().saveAsRequested("Marker");
    ASSERT_TRUE(waitForProfile("Marker")) << "the disk has been read";
    EXPECT_EQ(settings.text("decision/profile"), "Marker");
}

TEST_F(DecisionControllerTest, ACausalModelsWindowsAreShownAndTheChosenOnesKept) {
    set("decision.window", 3.0);
    ASSERT_TRUE(waitFor([&] { return controller->settings().windowLength == 3.0; }));
    network->makeCausal(10.0);
    useModel();
    EXPECT_FALSE(find<QDoubleSpinBox>("decision.window")->isEnabled());
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("decision.window")->value(), 0.8);
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("decision.grid")->value(), 0.1);
    EXPECT_DOUBLE_EQ(controller->settings().windowLength, 0.8);
    controller->useModel("other.safetensors", brightness()->description());
    EXPECT_DOUBLE_EQ(controller->settings().windowLength, 3.0);
}

TEST_F(DecisionControllerTest, TriesTheValuesOnTheRecording) {
    useModel();
    EXPECT_FALSE(find<QPushButton>("trial.try")->isEnabled());
    controller->setRecording({.address = kVideo});
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return summary() == "2 the same"; })) << summary().toStdString();
    EXPECT_EQ(loads, 1);
    // The second lasts for 1.5 s of a window of 2: 75 % at most.
    set("decision.on", 95.0);
    ASSERT_TRUE(waitFor([&] { return summary().contains("1 gone"); })) << summary().toStdString();
    EXPECT_EQ(loads, 1) << "the network has said all that is needed";
    set("decision.window", 1.0);
    ASSERT_TRUE(waitFor([&] { return summary().contains("try again"); }));
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return !summary().contains("try again"); }));
    EXPECT_EQ(loads, 2);
}

TEST_F(DecisionControllerTest, TheSameRecordingPlayedAgainKeepsWhatWasTried) {
    useModel();
    controller->setRecording({.address = kVideo});
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return summary() == "2 the same"; })) << summary().toStdString();
    controller->setRecording({.address = kVideo});
    EXPECT_EQ(summary(), "2 the same");
    set("decision.on", 95.0);
    ASSERT_TRUE(waitFor([&] { return summary().contains("1 gone"); })) << summary().toStdString();
    EXPECT_EQ(loads, 1) << "the network has said all that is needed";
    controller->setRecording({});
    controller->setRecording({.address = kVideo});
    EXPECT_EQ(summary(), "") << "it may be another one of that name";
}

TEST_F(DecisionControllerTest, GoesToAnEventInSecondsFromTheBeginning) {
    useModel();
    controller->setRecording({.address = kVideo});
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return summary() == "2 the same"; }));
    QSignalSpy seek(controller.get(), &DecisionController::seekRequested);
    auto* table = find<QTableView>("trial.table");
    table->selectRow(1);
    QTest::keyClick(table, Qt::Key_Return);
    ASSERT_EQ(seek.count(), 1);
    EXPECT_GT(seek[0][0].toDouble(), 7.0);
    EXPECT_LT(seek[0][0].toDouble(), 10.5);
}

TEST_F(DecisionControllerTest, ACancelledTrialEndsAndTheWindowNeverWaits) {
    const auto gate = std::make_shared<Gate>();
    network = brightness(gate);
    useModel();
    controller->setRecording({.address = kVideo});
    auto* const cancel = find<QPushButton>("trial.cancel");
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    EXPECT_TRUE(cancel->isVisibleTo(cancel->parentWidget()));
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_EQ(summary(), "Cancelled.");
    EXPECT_FALSE(cancel->isVisibleTo(cancel->parentWidget()));
    gate->open();
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return summary() == "2 the same"; })) << summary().toStdString();
}

TEST_F(DecisionControllerTest, AnotherRecordingTakesTheResultAwayAndStopsTheTrial) {
    const auto gate = std::make_shared<Gate>();
    network = brightness(gate);
    useModel();
    controller->setRecording({.address = kVideo});
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    controller->setRecording({});
    EXPECT_FALSE(find<QPushButton>("trial.try")->isEnabled());
    EXPECT_EQ(find<QTableView>("trial.table")->model()->rowCount(), 0);
    gate->open();
}

TEST_F(DecisionControllerTest, SaysWhyATrialFailed) {
    useModel();
    QSignalSpy failed(controller.get(), &DecisionController::failed);
    controller->setRecording({.address = "/no/such/clip.mp4"});
    QTest::mouseClick(find<QPushButton>("trial.try"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return !failed.isEmpty(); }));
    EXPECT_TRUE(summary().contains("/no/such/clip.mp4")) << summary().toStdString();
    EXPECT_TRUE(find<QPushButton>("trial.try")->isEnabled());
}

TEST_F(DecisionControllerTest, ScoresReachTheClassesOnceTheyAreSeen) {
    useModel();
    controller->showScores({0.25F, 0.75F});
    const auto* const model = find<QTableView>("classes.table")->model();
    EXPECT_NE(model->index(0, ui::ClassRuleModel::Score).data().toString(), "25 %");
    find<QTabWidget>("decision.tabs")->setCurrentIndex(1);
    EXPECT_EQ(model->index(0, ui::ClassRuleModel::Score).data().toString(), "25 %");
    controller->clearScores();
    EXPECT_NE(model->index(0, ui::ClassRuleModel::Score).data().toString(), "25 %");
}

TEST_F(DecisionControllerTest, TheQueueLabelsWithTheSettingsThatItIsGiven) {
    const std::string resources = std::string(HANDSCOPE_SOURCE_DIR) + "/resources/";
    LabelSettings asked = controller->settings();
    asked.windowStride = 2.0;
    asked.decision.onThreshold = 0.9;
    LabelQueue queue;
    queue.setModel(
        QString::fromStdString(resources + "models/handscope-bootstrap-stm.safetensors"));
    queue.setSettings(asked);
    const fs::path out = folder.path() / "out";
    fs::create_directories(out);
    queue.setOutputFolder(QString::fromStdString(out.string()));
    queue.add({QString::fromStdString(resources + "clip/handscope-demo.mp4")});
    ASSERT_TRUE(waitFor([&] { return queue.rows().size() == 1; }));
    queue.start();
    ASSERT_TRUE(waitFor([&] { return fs::exists(out / "labels.csv"); }));
    EXPECT_EQ(readLabelDocument(out / "handscope-demo.mp4.json").settings, asked);
}

}  // namespace
}  // namespace handscope::app
