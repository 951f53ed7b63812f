// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace handscope::test {

/// Counts what `new` hands out in this program, so that a test can say how much memory a hostile
/// file made us take. Construction starts a new measurement; one at a time.
class AllocationWatch {
public:
    AllocationWatch();

    /// Most bytes held at once since construction, beyond what was held then.
    std::size_t peak() const;

private:
    std::size_t before_;
};

}  // namespace handscope::test
