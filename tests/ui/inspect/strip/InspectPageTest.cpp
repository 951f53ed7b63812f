// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/InspectPage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "StripFixture.h"

namespace handscope::ui {
namespace {

QVector<BlockChoice> twoBlocks() {
    const QStringList taps{QStringLiteral("input"), QStringLiteral("cstm"), QStringLiteral("cmm"),
                           QStringLiteral("output")};
    return {{QStringLiteral("layer1.0"), taps}, {QStringLiteral("layer2.0"), taps}};
}

class InspectPageTest : public testing::Test {
protected:
    std::unique_ptr<InspectPage> page_ = std::make_unique<InspectPage>();
    QSignalSpy freezes_{page_.get(), &InspectPage::freezeRequested};
    QSignalSpy frames_{page_.get(), &InspectPage::frameStepRequested};
    QSignalSpy windows_{page_.get(), &InspectPage::windowStepRequested};

    void SetUp() override {
        page_->resize(1280, 800);
        page_->show();
        page_->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(page_.get()));
        page_->setFocus();
    }

    void goLive(double newest) {
        page_->network().setBlocks(twoBlocks());
        page_->stage().setBlocks(twoBlocks());
        page_->strip().setLabels({QStringLiteral("Thumb Up"), QStringLiteral("No gesture")});
        page_->strip().setSpan(newest - 60.0, newest, true);
        page_->strip().setHistory(newest - 60.0, newest);
    }

    template <typename Widget>
    Widget* find(const QString& objectName) const {
        auto* widget = page_->findChild<Widget*>(objectName);
        EXPECT_NE(widget, nullptr) << objectName.toStdString();
        return widget;
    }

    QAction* action(const char* name) const { return find<QAction>(QString::fromLatin1(name)); }

    /// A key, where the keyboard is.
    static void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }

    QString stateText() const { return find<QLabel>(QStringLiteral("strip.state"))->text(); }
};

TEST_F(InspectPageTest, SpaceFreezesAndGoesOn) {
    goLive(100.0);
    EXPECT_EQ(stateText(), "live");
    press(Qt::Key_Space);
    ASSERT_EQ(freezes_.count(), 1);
    EXPECT_TRUE(freezes_[0][0].toBool());
    EXPECT_FALSE(action("inspect.freeze")->isChecked()) << "nobody has answered yet";
    page_->strip().setFrozen(true);
    EXPECT_TRUE(action("inspect.freeze")->isChecked());
    EXPECT_EQ(stateText(), "frozen at 100.00 s");
    press(Qt::Key_Space);
    EXPECT_FALSE(freezes_.last()[0].toBool());
}

TEST_F(InspectPageTest, MovingTheCursorFreezes) {
    goLive(100.0);
    TimeStrip& strip = page_->strip();
    QSignalSpy moves(&strip, &TimeStrip::cursorMoved);
    QTest::mouseClick(&strip, Qt::LeftButton, {},
                      {qRound(strip.picture().xOf(70.0)), strip.height() / 2});
    ASSERT_EQ(freezes_.count(), 1);
    EXPECT_TRUE(freezes_[0][0].toBool());
    EXPECT_TRUE(action("inspect.freeze")->isChecked());
    EXPECT_TRUE(stateText().startsWith(QStringLiteral("frozen at 70.")));
    EXPECT_TRUE(moves.wait());
    EXPECT_EQ(moves.count(), 1);
}

TEST_F(InspectPageTest, BackToLiveIsThereWhileItIsFrozen) {
    goLive(100.0);
    EXPECT_FALSE(action("inspect.goOn")->isEnabled());
    page_->strip().setFrozen(true);
    auto* button = find<QToolButton>(QStringLiteral("button.inspect.goOn"));
    EXPECT_EQ(button->text(), "Back to live");
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_EQ(freezes_.count(), 1);
    EXPECT_FALSE(freezes_[0][0].toBool());
    // A file has no live edge to go back to.
    page_->strip().setSpan(0.0, 60.0, false);
    EXPECT_EQ(button->text(), "Follow the video");
}

TEST_F(InspectPageTest, KeysStepWhereverTheFocusIs) {
    goLive(100.0);
    for (QWidget* place :
         {static_cast<QWidget*>(&page_->strip()), static_cast<QWidget*>(&page_->network())}) {
        place->setFocus();
        press(Qt::Key_Comma);
        press(Qt::Key_Period);
        press(Qt::Key_Left, Qt::ControlModifier);
        press(Qt::Key_Right, Qt::ControlModifier);
    }
    ASSERT_EQ(frames_.count(), 4);
    EXPECT_EQ(frames_[0][0].toInt(), -1);
    EXPECT_EQ(frames_[1][0].toInt(), 1);
    ASSERT_EQ(windows_.count(), 4);
    EXPECT_EQ(windows_[0][0].toInt(), -1);
    EXPECT_EQ(windows_[1][0].toInt(), 1);
}

