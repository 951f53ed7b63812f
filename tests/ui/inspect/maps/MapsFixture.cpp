// SPDX-License-Identifier: GPL-3.0-or-later
#include "MapsFixture.h"

#include <QPainter>
#include <QTest>
#include <numeric>
#include <vector>

namespace handscope::ui {

MapImage countingMap(int t, QColor colour) {
    MapImage map;
    map.frame = QImage(80, 40, QImage::Format_RGB32);
    map.frame.fill(Qt::black);
    QPainter(&map.frame).fillRect(40, 0, 40, 40, Qt::white);
    map.square = QRectF(20, 0, 40, 40);
    map.width = 4;
    map.height = 2;
    map.colours = QImage(4, 2, QImage::Format_RGB32);
    map.colours.fill(colour);
    map.colourBar = QImage(16, 1, QImage::Format_RGB32);
    map.colourBar.fill(colour);
    for (int value = 0; value < 8; ++value) {
        map.values.push_back(static_cast<float>(value));
    }
    map.low = 0.0F;
    map.high = 7.0F;
    map.pts = 10.0 + t / 4.0;
    map.frameIndex = t;
    map.frameCount = 8;
    map.channelCount = 64;
    map.title = QStringLiteral("layer2.3 · CMM");
    return map;
}

QVector<MapImage> countingMaps(int count) {
    QVector<MapImage> maps;
    for (int t = 1; t <= count; ++t) {
        maps.append(countingMap(t, QColor::fromHsv(30 * t % 360, 255, 255)));
    }
    return maps;
}

QVector<ChannelTile> someTiles(int count) {
    QVector<ChannelTile> tiles;
    for (int channel = 0; channel < count; ++channel) {
        QImage colours(7, 7, QImage::Format_RGB32);
        colours.fill(QColor::fromHsv(channel * 40 % 360, 255, 200));
        QPainter(&colours).fillRect(0, 0, 3, 3, Qt::white);
        std::vector<float> values(49);
        std::iota(values.begin(), values.end(), 100.0F * static_cast<float>(channel));
        tiles.append({channel, colours, 1.0F / static_cast<float>(channel + 1), values});
    }
    return tiles;
}

HistogramData someHistogram() {
    return {{10.0, 1000.0, 0.0, 2.0}, -1.0, 1.0, 0.25, 0.5};
}

QVector<BlockChoice> networkBlocks() {
    const QVector<int> counts{3, 4, 6, 3};
    QVector<BlockChoice> blocks;
    for (int stage = 0; stage < counts.size(); ++stage) {
        for (int block = 0; block < counts[stage]; ++block) {
            blocks.append({QStringLiteral("layer%1.%2").arg(stage + 1).arg(block),
                           {"input", "cstm", "cmm", "output"}});
        }
    }
    return blocks;
}

void pointAt(QWidget* widget, QPoint point) {
    // A mouse that is there already would send nothing.
    QTest::mouseMove(widget, point + QPoint(0, 1));
    QTest::mouseMove(widget, point);
}

}  // namespace handscope::ui
