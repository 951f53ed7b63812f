// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EngineNames.h"

namespace handscope::app {

const std::map<std::string, model::Engine>& engineNames() {
    static const std::map<std::string, model::Engine> names{{"auto", model::Engine::Auto},
                                                            {"plain", model::Engine::Plain},
                                                            {"folded", model::Engine::Folded}};
    return names;
}

const std::map<std::string, model::Precision>& precisionNames() {
    static const std::map<std::string, model::Precision> names{
        {"auto", model::Precision::Auto},
        {"fp32", model::Precision::Float32},
        {"bf16", model::Precision::BFloat16}};
    return names;
}

}  // namespace handscope::app
