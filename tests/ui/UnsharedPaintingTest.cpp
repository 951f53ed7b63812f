// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/UnsharedPainting.h"

#include <gtest/gtest.h>

#include <QPainter>
#include <QSemaphore>
#include <QThreadPool>
#include <chrono>
#include <functional>
#include <future>

namespace handscope::ui {
namespace {

/// Whether it is painted although none of the threads can help.
bool isPaintedAlone(const std::function<void(QPainter&)>& paint) {
    QImage image(900, 700, QImage::Format_RGB32);
    image.fill(Qt::white);
    QThreadPool& pool = *QThreadPool::globalInstance();
    QSemaphore goOn;
    for (int thread = 0; thread < pool.maxThreadCount(); ++thread) {
        pool.start([&goOn] { goOn.acquire(); });
    }
    auto painting = std::async(std::launch::async, [&] {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        paint(painter);
    });
    const bool done = painting.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
    goOn.release(pool.maxThreadCount());
    painting.wait();
    pool.waitForDone();
    return done;
}

QImage rainbow(QImage::Format format) {
    QImage image(640, 360, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
        }
    }
    return image.convertToFormat(format);
}

class UnsharedPaintingTest : public ::testing::TestWithParam<double> {
protected:
    /// What is painted on a screen with so many device pixels a pixel.
    QImage painted(const std::function<void(QPainter&)>& paint) {
        QImage image(QSize(500, 400) * GetParam(), QImage::Format_RGB32);
        image.setDevicePixelRatio(GetParam());
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        paint(painter);
        return image;
    }
};

TEST_P(UnsharedPaintingTest, AnImageLooksAsQtPaintsIt) {
    const QRectF place(10.3, 7.6, 455.5, 301.2);
    for (const auto format : {QImage::Format_RGB888, QImage::Format_RGB32}) {
        const QImage image = rainbow(format);
        EXPECT_EQ(painted([&](QPainter& painter) { drawImageUnshared(painter, place, image); }),
                  painted([&](QPainter& painter) { painter.drawImage(place, image); }));
        const auto mirrored = [&](QPainter& painter) -> QPainter& {
            painter.translate(2.0 * place.center().x(), 0.0);
            painter.scale(-1.0, 1.0);
            painter.setOpacity(0.6);
            return painter;
        };
        EXPECT_EQ(
            painted([&](QPainter& painter) { drawImageUnshared(mirrored(painter), place, image); }),
            painted([&](QPainter& painter) { mirrored(painter).drawImage(place, image); }));
    }
}

TEST_P(UnsharedPaintingTest, AShadeLooksAsQtPaintsIt) {
    const QRectF place(20.0, 12.0, 300.0, 333.0);
    const QColor shade(200, 30, 40, 90);
    EXPECT_EQ(painted([&](QPainter& painter) { fillRectUnshared(painter, place, shade); }),
              painted([&](QPainter& painter) { painter.fillRect(place, shade); }));
}

INSTANTIATE_TEST_SUITE_P(Screens, UnsharedPaintingTest, ::testing::Values(1.0, 1.5, 2.0));

TEST(UnsharedPaintingThreadsTest, NeedsNoOtherThread) {
    const QImage image = rainbow(QImage::Format_RGB888);
    EXPECT_TRUE(isPaintedAlone(
        [&](QPainter& painter) { drawImageUnshared(painter, QRectF(0, 0, 880, 660), image); }));
    EXPECT_TRUE(isPaintedAlone([](QPainter& painter) {
        fillRectUnshared(painter, QRectF(3, 3, 800, 600), QColor(1, 2, 3, 100));
    }));
    EXPECT_TRUE(isPaintedAlone([](QPainter& painter) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hairline(QColor(1, 2, 3, 40)));
        painter.drawLine(QPointF(5.5, 300.0), QPointF(880.0, 300.0));
    }));
}

}  // namespace
}  // namespace handscope::ui
