// SPDX-License-Identifier: GPL-3.0-or-later
#include "NetworkFixture.h"

#include <random>

namespace handscope::ui {

QVector<BlockChoice> sixteenBlocks() {
    QVector<BlockChoice> blocks;
    int stage = 1;
    for (const int count : {3, 4, 6, 3}) {
        for (int block = 0; block < count; ++block) {
            blocks.append({QStringLiteral("layer%1.%2").arg(stage).arg(block),
                           {"input", "cstm", "cmm", "output"}});
        }
        ++stage;
    }
    return blocks;
}

QVector<NodePicture> noisePictures(const QVector<BlockChoice>& blocks) {
    std::mt19937 random(7);
    QVector<NodePicture> pictures;
    for (const BlockChoice& block : blocks) {
        const int stage = block.name.mid(5, 1).toInt();
        const int side = 56 >> (stage - 1);
        for (const QString& tap : block.taps) {
            QImage picture(side, side, QImage::Format_RGB32);
            for (int row = 0; row < side; ++row) {
                for (int column = 0; column < side; ++column) {
                    picture.setPixel(column, row, 0xff000000U | (random() & 0xffffffU));
                }
            }
            pictures.append({{block.name, tap}, picture});
        }
    }
    return pictures;
}

}  // namespace handscope::ui
