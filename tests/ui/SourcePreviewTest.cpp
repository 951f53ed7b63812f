// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include "ui/SourceChooser.h"
#include "ui/SourceDialog.h"
#include "ui/VideoView.h"

namespace handscope::ui {
namespace {

constexpr int kPatience = 20'000;  // milliseconds

/// The preview in the dialog, asked for through the chooser as the window does it.
class SourcePreviewTest : public testing::Test {
protected:
    QTemporaryDir folder_;
    QWidget window_;
    SettingsStore settings_{
        std::make_unique<QSettings>(folder_.filePath("settings.ini"), QSettings::IniFormat)};
    SourceChooser chooser_{settings_, &window_};
    QList<SourceChoice> asked_;
    QStringList order_;
    SourceDialog* dialog_ = nullptr;

    void SetUp() override {
        window_.show();
        QObject::connect(&chooser_, &SourceChooser::previewRequested, &window_,
                         [this](const SourceChoice& choice) {
                             asked_ << choice;
                             order_ << "preview";
                         });
        QObject::connect(&chooser_, &SourceChooser::previewClosed, &window_,
                         [this] { order_ << "closed"; });
        QObject::connect(&chooser_, &SourceChooser::sourceChosen, &window_,
                         [this] { order_ << "chosen"; });
        chooser_.openSourceDialog();
        dialog_ = window_.findChild<SourceDialog*>();
        ASSERT_NE(dialog_, nullptr);
        chooser_.setDevices(
            {{"v4l2:/dev/video0", "One", "usb-1", {}}, {"v4l2:/dev/video2", "Two", "usb-2", {}}});
    }

    bool awaitAsked(int count) {
        return QTest::qWaitFor([&] { return asked_.size() >= count; }, kPatience);
    }

    VideoView* view() const { return dialog_->findChild<VideoView*>("source.preview"); }
    QPushButton* button() const { return dialog_->findChild<QPushButton*>("source.preview.show"); }
    QString said() const { return view()->accessibleDescription(); }
    void toPage(int page) {
        dialog_->findChild<QTabWidget*>("source.pages")->setCurrentIndex(page);
    }
    void click(const char* button) {
        QTest::mouseClick(dialog_->findChild<QPushButton*>(button), Qt::LeftButton);
    }
};

TEST_F(SourcePreviewTest, TheChosenCameraIsShown) {
    ASSERT_TRUE(awaitAsked(1));
    EXPECT_EQ(asked_[0].address, "v4l2:/dev/video0");
    EXPECT_EQ(asked_[0].stableId, "usb-1");
    QImage red(64, 48, QImage::Format_RGB888);
    red.fill(Qt::red);
    chooser_.showPreview(red);
    const QImage shown = view()->grab().toImage();
    EXPECT_EQ(shown.pixelColor(shown.rect().center()), QColor(Qt::red));
}

TEST_F(SourcePreviewTest, AnotherChoiceEndsOnePreviewAndAsksForTheNext) {
    ASSERT_TRUE(awaitAsked(1));
    auto* list = dialog_->findChild<QListWidget*>("source.devices");
    QTest::keyClick(list, Qt::Key_Down);
    ASSERT_TRUE(awaitAsked(2));
    EXPECT_EQ(asked_[1].address, "v4l2:/dev/video2");
    EXPECT_EQ(order_, (QStringList{"preview", "closed", "preview"}));
}

TEST_F(SourcePreviewTest, AChoiceThatIsPassedOverIsNeverOpened) {
    auto* list = dialog_->findChild<QListWidget*>("source.devices");
    QTest::keyClick(list, Qt::Key_Down);
    ASSERT_TRUE(awaitAsked(1));
    ASSERT_EQ(asked_.size(), 1);
    EXPECT_EQ(asked_[0].address, "v4l2:/dev/video2");
}

TEST_F(SourcePreviewTest, TheSameChoiceIsNotAskedForTwice) {
    ASSERT_TRUE(awaitAsked(1));
    chooser_.setDevices({{"v4l2:/dev/video0", "One", "usb-1", {}}});
    toPage(3);
    toPage(0);
    ASSERT_TRUE(awaitAsked(2)) << "the other page had ended it";
    EXPECT_EQ(order_, (QStringList{"preview", "closed", "preview"}));
}

TEST_F(SourcePreviewTest, AProblemIsExplainedAndTheSameChoiceMayBeTriedAgain) {
    ASSERT_TRUE(awaitAsked(1));
    chooser_.showPreviewProblem({"It is busy.", "Expected it free.", "Close the other."});
    EXPECT_EQ(said(), "It is busy.\n\nExpected it free.\n\nClose the other.");
    chooser_.setDevices({{"v4l2:/dev/video0", "One", "usb-1", {}}});
    EXPECT_TRUE(awaitAsked(2)) << "Refresh tries again";
}

TEST_F(SourcePreviewTest, TheCameraIsFreeBeforeTheChoiceIsTold) {
    ASSERT_TRUE(awaitAsked(1));
    click("source.open");
    EXPECT_EQ(order_, (QStringList{"preview", "closed", "chosen"}));
}

TEST_F(SourcePreviewTest, CancelEndsThePreview) {
    ASSERT_TRUE(awaitAsked(1));
    QTest::keyClick(dialog_, Qt::Key_Escape);
    EXPECT_EQ(order_, (QStringList{"preview", "closed"}));
}

TEST_F(SourcePreviewTest, AnAddressIsOpenedByItsButtonAlone) {
    ASSERT_TRUE(awaitAsked(1));
    toPage(3);
    EXPECT_EQ(order_.last(), "closed");
    EXPECT_FALSE(button()->isEnabled());
    QTest::keyClicks(dialog_->findChild<QLineEdit*>("source.address"), "lavfi:testsrc2");
    EXPECT_TRUE(button()->isEnabled());
    EXPECT_EQ(asked_.size(), 1);
    click("source.preview.show");
    ASSERT_EQ(asked_.size(), 2);
    EXPECT_EQ(asked_[1].address, "lavfi:testsrc2");
    EXPECT_FALSE(button()->isEnabled());
    QTest::keyClicks(dialog_->findChild<QLineEdit*>("source.address"), "=");
    EXPECT_EQ(order_.last(), "closed");
    EXPECT_TRUE(button()->isEnabled());
}

TEST_F(SourcePreviewTest, APictureThatComesTooLateIsNotShown) {
    ASSERT_TRUE(awaitAsked(1));
    toPage(3);
    const QString before = said();
    chooser_.showPreview(QImage(8, 8, QImage::Format_RGB888));
    chooser_.showPreviewProblem({"Late.", {}, {}});
    EXPECT_EQ(said(), before);
}

}  // namespace
}  // namespace handscope::ui
