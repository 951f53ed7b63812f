// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include <gmock/gmock.h>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include "WindowFixture.h"
#include "tests/support/Patience.h"
#include "ui/ScoreBars.h"
#include "ui/ShortcutDialog.h"
#include "ui/SourceDialog.h"
#include "ui/VideoView.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::ui {
namespace {

class MainWindowTest : public WindowFixture {};

/// Parts that Qt makes for itself inside its own widgets.
bool isQtsOwn(const QWidget* widget) {
    return widget->objectName().startsWith("qt_") || qobject_cast<const QScrollBar*>(widget) ||
           widget->inherits("QTableCornerButton") || widget->inherits("QComboBoxPrivateScroller") ||
           widget->inherits("QLineEditIconButton") ||
           (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"));
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget);
}

int expectDescribedControls(const QWidget* root) {
    int controls = 0;
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        if (!isControl(widget) || isQtsOwn(widget)) {
            continue;
        }
        ++controls;
        const std::string name = std::string(widget->metaObject()->className()) + " " +
                                 widget->objectName().toStdString();
        EXPECT_FALSE(widget->accessibleName().isEmpty()) << name << " has no accessible name";
        EXPECT_FALSE(widget->toolTip().isEmpty()) << name << " has no tool tip";
    }
    return controls;
}

TEST_F(MainWindowTest, EveryControlIsDescribed) {
    EXPECT_GE(expectDescribedControls(window_.get()), 18);
    action("shortcuts")->trigger();
    action("chooseSource")->trigger();
    EXPECT_GE(expectDescribedControls(window_->findChild<SourceDialog*>()), 6);
    EXPECT_GE(expectDescribedControls(window_->findChild<ShortcutDialog*>()), 1);
}

TEST_F(MainWindowTest, EveryActionExplainsItself) {
    for (const QAction* action : window_->actions()) {
        EXPECT_FALSE(action->objectName().isEmpty()) << action->text().toStdString();
        EXPECT_FALSE(action->toolTip().isEmpty()) << action->objectName().toStdString();
    }
}

TEST_F(MainWindowTest, NoTwoActionsShareAKey) {
    QMap<QString, QString> owners;
    for (const QAction* action : window_->actions()) {
        for (const QKeySequence& key : action->shortcuts()) {
            EXPECT_FALSE(owners.contains(key.toString())) << key.toString().toStdString();
            owners.insert(key.toString(), action->objectName());
        }
    }
}

TEST_F(MainWindowTest, F1ListsEveryActionThatHasAKey) {
    QTest::keyClick(window_.get(), Qt::Key_F1);
    auto* dialog = window_->findChild<ShortcutDialog*>();
    ASSERT_NE(dialog, nullptr);
    const auto* table = dialog->findChild<QTableWidget*>("shortcuts.table");
    QMap<QString, QString> listed;  // pages may call different things by one name
    for (int row = 0; row < table->rowCount(); ++row) {
        listed[table->item(row, 0)->text()] += table->item(row, 1)->text() + ' ';
    }
    int expected = 0;
    for (const QAction* action : window_->findChildren<QAction*>() + window_->actions()) {
        if (action->shortcuts().isEmpty()) {
            continue;
        }
        ++expected;
        const QString text = QString(action->text()).remove('&');
        ASSERT_TRUE(listed.contains(text)) << text.toStdString();
        EXPECT_TRUE(listed[text].contains(action->shortcut().toString(QKeySequence::NativeText)));
    }
    EXPECT_GE(expected, 20);
}

TEST_F(MainWindowTest, AQuestionMarkListsTheKeys) {
    QTest::keyClick(window_.get(), '?');
    const auto* const dialog = window_->findChild<ShortcutDialog*>();
    ASSERT_NE(dialog, nullptr);
    const auto* const table = dialog->findChild<QTableWidget*>("shortcuts.table");
    const auto cuts =
        table->findItems(QStringLiteral("Cut the node, or restore it"), Qt::MatchExactly);
    ASSERT_EQ(cuts.size(), 1) << "those that widgets take themselves, too";
    EXPECT_EQ(table->item(cuts.front()->row(), 1)->text(), "C");
    const auto values =
        table->findItems(QStringLiteral("Read the value of the cell beside it"), Qt::MatchExactly);
    EXPECT_EQ(values.size(), 2) << "of a map, and of the grid of channels";
    EXPECT_EQ(
        table->findItems(QStringLiteral("Take its own threshold away"), Qt::MatchExactly).size(),
        1);
}

TEST_F(MainWindowTest, AProblemIsShownInThreePartsUntilDismissed) {
    auto* banner = find<QWidget>("problem");
    EXPECT_FALSE(banner->isVisible());
    window_->showProblem({"The <b>camera</b> is gone.", "A camera was expected.", "Plug it in."});
    EXPECT_TRUE(banner->isVisible());
    EXPECT_EQ(labelText("problem.whatHappened"), "The <b>camera</b> is gone.");
    EXPECT_EQ(find<QLabel>("problem.whatHappened")->textFormat(), Qt::PlainText);
    EXPECT_EQ(labelText("problem.details"), "A camera was expected.\nPlug it in.");
    QTest::mouseClick(find<QToolButton>("problem.dismiss"), Qt::LeftButton);
    EXPECT_FALSE(banner->isVisible());
}

