// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "app/MapImage.h"

namespace handscope::cli {

/// The options that say which values the ends of a map's colours stand for: both or none.
class RangeOptions {
public:
    /// `otherwise`: what the ends are without them, for the help. The object must outlive the
    /// parsing.
    void addTo(CLI::App& command, const std::string& otherwise);

    /// nullopt where they were not given. Throws model::ModelError for an empty range.
    std::optional<app::ValueRange> range() const;

    CLI::Option* option() const { return highOption_; }

private:
    double low_ = 0.0;
    double high_ = 1.0;
    CLI::Option* highOption_ = nullptr;
};

}  // namespace handscope::cli