TEST_F(InspectPageTest, TheStripsOwnKeysStepToo) {
    goLive(100.0);
    page_->strip().setFocus();
    press(Qt::Key_Left);
    ASSERT_EQ(frames_.count(), 1);
    EXPECT_EQ(frames_[0][0].toInt(), -1);
}

TEST_F(InspectPageTest, GoesFromEventToEvent) {
    goLive(100.0);
    EXPECT_FALSE(action("inspect.previousEvent")->isEnabled());
    page_->strip().upsertEvent(eventOf(1, 60.0, 62.0), 61.0);
    page_->strip().upsertEvent(eventOf(2, 80.0, 82.0), 81.0);
    EXPECT_TRUE(action("inspect.previousEvent")->isEnabled());
    EXPECT_FALSE(action("inspect.nextEvent")->isEnabled());
    press(Qt::Key_BracketLeft);
    EXPECT_DOUBLE_EQ(page_->strip().cursor(), 81.0);
    press(Qt::Key_BracketLeft);
    EXPECT_DOUBLE_EQ(page_->strip().cursor(), 61.0);
    press(Qt::Key_BracketRight);
    EXPECT_DOUBLE_EQ(page_->strip().cursor(), 81.0);
}

TEST_F(InspectPageTest, AllOfTheTimeIsShownAgain) {
    goLive(100.0);
    press(Qt::Key_Equal, Qt::ControlModifier);
    EXPECT_FALSE(page_->strip().picture().scale.showsAll());
    press(Qt::Key_F);
    EXPECT_TRUE(page_->strip().picture().scale.showsAll());
}

TEST_F(InspectPageTest, WhatCannotBeDoneSaysWhy) {
    for (const char* name : {"inspect.freeze", "inspect.nextFrame", "inspect.exportPicture"}) {
        EXPECT_FALSE(action(name)->isEnabled()) << name;
        EXPECT_TRUE(
            action(name)->toolTip().contains(QStringLiteral("Open a camera or a video first")))
            << name;
    }
    EXPECT_TRUE(action("inspect.openMoment")->isEnabled()) << "which needs no video";
    EXPECT_EQ(stateText(), "no video");
    goLive(100.0);
    EXPECT_TRUE(action("inspect.freeze")->isEnabled());
}

TEST_F(InspectPageTest, AllCutsAreTakenBackAtOnce) {
    goLive(100.0);
    EXPECT_FALSE(action("inspect.resetCuts")->isEnabled());
    page_->cuts().toggle({QStringLiteral("layer1.0"), QStringLiteral("cmm")});
    EXPECT_TRUE(action("inspect.resetCuts")->isEnabled());
    press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(page_->cuts().cuts().isEmpty());
    EXPECT_FALSE(action("inspect.resetCuts")->isEnabled());
}

TEST_F(InspectPageTest, FilesAreAskedForWithTheirKind) {
    goLive(100.0);
    struct Kind {
        const char* action;
        void (InspectPage::*chosen)(const QString&);
        QString suffix;
    };
    for (const Kind& kind :
         {Kind{"inspect.exportPicture", &InspectPage::exportPictureRequested, "png"},
          Kind{"inspect.exportTap", &InspectPage::exportTapRequested, "npy"},
          Kind{"inspect.exportMoment", &InspectPage::exportMomentRequested, "handscope-moment"},
          Kind{"inspect.openMoment", &InspectPage::openMomentRequested, ""}}) {
        QSignalSpy chosen(page_.get(), kind.chosen);
        action(kind.action)->trigger();
        auto* dialog = page_->findChild<QFileDialog*>();
        ASSERT_NE(dialog, nullptr) << kind.action;
        EXPECT_EQ(dialog->defaultSuffix(), kind.suffix);
        EXPECT_EQ(dialog->acceptMode() == QFileDialog::AcceptSave, !kind.suffix.isEmpty());
        Q_EMIT dialog->fileSelected(QStringLiteral("/somewhere/file"));
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        ASSERT_EQ(chosen.count(), 1) << kind.action;
        EXPECT_EQ(chosen[0][0].toString(), "/somewhere/file");
    }
}

