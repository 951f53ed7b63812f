// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTest>
#include <cmath>
#include <cstdlib>

#include "MapsFixture.h"
#include "ui/inspect/maps/ChannelDelegate.h"
#include "ui/inspect/maps/ChannelModel.h"
#include "ui/inspect/maps/ZoomMap.h"

namespace handscope::ui {
namespace {

/// A hue for each cell, so that a cell out of place shows.
MapImage colourfulMap() {
    MapImage map = countingMap();
    for (int y = 0; y < map.height; ++y) {
        for (int x = 0; x < map.width; ++x) {
            map.colours.setPixelColor(x, y, QColor::fromHsv(40 * (y * map.width + x), 255, 255));
        }
    }
    return map;
}

/// Pictures of the same size whose channels differ by at most 24 of 255, but for one pixel in a
/// hundred: edges fall a little otherwise from one version of Qt to the next.
void expectLike(const QString& name, const QImage& picture) {
    const QString path =
        QStringLiteral(HANDSCOPE_SOURCE_DIR "/tests/ui/inspect/maps/golden/%1.png").arg(name);
    // For whoever changes the painting on purpose and has looked at the new picture.
    if (qEnvironmentVariableIsSet("HANDSCOPE_WRITE_GOLDEN")) {
        ASSERT_TRUE(picture.save(path));
    }
    const QImage golden(path);
    ASSERT_FALSE(golden.isNull()) << path.toStdString();
    ASSERT_EQ(picture.size(), golden.size());
    int different = 0;
    for (int y = 0; y < golden.height(); ++y) {
        for (int x = 0; x < golden.width(); ++x) {
            const QRgb is = picture.pixel(x, y);
            const QRgb wanted = golden.pixel(x, y);
            const int off =
                std::max({std::abs(qRed(is) - qRed(wanted)), std::abs(qGreen(is) - qGreen(wanted)),
                          std::abs(qBlue(is) - qBlue(wanted))});
            different += off > 24 ? 1 : 0;
        }
    }
    EXPECT_LE(different, golden.width() * golden.height() / 100) << name.toStdString();
}

class GoldenTest : public testing::Test {
protected:
    void SetUp() override {
        view_.resize(160, 120);
        view_.setMap(colourfulMap());
        view_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view_));
    }

    QImage picture() { return view_.grab().toImage(); }

    ZoomMap view_;
};

TEST_F(GoldenTest, AMapOverItsFrameWithCrossHairs) {
    view_.setSmooth(false);
    view_.setCrossHair(QPointF(45, 28));
    expectLike("cross-hairs", picture());
}

TEST_F(GoldenTest, AnEnlargedMirroredMap) {
    view_.setMirrored(true);
    view_.setZoom(MapZoom().about({110, 60}, 2.0, view_.size()));
    view_.setCrossHair(QPointF(30, 12));
    expectLike("enlarged", picture());
}

TEST(ChannelDelegateGolden, PicturesOfChannelsLieAtTheTopOfTheirTiles) {
    ChannelModel model;
    model.setTiles(someTiles(6));
    ChannelDelegate delegate;
    delegate.setTileSize(48);
    delegate.setSmooth(false);
    QImage row(6 * 56, 56, QImage::Format_RGB32);
    row.fill(Qt::white);
    QPainter painter(&row);
    // Text begins below the picture, outside of what is compared.
    painter.setClipRect(0, 0, row.width(), 54);
    QStyleOptionViewItem option;
    option.palette = QPalette(Qt::lightGray, Qt::white);
    for (int channel = 0; channel < 6; ++channel) {
        option.rect = QRect(channel * 56, 0, 56, 90);
        delegate.setMirrored(channel >= 3);
        delegate.paint(&painter, option, model.index(channel));
    }
    painter.end();
    expectLike("channels", row);
}

}  // namespace
}  // namespace handscope::ui
