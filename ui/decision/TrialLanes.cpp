// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/TrialLanes.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/Theme.h"
#include "ui/TimeText.h"
#include "ui/decision/TrialModel.h"

namespace handscope::ui {
namespace {

constexpr int kLines = 2;  // of a lane: more events hardly ever overlap
constexpr double kZoomOfAStep = 1.25;

}  // namespace

TrialLanes::TrialLanes(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("trial.lanes"));
    setAccessibleName(tr("Gestures before and now"));
    setToolTip(tr("Double-click a gesture to go to where it begins; the wheel zooms"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    scale_.setShortest(1.0);
}

void TrialLanes::setLabels(const QStringList& labels) {
    colours_.setLabels(labels);
    update();
}

void TrialLanes::setResult(const TrialResult& result) {
    // Where only the events changed, whoever has zoomed in wants to stay there.
    if (result.duration != result_.duration) {
        scale_.setDuration(result.duration);
    }
    result_ = result;
    selected_ = -1;
    bars_.clear();
    arrange(/*before=*/true);
    arrange(/*before=*/false);
    update();
}

void TrialLanes::arrange(bool before) {
    QVector<int> order;
    for (int row = 0; row < result_.rows.size(); ++row) {
        if (before ? result_.rows[row].before.has_value() : result_.rows[row].after.has_value()) {
            order.append(row);
        }
    }
    const auto span = [&](int row) {
        return before ? *result_.rows[row].before : *result_.rows[row].after;
    };
    std::sort(order.begin(), order.end(),
              [&](int left, int right) { return span(left).start < span(right).start; });
    std::array<double, kLines> ends;
    ends.fill(-1.0);
    for (const int row : order) {
        const auto line = std::min_element(ends.begin(), ends.end());
        const auto free = std::find_if(ends.begin(), ends.end(),
                                       [&](double end) { return end <= span(row).start; });
        const auto chosen = free != ends.end() ? free : line;
        *chosen = span(row).end;
        bars_.append({row, before, static_cast<int>(chosen - ends.begin())});
    }
}

void TrialLanes::setSelected(int row) {
    if (row == selected_) {
        return;
    }
    selected_ = row;
    if (row >= 0 && row < result_.rows.size()) {
        const TrialRow& shown = result_.rows[row];
        const double end =
            std::max(shown.before ? shown.before->end : 0.0, shown.after ? shown.after->end : 0.0);
        const double margin = scale_.span() * 0.05;
        scale_.reveal(shown.start() - margin, end + margin);
    }
    update();
}

const TrialSpan& TrialLanes::spanOf(const Bar& bar) const {
    const TrialRow& row = result_.rows[bar.row];
    return bar.before ? *row.before : *row.after;
}

QRectF TrialLanes::laneRect(bool before) const {
    const double ruler = fontMetrics().height() + 4.0;
    const double height = (this->height() - ruler - 2.0) / 2.0;
    return {0.0, ruler + (before ? 0.0 : height + 2.0), static_cast<double>(width()), height};
}

QRectF TrialLanes::rectOf(const Bar& bar) const {
    const QRectF lane = laneRect(bar.before);
    const double title = fontMetrics().height();
    const double height = (lane.height() - title - 2.0) / kLines;
    const double left = scale_.pixelOf(spanOf(bar).start);
    return {left, lane.top() + title + bar.line * height,
            std::max(3.0, scale_.pixelOf(spanOf(bar).end) - left), height - 2.0};
}

QRectF TrialLanes::barOf(int row, bool before) const {
    const auto bar = std::find_if(bars_.begin(), bars_.end(), [&](const Bar& candidate) {
        return candidate.row == row && candidate.before == before;
    });
    return bar != bars_.end() ? rectOf(*bar) : QRectF();
}

const TrialLanes::Bar* TrialLanes::barAt(const QPointF& point) const {
    const auto bar = std::find_if(bars_.rbegin(), bars_.rend(), [&](const Bar& candidate) {
        return rectOf(candidate).adjusted(-2.0, 0.0, 2.0, 0.0).contains(point);
    });
    return bar != bars_.rend() ? &*bar : nullptr;
}

void TrialLanes::paintRuler(QPainter& painter) const {
    const double height = fontMetrics().height() + 4.0;
    painter.fillRect(QRectF(0.0, 0.0, width(), height), palette().color(QPalette::Window));
    const double step =
        scale_.markStep(fontMetrics().horizontalAdvance(QStringLiteral("0:00:00")) + 16.0);
    if (step <= 0.0 || scale_.duration() <= 0.0) {
        return;
    }
    for (auto mark = static_cast<qint64>(std::ceil(scale_.start() / step));
         static_cast<double>(mark) * step <= scale_.end(); ++mark) {
        const double seconds = static_cast<double>(mark) * step;
        const double x = std::round(scale_.pixelOf(seconds)) + 0.5;
        QColor line = quietText(palette());
        line.setAlpha(70);
        painter.setPen(line);
        painter.drawLine(QPointF(x, 2.0), QPointF(x, this->height()));
        painter.setPen(quietText(palette()));
        const QString tenths = timeText(seconds);
        const QString text = step < 1.0 ? tenths : tenths.chopped(2);
        if (x + 3.0 + fontMetrics().horizontalAdvance(text) <= width()) {
            painter.drawText(QPointF(x + 3.0, fontMetrics().ascent() + 1.0), text);
        }
    }
}

void TrialLanes::paintBar(QPainter& painter, const Bar& bar) const {
    const QRectF room = rectOf(bar);
    if (room.right() < 0.0 || room.left() > width()) {
        return;
    }
    const TrialRow& row = result_.rows[bar.row];
    const bool dark = isDark(palette());
    QColor fill = colours_.colourOf(row.label, dark);
    const QColor edge = dark ? fill.lighter(150) : fill.darker(150);
    const bool isGone = row.change == TrialChange::Gone;
    const bool isNew = row.change == TrialChange::New;
    fill.setAlpha(row.change == TrialChange::Same ? 70 : isGone ? 0 : dark ? 160 : 140);
    painter.setPen(QPen(edge, isNew ? 2.0 : 1.0, isGone ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
    if (bar.row == selected_) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(room.adjusted(-1.0, -1.0, 1.0, 1.0), 3.0, 3.0);
    }
    // Where a bar is cut by the left end, its words move into sight.
    const QRectF words = room.intersected(QRectF(rect())).adjusted(4.0, 0.0, -3.0, 0.0);
    if (words.width() > 12.0 && words.height() >= fontMetrics().height() - 3) {
        const QString sign =
            row.change == TrialChange::Same ? QString() : changeSign(row.change) + QLatin1Char(' ');
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(sign + row.label, Qt::ElideRight,
                                                  static_cast<int>(words.width())));
    }
}

void TrialLanes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    paintRuler(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const bool before : {true, false}) {
        const QRectF lane = laneRect(before);
        painter.setPen(quietText(palette()));
        painter.drawText(
            lane.adjusted(4.0, 0.0, -4.0, 0.0), Qt::AlignLeft | Qt::AlignTop,
            before ? (result_.profile.isEmpty() ? tr("Before")
                                                : tr("Before: %1 as saved").arg(result_.profile))
                   : tr("Now"));
        if (before) {
            painter.drawLine(lane.bottomLeft() + QPointF(0.0, 1.0),
                             lane.bottomRight() + QPointF(0.0, 1.0));
        }
    }
    for (const Bar& bar : bars_) {
        paintBar(painter, bar);
    }
}

void TrialLanes::resizeEvent(QResizeEvent* event) {
    scale_.setWidth(width());
    QWidget::resizeEvent(event);
}

void TrialLanes::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || turn.y() == 0) {
        const int amount = turn.y() != 0 ? turn.y() : turn.x();
        scale_.scroll(-amount / 120.0 * scale_.span() / 8.0);
    } else {
        scale_.zoom(std::pow(kZoomOfAStep, turn.y() / 120.0), event->position().x());
    }
    event->accept();
    update();
}

void TrialLanes::mousePressEvent(QMouseEvent* event) {
    const Bar* bar = barAt(event->position());
    if (event->button() == Qt::LeftButton && bar != nullptr) {
        Q_EMIT rowClicked(bar->row);
    }
}

void TrialLanes::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && scale_.duration() > 0.0) {
        const Bar* bar = barAt(event->position());
        Q_EMIT seekRequested(bar != nullptr ? spanOf(*bar).start
                                            : scale_.secondsAt(event->position().x()));
    }
}

bool TrialLanes::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const Bar* bar = barAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           bar != nullptr ? sentenceOn(result_.rows[bar->row]) : toolTip(), this);
        return true;
    }
    return QWidget::event(event);
}

QSize TrialLanes::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 9 + 6};
}

QSize TrialLanes::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 20, sizeHint().height()};
}

}  // namespace handscope::ui
