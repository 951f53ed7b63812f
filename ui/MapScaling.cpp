// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapScaling.h"

#include <QStringList>
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace handscope::ui {
namespace {

constexpr int kExactDigits = std::numeric_limits<float>::max_digits10;

QString exactText(float value) {
    return QString::number(static_cast<double>(value), 'g', kExactDigits);
}

}  // namespace

QString mapScalingName(MapScaling scaling) {
    switch (scaling) {
        case MapScaling::Layer:
            return QStringLiteral("layer");
        case MapScaling::Fixed:
            return QStringLiteral("fixed");
        case MapScaling::Map:
            break;
    }
    return QStringLiteral("map");
}

MapScaling mapScalingFromName(const QString& name) {
    for (const MapScaling scaling : {MapScaling::Layer, MapScaling::Fixed}) {
        if (name == mapScalingName(scaling)) {
            return scaling;
        }
    }
    return MapScaling::Map;
}

ColourLimits withLow(const ColourLimits& limits, float low) {
    const float moved = std::max(low + (limits.high - limits.low),
                                 std::nextafter(low, std::numeric_limits<float>::max()));
    return {.low = low, .high = low < limits.high ? limits.high : moved};
}

ColourLimits withHigh(const ColourLimits& limits, float high) {
    const float moved = std::min(high - (limits.high - limits.low),
                                 std::nextafter(high, std::numeric_limits<float>::lowest()));
    return {.low = limits.low < high ? limits.low : moved, .high = high};
}

QString colourLimitsText(const std::optional<ColourLimits>& limits) {
    return limits ? exactText(limits->low) + QLatin1Char(' ') + exactText(limits->high) : QString();
}

std::optional<ColourLimits> colourLimitsFromText(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(' '));
    bool isLow = false;
    bool isHigh = false;
    const ColourLimits limits{.low = parts.value(0).toFloat(&isLow),
                              .high = parts.value(1).toFloat(&isHigh)};
    const bool isRange = isLow && isHigh && parts.size() == 2 && limits.low < limits.high &&
                         std::isfinite(limits.high - limits.low);
    return isRange ? std::optional(limits) : std::nullopt;
}

}  // namespace handscope::ui
