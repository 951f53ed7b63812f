// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ScoreBars.h"

#include <QPainter>
#include <algorithm>

#include "ui/PercentText.h"
#include "ui/Theme.h"

namespace handscope::ui {
namespace {

constexpr int kRows = 5;

}  // namespace

ScoreBars::ScoreBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Most likely gestures"));
    setToolTip(tr("The five most likely classes, by their averaged scores"));
}

void ScoreBars::setScores(const QVector<ScoredLabel>& scores) {
    scores_ = scores;
    QStringList spoken;
    for (const ScoredLabel& scored : scores) {
        spoken << tr("%1 %2").arg(scored.label, percentText(scored.score));
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

int ScoreBars::rowHeight() const {
    return fontMetrics().height() + 12;
}

QSize ScoreBars::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 36, kRows * rowHeight()};
}

QSize ScoreBars::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 20, kRows * rowHeight()};
}

void ScoreBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (scores_.isEmpty()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Scores appear once the first window of video is complete."));
        return;
    }
    const QFontMetrics metrics = fontMetrics();
    const int percentWidth = metrics.horizontalAdvance(percentText(1.0));
    constexpr double kBarHeight = 4.0;
    double top = 0.0;
    for (qsizetype index = 0; index < std::min<qsizetype>(kRows, scores_.size()); ++index) {
        const ScoredLabel& scored = scores_[index];
        const QRectF text(0.0, top, width(), metrics.height() + 2.0);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(text.adjusted(0, 0, -percentWidth - 8, 0),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(scored.label, Qt::ElideRight,
                                            std::max(0, width() - percentWidth - 8)));
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, percentText(scored.score));
        QRectF bar(0.0, text.bottom() + 1.0, width(), kBarHeight);
        painter.setPen(Qt::NoPen);
        QColor groove = palette().color(QPalette::WindowText);
        groove.setAlpha(32);
        painter.setBrush(groove);
        painter.drawRoundedRect(bar, 2.0, 2.0);
        bar.setWidth(bar.width() * shareOf(scored.score));
        QColor fill = palette().color(QPalette::Highlight);
        fill.setAlpha(index == 0 ? 255 : 150);
        painter.setBrush(fill);
        painter.drawRoundedRect(bar, 2.0, 2.0);
        top += rowHeight();
    }
}

}  // namespace handscope::ui
