// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace handscope::test {

/// What is installed beside the program, in the source tree.
inline const std::string kResources = std::string(HANDSCOPE_SOURCE_DIR) + "/resources/";
inline const std::string kBundledClip = kResources + "clip/handscope-demo.mp4";
inline const std::string kBundledModel = kResources + "models/handscope-bootstrap-stm.safetensors";

}  // namespace handscope::test
