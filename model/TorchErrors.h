// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <c10/util/Exception.h>

#include <exception>
#include <string>

namespace handscope::model {

/// What an exception says, without LibTorch's backtrace and cut to what a message can hold.
inline std::string reasonOf(const std::exception& error) {
    constexpr std::size_t kLongest = 300;
    const auto* const torchError = dynamic_cast<const c10::Error*>(&error);
    return std::string(torchError != nullptr ? torchError->what_without_backtrace() : error.what())
        .substr(0, kLongest);
}

}  // namespace handscope::model
