// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace handscope::training {

/// Throws ModelError unless it holds: the run's `what` makes no sense, `expected` was expected.
void requireSetting(bool holds, const std::string& what, const std::string& expected);

/// Mixup's alpha: see symmetricBeta().
void requireMixup(double alpha);

}  // namespace handscope::training
