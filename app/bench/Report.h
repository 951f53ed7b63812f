// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/bench/BusyLook.h"
#include "app/bench/Machine.h"

namespace handscope::bench {

/// One measured or given value.
struct Cell {
    std::string key;    ///< in the JSON, with its unit
    std::string title;  ///< of its column; empty: in the JSON alone
    std::variant<std::monostate, std::int64_t, double, std::string> value;
    int decimals = 1;  ///< shown of a double
};
using Row = std::vector<Cell>;

/// What one benchmark command found.
struct Report {
    std::string command;  ///< such as "model"
    bool quick = false;   ///< measured too briefly, on networks too small, to mean anything
    bool interrupted = false;
    Machine machine;
    std::optional<BusyLook> meanwhile;  ///< what else ran while it was measured
    std::vector<Row> rows;              ///< with the same titles
    std::vector<float> probabilities;   ///< of the first clip, where one network was measured
    std::vector<std::string> notes;     ///< for people: how it was measured
    std::vector<std::string> warnings;
};

/// A header, the table and the notes. Ends with a line end.
std::string asText(const Report& report);

/// The format "handscope-bench-1". Ends with a line end.
std::string asJson(const Report& report);

}  // namespace handscope::bench
