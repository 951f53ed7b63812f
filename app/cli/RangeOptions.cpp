// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RangeOptions.h"

#include "model/ModelError.h"

namespace handscope::cli {

void RangeOptions::addTo(CLI::App& command, const std::string& otherwise) {
    highOption_ = command.add_option(
        "--high", high_,
        "value at the colours' upper end; " + otherwise +
            " otherwise; the diverging map reaches as far on both sides of zero");
    CLI::Option* const low =
        command.add_option("--low", low_, "value at the colours' lower end")->needs(highOption_);
    highOption_->needs(low);
}

std::optional<app::ValueRange> RangeOptions::range() const {
    if (highOption_->count() == 0) {
        return std::nullopt;
    }
    const app::ValueRange range{.low = static_cast<float>(low_), .high = static_cast<float>(high_)};
    if (!(range.low < range.high)) {
        throw model::ModelError("The range of values is empty.", "Expected --high above --low.",
                                "Change one of them.");
    }
    return range;
}

}  // namespace handscope::cli
