// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

#include "model/ModelError.h"

namespace handscope::pipeline {

/// An error of a network's run from what happened, for what is no ModelError.
inline model::ModelError networkFailure(const std::string& whatHappened) {
    return {whatHappened, "Expected the network to answer.",
            "Try again, or choose another model or device."};
}

/// What came out of a network's run: a ModelError has its three parts already.
inline model::ModelError networkFailure(const std::exception& error) {
    if (const auto* const ours = dynamic_cast<const model::ModelError*>(&error)) {
        return *ours;
    }
    return networkFailure(std::string("Something failed that should not (") + error.what() + ").");
}

}  // namespace handscope::pipeline
