// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/LabelColours.h"

#include <array>
#include <cmath>

namespace handscope::ui {
namespace {

// Steps of the golden angle never come back close to a hue that was used shortly before.
constexpr double kGoldenShare = 0.618033988749895;
// But 21 steps do: labels whose hues meet differ in lightness.
constexpr std::array<double, 4> kLightnessSteps{-0.12, 0.12, -0.04, 0.04};

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
    return dark ? colour(label, 0.50, 0.42) : colour(label, 0.60, 0.58);
}

QColor LabelColours::strokeOf(const QString& label, bool dark) const {
    return dark ? colour(label, 0.85, 0.65) : colour(label, 0.85, 0.42);
}

QColor LabelColours::colour(const QString& label, double saturation, double lightness) const {
    const auto known = places_.constFind(label);
    const int place = known != places_.constEnd() ? known.value() : placeOf(label);
    const double hue = std::fmod(0.57 + place * kGoldenShare, 1.0);
    const double step = kLightnessSteps[static_cast<std::size_t>(place) % kLightnessSteps.size()];
    return QColor::fromHslF(static_cast<float>(hue), static_cast<float>(saturation),
                            static_cast<float>(lightness + step));
}

}  // namespace handscope::ui
