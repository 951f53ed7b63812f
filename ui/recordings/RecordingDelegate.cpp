// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingDelegate.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

#include "ui/Theme.h"
#include "ui/recordings/RecordingModel.h"

namespace handscope::ui {
namespace {

constexpr int kMargin = 4;

void paintBar(QPainter& painter, const QRectF& room, double progress, const QString& text,
              const QPalette& palette) {
    QColor groove = palette.color(QPalette::Text);
    groove.setAlpha(38);
    QColor fill = palette.color(QPalette::Highlight);
    const double radius = 3.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawRoundedRect(room, radius, radius);
    painter.setBrush(groove);
    painter.drawRoundedRect(room, radius, radius);
    QRectF done = room;
    done.setWidth(room.width() * std::clamp(progress, 0.0, 1.0));
    painter.setBrush(fill);
    painter.drawRoundedRect(done, radius, radius);
    // The words change their colour where the bar ends beneath them.
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(room, Qt::AlignCenter, text);
    painter.setClipRect(done);
    painter.setPen(palette.color(QPalette::HighlightedText));
    painter.drawText(room, Qt::AlignCenter, text);
}

}  // namespace

void RecordingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    const auto state = static_cast<RecordingState>(index.data(RecordingModel::StateRole).toInt());
    if (state == RecordingState::Failed) {
        item.palette.setColor(QPalette::Text,
                              isDark(item.palette) ? QColor(0xff8f80) : QColor(0xb3261e));
        item.font.setBold(true);
    } else if (state == RecordingState::Waiting || state == RecordingState::Cancelled) {
        item.palette.setColor(QPalette::Text, quietText(item.palette));
    }
    const QString text = item.text;
    if (state == RecordingState::Running) {
        item.text.clear();
    }
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (state == RecordingState::Running) {
        painter->save();
        painter->setFont(item.font);
        paintBar(*painter, QRectF(item.rect).adjusted(kMargin, kMargin, -kMargin, -kMargin),
                 index.data(RecordingModel::ProgressRole).toDouble(), text, item.palette);
        painter->restore();
    }
}

}  // namespace handscope::ui
