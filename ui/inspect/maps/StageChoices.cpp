// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/StageChoices.h"

#include <QStringList>
#include <algorithm>

namespace handscope::ui {
namespace {

const QStringList& viewNames() {
    static const QStringList names{"map", "channels", "frames", "compare", "flow", "evidence"};
    return names;
}

const QStringList& orderNames() {
    static const QStringList names{"number", "energy", "variance", "contribution"};
    return names;
}

const QStringList& colourNames() {
    static const QStringList names{"", "viridis", "inferno", "turbo", "grey", "diverging"};
    return names;
}

/// The saved text if it is one of the names, else the first of them.
QString oneOf(const QStringList& names, const QVariant& saved) {
    return names.contains(saved.toString()) ? saved.toString() : names.front();
}

int indexOf(const QStringList& names, const QVariant& saved) {
    return static_cast<int>(names.indexOf(oneOf(names, saved)));
}

int within(const QVariant& saved, int otherwise, int least, int most) {
    bool isNumber = false;
    const int value = saved.toInt(&isNumber);
    return isNumber ? std::clamp(value, least, most) : otherwise;
}

}  // namespace

QString colourMapOf(const StageChoices& choices, const TapName& picked) {
    if (choices.view == InspectView::Evidence) {
        return QStringLiteral("diverging");
    }
    if (!choices.colours.isEmpty()) {
        return choices.colours;
    }
    const bool isSigned = choices.view == InspectView::Flow || picked.tap == QLatin1String("cmm");
    return isSigned ? QStringLiteral("diverging") : QStringLiteral("viridis");
}

QVariantMap savedChoices(const StageChoices& choices) {
    return {{"view", viewNames().value(static_cast<int>(choices.view))},
            {"colours", choices.colours},
            {"scaling", mapScalingName(choices.scaling)},
            {"limits", colourLimitsText(choices.limits)},
            {"opacity", choices.opacity},
            {"alone", choices.alone},
            {"smooth", choices.smooth},
            {"order", orderNames().value(static_cast<int>(choices.order))},
            {"label", choices.label},
            {"withPinned", choices.withPinned},
            {"otherBlock", choices.other.block},
            {"otherTap", choices.other.tap},
            {"logCounts", choices.logCounts},
            {"tileSize", choices.tileSize}};
}

StageChoices choicesFromSaved(const QVariantMap& saved) {
    StageChoices choices;
    choices.view = static_cast<InspectView>(indexOf(viewNames(), saved.value("view")));
    choices.colours = oneOf(colourNames(), saved.value("colours"));
    choices.scaling = mapScalingFromName(saved.value("scaling").toString());
    choices.limits = colourLimitsFromText(saved.value("limits").toString());
    choices.opacity = within(saved.value("opacity"), choices.opacity, 0, 100);
    choices.alone = saved.value("alone", choices.alone).toBool();
    choices.smooth = saved.value("smooth", choices.smooth).toBool();
    choices.order = static_cast<ChannelOrder>(indexOf(orderNames(), saved.value("order")));
    choices.label = saved.value("label").toString();
    choices.withPinned = saved.value("withPinned").toBool();
    choices.other = {saved.value("otherBlock").toString(), saved.value("otherTap").toString()};
    choices.logCounts = saved.value("logCounts").toBool();
    choices.tileSize = within(saved.value("tileSize"), choices.tileSize, kLeastTile, kMostTile);
    return choices;
}

}  // namespace handscope::ui