TEST_F(MainWindowTest, EscapeDismissesAProblem) {
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    QTest::keyClick(window_.get(), Qt::Key_Escape);
    EXPECT_FALSE(find<QWidget>("problem")->isVisible());
}

TEST_F(MainWindowTest, AProblemThatIsOverGoesAway) {
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    window_->clearProblem();
    EXPECT_FALSE(find<QWidget>("problem")->isVisible());
}

TEST_F(MainWindowTest, ANoticeStaysWhileProblemsComeAndGo) {
    auto* banner = find<QWidget>("problem");
    window_->showNotice("speed", {"It is slow.", "It should be fast.", "Hurry it."});
    EXPECT_EQ(labelText("problem.whatHappened"), "It is slow.");
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    EXPECT_EQ(labelText("problem.whatHappened"), "It broke.");
    window_->clearProblem();
    EXPECT_TRUE(banner->isVisible());
    EXPECT_EQ(labelText("problem.whatHappened"), "It is slow.");
    EXPECT_EQ(labelText("problem.details"), "It should be fast.\nHurry it.");
    QTest::keyClick(window_.get(), Qt::Key_Escape);
    EXPECT_FALSE(banner->isVisible());
    EXPECT_FALSE(action("dismissProblem")->isEnabled());
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    window_->clearProblem();
    EXPECT_FALSE(banner->isVisible()) << "it was dismissed";
}

TEST_F(MainWindowTest, EachNoticeIsReadAndDismissedByItself) {
    window_->showNotice("speed", {"It is slow.", "It should be fast.", "Hurry it."});
    window_->showNotice("model", {"It is another.", "It should be that.", "Choose it."});
    window_->showNotice("speed", {"It is very slow.", "It should be fast.", "Hurry it."});
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    EXPECT_EQ(labelText("problem.whatHappened"), "It broke.");
    action("dismissProblem")->trigger();
    EXPECT_EQ(labelText("problem.whatHappened"), "It is very slow.");
    action("dismissProblem")->trigger();
    EXPECT_EQ(labelText("problem.whatHappened"), "It is another.");
    EXPECT_TRUE(action("dismissProblem")->isEnabled());
    window_->withdrawNotice("model");
    EXPECT_FALSE(find<QWidget>("problem")->isVisible());
}

TEST_F(MainWindowTest, ALongProblemGetsTheHeightItNeeds) {
    window_->showProblem({"Short.", "Short.", "Short."});
    auto* banner = find<QWidget>("problem");
    ASSERT_TRUE(QTest::qWaitFor([&] { return banner->height() > 0 && banner->width() > 1000; },
                                test::kPatience));
    const int before = banner->height();
    window_->showProblem({QString("A very long story. ").repeated(40), "Short.", "Short."});
    EXPECT_TRUE(QTest::qWaitFor([&] { return banner->height() > before + 20; }, test::kPatience));
    EXPECT_GE(find<QLabel>("problem.whatHappened")->height(),
              find<QLabel>("problem.whatHappened")
                  ->heightForWidth(find<QLabel>("problem.whatHappened")->width()));
}

TEST_F(MainWindowTest, ShowsThePredictionOverTheVideoAndInThePanel) {
    window_->showPrediction("Thumb Up", {{"Thumb Up", 0.8F}, {"Stop Sign", 0.1F}});
    EXPECT_EQ(find<VideoView>("video")->gesture(), "Thumb Up");
    EXPECT_EQ(labelText("prediction.gesture"), "Thumb Up");
    const auto* bars = find<ScoreBars>("prediction.bars");
    ASSERT_EQ(bars->scores().size(), 2);
    EXPECT_EQ(bars->accessibleDescription(), "Thumb Up 80 %, Stop Sign 10 %");
    window_->clearHistory();
    EXPECT_EQ(find<VideoView>("video")->gesture(), "");
    EXPECT_EQ(labelText("prediction.gesture"), "–");
}

TEST_F(MainWindowTest, BarsAreAsLongAsTheirScores) {
    window_->showPrediction({}, {{"Thumb Up", 0.75F}});
    auto* bars = find<ScoreBars>("prediction.bars");
    const QImage image = bars->grab().toImage();
    const QColor fill = bars->palette().color(QPalette::Highlight);
    const int y = bars->fontMetrics().height() + 2 + 1 + 2;
    EXPECT_EQ(image.pixelColor(image.width() * 70 / 100, y), fill);
    EXPECT_NE(image.pixelColor(image.width() * 80 / 100, y), fill);
}