TEST_F(InspectPageTest, WhatIsToBeSavedStaysWhileItsFileIsNamed) {
    for (const char* save :
         {"inspect.exportPicture", "inspect.exportTap", "inspect.exportMoment"}) {
        goLive(100.0);
        page_->strip().setFrozen(false);
        freezes_.clear();
        const auto ask = [&] {
            action(save)->trigger();
            page_->findChild<QFileDialog*>()->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        };
        ask();
        ASSERT_EQ(freezes_.count(), 1) << save;
        EXPECT_TRUE(freezes_[0][0].toBool());
        page_->strip().setFrozen(true);
        ask();
        EXPECT_EQ(freezes_.count(), 1) << "it is frozen already";
    }
}

TEST_F(InspectPageTest, OfAVideoAllIsOfferedOrWhatTheStripShows) {
    goLive(100.0);
    QSignalSpy chosen(page_.get(), &InspectPage::exportVideoRequested);
    const auto chooseFile = [this] {
        find<QPushButton>(QStringLiteral("stretch.choose"))->click();
        auto* dialog = page_->findChild<QFileDialog*>();
        ASSERT_NE(dialog, nullptr);
        EXPECT_EQ(dialog->defaultSuffix(), "mp4");
        Q_EMIT dialog->fileSelected(QStringLiteral("/somewhere/file"));
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    action("inspect.exportVideo")->trigger();
    EXPECT_TRUE(find<QRadioButton>(QStringLiteral("stretch.all"))->isChecked());
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>(QStringLiteral("stretch.begin"))->value(), 40.0);
    chooseFile();
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString(), "/somewhere/file");
    EXPECT_EQ(chosen[0][1].value<TimeStretch>(), TimeStretch()) << "without bounds";

    page_->strip().setFrozen(true);
    page_->strip().zoom(4.0);
    action("inspect.exportVideo")->trigger();
    EXPECT_TRUE(find<QRadioButton>(QStringLiteral("stretch.part"))->isChecked());
    chooseFile();
    const auto shown = chosen.last()[1].value<TimeStretch>();
    EXPECT_NEAR(shown.begin, page_->strip().picture().scale.shownFrom(), 0.01);
    EXPECT_NEAR(shown.end, page_->strip().picture().scale.shownTo(), 0.01);
}

TEST_F(InspectPageTest, AStretchIsTypedAndEndsAfterItBegins) {
    goLive(100.0);
    action("inspect.exportVideo")->trigger();
    auto* begin = find<QDoubleSpinBox>(QStringLiteral("stretch.begin"));
    auto* end = find<QDoubleSpinBox>(QStringLiteral("stretch.end"));
    auto* choose = find<QPushButton>(QStringLiteral("stretch.choose"));
    begin->setValue(70.0);
    EXPECT_TRUE(find<QRadioButton>(QStringLiteral("stretch.part"))->isChecked());
    EXPECT_TRUE(choose->isEnabled());
    end->setValue(60.0);
    EXPECT_FALSE(choose->isEnabled());
    EXPECT_TRUE(choose->toolTip().contains(QStringLiteral("after it begins")));
    find<QRadioButton>(QStringLiteral("stretch.all"))->setChecked(true);
    EXPECT_TRUE(choose->isEnabled());
    for (const QWidget* widget :
         find<QDialog>(QStringLiteral("stretch"))->findChildren<QWidget*>()) {
        if (qobject_cast<const QAbstractButton*>(widget) != nullptr ||
            qobject_cast<const QAbstractSpinBox*>(widget) != nullptr) {
            EXPECT_FALSE(widget->accessibleName().isEmpty()) << widget->objectName().toStdString();
            EXPECT_FALSE(widget->toolTip().isEmpty()) << widget->objectName().toStdString();
        }
    }
}

TEST_F(InspectPageTest, SomethingLongShowsHowFarItIsAndCanBeCancelled) {
    goLive(100.0);
    auto* progress = find<QProgressBar>(QStringLiteral("inspect.progress"));
    auto* cancel = find<QToolButton>(QStringLiteral("inspect.cancel"));
    EXPECT_FALSE(progress->isVisible());
    page_->showProgress(QStringLiteral("Writing the video"), 0.25);
    EXPECT_TRUE(progress->isVisible());
    EXPECT_EQ(progress->value() * 4, progress->maximum());
    EXPECT_FALSE(action("inspect.exportVideo")->isEnabled()) << "one at a time";
    EXPECT_TRUE(action("inspect.exportPicture")->isEnabled());
    QSignalSpy cancelled(page_.get(), &InspectPage::cancelRequested);
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_EQ(cancelled.count(), 1);
    page_->showProgress(QStringLiteral("Reading"), -1.0);
    EXPECT_EQ(progress->maximum(), 0) << "no matter how far";
    page_->hideProgress();
    EXPECT_FALSE(progress->isVisible());
    EXPECT_FALSE(cancel->isVisible());
    EXPECT_TRUE(action("inspect.exportPicture")->isEnabled());
    page_->setRemark(QStringLiteral("Written"));
    EXPECT_EQ(find<QLabel>(QStringLiteral("inspect.remark"))->text(), "Written");
}

