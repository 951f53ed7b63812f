// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "model/LoadClassifier.h"

namespace handscope::app {

/// What options of our programs call them.
inline const std::map<std::string, model::Device>& deviceNames() {
    static const std::map<std::string, model::Device> names{
        {"auto", model::Device::Auto}, {"cpu", model::Device::Cpu}, {"cuda", model::Device::Cuda}};
    return names;
}

inline const std::map<std::string, model::Engine>& engineNames() {
    static const std::map<std::string, model::Engine> names{{"auto", model::Engine::Auto},
                                                            {"plain", model::Engine::Plain},
                                                            {"folded", model::Engine::Folded}};
    return names;
}

inline const std::map<std::string, model::Precision>& precisionNames() {
    static const std::map<std::string, model::Precision> names{{"auto", model::Precision::Auto},
                                                               {"fp32", model::Precision::Float32},
                                                               {"bf16", model::Precision::BFloat16},
                                                               {"fp16", model::Precision::Float16}};
    return names;
}

inline const std::map<std::string, model::FlipTest>& flipTestNames() {
    static const std::map<std::string, model::FlipTest> names{{"auto", model::FlipTest::Auto},
                                                              {"on", model::FlipTest::On},
                                                              {"off", model::FlipTest::Off}};
    return names;
}

inline constexpr const char* kDeviceHelp = "auto, cpu or cuda";
inline constexpr const char* kEngineHelp =
    "auto, plain (layer by layer, fp32) or folded (fused for speed; what auto chooses)";
inline constexpr const char* kPrecisionHelp =
    "of the folded engine: auto (bf16 where the processor multiplies it, fp16 on CUDA), fp32, "
    "bf16, or fp16 (CUDA alone)";

inline constexpr const char* kFlipTestHelp =
    "ask about the mirror image too and take the mean: on (better answers, twice the work), off, "
    "or auto (as the model's file says)";

}  // namespace handscope::app
