// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handscope::ui {

/// `score` as a share of 0 … 1: what lies outside is brought in, and what is no number is 0.
double shareOf(double score);

/// shareOf() in whole percent.
int percentOf(double score);

/// percentOf() as people write it, such as "97 %".
QString percentText(double score);

}  // namespace handscope::ui
