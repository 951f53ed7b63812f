// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include <QPainter>
#include <QTest>

namespace handscope::ui {

void WindowFixture::SetUp() {
    ASSERT_TRUE(folder_.isValid());
    open();
}

void WindowFixture::TearDown() {
    window_.reset();
    // The theme is the application's: the next test begins without.
    Theme theme;
    theme.apply(ThemeChoice::Light);
    theme.apply(ThemeChoice::System);
}

void WindowFixture::open() {
    window_ = std::make_unique<MainWindow>(
        std::make_unique<QSettings>(settingsFile(), QSettings::IniFormat));
    window_->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
}

void WindowFixture::restart() {
    window_->close();
    window_.reset();
    open();
}

QAction* WindowFixture::action(const QString& name) const {
    auto* found = window_->findChild<QAction*>(name);
    for (QAction* candidate : window_->actions()) {
        if (candidate->objectName() == name) {
            found = candidate;
        }
    }
    EXPECT_NE(found, nullptr) << name.toStdString();
    return found;
}

QString WindowFixture::labelText(const QString& objectName) const {
    const auto* label = find<QLabel>(objectName);
    return label != nullptr ? label->text() : QString();
}

QImage halves(int width, int height, QColor left, QColor right) {
    QImage image(width, height, QImage::Format_RGB888);
    image.fill(left);
    QPainter painter(&image);
    painter.fillRect(width / 2, 0, width - width / 2, height, right);
    return image;
}

QVector<BlockChoice> paperBlocks() {
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

MapImage smallMap() {
    MapImage map;
    map.frame = halves(80, 40, Qt::black, Qt::white);
    map.square = QRectF(20, 0, 40, 40);
    map.width = 4;
    map.height = 2;
    map.colours = QImage(4, 2, QImage::Format_RGB888);
    map.colours.fill(Qt::red);
    map.colourBar = halves(64, 1, Qt::blue, Qt::red);
    for (int value = 0; value < 8; ++value) {
        map.values.push_back(static_cast<float>(value));
    }
    map.low = 0.0F;
    map.high = 7.0F;
    map.pts = 3.5;
    map.frameIndex = 2;
    map.frameCount = 8;
    map.channelCount = 64;
    map.title = QStringLiteral("layer2.3 · CMM");
    return map;
}

}  // namespace handscope::ui
