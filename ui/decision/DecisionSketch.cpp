// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionSketch.h"

#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr double kSameInstant = 1e-6;
constexpr double kLead = 0.5;           // seconds before the gesture
constexpr double kRest = 0.4;           // seconds after all is over
constexpr double kMostWindows = 600.0;  // more could not be told apart
constexpr double kNone = 0.05;
constexpr double kSure = 0.95;

/// How much of a window, or of the gesture where that is shorter, lies in the other.
double overlap(const DecisionSketch& sketch, double windowStart, double windowEnd) {
    const double shared =
        std::min(windowEnd, sketch.gestureEnd) - std::max(windowStart, sketch.gestureStart);
    return std::clamp(shared / std::min(windowEnd - windowStart, DecisionSketch::kGesture), 0.0,
                      1.0);
}

QVector<QPointF> averaged(const QVector<QPointF>& scores, double time) {
    QVector<QPointF> means;
    means.reserve(scores.size());
    double sum = 0.0;
    qsizetype oldest = 0;
    for (qsizetype newest = 0; newest < scores.size(); ++newest) {
        sum += scores[newest].y();
        while (oldest < newest && scores[oldest].x() <= scores[newest].x() - time + kSameInstant) {
            sum -= scores[oldest++].y();
        }
        means.append({scores[newest].x(), sum / static_cast<double>(newest - oldest + 1)});
    }
    return means;
}

void decide(DecisionSketch& sketch, const DecisionValues& values) {
    std::optional<double> since;
    for (qsizetype i = 0; i < sketch.first.size(); ++i) {
        const double time = sketch.first[i].x();
        const double score = sketch.first[i].y();
        if (sketch.fired) {
            if (score < values.offThreshold) {
                return;
            }
            sketch.ended = time;
            continue;
        }
        const bool meets =
            score >= values.onThreshold && score - sketch.second[i].y() >= values.margin;
        since = !meets ? std::nullopt : since ? since : time;
        if (since && time - *since >= values.onDuration - kSameInstant) {
            sketch.met = since;
            sketch.fired = time;
            sketch.ended = time;
            sketch.heldUntil = time + values.hold;
        }
    }
}

}  // namespace

DecisionSketch sketchOf(const DecisionValues& values) {
    DecisionSketch sketch;
    const double length = std::max(0.01, values.windowLength);
    sketch.gestureStart = kLead;
    sketch.gestureEnd = kLead + DecisionSketch::kGesture;
    const double over = sketch.gestureEnd + length + std::max(0.0, values.averaging);
    const double last = over + kRest;
    const double step = std::max(values.windowGrid, last / kMostWindows);
    QVector<QPointF> other;
    for (int i = 0; i * step <= last; ++i) {
        const double end = i * step;
        const double share = overlap(sketch, end - length, end);
        const double smooth = share * share * (3.0 - 2.0 * share);
        sketch.single.append({end, kNone + (kSure - kNone) * smooth});
        other.append({end, kNone + 0.3 * (1.0 - smooth)});
    }
    sketch.first = averaged(sketch.single, values.averaging);
    sketch.second = averaged(other, values.averaging);
    decide(sketch, values);
    sketch.span = sketch.fired ? std::max(last, sketch.heldUntil + kRest) : last;
    return sketch;
}

}  // namespace handscope::ui
