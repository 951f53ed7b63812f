// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "model/training/RandomStream.h"

namespace handscope::training {

/// A share of Beta(alpha, alpha), as mixup draws it (Zhang et al. 2018), by Jöhnk's method, which
/// suits an alpha up to about 2. `alpha` above 0.
inline double symmetricBeta(double alpha, RandomStream& random) {
    for (;;) {
        const double x = std::pow(random.uniform(), 1.0 / alpha);
        const double y = std::pow(random.uniform(), 1.0 / alpha);
        if (x + y > 0.0 && x + y <= 1.0) {
            return x / (x + y);
        }
    }
}

}  // namespace handscope::training
