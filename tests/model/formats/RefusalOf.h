// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <utility>

#include "model/ModelError.h"

namespace handscope::test {

/// The error that `act` ends with; nullopt, and a failed test, when it ends well.
template <typename Act>
std::optional<model::ModelError> refusalOf(Act&& act) {
    try {
        std::forward<Act>(act)();
    } catch (const model::ModelError& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return std::nullopt;
}

/// Checks that a refusal has three parts, and that the first names all of `pieces`.
template <typename... Pieces>
void expectThreeParts(const std::optional<model::ModelError>& refusal, const Pieces&... pieces) {
    if (!refusal) {
        return;
    }
    for (const std::string& piece : {std::string(pieces)...}) {
        EXPECT_THAT(refusal->whatHappened(), testing::HasSubstr(piece));
    }
    EXPECT_THAT(refusal->whatWasExpected(), testing::StartsWith("Expected "));
    EXPECT_THAT(refusal->whatToDo(), testing::Not(testing::IsEmpty()));
}

}  // namespace handscope::test
