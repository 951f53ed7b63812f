// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripPainting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QPainter>
#include <QSemaphore>
#include <QSet>
#include <QThreadPool>
#include <algorithm>
#include <chrono>
#include <future>
#include <limits>

#include "StripFixture.h"
#include "ui/inspect/strip/StripColours.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class StripPaintingTest : public StripFixture {};

QImage plainPicture(const QColor& colour) {
    QImage picture(64, 36, QImage::Format_RGB32);
    picture.fill(colour);
    return picture;
}

TEST_F(StripPaintingTest, ShowsPicturesWhereThereAreAnyAndHatchesTheRest) {
    strip_.setSpan(0.0, 10.0, false);
    strip_.setHistory(5.0, 10.0);
    QVector<StripThumbnail> thumbnails;
    for (int second = 9; second >= 5; --second) {
        thumbnails << StripThumbnail{second + 0.5, plainPicture(QColor(10, 200, 30))};
    }
    strip_.setThumbnails(thumbnails);
    const QImage image = strip_.grab().toImage();
    const double y = strip_.picture().thumbnailRow().center().y();
    EXPECT_EQ(image.pixelColor(placeOf(7.3, y)), QColor(10, 200, 30));
    QSet<QRgb> before;
    QSet<QRgb> after;
    const QRectF curves = strip_.picture().curveRow();
    for (int pixel = 0; pixel < 40; ++pixel) {
        const QPoint at = placeOf(2.0, curves.bottom() - 8.0);
        before.insert(image.pixel(at + QPoint(pixel, 0)));
        after.insert(image.pixel(at + QPoint(pixel + 500, 0)));
    }
    EXPECT_GT(before.size(), 1);
    EXPECT_EQ(after.size(), 1);
}

TEST_F(StripPaintingTest, ShadesTheWindowAndTicksItsFrames) {
    openFile();
    const auto shot = [this] { return strip_.grab().toImage(); };
    const QImage bare = shot();
    strip_.setWindow(4.0, 6.0, {4.125, 4.375, 4.625, 4.875, 5.125, 5.375, 5.625, 5.875});
    const QImage shaded = shot();
    const QPoint inside = placeOf(5.0, strip_.picture().curveRow().bottom() - 8.0);
    EXPECT_NE(shaded.pixelColor(inside), bare.pixelColor(inside));
    const double row = strip_.picture().thumbnailRow().bottom() - 3.0;
    const QColor tick = strip_.palette().color(QPalette::Highlight);
    EXPECT_EQ(shaded.pixelColor(placeOf(4.125, row)), tick);
    EXPECT_NE(shaded.pixelColor(placeOf(4.25, row)), tick);
    strip_.setWindow(0.0, 0.0, {});
    EXPECT_EQ(shot(), bare);
}

TEST_F(StripPaintingTest, DrawsTheCurvesOfTheClassesThatLead) {
    openFile();
    for (int point = 0; point <= 40; ++point) {
        strip_.appendScores(point * 0.25, {0.75F, 0.15F, 0.1F});
    }
    EXPECT_THAT(strip_.picture().shownClasses(), ElementsAre(0));
    const QImage image = strip_.grab().toImage();
    const QColor colour =
        strip_.picture().colours.strokeOf(QStringLiteral("Thumb Up"), /*dark=*/false);
    const auto isDrawnAt = [&](float score) {
        const QPoint middle = placeOf(5.05, strip_.picture().yOf(score));
        bool found = false;
        for (int dy = -1; dy <= 1; ++dy) {
            const QColor seen = image.pixelColor(middle + QPoint(0, dy));
            found = found || (qAbs(seen.red() - colour.red()) < 40 &&
                              qAbs(seen.green() - colour.green()) < 40 &&
                              qAbs(seen.blue() - colour.blue()) < 40);
        }
        return found;
    };
    EXPECT_TRUE(isDrawnAt(0.75F));
    EXPECT_FALSE(isDrawnAt(0.15F));
}

/// Qt shares out among its threads what has many stretches to fill, and waits for them. Where other
/// threads keep the processors busy that takes longer than the filling, so it must not come to that
/// each time a frame moves the strip.
TEST_F(StripPaintingTest, IsPaintedWithoutTheHelpOfOtherThreads) {
    goLive(60.0);
    for (int point = 0; point <= 240; ++point) {
        const float score = 0.5F + 0.4F * static_cast<float>(point % 40 < 8);
        strip_.appendScores(point * 0.25, {score, 0.0501F + 1e-4F * (point % 7), 0.04F});
    }
    strip_.setWindow(50.0, 60.0, {51.0, 53.0, 55.0, 57.0, 59.0});
    strip_.upsertEvent(eventOf(1, "Thumb Up", 10.0, 14.0), 11.0);
    QThreadPool& pool = *QThreadPool::globalInstance();
    QSemaphore goOn;
    for (int thread = 0; thread < pool.maxThreadCount(); ++thread) {
        pool.start([&goOn] { goOn.acquire(); });  // what else it is given waits
    }
    QImage image(strip_.size(), QImage::Format_RGB32);
    auto painting = std::async(std::launch::async, [&] {
        QPainter painter(&image);
        paintStrip(painter, strip_.picture(), strip_.palette());
    });
    EXPECT_EQ(painting.wait_for(std::chrono::seconds(5)), std::future_status::ready);
    goOn.release(pool.maxThreadCount());
    painting.wait();
    pool.waitForDone();
}

TEST_F(StripPaintingTest, AnHourIsPaintedAtAnyZoom) {
    QStringList labels;
    for (int index = 0; index < 27; ++index) {
        labels << QStringLiteral("Class %1").arg(index);
    }
    strip_.setLabels(labels);
    strip_.setSpan(0.0, 3600.0, false);
    strip_.setHistory(0.0, 3600.0);
    for (int point = 0; point < 14400; ++point) {
        std::vector<float> scores(27, 0.01F);
        scores[static_cast<std::size_t>(point / 24 % 27)] = 0.4F + 0.02F * (point % 24);
        strip_.appendScores(point * 0.25, scores);
    }
    for (int id = 0; id < 600; ++id) {
        strip_.upsertEvent(eventOf(id, labels[id % 27], id * 6.0 + 2.0, id * 6.0 + 4.0),
                           id * 6.0 + 3.0);
    }
    QImage image(strip_.size(), QImage::Format_RGB32);
    for (const double shown : {3600.0, 900.0, 60.0}) {
        strip_.showAll();
        strip_.zoom(3600.0 / shown);
        image.fill(Qt::magenta);
        QPainter painter(&image);
        paintStrip(painter, strip_.picture(), strip_.palette());
        painter.end();
        EXPECT_NE(image.pixelColor(image.rect().center()), QColor(Qt::magenta)) << shown << " s";
    }
}

}  // namespace
}  // namespace handscope::ui
