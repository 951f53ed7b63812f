// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapScaling.h"

#include <initializer_list>

namespace handscope::ui {

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

}  // namespace handscope::ui