TEST_F(MainWindowTest, ReportsWhatWasPainted) {
    QSignalSpy frames(window_.get(), &MainWindow::framePainted);
    QSignalSpy predictions(window_.get(), &MainWindow::predictionPainted);
    window_->showFrame(halves(64, 48, Qt::red, Qt::blue), 4.25);
    window_->showPrediction("Thumb Up", {{"Thumb Up", 0.8F}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return frames.count() > 0 && predictions.count() > 0; },
                                test::kPatience));
    EXPECT_DOUBLE_EQ(frames[0][0].toDouble(), 4.25);
}

TEST_F(MainWindowTest, SaysThatAModelIsOnItsWayAndThenWhichOneRuns) {
    const auto* const name = window_->findChild<QLabel*>("status.model");
    const auto* const busy = window_->findChild<QProgressBar*>("status.modelBusy");
    window_->setModelName("small");
    EXPECT_FALSE(busy->isVisible());
    window_->showModelLoading("large");
    EXPECT_TRUE(busy->isVisible());
    EXPECT_EQ(name->text(), "Loading large …");
    EXPECT_GE(expectDescribedControls(window_.get()), 18);
    window_->showModelLoading({});
    EXPECT_FALSE(busy->isVisible());
    EXPECT_EQ(name->text(), "Model: small");
}

TEST_F(MainWindowTest, NamesSourceAndModel) {
    window_->setSourceName("clip.mp4");
    window_->setModelName("stm.safetensors");
    EXPECT_TRUE(labelText("status.source").contains("clip.mp4"));
    EXPECT_TRUE(labelText("status.model").contains("stm.safetensors"));
    EXPECT_TRUE(window_->windowTitle().contains("clip.mp4"));
    window_->setSourceName({});
    EXPECT_EQ(window_->windowTitle(), "Handscope");
}

TEST_F(MainWindowTest, TrustIsRefusedByDefault) {
    QString question;
    const auto press = [&](Qt::Key key) {
        QMetaObject::invokeMethod(
            qApp,
            [&question, key] {
                auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
                ASSERT_NE(box, nullptr);
                question = box->informativeText();
                QTest::keyClick(box->focusWidget() ? box->focusWidget() : box, key);
            },
            Qt::QueuedConnection);
    };
    press(Qt::Key_Return);
    EXPECT_FALSE(window_->askToTrustScript("/m/teacher.pt", "0123abcd"));
    EXPECT_TRUE(question.contains("/m/teacher.pt"));
    EXPECT_TRUE(question.contains("0123abcd"));
    press(Qt::Key_Escape);
    EXPECT_FALSE(window_->askToTrustScript("/m/teacher.pt", "0123abcd"));
}

TEST_F(MainWindowTest, TrustIsGivenByItsButton) {
    QMetaObject::invokeMethod(
        qApp,
        [] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            ASSERT_NE(box, nullptr);
            QTest::mouseClick(box->button(QMessageBox::Yes), Qt::LeftButton);
        },
        Qt::QueuedConnection);
    EXPECT_TRUE(window_->askToTrustScript("/m/teacher.pt", "0123abcd"));
}

TEST_F(MainWindowTest, AsksBeforeItClosesWhileRecordingsAreLabelled) {
    const auto questions = [this] {
        return window_->findChildren<QMessageBox*>("closing.question");
    };
    const auto answer = [&](QMessageBox::StandardButton button) {
        ASSERT_EQ(questions().size(), 1) << "it asks once at a time";
        QTest::mouseClick(questions().front()->button(button), Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    window_->recordings().setProgress({true, 1, 4, 0.0, 0.0, -1.0});
    EXPECT_FALSE(window_->close());
    EXPECT_FALSE(window_->close());
    answer(QMessageBox::No);
    EXPECT_TRUE(window_->isVisible());
    EXPECT_FALSE(window_->close());
    answer(QMessageBox::Yes);
    EXPECT_FALSE(window_->isVisible());
}

TEST_F(MainWindowTest, ClosesAtOnceWhenTheLabellingHasEnded) {
    window_->recordings().setProgress({true, 1, 4, 0.0, 0.0, -1.0});
    window_->recordings().setProgress({false, 4, 4, 0.0, 0.0, -1.0});
    EXPECT_TRUE(window_->close());
}

TEST_F(MainWindowTest, EverythingIsWithinReachInItsDefaultSize) {
    EXPECT_LE(window_->minimumSizeHint().width(), 1280);
    EXPECT_LE(window_->minimumSizeHint().height(), 800);
    window_->setBlocks(paperBlocks(), 8, 7);
    window_->resize(1280, 800);
    QCoreApplication::processEvents();
    const QSize video = find<QWidget>("video")->size();
    const QSize map = find<QWidget>("map.view")->size();
    EXPECT_GE(video.width(), 400);
    // Alike, so that one can be compared with the other.
    EXPECT_NEAR(video.width(), map.width(), 60);
}

}  // namespace
}  // namespace handscope::ui
