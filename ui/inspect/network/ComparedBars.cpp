// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ComparedBars.h"

#include <QPainter>
#include <algorithm>
#include <cstdlib>

#include "ui/PercentText.h"
#include "ui/Theme.h"

namespace handscope::ui {
namespace {

constexpr double kBarHeight = 5.0;

/// Of the percentages as they are shown, so that the three numbers agree.
int pointsOf(const ComparedScore& score) {
    return percentOf(score.after) - percentOf(score.before);
}

QString pointsText(int points) {
    const QString number = QString::number(std::abs(points));
    return points > 0   ? ComparedBars::tr("+%1 pp").arg(number)
           : points < 0 ? ComparedBars::tr("−%1 pp").arg(number)
                        : QString();
}

}  // namespace

ComparedBars::ComparedBars(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("comparison.bars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Scores before and after"));
    setToolTip(
        tr("Each class as it is (above) and with what was changed (below); the difference "
           "in percentage points"));
    choose();
}

void ComparedBars::setScores(const QVector<ComparedScore>& scores) {
    scores_ = scores;
    choose();
}

void ComparedBars::setComparing(bool comparing) {
    comparing_ = comparing;
    choose();
}

void ComparedBars::choose() {
    const auto height = [this](const ComparedScore& score) {
        return comparing_ ? std::max(shareOf(score.before), shareOf(score.after))
                          : shareOf(score.before);
    };
    shown_ = scores_;
    const auto last = shown_.begin() + std::min<qsizetype>(kRows, shown_.size());
    std::partial_sort(shown_.begin(), last, shown_.end(), [&](const auto& one, const auto& other) {
        return height(one) != height(other) ? height(one) > height(other) : one.label < other.label;
    });
    shown_.erase(last, shown_.end());
    QStringList spoken;
    for (const ComparedScore& score : shown_) {
        spoken << (comparing_
                       ? tr("%1 %2 → %3")
                             .arg(score.label, percentText(score.before), percentText(score.after))
                       : tr("%1 %2").arg(score.label, percentText(score.before)));
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

int ComparedBars::mostChanged() const {
    int found = -1;
    for (int row = 0; comparing_ && row < shown_.size(); ++row) {
        const int points = std::abs(pointsOf(shown_[row]));
        if (points > (found < 0 ? 0 : std::abs(pointsOf(shown_[found])))) {
            found = row;
        }
    }
    return found;
}

int ComparedBars::rowHeight() const {
    return fontMetrics().height() + 2 * static_cast<int>(kBarHeight) + 10;
}

QSize ComparedBars::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 44, kRows * rowHeight()};
}

QSize ComparedBars::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 30, kRows * rowHeight()};
}

void ComparedBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (shown_.isEmpty()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Scores appear once the first window of video is complete."));
        return;
    }
    for (int row = 0; row < shown_.size(); ++row) {
        paintRow(painter, row, QRectF(0.0, row * rowHeight(), width(), rowHeight()));
    }
}

void ComparedBars::paintRow(QPainter& painter, int row, const QRectF& place) const {
    const ComparedScore& score = shown_[row];
    const bool marked = row == mostChanged();
    QFont font = painter.font();
    font.setBold(true);
    // For the bold row, too: the columns of all rows stand under one another.
    const double pointsWidth =
        comparing_ ? QFontMetricsF(font).horizontalAdvance(pointsText(-100)) + 6.0 : 0.0;
    font.setBold(marked);
    painter.save();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QString numbers =
        comparing_ ? tr("%1 → %2").arg(percentText(score.before), percentText(score.after))
                   : percentText(score.before);
    const QString points = comparing_ ? pointsText(pointsOf(score)) : QString();
    const double numbersWidth = metrics.horizontalAdvance(numbers);
    QRectF text(place.left(), place.top(), place.width(), metrics.height() + 2.0);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(score.label, Qt::ElideRight,
                           std::max(0.0, text.width() - numbersWidth - pointsWidth - 8.0)));
    painter.drawText(text.adjusted(0.0, 0.0, -pointsWidth, 0.0), Qt::AlignRight | Qt::AlignVCenter,
                     numbers);
    if (!marked) {
        painter.setPen(quietText(palette()));
    }
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, points);
    painter.setPen(Qt::NoPen);
    const auto bar = [&](double top, double share, const QColor& fill) {
        QRectF where(place.left(), top, place.width(), kBarHeight);
        QColor groove = palette().color(QPalette::WindowText);
        groove.setAlpha(32);
        painter.setBrush(groove);
        painter.drawRoundedRect(where, kBarHeight / 2.0, kBarHeight / 2.0);
        where.setWidth(where.width() * share);
        painter.setBrush(fill);
        painter.drawRoundedRect(where, kBarHeight / 2.0, kBarHeight / 2.0);
    };
    const QColor strong = palette().color(QPalette::Highlight);
    const QColor plain = quietText(palette());
    bar(text.bottom() + 1.0, shareOf(score.before), comparing_ ? plain : strong);
    if (comparing_) {
        bar(text.bottom() + kBarHeight + 2.0, shareOf(score.after), strong);
    }
    painter.restore();
}

}  // namespace handscope::ui
