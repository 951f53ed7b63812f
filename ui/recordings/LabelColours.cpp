// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/LabelColours.h"

#include <cmath>

namespace handscope::ui {
namespace {

// Steps of the golden angle never come back close to a hue that was used shortly before.
constexpr double kGoldenShare = 0.618033988749895;

/// Of letters, not of qHash(), which differs from run to run.
int placeOf(const QString& label) {
    unsigned int sum = 0;
    for (const QChar letter : label) {
        sum = sum * 31U + letter.unicode();
    }
    return static_cast<int>(sum % 997U);
}

}  // namespace

void LabelColours::setLabels(const QStringList& labels) {
    places_.clear();
    for (int place = 0; place < labels.size(); ++place) {
        places_.insert(labels[place], place);
    }
}

QColor LabelColours::colourOf(const QString& label, bool dark) const {
    const auto known = places_.constFind(label);
    const int place = known != places_.constEnd() ? known.value() : placeOf(label);
    const double hue = std::fmod(0.57 + place * kGoldenShare, 1.0);
    return QColor::fromHslF(static_cast<float>(hue), dark ? 0.42F : 0.50F, dark ? 0.42F : 0.60F);
}

}  // namespace handscope::ui
