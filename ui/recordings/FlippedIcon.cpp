// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/FlippedIcon.h"

#include <QIconEngine>
#include <QPainter>
#include <memory>

namespace handscope::ui {
namespace {

class FlippedEngine : public QIconEngine {
public:
    explicit FlippedEngine(const QIcon& icon) : icon_(icon) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        painter->save();
        painter->translate(2.0 * rect.left() + rect.width(), 0.0);
        painter->scale(-1.0, 1.0);
        icon_.paint(painter, rect, Qt::AlignCenter, mode, state);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return std::make_unique<FlippedEngine>(icon_).release(); }

private:
    QIcon icon_;
};

}  // namespace

QIcon flippedIcon(const QIcon& icon) {
    // QIcon takes the engine over.
    return QIcon(std::make_unique<FlippedEngine>(icon).release());
}

}  // namespace handscope::ui
