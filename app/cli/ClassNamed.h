// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/Classifier.h"

namespace handscope::cli {

/// The number of the class of that name, letters of either case. Throws model::ModelError where the
/// model has none.
int classNamed(const std::string& name, const model::ModelDescription& model);

}  // namespace handscope::cli
