// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/VideoView.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "WindowFixture.h"

namespace handscope::ui {
namespace {

class VideoViewTest : public testing::Test {
protected:
    void SetUp() override {
        view_.resize(400, 300);
        view_.setFrame(halves(400, 300, Qt::red, Qt::blue), 1.5);
    }

    QImage grab() { return view_.grab().toImage().convertToFormat(QImage::Format_RGB32); }

    /// Where the gesture's name stands.
    static QImage lowerLeft(const QImage& image) { return image.copy(0, 200, 400, 100); }
    static QImage top(const QImage& image) { return image.copy(0, 0, 400, 200); }

    VideoView view_;
};

TEST_F(VideoViewTest, PaintsThePicture) {
    const QImage image = grab();
    EXPECT_EQ(image.pixelColor(100, 100), QColor(Qt::red));
    EXPECT_EQ(image.pixelColor(300, 100), QColor(Qt::blue));
}

TEST_F(VideoViewTest, LetterboxesInsteadOfStretching) {
    view_.setFrame(halves(400, 100, Qt::red, Qt::blue), 1.5);
    const QImage image = grab();
    EXPECT_EQ(image.pixelColor(100, 150), QColor(Qt::red));
    EXPECT_NE(image.pixelColor(100, 50), QColor(Qt::red));
    EXPECT_NE(image.pixelColor(100, 250), QColor(Qt::red));
}

TEST_F(VideoViewTest, PaintsTheGestureOverTheLowerPart) {
    const QImage before = grab();
    view_.setGesture("Swiping Left");
    const QImage after = grab();
    EXPECT_NE(lowerLeft(before), lowerLeft(after));
    EXPECT_EQ(top(before), top(after));
    view_.setGesture({});
    EXPECT_EQ(grab(), before);
}

TEST_F(VideoViewTest, MirrorsThePictureButNotTheText) {
    view_.setMirrored(true);
    const QImage image = grab();
    EXPECT_EQ(image.pixelColor(100, 100), QColor(Qt::blue));
    EXPECT_EQ(image.pixelColor(300, 100), QColor(Qt::red));

    // Over a picture of one colour, only the text could differ.
    view_.setFrame(halves(400, 300, Qt::green, Qt::green), 2.0);
    view_.setGesture("Swiping Left");
    const QImage mirrored = grab();
    view_.setMirrored(false);
    EXPECT_EQ(grab(), mirrored);
}

TEST_F(VideoViewTest, ShowsThePlaceholderWithoutAPicture) {
    view_.setFrame({}, 0.0);
    const QImage before = grab();
    view_.setPlaceholder("No video yet");
    EXPECT_NE(grab(), before);
}

TEST_F(VideoViewTest, KeepsALongNameInsideThePicture) {
    view_.setGesture("Sliding Two Fingers Counterclockwise Around Everything There Is");
    const QImage image = grab();
    EXPECT_EQ(image.pixelColor(399, 280), QColor(Qt::blue));
}

TEST_F(VideoViewTest, ReportsEachPaintedPictureOnce) {
    QSignalSpy frames(&view_, &VideoView::framePainted);
    QSignalSpy predictions(&view_, &VideoView::predictionPainted);
    grab();
    EXPECT_EQ(frames.count(), 0) << "reported from within the paint";
    QCoreApplication::processEvents();
    ASSERT_EQ(frames.count(), 1);
    EXPECT_DOUBLE_EQ(frames[0][0].toDouble(), 1.5);
    grab();
    QCoreApplication::processEvents();
    EXPECT_EQ(frames.count(), 1) << "the same picture again";
    EXPECT_EQ(predictions.count(), 0);
}

TEST_F(VideoViewTest, DoesNotReportAPictureThatWasReplacedUnseen) {
    QSignalSpy frames(&view_, &VideoView::framePainted);
    view_.setFrame(halves(400, 300, Qt::red, Qt::blue), 2.5);
    grab();
    QCoreApplication::processEvents();
    ASSERT_EQ(frames.count(), 1);
    EXPECT_DOUBLE_EQ(frames[0][0].toDouble(), 2.5);
}

TEST_F(VideoViewTest, ReportsAPaintedPredictionEvenIfItIsTheSame) {
    QSignalSpy predictions(&view_, &VideoView::predictionPainted);
    for (int time = 1; time <= 2; ++time) {
        view_.setGesture("Thumb Up");
        grab();
        QCoreApplication::processEvents();
        EXPECT_EQ(predictions.count(), time);
    }
}

}  // namespace
}  // namespace handscope::ui
