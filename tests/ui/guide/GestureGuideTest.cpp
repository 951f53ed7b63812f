// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/GestureGuide.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QTest>
#include <algorithm>
#include <set>

#include "tests/support/JesterLabels.h"
#include "ui/guide/GesturePicture.h"

namespace handscope::ui {
namespace {

/// The classes of Jester, as its list of labels has them.
const QStringList kJester = [] {
    QStringList labels;
    for (const std::string& label : test::kJester) {
        labels << QString::fromStdString(label);
    }
    return labels;
}();

QImage pictureOf(const QString& label) {
    QImage picture(96, 96, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    paintGesture(painter, picture.rect(), label, {.hand = Qt::black, .motion = Qt::blue});
    return picture;
}

TEST(GesturePictureTest, EveryGestureOfJesterHasAPictureUnlikeAllOthers) {
    const QImage unknown = pictureOf("Juggling");
    std::set<QByteArray> pictures;
    for (const QString& label : kJester) {
        const QImage picture = pictureOf(label);
        EXPECT_NE(picture, unknown) << label.toStdString();
        pictures.insert(
            QByteArray(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes()));
    }
    EXPECT_EQ(pictures.size(), static_cast<std::size_t>(kJester.size()));
}

TEST(GesturePictureTest, LeftAndRightMirrorEachOthersArrows) {
    // The hand is the same, so only the arrow below it differs.
    const QImage left = pictureOf("Swiping Left");
    const QImage right = pictureOf("Swiping Right");
    // Its head is where it is thickest.
    const auto thickestIn = [](const QImage& picture, int from, int to) {
        int thickest = 0;
        for (int x = from; x < to; ++x) {
            int blue = 0;
            for (int y = 0; y < picture.height(); ++y) {
                const QColor colour = picture.pixelColor(x, y);
                blue += colour.blue() - colour.red() > 100 ? 1 : 0;
            }
            thickest = std::max(thickest, blue);
        }
        return thickest;
    };
    EXPECT_GT(thickestIn(left, 0, 48), thickestIn(left, 52, 96) + 3);
    EXPECT_GT(thickestIn(right, 48, 96), thickestIn(right, 0, 44) + 3);
}

TEST(GesturePictureTest, AnUnknownClassIsAQuestionMark) {
    EXPECT_NE(pictureOf("Juggling"), pictureOf("Stop Sign"));
    EXPECT_EQ(pictureOf("Juggling"), pictureOf("Yodelling"));
}

class GestureGuideTest : public ::testing::Test {
protected:
    GestureGuide guide;

    void SetUp() override {
        guide.resize(400, 500);
        guide.show();
        guide.setLabels({"Swiping Left", "Thumb Up", "No gesture"});
    }

    QString summary() const { return guide.findChild<QLabel*>("guide.summary")->text(); }
};

TEST_F(GestureGuideTest, CountsKindsNotTimes) {
    EXPECT_EQ(summary(), "0 of 3 seen");
    guide.markSeen("Thumb Up");
    guide.markSeen("Thumb Up");
    guide.markSeen("Juggling");
    EXPECT_EQ(summary(), "1 of 3 seen");
    const auto* model = guide.findChild<QListView*>("guide.gestures")->model();
    EXPECT_EQ(model->index(1, 0).data(Qt::AccessibleTextRole).toString().toStdString(),
              "Thumb Up: seen 2 time(s)");
}

TEST_F(GestureGuideTest, StartsAgain) {
    auto* forget = guide.findChild<QPushButton*>("guide.forget");
    EXPECT_FALSE(forget->isEnabled());
    guide.markSeen("Thumb Up");
    QTest::mouseClick(forget, Qt::LeftButton);
    EXPECT_EQ(summary(), "0 of 3 seen");
}

TEST_F(GestureGuideTest, OtherLabelsForgetAndTheSameDoNot) {
    guide.markSeen("Thumb Up");
    guide.setLabels({"Swiping Left", "Thumb Up", "No gesture"});
    EXPECT_EQ(summary(), "1 of 3 seen");
    guide.setLabels({"Thumb Up"});
    EXPECT_EQ(summary(), "0 of 1 seen");
}

TEST(GuideModelTest, KeepsTheRulesOfModels) {
    GuideModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setLabels({"a", "b"});
    model.markSeen("b");
    model.setCurrent("a");
    EXPECT_TRUE(model.index(0).data(GuideModel::CurrentRole).toBool());
    model.setCurrent({});
    EXPECT_FALSE(model.index(0).data(GuideModel::CurrentRole).toBool());
    model.clearSeen();
    EXPECT_EQ(model.seenKinds(), 0);
    model.setLabels({});
}

}  // namespace
}  // namespace handscope::ui
