// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/Checkpoint.h"

namespace handscope::test {

/// A tensor of these elements; Number must be as wide as the type's elements.
template <typename Number>
model::StoredTensor tensorOf(model::ElementType type, std::vector<std::int64_t> shape,
                             const std::vector<Number>& values) {
    model::StoredTensor tensor{type, std::move(shape), {}};
    tensor.bytes.resize(values.size() * sizeof(Number));
    std::ranges::copy(std::as_bytes(std::span(values)), tensor.bytes.begin());
    return tensor;
}

template <typename Number>
std::vector<Number> valuesOf(const model::StoredTensor& tensor) {
    std::vector<Number> values(tensor.bytes.size() / sizeof(Number));
    std::ranges::copy(tensor.bytes, std::as_writable_bytes(std::span(values)).begin());
    return values;
}

}  // namespace handscope::test
