// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripText.h"

#include "ui/TimeText.h"
#include "ui/inspect/strip/TimeStrip.h"

namespace handscope::ui {
namespace {

QString textOf(const StripEvent& event) {
    return TimeStrip::tr("%1 %2, from %3 to %4, fired at %5")
        .arg(event.row.label)
        .arg(event.row.score, 0, 'f', 2)
        .arg(timeText(event.row.start), timeText(event.row.end), timeText(event.fired));
}

}  // namespace

QString stripText(const StripPicture& picture) {
    if (picture.isEmpty()) {
        return TimeStrip::tr("There is no video");
    }
    if (picture.frozen) {
        return TimeStrip::tr("Frozen at %1").arg(timeText(picture.cursor));
    }
    return picture.live ? TimeStrip::tr("Live")
                        : TimeStrip::tr("At %1").arg(timeText(picture.cursor));
}

QString textAt(const StripPicture& picture, const QPointF& point) {
    if (const StripEvent* event = picture.eventAt(point)) {
        return textOf(*event);
    }
    const double seconds = picture.secondsAt(point.x());
    const auto scores = picture.scores.at(seconds);
    if (!picture.curveRow().contains(point) || scores.empty()) {
        return {};
    }
    QStringList lines{timeText(seconds)};
    for (const int index : picture.shownClasses()) {
        lines << TimeStrip::tr("%1 %2")
                     .arg(static_cast<double>(scores[static_cast<std::size_t>(index)]), 0, 'f', 2)
                     .arg(picture.labels.value(index));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace handscope::ui
