// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>

namespace handscope::cli {

/// The halves of NAME=VALUE, which isNamedValue() has let pass.
inline std::pair<std::string, std::string> namedValue(const std::string& pair) {
    const auto equals = pair.find('=');
    return {pair.substr(0, equals), pair.substr(equals + 1)};
}

/// For CLI::Option::check(): refuses what is not `form`, such as "NAME=VALUE, such as rate=30".
inline std::function<std::string(const std::string&)> isNamedValue(const std::string& form) {
    return [form](const std::string& pair) {
        const auto equals = pair.find('=');
        return equals != std::string::npos && equals > 0 ? std::string()
                                                         : "'" + pair + "': expected " + form;
    };
}

}  // namespace handscope::cli
