// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PercentText.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

/// Where translators find this text.
class PercentText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::PercentText)
};

}  // namespace

double shareOf(double score) {
    return std::isfinite(score) ? std::clamp(score, 0.0, 1.0) : 0.0;
}

int percentOf(double score) {
    return static_cast<int>(std::lround(shareOf(score) * 100.0));
}

QString percentText(double score) {
    return PercentText::tr("%1 %").arg(percentOf(score));
}

}  // namespace handscope::ui
