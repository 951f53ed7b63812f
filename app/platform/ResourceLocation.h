// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace handscope::app {

/// Where models and the bundled clip lie: $HANDSCOPE_RESOURCES, else share/handscope beside the
/// program's own folder (an installed prefix, wherever it was moved to), else `resources` above it
/// (a build in the source tree). nullopt when none of them is there.
std::optional<std::filesystem::path> resourceFolder();

/// The model that is used when none is asked for; nullopt when there is none.
std::optional<std::filesystem::path> defaultModel();

/// The bundled clip; nullopt when it is not there.
std::optional<std::filesystem::path> bundledClip();

/// The platform's folder for logs of this program ($XDG_STATE_HOME/handscope); not created.
std::filesystem::path stateFolder();

}  // namespace handscope::app