TEST_F(InspectPageTest, WordsStandInForAModelWithoutMaps) {
    goLive(100.0);
    page_->setUnavailable(QStringLiteral("This model gives scores only."),
                          QStringLiteral("Open an STM checkpoint."));
    auto* words = find<QLabel>(QStringLiteral("inspect.unavailable"));
    EXPECT_TRUE(words->isVisible());
    EXPECT_TRUE(words->text().contains(QStringLiteral("Open an STM checkpoint.")));
    EXPECT_FALSE(page_->strip().isVisible());
    EXPECT_FALSE(action("inspect.freeze")->isEnabled());
    page_->setUnavailable({}, {});
    EXPECT_TRUE(page_->strip().isVisible());
    EXPECT_TRUE(action("inspect.freeze")->isEnabled());
}

TEST_F(InspectPageTest, HowItIsDividedIsKept) {
    auto* rows = find<QSplitter>(QStringLiteral("inspect.rows"));
    const QList<int> before = rows->sizes();
    rows->setSizes({before[0] + 30, before[1] - 60, before[2] + 30});
    const QList<int> wanted = rows->sizes();
    ASSERT_NE(wanted, before);
    const QByteArray state = page_->layoutState();
    InspectPage other;
    other.resize(1280, 800);
    other.show();
    other.restoreLayout(QByteArray("rubbish"));
    other.restoreLayout(state);
    EXPECT_EQ(other.findChild<QSplitter*>(QStringLiteral("inspect.rows"))->sizes(), wanted);
}

TEST_F(InspectPageTest, TheMapsTakeThePageForAWhile) {
    goLive(100.0);
    const auto* const rows = find<QSplitter>(QStringLiteral("inspect.rows"));
    const QList<int> usual = rows->sizes();
    const QByteArray state = page_->layoutState();
    const QSize before = page_->stage().size();
    action("inspect.large")->trigger();
    QCoreApplication::processEvents();
    EXPECT_GT(page_->stage().height(), before.height() + 100);
    EXPECT_GT(page_->stage().width(), before.width() + 200);
    EXPECT_TRUE(page_->strip().isVisible());
    EXPECT_FALSE(page_->network().isVisible());
    EXPECT_EQ(page_->layoutState(), state) << "what is kept for the next start";
    action("inspect.large")->trigger();
    QCoreApplication::processEvents();
    EXPECT_TRUE(page_->network().isVisible());
    EXPECT_EQ(rows->sizes(), usual);
}

TEST_F(InspectPageTest, EveryControlHasANameAndAToolTip) {
    goLive(100.0);
    page_->showProgress(QStringLiteral("Writing"), 0.5);
    for (const QWidget* widget : page_->findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                             qobject_cast<const QComboBox*>(widget) != nullptr ||
                             qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                             qobject_cast<const QSlider*>(widget) != nullptr ||
                             qobject_cast<const QProgressBar*>(widget) != nullptr ||
                             qobject_cast<const TimeStrip*>(widget) != nullptr;
        // Qt's own parts of a tool bar, a picker or a scroll area.
        if (!control || widget->objectName().startsWith(QStringLiteral("qt_"))) {
            continue;
        }
        const std::string name = widget->objectName().toStdString();
        EXPECT_FALSE(widget->accessibleName().isEmpty()) << name << " has no accessible name";
        EXPECT_FALSE(widget->toolTip().isEmpty()) << name << " has no tool tip";
    }
}

TEST_F(InspectPageTest, NoTwoActionsOfThePageShareAKey) {
    QSet<QString> keys;
    for (const QAction* each : page_->actions()) {
        for (const QKeySequence& key : each->shortcuts()) {
            EXPECT_FALSE(keys.contains(key.toString())) << key.toString().toStdString();
            keys.insert(key.toString());
        }
    }
    EXPECT_TRUE(keys.contains(QStringLiteral("Space")));
    for (const QAction* each : page_->menu()) {
        EXPECT_TRUE(each == nullptr || page_->actions().contains(each));
    }
}

}  // namespace
}  // namespace handscope::ui
